"""What the durable queue promises, one rule at a time."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from loredesk.domain.ids import MessageId, TaskId
from loredesk.domain.messages import Role
from loredesk.domain.tasks import Lane, NewTask, TaskStatus, TaskType
from tests.fakes.library import NOON

NOTE, EMBED = TaskType.UPDATE_NOTE, TaskType.EMBED_DOCUMENT
DONE, PENDING, FAILED = TaskStatus.COMPLETED, TaskStatus.PENDING, TaskStatus.FAILED


def note(entity="mara", **values):
    return NewTask(task_type=NOTE, entity_key=entity, **values)


class Queue:
    """Short ways to move tasks."""

    def __init__(self, library):
        self.library = library
        self.clock = library.clock
        self._tokens = 0

    async def add(self, new):
        return await self.library.add_task(new)

    async def claim(self, lane=Lane.NOTES, *, batch=1, boot="boot1"):
        self._tokens += 1
        token = f"{boot}:{self._tokens}"
        return await self.library.write(
            lambda repos: repos.tasks.claim(
                lane, token=token, boot_id=boot, now=repos.now, batch=batch
            )
        )

    async def finish(self, task, status=DONE, **values):
        return await self.library.write(
            lambda repos: repos.tasks.finish(task, status, now=repos.now, **values)
        )

    async def move(self, task, status, **values):
        return await self.library.write(
            lambda repos: repos.tasks.move(task, status, now=repos.now, **values)
        )

    async def orphans(self, boot):
        return await self.library.write(
            lambda repos: repos.tasks.requeue_orphans(boot_id=boot, now=repos.now)
        )

    async def lost(self, boot="boot1"):
        return await self.library.write(
            lambda repos: repos.tasks.requeue_lost(boot_id=boot, now=repos.now)
        )

    async def get(self, task):
        return await self.library.task(task.id)


@pytest.fixture
def queue(library):
    return Queue(library)


async def test_a_task_read_back_is_the_task_that_was_queued(queue, library):
    world = await library.add_world()
    session = await library.add_session(world)
    message = await library.add_message(session.id, Role.AUTHOR)
    new = NewTask(
        task_type=TaskType.ANALYZE_TURN,
        task_data={"message_id": "m1", "deep": [1, {"ü": None}]},
        session_id=session.id,
        entity_key="e",
        dedupe_key="d",
        anchor=message.id,
        priority=7,
        max_attempts=2,
    )

    task = await queue.add(new)

    assert task == await queue.get(task)
    for name in ("task_type", "task_data", "session_id", "entity_key", "dedupe_key", "anchor"):
        assert getattr(task, name) == getattr(new, name)
    assert (task.priority, task.max_attempts, task.lane) == (7, 2, Lane.ANALYSIS)
    assert (task.status, task.attempt, task.deaths, task.token) == (PENDING, 0, 0, "")
    assert (task.created_at, task.not_before) == (NOON, NOON)


async def test_a_claim_counts_the_attempt_and_names_its_bearer(queue):
    await queue.add(note())

    (task,) = await queue.claim()

    assert (task.status, task.attempt, task.token) == (TaskStatus.PROCESSING, 1, "boot1:1")
    assert task.started_at == NOON
    assert await queue.claim() == ()


async def test_the_more_important_task_comes_first_then_the_older(queue):
    low = await queue.add(note("a", priority=-1))
    old = await queue.add(note("b"))
    new = await queue.add(note("c"))
    high = await queue.add(note("d", priority=1))

    claimed = [(await queue.claim())[0].id for _ in range(4)]

    assert claimed == [high.id, old.id, new.id, low.id]


async def test_each_lane_hands_out_only_its_own(queue):
    await queue.add(note())

    assert await queue.claim(Lane.EMBEDDING) == ()
    assert len(await queue.claim(Lane.NOTES)) == 1


async def test_one_entity_is_worked_on_one_task_at_a_time_and_in_order(queue):
    first = await queue.add(note())
    second = await queue.add(note(priority=9))
    (claimed,) = await queue.claim()

    assert claimed.id == first.id
    assert await queue.claim() == ()

    await queue.finish(claimed)
    assert [one.id for one in await queue.claim()] == [second.id]


async def test_an_entity_waits_for_its_task_that_is_to_be_tried_again_later(queue):
    await queue.add(note())
    await queue.add(note())
    other = await queue.add(note("wick"))
    (claimed,) = await queue.claim()
    await queue.finish(claimed, PENDING, not_before=NOON + timedelta(minutes=5))

    assert [one.id for one in await queue.claim()] == [other.id]
    assert await queue.claim() == ()

    queue.clock.forward(minutes=5)
    (again,) = await queue.claim()
    assert (again.id, again.attempt) == (claimed.id, 2)


async def test_tasks_without_an_entity_do_not_wait_for_each_other(queue):
    await queue.add(note(""))
    await queue.add(note(""))

    assert len(await queue.claim(batch=5)) == 1
    assert len(await queue.claim(batch=5)) == 1


async def test_waiting_siblings_are_handed_out_together_in_order(queue):
    mara = [await queue.add(note()) for _ in range(4)]
    await queue.add(note("wick"))

    claimed = await queue.claim(batch=3)

    assert [one.id for one in claimed] == [one.id for one in mara[:3]]
    assert len({one.token for one in claimed}) == 1
    assert all(one.attempt == 1 for one in claimed)


async def test_siblings_are_only_those_next_in_line(queue):
    first = await queue.add(note())
    between = await queue.add(NewTask(task_type=EMBED, entity_key="mara"))
    last = await queue.add(note())

    assert [one.id for one in await queue.claim(batch=5)] == [first.id]
    assert await queue.claim(Lane.EMBEDDING) == ()

    await queue.finish(await queue.get(first))
    assert [one.id for one in await queue.claim(Lane.EMBEDDING)] == [between.id]
    await queue.finish(await queue.get(between))
    assert [one.id for one in await queue.claim()] == [last.id]


async def test_of_twins_only_one_waits(queue, library):
    task = await queue.add(note(dedupe_key="same"))

    def twin(repos):
        return repos.tasks.add(TaskId("twin"), note(dedupe_key="same"), now=repos.now)

    assert await library.write(twin) is None
    await queue.move(task, TaskStatus.PARKED)
    assert await library.write(twin) is None
    await queue.move(await queue.get(task), PENDING)
    await queue.claim()
    assert (await library.write(twin)).id == "twin"


@pytest.mark.parametrize("status", [DONE, FAILED, PENDING, TaskStatus.CANCELLED])
async def test_only_the_bearer_of_the_token_and_attempt_ends_a_task(queue, status):
    await queue.add(note())
    (stale,) = await queue.claim()
    await queue.orphans("boot2")
    (fresh,) = await queue.claim(boot="boot2")

    assert not await queue.finish(stale, status)
    assert (await queue.get(fresh)).status is TaskStatus.PROCESSING
    assert await queue.finish(fresh, status)
    assert not await queue.finish(fresh, status)
    assert (await queue.get(fresh)).status is status


async def test_an_old_attempt_under_the_same_token_ends_nothing(queue, library):
    await queue.add(note())
    (first,) = await queue.claim()
    await queue.finish(first, PENDING)
    (second,) = await queue.claim()

    def steal(repos):
        repos.tasks._connection.execute(
            text("UPDATE maintenance_queue SET token = :token"), {"token": first.token}
        )

    await library.write(steal)

    assert second.attempt == 2
    assert not await queue.finish(first)


async def test_a_completed_task_keeps_its_result_and_its_time(queue):
    await queue.add(note())
    (task,) = await queue.claim()
    queue.clock.forward(seconds=3)

    await queue.finish(task, result={"proposal_id": "p", "n": [1]})

    done = await queue.get(task)
    assert done.result == {"proposal_id": "p", "n": [1]}
    assert (done.started_at, done.processed_at) == (NOON, NOON + timedelta(seconds=3))
    assert done.token == ""


async def test_a_failed_task_keeps_its_sentence(queue):
    await queue.add(note())
    (task,) = await queue.claim()

    await queue.finish(task, FAILED, error_message="The key is wrong.")

    failed = await queue.get(task)
    assert (failed.status, failed.error_message) == (FAILED, "The key is wrong.")
    assert failed.processed_at == NOON
    assert await queue.claim() == ()


async def test_an_attempt_given_back_does_not_count(queue):
    await queue.add(note())
    (task,) = await queue.claim()
    await queue.finish(task, PENDING, give_back=True)

    (again,) = await queue.claim()

    assert again.attempt == 1
    assert again.error_message == ""


async def test_a_parked_task_is_not_handed_out_and_holds_nobody_up(queue):
    parked = await queue.add(note())
    other = await queue.add(note())
    await queue.move(parked, TaskStatus.PARKED)

    assert [one.id for one in await queue.claim(batch=5)] == [other.id]


async def test_a_task_that_was_parked_goes_on_where_it_stopped(queue):
    await queue.add(note())
    (task,) = await queue.claim()
    later = NOON + timedelta(minutes=5)
    await queue.finish(task, PENDING, not_before=later, error_message="Busy.")
    await queue.move(await queue.get(task), TaskStatus.PARKED)
    await queue.move(await queue.get(task), PENDING)

    waiting = await queue.get(task)
    assert (waiting.not_before, waiting.error_message) == (later, "Busy.")
    assert await queue.claim() == ()
    queue.clock.forward(minutes=5)
    assert (await queue.claim())[0].attempt == 2


async def test_a_failed_task_that_is_retried_starts_afresh(queue):
    await queue.add(note())
    (task,) = await queue.claim()
    await queue.finish(task, FAILED, error_message="No.")

    assert await queue.move(await queue.get(task), PENDING)

    fresh = await queue.get(task)
    assert (fresh.attempt, fresh.deaths, fresh.error_message) == (0, 0, "")
    assert fresh.processed_at is None
    assert (await queue.claim())[0].attempt == 1


async def test_a_task_that_has_moved_meanwhile_is_not_moved_again(queue):
    task = await queue.add(note())
    await queue.claim()

    assert not await queue.move(task, TaskStatus.CANCELLED)
    assert (await queue.get(task)).status is TaskStatus.PROCESSING


async def test_only_what_other_processes_left_running_is_taken_back(queue):
    await queue.add(note("a"))
    await queue.add(note("b"))
    (old,) = await queue.claim(boot="boot1")
    (own,) = await queue.claim(boot="boot2")

    orphans = await queue.orphans("boot2")

    assert [(one.id, one.status, one.attempt, one.deaths) for one in orphans] == [
        (old.id, PENDING, 0, 1)
    ]
    assert (await queue.get(own)).status is TaskStatus.PROCESSING


async def test_a_task_that_died_twice_with_its_process_runs_alone(queue):
    poison = await queue.add(note("poison"))
    for number in range(2):
        await queue.claim(boot=f"boot{number}")
        await queue.orphans(f"boot{number + 1}")
    await queue.add(NewTask(task_type=EMBED))
    (other,) = await queue.claim(Lane.EMBEDDING)

    assert await queue.claim(Lane.NOTES) == ()

    await queue.finish(other)
    await queue.add(NewTask(task_type=EMBED))
    (alone,) = await queue.claim(Lane.NOTES, batch=5)
    assert (alone.id, alone.deaths) == (poison.id, 2)
    assert await queue.claim(Lane.EMBEDDING) == ()
    await queue.finish(alone)
    assert len(await queue.claim(Lane.EMBEDDING)) == 1


async def test_a_task_that_runs_alone_takes_no_siblings_and_is_none(queue):
    first = await queue.add(note())
    for number in range(2):
        await queue.claim(boot=f"boot{number}")
        await queue.orphans(f"boot{number + 1}")
    second = await queue.add(note())

    assert [one.id for one in await queue.claim(batch=5)] == [first.id]
    await queue.finish(await queue.get(first))
    assert [one.id for one in await queue.claim(batch=5)] == [second.id]


async def test_siblings_end_before_one_that_has_to_run_alone(queue, library):
    tasks = [await queue.add(note()) for _ in range(3)]

    def mark(repos):
        repos.tasks._connection.execute(
            text("UPDATE maintenance_queue SET deaths = 2 WHERE id = :id"), {"id": tasks[1].id}
        )

    await library.write(mark)

    for task in tasks:
        assert [one.id for one in await queue.claim(batch=5)] == [task.id]
        await queue.finish(await queue.get(task))


async def test_a_task_that_dies_for_the_fifth_time_has_failed(queue):
    task = await queue.add(note())
    for number in range(4):
        assert await queue.claim(boot=f"boot{number}")
        assert (await queue.orphans(f"boot{number + 1}"))[0].status is PENDING
    await queue.claim(boot="boot4")

    (failed,) = await queue.orphans("boot5")

    assert (failed.status, failed.deaths) == (FAILED, 5)
    assert "ended unexpectedly" in failed.error_message
    assert failed.processed_at == NOON
    assert await queue.claim() == ()
    assert await queue.move(failed, PENDING)
    assert (await queue.get(task)).deaths == 0


async def test_a_lease_that_is_renewed_does_not_run_out(queue, library):
    await queue.add(note())
    (task,) = await queue.claim()
    queue.clock.forward(seconds=50)
    await library.write(lambda repos: repos.tasks.renew(task.token, now=repos.now))
    queue.clock.forward(seconds=50)

    assert await queue.lost() == ()

    queue.clock.forward(seconds=11)
    (lost,) = await queue.lost()
    assert (lost.id, lost.status, lost.attempt) == (task.id, PENDING, 0)
    assert not await queue.finish(task)


async def test_the_queue_can_be_looked_at_from_every_side(queue, library):
    world = await library.add_world()
    session = await library.add_session(world)
    first = await queue.add(note("a", session_id=session.id))
    queue.clock.forward(seconds=10)
    second = await queue.add(note("b"))
    third = await queue.add(NewTask(task_type=EMBED, session_id=session.id))
    (running,) = await queue.claim()
    await queue.finish(running)
    (later,) = await queue.claim()
    await queue.finish(later, PENDING, not_before=NOON + timedelta(minutes=2))

    def look(repos):
        look = repos.queue
        return {
            "all": [one.id for one in look.listed()],
            "two": [one.id for one in look.listed(limit=2)],
            "notes": [one.id for one in look.listed(task_type=NOTE)],
            "waiting": [one.id for one in look.listed(statuses=(PENDING, FAILED))],
            "session": [one.id for one in look.listed(session_id=session.id)],
            "of_session": [one.id for one in look.of_session(session.id, (PENDING, DONE))],
            "counts": sorted(look.counts()),
            "oldest": look.oldest_pending(),
            "completed": (look.ended_since(NOON, DONE), look.ended_since(repos.now, DONE)),
            "due": look.next_due(Lane.NOTES, after=repos.now),
            "never": look.next_due(Lane.CREATIONS, after=repos.now),
            "unfinished": (look.unfinished(Lane), look.unfinished((Lane.CREATIONS,))),
            "oldest_due": (
                look.oldest_due(Lane, now=repos.now),
                look.oldest_due((Lane.NOTES,), now=repos.now),
            ),
        }

    assert await library.read(look) == {
        "all": [third.id, second.id, first.id],
        "two": [third.id, second.id],
        "notes": [second.id, first.id],
        "waiting": [third.id, second.id],
        "session": [third.id, first.id],
        "of_session": [first.id, third.id],
        "counts": [
            ("EMBED_DOCUMENT", "embedding", "pending", 1),
            ("UPDATE_NOTE", "notes", "completed", 1),
            ("UPDATE_NOTE", "notes", "pending", 1),
        ],
        "oldest": NOON + timedelta(seconds=10),
        "completed": (1, 0),
        "due": NOON + timedelta(minutes=2),
        "never": None,
        "unfinished": (True, False),
        "oldest_due": (NOON + timedelta(seconds=10), None),
    }


async def test_claiming_uses_an_index_however_long_the_queue_has_become(file_library):
    from loredesk.storage import queue_sql

    values = {"lane": "notes", "now": 0, "token": "", "boot_id": "", "lease": 0, "alone": 2}
    values["least_deaths"] = 0

    def explain(repos):
        plan = text(f"EXPLAIN QUERY PLAN {queue_sql.CLAIM.text}")
        return [row[-1] for row in repos.tasks._connection.execute(plan, values)]

    assert not [step for step in await file_library.read(explain) if step.startswith("SCAN")]


async def test_there_is_no_task_nobody_queued(library):
    assert await library.read(lambda repos: repos.tasks.get(TaskId("none"))) is None


async def test_answers_are_kept_by_task_and_request_until_they_are_forgotten(queue, library):
    task, other = await queue.add(note("a")), await queue.add(note("b"))

    def keep(repos):
        repos.answers.keep(task.id, "h1", {"a": [1]}, now=repos.now)
        repos.answers.keep(task.id, "h2", "text", now=repos.now)
        repos.answers.keep(task.id, "h2", "newer", now=repos.now)
        repos.answers.keep(other.id, "h1", None, now=repos.now)

    await library.write(keep)
    await library.write(lambda repos: repos.answers.forget(other.id))

    assert await library.read(lambda repos: repos.answers.find(task.id, "h1")) == {"a": [1]}
    assert await library.read(lambda repos: repos.answers.find(task.id, "h2")) == "newer"
    assert await library.read(lambda repos: repos.answers.find(other.id, "h1")) is None
    await library.write(lambda repos: repos.answers.forget(task.id))
    assert await library.read(lambda repos: repos.answers.find(task.id, "h1")) is None


async def test_a_task_cannot_rest_on_a_message_that_is_not_there(queue):
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        await queue.add(note(anchor=MessageId("nowhere")))


async def test_a_task_that_is_given_back_beside_its_waiting_twin_joins_it(queue, library):
    await queue.add(note(dedupe_key="same", priority=3))
    (running,) = await queue.claim()
    twin = await queue.add(note(dedupe_key="same"))

    assert await queue.finish(running, PENDING, not_before=NOON + timedelta(minutes=1))

    joined, waiting = await queue.get(running), await queue.get(twin)
    assert (joined.status, joined.result) == (DONE, {"merged_into": twin.id})
    assert joined.processed_at == NOON
    assert (waiting.status, waiting.attempt, waiting.priority) == (PENDING, 1, 3)
    assert waiting.not_before == NOON + timedelta(minutes=1)


@pytest.mark.parametrize("parked", [False, True])
async def test_a_task_that_is_rescued_beside_its_waiting_twin_joins_it(queue, library, parked):
    await queue.add(note(dedupe_key="same"))
    (running,) = await queue.claim()
    await library.write(
        lambda repos: repos.answers.keep(running.id, "hash", "paid for", now=repos.now)
    )
    twin = await queue.add(note(dedupe_key="same"))
    if parked:
        await queue.move(twin, TaskStatus.PARKED)

    (joined,) = await queue.orphans("boot2")

    assert (joined.status, joined.result) == (DONE, {"merged_into": twin.id})
    assert (await queue.get(twin)).deaths == 1
    find = lambda task: lambda repos: repos.answers.find(task.id, "hash")  # noqa: E731
    assert await library.read(find(running)) is None
    assert await library.read(find(twin)) == "paid for"


async def test_of_two_orphans_that_want_the_same_only_one_waits(queue, library):
    await queue.add(note("a", dedupe_key="same"))
    (first,) = await queue.claim()
    await queue.add(note("b", dedupe_key="same"))
    (second,) = await queue.claim()

    orphans = await queue.orphans("boot2")

    assert [one.status for one in orphans] == [PENDING, DONE]
    assert (await queue.get(second)).result == {"merged_into": first.id}


@pytest.mark.parametrize("status", [FAILED, TaskStatus.CANCELLED])
async def test_a_task_that_is_retried_beside_its_waiting_twin_joins_it(queue, status):
    await queue.add(note(dedupe_key="same"))
    (task,) = await queue.claim()
    await queue.finish(task, status)
    twin = await queue.add(note(dedupe_key="same"))

    assert await queue.move(await queue.get(task), PENDING)

    joined = await queue.get(task)
    assert (joined.status, joined.result) == (DONE, {"merged_into": twin.id})
    assert (await queue.get(twin)).status is PENDING


async def test_a_stale_attempt_joins_nothing(queue):
    await queue.add(note(dedupe_key="same"))
    (stale,) = await queue.claim()
    queue.clock.forward(seconds=61)
    await queue.lost()
    (fresh,) = await queue.claim()
    twin = await queue.add(note(dedupe_key="same"))

    assert not await queue.finish(stale, PENDING)
    assert (await queue.get(fresh)).status is TaskStatus.PROCESSING
    assert (await queue.get(twin)).attempt == 0


async def test_only_who_runs_a_task_holds_it(queue, library):
    await queue.add(note())
    (task,) = await queue.claim()
    held = lambda repos: repos.tasks.is_held(task)  # noqa: E731
    assert await library.read(held)

    queue.clock.forward(seconds=61)
    await queue.lost()
    assert not await library.read(held)
    await queue.claim()
    assert not await library.read(held)


@pytest.mark.parametrize(("boot", "deaths"), [("boot1", 0), ("boot2", 1)])
async def test_a_lease_that_ran_out_is_a_death_unless_this_very_process_let_it(queue, boot, deaths):
    task = await queue.add(note())
    await queue.claim(boot="boot1")
    queue.clock.forward(seconds=61)

    await queue.lost(boot)

    assert (await queue.get(task)).deaths == deaths


async def test_tasks_asked_about_together_are_handed_out_together_again(queue, library):
    tasks = [await queue.add(note()) for _ in range(3)]
    first, *_ = await queue.claim(batch=2)
    await library.write(
        lambda repos: repos.answers.keep(first.id, "h", "both", now=repos.now, together=2)
    )
    await queue.orphans("boot2")

    again = await queue.claim(batch=5, boot="boot2")

    assert [one.id for one in again] == [one.id for one in tasks[:2]]


async def test_only_what_has_to_run_alone_is_handed_out_where_that_is_asked_for(queue, library):
    poison = await queue.add(note("poison"))
    for number in range(2):
        await queue.claim(boot=f"boot{number}")
        await queue.orphans(f"boot{number + 1}")
    await queue.add(note("fine", priority=9))

    def claim(repos):
        lanes = repos.queue.poison_lanes(now=repos.now)
        return lanes, repos.tasks.claim(
            Lane.NOTES, token="t", boot_id="b", now=repos.now, batch=5, only_poison=True
        )

    lanes, claimed = await library.write(claim)

    assert lanes == {Lane.NOTES}
    assert [one.id for one in claimed] == [poison.id]
    assert await library.write(claim) == (frozenset(), ())


class TestPauses:
    async def pause(self, library, **what):
        await library.write(lambda repos: repos.upkeep.pause(now=repos.now, **what))

    async def test_nothing_is_handed_out_while_everything_is_paused(self, queue, library):
        await queue.add(note())
        await self.pause(library)
        await self.pause(library)

        assert await queue.claim() == ()
        assert (await library.read(lambda repos: repos.upkeep.pauses())).everything

        await library.write(lambda repos: repos.upkeep.resume())
        assert len(await queue.claim()) == 1

    async def test_a_paused_lane_stands_still_and_the_others_go_on(self, queue, library):
        await queue.add(note())
        await queue.add(NewTask(task_type=EMBED))
        await self.pause(library, lane=Lane.NOTES)

        assert await queue.claim(Lane.NOTES) == ()
        assert len(await queue.claim(Lane.EMBEDDING)) == 1
        pauses = await library.read(lambda repos: repos.upkeep.pauses())
        assert pauses.lanes == {Lane.NOTES}

        await library.write(lambda repos: repos.upkeep.resume(lane=Lane.NOTES))
        assert len(await queue.claim(Lane.NOTES)) == 1

    async def test_the_work_of_a_paused_session_waits_and_counts_as_no_delay(self, queue, library):
        world = await library.add_world()
        session = await library.add_session(world)
        held = await queue.add(note("a", session_id=session.id))
        queue.clock.forward(seconds=5)
        other = await queue.add(note("b"))
        await self.pause(library, session_id=session.id)

        def look(repos):
            return (
                repos.queue.unfinished(Lane),
                repos.queue.oldest_due(Lane, now=repos.now),
                repos.upkeep.pauses().sessions,
            )

        assert await library.read(look) == (True, NOON + timedelta(seconds=5), {session.id})
        assert [one.id for one in await queue.claim()] == [other.id]
        assert await queue.claim() == ()
        await queue.finish(await queue.get(other))
        assert await library.read(look) == (False, None, {session.id})

        await library.write(lambda repos: repos.upkeep.resume(session_id=session.id))
        assert [one.id for one in await queue.claim()] == [held.id]
