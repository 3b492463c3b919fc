"""What was learned for a world is kept, one lesson at a time, until it is given up."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from loredesk.domain.ids import WorldId
from tests.fakes.lessons import learned


@pytest.fixture
async def world(library):
    return await library.add_world()


@pytest.fixture
async def session(library, world):
    return await library.add_session(world, "The Key")


async def of_world(library, world):
    return await library.read(lambda repos: repos.weights.of_world(world.id))


async def put(library, *lessons):
    for one in lessons:
        await library.write(lambda repos, one=one: repos.weights.put(one))


async def actions(library, world):
    rows = await library.read(lambda repos: repos.ledger.entries(subject=world.id))
    return [row.action for row in rows if row.action.endswith("weights")]


async def test_what_was_learned_is_read_back_with_the_title_of_its_session(library, world, session):
    kept = learned(world.id, session.id)
    await put(library, kept)

    found = await of_world(library, world)

    assert found == replace(kept, session_title="The Key")
    assert (found.first, found.second) == (kept.first, kept.second)
    assert (found.lesson.figures, found.lesson.asked) == (kept.lesson.figures, kept.lesson.asked)


async def test_where_nothing_was_learned_there_is_nothing(library, world, session):
    await put(library, learned(world.id, session.id))

    assert await library.read(lambda repos: repos.weights.of_world(WorldId("other"))) is None


async def test_what_is_learned_later_takes_the_place_of_what_was_learned_before(library, world):
    one, other = [await library.add_session(world, title) for title in ("One", "Other")]
    await put(library, learned(world.id, one.id), learned(world.id, other.id, basis="b"))

    found = await of_world(library, world)

    assert (found.session_title, found.basis) == ("Other", "b")


async def test_it_can_be_given_up_and_the_log_says_so(library, world, session):
    await put(library, learned(world.id, session.id))
    await library.write(lambda repos: repos.weights.forget(world.id))

    assert await of_world(library, world) is None
    assert await actions(library, world) == ["forget weights", "learn weights"]


async def test_giving_up_nothing_leaves_no_row_in_the_log(library, world):
    await library.write(lambda repos: repos.weights.forget(world.id))

    assert await actions(library, world) == []


@pytest.mark.parametrize("told", ["{}", '{"first": 3, "second": {}}', "[]"])
@pytest.mark.parametrize("column", ["weights", "lesson"])
async def test_what_does_not_say_what_it_must_is_refused(library, world, session, column, told):
    await put(library, learned(world.id, session.id))

    def damage(repos):
        change = text(f"UPDATE learned_weights SET {column} = '{told}'")
        repos.weights._connection.execute(change)

    await library.write(damage)

    with pytest.raises(ValueError, match="cannot be read"):
        await of_world(library, world)
