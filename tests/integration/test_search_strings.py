"""Any string can be searched for, and a text that holds a word is found by it, in every script."""

from tests.recall.strings import search_strings


def test_no_string_breaks_a_search_and_no_word_is_missed():
    report = search_strings(300, 20260601, every=5)

    assert report.errors == []
    assert report.missed == []
    assert report.curated > 1_000
