"""What becomes of a task whose attempt failed, as a pure function."""

from dataclasses import dataclass
from datetime import datetime

from loredesk.domain.errors import (
    AnswerError,
    LoredeskError,
    ModelAwayError,
    ModelRefusesError,
    TransientError,
)
from loredesk.domain.tasks import Task, TaskStatus
from loredesk.tasks.policy import LONGEST_WAIT_INSIDE, RetryPolicy, wait_asked_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How a failed attempt is to be saved."""

    status: TaskStatus
    not_before: datetime
    error_message: str
    counts: bool = True
    """Whether the attempt counts; what found no model there was no try."""


def verdict(
    task: Task, error: Exception, *, now: datetime, policy: RetryPolicy, jitter: float
) -> Verdict:
    """Return what becomes of *task* after its attempt ended with *error*.

    What waiting may mend is tried again until its attempts are used up, an unusable answer only
    so often, and what the author has to mend fails at once. Where the model is away the task
    waits as if it had not been tried.
    """
    sentence = error.sentence() if isinstance(error, LoredeskError) else _bug(error)
    asked = wait_asked_for(error)
    if isinstance(error, ModelAwayError | ModelRefusesError):
        not_before = now + asked if asked > LONGEST_WAIT_INSIDE else now
        return Verdict(
            status=TaskStatus.PENDING, not_before=not_before, error_message=sentence, counts=False
        )
    if not _may_try_again(task, error, policy):
        return Verdict(status=TaskStatus.FAILED, not_before=now, error_message=sentence)
    wait = max(policy.wait_before(task.attempt, jitter=jitter), asked)
    return Verdict(status=TaskStatus.PENDING, not_before=now + wait, error_message=sentence)


def _may_try_again(task: Task, error: Exception, policy: RetryPolicy) -> bool:
    if isinstance(error, TransientError):
        return task.attempt < task.max_attempts
    if isinstance(error, AnswerError):
        return task.attempt < min(task.max_attempts, policy.unusable_answers)
    return False


def _bug(error: Exception) -> str:
    return f"Loredesk made a mistake ({type(error).__name__}: {error}). The log has the details."
