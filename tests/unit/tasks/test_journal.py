from loredesk.domain.tasks import TaskStatus
from loredesk.tasks.journal import Journal


async def test_an_answer_is_asked_for_once_and_kept(library, desk):
    task = await desk.add()
    asked = []

    async def ask():
        asked.append(1)
        return {"text": "She owes."}

    first = await Journal(library.store, task.id).remember("hash", ask)
    again = await Journal(library.store, task.id).remember("hash", ask)

    assert first == again == {"text": "She owes."}
    assert len(asked) == 1


async def test_another_request_of_the_same_task_is_another_answer(library, desk):
    task = await desk.add()
    answers = iter(["one", "two"])

    async def ask():
        return next(answers)

    journal = Journal(library.store, task.id)

    assert [await journal.remember(name, ask) for name in ("a", "b", "a")] == ["one", "two", "one"]


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
