"""What is summed up when: chapters as they end, and a long story one chapter after the other."""

from loredesk.domain.errors import AnswerError, ModelAwayError
from loredesk.domain.ids import TaskId
from loredesk.domain.tasks import Lane, NewTask, TaskStatus, TaskType
from loredesk.services.summaries.due import MOST_FAILED, queue_due

PENDING, COMPLETED, FAILED = TaskStatus.PENDING, TaskStatus.COMPLETED, TaskStatus.FAILED


async def test_a_reply_that_ends_a_chapter_queues_its_summary_and_no_other_does(campaign, telling):
    await telling.play(1, work=False)
    assert await telling.tasks() == []

    await telling.play(1, work=False)
    (task,) = await telling.tasks(PENDING)
    assert task.lane is Lane.SUMMARIES
    assert task.priority < 0
    assert task.anchor == (await campaign.line())[-1].id
    assert task.task_data["chapter"] == 1

    await telling.play(1, work=False)
    assert await telling.tasks() == [task]


async def test_the_story_is_told_up_to_each_chapter_once_that_is_written(telling):
    await telling.play(2)
    assert await telling.standing() == ([(1, 2)], (1, 2))

    await telling.play(3)
    assert await telling.standing() == ([(1, 2), (3, 4)], (1, 4))


async def test_another_take_of_the_last_reply_ends_the_chapter_on_its_own_line(campaign, telling):
    await telling.play(2)
    head = (await campaign.line())[-1]

    campaign.model.then("reply", "Another end.")
    async for _ in campaign.generation.regenerate(campaign.session.id, head.id):
        pass
    await campaign.work()

    assert await telling.standing() == ([(1, 2)], (1, 2))
    assert len(await campaign.summaries.versions(campaign.session.id)) == 4
    found = await campaign.library.read(lambda repos: repos.summaries.in_force(campaign.session.id))
    assert "Another end." in found.chapters[0].text
    await campaign.library.goto(campaign.session.id, head.id)
    again = await campaign.library.read(lambda repos: repos.summaries.in_force(campaign.session.id))
    assert "Another end." not in again.chapters[0].text


async def test_what_goes_on_behind_the_end_of_a_chapter_is_told_in_the_next_one(campaign, telling):
    await telling.play(2)
    campaign.model.then("reply", "And on it goes.")
    async for _ in campaign.generation.continue_story(campaign.session.id):
        pass
    await telling.play(2)

    assert await telling.standing() == ([(1, 2), (2, 4)], (1, 4))
    request = campaign.model.asked("summarise_chapter")[-1]
    assert request.inputs.messages[0].text == "And on it goes."


async def test_a_story_without_summaries_is_caught_up_with_chapter_by_chapter(campaign, telling):
    await telling.add(9)
    assert await telling.tasks() == []

    first = await campaign.summaries.catch_up(campaign.session.id)
    assert await telling.tasks(PENDING) == [first]
    assert await campaign.summaries.catch_up(campaign.session.id) is None
    for _ in range(2):
        await campaign.step(Lane.SUMMARIES)
    (second,) = await telling.tasks(PENDING)
    assert (first.task_data["chapter"], second.task_data["chapter"]) == (1, 2)

    await campaign.work()
    assert await telling.standing() == ([(1, 2), (3, 4), (5, 6), (7, 8)], (1, 8))
    assert await campaign.summaries.catch_up(campaign.session.id) is None


async def test_catching_up_tells_the_story_up_to_each_chapter(campaign, telling):
    await telling.add(6)
    line = await campaign.line()

    await campaign.summaries.catch_up(campaign.session.id)
    await campaign.work()

    lanes = [one.task_data["level"] for one in await telling.tasks()]
    assert lanes == ["chapter", "story"] * 3
    assert await telling.standing(line[7].id) == ([(1, 2), (3, 4)], (1, 4))


async def test_playing_on_begins_to_catch_up_as_well(telling):
    await telling.add(4)

    await telling.play(1)

    assert await telling.standing() == ([(1, 2), (3, 4)], (1, 4))


async def test_beside_the_owner_of_the_home_nothing_is_queued(campaign, telling):
    await telling.add(4)
    beside = type(campaign.summaries)(
        store=campaign.library.store, new_id=campaign.library.new_id, may_write=False
    )

    assert await beside.catch_up(campaign.session.id) is None
    assert await telling.tasks() == []


async def test_catching_up_leaves_the_other_lanes_their_turn(campaign, telling):
    await telling.add(6)
    await campaign.summaries.catch_up(campaign.session.id)
    await campaign.queue.analyse(campaign.session.id)

    (task,) = await campaign.step(Lane.ANALYSIS)

    assert task.status is COMPLETED
    assert len(await telling.tasks()) == 1


async def test_a_branch_shares_the_chapters_before_it_and_gets_its_own_behind(campaign, telling):
    await telling.play(4)
    line = await campaign.line()

    await campaign.stories.branch(campaign.session.id, line[5].id)
    assert await telling.standing() == ([(1, 2)], (1, 2))
    await telling.play(1, word="Elsewhere")
    assert await telling.standing() == ([(1, 2), (3, 4)], (1, 4))

    await campaign.stories.goto(campaign.session.id, line[-1].id)
    assert await telling.standing() == ([(1, 2), (3, 4)], (1, 4))
    assert len(await campaign.summaries.versions(campaign.session.id)) == 6


