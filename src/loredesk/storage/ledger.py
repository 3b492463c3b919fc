"""What was done and what was asked: the audit log, the model calls, and small facts of the home."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, insert, select

from loredesk.domain.audit import (
    SEAL,
    AuditEntry,
    AuditHead,
    AuditVerdict,
    ChainReader,
    ChainRow,
    as_json,
    brief,
    changes,
)
from loredesk.domain.calls import ModelCall
from loredesk.domain.ids import SessionId
from loredesk.storage.audit_chain import append, entries, head, rows_after
from loredesk.storage.dialect import upsert
from loredesk.storage.schema.story import meta
from loredesk.storage.schema.work import model_calls
from loredesk.storage.values import seconds

AUTHOR, BY_ITSELF = "author", "loredesk"


class SqlLedger:
    """Keeps the books of a home.

    What is recorded waits until `close`, so that all rows of a transaction are written at once;
    a transaction that is rolled back takes its rows along, and the next goes on from the same end.
    """

    def __init__(self, connection: Connection, *, now: float) -> None:
        self._connection = connection
        self._now = now
        self._actor = ""
        self._why = ""
        self._waiting: list[dict[str, Any]] = []

    def acting(self, actor: str, why: str = "") -> None:
        """Name who does what is recorded from here on in this transaction, and why."""
        self._actor, self._why = actor, why

    def record(  # noqa: PLR0913  # who, what, why, before and after are what a record is
        self,
        action: str,
        subject: str,
        *,
        actor: str = "",
        session_id: SessionId | None = None,
        why: str = "",
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
        details: Mapping[str, Any] | None = None,
    ) -> None:
        """Write into the audit log that somebody did *action* to *subject*.

        That is who was named by `acting`, else *actor*, else Loredesk by itself. Long texts in
        *before* and *after* are named by their hash only. The `entry_id` among the details is what
        the row is found by, beside its subject.
        """
        self._waiting.append(
            {
                "at": self._now,
                "actor": self._actor or actor or BY_ITSELF,
                "action": action,
                "subject": subject,
                "session_id": session_id,
                "entry_id": (details or {}).get("entry_id"),
                "why": why or self._why,
                "before": None if before is None else as_json(brief(before)),
                "after": None if after is None else as_json(brief(after)),
                "details": as_json(dict(details or {})),
            }
        )

    def record_change(  # noqa: PLR0913  # as `record`
        self,
        action: str,
        subject: str,
        before: Mapping[str, Any],
        after: Mapping[str, Any],
        *,
        actor: str = "",
        session_id: SessionId | None = None,
        why: str = "",
        details: Mapping[str, Any] | None = None,
    ) -> None:
        """Record what of *before* is other in *after*; nothing where nothing is."""
        old, new = changes(before, after)
        if new:
            self.record(
                action,
                subject,
                actor=actor,
                session_id=session_id,
                why=why,
                before=old,
                after=new,
                details=details,
            )

    def close(self) -> None:
        """Write down what waits."""
        if self._waiting:
            append(self._connection, self._waiting)
            self._waiting.clear()

    def entries(
        self,
        *,
        subject: str | None = None,
        session_id: SessionId | None = None,
        before_seq: int | None = None,
        limit: int = 100,
    ) -> tuple[AuditEntry, ...]:
        """Return what was done, the newest first."""
        self.close()
        return entries(
            self._connection,
            subject=subject,
            session_id=session_id,
            before_seq=before_seq,
            limit=limit,
        )

    def chain(self, after_seq: int, limit: int) -> tuple[tuple[ChainRow, ...], AuditHead]:
        """Return the next rows of the audit log as they stand, and where it was left."""
        self.close()
        return rows_after(self._connection, after_seq, limit), head(self._connection)

    def seal(self, reader: ChainReader) -> AuditVerdict:
        """Close a log that *reader* found damaged, after the rows it has not read yet.

        Nothing that stands there is changed; where nothing is wrong nothing is written.
        """
        self.close()
        reader.read(rows_after(self._connection, reader.last_seq))
        verdict = reader.verdict(head(self._connection))
        if verdict.broken_at is not None:
            self.record(
                SEAL,
                "audit_log",
                why=f"Damaged at row {verdict.broken_at}.",
                details={
                    "broken": list(verdict.broken),
                    "head_was_wrong": verdict.head_is_wrong,
                    "digest": verdict.digest,
                },
            )
            append(self._connection, self._waiting, after=reader.last_hash)
            self._waiting.clear()
        return verdict

    def record_call(self, call: ModelCall) -> None:
        """Keep what a model call cost and how it ended."""
        self._connection.execute(
            insert(model_calls),
            {
                "started_at": seconds(call.started_at),
                "service": str(call.service),
                "task": call.task,
                "provider": str(call.provider),
                "model": call.model,
                "prompt_tokens": call.prompt_tokens,
                "completion_tokens": call.completion_tokens,
                "estimated": call.estimated,
                "ms": call.ms,
                "first_token_ms": call.first_token_ms,
                "outcome": call.outcome,
                "error": call.error,
            },
        )

    def fact(self, key: str, default: str = "") -> str:
        """Return the small fact kept under *key*."""
        value: str | None = self._connection.execute(
            select(meta.c.value).where(meta.c.key == key)
        ).scalar()
        return default if value is None else value

    def put_fact(self, key: str, value: str) -> None:
        """Keep a small fact."""
        statement = upsert(self._connection, meta).values(key=key, value=value)
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=["key"], set_={"value": value})
        )
