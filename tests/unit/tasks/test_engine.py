import asyncio
import threading
from datetime import timedelta

import pytest

from loredesk.domain.errors import (
    AnswerError,
    ModelAwayError,
    ModelRefusesError,
    TransientError,
    UserFixableError,
)
from loredesk.domain.events import ModelsChanged, QueuePaused, TaskMoved
from loredesk.domain.services import Service
from loredesk.domain.tasks import NewTask, TaskStatus, TaskType
from loredesk.tasks import engine as engine_module
from loredesk.tasks.queueing import placed
from tests.fakes.library import NOON, settled
from tests.fakes.task_desk import Hold, keeping

PENDING, RUNNING, PARKED = TaskStatus.PENDING, TaskStatus.PROCESSING, TaskStatus.PARKED
FAILED, CANCELLED, DONE = TaskStatus.FAILED, TaskStatus.CANCELLED, TaskStatus.COMPLETED
BUSY = TransientError("The server is busy.")
ODD = AnswerError("The answer was no JSON.", fault="invalid")


async def worked(engine):
    """Start *engine* and wait until the queue is empty."""
    await engine.start()
    await asyncio.wait_for(engine.drained(), 10)


async def pause(library, *, paused):
    def work(repos):
        if paused:
            repos.upkeep.pause(now=repos.now)
        else:
            repos.upkeep.resume()
        repos.announce(QueuePaused(paused=paused))

    await library.write(work)


async def test_a_task_is_completed_with_its_effect_and_its_result(desk, engine, handler):
    handler.script = [keeping("a")]
    task = await desk.add()

    await worked(engine)

    done = await desk.library.task(task.id)
    assert (done.status, done.attempt, done.result) == (DONE, 1, {"kept": "a"})
    assert await desk.fact("a") == "x"


async def test_everything_that_happens_to_a_task_is_announced(desk, engine, library):
    task = await desk.add()

    await worked(engine)

    moves = [one for one in library.published if isinstance(one, TaskMoved)]
    assert [(one.task_id, one.status) for one in moves] == [(task.id, RUNNING), (task.id, DONE)]


async def test_an_effect_that_fails_writes_nothing_and_its_task_has_failed(desk, engine, handler):
    def effect(repos):
        keeping("a")(repos)
        raise KeyError("entry")

    handler.script = [effect]
    task = await desk.add()

    await worked(engine)

    failed = await desk.library.task(task.id)
    assert (failed.status, failed.attempt) == (FAILED, 1)
    assert "Loredesk made a mistake" in failed.error_message
    assert await desk.fact("a") == ""


async def test_an_effect_that_asks_for_another_try_gets_it(desk, engine, handler):
    def effect(repos):
        keeping("a", "first")(repos)
        raise TransientError("The note changed meanwhile.")

    handler.script = [effect, keeping("b")]
    task = await desk.add()

    await worked(engine)

    done = await desk.library.task(task.id)
    assert (done.status, done.attempt) == (DONE, 2)
    assert (await desk.fact("a"), await desk.fact("b")) == ("", "x")


async def test_what_waiting_may_mend_is_tried_four_times(desk, engine, handler):
    handler.script = [BUSY] * 9
    task = await desk.add()

    await worked(engine)

    failed = await desk.library.task(task.id)
    assert (failed.status, failed.attempt) == (FAILED, 4)
    assert failed.error_message == "The server is busy."
    assert len(handler.runs) == 4


async def test_a_task_is_not_tried_again_before_its_time(desk, engine, handler, library):
    handler.script = [TransientError("Busy.", retry_after=120)]
    task = await desk.add()
    await engine.start()
    await settled(lambda: PENDING in [one.status for one in library.published])

    waiting = await library.task(task.id)
    assert (waiting.status, waiting.not_before) == (PENDING, NOON + timedelta(seconds=120))
    assert len(handler.runs) == 1

    library.clock.forward(seconds=120)
    await pause(library, paused=False)  # the clock is the test's own, so the lanes have to be woken
    await asyncio.wait_for(engine.drained(), 10)
    assert (await library.task(task.id)).status is DONE


