"""What was once there: a committed row or a printed reply has to be found ever after."""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.crash.library_copy import LibraryCopy
from tests.crash.program import Ended

_KEPT = {
    "message": "SELECT id, role || text FROM messages WHERE state <> 'arriving'",
    "message row": "SELECT id, '' FROM messages",
    "task": "SELECT id, task_type || task_data FROM maintenance_queue",
    "ended task": (
        "SELECT id, status || coalesce(result, '') || attempt || processed_at"
        " FROM maintenance_queue WHERE status IN ('completed', 'failed')"
    ),
    "note revision": "SELECT id, entry_id || coalesce(base, '') || content FROM note_revisions",
    "entry": "SELECT id, title FROM lore_entries",
    "decided proposal": (
        "SELECT id, state || proposed || decided_at FROM proposals"
        " WHERE state IN ('accepted', 'rejected')"
    ),
    "manifest": "SELECT id, tokens FROM manifests",
    "audit record": "SELECT seq, action || subject FROM audit_log",
}
_TABLE_OF = {
    "messages": "message row",
    "maintenance_queue": "task",
    "note_revisions": "note revision",
    "lore_entries": "entry",
}


class Memory:
    """Remembers everything that was ever committed, and tells what is missing or has changed."""

    def __init__(self) -> None:
        self._known: dict[str, dict[Any, Any]] = {kind: {} for kind in _KEPT}

    def compare(self, library: LibraryCopy, ended: Ended) -> Iterator[str]:
        """Yield what was lost, then remember what is there now."""
        there = {kind: {row[0]: row[1] for row in library.rows(_KEPT[kind])} for kind in _KEPT}
        for kind, known in self._known.items():
            for name, before in known.items():
                if name not in there[kind]:
                    yield f"lost: {kind} {name}"
                elif there[kind][name] != before:
                    yield f"changed: {kind} {name}: {before!r} is now {there[kind][name]!r}"
        for table, names in ended.seen.items():
            for name in names - set(there[_TABLE_OF[table]]):
                yield f"lost: {_TABLE_OF[table]} {name}, which a reader had seen"
        replies = [event for event in ended.events if event.get("event") == "reply"]
        for event in replies:
            yield from _kept_as_printed(there["message"], event)
        self._known = there


def _kept_as_printed(messages: Mapping[str, str], event: Mapping[str, Any]) -> Iterator[str]:
    kept = messages.get(event["message_id"])
    if kept != f"narrator{event['text']}":
        yield f"lost: reply {event['message_id']} was printed and is kept as {kept!r}"
