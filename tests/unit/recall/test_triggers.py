"""Names are found in a text, the longest one first, whatever script they are written in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loredesk.domain.ids import LoreId
from loredesk.recall.terms import words
from loredesk.recall.triggers import TriggerTable, name_words

some_words = st.sampled_from(["old", "mara", "venn", "gate", "the", "river", "玛拉", "河"])
names = st.lists(some_words, min_size=1, max_size=3).map(" ".join)
changes = st.lists(
    st.tuples(st.sampled_from("abcd"), st.one_of(st.none(), st.lists(names, max_size=3))),
    max_size=12,
)


def table_of(**entries):
    table = TriggerTable()
    for entry_id, given_names in entries.items():
        table.put(LoreId(entry_id), given_names)
    return table


def named(table, text):
    return [mention.entry_id for mention in table.mentions(text)]


def naively(known, text):
    """Return the mentions by trying every name at every place, the longest first."""
    said = words(text)
    runs = sorted(
        {name_words(name) for some in known.values() for name in some} - {()}, key=len, reverse=True
    )
    found, at = [], 0
    while at < len(said):
        run = next((run for run in runs if tuple(said[at : at + len(run)]) == run), ())
        found += sorted(one for one, some in known.items() if run and run in map(name_words, some))
        at += max(len(run), 1)
    return found


@given(changes, st.lists(some_words, max_size=12).map(" ".join))
def test_whatever_was_put_and_dropped_the_same_names_are_found(steps, text):
    table, known = TriggerTable(), {}
    for entry_id, given_names in steps:
        if given_names is None:
            table.drop(LoreId(entry_id))
            known.pop(entry_id, None)
        else:
            table.put(LoreId(entry_id), given_names)
            known[entry_id] = given_names

    assert named(table, text) == naively(known, text)
    for entry_id in known:
        table.drop(LoreId(entry_id))
    assert not table._by_first
    assert not any(table._unspaced.values())


@pytest.mark.parametrize(
    "text",
    [
        "I ask Mara Venn.",
        "I ask MARA  VENN!",
        "Mára Venn's key",
        "the Mara Venn",
        "\u201cMara Venn\u201d",
    ],
)
def test_a_name_is_found_however_it_is_written(text):
    assert named(table_of(m=["Mara Venn"]), text) == ["m"]


def test_of_overlapping_names_the_longest_counts():
    table = table_of(gate=["Gate"], old=["Old Gate"], keeper=["Keeper of the Old Gate"])

    assert named(table, "the keeper of the old gate and the old gate, a gate") == [
        "keeper",
        "old",
        "gate",
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("玛拉", "我去问玛拉钥匙在哪里"),
        ("マーラ", "私はマーラに鍵のことを聞く"),
        ("마라", "나는 마라에게 열쇠를 묻는다"),
        ("มารา", "ฉันถามมาราเรื่องกุญแจ"),
    ],
)
def test_a_name_is_found_where_no_spaces_part_it_from_other_words(name, text):
    table = table_of(m=[name])

    assert named(table, text) == ["m"]
    table.put(LoreId("m"), ["Mara"])
    assert named(table, text) == []


def test_within_such_signs_too_the_longest_name_counts():
    table = table_of(short=["东京"], long=["东京塔"])

    assert named(table, "我喜欢东京塔和东京") == ["long", "short"]