async def test_a_task_due_in_a_moment_is_not_slept_through(desk, engine, handler, library):
    handler.script = [BUSY]
    desk.jitter = 0.01
    task = await desk.add()

    real = library.clock.now

    def later():
        # Time goes on between the claim that found nothing and the look at what is due.
        library.clock.forward(milliseconds=15)
        return real()

    engine._now = later
    await worked(engine)

    assert (await library.task(task.id)).status is DONE


async def test_an_unusable_answer_is_asked_for_twice_and_never_read_from_the_journal(
    desk, engine, handler, library
):
    asked = []

    async def ask():
        asked.append(1)
        return "nonsense"

    async def step(tasks, journal):
        await journal.remember("hash", ask)
        raise ODD

    handler.script = [step, step, step]
    task = await desk.add()

    await worked(engine)

    failed = await library.task(task.id)
    assert (failed.status, failed.attempt) == (FAILED, 2)
    assert len(asked) == 2
    assert await library.read(lambda repos: repos.answers.find(task.id, "hash")) is None


async def test_what_the_author_has_to_mend_fails_at_once(desk, engine, handler):
    handler.script = [UserFixableError("The key is wrong.", hint="Set another in Settings.")]
    task = await desk.add()

    await worked(engine)

    failed = await desk.library.task(task.id)
    assert (failed.status, failed.attempt) == (FAILED, 1)
    assert failed.error_message == "The key is wrong. Set another in Settings."


async def test_a_mistake_of_a_handler_fails_its_task_and_nothing_else(
    desk, engine, handler, caplog
):
    handler.script = [ZeroDivisionError("oh"), keeping("b")]
    bad, good = await desk.add("a"), await desk.add("b")

    await worked(engine)

    assert "ZeroDivisionError" in (await desk.library.task(bad.id)).error_message
    assert (await desk.library.task(good.id)).status is DONE
    assert f"Task {bad.id} failed" in caplog.text


async def test_waiting_tasks_of_one_entity_are_run_as_one(desk, handler):
    engine = desk.engine(batch=3)
    tasks = [await desk.add() for _ in range(4)]
    handler.script = [keeping("a")]

    await worked(engine)
    await engine.aclose()

    ids = [task.id for task in tasks]
    assert handler.runs == [tuple(ids[:3]), (ids[3],)]
    ended = [await desk.library.task(one) for one in ids]
    assert [one.status for one in ended] == [DONE] * 4
    assert [one.result for one in ended] == [
        {"kept": "a"},
        {"merged_into": ids[0]},
        {"merged_into": ids[0]},
        None,
    ]


async def test_two_workers_never_run_one_entity_at_once_but_two_entities(desk, handler):
    engine = desk.engine(workers=2)
    holds = [Hold(), Hold()]
    handler.script = [hold.step for hold in holds]
    for entity in ("mara", "mara", "wick"):
        await desk.add(entity)
    await engine.start()
    for hold in holds:
        await asyncio.wait_for(hold.entered.wait(), 10)

    assert handler.most_at_once == 2
    assert len({task for run in handler.runs for task in run}) == 2
    for hold in holds:
        hold.let_go.set()
    await asyncio.wait_for(engine.drained(), 10)
    await engine.aclose()
    assert len(handler.runs) == 3
    assert handler.most_at_once == 2


async def test_a_task_is_started_as_soon_as_it_is_queued(desk, engine):
    await engine.start()
    await asyncio.wait_for(engine.drained(), 10)

    def queue(repos):
        from loredesk.tasks.queueing import queue_task

        return queue_task(repos, desk.library.new_id, NewTask(task_type=TaskType.UPDATE_NOTE))

    task = await desk.library.write(queue)
    await asyncio.wait_for(engine.drained(), 10)

    assert (await desk.library.task(task.id)).status is DONE


async def test_a_running_task_is_cancelled_by_the_author_for_good(desk, engine, handler):
    hold = Hold(keeping("a"))
    handler.script = [hold.step]
    task = await desk.add()
    await engine.start()
    await asyncio.wait_for(hold.entered.wait(), 10)

    assert await asyncio.wait_for(engine.cancel_running(task.id), 10)

    stopped = await desk.library.task(task.id)
    assert (stopped.status, stopped.error_message) == (CANCELLED, "Cancelled by the author.")
    assert await desk.fact("a") == ""
    await asyncio.wait_for(engine.drained(), 10)
    assert not await engine.cancel_running(task.id)
    assert len(handler.runs) == 1


