"""The queue under every order of events: a model in memory must agree with the table at all times."""

from dataclasses import dataclass, replace
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import text

from loredesk.domain.ids import SessionId, TaskId, WorldId
from loredesk.domain.lore import World
from loredesk.domain.messages import Session
from loredesk.domain.tasks import LANE_OF, MOVES, Lane, NewTask, TaskStatus, TaskType
from loredesk.storage.queue import DEATHS_ALLOWED
from loredesk.storage.queue_readings import RUNS_ALONE_AFTER
from loredesk.storage.repos import SqlRepos
from tests.fakes.library import HandClock

PENDING, RUNNING, PARKED = TaskStatus.PENDING, TaskStatus.PROCESSING, TaskStatus.PARKED
FAILED, CANCELLED, DONE = TaskStatus.FAILED, TaskStatus.CANCELLED, TaskStatus.COMPLETED
SESSION = SessionId("s")
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
    session: str | None = None
    aged: float = 0.0
    processed: float = 0.0
    not_before: float = 0.0
    lease: float = 0.0
    completions: int = 0


class QueueMachine(RuleBasedStateMachine):
    """Does to the queue whatever workers, authors and crashes may do to it."""

    @initialize()
    def begin(self):
        self.clock = HandClock()
        self.engine = self.fresh()
        self.known = {}
        self.added = self.rows = 0
        self.paused = set()
        self.claims = []
        self.write(self.begin_session)
        self.boot = 1
        self.tokens = 0

    def begin_session(self, repos):
        world = World(id=WorldId("w"), title="Underquay", created_at=repos.now)
        repos.worlds.add(world)
        session = Session(
            id=SESSION,
            world_id=world.id,
            title="The Key",
            created_at=repos.now,
            updated_at=repos.now,
        )
        repos.sessions.add(session)

    def teardown(self):
        if hasattr(self, "engine"):
            self.engine.dispose()

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
        dedupe=st.sampled_from(["", "", "same", "other"]),
        in_session=st.booleans(),
    )
    def add(self, kind, entity, priority, dedupe, in_session):
        self.added += 1
        task_id = TaskId(f"t{self.added:03}")
        new = NewTask(
            task_type=TYPES[kind],
            entity_key=entity,
            priority=priority,
            dedupe_key=dedupe,
            session_id=SESSION if in_session else None,
        )
        task = self.write(lambda repos: repos.tasks.add(task_id, new, now=repos.now))
        assert (task is None) == (self.twin(dedupe) is not None)
        if task is not None:
            self.rows += 1
            self.known[task_id] = Known(
                self.rows,
                new.task_type,
                entity,
                priority,
                dedupe,
                session=new.session_id,
                aged=self.time,
                not_before=self.time,
            )

    def twin(self, dedupe):
        """Return what waits under a dedupe key."""
        found = [one for one in self.known.values() if one.dedupe == dedupe]
        waiting = [one for one in found if one.status in {PENDING, PARKED}]
        return waiting[0] if dedupe and waiting else None

    def waits_again(self, known, *, deaths=None, attempt=None, not_before=None):
        """Let a task wait again, or join the one that waits for the same."""
        twin = self.twin(known.dedupe)
        known.deaths = known.deaths if deaths is None else deaths
        known.attempt = known.attempt if attempt is None else attempt
        known.token = ""
        if twin is None:
            known.status = PENDING
            known.not_before = known.not_before if not_before is None else not_before
            return
        known.status, known.processed = DONE, self.time
        known.completions += 1
        twin.attempt = max(twin.attempt, known.attempt)
        twin.deaths = max(twin.deaths, known.deaths)
        twin.not_before = max(twin.not_before, not_before or twin.not_before)
        twin.priority = max(twin.priority, known.priority)

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
                if one.session in self.paused:
                    continue
                family.append(other)
        return family[:batch]

    def may_run(self, task, lane):
        if task.status is not PENDING or LANE_OF[task.task_type] is not lane:
            return False
        if task.not_before > self.time or {"all", lane, task.session} & self.paused:
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
        if ended and status is PENDING:
            attempt = known.attempt - give_back
            self.waits_again(known, attempt=attempt, not_before=self.time + wait)
            if known.status is DONE:
                known.not_before = self.time + wait
        elif ended:
            known.status, known.token, known.not_before = status, "", self.time + wait
            known.attempt -= give_back
            known.processed = self.time
            known.completions += status is DONE

    @rule()
    def crash(self):
        self.boot += 1
        orphans = self.write(
            lambda repos: repos.tasks.requeue_orphans(boot_id=str(self.boot), now=repos.now)
        )
        expected = {name for name, one in self.known.items() if one.status is RUNNING}
        assert {one.id for one in orphans} == expected
        self.rescued(expected, died=True)

    def rescued(self, names, *, died):
        for name in sorted(names):
            known = self.known[name]
            if died and known.deaths + 1 >= DEATHS_ALLOWED:
                known.deaths, known.token, known.status = known.deaths + 1, "", FAILED
                known.attempt -= 1
                continue
            self.waits_again(known, deaths=known.deaths + died, attempt=known.attempt - 1)

    @rule(times=st.integers(1, 3), batch=st.integers(1, 2))
    def die_again_and_again(self, times, batch):
        for _ in range(times):
            self.claim(Lane.NOTES, batch)
            self.crash()

    @rule(seconds=st.sampled_from([1, 5, 61, 100, 700, 1300]))
    def wait(self, seconds):
        self.clock.forward(seconds=seconds)

    @rule(frozen=st.booleans())
    def take_back_what_was_lost(self, frozen):
        boot = str(self.boot) if frozen else "another process"
        lost = self.write(lambda repos: repos.tasks.requeue_lost(boot_id=boot, now=repos.now))
        expected = {name for name, one in self.known.items() if one.lease < self.time}
        expected &= {name for name, one in self.known.items() if one.status is RUNNING}
        assert {one.id for one in lost} == expected
        self.rescued(expected, died=not frozen)

    @rule(scope=st.sampled_from(["all", Lane.NOTES, SESSION]), pausing=st.booleans())
    def pause_or_go_on(self, scope, pausing):
        what = {"lane": scope} if scope in set(Lane) else {}
        what |= {"session_id": scope} if scope == SESSION else {}
        if pausing:
            self.paused.add(scope)
            self.write(lambda repos: repos.upkeep.pause(now=repos.now, **what))
        else:
            self.paused.discard(scope)
            self.write(lambda repos: repos.upkeep.resume(**what))
        told = self.write(lambda repos: repos.upkeep.pauses())
        assert {*(["all"] if told.everything else []), *told.lanes, *told.sessions} == self.paused

    @rule(most=st.integers(1, 3))
    def age(self, most):
        old = self.write(lambda repos: repos.upkeep.grown_old(now=repos.now, most=most))
        due = {name: one for name, one in self.known.items() if one.status is PENDING}
        due = {one.seq: one for one in due.values() if one.aged <= self.time - 600}
        assert len(old) == min(most, len(due))
        assert self.write(lambda repos: repos.upkeep.age(old, now=repos.now)) == len(old)
        assert self.write(lambda repos: repos.upkeep.age(old, now=repos.now)) == 0
        for seq, _ in old:
            steps = int((self.time - due[seq].aged) // 600)
            due[seq].priority += steps
            due[seq].aged += 600 * steps

    @rule(days=st.sampled_from([0, 31]))
    def prune(self, days):
        self.clock.forward(days=days)
        before = self.clock.now() - timedelta(days=30)
        gone = self.write(lambda repos: repos.upkeep.prune(before=before, most=99))
        old = {
            name
            for name, one in self.known.items()
            if one.status is DONE and one.processed < before.timestamp()
        }
        assert gone == len(old)
        for name in old:
            del self.known[name]
        self.claims = [claim for claim in self.claims if claim.id in self.known]

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
        if {known.status, status} != {PENDING, PARKED}:
            known.not_before = self.time
        if known.status not in {PENDING, PARKED}:
            known.aged = self.time
        if status is PENDING and known.status is not PARKED:
            known.attempt = known.deaths = 0
            if self.twin(known.dedupe) is not None:
                known.status, known.processed = DONE, self.time
                known.completions += 1
                return
        known.status = status

    @invariant()
    def the_table_agrees_with_the_model(self):
        if not hasattr(self, "known"):
            return
        with self.engine.begin() as connection:
            rows = connection.execute(
                text(
                    "SELECT id, status, attempt, deaths, token, not_before, priority, aged_at"
                    " FROM maintenance_queue ORDER BY seq"
                )
            ).all()
        assert [tuple(row) for row in rows] == [
            (
                name,
                one.status.value,
                one.attempt,
                one.deaths,
                one.token,
                one.not_before,
                one.priority,
                one.aged,
            )
            for name, one in self.known.items()
        ]

    @invariant()
    def of_twins_only_one_waits(self):
        known = self.known.values() if hasattr(self, "known") else []
        keys = [one.dedupe for one in known if one.dedupe and one.status in {PENDING, PARKED}]
        assert len(keys) == len(set(keys))

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


def test_the_queue_agrees_with_its_model_whatever_happens(fresh, request):
    class Machine(QueueMachine):
        pass

    Machine.fresh = staticmethod(fresh)
    examples = 60 if request.node.callspec.params["fresh"] == "sqlite" else 25
    run_state_machine_as_test(
        Machine, settings=settings(max_examples=examples, stateful_step_count=40, deadline=None)
    )
