from dataclasses import replace

from loredesk.domain.events import TaskMoved
from loredesk.domain.tasks import NewTask, TaskStatus, TaskType
from loredesk.tasks.queueing import placed, queue_task


async def test_what_is_queued_is_announced_with_its_place(library):
    new = NewTask(task_type=TaskType.SIMULATE_WORLD)

    task = await library.write(lambda repos: queue_task(repos, library.new_id, new))

    assert task.status is TaskStatus.PENDING
    assert library.published == [
        TaskMoved(task_id=task.id, task_type=task.task_type, status=TaskStatus.PENDING)
    ]


async def test_a_twin_of_what_waits_is_not_queued_nor_announced(library):
    new = NewTask(task_type=TaskType.SIMULATE_WORLD, dedupe_key="same")
    await library.write(lambda repos: queue_task(repos, library.new_id, new))
    library.published.clear()

    assert await library.write(lambda repos: queue_task(repos, library.new_id, new)) is None
    assert library.published == []


async def test_work_for_a_turn_that_was_left_waits_until_the_author_comes_back(library):
    session = await library.add_session(await library.add_world())
    author, reply = await library.add_turn(session.id)
    await library.goto(session.id, author.id)
    new = NewTask(task_type=TaskType.UPDATE_NOTE, session_id=session.id, anchor=reply.id)

    task = await library.write(lambda repos: queue_task(repos, library.new_id, new))
    assert task.status is TaskStatus.PARKED
    assert library.published[-1].status is TaskStatus.PARKED

    await library.goto(session.id, reply.id)
    assert (await library.task(task.id)).status is TaskStatus.PENDING


async def test_work_for_a_turn_on_the_line_stays_where_it_is(library):
    session = await library.add_session(await library.add_world())
    _, reply = await library.add_turn(session.id)
    new = NewTask(task_type=TaskType.UPDATE_NOTE, session_id=session.id, anchor=reply.id)
    task = await library.add_task(new)

    assert await library.write(lambda repos: placed(repos, [task])) == (task,)


async def test_a_task_that_runs_is_not_parked_with_one_that_waits_for_the_same_turn(library):
    session = await library.add_session(await library.add_world())
    author, reply = await library.add_turn(session.id)
    new = NewTask(task_type=TaskType.UPDATE_NOTE, session_id=session.id, anchor=reply.id)
    waits = await library.add_task(new)
    runs = replace(waits, id="other", status=TaskStatus.PROCESSING)
    await library.goto(session.id, author.id)

    found = await library.write(lambda repos: placed(repos, [waits, runs]))

    assert found[1] is runs


async def test_work_of_a_session_in_the_trash_waits_for_it(library):
    session = await library.add_session(await library.add_world())
    await library.write(lambda repos: repos.trash.put_session(session.id, repos.now))

    async def queued(**values):
        new = NewTask(task_type=TaskType.SIMULATE_WORLD, **values)
        return await library.write(lambda repos: queue_task(repos, library.new_id, new))

    assert (await queued(session_id=session.id)).status is TaskStatus.PARKED
    assert (await queued()).status is TaskStatus.PENDING


async def test_the_rewrite_of_a_note_waits_for_an_entry_in_the_trash_and_its_embedding_does_not(
    library,
):
    world = await library.add_world()
    session, mara = await library.add_session(world), await library.add_entry(world, "Mara")
    wick = await library.add_entry(world, "Wick")
    await library.write(lambda repos: repos.trash.put_entry(mara.id, repos.now))

    async def queued(task_type, entry):
        data = {"entry_id": entry.id}
        new = NewTask(task_type=task_type, task_data=data, session_id=session.id)
        return await library.write(lambda repos: queue_task(repos, library.new_id, new))

    assert (await queued(TaskType.UPDATE_NOTE, mara)).status is TaskStatus.PARKED
    assert (await queued(TaskType.UPDATE_NOTE, wick)).status is TaskStatus.PENDING
    assert (await queued(TaskType.EMBED_DOCUMENT, mara)).status is TaskStatus.PENDING