async def test_cancelling_one_of_several_run_together_gives_the_others_back(desk, handler):
    engine = desk.engine(batch=2)
    hold = Hold()
    handler.script = [hold.step]
    first, second = await desk.add(), await desk.add()
    await engine.start()
    await asyncio.wait_for(hold.entered.wait(), 10)

    await asyncio.wait_for(engine.cancel_running(first.id), 10)
    await asyncio.wait_for(engine.drained(), 10)
    await engine.aclose()

    assert (await desk.library.task(first.id)).status is CANCELLED
    done = await desk.library.task(second.id)
    assert (done.status, done.attempt) == (DONE, 1)


async def test_cancelling_an_attempt_that_fails_at_that_moment_still_cancels(desk, engine, handler):
    entered = asyncio.Event()

    async def stubborn(tasks, journal):
        entered.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            raise BUSY from None

    handler.script = [stubborn]
    task = await desk.add()
    await engine.start()
    await asyncio.wait_for(entered.wait(), 10)

    await asyncio.wait_for(engine.cancel_running(task.id), 10)

    assert (await desk.library.task(task.id)).status is CANCELLED
    assert len(handler.runs) == 1


async def test_closing_gives_back_what_runs_without_counting_the_attempt(desk, engine, handler):
    hold = Hold(keeping("a"))
    handler.script = [hold.step]
    task = await desk.add()
    await engine.start()
    await asyncio.wait_for(hold.entered.wait(), 10)

    await engine.aclose()

    back = await desk.library.task(task.id)
    assert (back.status, back.attempt, back.deaths) == (PENDING, 0, 0)
    again = desk.engine()
    await worked(again)
    await again.aclose()
    done = await desk.library.task(task.id)
    assert (done.status, done.attempt) == (DONE, 1)


async def test_a_claim_that_is_committed_while_the_engine_closes_is_given_back(desk, handler):
    for number in range(5):
        engine = desk.engine()
        task = await desk.add(f"e{number}")
        await engine.start()
        for _ in range(number):
            await asyncio.sleep(0)
        await engine.aclose()

        assert (await desk.library.task(task.id)).status in {PENDING, DONE}


async def test_what_a_dead_process_left_running_is_run_again(desk, engine, library):
    task = await desk.add()
    await library.write(
        lambda repos: repos.tasks.claim(task.lane, token="dead:1", boot_id="dead", now=repos.now)
    )

    await worked(engine)

    done = await library.task(task.id)
    assert (done.status, done.attempt, done.deaths) == (DONE, 1, 1)


async def test_an_answer_paid_for_before_a_crash_is_not_asked_for_again(desk, handler, library):
    asked = []
    answered = asyncio.Event()

    async def ask():
        asked.append(1)
        return "She owes the Heron."

    async def dies(tasks, journal):
        await journal.remember("hash", ask)
        answered.set()
        await asyncio.Event().wait()

    async def lives(tasks, journal):
        return keeping("note", await journal.remember("hash", ask))

    handler.script = [dies, lives]
    task = await desk.add()
    first = desk.engine()
    await first.start()
    await asyncio.wait_for(answered.wait(), 10)
    # The process is gone: nothing is given back.
    first._attempts._store = None
    for worker in first._workers:
        worker.cancel()
    await asyncio.gather(*first._workers, return_exceptions=True)
    assert (await library.task(task.id)).status is RUNNING

    second = desk.engine()
    await worked(second)
    await second.aclose()
    await first.aclose()

    assert await desk.fact("note") == "She owes the Heron."
    assert len(asked) == 1


async def test_a_result_that_comes_after_another_took_over_is_dropped(
    desk, engine, handler, library, caplog
):
    hold = Hold(keeping("late"))
    handler.script = [hold.step, keeping("fresh")]
    task = await desk.add()
    await engine.start()
    await asyncio.wait_for(hold.entered.wait(), 10)
    library.clock.forward(seconds=61)
    await library.write(lambda repos: repos.tasks.requeue_lost(boot_id="boot1", now=repos.now))
    await library.write(
        lambda repos: repos.tasks.claim(task.lane, token="other", boot_id="boot1", now=repos.now)
    )

    hold.let_go.set()
    await settled(lambda: "was taken over" in caplog.text)

    assert await desk.fact("late") == ""
    assert (await library.task(task.id)).token == "other"


