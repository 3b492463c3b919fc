"""Chapters of a line, which summaries count on it, and what an edit leaves of a source."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loredesk.domain.ids import MessageId, SessionId, SummaryId
from loredesk.domain.messages import MessageState, Role
from loredesk.domain.summaries import (
    Covered,
    LinePlace,
    Outline,
    Stretch,
    Summary,
    SummaryLevel,
    SummarySentence,
    Version,
    edited,
    fingerprint,
    fingerprints,
    free_from,
    next_chapter,
    outline,
    told_by,
    unbroken,
)
from loredesk.domain.tokens import estimate_tokens


def line(told, *, last=MessageState.COMPLETE, from_depth=0, from_turn=0):
    """Return places of *told*: `a` for the author's messages, `n` for the narrator's."""
    places, turn = [], from_turn
    for number, who in enumerate(told):
        turn += who == "a"
        places.append(
            LinePlace(
                id=MessageId(f"m{from_depth + number}"),
                depth=from_depth + number,
                turn=turn,
                role=Role.AUTHOR if who == "a" else Role.NARRATOR,
                state=last if number == len(told) - 1 else MessageState.COMPLETE,
            )
        )
    return places


def ends(stretch):
    return None if stretch is None else (stretch.first, stretch.last, *stretch.turns)


def test_a_chapter_has_ended_when_its_last_turn_is_answered():
    assert next_chapter(line("nanana"), 3, chapter=1) is None

    found = next_chapter(line("nananan"), 3, chapter=1)

    assert ends(found) == ("m0", "m6", 0, 1, 2, 3)
    assert found.chapter == 1


def test_a_reply_that_is_still_arriving_ends_no_chapter_and_one_that_was_cut_does():
    assert next_chapter(line("anan", last=MessageState.ARRIVING), 2, chapter=1) is None
    assert next_chapter(line("anan", last=MessageState.CUT), 2, chapter=1) is not None


def test_a_chapter_has_ended_when_another_turn_has_begun_though_its_last_was_not_answered():
    assert next_chapter(line("ana"), 2, chapter=1) is None
    assert ends(next_chapter(line("anaa"), 2, chapter=1)) == ("m0", "m2", 1, 2)


def test_a_reply_that_went_on_behind_a_chapter_belongs_to_the_next_one():
    behind = line("nnanan", from_depth=5, from_turn=2)

    assert next_chapter(behind[:4], 2, chapter=2) is None
    assert ends(next_chapter(behind, 2, chapter=2)) == ("m5", "m10", 2, 3, 4)


def test_a_gap_between_two_chapters_is_a_chapter_however_short():
    gap = line("ananan", from_depth=4)

    assert ends(next_chapter(gap, 4, chapter=2, before_depth=6)) == ("m4", "m5", 1)
    assert next_chapter([], 4, chapter=1) is None


def test_what_is_free_begins_behind_what_is_covered_without_a_gap():
    def covered(chapter, first, last):
        return Covered(chapter=chapter, first_depth=first, last_depth=last, last_turn=last)

    assert free_from([]) == (0, 0, 0)
    assert free_from([covered(2, 5, 8), covered(1, 0, 4)]) == (9, 8, 2)
    assert free_from([covered(1, 0, 4), covered(3, 9, 12)]) == (5, 4, 1)
    assert free_from([covered(2, 5, 8)]) == (0, 0, 0)


@given(st.text(alphabet="an", max_size=60), st.integers(1, 6))
def test_chapters_follow_each_other_without_a_gap_and_have_their_number_of_turns(told, size):
    places = line("n" + told)
    depth, chapters = 0, []
    while (found := next_chapter(places[depth:], size, chapter=len(chapters) + 1)) is not None:
        assert found.first == places[depth].id
        depth = next(one.depth for one in places if one.id == found.last) + 1
        chapters.append(found)

    begun = sum(who == "a" for who in told)
    assert begun // size - 1 <= len(chapters) <= begun // size
    for number, found in enumerate(chapters, start=1):
        assert found.last_turn == number * size
        assert found.chapter == number


def version(chapter, seq, *, text="It rained.", level=SummaryLevel.CHAPTER, **values):
    stretch = Stretch(
        chapter=chapter,
        first=MessageId(f"first{chapter}"),
        last=MessageId(f"last{chapter}"),
        first_turn=chapter * 10 - 9,
        last_turn=chapter * 10,
    )
    made = Version(
        id=SummaryId(f"s{seq}"),
        level=level,
        stretch=stretch,
        first_depth=chapter * 10 - 9,
        last_depth=chapter * 10,
        seq=seq,
        by="model",
        hidden=False,
        fingerprint=fingerprint(text, hidden=False),
    )
    return replace(made, **values)


def story(seq, *chapters, **values):
    """Return a story made of *chapters*."""
    told = [*fingerprints(chapters)][-1]
    values = {"level": SummaryLevel.STORY, "fingerprint": told, **values}
    return version(len(chapters), seq, **values)


FIRST, SECOND = version(1, 1), version(2, 3)
STORIES = (story(2, FIRST), story(4, FIRST, SECOND))


def test_the_latest_story_counts_and_chapters_stand_in_their_order():
    found = outline([SECOND, FIRST, *STORIES])

    assert found == Outline(chapters=(FIRST, SECOND), story=STORIES[1])
    assert outline([]) == Outline()


def test_of_two_that_begin_with_one_message_the_longer_counts():
    cut = replace(FIRST.stretch, last=MessageId("earlier"))
    shorter = version(1, 7, stretch=cut, last_depth=7)

    found = outline([FIRST, shorter, SECOND])

    assert found.chapters == (FIRST, SECOND)


def test_one_that_reaches_into_the_one_before_does_not_count():
    own = replace(SECOND.stretch, last=MessageId("later"))
    reaching = version(2, 8, stretch=own, first_depth=8, last_depth=17)

    assert outline([FIRST, reaching]).chapters == (FIRST,)


def test_a_story_is_told_up_to_the_first_gap_between_chapters():
    first = replace(FIRST, first_depth=0, last_depth=4)
    second = replace(SECOND, first_depth=5, last_depth=8)
    apart = replace(SECOND, first_depth=6, last_depth=8)

    assert unbroken([first, second]) == [first, second]
    assert unbroken([first, apart]) == [first]
    assert unbroken([second]) == []


def test_of_a_chapter_the_newest_version_counts():
    newer = version(1, 9)

    assert outline([newer, FIRST]).chapters == (newer,)


def test_a_story_does_not_count_where_one_of_its_chapters_says_something_else():
    first, second = version(1, 5, text="It snowed."), version(2, 5, text="It snowed.")

    assert outline([FIRST, second, *STORIES]).story == STORIES[0]
    assert outline([first, SECOND, *STORIES]).story is None
    assert outline([FIRST, SECOND, version(3, 6), *STORIES]).story == STORIES[1]


def test_a_story_counts_again_where_its_chapters_say_what_they_said():
    hidden = replace(SECOND, seq=5, hidden=True, fingerprint=fingerprint("It rained.", hidden=True))
    other = story(6, FIRST, hidden)
    back = replace(SECOND, seq=7)

    assert outline([FIRST, SECOND, hidden, *STORIES, other]).story == other
    assert outline([FIRST, SECOND, hidden, back, *STORIES, other]).story == STORIES[1]


def test_a_story_the_author_wrote_last_counts_whatever_the_chapters_say():
    mine = replace(STORIES[1], seq=6, by="author", fingerprint="")
    changed = version(2, 7, text="It snowed.")
    asked_for = story(8, FIRST, SECOND)

    assert outline([FIRST, changed, *STORIES, mine]).story == mine
    assert outline([FIRST, SECOND, *STORIES, mine, asked_for]).story == asked_for
    assert outline([FIRST, changed, *STORIES, mine, asked_for]).story == STORIES[0]


def test_the_tokens_of_a_summary_are_those_of_its_text():
    summary = Summary(
        id=SummaryId("s"),
        session_id=SessionId("s"),
        level=SummaryLevel.CHAPTER,
        stretch=version(1, 1).stretch,
        text="It rained.",
        sentences=(SummarySentence(text="It rained.", turns=(10,)),),
    )

    assert summary.tokens == estimate_tokens("It rained.")


BEFORE = (
    SummarySentence(text="Mr. Vane hired them. At once.", turns=(3,)),
    SummarySentence(text="No.", turns=(4,)),
    SummarySentence(text="It rained.", turns=(5, 6)),
)


def test_what_the_author_leaves_alone_keeps_its_turns_and_what_is_new_has_none():
    found = edited(BEFORE, "Mr. Vane hired them. At once.\n\nNobody said No. It poured. It rained.")

    assert [(one.text, one.turns) for one in found] == [
        ("Mr. Vane hired them. At once.", (3,)),
        ("Nobody said", ()),
        ("No.", (4,)),
        ("It poured.", ()),
        ("It rained.", (5, 6)),
    ]


def test_a_sentence_the_author_changed_is_the_authors():
    (only,) = edited(BEFORE[2:], "It rained hard.")

    assert (only.text, only.turns) == ("It rained hard.", ())
    assert edited(BEFORE, "  ") == ()


@pytest.mark.parametrize("repeated", ["It rained. It rained."])
def test_a_sentence_said_twice_keeps_its_turns_once(repeated):
    assert [one.turns for one in edited(BEFORE[2:], repeated)] == [(5, 6), ()]


@given(st.lists(st.text(min_size=1, max_size=20), max_size=5), st.text(max_size=60))
def test_an_edit_loses_no_word(before, text):
    told = [SummarySentence(text=" ".join(one.split()), turns=(1,)) for one in before]
    found = edited([one for one in told if one.text], text)

    assert told_by(found).split() == text.split()
