"""The trees of messages: parents, turns and depths, the line that is shown, its head."""

from collections.abc import Iterator

from sqlalchemy import Connection, text

from loredesk.domain.damage import Circumstances, Damage, Mending
from loredesk.storage.checks.check import Check, finding, found, repairing, run
from loredesk.storage.values import seconds

_REACHED = (
    "WITH RECURSIVE reached(id, session_id, depth, turn) AS ("
    " SELECT id, session_id, 0, role = 'author' FROM messages WHERE parent_id IS NULL"
    " UNION SELECT m.id, m.session_id, r.depth + 1, r.turn + (m.role = 'author')"
    " FROM reached r JOIN messages m ON m.parent_id = r.id AND m.session_id = r.session_id)"
)
_LINE = (
    "WITH RECURSIVE line(id, session_id, parent_id) AS ("
    " SELECT m.id, m.session_id, m.parent_id FROM sessions s JOIN messages m"
    "  ON m.id = s.head AND m.session_id = s.id"
    " UNION SELECT m.id, m.session_id, m.parent_id FROM line l JOIN messages m"
    "  ON m.id = l.parent_id)"
)
_FROM_THE_ROOT = "UPDATE messages SET parent_id = NULL WHERE id = :id"
# The line as it was shown last, else what was written last; nothing where there is nothing.
_NEW_HEAD = (
    "UPDATE sessions SET head = (SELECT m.id FROM messages m WHERE m.session_id = sessions.id"
    " AND m.deleted_at IS NULL ORDER BY m.on_line DESC,"
    " CASE WHEN m.on_line THEN m.depth END DESC, m.seq DESC LIMIT 1) WHERE id = :id"
)


def _in_a_circle(connection: Connection, _part: str, _here: Circumstances) -> list[Damage]:
    # Of a circle the oldest is taken: it cannot answer what was written after it.
    return found(
        connection,
        "messages",
        "answers, by way of others, itself",
        f"{_REACHED} SELECT m.id FROM messages m WHERE m.seq = (SELECT min(o.seq) FROM messages o"
        " WHERE o.session_id = m.session_id AND o.id NOT IN (SELECT id FROM reached))",
    )


def _misplaced(connection: Connection, _part: str, _here: Circumstances) -> Iterator[Damage]:
    rows = connection.execute(
        text(
            f"{_REACHED} SELECT m.id, r.turn, r.depth FROM messages m JOIN reached r ON r.id = m.id"
            " WHERE m.turn <> r.turn OR m.depth <> r.depth"
        )
    )
    for row in rows:
        yield Damage(
            table="messages",
            key=(row.id,),
            why="has a turn or a depth that is not its own",
            cure=f"{row.turn} {row.depth}",
        )


def _place(connection: Connection, damage: Damage, _here: Circumstances) -> Mending:
    turn, depth = damage.cure.split()
    connection.execute(
        text("UPDATE messages SET turn = :turn, depth = :depth WHERE id = :id"),
        {"turn": int(turn), "depth": int(depth), "id": damage.key[0]},
    )
    return Mending.REPAIRED


def _recover_session(connection: Connection, damage: Damage, here: Circumstances) -> Mending:
    """Make a session again for the messages that lost theirs, where its world can be told."""
    values = {"id": damage.key[0], "now": seconds(here.now)}
    found_in = connection.execute(text(_SESSION_AND_WORLD), values).one()
    if found_in.is_there:
        return Mending.LEFT
    if found_in.world_id is None:
        return run(connection, Check(kind=STRAY, look=_stray), damage, here)
    connection.execute(
        text(
            "INSERT INTO sessions (id, world_id, title, head, trust, simulate_every, turns,"
            " created_at, updated_at) VALUES (:session_id, :world_id, 'Recovered session', NULL,"
            " 'review everything', 0, 0, :now, :now)"
        ),
        {**values, "session_id": found_in.session_id, "world_id": found_in.world_id},
    )
    return Mending.REPAIRED


_SESSION_AND_WORLD = (
    "SELECT m.session_id, EXISTS (SELECT 1 FROM sessions s WHERE s.id = m.session_id) AS is_there,"
    " coalesce((SELECT e.world_id FROM lore_entries e WHERE e.session_id = m.session_id LIMIT 1),"
    " (SELECT e.world_id FROM note_revisions r JOIN lore_entries e ON e.id = r.entry_id"
    "  WHERE r.session_id = m.session_id LIMIT 1),"
    " (SELECT max(w.id) FROM worlds w HAVING count(*) = 1)) AS world_id"
    " FROM messages m WHERE m.id = :id"
)
STRAY = "messages of no session"
_stray = finding(
    "messages",
    "belongs to a session that is not there",
    "SELECT id FROM messages WHERE session_id NOT IN (SELECT id FROM sessions)",
)

LOST_SESSIONS = Check(kind=STRAY, look=_stray, mend=_recover_session)
"""Messages get their session back before anything of it is looked at."""

CHECKS = (
    Check(
        kind="messages that answer nothing",
        look=finding(
            "messages",
            "answers a message that is not there",
            "SELECT m.id FROM messages m LEFT JOIN messages p ON p.id = m.parent_id"
            " WHERE m.parent_id IS NOT NULL AND (p.id IS NULL OR p.session_id <> m.session_id)",
        ),
        mend=repairing(_FROM_THE_ROOT, "id"),
    ),
    Check(
        kind="circles of messages",
        look=_in_a_circle,
        mend=repairing(_FROM_THE_ROOT, "id"),
    ),
    Check(
        kind="misplaced messages",
        look=_misplaced,
        mend=_place,
    ),
    Check(
        kind="sessions without their head",
        look=finding(
            "sessions",
            "shows a message that is not there",
            "SELECT s.id FROM sessions s LEFT JOIN messages m"
            " ON m.id = s.head AND m.session_id = s.id WHERE m.id IS NULL AND (s.head IS NOT NULL"
            "  OR EXISTS (SELECT 1 FROM messages o WHERE o.session_id = s.id"
            "   AND o.deleted_at IS NULL))",
        ),
        mend=repairing(_NEW_HEAD, "id"),
    ),
    Check(
        kind="messages wrongly on the line",
        look=finding(
            "messages",
            "is taken to be on the line, or off it, and is not",
            f"{_LINE} SELECT m.id FROM messages m"
            " WHERE m.on_line <> (m.id IN (SELECT id FROM line))",
        ),
        mend=repairing("UPDATE messages SET on_line = NOT on_line WHERE id = :id", "id"),
    ),
    Check(
        kind="sessions with a wrong number of turns",
        look=finding(
            "sessions",
            "has another number of turns than its head",
            "SELECT s.id FROM sessions s JOIN messages m ON m.id = s.head WHERE m.turn <> s.turns",
        ),
        mend=repairing(
            "UPDATE sessions SET turns = (SELECT turn FROM messages WHERE id = head)"
            " WHERE id = :id",
            "id",
        ),
    ),
    Check(
        kind="branches to nothing",
        look=finding(
            "branches",
            "names a message or a session that is not there",
            "SELECT b.id FROM branches b LEFT JOIN messages m"
            " ON m.id = b.tip AND m.session_id = b.session_id WHERE m.id IS NULL",
        ),
    ),
)
