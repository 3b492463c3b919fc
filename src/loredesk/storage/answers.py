"""The journal of what models answered to tasks: asked once, never paid twice."""

import json
from datetime import datetime

from sqlalchemy import Connection, select, text

from loredesk.domain.ids import TaskId
from loredesk.storage.schema.work import task_answers
from loredesk.storage.values import seconds

_KEEP = text(
    "INSERT INTO task_answers (task_id, request_hash, answer, created_at)"
    " VALUES (:task_id, :hash, :answer, :now) ON CONFLICT (task_id, request_hash)"
    " DO UPDATE SET answer = excluded.answer, created_at = excluded.created_at"
)
_FORGET = text("DELETE FROM task_answers WHERE task_id = :task_id")


class SqlAnswerRepo:
    """Answers by task and request."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, task_id: TaskId, request_hash: str) -> object | None:
        """Return the answer (JSON) to a request of a task, or None."""
        query = select(task_answers.c.answer).where(
            task_answers.c.task_id == task_id, task_answers.c.request_hash == request_hash
        )
        answer: object | None = self._connection.execute(query).scalar()
        return answer

    def keep(self, task_id: TaskId, request_hash: str, answer: object, *, now: datetime) -> None:
        """Keep what a model answered (JSON) to a request of a task."""
        values = {"task_id": task_id, "hash": request_hash, "answer": json.dumps(answer)}
        self._connection.execute(_KEEP, {**values, "now": seconds(now)})

    def forget(self, task_id: TaskId) -> None:
        """Drop the answers of a task, so that another try asks again."""
        self._connection.execute(_FORGET, {"task_id": task_id})
