"""More budget never takes anything away, and never is a token more used than there is."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loredesk.ports.task_inputs import KnownEntry
from loredesk.recall.budget import (
    SHARES,
    SMALLEST_CUT,
    Demand,
    Part,
    answer_room,
    divided,
    entry_tokens,
    fitting_prefix,
    needed,
    pack,
    request_budget,
)
from loredesk.recall.quotas import FREE, MOST_OF_ONE, spread

demands = st.dictionaries(
    st.sampled_from(Part),
    st.tuples(st.integers(0, 3_000), st.integers(0, 9_000)).map(
        lambda pair: Demand(least=min(pair), want=max(pair))
    ),
)
texts = st.integers(0, 60).map(lambda count: "The gate is shut again. " * count)
entries = st.lists(
    st.tuples(texts, texts).map(
        lambda pair: KnownEntry(
            handle="c1", title="Mara", category="character", content=pair[0], note=pair[1]
        )
    ),
    max_size=12,
).map(
    lambda some: [
        replace(one, handle=f"c{number}", title=f"Mara {number}") for number, one in enumerate(some)
    ]
)


@given(st.integers(-50, 20_000), demands)
def test_no_more_is_given_than_there_is_and_none_gets_more_than_it_could_use(room, wanted):
    given_to = divided(room, wanted)

    assert sum(given_to.values()) <= max(room, 0)
    assert all(0 <= given_to[part] <= wanted.get(part, Demand(0, 0)).want for part in SHARES)


@given(st.integers(0, 20_000), demands)
def test_what_is_needed_is_given_first_and_nothing_is_kept_back_that_could_be_used(room, wanted):
    given_to = divided(room, wanted)
    least = sum(one.least for one in wanted.values())

    if least <= room:
        assert all(given_to[part] >= one.least for part, one in wanted.items())
    if sum(one.want for one in wanted.values()) >= room:
        assert room - sum(given_to.values()) <= len(SHARES)


@given(st.integers(0, 9_000), st.integers(1, 400), demands)
def test_more_room_gives_no_part_less(room, more, wanted):
    before, after = divided(room, wanted), divided(room + more, wanted)

    assert all(after[part] >= before[part] for part in SHARES)


@given(entries, st.integers(0, 6_000), st.integers(0, 12))
def test_what_is_packed_fits(ranked, budget, must):
    packed, left = pack(ranked, budget, must=min(must, len(ranked)))

    assert sum(one.tokens for one in packed) <= budget
    assert all(one.tokens == entry_tokens(one.entry) for one in packed)
    assert [one.entry.handle for one in packed] + [one.handle for one in left] == [
        one.handle for one in ranked
    ]


@given(entries, st.integers(0, 4_000), st.integers(1, 300), st.integers(0, 12))
def test_more_budget_never_takes_an_entry_away(ranked, budget, more, must):
    must = min(must, len(ranked))
    before, _ = pack(ranked, budget, must=must)
    after, _ = pack(ranked, budget + more, must=must)

    assert {one.entry.handle for one in before} <= {one.entry.handle for one in after}


@given(entries, st.integers(0, 12))
def test_what_is_on_scene_is_in_wherever_all_their_names_have_room(ranked, must):
    must = min(must, len(ranked))
    budget = needed(ranked, must).least
    names = [replace(one, content="", note="", aliases=()) for one in ranked[:must]]
    budget = max(budget, sum(map(entry_tokens, names)))

    packed, _ = pack(ranked, budget, must=must)

    assert len(packed) >= must


@given(entries, st.integers(0, 4_000))
def test_an_entry_that_is_not_cut_is_whole(ranked, budget):
    packed, _ = pack(ranked, budget, must=len(ranked) // 2)

    by_handle = {one.handle: one for one in ranked}
    assert all(one.entry == by_handle[one.entry.handle] for one in packed if not one.cut)


@given(entries, st.integers(0, 300), st.integers(0, 12))
def test_nothing_is_cut_where_there_is_room_for_all(ranked, more, must):
    packed, left = pack(ranked, sum(map(entry_tokens, ranked)) + more, must=min(must, len(ranked)))

    assert left == []
    assert [one.entry for one in packed] == list(ranked)


def test_small_entries_leave_each_other_no_more_room_than_they_need():
    small = [
        KnownEntry(handle=f"c{number}", title="Mara", category="character", content="She waits.")
        for number in range(3)
    ]

    packed, _ = pack(small, sum(map(entry_tokens, small)), must=3)

    assert not any(one.cut for one in packed)


@pytest.mark.parametrize("sentence", ["It rains. ", "雨が降る。"])
def test_an_entry_is_cut_at_the_end_of_a_sentence(sentence):
    long = KnownEntry(handle="c1", title="Mara", category="character", content=sentence * 120)

    (packed,), _ = pack([long], 200, must=1)

    assert packed.cut
    kept = packed.entry.content.removesuffix(" [\u2026]")
    assert kept
    assert f"{kept} ".startswith(sentence)
    assert kept.endswith(sentence.strip())


def test_nothing_follows_the_first_that_does_not_fit():
    small = KnownEntry(handle="c2", title="Tobin", category="character", content="A smith.")
    large = KnownEntry(handle="c1", title="Mara", category="character", content="It rains. " * 90)

    packed, left = pack([small, large, replace(small, handle="c3")], 2 * SMALLEST_CUT)

    assert [one.entry.handle for one in packed] == ["c2"]
    assert [one.handle for one in left] == ["c1", "c3"]


@given(st.lists(st.integers(0, 90)), st.integers(0, 900))
def test_a_prefix_is_as_long_as_it_fits(costs, budget):
    count = fitting_prefix(costs, budget)

    assert sum(costs[:count]) <= budget
    assert count == len(costs) or sum(costs[: count + 1]) > budget


@pytest.mark.parametrize(("context", "answer", "budget"), [(8192, 1024, 7168), (2000, 1900, 500)])
def test_a_request_leaves_room_for_its_answer(context, answer, budget):
    assert request_budget(context, answer) == budget


@given(st.lists(st.sampled_from("abc"), max_size=30))
def test_no_kind_crowds_out_the_others(kinds):
    order = spread(list(enumerate(kinds)), lambda one: one[1])

    assert sorted(order) == list(enumerate(kinds))
    for count in range(1, len(order) + 1):
        first, rest = order[:count], order[count:]
        others = {kind for _, kind in rest}
        for kind in set(kinds):
            taken = sum(one[1] == kind for one in first)
            if taken > max(FREE, MOST_OF_ONE * count) and order[count - 1][1] == kind:
                assert others <= {kind}


@given(st.lists(st.sampled_from("abc"), max_size=30))
def test_within_a_kind_the_order_stays(kinds):
    order = spread(list(enumerate(kinds)), lambda one: one[1])

    for kind in set(kinds):
        numbers = [number for number, other in order if other == kind]
        assert numbers == sorted(numbers)


@pytest.mark.parametrize(
    ("context", "wanted", "room"), [(8_192, 1_024, 1_024), (8_192, 8_000, 6_144)]
)
def test_an_answer_never_asks_for_more_than_a_full_request_leaves(context, wanted, room):
    assert answer_room(context, wanted) == room
    assert request_budget(context, wanted) + room <= context
