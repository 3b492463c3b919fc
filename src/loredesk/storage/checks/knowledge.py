"""Who knows what: people, sentences and messages that are not there, values that mean nothing.

What cannot be made out is closed rather than opened.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, text

from loredesk.domain.damage import Circumstances, Damage, Mending
from loredesk.domain.wording import sentence_key
from loredesk.storage.checks.check import Check, finding, repairing, run

_TABLES = ("lore_entries", "sentence_marks")
_NOBODY = (
    "SELECT id FROM {table} WHERE json_valid(visibility) AND json_type(visibility) = 'array'"
    " AND EXISTS (SELECT 1 FROM json_each({table}.visibility)"
    "  WHERE type <> 'text' OR value NOT IN (SELECT id FROM lore_entries))"
)
_NO_LIST = (
    "SELECT id FROM {table} WHERE json_valid(visibility) AND json_type(visibility) <> 'array'"
)
_LEFT = (
    "UPDATE {table} SET visibility = (SELECT json_group_array(value) FROM"
    " (SELECT value FROM json_each({table}.visibility) WHERE type = 'text'"
    "  AND value IN (SELECT id FROM lore_entries) ORDER BY value)) WHERE id = :id"
)


def _nobody(connection: Connection, _part: str, _here: Circumstances) -> Iterator[Damage]:
    for table in _TABLES:
        for name in connection.execute(text(_NOBODY.format(table=table))).scalars():
            yield Damage(table=table, key=(name,), why="is known by somebody who is not there")


def _forget(connection: Connection, damage: Damage, _here: Circumstances) -> Mending:
    connection.execute(text(_LEFT.format(table=damage.table)), {"id": damage.key[0]})
    return Mending.REPAIRED


def _no_list(connection: Connection, _part: str, _here: Circumstances) -> Iterator[Damage]:
    for table in _TABLES:
        for name in connection.execute(text(_NO_LIST.format(table=table))).scalars():
            yield Damage(table=table, key=(name,), why="is known by something that is no list")


def _close(connection: Connection, damage: Damage, _here: Circumstances) -> Mending:
    statement = f"UPDATE {damage.table} SET visibility = '[]' WHERE id = :id"
    connection.execute(text(statement), {"id": damage.key[0]})
    return Mending.REPAIRED


def _misnamed(connection: Connection, _part: str, _here: Circumstances) -> Iterator[Damage]:
    for table in ("sentence_marks", "learned"):
        rows = connection.execute(text(f"SELECT id, key, text FROM {table} WHERE key IS NOT NULL"))
        for row in rows:
            if row.key != (right := sentence_key(row.text)):
                why = "is found by another sentence than its own"
                yield Damage(table=table, key=(row.id,), why=why, cure=right)


def _name(connection: Connection, damage: Damage, here: Circumstances) -> Mending:
    values = {"id": damage.key[0], "key": damage.cure}
    taken = (
        "SELECT 1 FROM sentence_marks o JOIN sentence_marks m ON m.id = :id WHERE o.key = :key"
        " AND o.entry_id = m.entry_id AND o.session_id IS m.session_id AND o.id <> m.id"
    )
    if connection.execute(text(taken), values).first() is not None:
        return run(connection, Check(kind=MISNAMED, look=_misnamed), damage, here)
    connection.execute(text(f"UPDATE {damage.table} SET key = :key WHERE id = :id"), values)
    return Mending.REPAIRED


MISNAMED = "sentences under a wrong name"

CHECKS = (
    Check(
        kind="marks on nothing",
        look=finding(
            "sentence_marks",
            "is on a sentence of an entry or a session that is not there",
            "SELECT id FROM sentence_marks WHERE entry_id NOT IN (SELECT id FROM lore_entries)"
            " OR session_id NOT IN (SELECT id FROM sessions)",
        ),
    ),
    Check(
        kind="knowledge of nothing",
        look=finding(
            "learned",
            "was learned by somebody, of something, or in a message that is not there",
            "SELECT id FROM learned WHERE entry_id NOT IN (SELECT id FROM lore_entries)"
            " OR who NOT IN (SELECT id FROM lore_entries)"
            " OR session_id NOT IN (SELECT id FROM sessions)"
            " OR (message_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM messages m"
            "  WHERE m.id = learned.message_id AND m.session_id = learned.session_id))",
        ),
    ),
    Check(kind="known by no list", look=_no_list, mend=_close),
    Check(kind="known by nobody there is", look=_nobody, mend=_forget),
    Check(kind=MISNAMED, look=_misnamed, mend=_name),
    Check(
        kind="replies of a voice that is not there",
        look=finding(
            "sessions",
            "lets somebody speak who is not there",
            "SELECT id FROM sessions WHERE voice NOT IN (SELECT id FROM lore_entries)",
        ),
        mend=repairing("UPDATE sessions SET voice = NULL WHERE id = :id", "id"),
    ),
)
