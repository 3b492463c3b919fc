"""Which summaries a reply is told: the story first, then the last chapters, as far as they fit."""

from dataclasses import replace

import pytest

from loredesk.domain.ids import MessageId, SessionId, SummaryId
from loredesk.domain.manifest import Unit
from loredesk.domain.summaries import (
    Stretch,
    SummariesInForce,
    Summary,
    SummaryLevel,
    SummarySentence,
)
from loredesk.services.summaries.recaps import fitting_recaps, recaps_of

CHAPTERS = 3


def summary(level, chapter, *texts):
    first = 1 if level is SummaryLevel.STORY else 10 * chapter - 9
    stretch = Stretch(
        chapter=chapter,
        first=MessageId(f"m{first}"),
        last=MessageId(f"m{10 * chapter}"),
        first_turn=first,
        last_turn=10 * chapter,
    )
    sentences = tuple(
        SummarySentence(text=text, turns=(first + number,)) for number, text in enumerate(texts)
    )
    return Summary(
        id=SummaryId(f"{level}{chapter}"),
        session_id=SessionId("s"),
        level=level,
        stretch=stretch,
        text=" ".join(texts),
        sentences=sentences,
    )


FOUND = SummariesInForce(
    chapters=tuple(
        summary(SummaryLevel.CHAPTER, number, f"Chapter {number} began.", "It ended.")
        for number in range(1, CHAPTERS + 1)
    ),
    story=summary(SummaryLevel.STORY, CHAPTERS, "All began.", "All ended."),
)


def test_the_story_matters_most_then_the_last_chapter():
    titles = [one.title for one in recaps_of(FOUND, turns=None)]

    assert titles == [
        "The story up to turn 30",
        "Chapter 3, turns 21 to 30",
        "Chapter 2, turns 11 to 20",
        "Chapter 1, turns 1 to 10",
    ]


def test_they_are_told_from_the_oldest():
    told = fitting_recaps(recaps_of(FOUND, turns=None), 10_000, shown=())

    assert [one.summary.stretch.chapter for one in told] == [3, 1, 2, 3]


def test_what_is_among_the_recent_turns_from_its_first_message_on_is_not_told_again():
    told = fitting_recaps(recaps_of(FOUND, turns=None), 10_000, shown={"m11", "m21"})

    assert [one.title for one in told] == ["The story up to turn 30", "Chapter 1, turns 1 to 10"]


@pytest.mark.parametrize("room", range(0, 200, 7))
def test_no_more_is_told_than_fits_and_more_room_takes_nothing_away(room):
    recaps = recaps_of(FOUND, turns=None)

    told = fitting_recaps(recaps, room, shown=())
    more = fitting_recaps(recaps, room + 7, shown=())

    assert sum(one.tokens for one in told) <= room
    assert {one.summary.id for one in told} <= {one.summary.id for one in more}


def test_a_long_one_is_cut_at_a_sentence_and_says_so():
    long = replace(FOUND, chapters=(), story=summary(SummaryLevel.STORY, 3, *["It rains."] * 90))

    (told,) = fitting_recaps(recaps_of(long, turns=None), 100, shown=())

    assert told.cut
    assert told.text.endswith("It rains. [\u2026]")
    assert told.tokens <= 100


def test_only_sentences_that_rest_on_these_turns_alone_are_told():
    recaps = recaps_of(FOUND, turns={1, 21})

    assert [one.text for one in recaps] == ["All began.", "Chapter 3 began.", "Chapter 1 began."]


class TestInAReply:
    async def test_what_is_not_among_the_recent_turns_is_told_in_short(self, campaign, telling):
        campaign.profile = replace(campaign.profile, context_tokens=3_200, max_tokens=256)
        await telling.play(2)
        await telling.play(
            10, word="We walk, we eat, we sleep, and nothing at all comes of it. " * 12
        )

        manifest = await campaign.generation.preview(campaign.session.id, "I look back.")

        told = [one for one in manifest.passages if one.unit is Unit.SUMMARY]
        assert told[0].title.startswith("The story up to turn")
        assert told[0].reason.startswith("sums up what came before")
        text = "".join(
            one.text for one in manifest.blocks if one.name == "What has happened until now"
        )
        assert f"## {told[0].title}\nTold: " in text
        assert manifest.tokens <= manifest.budget

    async def test_what_is_among_them_is_not(self, campaign, telling):
        await telling.play(4)

        manifest = await campaign.generation.preview(campaign.session.id, "I look back.")

        reasons = {one.title: one.reason for one in manifest.left_out}
        assert reasons["Chapter 1, turns 1 to 2"] == "among the recent turns already"
        assert not any(one.unit is Unit.SUMMARY for one in manifest.passages)
