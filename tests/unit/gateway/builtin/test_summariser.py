"""The built-in summariser: telling sentences as they stand, each with its turn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loredesk.domain.quotes import find_quote
from loredesk.gateway.builtin.narrator import reply
from loredesk.gateway.builtin.summariser import (
    MOST_OF_A_CHAPTER,
    MOST_OF_A_STORY,
    chapter,
    story,
)
from loredesk.ports.task_inputs import (
    ChapterInputs,
    NumberedMessage,
    ReplyInputs,
    StoryInputs,
    ToldSentence,
)
from tests.screens.playing import sample_turns


def summed_up(*said, first=1):
    """Return (sentence, turns) of a chapter; authors' messages begin with `>`."""
    messages, turn = [], first - 1
    for text in said:
        turn += text.startswith(">")
        is_author = text.startswith(">")
        messages.append(
            NumberedMessage(turn=turn, speaker="X", text=text.lstrip("> "), is_author=is_author)
        )
    inputs = ChapterInputs(
        world="Island", chapter=1, first_turn=first, last_turn=turn, messages=tuple(messages)
    )
    return [(one["text"], one["turns"]) for one in chapter(inputs)["sentences"]]


def test_what_changed_for_whom_is_picked_and_small_talk_is_not():
    found = summed_up(
        "> Good evening, I say. Captain Hale steals the brass key of Mara Fenwick. What a night?",
        "The rain goes on.",
        "> I sit down. Mara Fenwick forgives Captain Hale before the whole tavern.",
    )

    assert ("Captain Hale steals the brass key of Mara Fenwick.", [1]) in found
    assert ("Mara Fenwick forgives Captain Hale before the whole tavern.", [2]) in found
    assert all("?" not in text for text, _ in found)


def test_what_a_narrator_only_says_again_is_not_told_twice():
    found = summed_up(
        "> Captain Hale steals the brass key of Mara Fenwick.",
        "Captain Hale steals the brass key of Mara Fenwick. Joren sees it and swears revenge.",
    )

    assert [text for text, _ in found] == [
        "Captain Hale steals the brass key of Mara Fenwick.",
        "Joren sees it and swears revenge.",
    ]


def test_every_turn_has_its_say_before_any_has_a_second_one():
    many = "Hale meets Mara. Hale meets Joren. Mara leaves Hale. Joren kills Hale at once."

    found = summed_up(*(f"> {many} It is day {day}." for day in range(9)))

    assert len(found) == MOST_OF_A_CHAPTER
    assert len({tuple(turns) for _, turns in found}) == MOST_OF_A_CHAPTER


def test_where_nothing_tells_something_is_picked_all_the_same():
    assert summed_up("> Well? Yes?", "*Hm.*")
    assert summed_up("> 雨が降っている。誰もいない。")


def test_turns_are_counted_from_where_the_chapter_begins():
    found = summed_up("> Captain Hale steals the brass key of Mara Fenwick.", first=11)

    assert found == [("Captain Hale steals the brass key of Mara Fenwick.", [11])]


def test_the_sample_story_is_summed_up_in_its_own_words():
    said = []
    for turn, text in enumerate(sample_turns()[:10], start=1):
        told = reply(ReplyInputs(world="Ostrel", narrator="N", message=text, turn=turn))
        said += [f"> {text}", told]

    found = summed_up(*said)

    assert len(found) == MOST_OF_A_CHAPTER
    for text, (turn,) in found:
        assert any(find_quote(text, one) for one in said[2 * turn - 2 : 2 * turn])


@given(st.lists(st.text(max_size=200), max_size=8))
def test_whatever_was_said_each_sentence_stands_in_the_turn_it_names(said):
    found = summed_up(*(f"> {text}" for text in said))

    for text, (turn,) in found:
        assert text in " ".join(said[turn - 1].lstrip("> ").split())
    assert len(found) <= MOST_OF_A_CHAPTER


def told(text, *turns):
    return ToldSentence(text=text, turns=turns)


def test_a_short_story_is_told_whole_and_in_its_order():
    inputs = StoryInputs(
        world="",
        last_turn=20,
        before=(told("Hale met Mara.", 2, 3),),
        chapters=((told("Mara left.", 12), told("Hale met Mara.", 2, 3)),),
    )

    assert story(inputs) == {
        "sentences": [
            {"text": "Hale met Mara.", "turns": [2, 3]},
            {"text": "Mara left.", "turns": [12]},
        ]
    }


@pytest.mark.parametrize("chapters", [2, 9])
def test_a_long_story_keeps_what_tells_and_of_like_sentences_the_newer(chapters):
    plain = [
        [told(f"Day {number} of chapter {at} was a day.", at) for number in range(6)]
        for at in range(1, chapters + 1)
    ]
    inputs = StoryInputs(
        world="",
        last_turn=100,
        before=(told("Captain Hale killed Joren Vane before Mara Fenwick.", 1),),
        chapters=tuple(map(tuple, plain)),
    )

    found = story(inputs)["sentences"]

    assert len(found) == MOST_OF_A_STORY
    assert found[0]["text"].startswith("Captain Hale killed")
    assert found[-1]["text"] == f"Day 5 of chapter {chapters} was a day."
