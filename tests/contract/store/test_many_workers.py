"""What the queue promises where several stores work through it at the same moment."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from loredesk.domain.ids import TaskId
from loredesk.domain.tasks import Lane, NewTask, TaskStatus, TaskType
from loredesk.storage.store import SqlStore
from tests.fakes.library import NOON

NOTE, EMBED = TaskType.UPDATE_NOTE, TaskType.EMBED_DOCUMENT
DONE, PENDING = TaskStatus.COMPLETED, TaskStatus.PENDING
WORKERS = 8


class Crew:
    """Workers in threads of their own, each with a store of its own on the same rows."""

    def __init__(self, library):
        self.library = library

    def work(self, *works):
        """Run each of *works*, which begin together, with a store; return what they return."""
        begin = threading.Barrier(len(works))

        def one(number, work):
            async def run():
                clock = self.library.clock
                store = SqlStore(self.library.place, now=clock.now, publish=lambda _: None)
                try:
                    await store.read(lambda repos: repos.ledger.fact("a"))
                    begin.wait(30)
                    return await work(store, number)
                finally:
                    await store.aclose()

            return asyncio.run(run())

        with ThreadPoolExecutor(len(works)) as threads:
            return list(threads.map(one, range(len(works)), works))


@pytest.fixture
async def crew(library):
    return Crew(library)


async def together(crew, *works):
    return await asyncio.to_thread(crew.work, *works)


def note(entity="", **values):
    return NewTask(task_type=NOTE, entity_key=entity, **values)


async def claim(store, token, *, lane=Lane.NOTES, batch=1, boot="boot"):
    return await store.write(
        lambda repos: repos.tasks.claim(lane, token=token, boot_id=boot, now=repos.now, batch=batch)
    )


async def finish(store, task, status=DONE, **values):
    return await store.write(
        lambda repos: repos.tasks.finish(task, status, now=repos.now, **values)
    )


async def listed(library):
    return await library.read(lambda repos: repos.queue.listed(limit=10_000))


async def test_eight_that_queue_the_same_thing_a_thousand_times_queue_it_once(crew, library):
    async def queue(store, number):
        def add(index):
            return lambda repos: repos.tasks.add(
                TaskId(f"{number}-{index}"), note(dedupe_key="same"), now=repos.now
            )

        return await asyncio.gather(*(store.write(add(index)) for index in range(1000)))

    answers = await together(crew, *[queue] * WORKERS)

    added = [task for tasks in answers for task in tasks if task is not None]
    assert [task.id for task in await listed(library)] == [task.id for task in added]
    assert len(added) == 1


@pytest.mark.parametrize("batch", [1, 3])
async def test_no_task_is_handed_to_two_and_none_is_forgotten(crew, library, batch):
    tasks = [await library.add_task(note(f"e{number % 30}")) for number in range(150)]
    handed = []

    async def work(store, number):
        turn, idle = 0, 0
        while idle < 40:
            turn += 1
            claimed = await claim(store, f"{number}:{turn}", batch=batch)
            handed.extend(one.id for one in claimed)
            for one in claimed:
                assert await finish(store, one)
            idle = 0 if claimed else idle + 1

    await together(crew, *[work] * 4)

    assert sorted(handed) == sorted(task.id for task in tasks)
    assert {(task.status, task.attempt) for task in await listed(library)} == {(DONE, 1)}


async def test_an_entity_is_worked_on_by_one_at_a_time_and_in_order(crew, library):
    tasks = [await library.add_task(note(f"e{number % 3}")) for number in range(90)]
    running, order, broken = set(), {}, []
    watch = threading.Lock()

    async def work(store, number):
        turn, idle = 0, 0
        while idle < 60:
            turn += 1
            claimed = await claim(store, f"{number}:{turn}")
            idle = 0 if claimed else idle + 1
            for one in claimed:
                with watch:
                    if one.entity_key in running:
                        broken.append(one.id)
                    running.add(one.entity_key)
                    order.setdefault(one.entity_key, []).append(one.id)
                await asyncio.sleep(0)
                with watch:
                    running.discard(one.entity_key)
                await finish(store, one)

    await together(crew, *[work] * 4)

    assert broken == []
    for number in range(3):
        assert order[f"e{number}"] == [task.id for task in tasks[number::3]]


async def test_while_tasks_are_queued_out_of_order_an_entity_still_has_one_worker(crew, library):
    worked = []

    async def queue(store, number):
        for index in range(40):
            task_id = TaskId(f"{number}-{index:02}")
            await store.write(
                lambda repos, task_id=task_id: repos.tasks.add(task_id, note("e"), now=repos.now)
            )

    async def work(store, number):
        turn = 0
        while len(worked) < 80 and turn < 20_000:
            turn += 1
            for one in await claim(store, f"{number}:{turn}"):
                running = await store.read(
                    lambda repos: repos.queue.listed(statuses=(TaskStatus.PROCESSING,))
                )
                assert [other.id for other in running] == [one.id]
                worked.append(one.id)
                await finish(store, one)

    await together(crew, queue, queue, work, work)

    assert len(set(worked)) == 80
    for number in (0, 1):
        mine = [task_id for task_id in worked if task_id.startswith(f"{number}-")]
        assert mine == sorted(mine)


async def test_what_has_to_run_alone_has_no_company_however_many_ask(crew, library):
    tasks = [await library.add_task(note()) for _ in range(30)]
    dying = text("UPDATE maintenance_queue SET deaths = 2 WHERE id IN (:one, :other)")
    values = {"one": tasks[3].id, "other": tasks[20].id}
    await library.write(lambda repos: repos.tasks._connection.execute(dying, values).rowcount)

    async def work(store, number):
        turn, idle = 0, 0
        while idle < 60:
            turn += 1
            claimed = await claim(store, f"{number}:{turn}")
            idle = 0 if claimed else idle + 1
            for one in claimed:
                running = await store.read(
                    lambda repos: repos.queue.listed(statuses=(TaskStatus.PROCESSING,))
                )
                assert len(running) == 1 or all(other.deaths < 2 for other in running)
                await finish(store, one)

    await together(crew, *[work] * 4)

    assert {task.status for task in await listed(library)} == {DONE}


async def test_a_task_that_was_taken_over_is_ended_by_the_new_bearer_only(crew, library):
    await library.add_task(note("e"))
    (stale,) = await claim(library.store, "old", boot="old")
    library.clock.forward(seconds=61)
    await library.write(take_back)
    ended = []

    async def slow(store, _number):
        ended.append(("stale", await finish(store, stale)))

    async def quick(store, _number):
        (fresh,) = await claim(store, "new", boot="new")
        ended.append(("fresh", await finish(store, fresh)))

    await together(crew, slow, quick)

    assert sorted(ended) == [("fresh", True), ("stale", False)]


async def test_what_was_left_running_is_taken_back_once_however_many_look(crew, library):
    for number in range(20):
        await library.add_task(note(f"e{number}"))
        assert await claim(library.store, f"old:{number}", boot="old")
    library.clock.forward(seconds=61)

    async def look(store, _number):
        return await store.write(take_back)

    found = await together(crew, *[look] * 4)

    assert len({task.id for tasks in found for task in tasks}) == 20
    assert sum(map(len, found)) == 20
    assert {(task.status, task.attempt) for task in await listed(library)} == {(PENDING, 0)}


async def test_a_rescued_task_with_a_twin_that_waits_does_not_wait_beside_it(crew, library):
    first = await library.add_task(note("e", dedupe_key="same"))
    await claim(library.store, "old", boot="old")
    await library.add_task(note("e", dedupe_key="same"))
    library.clock.forward(seconds=61)

    async def look(store, _number):
        return await store.write(take_back)

    await together(crew, *[look] * 2)

    waiting = [task for task in await listed(library) if task.status is PENDING]
    assert len(waiting) == 1
    assert (await library.task(first.id)).status in {DONE, PENDING}
    (claimed,) = await claim(library.store, "new", boot="new")
    assert await finish(library.store, claimed)
    assert await claim(library.store, "newer", boot="new") == ()


async def test_content_is_written_by_one_at_a_time(crew, library):
    async def count(store, _number):
        def work(repos):
            repos.ledger.put_fact("n", str(int(repos.ledger.fact("n", "0")) + 1))

        await asyncio.gather(*(store.write(work) for _ in range(50)))

    await together(crew, *[count] * 4)

    assert await library.read(lambda repos: repos.ledger.fact("n")) == "200"


async def test_the_messages_of_a_session_are_numbered_once_whoever_writes(crew, library):
    from loredesk.domain.ids import MessageId
    from loredesk.domain.messages import Message, Role

    session = await library.add_session(await library.add_world())

    async def write(store, number):
        def add(index):
            message = Message(
                id=MessageId(f"{number}-{index}"),
                session_id=session.id,
                parent_id=None,
                seq=0,
                role=Role.AUTHOR,
                speaker="You",
                text="Here.",
                created_at=NOON,
            )
            return lambda repos: repos.messages.add(message).seq

        return await asyncio.gather(*(store.write(add(index)) for index in range(25)))

    numbers = await together(crew, *[write] * 4)

    assert sorted(seq for some in numbers for seq in some) == list(range(1, 101))


def take_back(repos):
    return repos.tasks.requeue_lost(boot_id="new", now=repos.now)
