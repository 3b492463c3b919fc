"""Questions about a world, as a file tells them: texts, and the entries each should bring up.

    {"questions": [{"text": "Who drives the sledge?", "entries": ["Dagny Roe"]}]}

An entry is named by its title, an alias or its handle. A question may have a `kind`: its figures
are then told for each kind too. Whatever else an object says is passed over.
"""

from dataclasses import dataclass

from loredesk.domain.json_parts import items, joined, require_object, text_of, wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryQuestion:
    """A text, and the names of the entries that should be found for it."""

    text: str
    entries: tuple[str, ...]
    kind: str = ""


def is_about_entries(data: object) -> bool:
    """Return whether *data* means to be questions about a world, not a dialogue."""
    return isinstance(data, dict) and "questions" in data and "sessions" not in data


def read_entry_questions(data: object) -> tuple[EntryQuestion, ...]:
    """Return the questions in *data*, which was read from JSON.

    Raises UserFixableError that says what is wrong, and where.
    """
    require_object(data, "", "an object with 'questions'")
    questions = tuple(_question(one, where) for one, where in items(data, "questions", ""))
    if not questions:
        raise wrong("questions", "holds no question")
    return questions


def _question(data: object, place: str) -> EntryQuestion:
    require_object(data, place, "a question with 'text' and 'entries'")
    text = text_of(data, "text", place)
    if not text.strip():
        raise wrong(joined(place, "text"), "is empty")
    entries = []
    for one, where in items(data, "entries", place):
        if not isinstance(one, str) or not one.strip():
            raise wrong(where, "must be the name of an entry")
        entries.append(one)
    has_kind = isinstance(data, dict) and "kind" in data
    kind = text_of(data, "kind", place) if has_kind else ""
    return EntryQuestion(text=text, entries=tuple(dict.fromkeys(entries)), kind=kind)
