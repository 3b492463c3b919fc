"""Vectors follow their texts, whatever row these stand in."""

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from loredesk.domain.documents import text_hash
from loredesk.recall.story.vectors import TextVectors
from tests.fakes.tales import vector_of
from tests.fakes.vectors import direction

TEXTS = st.sampled_from(["", "bell", "key", "lamp", "owl"])


def held(*texts, known=()):
    """Return *texts* in rows, with the vectors of those that are *known*."""
    vectors = TextVectors()
    for text in texts:
        vectors.append(text)
    vectors.put({text_hash(text): vector_of(text) for text in known})
    return vectors


class Rows(RuleBasedStateMachine):
    """Appends, replaces and cuts off rows, brings and forgets vectors; compares with rows anew."""

    def __init__(self):
        super().__init__()
        self.vectors = TextVectors()
        self.texts = []
        self.known = set()

    @rule(text=TEXTS)
    def append(self, text):
        self.texts.append(text)
        self.vectors.append(text)

    @precondition(lambda self: self.texts)
    @rule(text=TEXTS, data=st.data())
    def replace(self, text, data):
        row = data.draw(st.integers(0, len(self.texts) - 1))
        self.texts[row] = text
        self.vectors.replace(row, text)

    @rule(rows=st.integers(0, 9))
    def truncate(self, rows):
        del self.texts[rows:]
        self.vectors.truncate(rows)

    @rule(texts=st.sets(TEXTS))
    def put(self, texts):
        self.known |= texts
        self.vectors.put({text_hash(text): vector_of(text) for text in texts})

    @rule()
    def forget(self):
        self.known.clear()
        self.vectors.forget()

    @invariant()
    def as_if_held_anew(self):
        self.known &= set(self.texts)
        anew = held(*self.texts, known=self.known)
        assert dict(self.vectors.missing) == {
            text_hash(text): text for text in self.texts if text not in self.known
        }
        asked = direction(1, 2, 3, 4)
        assert self.vectors.similarity(asked).tolist() == anew.similarity(asked).tolist()


Rows.TestCase.settings = settings(stateful_step_count=15)
TestWhateverCameAndWentEachTextHasItsOwnVector = Rows.TestCase


def test_equal_texts_share_a_vector():
    vectors = held("lamp", "owl", "lamp", known=["lamp"])
    assert list(vectors.missing.values()) == ["owl"]

    vectors.append("lamp")

    assert vectors.similarity(vector_of("lamp"))[[0, 2, 3]] == pytest.approx([1, 1, 1])


def test_vectors_of_texts_that_are_not_here_are_left():
    vectors = held("lamp", known=["owl"])

    assert list(vectors.missing.values()) == ["lamp"]


def test_a_row_that_is_given_the_text_it_has_keeps_its_vector():
    vectors = held("lamp", known=["lamp"])

    vectors.replace(0, "lamp")

    assert vectors.missing == {}


def test_likeness_is_the_cosine_and_where_it_is_not_known_it_says_nothing():
    vectors = held("one", "two", "three")
    vectors.put({text_hash("one"): direction(1, 0), text_hash("two"): direction(1, 1)})

    found = vectors.similarity(direction(1, 0))

    assert found == pytest.approx([1, 0.5**0.5, (1 + 0.5**0.5) / 2])


def test_without_a_vector_to_compare_with_nothing_is_alike():
    assert held("one", "two").similarity(direction(1, 0)).tolist() == [0, 0]
    assert held("one", "two", known=["one"]).similarity(None).tolist() == [0, 0]
    assert held("one", known=["one"]).similarity(direction(1, 0)).tolist() == [0]
    assert held().similarity(direction(1, 0)).tolist() == []


def test_vectors_of_another_length_take_the_place_of_all():
    vectors = held("one", "two", known=["one", "two"])

    vectors.put({text_hash("two"): direction(1, 0)})

    assert list(vectors.missing.values()) == ["one"]
    assert vectors.similarity(direction(1, 0)).tolist() == [1, 1]


def test_many_rows_find_room():
    vectors = TextVectors()
    for number in range(300):
        vectors.append(f"lamp {number}")
        vectors.put({text_hash(f"lamp {number}"): vector_of(f"lamp {number}")})

    alike = vectors.similarity(vector_of("lamp 7"))

    assert (len(alike), int(np.argmax(alike))) == (300, 7)
