from datetime import timedelta

import pytest

from loredesk.domain.tasks import Lane, TaskStatus
from loredesk.tasks import upkeep as upkeep_module
from loredesk.tasks.upkeep import Upkeep

DONE, FAILED = TaskStatus.COMPLETED, TaskStatus.FAILED


@pytest.fixture
def upkeep(library):
    return Upkeep(store=library.store, now=library.clock.now)


async def ended(desk, status, **values):
    """Queue a task and let it end with *status*."""
    task = await desk.add("", priority=999, **values)

    def work(repos):
        (claimed,) = repos.tasks.claim(task.lane, token=task.id, boot_id="b", now=repos.now)
        repos.answers.keep(claimed.id, "hash", "answer", now=repos.now)
        repos.tasks.finish(claimed, status, now=repos.now)
        return claimed

    return await desk.library.write(work)


async def test_what_waits_gains_one_of_priority_every_ten_minutes(desk, upkeep, library):
    task = await desk.add(priority=-1)
    library.clock.forward(minutes=9)
    assert await upkeep.age() == 0

    library.clock.forward(minutes=1)
    assert await upkeep.age() == 1
    assert await upkeep.age() == 0
    assert (await library.task(task.id)).priority == 0

    library.clock.forward(minutes=35)
    assert await upkeep.age() == 1
    assert (await library.task(task.id)).priority == 3
    library.clock.forward(minutes=5)
    assert await upkeep.age() == 1
    assert (await library.task(task.id)).priority == 4


async def test_nothing_starves_behind_what_is_more_important(desk, upkeep, library):
    humble = await desk.add("humble", priority=0)
    for hours in range(1, 4):
        library.clock.forward(hours=1)
        await upkeep.age()
        await desk.add(f"important {hours}", priority=10)

    def claim_all(repos):
        claims = [
            repos.tasks.claim(Lane.NOTES, token=f"t{number}", boot_id="b", now=repos.now)
            for number in range(4)
        ]
        return [one.entity_key for (one,) in claims]

    # Ten of priority are a hundred minutes: who comes two hours later comes after it.
    order = await library.write(claim_all)
    assert order == ["important 1", humble.entity_key, "important 2", "important 3"]


async def test_what_does_not_wait_does_not_age(desk, upkeep, library):
    done = await ended(desk, DONE)
    parked = await desk.add("parked")
    await library.write(lambda repos: repos.tasks.move(parked, TaskStatus.PARKED, now=repos.now))
    library.clock.forward(hours=1)

    assert await upkeep.age() == 0
    assert [(await library.task(one.id)).priority for one in (done, parked)] == [999, 0]


async def test_many_tasks_age_in_slices(desk, upkeep, library, monkeypatch):
    monkeypatch.setattr(upkeep_module, "AGED_TOGETHER", 2)
    tasks = [await desk.add(f"e{number}") for number in range(5)]
    library.clock.forward(minutes=10)

    assert await upkeep.age() == 5
    assert {(await library.task(one.id)).priority for one in tasks} == {1}


async def test_only_what_was_completed_a_month_ago_goes_and_its_answers_with_it(
    desk, upkeep, library
):
    old, failed = await ended(desk, DONE), await ended(desk, FAILED)
    waiting = await desk.add("waiting")
    library.clock.forward(days=10)
    new = await ended(desk, DONE)
    library.clock.forward(days=20, seconds=1)

    assert await upkeep.prune() == 1

    left = await library.read(lambda repos: {one.id for one in repos.queue.listed()})
    assert left == {failed.id, waiting.id, new.id}
    assert await library.read(lambda repos: repos.answers.find(old.id, "hash")) is None
    assert await library.read(lambda repos: repos.answers.find(new.id, "hash")) == "answer"


async def test_many_tasks_go_in_slices(desk, upkeep, library, monkeypatch):
    monkeypatch.setattr(upkeep_module, "PRUNED_TOGETHER", 2)
    for _ in range(5):
        await ended(desk, DONE)
    library.clock.forward(days=31)

    assert await upkeep.prune() == 5


async def test_ageing_and_pruning_are_done_each_in_its_own_time(desk, upkeep, library):
    await upkeep.do_what_is_due()
    task = await desk.add()
    await ended(desk, DONE)
    library.clock.time += timedelta(days=40)
    await upkeep.do_what_is_due()

    aged = (await library.task(task.id)).priority
    assert aged == 40 * 24 * 6
    assert len(await library.read(lambda repos: repos.queue.listed())) == 1

    await library.write(lambda repos: repos.upkeep.age([(1, library.clock.now())], now=repos.now))
    library.clock.forward(seconds=59)
    await upkeep.do_what_is_due()
    assert (await library.task(task.id)).priority == aged
