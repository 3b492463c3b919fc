"""Summing up: what a model is given, what is kept of its answer, and what the author's hand decides."""

from dataclasses import replace

import pytest

from loredesk.domain.errors import AnswerError, TooLongError, TransientError
from loredesk.domain.tasks import Lane, TaskStatus
from loredesk.tasks.journal import Journal

FAILED, COMPLETED = TaskStatus.FAILED, TaskStatus.COMPLETED


async def in_force(campaign):
    return await campaign.library.read(lambda repos: repos.summaries.in_force(campaign.session.id))


async def sum_up(campaign):
    """Run the next task that sums up; return it as it stands then."""
    (task,) = await campaign.step(Lane.SUMMARIES)
    return task


async def test_a_chapter_is_given_with_the_turn_of_every_message(campaign, telling):
    await telling.play(4)

    first, second = campaign.model.asked("summarise_chapter")
    assert (second.inputs.chapter, second.inputs.first_turn, second.inputs.last_turn) == (2, 3, 4)
    assert [(one.turn, one.is_author) for one in second.inputs.messages] == [
        (3, True),
        (3, False),
        (4, True),
        (4, False),
    ]
    assert first.inputs.before == ()
    assert second.inputs.before == ("Told: Turn 1 is told. Told: Turn 2 is told.",)
    assert "Underquay" in second.inputs.world


async def test_each_sentence_keeps_the_turns_it_names_and_the_rest_is_dropped(campaign, telling):
    campaign.model.then(
        "summarise_chapter",
        {
            "sentences": [
                {"text": "It rained.", "turns": [1, 9]},
                {"text": "Nobody said so.", "turns": [7]},
                {"text": "It stopped.", "turns": [2]},
            ]
        },
    )
    await telling.play(2, work=False)
    await campaign.step(Lane.ANALYSIS)

    task = await sum_up(campaign)

    (chapter,) = (await in_force(campaign)).chapters
    assert [(one.text, one.turns) for one in chapter.sentences] == [
        ("It rained.", (1,)),
        ("It stopped.", (2,)),
    ]
    assert chapter.text == "It rained. It stopped."
    assert task.result == {"summary_id": chapter.id, "sentences": 2, "dropped": 1}


async def test_the_story_takes_in_one_chapter_after_the_other(campaign, telling):
    await telling.play(6)

    first, second = campaign.model.asked("summarise_story")
    assert [one.turns for one in first.inputs.before] == [(1,), (2,)]
    assert [one.turns for one in second.inputs.before] == [(2,), (3,)]
    assert [[one.turns for one in chapter] for chapter in second.inputs.chapters] == [[(5,), (6,)]]
    assert second.inputs.last_turn == 6
    story = (await in_force(campaign)).story
    assert [one.turns for one in story.sentences] == [(3,), (5,)]


async def test_the_first_chapter_is_the_whole_story_and_no_model_is_asked(campaign, telling):
    await telling.play(2)

    assert campaign.model.asked("summarise_story") == []
    found = await in_force(campaign)
    assert found.story.sentences == found.chapters[0].sentences


async def test_a_story_may_only_name_turns_its_sentences_were_given_with(campaign, telling):
    await telling.play(2)
    campaign.model.then(
        "summarise_story",
        {"sentences": [{"text": "A.", "turns": [1]}, {"text": "B.", "turns": [2, 4]}]},
    )
    (chapter,) = (await in_force(campaign)).chapters
    await campaign.summaries.edit(chapter.id, chapter.sentences[1].text)
    await campaign.work()

    await telling.play(2)

    # Turn 1 is in the range, but no sentence the model was given rests on it.
    story = (await in_force(campaign)).story
    assert [(one.text, one.turns) for one in story.sentences] == [("B.", (2, 4))]


