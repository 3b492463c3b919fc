"""Which entries hold which words, and which say them otherwise."""

import pytest

from loredesk.domain.ids import LoreId, SessionId, WorldId
from loredesk.ports.index_repos import DocumentText
from loredesk.recall.lore.words import LoreWords
from loredesk.recall.terms import telling_terms
from tests.fakes.tales import WordDirections

WORLD, SESSION = WorldId("world"), SessionId("session")
ALIKE = WordDirections(boat=(1, 0), ship=(1, 0.2), lamp=(0, 1), lantern=(0.2, 1))


def document(name, text, *, session_id=None, passage=0, world_id=WORLD):
    return DocumentText(
        key=f"{session_id or '-'}:{name}:{passage}",
        world_id=world_id,
        session_id=session_id,
        entry_id=LoreId(name),
        title=name.title(),
        aliases=(),
        text=text,
    )


def held(*documents):
    words = LoreWords()
    for one in documents:
        words.put(one)
    return words


def judged(words, text, *names, known=ALIKE, session_id=SESSION):
    return words.judge(
        list(map(LoreId, names)),
        [(1.0, telling_terms(text))],
        text.split(),
        known,
        world_id=WORLD,
        session_id=session_id,
    )


def test_what_is_said_of_an_entry_is_what_a_search_says():
    words = held(document("mara", "A boat and a lamp."), document("wick", "A lamp."))

    best = words.best(
        [(1.0, telling_terms("boat lamp"))], world_id=WORLD, session_id=SESSION, limit=5
    )

    assert judged(words, "boat lamp", "mara", "wick").words == pytest.approx(best)


def test_an_entry_that_holds_no_word_scores_nothing_and_an_unknown_one_is_left_out():
    words = held(document("mara", "A boat."), document("tower", "Old stones."))

    assert judged(words, "boat", "tower", "nobody").words == {"tower": 0}


def test_an_entry_that_says_the_same_in_other_words_is_told_from_one_that_does_not():
    words = held(document("mara", "A ship."), document("tower", "Old stones."))

    otherwise = judged(words, "boat", "mara", "tower").otherwise

    assert otherwise["mara"] > otherwise["tower"] == 0


def test_of_several_passages_the_best_counts():
    words = held(
        document("mara", "Old stones."),
        document("mara", "A boat.", passage=1),
        document("wick", "A boat."),
    )

    found = judged(words, "boat", "mara", "wick")

    assert found.words["mara"] == pytest.approx(found.words["wick"])
    assert found.otherwise["mara"] == pytest.approx(found.otherwise["wick"])


def test_what_a_session_tells_anew_counts_there_instead_of_canon():
    words = held(
        document("mara", "A boat."),
        document("mara", "Old stones.", session_id=SESSION),
        document("wick", "A boat."),
    )

    assert judged(words, "boat", "mara").words == {"mara": 0}
    assert judged(words, "boat", "mara", session_id=None).words["mara"] > 0


def test_of_another_world_nothing_is_said():
    words = held(document("mara", "A boat.", world_id=WorldId("another")))

    assert judged(words, "boat", "mara") == ({}, {})


def test_where_nothing_knows_how_alike_words_are_only_the_same_ones_count():
    words = held(document("mara", "A ship."))

    assert judged(words, "boat", "mara", known=None).otherwise == {}


def test_a_document_that_is_dropped_or_replaced_says_nothing_any_more():
    words = held(document("mara", "A ship."), document("wick", "A boat."))
    words.drop(document("mara", "").key)
    words.put(document("wick", "Old stones."))

    found = judged(words, "boat", "mara", "wick")

    assert found == ({"wick": 0}, {"wick": 0})


def test_a_thing_said_often_or_at_length_counts_little_more_than_one_said_once():
    words = held(
        document("often", "A lamp, a lamp, a lamp, and a lamp."),
        document("both", "A lamp, and with it a boat. " + "There is much to tell. " * 20),
        document("other", "A boat."),
    )

    found = judged(words, "lamp boat", "often", "both", "other").words

    assert max(found, key=found.__getitem__) == "both"
