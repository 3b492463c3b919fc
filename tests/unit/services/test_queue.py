"""The queue as the author sees it: what waits, runs and failed, and what can be done about it."""

import asyncio

import pytest

from loredesk.domain.errors import ModelRefusesError, UserFixableError
from loredesk.domain.events import QueuePaused, TaskMoved
from loredesk.domain.ids import SessionId, TaskId
from loredesk.domain.services import Service
from loredesk.domain.tasks import Lane, NewTask, TaskStatus, TaskType
from loredesk.services.queue import QueueService
from tests.fakes.task_desk import Hold, ScriptedHandler, TaskDesk


@pytest.fixture
async def reply(campaign):
    return await campaign.turn("I wait.", "It rains.")


@pytest.fixture
async def failed(campaign, reply):
    campaign.model.then("analyse_turn", UserFixableError("The key is wrong.", hint="Mend it."))
    return await campaign.analyse(reply)


async def test_a_failed_task_keeps_its_sentence_and_is_counted(campaign, failed):
    status = await campaign.queue.status()

    assert failed.status is TaskStatus.FAILED
    assert failed.error_message == "The key is wrong. Mend it."
    assert status.total.failed == status.by_type["ANALYZE_TURN"].failed == 1
    assert status.by_lane["analysis"].failed == 1
    assert set(status.by_type) == {one.value for one in TaskType}
    assert set(status.by_lane) == {one.value for one in Lane}


async def test_a_failed_task_runs_again_from_its_first_attempt(campaign, failed):
    await campaign.queue.retry(failed.id)
    campaign.model.then("analyse_turn", {"updates": [], "creations": []})
    waiting = await campaign.library.task(failed.id)
    assert (waiting.status, waiting.attempt) == (TaskStatus.PENDING, 0)

    await campaign.work()

    assert await campaign.status_of(failed) == [TaskStatus.COMPLETED]


async def test_all_failed_tasks_run_again_together(campaign, failed):
    assert await campaign.queue.retry_failed() == 1
    assert await campaign.queue.retry_failed() == 0
    assert await campaign.status_of(failed) == [TaskStatus.PENDING]


async def test_all_failed_tasks_can_be_given_up_and_taken_up_again(campaign, failed):
    assert await campaign.queue.cancel_failed() == 1
    assert await campaign.queue.cancel_failed() == 0
    assert await campaign.status_of(failed) == [TaskStatus.CANCELLED]
    assert (await campaign.queue.status()).total.failed == 0

    await campaign.queue.retry(failed.id)

    assert await campaign.status_of(failed) == [TaskStatus.PENDING]


async def test_retrying_what_did_not_fail_is_refused(campaign, reply):
    task = await campaign.queue.analyse(campaign.session.id)

    with pytest.raises(UserFixableError, match="is pending") as refused:
        await campaign.queue.retry(task.id)

    assert "Only failed and cancelled" in refused.value.hint


async def test_a_waiting_task_can_be_cancelled_and_taken_back(campaign, reply):
    task = await campaign.queue.analyse(campaign.session.id)

    await campaign.queue.cancel(task.id)
    assert await campaign.status_of(task) == [TaskStatus.CANCELLED]
    await campaign.work()
    assert campaign.model.requests == []
    await campaign.queue.retry(task.id)

    assert await campaign.status_of(task) == [TaskStatus.PENDING]


async def test_what_is_over_cannot_be_cancelled(campaign, reply):
    campaign.model.then("analyse_turn", {"updates": [], "creations": []})
    task = await campaign.analyse(reply)

    with pytest.raises(UserFixableError, match="is completed"):
        await campaign.queue.cancel(task.id)


@pytest.mark.parametrize("act", ["retry", "cancel"])
async def test_an_unknown_task_is_refused_by_name(campaign, act):
    with pytest.raises(UserFixableError, match="no task 'nobody'"):
        await getattr(campaign.queue, act)(TaskId("nobody"))


async def test_a_failed_task_of_another_line_waits_parked_until_the_line_is_shown(
    campaign, failed, reply
):
    first = (await campaign.line())[0]
    await campaign.library.goto(campaign.session.id, first.id)

    await campaign.queue.retry_failed()
    assert await campaign.status_of(failed) == [TaskStatus.PARKED]
    await campaign.library.goto(campaign.session.id, reply.id)

    assert await campaign.status_of(failed) == [TaskStatus.PENDING]


