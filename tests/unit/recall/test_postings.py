"""Word search in memory gives what a plain BM25 over the same texts gives, whatever came before."""

import math
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from loredesk.recall.postings import K1, B, Postings

TERMS = ("bell", "key", "lamp", "owl", "tide")
COUNTS = st.dictionaries(
    st.sampled_from(TERMS), st.one_of(st.integers(1, 5), st.sampled_from([0.1, 0.3, 2.5]))
)
TEXTS = st.lists(COUNTS, max_size=8)
ASKED = st.lists(st.sampled_from([*TERMS, "unknown"]), max_size=6)


def held(texts, **settings):
    """Return postings that hold *texts*, and nothing ever before."""
    postings = Postings(**settings)
    for slot, counts in enumerate(texts):
        postings.put(slot, counts)
    return postings


def bm25(texts, asked, *, k1=K1, b=B):
    """Return the scores of *texts*, straight from the formula."""
    there = [text for text in texts if text]
    if not there:
        return [0.0] * len(texts)
    mean = sum(sum(text.values()) for text in there) / len(there)
    found = []
    for text in texts:
        score = 0.0
        for term in set(asked):
            holders = sum(term in one for one in there)
            idf = math.log(1 + (len(there) - holders + 0.5) / (holders + 0.5))
            often = text.get(term, 0)
            norm = k1 * (1 - b + b * sum(text.values()) / mean)
            score += idf * often * (k1 + 1) / (often + norm)
        found.append(score)
    return found


def in_windows(near):
    """Return what sums a column over so many slots before and behind each."""

    def sums(column):
        return np.array(
            [column[max(at - near, 0) : at + near + 1].sum() for at in range(len(column))],
            np.float32,
        )

    return sums


def window_texts(texts, near):
    """Return each of *texts* as one text with its neighbours."""
    found = []
    for at in range(len(texts)):
        together = {}
        for text in texts[max(at - near, 0) : at + near + 1]:
            for term, count in text.items():
                together[term] = together.get(term, 0) + count
        found.append(together)
    return found


class AnyOrder(RuleBasedStateMachine):
    """Puts, drops and cuts off in any order; compares with postings that are built anew."""

    def __init__(self):
        super().__init__()
        self.postings = Postings()
        self.texts = []

    @rule(slot=st.integers(0, 9), counts=COUNTS)
    def put(self, slot, counts):
        self.texts += [{} for _ in range(slot + 1 - len(self.texts))]
        self.texts[slot] = dict(counts)
        self.postings.put(slot, counts)
        counts.clear()

    @rule(slot=st.integers(0, 12))
    def drop(self, slot):
        if slot < len(self.texts):
            self.texts[slot] = {}
        self.postings.drop(slot)

    @rule(slots=st.integers(0, 12))
    def truncate(self, slots):
        del self.texts[slots:]
        self.postings.truncate(slots)

    @invariant()
    def as_if_built_anew(self):
        anew = held(self.texts)
        assert self.postings.slots == anew.slots == len(self.texts)
        assert self.postings.texts == anew.texts == sum(map(bool, self.texts))
        for asked in ([], *([term] for term in TERMS), TERMS):
            assert self.postings.scores(asked).tolist() == anew.scores(asked).tolist()
            ours, theirs = (
                one.window_scores(asked, in_windows(1)).tolist() for one in (self.postings, anew)
            )
            assert ours == theirs
        for term in TERMS:
            assert sorted(self.postings.holders(term)) == sorted(anew.holders(term))
            assert self.postings.often(term).tolist() == anew.often(term).tolist()
            assert self.postings.idf(term) == anew.idf(term)
        assert self.postings.beginning_with("", most=9) == anew.beginning_with("", most=9)


AnyOrder.TestCase.settings = settings(stateful_step_count=12)
TestWhateverWasPutDroppedAndCutOffItIsAsIfBuiltAnew = AnyOrder.TestCase


@given(TEXTS, ASKED)
def test_scores_are_those_of_the_formula(texts, asked):
    assert held(texts).scores(asked) == pytest.approx(bm25(texts, asked), abs=1e-5)


@given(TEXTS, ASKED)
def test_other_weights_of_repetition_and_length_are_followed(texts, asked):
    found = held(texts, k1=0.7, b=0.2).scores(asked)

    assert found == pytest.approx(bm25(texts, asked, k1=0.7, b=0.2), abs=1e-5)


@given(TEXTS, ASKED, st.integers(0, 3))
def test_a_window_is_scored_as_the_one_text_it_is(texts, asked, near):
    found = held(texts).window_scores(asked, in_windows(near))

    assert found == pytest.approx(bm25(window_texts(texts, near), asked), abs=1e-4)


@given(TEXTS, ASKED)
def test_what_holds_nothing_that_is_asked_for_scores_nothing_and_all_else_something(texts, asked):
    found = held(texts).scores(asked)

    assert [score > 0 for score in found] == [not set(asked).isdisjoint(text) for text in texts]


@given(TEXTS, ASKED)
def test_order_and_repetition_of_what_is_asked_make_no_difference(texts, asked):
    once = held(texts).scores(sorted(set(asked)))

    assert held(texts).scores([*asked, *reversed(asked)]) == pytest.approx(once, abs=1e-5)


def test_a_rare_term_says_more_than_one_that_all_hold():
    postings = held([{"bell": 1, "the": 1}, {"the": 1}, {"the": 1}])

    assert postings.idf("bell") > postings.idf("the") > 0
    assert postings.idf("unknown") > postings.idf("bell")


def test_what_is_changed_afterwards_in_the_counts_given_is_not_seen():
    counts = {"bell": 1.0}
    postings = held([counts])

    counts["key"] = counts.pop("bell")
    postings.drop(0)

    assert postings.holders("bell").tolist() == []
    assert postings.texts == 0


def test_nothing_is_kept_of_a_text_that_is_gone():
    postings = held([{"bell": 1, "key": 2}, {"bell": 1}])

    postings.put(0, {"owl": 1})
    postings.truncate(1)

    assert postings.beginning_with("", most=9) == ["owl"]


def test_terms_with_a_beginning_come_in_the_order_of_how_many_hold_them():
    postings = held([{"lamp": 1, "lantern": 1}, {"lantern": 1, "lane": 3, "key": 1}])

    assert postings.beginning_with("la", most=2) == ["lantern", "lamp"]
    assert postings.beginning_with("la", most=9) == ["lantern", "lamp", "lane"]
    assert postings.beginning_with("x", most=9) == []


def test_a_column_once_given_stays_as_it_is():
    postings = held([{"bell": 1}])
    scores, often, holders = (
        postings.scores(["bell"]),
        postings.often("bell"),
        postings.holders("bell"),
    )

    postings.put(1, {"bell": 4})
    postings.drop(0)

    assert (scores[0] > 0, often.tolist(), holders.tolist()) == (True, [1.0], [0])


def test_many_texts_find_room():
    chance = random.Random(3)
    texts = [{chance.choice(TERMS): chance.randint(1, 3)} for _ in range(300)]

    postings = held(texts)

    assert postings.scores(TERMS) == pytest.approx(bm25(texts, TERMS), abs=1e-5)
    postings.truncate(10)
    assert postings.scores(TERMS) == pytest.approx(bm25(texts[:10], TERMS), abs=1e-5)