async def test_a_paused_queue_starts_nothing_and_goes_on_where_it_was(
    desk, engine, handler, library
):
    await pause(library, paused=True)
    task = await desk.add()

    await worked(engine)
    assert handler.runs == []
    assert (await library.task(task.id)).status is PENDING

    await pause(library, paused=False)
    await asyncio.wait_for(engine.drained(), 10)
    assert (await library.task(task.id)).status is DONE


async def test_a_pause_outlives_a_restart(desk, handler, library):
    await pause(library, paused=True)
    await desk.add()
    for _ in range(2):
        engine = desk.engine()
        await worked(engine)
        await engine.aclose()

    assert handler.runs == []


async def test_what_runs_when_the_queue_is_paused_may_finish_and_drained_tells(
    desk, engine, handler, library
):
    hold = Hold()
    handler.script = [hold.step]
    running, waiting = await desk.add(), await desk.add()
    await engine.start()
    await asyncio.wait_for(hold.entered.wait(), 10)
    await pause(library, paused=True)
    drained = asyncio.ensure_future(engine.drained())
    await asyncio.sleep(0)
    assert not drained.done()

    hold.let_go.set()
    await asyncio.wait_for(drained, 10)

    assert (await library.task(running.id)).status is DONE
    assert (await library.task(waiting.id)).status is PENDING


async def test_an_empty_queue_is_drained_at_once(engine):
    await engine.start()

    await asyncio.wait_for(engine.drained(), 10)


async def test_a_task_whose_turn_is_left_while_it_runs_waits_parked_for_its_next_try(
    desk, engine, handler, library
):
    session = await library.add_session(await library.add_world())
    author, reply = await library.add_turn(session.id)
    hold = Hold()

    async def fails(tasks, journal):
        await hold.step(tasks, journal)
        raise BUSY

    handler.script = [fails]
    task = await desk.add(session_id=session.id, anchor=reply.id)
    await engine.start()
    await asyncio.wait_for(hold.entered.wait(), 10)
    await library.goto(session.id, author.id)
    hold.let_go.set()
    await asyncio.wait_for(engine.drained(), 10)

    parked = await library.task(task.id)
    assert (parked.status, parked.attempt) == (PARKED, 1)
    await library.goto(session.id, reply.id)
    await asyncio.wait_for(engine.drained(), 10)
    assert (await library.task(task.id)).status is DONE


async def test_an_orphan_whose_turn_was_left_waits_parked(desk, engine, handler, library):
    session = await library.add_session(await library.add_world())
    author, reply = await library.add_turn(session.id)
    task = await desk.add(session_id=session.id, anchor=reply.id)
    await library.write(
        lambda repos: repos.tasks.claim(task.lane, token="d", boot_id="dead", now=repos.now)
    )
    await library.goto(session.id, author.id)

    await worked(engine)

    assert (await library.task(task.id)).status is PARKED
    assert handler.runs == []


async def test_a_lane_survives_a_mistake_of_its_own(desk, engine, library, monkeypatch, caplog):
    monkeypatch.setattr(engine_module, "STUMBLE_SECONDS", 0.0)
    real = engine._claims.next_of
    mistakes = [KeyError("oh"), UserFixableError("The disk is full.")]

    async def claim(lane, **values):
        if mistakes:
            raise mistakes.pop(0)
        return await real(lane, **values)

    engine._claims.next_of = claim
    task = await desk.add()

    await worked(engine)

    assert (await library.task(task.id)).status is DONE
    assert "stumbled" in caplog.text
    assert "waits: The disk is full." in caplog.text


async def test_an_end_that_cannot_be_saved_is_tried_again_when_its_lease_is_over(
    desk, engine, handler, library, caplog
):
    real, full = library.store.write, [True]

    async def write(work):
        if full[0] and handler.runs:
            raise UserFixableError("The disk is full.")
        return await real(work)

    library.store.write = write
    task = await desk.add()
    await engine.start()
    await settled(lambda: "could not be saved" in caplog.text)
    full[0] = False
    library.clock.forward(seconds=61)
    await library.write(engine._renew_leases)
    await asyncio.wait_for(engine.drained(), 10)

    done = await library.task(task.id)
    assert (done.status, done.attempt) == (DONE, 1)