async def test_more_chapters_than_are_read_at_once_are_taken_in_step_by_step(campaign, telling):
    campaign.profile = replace(campaign.profile, context_tokens=300, max_tokens=64)
    long = {"sentences": [{"text": "It rained. " * 20, "turns": [turn]} for turn in (1, 3, 5)]}
    campaign.model.always("summarise_chapter", long)
    await telling.add(6)
    await campaign.summaries.catch_up(campaign.session.id)
    await campaign.work()
    for one in (await in_force(campaign)).chapters:
        await campaign.summaries.edit(one.id, f"{one.text} Indeed.")
    asked = len(campaign.model.asked("summarise_story"))

    await campaign.work()

    again = campaign.model.asked("summarise_story")[asked:]
    assert [len(one.inputs.chapters) for one in again] == [1, 1]
    assert (await telling.standing())[1] == (1, 6)


async def test_a_long_chapter_is_shortened_to_what_the_model_reads(campaign, telling):
    campaign.profile = replace(campaign.profile, context_tokens=600, max_tokens=64)
    for _ in range(2):
        await campaign.turn("I wait.", "It rained and rained. " * 100)
    await campaign.summaries.catch_up(campaign.session.id)

    await sum_up(campaign)

    (request,) = campaign.model.asked("summarise_chapter")
    assert [one.text for one in request.inputs.messages if one.is_author] == ["I wait."] * 2
    told = [one.text for one in request.inputs.messages if not one.is_author]
    assert all(text.endswith("rained. [\u2026]") for text in told)


async def test_a_server_that_reads_less_is_asked_with_less(campaign, telling):
    for _ in range(2):
        await campaign.turn("I wait.", "It rained and rained. " * 60)
    await campaign.summaries.catch_up(campaign.session.id)
    campaign.model.then(
        "summarise_chapter",
        TooLongError("Too long.", hint="Shorten it.", limit=900, needed=1400),
    )

    first = await sum_up(campaign)
    assert (first.status, first.error_message) == (TaskStatus.PENDING, "Too long. Shorten it.")
    await sum_up(campaign)

    one, other = campaign.model.asked("summarise_chapter")
    assert len(str(other.messages)) < len(str(one.messages))
    assert await telling.standing() == ([(1, 2)], None)


async def test_what_does_not_fit_whatever_is_done_fails_with_a_sentence(campaign, telling):
    await telling.add(2)
    await campaign.summaries.catch_up(campaign.session.id)
    campaign.model.then("summarise_chapter", TooLongError("Too long.", hint="Shorten it."))

    task = await sum_up(campaign)

    assert (task.status, task.error_message) == (FAILED, "Too long. Shorten it.")


async def test_garbage_is_tried_again_and_then_fails_with_a_sentence(campaign, telling):
    await telling.add(2)
    await campaign.summaries.catch_up(campaign.session.id)
    campaign.model.then("summarise_chapter", "{", {"sentences": []})

    assert (await sum_up(campaign)).status is TaskStatus.PENDING
    task = await sum_up(campaign)

    assert task.status is FAILED
    assert "no sentence that names a turn" in task.error_message


async def test_an_answer_is_kept_before_it_is_used_and_not_asked_for_again(campaign, telling):
    await telling.play(2, work=False)

    def claim(token):
        return campaign.library.write(
            lambda repos: repos.tasks.claim(
                Lane.SUMMARIES, token=token, boot_id=token, now=repos.now, batch=1
            )
        )

    first = await claim("one")
    await campaign.handlers[first[0].task_type].run(first, Journal(campaign.library.store, first))
    await campaign.library.write(
        lambda repos: repos.tasks.requeue_orphans(boot_id="two", now=repos.now)
    )
    ending = await campaign.attempts.run(await claim("two"))

    assert ending.error is None
    assert len(campaign.model.asked("summarise_chapter")) == 1
    assert await telling.standing() == ([(1, 2)], None)


async def test_what_the_author_wrote_while_a_model_was_thinking_stands(campaign, telling):
    await telling.play(2)
    (chapter,) = (await in_force(campaign)).chapters
    await campaign.summaries.ask(campaign.session.id, chapter=1, again=True)
    claimed = await campaign.library.write(
        lambda repos: repos.tasks.claim(
            Lane.SUMMARIES, token="t", boot_id="boot", now=repos.now, batch=1
        )
    )
    await campaign.summaries.edit(chapter.id, "By hand.")

    assert (await campaign.attempts.run(claimed)).error is None

    (task,) = [one for one in await telling.tasks() if one.id == claimed[0].id]
    assert task.result == {"known": True}
    assert (await in_force(campaign)).chapters[0].text == "By hand."


