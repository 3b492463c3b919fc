"""How much a request may hold: in estimated tokens, so that the real ones fit."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from loredesk.domain.calibration import PromptCount
from loredesk.domain.errors import TooLongError
from loredesk.domain.services import Profile, Service
from loredesk.services.counting import TokenCounts
from loredesk.services.reach import Reach

PROFILE = Profile(
    service=Service.GENERATION, base_url="http://one/v1", context_tokens=8192, max_tokens=1024
)


def counted(ratio, profile=PROFILE):
    return PromptCount(
        base_url=profile.base_url,
        model=profile.model,
        estimated=5_000,
        real=int(5_000 * ratio),
        sure=True,
    )


@given(st.lists(st.floats(0.9, 1.1), min_size=1, max_size=8), st.floats(0.4, 4.0))
def test_the_real_tokens_of_a_full_budget_stay_within_the_context(seen, middle):
    counts = TokenCounts()
    for ratio in seen:
        counts.heard(counted(middle * ratio))

    real = Reach(lambda: PROFILE, counts).budget() * counts.of(PROFILE).mean

    assert 0.6 * 7168 <= real <= 7168


def test_what_one_service_learns_of_a_model_all_know_and_other_models_have_their_own():
    counts = TokenCounts()
    analysis = replace(PROFILE, service=Service.ANALYSIS)
    other = replace(PROFILE, model="other")
    before = Reach(lambda: analysis, counts).budget()

    counts.heard(counted(2.0))

    assert Reach(lambda: analysis, counts).budget() < before * 0.5
    assert Reach(lambda: other, counts).budget() == before


def test_a_refusal_with_sizes_teaches_everyone_how_the_model_counts():
    counts = TokenCounts()
    refusal = TooLongError("Too long.", hint="", limit=8192, needed=12_000)

    assert Reach(lambda: PROFILE, counts).heed(refusal, 6_000)

    assert Reach(lambda: PROFILE, counts).budget() <= 7168 // 2


def test_a_refusal_without_a_count_lowers_the_budget_alone():
    reach = Reach(lambda: PROFILE)

    assert reach.heed(TooLongError("Too long.", hint="", limit=4096), 6_000)

    assert reach.budget() <= 4096 - 1024


def test_an_author_who_says_that_more_is_read_is_believed_after_a_refusal():
    profiles = [PROFILE]
    reach = Reach(lambda: profiles[-1])
    reach.heed(TooLongError("Too long.", hint="", limit=2_048, needed=8_000), 7_000)
    small = reach.budget()

    profiles.append(replace(PROFILE, context_tokens=65_536))

    assert reach.budget() > 5 * small
