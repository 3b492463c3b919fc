"""What every vector index promises."""

import numpy as np
import pytest

from loredesk.domain.ids import SessionId, WorldId
from loredesk.storage.vectors.exact import ExactIndex
from tests.fakes.vectors import WORLD, passage, some_direction

DIMENSION = 8
NOTE = SessionId("session")


def vector(seed):
    return some_direction(seed, DIMENSION)


async def found(index, asked, *, world=WORLD, session=None, limit=10):
    hits = await index.query(asked, world_id=world, session_id=session, limit=limit)
    return [hit.key for hit in hits]


async def test_an_empty_index_finds_nothing_and_holds_nothing(index):
    assert await found(index, vector(1)) == []
    assert dict(await index.contents()) == {}


async def test_the_closest_passage_comes_first_with_all_that_is_known_of_it(index):
    near, far = passage("inn:0", vector(1)), passage("mill:0", vector(2))
    await index.upsert([far, near])

    hits = await index.query(near.vector, world_id=WORLD, session_id=None, limit=10)

    assert [hit.key for hit in hits] == ["inn:0", "mill:0"]
    assert hits[0].entry_id == "inn"
    assert hits[0].session_id is None
    assert hits[0].text_hash == near.text_hash
    assert hits[0].similarity == pytest.approx(1.0, abs=1e-5)
    assert hits[1].similarity == pytest.approx(float(near.vector @ far.vector), abs=1e-5)


async def test_similarity_does_not_depend_on_the_length_of_the_question(index):
    await index.upsert([passage("inn:0", vector(1))])

    hits = await index.query(
        (vector(2) * 7).astype(np.float64), world_id=WORLD, session_id=None, limit=1
    )

    assert hits[0].similarity == pytest.approx(float(vector(1) @ vector(2)), abs=1e-5)


async def test_a_passage_with_a_known_key_replaces_the_old_one(index):
    await index.upsert([passage("inn:0", vector(1), text="old")])
    newer = passage("inn:0", vector(2), text="new")

    await index.upsert([newer])

    assert dict(await index.contents()) == {"inn:0": newer.text_hash}
    hits = await index.query(vector(2), world_id=WORLD, session_id=None, limit=5)
    assert [hit.text_hash for hit in hits] == [newer.text_hash]
    assert hits[0].similarity == pytest.approx(1.0, abs=1e-5)


async def test_of_two_passages_with_one_key_in_one_call_the_later_stays(index):
    later = passage("inn:0", vector(2), session=NOTE, text="later")

    await index.upsert([passage("inn:0", vector(1), text="earlier"), later])

    assert dict(await index.contents()) == {"inn:0": later.text_hash}
    assert await found(index, vector(2)) == []
    assert await found(index, vector(2), session=NOTE) == ["inn:0"]


async def test_what_was_deleted_is_no_longer_found_and_the_rest_is(index):
    everything = [passage(f"entry{seed}:0", vector(seed)) for seed in range(6)]
    await index.upsert(everything)

    await index.delete(["entry0:0", "entry3:0", "never heard of"])

    assert set(await index.contents()) == {"entry1:0", "entry2:0", "entry4:0", "entry5:0"}
    assert set(await found(index, vector(0))) == set(await index.contents())
    assert (await found(index, vector(4)))[0] == "entry4:0"


async def test_deleting_nothing_is_allowed(index):
    await index.delete([])
    await index.delete(["never heard of"])
    await index.upsert([])

    assert dict(await index.contents()) == {}


async def test_a_deleted_passage_can_come_back(index):
    again = passage("inn:0", vector(1))
    await index.upsert([again])
    await index.delete(["inn:0"])

    await index.upsert([again])

    assert await found(index, vector(1)) == ["inn:0"]


async def test_a_session_sees_the_base_documents_of_its_world_and_its_own(index):
    await index.upsert(
        [
            passage("base:0", vector(1)),
            passage("own:0", vector(2), session="session"),
            passage("strange:0", vector(3), session="another session"),
            passage("elsewhere:0", vector(4), world="another world"),
        ]
    )

    assert set(await found(index, vector(1), session=NOTE)) == {"base:0", "own:0"}
    assert set(await found(index, vector(1))) == {"base:0"}
    assert set(await found(index, vector(1), world=WorldId("another world"))) == {"elsewhere:0"}
    assert await found(index, vector(1), world=WorldId("nowhere")) == []


async def test_what_is_out_of_sight_takes_no_place_among_the_closest(index):
    hidden = [passage(f"hidden{n}:0", vector(1), session="another session") for n in range(40)]
    await index.upsert([*hidden, passage("seen:0", vector(2))])

    assert await found(index, vector(1), session=NOTE, limit=3) == ["seen:0"]


async def test_no_more_hits_than_asked_for(index):
    await index.upsert([passage(f"entry{seed}:0", vector(seed)) for seed in range(9)])

    assert len(await found(index, vector(1), limit=4)) == 4
    assert await found(index, vector(1), limit=0) == []


async def test_clearing_forgets_everything_and_leaves_a_working_index(index):
    await index.upsert([passage(f"entry{seed}:0", vector(seed)) for seed in range(3)])

    await index.clear()

    assert dict(await index.contents()) == {}
    assert await found(index, vector(1)) == []
    await index.upsert([passage("new:0", vector(5))])
    assert await found(index, vector(5)) == ["new:0"]


async def test_a_vector_of_another_dimension_is_refused_and_both_are_named(index):
    await index.upsert([passage("inn:0", vector(1))])

    with pytest.raises(ValueError, match=r"dimension 8.*dimension 5"):
        await index.upsert([passage("mill:0", some_direction(1, 5))])
    with pytest.raises(ValueError, match=r"dimension 8.*dimension 5"):
        await index.query(some_direction(1, 5), world_id=WORLD, session_id=None, limit=1)

    assert set(await index.contents()) == {"inn:0"}


async def test_a_vector_that_is_no_number_is_refused(index):
    with pytest.raises(ValueError, match="no finite number"):
        await index.upsert([passage("inn:0", np.full(DIMENSION, np.nan, dtype=np.float32))])

    assert dict(await index.contents()) == {}


async def test_chroma_ranks_as_the_exact_index_does(chroma):
    exact = ExactIndex()
    sessions = [None, "session", "another session"]
    everything = [
        passage(f"entry{seed}:0", vector(seed), session=sessions[seed % 3]) for seed in range(150)
    ]
    await exact.upsert(everything)
    await chroma.upsert(everything)

    for seed in range(1000, 1010):
        assert await found(chroma, vector(seed), session=NOTE) == await found(
            exact, vector(seed), session=NOTE
        )
    assert await chroma.contents() == await exact.contents()


async def test_every_passage_in_chroma_turns_up_by_its_own_vector(chroma):
    same = [passage(f"same{n}:0", vector(0)) for n in range(120)]
    others = [passage(f"entry{seed}:0", vector(seed)) for seed in range(1, 50)]
    await chroma.upsert([*same, *others])
    vectors = {one.key: one.vector for one in [*same, *others]}

    assert await chroma.unfindable(vectors) == []


async def test_a_passage_chroma_does_not_hold_is_named_as_unfindable(chroma):
    await chroma.upsert([passage("inn:0", vector(1))])

    assert await chroma.unfindable({"inn:0": vector(1), "mill:0": vector(2)}) == ["mill:0"]
