"""What several searches say of an entry is brought together."""

from loredesk.domain.ids import LoreId
from loredesk.recall.candidates import Signs
from loredesk.recall.lore.weights import MEANING, WORDS

MARA, TOWER = LoreId("mara"), LoreId("tower")


def test_what_is_said_of_all_counts_before_what_a_search_brought_by_another_measure():
    signs = Signs()
    signs.take(WORDS, {MARA: 0.000002})
    signs.take(MEANING, {MARA: 0.5, TOWER: 0.5})

    signs.judge(WORDS, {MARA: 0.8, TOWER: 0.1})

    assert [one.entry_id for one in signs.candidates()] == [MARA, TOWER]


def test_where_nothing_is_said_of_all_what_a_search_brought_counts():
    signs = Signs()
    signs.take(WORDS, {MARA: 0.8, TOWER: 0.1})
    signs.take(MEANING, {MARA: 0.5, TOWER: 0.5})

    signs.judge(WORDS, {})

    assert [one.scores[WORDS] for one in signs.candidates()] == [0.8, 0.1]
