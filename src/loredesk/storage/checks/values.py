"""Values nothing can read: JSON that is none, and words that mean nothing."""

from collections.abc import Iterator, Mapping

from sqlalchemy import JSON, Connection, text

from loredesk.domain.damage import Circumstances, Damage, Mending
from loredesk.domain.messages import MessageState, NarratorTells, Role, TrustRule
from loredesk.domain.proposals import ProposalKind, ProposalState
from loredesk.domain.summaries import SummaryLevel
from loredesk.storage.checks.check import Check, run, table_of
from loredesk.storage.checks.quarantine import columns_of
from loredesk.storage.schema.everything import metadata

_EMPTY: Mapping[str, str] = {
    "lore_entries.tags": "[]",
    "lore_entries.aliases": "[]",
    "lore_entries.locked": "[]",
    "lore_entries.visibility": "[]",
    "sentence_marks.visibility": "[]",
    "worlds.panel_fields": "[]",
    "messages.usage": "{}",
    "summaries.sentences": "[]",
}
"""What a value that cannot be read is replaced by, where it is not the heart of its row."""

_WORDS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "sessions.trust": (tuple(TrustRule), TrustRule.REVIEW_EVERYTHING.value),
    "sessions.narrator_tells": (tuple(NarratorTells), NarratorTells.PRESENT.value),
    "messages.state": (tuple(MessageState), MessageState.COMPLETE.value),
    "messages.role": (tuple(Role), Role.NARRATOR.value),
    "proposals.state": (tuple(ProposalState), ProposalState.OPEN.value),
    "note_revisions.by": (("author", "model"), "author"),
    "summaries.by": (("author", "model"), "author"),
}
"""The words a column may hold, and the one that does no harm."""

_KINDS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("proposals", "kind", tuple(ProposalKind)),
    ("summaries", "level", tuple(SummaryLevel)),
)
"""The columns without which a row means nothing."""


def _unreadable(connection: Connection, _part: str, _here: Circumstances) -> Iterator[Damage]:
    for table in metadata.sorted_tables:
        for column in table.columns:
            if not isinstance(column.type, JSON):
                continue
            keys = ", ".join(one.name for one in columns_of(table))
            query = (
                f"SELECT {keys} FROM {table.name}"
                f" WHERE {column.name} IS NOT NULL AND NOT json_valid({column.name})"
            )
            for row in connection.execute(text(query)):
                why = f"has a {column.name!r} that cannot be read"
                yield Damage(table=table.name, key=tuple(row), why=why, cure=column.name)


def _empty(connection: Connection, damage: Damage, here: Circumstances) -> Mending:
    table = table_of(damage)
    empty = _EMPTY.get(f"{table.name}.{damage.cure}")
    if empty is None and not table.c[damage.cure].nullable:
        return run(connection, Check(kind=UNREADABLE, look=_unreadable), damage, here)
    return _put(connection, damage, empty)


def _unknown_words(connection: Connection, _part: str, _here: Circumstances) -> Iterator[Damage]:
    for place, (known, harmless) in _WORDS.items():
        table, column = place.split(".")
        words = ", ".join(f"'{word}'" for word in known)
        query = f'SELECT id FROM {table} WHERE "{column}" NOT IN ({words})'
        for row in connection.execute(text(query)):
            why = f"has a {column!r} that means nothing"
            yield Damage(table=table, key=tuple(row), why=why, cure=f"{column} {harmless}")
    for table, column, kinds in _KINDS:
        words = ", ".join(f"'{kind}'" for kind in kinds)
        query = f"SELECT id FROM {table} WHERE {column} NOT IN ({words})"
        for row in connection.execute(text(query)):
            yield Damage(table=table, key=tuple(row), why="is of a kind that does not exist")


def _say_else(connection: Connection, damage: Damage, here: Circumstances) -> Mending:
    if not damage.cure:
        return run(connection, Check(kind=UNKNOWN, look=_unknown_words), damage, here)
    column, _, harmless = damage.cure.partition(" ")
    return _put(
        connection, Damage(table=damage.table, key=damage.key, why="", cure=column), harmless
    )


def _put(connection: Connection, damage: Damage, value: str | None) -> Mending:
    table = table_of(damage)
    where = " AND ".join(f"{one.name} = :key{n}" for n, one in enumerate(columns_of(table)))
    statement = f'UPDATE {table.name} SET "{damage.cure}" = :value WHERE {where}'
    values = {f"key{n}": value for n, value in enumerate(damage.key)}
    connection.execute(text(statement), {**values, "value": value})
    return Mending.REPAIRED


UNREADABLE = "unreadable values"
UNKNOWN = "words that mean nothing"

CHECKS = (
    Check(kind=UNREADABLE, look=_unreadable, mend=_empty),
    Check(kind=UNKNOWN, look=_unknown_words, mend=_say_else),
)
