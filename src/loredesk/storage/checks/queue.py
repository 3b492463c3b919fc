"""The queue: tasks nobody can run, states that cannot be, twins."""

from collections.abc import Iterable

from sqlalchemy import Connection, text

from loredesk.domain.damage import Circumstances, Damage, Mending
from loredesk.domain.tasks import Lane, TaskStatus, TaskType
from loredesk.storage.checks.check import Check, finding, found, repairing, run
from loredesk.storage.values import seconds


def _words(values: Iterable[str]) -> str:
    return ", ".join(f"'{value}'" for value in values)


def _left_running(connection: Connection, _part: str, here: Circumstances) -> list[Damage]:
    # Beside the owner of the home nobody can say which of its tasks run.
    if not here.boot_id:
        return []
    return found(
        connection,
        "maintenance_queue",
        "is being worked by a process that has ended",
        "SELECT seq FROM maintenance_queue WHERE status = 'processing' AND boot_id <> :boot_id",
        boot_id=here.boot_id,
    )


def _give_back(connection: Connection, damage: Damage, here: Circumstances) -> Mending:
    """Let a task wait again, unless another for the same waits already."""
    values = {"seq": damage.key[0], "now": seconds(here.now)}
    if connection.execute(text(_HAS_TWIN), values).scalar():
        return run(connection, Check(kind=ORPHANED, look=_left_running), damage, here)
    connection.execute(text(_WAIT_AGAIN), values)
    return Mending.REPAIRED


ORPHANED = "tasks left running"
_HAS_TWIN = (
    "SELECT EXISTS (SELECT 1 FROM maintenance_queue t JOIN maintenance_queue o"
    " ON o.dedupe_key = t.dedupe_key AND o.status IN ('pending', 'parked')"
    " WHERE t.seq = :seq AND t.dedupe_key <> '')"
)
_WAIT_AGAIN = (
    "UPDATE maintenance_queue SET status = 'pending', token = '', boot_id = '',"
    " lease_until = NULL, started_at = NULL, not_before = :now WHERE seq = :seq"
)

CHECKS = (
    Check(
        kind="tasks of nothing",
        look=finding(
            "maintenance_queue",
            "belongs to a session or a message that is not there",
            "SELECT seq FROM maintenance_queue"
            " WHERE (session_id IS NOT NULL AND session_id NOT IN (SELECT id FROM sessions))"
            " OR (anchor IS NOT NULL AND anchor NOT IN (SELECT id FROM messages))",
        ),
    ),
    Check(
        kind="tasks of an unknown kind",
        look=finding(
            "maintenance_queue",
            "has a type, a lane or a status that does not exist",
            "SELECT seq FROM maintenance_queue"
            f" WHERE task_type NOT IN ({_words(TaskType)}) OR lane NOT IN ({_words(Lane)})"
            f" OR status NOT IN ({_words(TaskStatus)})",
        ),
    ),
    Check(
        kind=ORPHANED,
        look=_left_running,
        mend=_give_back,
    ),
    Check(
        kind="tasks in impossible states",
        look=finding(
            "maintenance_queue",
            "is being worked by nobody",
            "SELECT seq FROM maintenance_queue WHERE status = 'processing'"
            " AND (token = '' OR started_at IS NULL OR lease_until IS NULL)",
        ),
        mend=_give_back,
    ),
    Check(
        kind="tasks held by nobody's token",
        look=finding(
            "maintenance_queue",
            "waits, and is held all the same",
            "SELECT seq FROM maintenance_queue WHERE status IN ('pending', 'parked')"
            " AND token <> ''",
        ),
        mend=repairing("UPDATE maintenance_queue SET token = '' WHERE seq = :seq", "seq"),
    ),
    Check(
        kind="twins in the queue",
        look=finding(
            "maintenance_queue",
            "waits beside an older task for the same",
            "SELECT t.seq FROM maintenance_queue t WHERE t.status IN ('pending', 'parked')"
            " AND t.dedupe_key <> '' AND EXISTS (SELECT 1 FROM maintenance_queue o WHERE"
            "  o.dedupe_key = t.dedupe_key AND o.status IN ('pending', 'parked') AND o.seq < t.seq)",
        ),
    ),
    Check(
        kind="answers of no task",
        look=finding(
            "task_answers",
            "answers a task that is not there",
            "SELECT task_id, request_hash FROM task_answers"
            " WHERE task_id NOT IN (SELECT id FROM maintenance_queue)",
        ),
    ),
)