async def test_pausing_is_remembered_and_announced(campaign):
    heard = []
    campaign.library.hub.subscribe(QueuePaused, heard.append)

    await campaign.queue.pause()
    assert (await campaign.queue.status()).paused
    await campaign.queue.resume()

    assert not (await campaign.queue.status()).paused
    assert [event.paused for event in heard] == [True, False]


async def test_the_same_reading_waits_only_once(campaign, reply):
    first = await campaign.queue.analyse(campaign.session.id)
    second = await campaign.queue.analyse(campaign.session.id, 1)

    assert first.anchor == reply.id
    assert second is None


async def test_a_turn_can_be_named_and_one_there_is_not_is_refused(campaign, reply):
    await campaign.turn("I wait more.", "It snows.")

    task = await campaign.queue.analyse(campaign.session.id, 1)
    assert task.anchor == reply.id
    with pytest.raises(UserFixableError, match="no turn 3 with a reply") as refused:
        await campaign.queue.analyse(campaign.session.id, 3)

    assert refused.value.hint == "It has turns 1 to 2."


async def test_a_session_without_a_turn_has_nothing_to_read(campaign):
    with pytest.raises(UserFixableError, match="no turn 0 with a reply"):
        await campaign.queue.tick(campaign.session.id)


async def test_an_unknown_session_is_refused_by_name(campaign):
    with pytest.raises(UserFixableError, match="no session 'nowhere'"):
        await campaign.queue.tick(SessionId("nowhere"))


async def test_tasks_can_be_listed_by_type_status_and_session(campaign, failed):
    await campaign.queue.tick(campaign.session.id)
    other = await campaign.library.add_session(campaign.world)

    async def listed(**wanted):
        return [task.task_type.value for task in await campaign.queue.tasks(**wanted)]

    assert await listed() == ["SIMULATE_WORLD", "ANALYZE_TURN"]
    assert await listed(status=TaskStatus.FAILED) == ["ANALYZE_TURN"]
    assert await listed(task_type=TaskType.SIMULATE_WORLD) == ["SIMULATE_WORLD"]
    assert await listed(session_id=other.id) == []


async def test_how_long_the_oldest_has_waited_and_how_much_is_done_is_told(campaign, reply):
    campaign.model.then("analyse_turn", {"updates": [], "creations": []})
    await campaign.analyse(reply)
    await campaign.queue.tick(campaign.session.id)
    campaign.library.clock.forward(seconds=20)

    status = await campaign.queue.status()

    assert (status.oldest_pending_s, status.per_min) == (20.0, 1.0)
    campaign.library.clock.forward(minutes=2)
    assert (await campaign.queue.status()).per_min == 0.0


async def test_every_move_is_announced(campaign, reply):
    heard = []
    campaign.library.hub.subscribe(TaskMoved, heard.append)

    task = await campaign.queue.analyse(campaign.session.id)
    await campaign.queue.cancel(task.id)
    await campaign.queue.retry(task.id)

    assert [event.status for event in heard] == [
        TaskStatus.PENDING,
        TaskStatus.CANCELLED,
        TaskStatus.PENDING,
    ]


async def test_a_lane_and_a_session_are_paused_each_by_itself(campaign):
    heard = []
    campaign.library.hub.subscribe(QueuePaused, heard.append)
    await campaign.queue.pause(lane=Lane.NOTES)
    await campaign.queue.pause(session_id=campaign.session.id)

    status = await campaign.queue.status()
    assert (status.paused, status.paused_lanes) == (False, ("notes",))
    assert status.paused_sessions == (campaign.session.id,)

    await campaign.queue.resume(lane=Lane.NOTES)
    await campaign.queue.resume(session_id=campaign.session.id)

    status = await campaign.queue.status()
    assert (status.paused_lanes, status.paused_sessions) == ((), ())
    assert [(one.paused, one.lane, one.session_id) for one in heard] == [
        (True, Lane.NOTES, None),
        (True, None, campaign.session.id),
        (False, Lane.NOTES, None),
        (False, None, campaign.session.id),
    ]


