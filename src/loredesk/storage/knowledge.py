"""Sentences with a visibility of their own, and what was learned in sessions."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, insert, or_, select, union, update

from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import KnowledgeId, LoreId, MarkId, MessageId, SessionId, WorldId
from loredesk.domain.knowing import Learned, SentenceMark
from loredesk.domain.visibility import Visibility
from loredesk.storage.ledger import AUTHOR, SqlLedger
from loredesk.storage.schema.knowledge import learned, sentence_marks
from loredesk.storage.schema.lore import lore_entries
from loredesk.storage.slices import slices
from loredesk.storage.values import moment, optional_moment, optional_seconds, seconds


class SqlKnowledgeRepo:
    """Who knows what."""

    def __init__(self, connection: Connection, ledger: SqlLedger) -> None:
        self._connection = connection
        self._ledger = ledger

    def put_mark(self, mark: SentenceMark) -> SentenceMark:
        """Keep the mark of a sentence instead of the one it had; return it as it is kept."""
        before = self._same_sentence(mark)
        if before is None:
            self._connection.execute(insert(sentence_marks), _mark_values(mark))
            self._record("mark sentence", mark, None, mark)
            return mark
        kept = replace(mark, id=before.id, created_at=before.created_at)
        self._connection.execute(
            update(sentence_marks).where(sentence_marks.c.id == kept.id).values(_mark_values(kept))
        )
        self._record("mark sentence", kept, before, kept)
        return kept

    def drop_mark(self, mark_id: MarkId) -> None:
        """Let a sentence be what its entry is; does nothing where there is no such mark."""
        found = self._marks(sentence_marks.c.id == mark_id)
        if found:
            self._connection.execute(delete(sentence_marks).where(sentence_marks.c.id == mark_id))
            self._record("unmark sentence", found[0], found[0], None)

    def marks_of(self, entry_ids: Sequence[LoreId]) -> tuple[SentenceMark, ...]:
        """Return the marks on sentences of some entries, in canon and in every session."""
        found: list[SentenceMark] = []
        for some in slices(entry_ids):
            found += self._marks(sentence_marks.c.entry_id.in_(some))
        return tuple(found)

    def add_learned(self, learned_one: Learned) -> None:
        """Keep that somebody learned something."""
        self._connection.execute(insert(learned), _learned_values(learned_one))
        self._record_learned("learn", learned_one)

    def get_learned(self, knowledge_id: KnowledgeId) -> Learned:
        """Return what was learned, or refuse with a sentence where there is nothing."""
        query = select(learned).where(learned.c.id == knowledge_id)
        row = self._connection.execute(query).first()
        if row is None:
            hint = "`loredesk lore show ENTRY --session S` lists what was learned of an entry."
            raise UserFixableError(f"Nothing was learned under {knowledge_id!r}.", hint=hint)
        return _learned(row)

    def put_withdrawn(self, knowledge_id: KnowledgeId, when: datetime | None) -> None:
        """Keep since when it is taken back that somebody learned something; None where it is not."""
        change = update(learned).where(learned.c.id == knowledge_id)
        self._connection.execute(change.values(withdrawn_at=optional_seconds(when)))
        action = "learn again" if when is None else "take back what was learned"
        self._record_learned(action, self.get_learned(knowledge_id))

    def learned_in(
        self, session_id: SessionId, entry_ids: Sequence[LoreId] | None = None
    ) -> tuple[Learned, ...]:
        """Return what was learned in a session, of all or of some entries, in order."""
        query = select(learned).where(learned.c.session_id == session_id)
        if entry_ids is None:
            rows = self._connection.execute(query).all()
        else:
            rows = [
                row
                for some in slices(entry_ids)
                for row in self._connection.execute(query.where(learned.c.entry_id.in_(some)))
            ]
        return tuple(map(_learned, sorted(rows, key=lambda row: (row.created_at, row.id))))

    def guarded(self, world_id: WorldId) -> frozenset[LoreId]:
        """Return the entries that not everyone knows, or with a marked sentence."""
        entry = lore_entries.c
        closed = select(entry.id).where(entry.world_id == world_id, entry.visibility.is_not(None))
        marked = (
            select(entry.id)
            .join(sentence_marks, sentence_marks.c.entry_id == entry.id)
            .where(entry.world_id == world_id)
        )
        found = self._connection.execute(union(closed, marked)).scalars()
        return frozenset(LoreId(one) for one in found)

    def closed(self, world_id: WorldId) -> Mapping[LoreId, Visibility]:
        """Return the entries that not everyone knows, each with who does."""
        entry = lore_entries.c
        query = select(entry.id, entry.visibility).where(
            entry.world_id == world_id, entry.visibility.is_not(None)
        )
        rows = self._connection.execute(query)
        return {LoreId(row.id): Visibility.of_json(row.visibility) for row in rows}

    def titled(
        self, world_id: WorldId, session_id: SessionId | None, keys: Collection[str]
    ) -> Mapping[str, tuple[LoreId, ...]]:
        """Return the entries of canon and of a session by the keys of their titles."""
        entry = lore_entries.c
        seen = or_(entry.session_id.is_(None), entry.session_id == session_id)
        found: dict[str, tuple[LoreId, ...]] = {}
        for some in slices(sorted(keys)):
            query = select(entry.id, entry.title_key).where(
                entry.world_id == world_id,
                entry.title_key.in_(some),
                entry.deleted_at.is_(None),
                seen,
            )
            for row in self._connection.execute(query.order_by(entry.id)):
                found[row.title_key] = (*found.get(row.title_key, ()), LoreId(row.id))
        return found

    def _same_sentence(self, mark: SentenceMark) -> SentenceMark | None:
        here = sentence_marks.c
        found = self._marks(
            and_(
                here.entry_id == mark.entry_id,
                here.key == mark.key,
                here.session_id.is_(None)
                if mark.session_id is None
                else here.session_id == mark.session_id,
            )
        )
        return found[0] if found else None

    def _marks(self, condition: Any) -> list[SentenceMark]:  # noqa: ANN401  # an SQL condition
        here = sentence_marks.c
        query = select(sentence_marks).where(condition).order_by(here.created_at, here.id)
        return [_mark(row) for row in self._connection.execute(query)]

    def _record(
        self,
        action: str,
        mark: SentenceMark,
        before: SentenceMark | None,
        after: SentenceMark | None,
    ) -> None:
        self._ledger.record_change(
            action,
            mark.id,
            _told(before),
            _told(after),
            actor=AUTHOR,
            session_id=mark.session_id,
            details={"entry_id": mark.entry_id},
        )

    def _record_learned(self, action: str, one: Learned) -> None:
        self._ledger.record(
            action,
            one.id,
            actor=AUTHOR,
            session_id=one.session_id,
            after={"who": one.who, "message_id": one.message_id, "text": one.text},
            details={"entry_id": one.entry_id},
        )


def _told(mark: SentenceMark | None) -> dict[str, Any]:
    if mark is None:
        return {"text": None, "kind": None, "known_by": None}
    visibility = mark.visibility
    return {"text": mark.text, "kind": visibility.kind, "known_by": visibility.as_json()}


def _mark_values(mark: SentenceMark) -> dict[str, Any]:
    return {
        "id": mark.id,
        "entry_id": mark.entry_id,
        "session_id": mark.session_id,
        "key": mark.key,
        "text": mark.text,
        "visibility": mark.visibility.as_json(),
        "created_at": seconds(mark.created_at),
    }


def _mark(row: Row[Any]) -> SentenceMark:
    return SentenceMark(
        id=MarkId(row.id),
        entry_id=LoreId(row.entry_id),
        session_id=None if row.session_id is None else SessionId(row.session_id),
        key=row.key,
        text=row.text,
        visibility=Visibility.of_json(row.visibility),
        created_at=moment(row.created_at),
    )


def _learned_values(one: Learned) -> dict[str, Any]:
    return {
        "id": one.id,
        "session_id": one.session_id,
        "entry_id": one.entry_id,
        "who": one.who,
        "message_id": one.message_id,
        "key": one.key,
        "text": one.text,
        "created_at": seconds(one.created_at),
        "withdrawn_at": optional_seconds(one.withdrawn_at),
    }


def _learned(row: Row[Any]) -> Learned:
    return Learned(
        id=KnowledgeId(row.id),
        session_id=SessionId(row.session_id),
        entry_id=LoreId(row.entry_id),
        who=LoreId(row.who),
        message_id=None if row.message_id is None else MessageId(row.message_id),
        key=row.key,
        text=row.text,
        created_at=moment(row.created_at),
        withdrawn_at=optional_moment(row.withdrawn_at),
    )
