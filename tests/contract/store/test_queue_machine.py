"""The queue under every order of events: a model in memory must agree with the table at all times."""

import tempfile
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import text

from loredesk.domain.ids import TaskId
from loredesk.domain.tasks import LANE_OF, MOVES, Lane, NewTask, TaskStatus, TaskType
from loredesk.storage.engine import open_writer
from loredesk.storage.queue import DEATHS_ALLOWED, RUNS_ALONE_AFTER
from loredesk.storage.repos import SqlRepos
from tests.fakes.library import HandClock, new_database

PENDING, RUNNING, PARKED = TaskStatus.PENDING, TaskStatus.PROCESSING, TaskStatus.PARKED
FAILED, CANCELLED, DONE = TaskStatus.FAILED, TaskStatus.CANCELLED, TaskStatus.COMPLETED
TYPES = {"note": TaskType.UPDATE_NOTE, "embed": TaskType.EMBED_DOCUMENT}


@dataclass
class Known:
    """What the model knows of a task."""

    seq: int
    task_type: TaskType
    entity: str
    priority: int
    dedupe: str
    status: TaskStatus = PENDING
    attempt: int = 0
    deaths: int = 0
    token: str = ""
    boot: int = 0
    not_before: float = 0.0
    lease: float = 0.0
    completions: int = 0