async def test_the_lease_of_what_runs_here_is_renewed(desk, engine, handler, library):
    hold = Hold()
    handler.script = [hold.step]
    task = await desk.add()
    await engine.start()
    await asyncio.wait_for(hold.entered.wait(), 10)

    for _ in range(3):
        library.clock.forward(seconds=59)
        await library.write(engine._renew_leases)

    assert (await library.task(task.id)).status is RUNNING
    hold.let_go.set()
    await asyncio.wait_for(engine.drained(), 10)
    assert (await library.task(task.id)).attempt == 1


@pytest.mark.parametrize("seed", range(5))
async def test_a_queue_of_many_kinds_is_emptied(desk, handler, seed):
    import random

    chance = random.Random(seed)
    engine = desk.engine(workers=2, batch=2)
    for _ in range(20):
        await desk.library.add_task(
            NewTask(
                task_type=chance.choice(list(TaskType)),
                entity_key=chance.choice(["", "a", "b", "c"]),
                priority=chance.randint(-1, 1),
            )
        )
    handler.script = [chance.choice([BUSY, ODD, keeping("k")]) for _ in range(20)]

    await worked(engine)
    await engine.aclose()

    statuses = await desk.library.read(lambda repos: [one.status for one in repos.queue.listed()])
    assert set(statuses) <= {DONE, FAILED}
    assert handler.running == 0


async def test_closing_ends_also_where_nothing_can_be_given_back(desk, handler, library, caplog):
    engine = desk.engine()
    hold = Hold()
    handler.script = [hold.step]
    await desk.add()
    await engine.start()
    await asyncio.wait_for(hold.entered.wait(), 10)
    real = library.store.write

    async def write(work):
        raise UserFixableError("The disk is full.")

    library.store.write = write
    await asyncio.wait_for(engine.aclose(), 10)
    library.store.write = real

    assert "could not be given back" in caplog.text


async def test_closing_ends_also_where_lanes_are_woken_at_that_moment(desk, library):
    for _ in range(20):
        engine = desk.engine()
        await engine.start()
        await asyncio.wait_for(engine.drained(), 10)
        library.hub.publish(QueuePaused(paused=False))
        await asyncio.wait_for(engine.aclose(), 10)


AWAY = ModelAwayError("The server cannot be reached.", hint="Is it running?")
REFUSED = ModelRefusesError("The key was refused.", hint="Check it in Settings.")


@pytest.fixture
async def needy(desk):
    """Return an engine whose lanes cannot work without a model."""
    engine = desk.engine(service=Service.MAINTENANCE)
    yield engine
    await engine.aclose()


async def test_while_a_model_is_away_nothing_is_tried_in_vain_and_no_attempt_is_lost(
    desk, needy, handler, library
):
    handler.script = [AWAY]
    first, second = await desk.add("a"), await desk.add("b")
    await needy.start()
    await settled(lambda: PENDING in [one.status for one in library.published])
    await settled(lambda: not needy._running)

    waiting = [await library.task(one.id) for one in (first, second)]
    assert [(one.status, one.attempt) for one in waiting] == [(PENDING, 0), (PENDING, 0)]
    assert waiting[0].error_message == "The server cannot be reached. Is it running?"
    assert len(handler.runs) == 1
    assert needy.waiting_for_models() == (
        "Waiting for the maintenance model: The server cannot be reached. Is it running?",
    )

    library.clock.forward(seconds=2)
    await pause(library, paused=False)  # the clock is the test's own, so the lanes have to be woken
    await asyncio.wait_for(needy.drained(), 10)
    ended = [await library.task(one.id) for one in (first, second)]
    assert [(one.status, one.attempt) for one in ended] == [(DONE, 1), (DONE, 1)]
    assert needy.waiting_for_models() == ()


