"""In a generated campaign the notes that count reach the prompt, and what was superseded does not.

`python -m tests.recall --campaign` asks a large one.
"""

import asyncio
from dataclasses import replace
from functools import cache

import pytest

from loredesk.domain.lessons import BUILT_IN, FEWEST, LEARNED, SINGLE, Verdict
from tests.recall.campaign.names import misspelt
from tests.recall.campaign.probes import GOAL_KINDS, OTHERWISE, PARAPHRASED
from tests.recall.campaign.remembering import learn
from tests.recall.campaign.running import Report, Sizes, run
from tests.recall.campaign.world import made

SMALL = Sizes(entries=120, turns=48, probes=72, secrets=35)


@cache
def asked() -> Report:
    return asyncio.run(run(SMALL))


@pytest.mark.parametrize("kind", [kind for kind in GOAL_KINDS if kind != PARAPHRASED])
def test_the_note_that_counts_is_told_however_its_entry_is_meant(kind):
    report = asked()

    assert [miss for miss in report.misses if miss["kind"] == kind] == []
    assert report.told[kind] == report.asked[kind] > 0


@pytest.mark.parametrize("kind", [PARAPHRASED, OTHERWISE])
def test_most_is_found_by_a_description_in_other_words(kind):
    assert asked().told[kind] > asked().asked[kind] / 2


def test_no_note_that_was_superseded_taken_back_or_undone_is_told():
    assert asked().outdated == 0


def test_no_secret_is_told_to_who_must_not_know():
    report = asked()

    assert report.secrets_asked == SMALL.secrets
    assert (report.secrets_told, report.secrets_beside) == (0, 0)


def test_a_secret_is_told_to_who_knows_it():
    assert asked().known_told == asked().known_asked > 0


def test_what_a_campaign_teaches_is_measured_on_turns_that_did_not_teach_it():
    told = asyncio.run(learn(replace(SMALL, turns=100, probes=70)))

    figures = told["lesson"]["figures"]
    assert told["lesson"]["turns"] >= FEWEST
    assert set(figures) == {*SINGLE, BUILT_IN, LEARNED}
    if told["lesson"]["verdict"] == Verdict.KEPT:
        assert figures[LEARNED]["recall@10"] > max(figures[one]["recall@10"] for one in SINGLE)


def test_the_same_seed_makes_the_same_campaign():
    one, other = made(60, 12, 5), made(60, 12, 5)

    assert [entry.content for entry in one.entries] == [entry.content for entry in other.entries]
    assert [turn.reply for turn in one.turns] == [turn.reply for turn in other.turns]
    assert made(60, 12, 6).entries[0].title != one.entries[0].title


@pytest.mark.parametrize("seed", range(20))
def test_a_misspelt_name_has_one_or_two_letters_wrong(seed):
    from random import Random

    from rapidfuzz.distance import OSA

    assert 1 <= OSA.distance("Orrowen Thessaly", misspelt("Orrowen Thessaly", Random(seed))) <= 2
