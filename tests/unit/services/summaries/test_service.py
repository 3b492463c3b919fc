"""What the author does with summaries: reads, edits, hides, puts back, and asks for them again."""

import pytest

from loredesk.domain.errors import AnswerError, UserFixableError
from loredesk.domain.ids import SessionId, SummaryId
from loredesk.domain.tasks import TaskStatus

PENDING, FAILED = TaskStatus.PENDING, TaskStatus.FAILED


@pytest.fixture
async def told(campaign, telling):
    """Return (the story, the first chapter, the second) as they stand after four turns."""
    await telling.play(4)
    return await standing(campaign)


async def standing(campaign):
    found = await campaign.library.read(lambda repos: repos.summaries.standing(campaign.session.id))
    return found.story, *found.chapters


async def test_an_edit_stands_and_what_was_not_touched_keeps_its_turns(campaign, told):
    _, first, _ = told

    await campaign.summaries.edit(first.id, f"  {first.sentences[0].text}\n\nI was there.\n")

    _, now, _ = await standing(campaign)
    assert (now.by, now.text) == ("author", f"{first.sentences[0].text}\n\nI was there.")
    assert [(one.text, one.turns) for one in now.sentences] == [
        (first.sentences[0].text, (1,)),
        ("I was there.", ()),
    ]
    assert now.stretch == first.stretch


async def test_an_edit_of_a_chapter_has_the_story_told_anew_from_there(campaign, told):
    story, first, _ = told

    await campaign.summaries.edit(first.id, "By hand.")
    assert (await standing(campaign))[0] is None
    await campaign.work()

    now, *_ = await standing(campaign)
    assert now.stretch == story.stretch
    assert now.sentences[0].text == "By hand."


async def test_an_edited_chapter_is_not_written_again_unless_asked(campaign, telling, told):
    _, _, second = told
    edited = await campaign.summaries.edit(second.id, "By hand.")

    await telling.play(2)
    assert (await standing(campaign))[2] == edited

    await campaign.summaries.ask(campaign.session.id, chapter=2, again=True)
    await campaign.work()
    now = (await standing(campaign))[2]
    assert (now.by, now.text) == ("model", second.text)
    versions = await campaign.summaries.versions(campaign.session.id)
    assert edited in versions


async def test_an_edit_that_says_the_same_or_nothing_is_none(campaign, told):
    _, first, _ = told

    assert await campaign.summaries.edit(first.id, f" {first.text} ") == first
    with pytest.raises(UserFixableError, match="cannot be empty"):
        await campaign.summaries.edit(first.id, " \n")


async def test_an_edit_of_what_was_written_anew_meanwhile_is_refused(campaign, told):
    _, first, _ = told
    await campaign.summaries.edit(first.id, "By hand.")

    with pytest.raises(UserFixableError, match="written anew meanwhile"):
        await campaign.summaries.edit(first.id, "By another hand.")


async def test_what_is_hidden_is_told_again_when_it_is_shown(campaign, told):
    before, first, _ = told

    hidden = await campaign.summaries.hide(first.id, hidden=True)
    assert await campaign.summaries.hide(first.id, hidden=True) == hidden
    assert (await standing(campaign))[0] is None
    await campaign.summaries.hide(first.id, hidden=False)

    # The chapters say what they said, and so does the story: nothing has to be told anew.
    story, now, _ = await standing(campaign)
    assert (now.text, now.hidden) == (first.text, False)
    assert story == before
    asked = len(campaign.model.asked("summarise_story"))
    await campaign.work()
    assert len(campaign.model.asked("summarise_story")) == asked


async def test_earlier_words_can_be_put_back(campaign, told):
    _, first, _ = told
    await campaign.summaries.edit(first.id, "By hand.")

    await campaign.summaries.put_back(first.id)

    _, now, _ = await standing(campaign)
    assert (now.text, now.sentences, now.by) == (first.text, first.sentences, "model")
    part = (await campaign.summaries.story_so_far(campaign.session.id)).chapters[0]
    assert part.earlier.text == "By hand."


async def test_a_story_that_was_put_back_stands_though_it_was_made_of_other_words(campaign, told):
    story, first, _ = told
    await campaign.summaries.edit(first.id, "By hand.")
    await campaign.work()

    await campaign.summaries.put_back(story.id)

    assert (await standing(campaign))[0].text == story.text


async def test_what_was_put_back_stays_hidden_where_it_was(campaign, told):
    _, first, _ = told
    edited = await campaign.summaries.edit(first.id, "By hand.")
    await campaign.summaries.hide(edited.id, hidden=True)

    assert (await campaign.summaries.put_back(first.id)).hidden


async def test_the_author_sees_chapters_with_what_is_done_about_them(campaign, telling):
    await telling.play(4)
    await telling.play(2, work=False)

    found = await telling.parts()

    assert found.story.summary is not None
    assert [(one.stretch.chapter, one.status) for one in found.chapters] == [
        (1, None),
        (2, None),
        (3, PENDING),
    ]
    assert [one.key for one in found.parts][1:] == [one.key for one in found.chapters]
    assert found.chapters[2].is_under_way
    assert found.chapters[2].summary is None
    assert (found.chapter_turns, found.turns, found.to_come) == (2, 6, 0)


