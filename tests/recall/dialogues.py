"""Hand-written dialogues with questions, read into passages that can be searched."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from loredesk.domain.ids import MessageId, SessionId
from loredesk.domain.messages import Message, Role
from loredesk.gateway.builtin import weights
from loredesk.gateway.builtin.minilm import SentenceNetwork
from loredesk.gateway.builtin.quick_network import QuickNetwork
from loredesk.gateway.builtin.word_vectors import BuiltInWordVectors
from loredesk.recall.story.passages import StoryPassages
from loredesk.recall.story.question import Question

FOLDER = Path(__file__).parents[1] / "data" / "dialogues"
_BEGIN = datetime(2026, 1, 1, 20, tzinfo=UTC)


@dataclass(slots=True)
class Asked:
    """A question, and the rows of the passages that answer it."""

    kind: str
    question: Question
    right: tuple[int, ...]


@dataclass(slots=True)
class Dialogue:
    """A dialogue that can be searched, and its questions."""

    name: str
    passages: StoryPassages
    asked: list[Asked] = field(default_factory=list)


def names() -> list[str]:
    """Return the names of all dialogues there are."""
    return sorted(path.stem for path in FOLDER.glob("*.json"))


def read(name: str, *, exact: bool = False) -> Dialogue:
    """Read a dialogue and give it its vectors: those of the program, or *exact* ones."""
    data = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    passages = StoryPassages()
    for message, turn in _messages(data):
        passages.append(message, turn)
    vectors_of = _network(exact=exact).vectors
    missing = passages.without_vector()
    passages.put_vectors(dict(zip(missing, vectors_of(list(missing.values())), strict=True)))
    rows: dict[str, list[int]] = {}
    for row, passage in enumerate(passages.rows):
        rows.setdefault(passage.message_id, []).append(row)
    dialogue = Dialogue(name, passages)
    texts = [one["text"] for one in data["questions"]]
    vectors = vectors_of([passages.bare(text) for text in texts])
    for one, vector in zip(data["questions"], vectors, strict=True):
        question = Question.read(one["text"], speakers=passages.names, vector=vector)
        right = tuple(row for name in one["evidence"] for row in rows[name])
        dialogue.asked.append(Asked(one["kind"], question, right))
    return dialogue


@cache
def likeness() -> BuiltInWordVectors:
    """Return the vectors of single words."""
    return BuiltInWordVectors(_folder())


def _messages(data: dict[str, Any]) -> Iterator[tuple[Message, int]]:
    """Yield the turns as messages; each session of the dialogue is a sitting of its own."""
    parent, turn = None, 0
    for sitting, session in enumerate(data["sessions"]):
        for number, said in enumerate(session["turns"]):
            turn += 1
            moment = _BEGIN + timedelta(days=7 * sitting, minutes=number)
            name = MessageId(said["id"])
            yield (
                Message(
                    id=name,
                    session_id=SessionId("dialogue"),
                    parent_id=parent,
                    seq=turn,
                    role=Role.NARRATOR,
                    speaker=said["speaker"],
                    text=said["text"],
                    created_at=moment,
                ),
                turn,
            )
            parent = name


@cache
def _network(*, exact: bool) -> SentenceNetwork | QuickNetwork:
    folder = _folder()
    slow = SentenceNetwork(folder)
    return slow if exact else QuickNetwork(folder, exact=lambda: slow.vectors, kept=None)


def _folder() -> Path:
    folder = weights.installed_folder()
    if folder is None:
        message = f"The weights of {weights.DISTRIBUTION} are not installed"
        raise SystemExit(message)
    return folder
