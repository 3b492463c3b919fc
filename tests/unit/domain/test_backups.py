from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from loredesk.domain.backups import (
    BEFORE_IMPORT,
    BEFORE_RESTORE,
    BY_HAND,
    DAILY,
    HOURLY,
    TIMED,
    UNKNOWN,
    WEEKLY,
    Backup,
    is_due,
    outdated,
)

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
REASONS = (TIMED, TIMED, BEFORE_IMPORT, BEFORE_RESTORE, BY_HAND)


def backup(minutes_ago, reason=TIMED, *, verified=True):
    return Backup(
        name=f"{minutes_ago}-{reason}-{verified}",
        created_at=NOW - timedelta(minutes=minutes_ago),
        reason=reason,
        bytes=1,
        verified=verified,
    )


shelves = st.lists(
    st.builds(
        backup,
        st.integers(-300, 60 * 24 * 120),
        st.sampled_from(REASONS),
        verified=st.sampled_from((True, True, True, False)),
    ),
    unique_by=lambda one: one.name,
    max_size=80,
)


def left(backups, now=NOW):
    gone = outdated(backups, now)
    return [one for one in backups if one.name not in gone]


def test_a_year_of_backups_every_half_hour_comes_down_to_hours_days_and_weeks():
    year = [backup(minutes) for minutes in range(0, 60 * 24 * 365, 30)]

    kept = left(year)

    assert len(kept) <= HOURLY + DAILY + WEEKLY
    assert [NOW - one.created_at for one in kept][:3] == [
        timedelta(),
        timedelta(minutes=30),
        timedelta(minutes=90),
    ]
    assert kept[-1].created_at < NOW - timedelta(weeks=7)


def test_what_was_made_before_a_destructive_step_stays_seven_days():
    steps = [backup(60 * 24 * 3 + minute, BEFORE_IMPORT) for minute in range(50)]

    assert len(left([backup(0), *steps])) == 51
    assert len(left([backup(0), *steps], NOW + timedelta(days=5))) < 20


def test_what_the_author_made_stays_for_ever():
    own = backup(60 * 24 * 900, BY_HAND)

    assert own in left([own, *(backup(hour * 60) for hour in range(2_000))])


def test_one_that_is_not_sound_does_not_take_the_place_of_one_that_is():
    sound, broken = backup(20), backup(10, verified=False)

    assert sound in left([sound, broken])


def test_copies_of_a_library_that_is_not_sound_do_not_fill_the_disk():
    unsound = [backup(minutes, verified=False) for minutes in range(0, 60 * 24 * 60, 30)]

    assert len(left(unsound)) == DAILY


def test_what_tells_nothing_of_itself_stays():
    stranger = backup(60 * 24 * 900, UNKNOWN, verified=False)

    assert left([stranger, *(backup(minutes, verified=False) for minutes in range(50))])[0] == (
        stranger
    )


@given(shelves)
def test_the_newest_sound_one_always_stays(backups):
    sound = [one for one in backups if one.verified]

    assert not sound or max(sound, key=lambda one: one.created_at).created_at in {
        one.created_at for one in left(backups) if one.verified
    }


@given(shelves)
def test_taking_away_again_takes_nothing_more_away(backups):
    kept = left(backups)

    assert left(kept) == kept


@given(shelves)
def test_no_more_timed_ones_stay_than_there_are_places(backups):
    timed = [one for one in left(backups) if one.reason == TIMED and one.verified]

    assert len(timed) <= HOURLY + DAILY + WEEKLY


@given(shelves)
def test_one_of_each_of_the_last_hours_days_and_weeks_stays(backups):
    sound = [one for one in backups if one.verified]
    kept = {one.name for one in left(backups)}
    for places, bucket in (
        (HOURLY, lambda one: one.created_at.strftime("%Y%m%d%H")),
        (DAILY, lambda one: one.created_at.strftime("%Y%m%d")),
        (WEEKLY, lambda one: one.created_at.isocalendar()[:2]),
    ):
        newest = sorted({bucket(one) for one in sound}, reverse=True)[:places]

        assert {bucket(one) for one in sound if one.name in kept} >= set(newest)


@given(shelves)
def test_nothing_from_before_a_step_of_the_last_seven_days_goes(backups):
    fresh = {
        one.name
        for one in backups
        if one.reason != TIMED and NOW - one.created_at < timedelta(days=7) and one.verified
    }

    assert fresh <= {one.name for one in left(backups)}


def test_a_backup_is_due_half_an_hour_after_the_newest():
    start = NOW - timedelta(days=1)

    assert not is_due([backup(29), backup(90)], NOW, start)
    assert is_due([backup(30), backup(90)], NOW, start)


def test_without_a_backup_one_is_due_half_an_hour_after_the_beginning():
    assert not is_due([], NOW, NOW - timedelta(minutes=29))
    assert is_due([], NOW, NOW - timedelta(minutes=30))


def test_a_backup_from_the_future_does_not_hold_up_the_next():
    assert is_due([backup(-60 * 24 * 300)], NOW, NOW - timedelta(hours=1))