async def test_nobody_waits_for_a_model_that_refuses_the_key_until_other_models_are_chosen(
    desk, needy, handler, library
):
    handler.script = [REFUSED]
    tasks = [await desk.add(name) for name in "abc"]

    await worked(needy)

    assert {(await library.task(one.id)).status for one in tasks} == {PENDING}
    library.hub.publish(ModelsChanged())
    await asyncio.wait_for(needy.drained(), 10)
    assert {(await library.task(one.id)).status for one in tasks} == {DONE}


async def test_a_server_that_wants_long_to_be_left_alone_is_remembered_by_the_queue(
    desk, needy, handler, library
):
    handler.script = [ModelAwayError("Too many requests.", retry_after=3600)]
    task = await desk.add()
    await needy.start()
    await settled(lambda: PENDING in [one.status for one in library.published])

    waiting = await library.task(task.id)
    assert (waiting.attempt, waiting.not_before) == (0, NOON + timedelta(hours=1))


async def test_an_attempt_that_is_cancelled_while_it_asks_lets_another_ask(
    desk, needy, handler, library
):
    hold = Hold()
    handler.script = [AWAY, hold.step]
    task, other = await desk.add("a"), await desk.add("b")
    await needy.start()
    await settled(lambda: PENDING in [one.status for one in library.published])
    await settled(lambda: not needy._running)
    library.clock.forward(seconds=2)
    await pause(library, paused=False)
    await asyncio.wait_for(hold.entered.wait(), 10)

    await asyncio.wait_for(needy.cancel_running(task.id), 10)
    await asyncio.wait_for(needy.drained(), 10)

    assert (await library.task(task.id)).status is CANCELLED
    assert (await library.task(other.id)).status is DONE


async def test_a_paused_lane_starts_nothing_and_is_not_waited_for(desk, engine, handler, library):
    task = await desk.add()

    def work(repos, *, paused):
        if paused:
            repos.upkeep.pause(lane=task.lane, now=repos.now)
        else:
            repos.upkeep.resume(lane=task.lane)
        repos.announce(QueuePaused(paused=paused, lane=task.lane))

    await library.write(lambda repos: work(repos, paused=True))
    other = await desk.library.add_task(NewTask(task_type=TaskType.EMBED_DOCUMENT))

    await worked(engine)
    assert (await library.task(task.id)).status is PENDING
    assert (await library.task(other.id)).status is DONE

    await library.write(lambda repos: work(repos, paused=False))
    await asyncio.wait_for(engine.drained(), 10)
    assert (await library.task(task.id)).status is DONE


async def poisoned(desk):
    """Return a task that died twice with its process."""
    task = await desk.add("poison")
    for number in range(2):
        await desk.library.write(
            lambda repos, number=number: repos.tasks.claim(
                task.lane, token=f"d{number}", boot_id=f"dead{number}", now=repos.now
            )
        )
        await desk.library.write(
            lambda repos: repos.tasks.requeue_orphans(boot_id=f"boot{desk.boots}", now=repos.now)
        )
    return task


async def test_what_has_to_run_alone_gets_its_turn_in_a_busy_queue(desk, handler, library):
    """Where every lane always has work it would otherwise wait for ever."""
    poison = await poisoned(desk)
    tasks = [await desk.add(f"e{number}", priority=9) for number in range(30)]
    engine = desk.engine(workers=3)
    company = []

    async def step(tasks, journal):
        if tasks[0].id == poison.id:
            company.append(handler.running)
        await asyncio.sleep(0)
        return lambda repos: None

    handler.script = [step] * 31

    await worked(engine)
    await engine.aclose()

    assert company == [1]
    assert {(await library.task(one.id)).status for one in (poison, *tasks)} == {DONE}


async def test_what_runs_when_something_has_to_run_alone_may_finish_first(desk, handler, library):
    hold = Hold()
    handler.script = [hold.step]
    first = await desk.add("first")
    engine = desk.engine()
    await engine.start()
    await asyncio.wait_for(hold.entered.wait(), 10)
    poison = await poisoned(desk)
    alone = asyncio.ensure_future(engine._run_poison())
    await settled(lambda: engine._intake.quiet)
    assert (await library.task(poison.id)).status is PENDING

    hold.let_go.set()
    await asyncio.wait_for(alone, 10)

    assert handler.runs == [(first.id,), (poison.id,)]
    await engine.aclose()


