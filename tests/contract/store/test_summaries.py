"""Summaries are kept as versions, and count exactly where their last message is on the line."""

from dataclasses import replace

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import MessageId, SummaryId
from loredesk.domain.messages import MessageState, Role
from loredesk.domain.summaries import Covered, Stretch, Summary, SummaryLevel, SummarySentence
from loredesk.services.summaries.story import made_of
from tests.contract.store.test_repos import TEXT
from tests.fakes.library import NOON

CHAPTER, STORY = SummaryLevel.CHAPTER, SummaryLevel.STORY


@pytest.fixture
async def session(library):
    return await library.add_session(await library.add_world())


@pytest.fixture
async def turns(library, session):
    """Return four turns on one line."""
    return [await library.add_turn(session.id, f"I wait, {n}.") for n in range(1, 5)]


@pytest.fixture
def keep(library, session):
    """Return a function that keeps a summary of what lies between two messages."""

    async def keep(chapter, first, last, level=CHAPTER, text="It rained.", **values):
        def work(repos):
            turn = repos.messages.turn_of(last.id)
            made = Summary(
                id=SummaryId(library.new_id()),
                session_id=session.id,
                level=level,
                stretch=Stretch(
                    chapter=chapter,
                    first=first.id,
                    last=last.id,
                    first_turn=repos.messages.turn_of(first.id),
                    last_turn=turn,
                ),
                text=text,
                sentences=(SummarySentence(text=text, turns=(turn,)),),
                created_at=repos.now,
            )
            made = replace(made, **values)
            return repos.summaries.add(replace(made, fingerprint=made_of(repos, made)))

        return await library.write(work)

    return keep


async def in_force(library, session, head=None):
    found = await library.read(lambda repos: repos.summaries.in_force(session.id, head=head))
    return [one.id for one in found.chapters], found.story and found.story.id


async def test_a_summary_is_kept_as_it_was_and_numbered(library, session, turns, keep):
    kept = await keep(
        1,
        turns[0][0],
        turns[1][1],
        text=TEXT,
        by="author",
        hidden=True,
        sentences=(SummarySentence(text=TEXT), SummarySentence(text="It rained.", turns=(1, 2))),
        created_at=NOON,
    )
    other = await keep(1, turns[0][0], turns[1][1])

    assert await library.read(lambda repos: repos.summaries.get(kept.id)) == kept
    assert await library.read(lambda repos: repos.summaries.of_session(session.id)) == (kept, other)
    assert (kept.seq, other.seq) == (1, 2)


async def test_what_is_not_there_is_refused_with_the_way_to_find_it(library):
    with pytest.raises(UserFixableError, match="no summary 'x'") as refused:
        await library.read(lambda repos: repos.summaries.get(SummaryId("x")))

    assert "loredesk summaries" in refused.value.hint


async def test_of_several_versions_the_newest_counts_and_the_others_are_kept(
    library, session, turns, keep
):
    first = await keep(1, turns[0][0], turns[1][1])
    second = await keep(1, turns[0][0], turns[1][1], text="It poured.")

    last = turns[1][1].id
    assert await library.read(lambda repos: repos.summaries.current(last, CHAPTER)) == second
    assert await library.read(lambda repos: repos.summaries.versions(last, CHAPTER)) == (
        first,
        second,
    )
    assert await library.read(lambda repos: repos.summaries.current(last, STORY)) is None
    assert await in_force(library, session) == ([second.id], None)


async def test_a_summary_counts_where_its_last_message_is_on_the_line(
    library, session, turns, keep
):
    early = await keep(1, turns[0][0], turns[1][1])
    story = await keep(1, turns[0][0], turns[1][1], STORY)
    late = await keep(2, turns[2][0], turns[3][1])
    later = await keep(2, turns[0][0], turns[3][1], STORY)
    assert await in_force(library, session) == ([early.id, late.id], later.id)

    _, other = await library.add_turn(session.id, "Elsewhere.", parent=turns[2][1].id)
    assert await in_force(library, session) == ([early.id], story.id)
    branch = await keep(2, turns[2][0], other)
    assert await in_force(library, session) == ([early.id, branch.id], story.id)

    await library.goto(session.id, turns[0][1].id)
    assert await in_force(library, session) == ([], None)
    await library.goto(session.id, turns[3][1].id)
    assert await in_force(library, session) == ([early.id, late.id], later.id)


async def test_what_counts_on_another_line_can_be_asked_without_going_there(
    library, session, turns, keep
):
    early = await keep(1, turns[0][0], turns[1][1])
    late = await keep(2, turns[2][0], turns[3][1])
    _, other = await library.add_turn(session.id, "Elsewhere.", parent=turns[2][1].id)
    branch = await keep(2, turns[2][0], other)

    assert await in_force(library, session, turns[3][1].id) == ([early.id, late.id], None)
    assert await in_force(library, session, turns[3][0].id) == ([early.id], None)
    assert await in_force(library, session, turns[0][1].id) == ([], None)
    assert await in_force(library, session, other.id) == ([early.id, branch.id], None)


