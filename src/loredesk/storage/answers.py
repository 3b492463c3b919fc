"""The journal of what models answered to tasks: asked once, never paid twice."""

import json
from datetime import datetime

from sqlalchemy import Connection, select

from loredesk.domain.ids import TaskId
from loredesk.storage import queue_sql as sql
from loredesk.storage.quick import QuickConnection
from loredesk.storage.schema.work import task_answers
from loredesk.storage.values import seconds


class SqlAnswerRepo:
    """Answers by task and request."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._quick = QuickConnection(connection)

    def find(self, task_id: TaskId, request_hash: str) -> object | None:
        """Return the answer (JSON) to a request of a task, or None."""
        query = select(task_answers.c.answer).where(
            task_answers.c.task_id == task_id, task_answers.c.request_hash == request_hash
        )
        answer: object | None = self._connection.execute(query).scalar()
        return answer

    def keep(
        self,
        task_id: TaskId,
        request_hash: str,
        answer: object,
        *,
        now: datetime,
        together: int = 1,
    ) -> None:
        """Keep what a model answered (JSON) to a request for so many tasks, this one the first."""
        values = {
            "task_id": task_id,
            "hash": request_hash,
            "answer": json.dumps(answer),
            "together": together,
            "now": seconds(now),
        }
        self._quick.change(sql.KEEP_ANSWER, values)

    def forget(self, task_id: TaskId) -> None:
        """Drop the answers of a task, so that another try asks again."""
        self._quick.change(sql.FORGET_ANSWERS, {"task_id": task_id})
