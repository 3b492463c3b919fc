from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.events import LoreChanged, QueuePaused, TaskMoved
from loredesk.domain.glances import QueueStatus, TaskCounts
from loredesk.domain.hub import Hub
from loredesk.domain.listings import EntryView
from loredesk.domain.lore import LoreEntry
from loredesk.domain.tasks import LANE_OF, Lane, Task, TaskStatus, TaskType
from loredesk.ui.queue.presenter import QueuePresenter
from loredesk.ui.queue.words import DOES, EXPLAINS, STANDS
from tests.ui.settled import settled

NOW = datetime(2026, 3, 3, 21, 14, 7, tzinfo=UTC)
REFUSED = "OpenAI refused the key. Check the key in Settings."


def task(number, task_type=TaskType.UPDATE_NOTE, status=TaskStatus.PENDING, **values):
    values = {"task_data": {"entry_id": "e1", "event": {"turn": 4, "summary": "x"}}} | values
    return Task(
        id=f"t{number}",
        task_type=task_type,
        lane=LANE_OF[task_type],
        status=status,
        created_at=NOW - timedelta(minutes=1),
        **values,
    )


class Screen:
    def __init__(self):
        self.states = []

    @property
    def state(self):
        return self.states[-1]

    @property
    def listed(self):
        return [line.id for line in self.state.lines]

    def show_state(self, state):
        self.states.append(state)


class Shop:
    """A queue and the library its tasks are about."""

    def __init__(self, hub, *tasks):
        self.hub = hub
        self.known = {one.id: one for one in tasks}
        self.paused = False
        self.lanes, self.sessions = frozenset(), frozenset()
        self.readings = 0
        self.looked_up = []
        self.titles = {"e1": "Mara Venn"}
        self.error = None

    async def status(self):
        self.readings += 1
        counts = {}
        for one in self.known.values():
            counts[one.status.value] = counts.get(one.status.value, 0) + 1
        return QueueStatus(
            total=TaskCounts(**counts),
            per_min=12.0,
            paused=self.paused,
            paused_lanes=tuple(self.lanes),
            paused_sessions=tuple(self.sessions),
        )

    async def tasks(self, *, task_type=None, status=None, session_id=None, limit=500):
        found = [
            one
            for one in self.known.values()
            if task_type in {None, one.task_type} and status in {None, one.status}
        ]
        return tuple(found[:limit])

    async def retry(self, task_id):
        if self.error:
            raise self.error
        self.move(task_id, TaskStatus.PENDING)

    async def cancel(self, task_id):
        self.move(task_id, TaskStatus.CANCELLED)

    async def retry_failed(self):
        failed = [one.id for one in self.known.values() if one.status is TaskStatus.FAILED]
        for task_id in failed:
            self.move(task_id, TaskStatus.PENDING)
        return len(failed)

    async def cancel_failed(self):
        failed = [one.id for one in self.known.values() if one.status is TaskStatus.FAILED]
        for task_id in failed:
            self.move(task_id, TaskStatus.CANCELLED)
        return len(failed)

    async def pause(self, *, lane=None, session_id=None):
        self._rests(lane, session_id, rests=True)
        self.hub.publish(QueuePaused(paused=True))

    async def resume(self, *, lane=None, session_id=None):
        self._rests(lane, session_id, rests=False)
        self.hub.publish(QueuePaused(paused=False))

    def _rests(self, lane, session_id, *, rests):
        if lane is not None:
            self.lanes = self.lanes | {lane} if rests else self.lanes - {lane}
        elif session_id is not None:
            self.sessions = self.sessions | {session_id} if rests else self.sessions - {session_id}
        else:
            self.paused = rests

    async def entry(self, entry_id, session_id):
        self.looked_up.append(entry_id)
        if entry_id not in self.titles:
            raise UserFixableError("There is no such entry.")
        entry = LoreEntry(id=entry_id, world_id="w", handle="c1", title=self.titles[entry_id])
        return EntryView(entry=entry, note=None, revisions=(), links=(), composite="")

    def move(self, task_id, status):
        moved = replace(self.known[task_id], status=status)
        self.known[task_id] = moved
        self.hub.publish(TaskMoved(task_id=task_id, task_type=moved.task_type, status=moved.status))


@pytest.fixture
def shop():
    return Shop(
        Hub(),
        task(1, status=TaskStatus.PROCESSING, attempt=1, started_at=NOW),
        task(2, TaskType.CREATE_ENTITY, task_data={"name": "Wick", "event": {"turn": 4}}),
        task(3, status=TaskStatus.FAILED, attempt=4, error_message=REFUSED),
        task(4, status=TaskStatus.FAILED, attempt=4, error_message=REFUSED),
        task(5, TaskType.ANALYZE_TURN, TaskStatus.FAILED, error_message="Other.", task_data={}),
    )


