"""What becomes of a task whose attempt failed, as a pure function."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from loredesk.domain.errors import AnswerError, LoredeskError, TransientError
from loredesk.domain.tasks import Task, TaskStatus
from loredesk.tasks.policy import RetryPolicy

LONGEST_SERVER_WAIT = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How a failed attempt is to be saved."""

    status: TaskStatus
    not_before: datetime
    error_message: str


def verdict(
    task: Task, error: Exception, *, now: datetime, policy: RetryPolicy, jitter: float
) -> Verdict:
    """Return what becomes of *task* after its attempt ended with *error*.

    What waiting may mend is tried again until its attempts are used up, an unusable answer only
    so often, and what the author has to mend fails at once.
    """
    sentence = error.sentence() if isinstance(error, LoredeskError) else _bug(error)
    if not _may_try_again(task, error, policy):
        return Verdict(status=TaskStatus.FAILED, not_before=now, error_message=sentence)
    wait = policy.wait_before(task.attempt, jitter=jitter)
    if isinstance(error, TransientError):
        asked = timedelta(seconds=max(error.retry_after, 0.0))
        wait = max(wait, min(asked, LONGEST_SERVER_WAIT))
    return Verdict(status=TaskStatus.PENDING, not_before=now + wait, error_message=sentence)


def _may_try_again(task: Task, error: Exception, policy: RetryPolicy) -> bool:
    if isinstance(error, TransientError):
        return task.attempt < task.max_attempts
    if isinstance(error, AnswerError):
        return task.attempt < min(task.max_attempts, policy.unusable_answers)
    return False


def _bug(error: Exception) -> str:
    return f"Loredesk made a mistake ({type(error).__name__}: {error}). The log has the details."
