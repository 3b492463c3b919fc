from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loredesk.domain.ids import SessionId, WorldId
from loredesk.storage.vectors.exact import ExactIndex
from tests.fakes.vectors import WORLD, direction, passage, some_direction

DIMENSION = 4
ENTRIES = [f"entry{number}" for number in range(5)]
KEYS = [f"{entry}:{passage}" for entry in ENTRIES for passage in range(2)]
WORLDS = ["world", "another world"]
SESSIONS = [None, "session", "another session"]

one_passage = st.builds(
    lambda key, seed, world, session: passage(
        key, some_direction(seed, DIMENSION), world=world, session=session, text=str(seed)
    ),
    st.sampled_from(KEYS),
    st.integers(0, 5),
    st.sampled_from(WORLDS),
    st.sampled_from(SESSIONS),
)
one_step = st.one_of(
    st.lists(one_passage, max_size=6).map(lambda passages: ("upsert", passages)),
    st.lists(st.sampled_from(KEYS), max_size=4).map(lambda keys: ("delete", keys)),
    st.just(("clear", [])),
)


def by_brute_force(passages, asked, *, world, session, limit):
    """Compare with every passage in sight, one by one."""
    scored = [
        (-float(np.dot(one.vector.astype(float), asked.astype(float))), one.key)
        for one in passages
        if (one.world_id == world and one.session_id is None)
        or (session is not None and one.session_id == session)
    ]
    return sorted(scored)[:limit]


async def replayed(steps):
    """Return an index after a history of *steps*, and what it must hold by then."""
    index, truth = ExactIndex(), {}
    for what, given_items in steps:
        if what == "upsert":
            await index.upsert(given_items)
            truth.update({one.key: one for one in given_items})
        elif what == "delete":
            await index.delete(given_items)
            truth = {key: one for key, one in truth.items() if key not in given_items}
        else:
            await index.clear()
            truth = {}
    return index, truth


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    steps=st.lists(one_step, max_size=12),
    world=st.sampled_from(WORLDS),
    session=st.sampled_from(SESSIONS),
    limit=st.integers(1, 6),
)
async def test_after_any_history_it_finds_what_a_look_at_every_passage_finds(
    steps, world, session, limit
):
    index, truth = await replayed(steps)
    asked = some_direction(99, DIMENSION)

    hits = await index.query(asked, world_id=world, session_id=session, limit=limit)

    expected = by_brute_force(truth.values(), asked, world=world, session=session, limit=limit)
    scores = [score for score, _ in expected]
    assert [-hit.similarity for hit in hits] == pytest.approx(scores, abs=1e-5)
    assert {hit.key: hit.text_hash for hit in hits}.items() <= (await index.contents()).items()
    assert dict(await index.contents()) == {key: one.text_hash for key, one in truth.items()}
    assert len(index) == len(truth)


async def test_loading_says_how_many_came_and_they_are_found():
    index = ExactIndex()

    count = index.load(passage(f"entry{n}:0", some_direction(n, 16)) for n in range(5000))

    assert count == len(index) == 5000
    for number in (0, 2499, 4999):
        hits = await index.query(
            some_direction(number, 16), world_id=WORLD, session_id=None, limit=1
        )
        assert hits[0].key == f"entry{number}:0"


async def test_equally_close_passages_come_in_the_order_of_their_keys():
    index = ExactIndex()
    index.load(passage(key, direction(1, 0)) for key in ("c:0", "a:0", "d:0", "b:0"))

    hits = await index.query(direction(1, 1), world_id=WORLD, session_id=None, limit=2)

    assert [hit.key for hit in hits] == ["a:0", "b:0"]


async def test_a_few_rows_among_many_are_found_as_surely_as_among_few():
    index = ExactIndex()
    index.load(passage(f"far{n}:0", some_direction(n, 8), world="far") for n in range(500))
    await index.upsert([passage("near:0", some_direction(1, 8))])

    hits = await index.query(some_direction(1, 8), world_id=WORLD, session_id=None, limit=5)

    assert [hit.key for hit in hits] == ["near:0"]


async def test_the_first_vector_fixes_the_dimension_and_clearing_frees_it():
    index = ExactIndex()
    assert index.dimension is None
    await index.upsert([passage("inn:0", direction(1, 0, 0))])
    assert index.dimension == 3
    await index.delete(["inn:0"])
    assert index.dimension == 3

    await index.clear()
    await index.upsert([passage("inn:0", direction(1, 0))])

    assert index.dimension == 2


async def test_a_passage_can_move_to_another_world_or_session():
    index = ExactIndex()
    await index.upsert([passage("inn:0", direction(1, 0), session="session")])

    await index.upsert([passage("inn:0", direction(1, 0), world="far")])

    here = await index.query(
        direction(1, 0), world_id=WORLD, session_id=SessionId("session"), limit=1
    )
    there = await index.query(direction(1, 0), world_id=WorldId("far"), session_id=None, limit=1)
    assert (here, [hit.key for hit in there]) == ([], ["inn:0"])


def best_of_entries(passages, asked, *, world, session):
    """Compare with every passage of an entry; a session's own ones count instead of canon's."""
    found = {}
    for entry_id in {one.entry_id for one in passages}:
        of_entry = [one for one in passages if one.entry_id == entry_id]
        own = [one for one in of_entry if session is not None and one.session_id == session]
        canon = [one for one in of_entry if one.world_id == world and one.session_id is None]
        if counted := own or canon:
            found[entry_id] = max(
                float(np.dot(one.vector.astype(float), asked.astype(float))) for one in counted
            )
    return found


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    steps=st.lists(one_step, max_size=12),
    world=st.sampled_from(WORLDS),
    session=st.sampled_from(SESSIONS),
    wanted=st.none() | st.sets(st.sampled_from(ENTRIES)),
    limit=st.integers(1, 6),
)
async def test_after_any_history_it_says_which_entries_are_closest(
    steps, world, session, wanted, limit
):
    index, truth = await replayed(steps)
    asked = some_direction(99, DIMENSION)

    found = index.closest_entries(
        asked, world_id=WorldId(world), session_id=session, limit=limit, only=wanted
    )

    everything = best_of_entries(truth.values(), asked, world=world, session=session)
    expected = [score for one, score in everything.items() if wanted is None or one in wanted]
    assert {hit.entry_id: hit.similarity for hit in found} == pytest.approx(
        {hit.entry_id: everything[hit.entry_id] for hit in found}, abs=1e-6
    )
    best = sorted(expected, reverse=True)[:limit]
    assert [hit.similarity for hit in found] == pytest.approx(best, abs=1e-6)


async def test_canon_does_not_count_for_what_a_session_tells_anew_without_a_vector_yet():
    index = ExactIndex()
    canon = replace(passage("-:mara:0", direction(1, 0, 0, 0)), entry_id="mara")
    await index.upsert([canon])

    def found(session):
        hits = index.closest_entries(
            direction(1, 0, 0, 0), world_id=WorldId(WORLD), session_id=session, limit=5
        )
        return [hit.key for hit in hits]

    index.expect(["session:mara:0"])
    assert (found("session"), found("another"), found(None)) == ([], ["-:mara:0"], ["-:mara:0"])

    await index.upsert([replace(canon, key="session:mara:0", session_id="session")])
    assert found("session") == ["session:mara:0"]

    await index.delete(["session:mara:0"])
    assert found("session") == ["-:mara:0"]
