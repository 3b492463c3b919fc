"""Which entries have a name or a tag: decided by SQLite row by row, or here for a server."""

from collections import Counter
from collections.abc import Mapping
from typing import Protocol

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    String,
    any_,
    exists,
    func,
    literal,
    select,
    true,
)

from loredesk.storage.dialect import is_postgres
from loredesk.storage.schema.lore import lore_entries
from loredesk.storage.searching import HOLDS, folded

_ENTRY = lore_entries.c


class EntryFilters(Protocol):
    """Conditions on the names and tags of entries."""

    def holding(self, words: str, visible: ColumnElement[bool]) -> ColumnElement[bool]:
        """Return the condition for entries among *visible* with *words* in one of their names."""
        ...

    def tagged(self, tag: str, visible: ColumnElement[bool]) -> ColumnElement[bool]:
        """Return the condition for entries among *visible* that have a tag."""
        ...

    def tags(self, visible: ColumnElement[bool]) -> Mapping[str, int]:
        """Return the tags of the entries *visible*, in order, with their numbers."""
        ...


def filters_of(connection: Connection) -> EntryFilters:
    """Return the conditions as the database behind *connection* takes them."""
    return _OnServer(connection) if is_postgres(connection) else _InFile(connection)


class _InFile:
    """Conditions for SQLite, which calls our own function and reads lists by itself."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def holding(self, words: str, visible: ColumnElement[bool]) -> ColumnElement[bool]:
        held: ColumnElement[int] = getattr(func, HOLDS)(
            folded(words), _ENTRY.title, _ENTRY.aliases, _ENTRY.tags
        )
        return held == 1

    def tagged(self, tag: str, visible: ColumnElement[bool]) -> ColumnElement[bool]:
        each = func.json_each(_ENTRY.tags).table_valued("value")
        return exists(select(each.c.value).where(each.c.value == tag))

    def tags(self, visible: ColumnElement[bool]) -> Mapping[str, int]:
        each = func.json_each(_ENTRY.tags).table_valued("value")
        query = (
            select(each.c.value, func.count())
            .select_from(lore_entries)
            .join(each, true())
            .where(visible)
            .group_by(each.c.value)
            .order_by(each.c.value)
        )
        return {row[0]: row[1] for row in self._connection.execute(query)}


class _OnServer:
    """Conditions for a server: it folds letters in ways of its own, so that they are read here."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def holding(self, words: str, visible: ColumnElement[bool]) -> ColumnElement[bool]:
        query = select(_ENTRY.id, _ENTRY.title, _ENTRY.aliases, _ENTRY.tags).where(visible)
        wanted = folded(words)
        return _one_of(
            [
                row.id
                for row in self._connection.execute(query)
                if wanted in folded("\n".join((row.title, *row.aliases, *row.tags)))
            ]
        )

    def tagged(self, tag: str, visible: ColumnElement[bool]) -> ColumnElement[bool]:
        query = select(_ENTRY.id, _ENTRY.tags).where(visible)
        return _one_of([row.id for row in self._connection.execute(query) if tag in row.tags])

    def tags(self, visible: ColumnElement[bool]) -> Mapping[str, int]:
        found: Counter[str] = Counter()
        for row in self._connection.execute(select(_ENTRY.tags).where(visible)):
            found.update(row.tags)
        return dict(sorted(found.items()))


def _one_of(ids: list[str]) -> ColumnElement[bool]:
    # As one value: a statement takes no 70,000 of them.
    return _ENTRY.id == any_(literal(ids, ARRAY(String)))