async def test_what_has_to_run_alone_waits_in_a_paused_lane(desk, engine, handler, library):
    poison = await poisoned(desk)
    await pause(library, paused=True)

    await worked(engine)
    await engine._run_poison()

    assert handler.runs == []
    assert (await library.task(poison.id)).status is PENDING


async def test_upkeep_that_fails_is_done_another_time(desk, engine, library, monkeypatch, caplog):
    monkeypatch.setattr(engine_module, "RENEWAL_SECONDS", 0.001)
    turns = []

    async def chore():
        turns.append(1)
        if len(turns) == 1:
            raise UserFixableError("The disk is full.")

    engine._spawn(engine._regularly(chore), "chore")
    await settled(lambda: len(turns) > 1)

    assert "The upkeep of the queue waits: The disk is full." in caplog.text


async def test_a_task_cancelled_while_its_end_is_written_is_completed(
    desk, engine, handler, library
):
    entered, go_on = threading.Event(), threading.Event()

    def effect(repos):
        entered.set()
        go_on.wait(10)
        return keeping("a")(repos)

    handler.script = [effect]
    task, following = await desk.add("a"), await desk.add("b")
    await engine.start()
    await asyncio.to_thread(entered.wait, 10)
    cancelling = asyncio.ensure_future(engine.cancel_running(task.id))
    await asyncio.sleep(0)
    go_on.set()
    await asyncio.wait_for(cancelling, 10)
    await asyncio.wait_for(engine.drained(), 10)

    assert (await library.task(task.id)).status is DONE
    assert await desk.fact("a") == "x"
    assert (await library.task(following.id)).status is DONE


async def test_closing_while_an_end_is_written_gives_back_what_was_claimed_with_it(
    desk, handler, library
):
    entered, go_on = threading.Event(), threading.Event()

    def effect(repos):
        entered.set()
        go_on.wait(10)

    handler.script = [effect]
    task, following = await desk.add("a"), await desk.add("b")
    engine = desk.engine()
    await engine.start()
    await asyncio.to_thread(entered.wait, 10)
    closing = asyncio.ensure_future(engine.aclose())
    await asyncio.sleep(0)
    go_on.set()
    await asyncio.wait_for(closing, 10)

    assert (await library.task(task.id)).status is DONE
    back = await library.task(following.id)
    assert (back.status, back.attempt, back.deaths) == (PENDING, 0, 0)


async def test_a_failure_that_comes_after_another_took_over_is_dropped(
    desk, engine, handler, library
):
    hold = Hold()

    async def fails(tasks, journal):
        await hold.step(tasks, journal)
        raise BUSY

    handler.script = [fails]
    task = await desk.add()
    await engine.start()
    await asyncio.wait_for(hold.entered.wait(), 10)
    library.clock.forward(seconds=61)
    await library.write(lambda repos: repos.tasks.requeue_lost(boot_id="boot1", now=repos.now))
    await library.write(
        lambda repos: repos.tasks.claim(task.lane, token="other", boot_id="boot1", now=repos.now)
    )

    hold.let_go.set()
    await settled(lambda: not engine._running)

    taken = await library.task(task.id)
    assert (taken.status, taken.token, taken.error_message) == (RUNNING, "other", "")


async def test_what_ran_on_a_turn_that_was_left_is_not_parked_once_it_has_ended(
    desk, library, handler
):
    session = await library.add_session(await library.add_world())
    author, reply = await library.add_turn(session.id)
    failed, waiting = [
        await desk.add(name, session_id=session.id, anchor=reply.id) for name in "ab"
    ]

    def work(repos):
        (claimed,) = repos.tasks.claim(failed.lane, token="t", boot_id="b", now=repos.now)
        repos.tasks.finish(claimed, FAILED, now=repos.now)
        return claimed

    await library.write(work)
    await library.goto(session.id, author.id)
    await library.write(
        lambda repos: repos.tasks.move(repos.tasks.get(waiting.id), PENDING, now=repos.now)
    )

    def place(repos):
        return placed(repos, [repos.tasks.get(one.id) for one in (failed, waiting)])

    assert [one.status for one in await library.write(place)] == [FAILED, PARKED]
