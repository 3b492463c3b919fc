"""How models count is known again after a start; what is kept says nothing of where they are."""

from dataclasses import replace

import pytest

from loredesk.domain.calibration import Calibration, PromptCount
from loredesk.domain.services import Profile, Service
from loredesk.services.counting import MOST_MODELS, TokenCounts

PROFILE = Profile(service=Service.GENERATION, base_url="http://one.example/v1", model="small")


def counted(profile=PROFILE, *, real=6_000):
    return PromptCount(
        base_url=profile.base_url, model=profile.model, estimated=5_000, real=real, sure=True
    )


@pytest.fixture
def kept():
    """Return everything that was ever kept, the newest last."""
    return [""]


@pytest.fixture
def counts(kept):
    return TokenCounts(keep=kept.append)


def test_what_was_learned_is_known_after_a_start(counts, kept):
    counts.heard(counted())
    counts.heard(counted(real=6_100))

    again = TokenCounts(kept[-1])

    assert again.of(PROFILE) == counts.of(PROFILE) != Calibration()
    assert again.of(replace(PROFILE, model="large")) == Calibration()
    assert again.of(replace(PROFILE, base_url="http://two.example/v1")) == Calibration()


def test_a_count_that_says_nothing_is_not_kept(counts, kept):
    counts.heard(counted(real=9_000_000))

    assert kept == [""]


def test_what_is_kept_names_no_server_and_no_model(counts, kept):
    counts.heard(counted())

    assert "example" not in kept[-1]
    assert "small" not in kept[-1]


def test_of_the_models_that_were_heard_last_it_is_remembered(counts, kept):
    many = [replace(PROFILE, model=f"model {number}") for number in range(MOST_MODELS + 1)]
    for profile in many[:-1]:
        counts.heard(counted(profile))
    counts.heard(counted(many[0], real=6_100))
    counts.heard(counted(many[-1]))

    again = TokenCounts(kept[-1])

    assert again.of(many[1]) == Calibration()
    assert all(again.of(one) != Calibration() for one in (many[0], many[2], many[-1]))


@pytest.mark.parametrize("told", ["no JSON", "[1, 2]", '{"a": 3}', "[" * 100_000])
def test_what_cannot_be_read_is_learned_anew(told):
    counts = TokenCounts(told)

    counts.heard(counted())

    assert counts.of(PROFILE).seen == 1