async def test_an_edit_and_a_deletion_make_another_line_and_the_way_back_brings_all_back(
    campaign, telling
):
    await telling.play(4)
    line = await campaign.line()

    await campaign.stories.edit(campaign.session.id, line[1].id, "Said otherwise.")
    assert await telling.standing() == ([], None)
    await campaign.stories.goto(campaign.session.id, line[-1].id)
    assert await telling.standing() == ([(1, 2), (3, 4)], (1, 4))

    await campaign.stories.delete(campaign.session.id, line[6].id)
    assert await telling.standing() == ([(1, 2)], (1, 2))
    await campaign.stories.restore(campaign.session.id, line[6].id)
    assert await telling.standing() == ([(1, 2), (3, 4)], (1, 4))


async def test_a_summary_that_is_late_is_kept_for_its_own_line(campaign, telling):
    await telling.play(2, work=False)
    line = await campaign.line()
    claimed = await campaign.library.write(
        lambda repos: repos.tasks.claim(
            Lane.SUMMARIES, token="t", boot_id="boot", now=repos.now, batch=1
        )
    )
    await campaign.library.goto(campaign.session.id, line[1].id)

    assert (await campaign.attempts.run(claimed)).error is None

    assert await telling.standing() == ([], None)
    assert await telling.standing(line[-1].id) == ([(1, 2)], None)
    await campaign.library.goto(campaign.session.id, line[-1].id)
    assert await telling.standing() == ([(1, 2)], None)


async def test_what_waits_for_a_line_that_was_left_goes_on_with_it(campaign, telling):
    await telling.play(2, work=False)
    line = await campaign.line()

    await campaign.library.goto(campaign.session.id, line[1].id)
    (task,) = await telling.tasks()
    assert task.status is TaskStatus.PARKED
    await campaign.work()
    assert await telling.standing(line[-1].id) == ([], None)

    await campaign.library.goto(campaign.session.id, line[-1].id)
    await campaign.work()
    assert await telling.standing() == ([(1, 2)], (1, 2))


async def test_a_chapter_that_failed_is_not_asked_for_again_by_itself_and_the_next_one_is(
    campaign, telling
):
    refused = AnswerError("The model refused.", fault="refused")
    campaign.model.then("summarise_chapter", refused, refused)
    await telling.play(4)
    await telling.play(1)

    (failed,) = await telling.tasks(FAILED)
    assert failed.error_message == "The model refused."
    assert await telling.standing() == ([(3, 4)], None)

    await campaign.queue.retry(failed.id)
    await campaign.work()
    assert await telling.standing() == ([(1, 2), (3, 4)], (1, 4))


async def test_where_chapter_after_chapter_fails_no_other_is_tried(campaign, telling):
    campaign.model.always("summarise_chapter", AnswerError("No.", fault="refused"))
    for _ in range(2 * (MOST_FAILED + 2)):
        await telling.play(1)

    assert len(await telling.tasks(FAILED)) == MOST_FAILED


async def test_a_chapter_the_author_cancelled_is_left_out_and_the_rest_goes_on(campaign, telling):
    await telling.play(2, work=False)
    (task,) = await telling.tasks()
    await campaign.queue.cancel(task.id)

    await telling.play(2)

    assert await telling.standing() == ([(3, 4)], None)


async def test_while_a_model_is_away_a_chapter_waits_and_loses_no_attempt(campaign, telling):
    campaign.model.then("summarise_chapter", ModelAwayError("It is away."))
    await telling.play(2, work=False)

    (task,) = await campaign.step(Lane.SUMMARIES)

    assert (task.status, task.attempt) == (PENDING, 0)


async def test_a_session_without_chapters_is_not_summed_up(campaign, telling):
    await telling.add(4)
    await campaign.summaries.catch_up(campaign.session.id)
    await campaign.summaries.set_chapters(campaign.session.id, 0)

    await telling.play(2)

    assert campaign.model.asked("summarise_chapter") == []
    assert await telling.standing() == ([], None)
    await campaign.summaries.set_chapters(campaign.session.id, 3)
    await campaign.work()
    assert await telling.standing() == ([(1, 3), (4, 6)], (1, 6))


async def test_another_length_counts_from_the_next_chapter_on(campaign, telling):
    await telling.play(2)

    await campaign.summaries.set_chapters(campaign.session.id, 3)
    await telling.play(4)

    assert await telling.standing() == ([(1, 2), (3, 5)], (1, 5))


async def test_a_session_in_the_trash_is_not_caught_up_with(campaign, telling):
    await telling.add(2)
    await campaign.trash.delete_session(campaign.session.id)

    assert await campaign.summaries.catch_up(campaign.session.id) is None


async def test_other_work_that_waits_does_not_keep_a_chapter_from_being_queued(campaign, telling):
    await telling.add(2)
    await campaign.library.write(
        lambda repos: repos.tasks.add(
            TaskId("x"),
            NewTask(task_type=TaskType.EMBED_DOCUMENT, session_id=campaign.session.id),
            now=repos.now,
        )
    )

    task = await campaign.library.write(
        lambda repos: queue_due(repos, campaign.library.new_id, campaign.session.id)
    )

    assert task is not None