async def test_chapters_that_nobody_has_queued_are_counted(campaign, telling):
    await telling.add(7)

    found = await telling.parts()

    assert (found.parts, found.to_come) == ((), 3)
    await campaign.summaries.set_chapters(campaign.session.id, 0)
    assert (await telling.parts()).to_come == 0


async def test_the_story_shows_that_it_is_being_told_further(campaign, telling):
    await telling.play(2)
    story = (await telling.parts()).story
    assert (story.status, story.stretch.last_turn) == (None, 2)

    await campaign.summaries.ask(campaign.session.id, again=True)

    again = (await telling.parts()).story
    assert (again.status, again.summary) == (PENDING, story.summary)


async def test_a_chapter_that_failed_says_why_until_it_is_written(campaign, telling):
    refused = AnswerError("The model refused.", fault="refused")
    campaign.model.then("summarise_chapter", refused, refused)
    await telling.play(2)
    (part,) = (await telling.parts()).chapters
    assert (part.status, part.problem) == (FAILED, "The model refused.")

    task = await campaign.summaries.ask(campaign.session.id, chapter=1)
    assert (task.id, task.status) == (part.task_id, PENDING)
    await campaign.work()

    (part,) = (await telling.parts()).chapters
    assert (part.status, part.problem) == (None, "")


async def test_a_rewriting_that_failed_is_forgotten_once_another_succeeds(campaign, telling):
    await telling.play(2)
    refused = AnswerError("The model refused.", fault="refused")
    campaign.model.then("summarise_chapter", refused, refused)
    await campaign.summaries.ask(campaign.session.id, chapter=1, again=True)
    await campaign.work()
    assert (await telling.parts()).chapters[0].problem == "The model refused."

    campaign.library.clock.forward(seconds=1)
    await campaign.summaries.ask(campaign.session.id, chapter=1, again=True)
    await campaign.work()

    assert (await telling.parts()).chapters[0].problem == ""


async def test_everything_that_was_given_up_is_tried_again_when_asked_for(campaign, telling):
    refused = AnswerError("The model refused.", fault="refused")
    campaign.model.then("summarise_chapter", *[refused] * 4)
    for _ in range(5):
        await telling.play(1)
    assert len(await telling.tasks(FAILED)) == 2

    await campaign.summaries.ask(campaign.session.id)
    await campaign.work()

    assert await telling.standing() == ([(1, 2), (3, 4)], (1, 4))


async def test_one_chapter_can_be_asked_for_before_those_before_it(campaign, telling):
    await telling.add(8)

    await campaign.summaries.ask(campaign.session.id, chapter=3)
    assert await campaign.summaries.ask(campaign.session.id, chapter=3) is None
    await campaign.work()

    assert await telling.standing() == ([(1, 2), (3, 4), (5, 6), (7, 8)], (1, 8))
    assert [one.task_data["chapter"] for one in await telling.tasks()][:2] == [3, 1]


async def test_the_story_as_a_whole_is_told_again_from_before_its_last_chapter(campaign, told):
    campaign.model.then("summarise_story", {"sentences": [{"text": "Otherwise.", "turns": [1, 3]}]})

    await campaign.summaries.ask(campaign.session.id, again=True)
    await campaign.work()

    story, *_ = await standing(campaign)
    assert (story.text, story.stretch) == ("Otherwise.", told[0].stretch)
    request = campaign.model.asked("summarise_story")[-1]
    assert [one.turns for one in request.inputs.before] == [(1,), (2,)]


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        ({"chapter": 1}, "Chapter 1 is written already."),
        ({"chapter": 3}, "The line has no chapter 3 that has ended."),
        ({"chapter": 0}, "The line has no chapter 0 that has ended."),
    ],
)
async def test_what_cannot_be_summed_up_is_refused_with_a_sentence(
    campaign, telling, ask, sentence
):
    await telling.play(5)

    with pytest.raises(UserFixableError) as refused:
        await campaign.summaries.ask(campaign.session.id, **ask)

    assert refused.value.message == sentence
    assert refused.value.hint


async def test_without_any_chapter_there_is_no_story_to_be_told_again(campaign, telling):
    with pytest.raises(UserFixableError, match="not summed up yet"):
        await campaign.summaries.ask(campaign.session.id, again=True)


async def test_a_session_that_goes_without_summaries_says_so(campaign, telling):
    await campaign.summaries.set_chapters(campaign.session.id, 0)

    with pytest.raises(UserFixableError, match="goes without summaries"):
        await campaign.summaries.ask(campaign.session.id)
    for turns in (-1, 501, 10**30):
        with pytest.raises(UserFixableError, match="cannot have"):
            await campaign.summaries.set_chapters(campaign.session.id, turns)


async def test_what_is_not_there_or_in_the_trash_is_refused(campaign, told):
    with pytest.raises(UserFixableError, match="no session"):
        await campaign.summaries.story_so_far(SessionId("x"))
    with pytest.raises(UserFixableError, match="no summary"):
        await campaign.summaries.edit(SummaryId("x"), "By hand.")
    await campaign.trash.delete_session(campaign.session.id)
    for asked in (
        campaign.summaries.story_so_far(campaign.session.id),
        campaign.summaries.versions(campaign.session.id),
        campaign.summaries.ask(campaign.session.id),
        campaign.summaries.edit(told[1].id, "By hand."),
    ):
        with pytest.raises(UserFixableError, match="in the trash"):
            await asked
