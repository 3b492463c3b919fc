"""What of the script is stored, and with which command the play goes on."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.crash.library_copy import LibraryCopy, Row

LINE = (
    "WITH RECURSIVE line(id, parent_id, depth) AS ("
    " SELECT id, parent_id, 0 FROM messages WHERE id = ?"
    " UNION ALL SELECT m.id, m.parent_id, line.depth + 1 FROM messages m JOIN line ON m.id = line.parent_id"
    ") SELECT m.* FROM line JOIN messages m ON m.id = line.id ORDER BY line.depth DESC"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The next command, without home and switches."""

    session_id: str = ""
    lines: tuple[str, ...] = ()
    """The turns still to be played; a session without any only has its work left."""
    answer: str = ""
    """The message whose reply is missing and is asked for first."""


def line_of(library: LibraryCopy, head: str | None) -> list[Row]:
    """Return the messages from the opening to *head*."""
    return library.rows(LINE, head)


def next_step(library: LibraryCopy | None, script: Sequence[str]) -> Step | None:
    """Return how to go on; None where the newest session is through and nothing is left to do."""
    newest = "SELECT id, head FROM sessions ORDER BY created_at DESC, rowid DESC LIMIT 1"
    sessions = library.rows(newest) if library is not None else []
    if library is None or not sessions:
        return Step(lines=tuple(script))
    session_id, head = sessions[0]
    line = line_of(library, head)
    told = [message["text"] for message in line if message["role"] == "author"]
    rest = tuple(script[len(told) :])
    if line and _is_unanswered(line[-1]):
        return Step(session_id=session_id, lines=rest, answer=line[-1]["id"])
    if rest or _has_work(library, session_id):
        return Step(session_id=session_id, lines=rest)
    return None


def _is_unanswered(last: Row) -> bool:
    return bool(last["role"] == "author" or (last["parent_id"] and not last["text"]))


def _has_work(library: LibraryCopy, session_id: str) -> bool:
    unfinished = (
        "SELECT count(*) FROM maintenance_queue WHERE status IN ('pending', 'processing')"
        " UNION ALL SELECT count(*) FROM messages WHERE state = 'arriving'"
    )
    opened = "SELECT count(*) FROM proposals WHERE session_id = ? AND state = 'open'"
    return any([*library.values(unfinished), *library.values(opened, session_id)])
