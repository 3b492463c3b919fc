"""Excerpts hold what was chosen with its neighbours, and nothing that is said only once is dropped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loredesk.domain.diff import sentences
from loredesk.domain.ids import MessageId
from loredesk.recall.excerpts import costs, excerpts, passage_tokens, repeated
from loredesk.recall.story.passages import StoryPassage

facts = st.sampled_from(
    ["She lost the key.", "She lost no key.", "the key, she lost!", "It rains.", "Who knows?"]
)
texts = st.lists(facts, max_size=4).map(" ".join)
voices = st.lists(st.sampled_from(["You", "Mara"]), min_size=8, max_size=8)


def passages(*given_texts, sittings=None, speakers=None):
    return [
        StoryPassage(
            message_id=MessageId(f"m{number}"),
            part=0,
            speaker="You" if speakers is None else speakers[number],
            text=text,
            turn=number,
            sitting=0 if sittings is None else sittings[number],
            message=number,
        )
        for number, text in enumerate(given_texts)
    ]


def said(passage):
    text, speaker = passage.text, passage.speaker
    return {
        (speaker, " ".join("".join(c if c.isalnum() else " " for c in one.casefold()).split()))
        for one in sentences(text)
    }


@given(st.lists(texts, max_size=8), voices)
def test_what_is_dropped_as_a_repeat_is_said_to_the_letter_by_what_stays(given_texts, speakers):
    rows = passages(*given_texts, speakers=speakers)
    dropped = repeated(range(len(rows)), rows)

    for row, other in dropped.items():
        assert other < row
        assert other not in dropped
        assert said(rows[row]) <= said(rows[other])
    kept = set().union(*(said(one) for row, one in enumerate(rows) if row not in dropped))
    assert kept == set().union(*(said(one) for one in rows))


def test_a_word_more_or_less_is_no_repeat():
    rows = passages("She lost the key.", "She lost no key.", "SHE LOST THE KEY")

    assert repeated([0, 1, 2], rows) == {2: 0}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("She has the key.", "She has the key?"),
        ("It is 5 degrees.", "It is -5 degrees."),
        ("It costs 5 €.", "It costs 5 $."),
        ("वह आया।", "वह आयी।"),
    ],
)
def test_a_sign_that_tells_something_else_is_no_repeat(one, other):
    assert repeated([0, 1], passages(one, other)) == {}


def test_what_somebody_else_says_is_no_repeat():
    rows = passages("I did it.", "I did it.", "I did it.", speakers=["You", "Mara", "You"])

    assert repeated([0, 1, 2], rows) == {2: 0}


@given(st.lists(texts, min_size=1, max_size=10), st.data())
def test_the_costs_of_what_is_chosen_add_up_to_what_is_shown(given_texts, data):
    rows = passages(*given_texts)
    ranked = data.draw(st.permutations(range(len(rows))))
    count = data.draw(st.integers(0, len(rows)))
    shown = data.draw(st.sets(st.sampled_from([one.message_id for one in rows])))

    found = excerpts(ranked[:count], rows, shown)

    total = sum(passage_tokens(one) for excerpt in found for one in excerpt.passages)
    assert total == sum(costs(ranked, rows, shown)[:count])
    assert all(one.message_id not in shown for excerpt in found for one in excerpt.passages)


def test_neighbours_come_along_and_stretches_that_touch_are_one():
    rows = passages(*"abcdefgh")

    found = excerpts([1, 3, 7], rows, ())

    assert [one.rows for one in found] == [(0, 1, 2, 3, 4), (6, 7)]


def test_no_neighbour_comes_from_another_sitting():
    rows = passages(*"abcd", sittings=[0, 0, 1, 1])

    assert [one.rows for one in excerpts([1], rows, ())] == [(0, 1)]
    assert [one.rows for one in excerpts([1, 2], rows, ())] == [(0, 1), (2, 3)]
