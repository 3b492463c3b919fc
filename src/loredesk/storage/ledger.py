"""What was done and what was asked: the audit log, the model calls, and small facts of the home."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from loredesk.domain.calls import ModelCall
from loredesk.domain.ids import SessionId
from loredesk.storage.schema.story import meta
from loredesk.storage.schema.work import audit_log, model_calls
from loredesk.storage.values import seconds


class SqlLedger:
    """Keeps the books of a home."""

    def __init__(self, connection: Connection, *, now: float) -> None:
        self._connection = connection
        self._now = now

    def record(
        self,
        action: str,
        subject: str,
        *,
        actor: str,
        session_id: SessionId | None = None,
        details: Mapping[str, Any] | None = None,
    ) -> None:
        """Write into the audit log that *actor* did *action* to *subject*."""
        self._connection.execute(
            insert(audit_log),
            {
                "at": self._now,
                "actor": actor,
                "action": action,
                "subject": subject,
                "session_id": session_id,
                "details": dict(details or {}),
            },
        )

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
        statement = upsert(meta).values(key=key, value=value)
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=["key"], set_={"value": value})
        )
