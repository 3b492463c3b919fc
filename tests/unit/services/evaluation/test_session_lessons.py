"""A session teaches what counts in it, and is measured on turns that taught nothing of it."""

from itertools import pairwise

import pytest

from loredesk.domain.lessons import BUILT_IN, FEWEST, LEARNED, MEANING, WORDS, Verdict
from loredesk.recall.story import weights as story_weights
from loredesk.recall.story.weights import FIRST, SECOND
from loredesk.services.evaluation import session_lessons
from loredesk.services.evaluation.session_runs import SessionRuns

THINGS = [
    "amber",
    "anchor",
    "apron",
    "axe",
    "bagpipe",
    "barrel",
    "basin",
    "basket",
    "beacon",
    "bellows",
    "biscuit",
    "blanket",
    "bobbin",
    "bonnet",
    "bottle",
    "bracelet",
    "bridle",
    "broom",
    "bucket",
    "buckle",
    "button",
    "candle",
    "canvas",
    "carpet",
    "cauldron",
    "chalice",
    "chisel",
    "clarinet",
    "cleaver",
    "cloak",
    "clover",
    "coffin",
    "compass",
    "copper",
    "cradle",
    "crowbar",
    "crystal",
    "cushion",
    "dagger",
    "dulcimer",
    "easel",
    "ember",
    "fiddle",
]
PLACES = [
    "abbey",
    "alcove",
    "arcade",
    "attic",
    "balcony",
    "barracks",
    "bakery",
    "belfry",
    "boathouse",
    "brewery",
    "canteen",
    "castle",
    "cellar",
    "chancel",
    "chapel",
    "cloister",
    "cottage",
    "courtyard",
    "crypt",
    "dairy",
    "depot",
    "dungeon",
    "foundry",
    "fountain",
    "gallery",
    "garden",
    "garret",
    "gatehouse",
    "granary",
    "guildhall",
    "hamlet",
    "harbour",
    "hayloft",
    "hospice",
    "icehouse",
    "kennel",
    "kiln",
    "kitchen",
    "larder",
    "laundry",
    "library",
    "lodge",
    "loggia",
]
assert len(THINGS) == len(PLACES)


@pytest.fixture
async def remembered(campaign):
    """Return a campaign in which what a long reply told is asked for, and short talk is not."""

    async def tell(turns):
        places = [f"between {one} and {other}" for one, other in pairwise([*PLACES, PLACES[0]])]
        pairs = list(zip(THINGS, places, strict=True))[:turns]
        for thing, place in pairs:
            await campaign.turn("I look round.", f"You see a {thing}.")
            told = f"Somebody hides the {thing} {place} at night, and nobody is to know of it."
            await campaign.turn("I wait.", told)
        for _ in range(4):
            await campaign.turn("I wait.", "Rain falls on slate.")
        for thing, place in pairs:
            await campaign.turn(f"What became of the {thing}?", f"It lies {place} still.")
            await campaign.turn("I wait.", "Rain falls on slate.")
            await campaign.turn("I wait on.", "It rains.")
            await campaign.turn("I go on waiting.", "It pours.")

    return tell


@pytest.fixture
def learned(campaign, bench):
    async def learn():
        runs = SessionRuns(bench, author=campaign.library.store, tell=lambda _progress: None)
        result = await runs.measured(campaign.session.id, campaign.world.id, learn=True)
        return result.learned

    return learn


@pytest.fixture
def blind(monkeypatch):
    """Let the built-in weights put the shortest passages first, so that there is much to learn."""
    short = story_weights.StoryWeights(
        {**FIRST, "length": -6.0, "near": -1.0}, {**SECOND, "length": -6.0, "near": -1.0}
    )
    monkeypatch.setattr(story_weights, "BUILT_IN", short)


async def test_what_finds_more_in_turns_held_out_is_kept(remembered, learned, blind):
    await remembered(FEWEST + 4)

    found = await learned()

    assert found.lesson.verdict is Verdict.KEPT
    assert found.lesson.turns >= FEWEST
    figures = found.lesson.figures
    assert set(figures) == {WORDS, MEANING, BUILT_IN, LEARNED}
    assert figures[LEARNED]["recall@10"] > figures[BUILT_IN]["recall@10"]
    assert found.lesson.asked[LEARNED] >= found.lesson.asked[BUILT_IN] - 0.05
    assert set(found.weights.first) == set(FIRST)


async def test_where_the_built_in_weights_find_everything_they_stay(remembered, learned):
    await remembered(FEWEST + 2)

    found = await learned()

    assert found.lesson.verdict is Verdict.NO_BETTER
    assert found.weights is None
    assert found.lesson.figures[BUILT_IN]["recall@10"] > 0.9


async def test_from_a_few_turns_nothing_is_learned(remembered, learned):
    await remembered(3)

    found = await learned()

    assert (found.lesson.verdict, found.weights) == (Verdict.TOO_FEW, None)
    assert 0 < found.lesson.turns < FEWEST
    assert found.lesson.figures == {}


async def test_what_would_lose_what_is_asked_for_is_not_kept(
    remembered, learned, blind, monkeypatch
):
    async def lost(*_args):
        return {BUILT_IN: [True] * 50, LEARNED: [False] * 50}

    monkeypatch.setattr(session_lessons.SessionLessons, "_asked", lost)
    await remembered(FEWEST + 4)

    found = await learned()

    assert (found.lesson.verdict, found.weights) == (Verdict.FINDS_LESS, None)
    assert found.lesson.asked == {BUILT_IN: 1.0, LEARNED: 0.0}


async def test_a_session_without_a_line_teaches_nothing(learned):
    assert (await learned()).lesson.turns == 0