@pytest.fixture
def screen():
    return Screen()


@pytest.fixture
async def queue(screen, shop):
    presenter = QueuePresenter(
        view=screen,
        queue=shop,
        library=shop,
        hub=shop.hub,
        now=lambda: NOW,
        refresh_pause=0,
    )
    presenter.refresh()
    await settled()
    yield presenter
    await presenter.aclose()


def about(screen, task_id):
    return next(line.about for line in screen.state.lines if line.id == task_id)


async def test_tasks_are_named_by_what_they_are_about(queue, screen):
    assert about(screen, "t1") == "Mara Venn \u00b7 turn 4"
    assert about(screen, "t2") == "Wick \u00b7 turn 4"
    assert about(screen, "t5") == ""


async def test_a_title_is_asked_for_once_and_again_after_a_change(queue, screen, shop):
    queue.refresh()
    await settled()
    assert shop.looked_up == ["e1"]

    shop.titles["e1"] = "Mara of the Lock"
    shop.hub.publish(LoreChanged(entry_id="e1", world_id="w"))
    queue.refresh()
    await settled()

    assert about(screen, "t1") == "Mara of the Lock \u00b7 turn 4"


async def test_an_entry_that_is_gone_leaves_the_event_to_speak(queue, screen, shop):
    shop.known["t6"] = task(6, task_data={"entry_id": "gone", "event": {"summary": "She left."}})
    queue.refresh()
    await settled()

    assert about(screen, "t6") == "She left."
    assert screen.state.notice is None


async def test_failures_are_gathered_by_their_reason(queue, screen):
    assert [(one.sentence, one.tasks) for one in screen.state.reasons] == [
        (REFUSED, 2),
        ("Other.", 1),
    ]


async def test_filters_narrow_the_list_but_not_the_counts(queue, screen):
    queue.only_status(TaskStatus.FAILED)
    queue.only_type(TaskType.ANALYZE_TURN)
    await settled()

    assert screen.listed == ["t5"]
    assert screen.state.status.total.failed == 3


async def test_a_failed_task_can_be_tried_again(queue, screen, shop):
    queue.choose("t3")
    assert screen.state.can_retry
    queue.retry()
    await settled()

    assert shop.known["t3"].status is TaskStatus.PENDING
    assert not screen.state.can_retry
    assert screen.state.can_cancel


async def test_all_failures_are_tried_again_and_counted(queue, screen, shop):
    queue.retry_all()
    await settled()

    assert screen.state.notice.sentence == "3 tasks are tried again."
    assert screen.state.status.total.failed == 0


async def test_all_failed_tasks_can_be_given_up_together(queue, screen, shop):
    queue.cancel_all()
    await settled()

    assert screen.state.notice.sentence == "3 failed tasks are given up."
    assert screen.state.status.total.failed == 0


async def test_a_finished_task_can_neither_be_retried_nor_cancelled(queue, screen, shop):
    shop.move("t1", TaskStatus.COMPLETED)
    await settled()
    queue.choose("t1")
    queue.cancel()
    queue.retry()
    await settled()

    assert shop.known["t1"].status is TaskStatus.COMPLETED


async def test_pausing_and_going_on(queue, screen):
    queue.toggle_pause()
    await settled()
    assert screen.state.status.paused
    assert screen.state.summary == "Paused \u00b7 2 waiting"

    queue.toggle_pause()
    await settled()
    assert screen.state.summary == "2 to do \u00b7 12 a minute"


async def test_a_refused_wish_is_told_in_place(queue, screen, shop):
    shop.error = UserFixableError("The task is gone.", hint="Look again.")
    queue.choose("t3")
    queue.retry()
    await settled()

    assert screen.state.notice.sentence == "The task is gone."


async def test_a_storm_of_moves_becomes_few_readings(queue, shop):
    before = shop.readings

    for _ in range(500):
        shop.move("t1", TaskStatus.PROCESSING)
    await settled()

    assert shop.readings <= before + 2


def test_every_type_and_status_has_its_words():
    assert set(DOES) == set(TaskType)
    assert set(STANDS) == set(EXPLAINS) == set(TaskStatus)


async def test_one_kind_of_work_rests_and_goes_on(queue, screen):
    queue.toggle_lane(Lane.NOTES)
    await settled()
    resting = screen.state.status.paused_lanes
    queue.toggle_lane(Lane.NOTES)
    await settled()

    assert resting == (Lane.NOTES,)
    assert screen.state.status.paused_lanes == ()
    assert not screen.state.status.paused


async def test_the_work_of_the_session_on_screen_rests_by_itself(queue, screen):
    queue.toggle_session()
    queue.enter("s")
    queue.toggle_session()
    await settled()
    rests = screen.state.session_rests
    queue.enter("other")

    assert rests
    assert not screen.state.session_rests
