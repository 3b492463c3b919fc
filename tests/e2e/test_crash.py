from tests.crash.__main__ import sample_script
from tests.crash.campaign import Plan, campaign


def test_nothing_is_lost_or_done_twice_when_the_program_is_killed_at_random_moments():
    report = campaign(Plan(kills=6, seed=20260601, script=sample_script()))

    assert report.violations == []
    assert report.kills == 6
