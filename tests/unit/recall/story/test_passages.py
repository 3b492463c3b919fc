# ruff: noqa: RUF001 - letters and signs of several scripts
"""The passages of a line are the same whatever was appended and cut off before."""

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from loredesk.domain.documents import PASSAGE_CHARS, text_hash
from loredesk.recall.story.passages import (
    MOST_IN_A_SITTING,
    SITTING_GAP,
    StoryPassages,
    names_only,
    without_names,
)
from tests.fakes import tales
from tests.fakes.tales import BEGIN, embed, said, vector_of
from tests.fakes.vectors import direction

LONG = "The tide came in over the stones. " * 60
TEXTS = st.one_of(
    st.sampled_from(
        [
            "",
            " … ",
            "Mira Venn waits.",
            "Mira waits.  For  two days?",
            "Wick",
            "Wick and Mira Venn.",
            "the lamp",
            LONG,
            f"Mira. {LONG}",
        ]
    ),
    st.text(max_size=30),
)
SPEAKERS = st.sampled_from(
    ["Mira Venn", "Wick", "Narrator", "The narrator", "You", "小明", "Élodie"]
)


def told(*lines):
    """Return the passages of *lines*, a minute apart."""
    return tales.told(lines)


def seen(passages):
    """Return everything a search sees of *passages*."""
    asked = ["mira", "venn", "wick", "lamp", "tide", "day", "wait"]
    traits = passages.traits
    return {
        "rows": passages.rows,
        "said": passages.said,
        "messages": passages.messages,
        "names": passages.names,
        "voices": [passages.spoken_by([name]).tolist() for name in ("mira", "narrator", "小明")],
        "texts": passages.words.texts,
        "scores": passages.words.scores(asked).tolist(),
        "terms": passages.words.beginning_with("", most=500),
        "traits": [column.tolist() for column in (*traits_columns(traits),)],
        "bare": [passages.bare(row.text) for row in passages.rows],
    }


def traits_columns(traits):
    return traits.length, traits.asks, traits.times, traits.numbers, traits.sittings


class Line(RuleBasedStateMachine):
    """Appends and cuts off in any order, embeds now and then; compares with a line built anew."""

    def __init__(self):
        super().__init__()
        self.passages = StoryPassages()
        self.messages = []
        self.embedded = set()
        self.model = 0

    @rule(
        text=TEXTS,
        speaker=SPEAKERS,
        gap=st.sampled_from([timedelta(0), timedelta(minutes=1), SITTING_GAP, timedelta(hours=-5)]),
    )
    def append(self, text, speaker, gap):
        at = (self.messages[-1].created_at if self.messages else BEGIN) + gap
        self.messages.append(said(text, speaker, len(self.messages), at))
        self.passages.append(self.messages[-1], len(self.messages))

    @rule(messages=st.integers(0, 8))
    def truncate(self, messages):
        del self.messages[messages:]
        self.passages.truncate(messages)
        self.embedded &= self.held()

    @precondition(lambda self: self.passages.without_vector())
    @rule(data=st.data())
    def bring(self, data):
        missing = self.passages.without_vector()
        names = data.draw(st.sets(st.sampled_from(sorted(missing))))
        self.passages.put_vectors({name: vector_of(missing[name]) for name in names})
        self.embedded |= names

    @rule()
    def forget(self):
        self.passages.forget_vectors()
        self.embedded.clear()

    @invariant()
    def as_if_built_anew(self):
        anew = self.anew()
        assert seen(self.passages) == seen(anew)
        # What is named otherwise meanwhile has lost its vector with its old name.
        self.embedded &= self.held()
        missing = {
            name: text for name, text in anew.without_vector().items() if name not in self.embedded
        }
        assert self.passages.without_vector() == missing
        assert self.held() == {text_hash(anew.bare(row.text)) for row in anew.rows}
        assert all(text_hash(text) == name for name, text in missing.items())
        anew.put_vectors(
            {
                name: vector_of(text)
                for name, text in anew.without_vector().items()
                if name not in missing
            }
        )
        asked = direction(1, 2, 3, 4)
        assert self.passages.similarity(asked).tolist() == anew.similarity(asked).tolist()

    def anew(self):
        passages = StoryPassages()
        for number, one in enumerate(self.messages):
            passages.append(one, number + 1)
        return passages

    def held(self):
        return set(self.anew().without_vector())


Line.TestCase.settings = settings(max_examples=40, stateful_step_count=15)
TestWhateverWasAppendedAndCutOffALineIsAsIfBuiltAnew = Line.TestCase


@given(st.lists(st.text(max_size=40), max_size=4))
def test_no_text_is_too_odd_to_be_kept(texts):
    passages = told(*texts)

    assert passages.messages == len(texts)
    assert {row.message for row in passages.rows} == {
        number for number, text in enumerate(texts) if text.strip()
    }


def test_a_long_message_is_cut_into_parts_an_embedder_reads_whole():
    passages = told("Short.", ("Wick", LONG))

    assert [(row.message, row.part) for row in passages.rows] == [(0, 0), (1, 0), (1, 1), (1, 2)]
    assert all(len(row.text) <= PASSAGE_CHARS for row in passages.rows)
    assert {(row.speaker, row.turn, row.message_id) for row in passages.rows[1:]} == {
        ("Wick", 1, "m1")
    }


