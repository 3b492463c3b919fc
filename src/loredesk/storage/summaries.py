"""The summaries of all sessions."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select

from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import MessageId, SessionId, SummaryId
from loredesk.domain.messages import MessageState, Role
from loredesk.domain.summaries import (
    Covered,
    LinePlace,
    Outline,
    Stretch,
    SummariesInForce,
    Summary,
    SummaryLevel,
    SummarySentence,
    Version,
    fingerprint,
    outline,
)
from loredesk.storage import lines
from loredesk.storage.ledger import SqlLedger
from loredesk.storage.schema.story import messages, sessions, summaries
from loredesk.storage.slices import slices
from loredesk.storage.values import moment, seconds


class SqlSummaryRepo:
    """The summaries of all sessions. None is ever changed: another is written beside it."""

    def __init__(self, connection: Connection, ledger: SqlLedger) -> None:
        self._connection = connection
        self._ledger = ledger

    def add(self, summary: Summary) -> Summary:
        """Keep a new version of a summary and return it with its number."""
        before = self.current(summary.stretch.last, summary.level)
        last = select(func.coalesce(func.max(summaries.c.seq), 0)).where(
            summaries.c.session_id == summary.session_id
        )
        kept = replace(summary, seq=self._connection.execute(last).scalar_one() + 1)
        if kept.level is SummaryLevel.CHAPTER:
            kept = replace(kept, fingerprint=fingerprint(kept.text, hidden=kept.hidden))
        self._connection.execute(insert(summaries), _values(kept))
        self._ledger.record(
            _act(before, kept),
            kept.id,
            actor=kept.by,
            session_id=kept.session_id,
            before=None if before is None else {"summary": before.id, "hidden": before.hidden},
            after={"text": kept.text, "hidden": kept.hidden},
            details={
                "level": kept.level.value,
                "chapter": kept.stretch.chapter,
                "first": kept.stretch.first,
                "last": kept.stretch.last,
            },
        )
        return kept

    def get(self, summary_id: SummaryId) -> Summary:
        """Return a summary, or refuse with a sentence where there is none."""
        row = self._connection.execute(
            select(summaries).where(summaries.c.id == summary_id)
        ).first()
        if row is None:
            hint = "`loredesk summaries --session S --all` lists them."
            raise UserFixableError(f"There is no summary {summary_id!r}.", hint=hint)
        return _summary(row)

    def current(self, last: MessageId, level: SummaryLevel) -> Summary | None:
        """Return the newest version of the summary that ends with message *last*, or None."""
        found = self.versions(last, level)
        return found[-1] if found else None

    def versions(self, last: MessageId, level: SummaryLevel) -> tuple[Summary, ...]:
        """Return every version of the summary that ends with message *last*, the oldest first."""
        query = select(summaries).where(
            summaries.c.last_message == last, summaries.c.level == level.value
        )
        return tuple(map(_summary, self._connection.execute(query.order_by(summaries.c.seq))))

    def of_session(self, session_id: SessionId) -> tuple[Summary, ...]:
        """Return every version of every summary of a session, in the order they were written."""
        query = select(summaries).where(summaries.c.session_id == session_id)
        return tuple(map(_summary, self._connection.execute(query.order_by(summaries.c.seq))))

    def in_force(
        self, session_id: SessionId, *, head: MessageId | None = None, last: int | None = None
    ) -> SummariesInForce:
        """Return what may be told to a model on the line shown, or on the line to *head*.

        That is without what the author hides, and nothing where the session goes without summaries;
        of the chapters only the *last* ones where their number is given.
        """
        size = select(sessions.c.chapter_turns).where(sessions.c.id == session_id)
        if not self._connection.execute(size).scalar():
            return SummariesInForce()
        found = self.outline(session_id, head=head)
        chapters = tuple(one for one in found.chapters if not one.hidden)
        if last is not None:
            chapters = chapters[max(len(chapters) - last, 0) :]
        told = found.story is not None and not found.story.hidden
        return self._with_texts(Outline(chapters=chapters, story=found.story if told else None))

    def standing(self, session_id: SessionId, *, head: MessageId | None = None) -> SummariesInForce:
        """Return what counts on the line shown, or on the line to *head*; also what is hidden."""
        return self._with_texts(self.outline(session_id, head=head))

    def outline(self, session_id: SessionId, *, head: MessageId | None = None) -> Outline:
        """Return what `standing` returns, without the texts."""
        came, shared = (frozenset[str](), None) if head is None else self._line_to(head)
        return outline(
            _version(row)
            for row in self._connection.execute(_VERSIONS, {"session_id": session_id})
            if row.last_message in came or (row.on_line and (shared is None or row.depth <= shared))
        )

    def covered(
        self, session_id: SessionId, planned: Iterable[Stretch] = ()
    ) -> tuple[Covered, ...]:
        """Return where on the line shown there are chapters, written or *planned*, in order."""
        query = select(
            summaries.c.chapter,
            summaries.c.first_message,
            summaries.c.last_message,
            summaries.c.last_turn,
        ).where(
            summaries.c.session_id == session_id,
            summaries.c.level == SummaryLevel.CHAPTER.value,
        )
        chapters = {(row[0], row[1], row[2], row[3]) for row in self._connection.execute(query)}
        chapters |= {(one.chapter, one.first, one.last, one.last_turn) for one in planned}
        depths = self._depths_on_line({one for _, *ends, _ in chapters for one in ends})
        found = [
            Covered(
                chapter=chapter,
                first_depth=depths[first],
                last_depth=depths[last],
                last_turn=last_turn,
            )
            for chapter, first, last, last_turn in chapters
            if first in depths and last in depths
        ]
        return tuple(sorted(found, key=lambda one: one.first_depth))

    def places(
        self, session_id: SessionId, *, from_depth: int, to_turn: int
    ) -> tuple[LinePlace, ...]:
        """Return the messages on the line shown, from a depth on to the end of a turn."""
        here = messages.c
        query = (
            select(here.id, here.depth, here.turn, here.role, here.state)
            .where(
                here.session_id == session_id,
                here.on_line,
                here.depth >= from_depth,
                here.turn <= to_turn,
            )
            .order_by(here.depth)
        )
        return tuple(
            LinePlace(
                id=MessageId(row.id),
                depth=row.depth,
                turn=row.turn,
                role=Role(row.role),
                state=MessageState(row.state),
            )
            for row in self._connection.execute(query)
        )

    def _with_texts(self, found: Outline) -> SummariesInForce:
        versions = (*found.chapters, *filter(None, [found.story]))
        texts = {one.id: one for one in self._read([one.id for one in versions])}
        return SummariesInForce(
            chapters=tuple(texts[one.id] for one in found.chapters),
            story=None if found.story is None else texts[found.story.id],
        )

    def _depths_on_line(self, ids: Collection[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for some in slices(sorted(ids)):
            query = select(messages.c.id, messages.c.depth).where(
                messages.c.id.in_(some), messages.c.on_line
            )
            found.update((row.id, row.depth) for row in self._connection.execute(query))
        return found

    def _line_to(self, head: MessageId) -> tuple[frozenset[str], int]:
        """Return what of the line to *head* is not on the line shown, and how far that goes along."""
        came, shared = lines.parting(self._connection, head)
        return frozenset(name for _, name in came), shared

    def _read(self, ids: Sequence[str]) -> Iterable[Summary]:
        for some in slices(ids):
            query = select(summaries).where(summaries.c.id.in_(some))
            yield from map(_summary, self._connection.execute(query))


_FIRST = messages.alias()
_VERSIONS = (
    select(
        *(column for column in summaries.c if column.name not in {"text", "sentences"}),
        _FIRST.c.depth.label("first_depth"),
        messages.c.depth,
        messages.c.on_line,
    )
    .join(messages, messages.c.id == summaries.c.last_message)
    .join(_FIRST, _FIRST.c.id == summaries.c.first_message)
    .where(summaries.c.session_id == bindparam("session_id"))
    .order_by(summaries.c.seq)
)
"""Built once: it is asked with every reply."""


def _act(before: Summary | None, kept: Summary) -> str:
    """Return what was done, as the audit log names it."""
    if before is None or before.text != kept.text or before.hidden == kept.hidden:
        return "add summary"
    return "hide summary" if kept.hidden else "tell summary"


def _values(summary: Summary) -> dict[str, Any]:
    return {
        "id": summary.id,
        "session_id": summary.session_id,
        "seq": summary.seq,
        "level": summary.level.value,
        "chapter": summary.stretch.chapter,
        "first_message": summary.stretch.first,
        "last_message": summary.stretch.last,
        "first_turn": summary.stretch.first_turn,
        "last_turn": summary.stretch.last_turn,
        "text": summary.text,
        "sentences": [{"text": one.text, "turns": list(one.turns)} for one in summary.sentences],
        "by": summary.by,
        "hidden": summary.hidden,
        "fingerprint": summary.fingerprint,
        "created_at": seconds(summary.created_at),
    }


def _version(row: Any) -> Version:  # noqa: ANN401 - a row of so many columns has no short name
    return Version(
        id=SummaryId(row.id),
        level=SummaryLevel(row.level),
        stretch=_stretch(row),
        first_depth=row.first_depth,
        last_depth=row.depth,
        seq=row.seq,
        by=row.by,
        hidden=row.hidden,
        fingerprint=row.fingerprint,
    )


def _stretch(row: Any) -> Stretch:  # noqa: ANN401 - as above
    return Stretch(
        chapter=row.chapter,
        first=MessageId(row.first_message),
        last=MessageId(row.last_message),
        first_turn=row.first_turn,
        last_turn=row.last_turn,
    )


def _summary(row: Row[Any]) -> Summary:
    return Summary(
        id=SummaryId(row.id),
        session_id=SessionId(row.session_id),
        level=SummaryLevel(row.level),
        stretch=_stretch(row),
        text=row.text,
        sentences=tuple(
            SummarySentence(text=one["text"], turns=tuple(one["turns"])) for one in row.sentences
        ),
        seq=row.seq,
        by=row.by,
        hidden=row.hidden,
        fingerprint=row.fingerprint,
        created_at=moment(row.created_at),
    )