async def test_what_the_author_wrote_into_the_story_is_carried_along(campaign, telling):
    await telling.play(2)
    story = (await in_force(campaign)).story
    await campaign.summaries.edit(story.id, f"{story.text} The light must not go out.")

    await telling.play(2)

    told = (await in_force(campaign)).story
    assert told.by == "model"
    assert told.sentences[0].text == "The light must not go out."
    assert told.sentences[0].turns == ()
    request = campaign.model.asked("summarise_story")[-1]
    assert request.inputs.own == ("The light must not go out.",)
    told = [one.text for one in request.inputs.before]
    assert told == ["Told: Turn 1 is told.", "Told: Turn 2 is told."]


async def test_what_the_author_wrote_into_a_chapter_rests_on_all_of_its_turns(campaign, telling):
    await telling.play(2)
    (chapter,) = (await in_force(campaign)).chapters

    await campaign.summaries.edit(chapter.id, "By hand.")
    await campaign.work()

    story = (await in_force(campaign)).story
    assert [(one.text, one.turns) for one in story.sentences] == [("By hand.", (1, 2))]


async def test_a_chapter_that_is_hidden_is_not_told_in_the_story_either(campaign, telling):
    await telling.play(4)
    hidden = (await in_force(campaign)).chapters[1]

    await campaign.summaries.hide(hidden.id, hidden=True)
    await campaign.work()

    story = (await in_force(campaign)).story
    assert (story.stretch.last_turn, [one.turns for one in story.sentences]) == (4, [(1,), (2,)])
    await telling.play(2)
    assert [one.turns for one in (await in_force(campaign)).story.sentences] == [(2,), (5,)]
    (before,) = campaign.model.asked("summarise_chapter")[-1].inputs.before
    assert before == "Told: Turn 1 is told. Told: Turn 2 is told."


async def test_a_story_that_is_hidden_stays_hidden_when_it_goes_on(campaign, telling):
    await telling.play(2)
    story = (await in_force(campaign)).story
    await campaign.summaries.hide(story.id, hidden=True)

    await telling.play(2)

    assert (await telling.standing())[1] is None
    standing = await campaign.library.read(
        lambda repos: repos.summaries.standing(campaign.session.id)
    )
    assert standing.story.stretch.last_turn == 4


async def test_where_the_chapters_change_meanwhile_the_story_is_told_again(campaign, telling):
    await telling.play(2, work=False)
    await campaign.step(Lane.ANALYSIS)
    await sum_up(campaign)
    (chapter,) = (await in_force(campaign)).chapters
    claimed = await campaign.library.write(
        lambda repos: repos.tasks.claim(
            Lane.SUMMARIES, token="t", boot_id="boot", now=repos.now, batch=1
        )
    )
    effect = await campaign.handlers[claimed[0].task_type].run(
        claimed, Journal(campaign.library.store, claimed)
    )
    await campaign.summaries.edit(chapter.id, "By hand.")
    with pytest.raises(TransientError, match="written anew") as changed:
        await campaign.library.write(effect)
    await campaign.attempts.fail(claimed, changed.value)

    await campaign.work()

    assert (await in_force(campaign)).story.text == "By hand."


async def test_the_books_say_which_model_summed_up(campaign, telling):
    await telling.play(2)

    told = await campaign.library.read(
        lambda repos: repos.ledger.entries(session_id=campaign.session.id)
    )

    summed_up = [one.actor for one in told if one.action == "add summary"]
    assert summed_up == ["model builtin, summarise_story", "model builtin, summarise_chapter"]


async def test_an_answer_nobody_can_use_leaves_no_half_a_summary(campaign, telling):
    campaign.model.always("summarise_chapter", AnswerError("Cut.", fault="truncated"))
    await telling.play(2)

    assert await campaign.summaries.versions(campaign.session.id) == ()