@pytest.mark.parametrize(("hours", "words"), [(1.2, "an hour"), (5, "5 hours"), (72, "3 days")])
async def test_a_task_that_waits_too_long_is_an_alert_unless_the_author_paused_it(
    campaign, reply, hours, words
):
    await campaign.queue.analyse(campaign.session.id)
    campaign.library.clock.forward(hours=0.9)
    assert (await campaign.queue.status()).alerts == ()
    campaign.library.clock.forward(hours=hours - 0.9)

    (alert,) = (await campaign.queue.status()).alerts
    assert f"waiting for {words}." in alert

    await campaign.queue.pause(lane=Lane.ANALYSIS)
    assert (await campaign.queue.status()).alerts == ()
    await campaign.queue.resume(lane=Lane.ANALYSIS)
    await campaign.queue.pause()
    assert (await campaign.queue.status()).alerts == ()


async def test_many_failures_within_an_hour_are_an_alert(campaign):
    async def end(number, status):
        def work(repos):
            task = repos.tasks.add(
                TaskId(f"t{status}{number}"), NewTask(task_type=TaskType.UPDATE_NOTE), now=repos.now
            )
            (claimed,) = repos.tasks.claim(task.lane, token="t", boot_id="b", now=repos.now)
            repos.tasks.finish(claimed, status, now=repos.now)

        await campaign.library.write(work)

    for number in range(4):
        await end(number, TaskStatus.FAILED)
    assert (await campaign.queue.status()).alerts == ()
    await end(4, TaskStatus.FAILED)
    (alert,) = (await campaign.queue.status()).alerts
    assert "5 of the last 5 tasks have failed" in alert

    for number in range(20):
        await end(number, TaskStatus.COMPLETED)
    assert (await campaign.queue.status()).alerts == ()

    campaign.library.clock.forward(hours=2)
    assert (await campaign.queue.status()).alerts == ()


class TestBesideAnEngine:
    @pytest.fixture
    def handler(self):
        return ScriptedHandler()

    @pytest.fixture
    async def engine(self, campaign, handler):
        """Return an engine that has not been started, and cannot work without a model."""
        engine = TaskDesk(campaign.library, handler).engine(service=Service.MAINTENANCE)
        yield engine
        await engine.aclose()

    @pytest.fixture
    def queue(self, campaign, engine):
        library = campaign.library
        return QueueService(store=library.store, engine=engine, new_id=library.new_id)

    async def test_work_goes_on_until_the_queue_is_empty(self, campaign, queue, engine, reply):
        tasks = [await queue.analyse(campaign.session.id), await queue.tick(campaign.session.id)]
        await engine.start()

        await asyncio.wait_for(queue.run(), 10)

        assert await campaign.status_of(*tasks) == [TaskStatus.COMPLETED] * 2

    async def test_without_one_nothing_is_worked_on(self, campaign, reply):
        task = await campaign.queue.analyse(campaign.session.id)

        await asyncio.wait_for(campaign.queue.run(), 10)

        assert await campaign.status_of(task) == [TaskStatus.PENDING]

    async def test_a_task_that_runs_is_stopped_and_one_that_waits_never_begins(
        self, campaign, queue, engine, handler, reply
    ):
        hold = Hold()
        handler.script = [hold.step]
        runs = await queue.analyse(campaign.session.id)
        await engine.start()
        await asyncio.wait_for(hold.entered.wait(), 10)
        await queue.pause()
        waits = await queue.tick(campaign.session.id)

        for task in (runs, waits):
            await asyncio.wait_for(queue.cancel(task.id), 10)
        await queue.resume()
        await asyncio.wait_for(queue.run(), 10)

        assert await campaign.status_of(runs, waits) == [TaskStatus.CANCELLED] * 2
        assert handler.runs == [(runs.id,)]

    async def test_the_models_that_are_waited_for_are_told(
        self, campaign, queue, engine, handler, reply
    ):
        assert (await queue.status()).waiting_for_models == ()
        handler.script = [ModelRefusesError("The key was refused.", hint="Check it.")]
        await queue.analyse(campaign.session.id)
        await engine.start()
        await asyncio.wait_for(queue.run(), 10)

        status = await queue.status()

        assert status.waiting_for_models == (
            "Waiting for the maintenance model: The key was refused. Check it.",
        )
        assert status.total.pending == 1
        assert (await campaign.queue.status()).waiting_for_models == ()
