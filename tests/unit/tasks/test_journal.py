import pytest

from loredesk.domain.tasks import TaskStatus
from loredesk.tasks.journal import Journal, SupersededError


@pytest.fixture
async def task(library, desk):
    """Return a task that runs."""
    task = await desk.add()
    (claimed,) = await library.write(
        lambda repos: repos.tasks.claim(task.lane, token="t", boot_id="boot", now=repos.now)
    )
    return claimed


async def test_an_answer_is_asked_for_once_and_kept(library, task):
    asked = []

    async def ask():
        asked.append(1)
        return {"text": "She owes."}

    first = await Journal(library.store, [task]).remember("hash", ask)
    again = await Journal(library.store, [task]).remember("hash", ask)

    assert first == again == {"text": "She owes."}
    assert len(asked) == 1


async def test_another_request_of_the_same_task_is_another_answer(library, task):
    answers = iter(["one", "two"])

    async def ask():
        return next(answers)

    journal = Journal(library.store, [task])

    assert [await journal.remember(name, ask) for name in ("a", "b", "a")] == ["one", "two", "one"]


async def test_a_worker_that_was_frozen_keeps_no_answer_to_a_task_that_was_taken_over(
    library, task
):
    async def ask():
        library.clock.forward(seconds=61)
        await library.write(lambda repos: repos.tasks.requeue_lost(boot_id="b", now=repos.now))
        return "late"

    with pytest.raises(SupersededError):
        await Journal(library.store, [task]).remember("hash", ask)

    assert await library.read(lambda repos: repos.answers.find(task.id, "hash")) is None


async def test_an_answer_is_forgotten_once_its_task_is_completed(library, desk, engine, handler):
    async def ask():
        return "She owes."

    async def step(tasks, journal):
        await journal.remember("hash", ask)
        return lambda repos: None

    handler.script = [step]
    task = await desk.add()

    await engine.start()
    await engine.drained()

    assert (await library.task(task.id)).status is TaskStatus.COMPLETED
    assert await library.read(lambda repos: repos.answers.find(task.id, "hash")) is None


async def test_a_worker_that_lost_its_task_before_asking_does_not_ask(library, task):
    asked = []

    async def ask():
        asked.append(1)

    library.clock.forward(seconds=61)
    await library.write(lambda repos: repos.tasks.requeue_lost(boot_id="b", now=repos.now))

    with pytest.raises(SupersededError):
        await Journal(library.store, [task]).remember("hash", ask)

    assert asked == []