def test_the_words_of_a_passage_are_kept_but_for_common_ones_each_once():
    passages = told("The lamp, Mira's lamp!", "Is it?", "—")

    assert passages.said == [("lamp", "mira"), (), ()]


def test_a_message_without_a_word_takes_its_place_but_has_no_passage():
    passages = told("One.", "", "Two.")

    assert passages.messages == 3
    assert [row.message for row in passages.rows] == [0, 2]


def test_a_story_taken_up_again_after_a_pause_is_another_sitting():
    passages = StoryPassages()
    pauses = [timedelta(0), SITTING_GAP - timedelta(seconds=1), SITTING_GAP, timedelta(0)]
    at = BEGIN
    for number, pause in enumerate(pauses):
        at += pause
        passages.append(said("On.", number=number, at=at), number)

    assert [row.sitting for row in passages.rows] == [0, 0, 1, 1]
    assert passages.traits.sittings.tolist() == [0, 0, 1, 1]


def test_a_very_long_sitting_is_taken_for_several():
    passages = told(*["On."] * (2 * MOST_IN_A_SITTING + 1))

    sittings = [row.sitting for row in passages.rows]

    assert [sittings.count(one) for one in (0, 1, 2)] == [MOST_IN_A_SITTING, MOST_IN_A_SITTING, 1]


def test_traits_tell_what_a_passage_is_like():
    traits = told(
        "A lamp.", "Who goes there?", "谁？", "من هناك؟", "On Sunday.", "Seven owls."
    ).traits

    assert traits.asks.tolist() == [0, 1, 1, 1, 0, 0]
    assert traits.times.tolist() == [0, 0, 0, 0, 1, 0]
    assert traits.numbers.tolist() == [0, 0, 0, 0, 0, 1]
    assert traits.length.tolist()[:2] == pytest.approx(np.log1p([2, 3]))


def test_the_names_of_those_who_speak_are_known_but_nobodys():
    passages = told(
        ("Mira Venn", "Yes."), ("The Narrator", "No."), ("You", "Hm."), ("Élodie", "Oh.")
    )

    assert passages.names == {"mira", "venn", "elodie"}
    passages.truncate(3)
    assert passages.names == {"mira", "venn"}


def test_what_somebody_says_is_found_by_any_word_of_their_name():
    passages = told(("Mira Venn", "Yes."), ("Élodie Venn", "No."), ("Wick", "Hm."))

    assert passages.spoken_by(["venn"]).tolist() == [True, True, False]
    assert passages.spoken_by(["elodie", "wick"]).tolist() == [False, True, True]
    assert passages.spoken_by([]).tolist() == passages.spoken_by(["x"]).tolist() == [False] * 3


def test_who_says_nothing_is_forgotten_with_what_was_said():
    passages = told("A lamp.", ("Mira", ""))

    passages.truncate(1)

    assert passages.names == frozenset()


def test_what_is_embedded_is_what_is_said_not_by_or_about_whom():
    passages = told(("Mira", "Wick, Mira's lamp is out."), ("Wick", "Mira!"))

    assert sorted(passages.without_vector().values()) == ["Mira!", "lamp is out."]


def test_somebody_new_who_speaks_concerns_only_what_names_them():
    passages = told(("Mira", "A lamp  here."), ("Mira", "Ask Wick."))
    embed(passages)

    passages.append(said("Yes.", "Wick", 2), 2)

    assert sorted(passages.without_vector().values()) == ["Ask", "Yes."]


def test_a_text_without_any_of_the_names_is_left_as_it_is():
    text = "Two\n\nspaces  here."

    assert without_names(text, {"mira"}) == without_names(text, frozenset()) == text
    assert without_names("Two\n\nspaces, Mira", {"mira"}) == "Two spaces,"


def test_only_words_that_are_names_and_nothing_else_are_left_out():
    names = {"mira", "venn", "小明"}

    assert names_only("(Mira-Venn),", names)
    assert names_only("MIRA’S", names)
    assert names_only("小明", names)
    assert not names_only("Mira-like", names)
    assert not names_only("—", names)


def test_keeping_as_many_as_there_are_changes_nothing():
    passages = told("One.", "Two.")
    before = seen(passages)

    passages.truncate(2)
    passages.truncate(9)

    assert seen(passages) == before


def test_a_message_like_one_that_has_its_vector_needs_none():
    passages = told("The lamp.", "An owl.")
    embed(passages)

    passages.append(said("An owl.", number=2), 2)

    assert passages.without_vector() == {}
    assert passages.similarity(vector_of("An owl."))[1:] == pytest.approx([1, 1])


def test_what_was_seen_to_be_missing_does_not_change_with_what_comes():
    passages = told("The lamp.")
    missing = passages.without_vector()

    embed(passages)

    assert list(missing.values()) == ["The lamp."]


def test_many_messages_find_room():
    passages = told(*[f"Lamp {number}." for number in range(300)])

    assert passages.traits.numbers.tolist() == [1] * 300
    assert passages.traits.sittings.tolist() == [
        number // MOST_IN_A_SITTING for number in range(300)
    ]