async def test_a_story_made_of_an_older_version_gives_way_to_the_one_before(
    library, session, turns, keep
):
    await keep(1, turns[0][0], turns[1][1])
    story = await keep(1, turns[0][0], turns[1][1], STORY)
    await keep(2, turns[2][0], turns[3][1])
    await keep(2, turns[0][0], turns[3][1], STORY)

    newer = await keep(2, turns[2][0], turns[3][1], text="It poured.", by="author")

    found = await library.read(lambda repos: repos.summaries.in_force(session.id))
    assert found.story == story
    assert found.chapters[1] == newer


async def test_what_the_author_hides_is_not_told_but_stands(library, session, turns, keep):
    hidden = await keep(1, turns[0][0], turns[1][1], hidden=True)
    story = await keep(1, turns[0][0], turns[1][1], STORY, hidden=True)
    shown = await keep(2, turns[2][0], turns[3][1])

    assert await in_force(library, session) == ([shown.id], None)
    standing = await library.read(lambda repos: repos.summaries.standing(session.id))
    assert (standing.chapters, standing.story) == ((hidden, shown), story)


async def test_of_the_chapters_only_the_last_can_be_read(library, session, turns, keep):
    hidden = await keep(1, turns[0][0], turns[0][1], hidden=True)
    first = await keep(2, turns[1][0], turns[1][1])
    second = await keep(3, turns[2][0], turns[2][1])
    story = await keep(3, turns[0][0], turns[2][1], STORY)

    def last(number):
        return library.read(lambda repos: repos.summaries.in_force(session.id, last=number))

    assert (await last(1)).chapters == (second,)
    assert (await last(0)).chapters == ()
    assert (await last(9)).chapters == (first, second)
    assert (await last(0)).story == story
    outline = await library.read(lambda repos: repos.summaries.outline(session.id))
    assert [one.id for one in outline.chapters] == [hidden.id, first.id, second.id]


async def test_a_session_without_chapters_is_told_no_summaries(library, session, turns, keep):
    await keep(1, turns[0][0], turns[1][1])

    await library.write(lambda repos: repos.sessions.put(replace(session, chapter_turns=0)))

    assert await in_force(library, session) == ([], None)
    assert (await library.read(lambda repos: repos.sessions.get(session.id))).chapter_turns == 0


async def test_what_is_covered_is_told_by_depth_with_what_is_planned(library, session, turns, keep):
    for _ in range(2):
        await keep(1, turns[0][0], turns[0][1])
    planned = Stretch(
        chapter=2, first=turns[1][0].id, last=turns[2][1].id, first_turn=2, last_turn=3
    )
    elsewhere = replace(planned, last=MessageId("gone"))

    found = await library.read(lambda repos: repos.summaries.covered(session.id))
    both = await library.read(
        lambda repos: repos.summaries.covered(session.id, [planned, elsewhere])
    )

    one = Covered(chapter=1, first_depth=0, last_depth=1, last_turn=1)
    assert found == (one,)
    assert both == (one, Covered(chapter=2, first_depth=2, last_depth=5, last_turn=3))
    await library.goto(session.id, turns[0][0].id)
    assert await library.read(lambda repos: repos.summaries.covered(session.id, [planned])) == ()


async def test_the_places_on_the_line_are_read_from_a_depth_to_a_turn(library, session, turns):
    await library.add_message(session.id, Role.NARRATOR, "On and on.", state=MessageState.CUT)
    await library.add_turn(session.id, "Elsewhere.", parent=turns[3][1].id)

    found = await library.read(
        lambda repos: repos.summaries.places(session.id, from_depth=5, to_turn=4)
    )

    assert [(one.id, one.depth, one.turn, one.role) for one in found] == [
        (turns[2][1].id, 5, 3, Role.NARRATOR),
        (turns[3][0].id, 6, 4, Role.AUTHOR),
        (turns[3][1].id, 7, 4, Role.NARRATOR),
    ]


async def test_the_messages_of_a_stretch_are_read_in_order(library, session, turns):
    found = await library.read(lambda repos: repos.messages.stretch(turns[0][1].id, turns[2][0].id))

    assert [one.id for one in found] == [
        turns[0][1].id,
        turns[1][0].id,
        turns[1][1].id,
        turns[2][0].id,
    ]
    only = await library.read(lambda repos: repos.messages.stretch(turns[1][1].id, turns[1][1].id))
    assert [one.id for one in only] == [turns[1][1].id]


async def test_the_books_say_who_wrote_hid_and_told_a_summary(library, session, turns, keep):
    first = await keep(1, turns[0][0], turns[1][1])
    hidden = await keep(1, turns[0][0], turns[1][1], by="author", hidden=True)
    await keep(1, turns[0][0], turns[1][1], by="author")

    told = await library.read(lambda repos: repos.ledger.entries(session_id=session.id))

    acts = [(one.action, one.actor) for one in reversed(told)][-3:]
    assert acts == [
        ("add summary", "model"),
        ("hide summary", "author"),
        ("tell summary", "author"),
    ]
    assert told[1].subject == hidden.id
    assert told[1].before == {"summary": first.id, "hidden": False}
    assert told[1].details["last"] == turns[1][1].id
