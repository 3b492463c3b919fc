"""Dialogues with questions about them, as a file tells them, and what is wrong with one.

    {"sessions":  [{"id": "1", "turns": [{"id": "1:1", "speaker": "Mara", "text": "…"}]}],
     "questions": [{"text": "Where is the key?", "evidence": ["1:1"]}]}

A list of such objects is several dialogues. Ids are texts or whole numbers. Whatever else an
object says is passed over.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from loredesk.domain.json_parts import as_id, id_of, items, joined, require_object, text_of, wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class DialogueTurn:
    """What somebody says."""

    id: str
    speaker: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DialogueQuestion:
    """A question, and the turns that answer it, each named once."""

    text: str
    evidence: tuple[str, ...]
    """Only turns there are."""
    unknown: tuple[str, ...] = ()
    """Ids of turns there are not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue:
    """A dialogue in sittings, and what is asked about it."""

    name: str
    sittings: tuple[tuple[DialogueTurn, ...], ...]
    questions: tuple[DialogueQuestion, ...]

    @property
    def turns(self) -> tuple[DialogueTurn, ...]:
        """Return every turn, in order."""
        return tuple(turn for sitting in self.sittings for turn in sitting)

    @property
    def answerable(self) -> tuple[DialogueQuestion, ...]:
        """Return the questions that a turn answers."""
        return tuple(one for one in self.questions if one.evidence)

    @property
    def skipped(self) -> int:
        """Return how many ids of evidence name no turn."""
        return sum(len(one.unknown) for one in self.questions)


def read_dialogues(data: object, name: str) -> tuple[Dialogue, ...]:
    """Return the dialogues in *data*, which was read from JSON.

    *name* is what they are called: the file. Raises UserFixableError that says what is wrong, and
    where.
    """
    if not isinstance(data, list):
        return (_dialogue(data, "", name),)
    if not data:
        raise wrong("", "is an empty list, where dialogues must stand")
    names: list[str] = []
    for number, one in enumerate(data, start=1):
        called = _called(one, f"{name} {number}")
        names.append(f"{called} ({number})" if called in names else called)
    return tuple(_dialogue(one, f"[{number}]", names[number]) for number, one in enumerate(data))


def _called(data: object, otherwise: str) -> str:
    said = data.get("id") if isinstance(data, Mapping) else None
    return said if isinstance(said, str) and said.strip() else otherwise


def _dialogue(data: object, place: str, name: str) -> Dialogue:
    require_object(data, place, "a dialogue with 'sessions' and 'questions'")
    known: dict[str, str] = {}
    sittings = tuple(
        tuple(_turns(session, where, known)) for session, where in items(data, "sessions", place)
    )
    if not known:
        raise wrong(joined(place, "sessions"), "holds no turn")
    questions = tuple(
        _question(one, where, known) for one, where in items(data, "questions", place)
    )
    if not questions:
        raise wrong(joined(place, "questions"), "holds no question")
    return Dialogue(name=name, sittings=sittings, questions=questions)


def _turns(session: object, place: str, known: dict[str, str]) -> Iterator[DialogueTurn]:
    require_object(session, place, "a session with an 'id' and 'turns'")
    id_of(session, "id", place)
    for one, where in items(session, "turns", place):
        require_object(one, where, "a turn with 'id', 'speaker' and 'text'")
        turn_id = id_of(one, "id", where)
        if turn_id in known:
            raise wrong(f"{where}.id", f"is {turn_id!r}, as {known[turn_id]}.id is already")
        known[turn_id] = where
        yield DialogueTurn(
            id=turn_id, speaker=text_of(one, "speaker", where), text=text_of(one, "text", where)
        )


def _question(data: object, place: str, known: Mapping[str, str]) -> DialogueQuestion:
    require_object(data, place, "a question with 'text' and 'evidence'")
    text = text_of(data, "text", place)
    if not text.strip():
        raise wrong(f"{place}.text", "is empty")
    named = dict.fromkeys(as_id(one, where) for one, where in items(data, "evidence", place))
    return DialogueQuestion(
        text=text,
        evidence=tuple(one for one in named if one in known),
        unknown=tuple(one for one in named if one not in known),
    )
