"""What lists show, filtered and sorted in SQL."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, select

from loredesk.domain.ids import LoreId, RevisionId, SessionId, WorldId
from loredesk.domain.listings import Facets, LoreFilter, LoreRow
from loredesk.domain.notes import SessionNote
from loredesk.domain.proposals import ProposalState
from loredesk.domain.visibility import Visibility
from loredesk.storage.entry_filters import filters_of
from loredesk.storage.schema.lore import (
    lore_entries,
    proposal_events,
    proposals,
    session_notes,
)
from loredesk.storage.schema.story import messages
from loredesk.storage.visible import visible_in


class SqlListingRepo:
    """Readings of many rows at once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def lore_rows(
        self,
        world_id: WorldId,
        session_id: SessionId | None,
        wanted: LoreFilter,
        *,
        offset: int,
        limit: int,
    ) -> tuple[LoreRow, ...]:
        """Return a page of the entries a session sees, by title."""
        note = session_notes
        joined = lore_entries.outerjoin(
            note,
            and_(note.c.entry_id == lore_entries.c.id, note.c.session_id == (session_id or "")),
        )
        query = (
            select(
                lore_entries,
                note.c.note_content,
                note.c.last_updated_turn,
                note.c.revision.label("note_revision"),
                _proposed(session_id).label("proposed"),
            )
            .select_from(joined)
            .where(*self._conditions(world_id, session_id, wanted))
            .order_by(lore_entries.c.title_key, lore_entries.c.id)
            .offset(offset)
            .limit(limit)
        )
        return tuple(_lore_row(row, session_id) for row in self._connection.execute(query))

    def lore_count(
        self, world_id: WorldId, session_id: SessionId | None, wanted: LoreFilter
    ) -> int:
        """Return how many entries `lore_rows` would list in all."""
        query: Select[Any] = (
            select(func.count())
            .select_from(lore_entries)
            .where(*self._conditions(world_id, session_id, wanted))
        )
        return int(self._connection.execute(query).scalar_one())

    def facets(self, world_id: WorldId, session_id: SessionId | None) -> Facets:
        """Return the categories and tags of the entries a session sees, with their numbers."""
        visible = self._conditions(world_id, session_id, LoreFilter())
        by_category = (
            select(lore_entries.c.category, func.count())
            .where(*visible)
            .group_by(lore_entries.c.category)
            .order_by(lore_entries.c.category)
        )
        return Facets(
            categories={row[0]: row[1] for row in self._connection.execute(by_category)},
            tags=filters_of(self._connection).tags(and_(*visible)),
        )

    def _conditions(
        self, world_id: WorldId, session_id: SessionId | None, wanted: LoreFilter
    ) -> list[ColumnElement[bool]]:
        visible: ColumnElement[bool] = visible_in(world_id, None, session_id)
        filters = filters_of(self._connection)
        conditions = [visible]
        if wanted.text.strip():
            conditions.append(filters.holding(wanted.text.strip(), visible))
        if wanted.category:
            conditions.append(lore_entries.c.category == wanted.category)
        if wanted.tag:
            conditions.append(filters.tagged(wanted.tag, visible))
        if wanted.origin == "canon":
            conditions.append(lore_entries.c.session_id.is_(None))
        elif wanted.origin == "session":
            conditions.append(lore_entries.c.session_id.is_not(None))
        elif wanted.origin == "proposed":
            conditions.append(_proposed(session_id))
        return conditions


def _proposed(session_id: SessionId | None) -> ColumnElement[bool]:
    """Return the condition for an open proposal whose turns are all on the session's line."""
    event = proposal_events
    elsewhere = exists().where(
        event.c.proposal_id == proposals.c.id,
        messages.c.id.in_([event.c.anchor, event.c.message_id]),
        ~messages.c.on_line,
    )
    return exists().where(
        proposals.c.session_id == (session_id or ""),
        proposals.c.entry_id == lore_entries.c.id,
        proposals.c.state == ProposalState.OPEN.value,
        ~elsewhere,
    )


def _lore_row(row: Any, session_id: SessionId | None) -> LoreRow:  # noqa: ANN401  # a joined row
    note = None
    if session_id is not None and row.note_revision is not None:
        note = SessionNote(
            session_id=session_id,
            entry_id=LoreId(row.id),
            note_content=row.note_content,
            last_updated_turn=row.last_updated_turn,
            revision=RevisionId(row.note_revision),
        )
    return LoreRow(
        id=LoreId(row.id),
        handle=row.handle,
        title=row.title,
        category=row.category,
        tags=tuple(row.tags),
        origin="canon" if row.session_id is None else "session",
        is_dynamically_generated=row.is_dynamically_generated,
        always_on=row.always_on,
        note=note,
        proposed=bool(row.proposed),
        known_to=Visibility.of_json(row.visibility).kind,
    )