class QueueMachine(RuleBasedStateMachine):
    """Does to the queue whatever workers, authors and crashes may do to it."""

    @initialize()
    def begin(self):
        self.folder = tempfile.TemporaryDirectory()
        self.clock = HandClock()
        self.engine = open_writer(new_database(Path(self.folder.name)))
        with self.engine.connect() as connection:
            connection.connection.dbapi_connection.execute("PRAGMA synchronous = OFF")
        self.known = {}
        self.claims = []
        self.boot = 1
        self.tokens = 0

    def teardown(self):
        self.engine.dispose()
        self.folder.cleanup()

    def write(self, work):
        with self.engine.begin() as connection:
            return work(SqlRepos(connection, now=self.clock.now))

    @property
    def time(self):
        return self.clock.now().timestamp()

    def running(self):
        return [one for one in self.known.values() if one.status is RUNNING]

    @rule(
        kind=st.sampled_from(sorted(TYPES)),
        entity=st.sampled_from(["", "mara", "wick"]),
        priority=st.integers(-1, 1),
        dedupe=st.sampled_from(["", "", "same"]),
    )
    def add(self, kind, entity, priority, dedupe):
        task_id = TaskId(f"t{len(self.known):03}")
        new = NewTask(
            task_type=TYPES[kind], entity_key=entity, priority=priority, dedupe_key=dedupe
        )
        task = self.write(lambda repos: repos.tasks.add(task_id, new, now=repos.now))
        waits = any(
            one.dedupe == dedupe and one.status in {PENDING, PARKED} for one in self.known.values()
        )
        assert (task is None) == bool(dedupe and waits)
        if task is not None:
            self.known[task_id] = Known(
                len(self.known), new.task_type, entity, priority, dedupe, not_before=self.time
            )

    @rule(lane=st.sampled_from([Lane.NOTES, Lane.EMBEDDING]), batch=st.integers(1, 3))
    def claim(self, lane, batch):
        self.tokens += 1
        token = f"{self.boot}:{self.tokens}"
        claimed = self.write(
            lambda repos: repos.tasks.claim(
                lane, token=token, boot_id=str(self.boot), now=repos.now, batch=batch
            )
        )
        assert [one.id for one in claimed] == self.expected(lane, batch)
        for task in claimed:
            known = self.known[task.id]
            assert known.status is PENDING
            known.status, known.token, known.boot = RUNNING, token, self.boot
            known.attempt += 1
            known.lease = self.time + 60
        self.claims.extend(claimed)

    def expected(self, lane, batch):
        """Return what the rules say is to be handed out, found the slow way."""
        due = [name for name, one in self.known.items() if self.may_run(one, lane)]
        if not due:
            return []
        name = min(due, key=lambda name: (-self.known[name].priority, self.known[name].seq))
        first = self.known[name]
        family = [name]
        if first.entity and first.deaths < RUNS_ALONE_AFTER:
            for other, one in self.known.items():
                if one is first or one.entity != first.entity or one.status is not PENDING:
                    continue
                if one.task_type is not first.task_type or one.deaths >= RUNS_ALONE_AFTER:
                    break
                family.append(other)
        return family[:batch]

    def may_run(self, task, lane):
        if task.status is not PENDING or LANE_OF[task.task_type] is not lane:
            return False
        if task.not_before > self.time:
            return False
        if any(
            one.deaths >= RUNS_ALONE_AFTER or task.deaths >= RUNS_ALONE_AFTER
            for one in self.running()
        ):
            return False
        return not task.entity or not any(
            one.entity == task.entity
            and (one.status is RUNNING or (one.status is PENDING and one.seq < task.seq))
            for one in self.known.values()
        )

    @precondition(lambda self: self.claims)
    @rule(
        data=st.data(),
        status=st.sampled_from([DONE, FAILED, PENDING, CANCELLED]),
        wait=st.sampled_from([0, 5, 90]),
        give_back=st.booleans(),
    )
    def finish(self, data, status, wait, give_back):
        claim = data.draw(st.sampled_from(self.claims))
        known = self.known[claim.id]
        not_before = self.clock.now() + timedelta(seconds=wait)
        ended = self.write(
            lambda repos: repos.tasks.finish(
                claim, status, now=repos.now, not_before=not_before, give_back=give_back
            )
        )
        assert ended == (
            known.status is RUNNING
            and known.token == claim.token
            and known.attempt == claim.attempt
        )
        if ended:
            known.status, known.token, known.not_before = status, "", self.time + wait
            known.attempt -= give_back
            known.completions += status is DONE

    @rule()
    def crash(self):
        self.boot += 1
        orphans = self.write(
            lambda repos: repos.tasks.requeue_orphans(boot_id=str(self.boot), now=repos.now)
        )
        expected = {name for name, one in self.known.items() if one.status is RUNNING}
        assert {one.id for one in orphans} == expected
        for name in expected:
            known = self.known[name]
            known.deaths += 1
            known.attempt -= 1
            known.token, known.not_before = "", self.time
            known.status = FAILED if known.deaths >= DEATHS_ALLOWED else PENDING

    @rule(times=st.integers(1, 3), batch=st.integers(1, 2))
    def die_again_and_again(self, times, batch):
        for _ in range(times):
            self.claim(Lane.NOTES, batch)
            self.crash()

    @rule(seconds=st.sampled_from([1, 5, 61, 100]))
    def wait(self, seconds):
        self.clock.forward(seconds=seconds)

    @rule()
    def take_back_what_was_lost(self):
        lost = self.write(lambda repos: repos.tasks.requeue_lost(now=repos.now))
        expected = {name for name, one in self.known.items() if one.lease < self.time}
        expected &= {name for name, one in self.known.items() if one.status is RUNNING}
        assert {one.id for one in lost} == expected
        for name in expected:
            known = self.known[name]
            known.status, known.token = PENDING, ""
            known.attempt -= 1

    @precondition(lambda self: self.running())
    @rule(data=st.data())
    def renew(self, data):
        token = data.draw(st.sampled_from([one.token for one in self.running()]))
        self.write(lambda repos: repos.tasks.renew(token, now=repos.now))
        for one in self.running():
            if one.token == token:
                one.lease = self.time + 60

    @precondition(lambda self: self.known)
    @rule(data=st.data(), status=st.sampled_from([PENDING, CANCELLED, PARKED]))
    def move(self, data, status):
        name = data.draw(st.sampled_from(sorted(self.known)))
        task = self.write(lambda repos: repos.tasks.get(name))
        if task.status is RUNNING or status not in MOVES[task.status]:
            return
        known = self.known[name]
        assert self.write(lambda repos: repos.tasks.move(task, status, now=repos.now))
        stale = replace(task, status=RUNNING)
        assert not self.write(lambda repos: repos.tasks.move(stale, FAILED, now=repos.now))
        if status is PENDING and known.status is not PARKED:
            known.attempt = known.deaths = 0
        if {known.status, status} != {PENDING, PARKED}:
            known.not_before = self.time
        known.status = status

    @invariant()
    def the_table_agrees_with_the_model(self):
        if not hasattr(self, "known"):
            return
        with self.engine.begin() as connection:
            rows = connection.execute(
                text(
                    "SELECT id, status, attempt, deaths, token, not_before FROM maintenance_queue"
                    " ORDER BY seq"
                )
            ).all()
        assert [tuple(row) for row in rows] == [
            (name, one.status.value, one.attempt, one.deaths, one.token, one.not_before)
            for name, one in self.known.items()
        ]

    @invariant()
    def nobody_works_on_an_entity_beside_another(self):
        tokens = {}
        for one in self.running() if hasattr(self, "known") else ():
            if one.entity:
                assert tokens.setdefault(one.entity, one.token) == one.token

    @invariant()
    def what_runs_alone_has_no_company(self):
        running = self.running() if hasattr(self, "known") else []
        if any(one.deaths >= RUNS_ALONE_AFTER for one in running):
            assert len(running) == 1

    @invariant()
    def nothing_is_completed_twice(self):
        for one in self.known.values() if hasattr(self, "known") else ():
            assert one.completions == (one.status is DONE)
            assert one.attempt >= 0


TestQueueMachine = QueueMachine.TestCase
TestQueueMachine.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
