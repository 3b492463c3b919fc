"""A long story written straight into the tables: one line, and with each turn a note that counts."""

from typing import Any

from sqlalchemy import Connection, insert

from loredesk.domain.ids import LoreId, MessageId, SessionId, WorldId
from loredesk.domain.lore import LoreEntry, World
from loredesk.domain.messages import Role, Session
from loredesk.storage.repos import SqlRepos
from loredesk.storage.schema.lore import note_anchors, note_revisions, session_notes
from loredesk.storage.schema.story import messages
from loredesk.storage.schema.work import maintenance_queue
from tests.fakes.library import NOON

SESSION, WORLD = SessionId("s"), WorldId("w")


def entry_of(turn: int) -> LoreId:
    """Return the entry whose note rests on the reply of *turn*."""
    return LoreId(f"entry{turn}")


def reply_of(turn: int) -> MessageId:
    """Return the reply of *turn*."""
    return MessageId(f"m{2 * turn:06}")


def tell(connection: Connection, turns: int) -> None:
    """Write a session of *turns* turns, each with a note, and a task for every tenth."""
    repos = SqlRepos(connection, now=lambda: NOON)
    repos.worlds.add(World(id=WORLD, title="Underquay"))
    repos.sessions.add(Session(id=SESSION, world_id=WORLD, title="The Key"))
    connection.execute(insert(messages), [_message(number) for number in range(1, 2 * turns + 1)])
    repos.sessions.put_head(SESSION, reply_of(turns))
    for turn in range(1, turns + 1):
        entry = LoreEntry(id=entry_of(turn), world_id=WORLD, handle=f"c{turn}", title=f"One {turn}")
        repos.lore.add(entry, by="author")
    numbers = range(1, turns + 1)
    connection.execute(insert(note_revisions), [_revision(turn) for turn in numbers])
    connection.execute(
        insert(note_anchors),
        [{"revision_id": f"r{turn}", "message_id": reply_of(turn)} for turn in numbers],
    )
    connection.execute(insert(session_notes), [_note(turn) for turn in numbers])
    connection.execute(insert(maintenance_queue), [_task(turn) for turn in numbers[9::10]])


def _message(number: int) -> dict[str, Any]:
    return {
        "id": f"m{number:06}",
        "session_id": SESSION,
        "parent_id": f"m{number - 1:06}" if number > 1 else None,
        "seq": number,
        "role": (Role.AUTHOR if number % 2 else Role.NARRATOR).value,
        "speaker": "",
        "text": "The water is high, and nobody opens the lock. " * 6,
        "state": "complete",
        "usage": {},
        "model": "",
        "created_at": 0.0,
        "turn": (number + 1) // 2,
        "depth": number - 1,
        "on_line": False,
    }


def _revision(turn: int) -> dict[str, Any]:
    return {
        "id": f"r{turn}",
        "session_id": SESSION,
        "entry_id": entry_of(turn),
        "seq": turn,
        "content": f"It has happened in turn {turn}.",
        "by": "model",
        "created_at": 0.0,
    }


def _note(turn: int) -> dict[str, Any]:
    return {
        "session_id": SESSION,
        "entry_id": entry_of(turn),
        "note_content": f"It has happened in turn {turn}.",
        "last_updated_turn": turn,
        "revision": f"r{turn}",
    }


def _task(turn: int) -> dict[str, Any]:
    return {
        "id": f"t{turn}",
        "task_type": "ANALYZE_TURN",
        "lane": "analysis",
        "task_data": {},
        "session_id": SESSION,
        "entity_key": "",
        "dedupe_key": "",
        "anchor": reply_of(turn),
        "priority": 0,
        "status": "pending",
        "attempt": 0,
        "max_attempts": 4,
        "deaths": 0,
        "token": "",
        "boot_id": "",
        "not_before": 0.0,
        "created_at": 0.0,
        "error_message": "",
    }
