"""Backups: what is told of one, and which of them may go."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

HOURLY, DAILY, WEEKLY = 12, 10, 9
KEPT_BEFORE_STEPS = timedelta(days=7)
"""How long what was made before a destructive step stays, whatever came since."""
BETWEEN = timedelta(minutes=30)
"""After so much time of change a backup is made."""

TIMED = "after 30 minutes of change"
BY_HAND = "by hand"
UNKNOWN = "unknown"
"""Stands where the manifest of a backup cannot be read."""
BEFORE_MIGRATION = "before migration"
BEFORE_RESTORE = "before restore"
BEFORE_IMPORT = "before import"
BEFORE_REPAIRS = "before repairs"
BEFORE_BULK_ACCEPT = "before accepting several"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A copy of the library."""

    name: str
    created_at: datetime
    reason: str
    bytes: int
    verified: bool
    """Whether it was opened and found whole when it was made, and is still of its size."""
    problem: str = ""
    """Why it cannot be trusted; empty where it can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupCheck:
    """What looking a backup over, to the last byte, has found."""

    name: str
    ok: bool
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """The library stands as it stood when a backup was made."""

    name: str
    kept: str
    """Where the file that stood there before is now; empty where there was none."""


def outdated(backups: Collection[Backup], now: datetime) -> frozenset[str]:
    """Return the names of the backups that may go.

    Of the sound ones stay: the newest of each of the last 12 hours, 10 days and 9 weeks that have
    any; for seven days what was made before a destructive step; for ever what the author made, and
    what tells nothing of itself. Copies of a library that was not sound fill nobody's place: the
    newest of each of the last 10 days stay.
    """
    sound = sorted((one for one in backups if one.verified), key=_age)
    kept = {one.name for one in backups if _is_protected(one, now)}
    for bucket, places in ((_hour, HOURLY), (_day, DAILY), (_week, WEEKLY)):
        kept |= _newest_of_each(sound, bucket, places)
    unsound = sorted((one for one in backups if not one.verified), key=_age)
    kept |= _newest_of_each(unsound, _day, DAILY)
    return frozenset(one.name for one in backups) - kept


def is_due(backups: Iterable[Backup], now: datetime, since: datetime) -> bool:
    """Return whether the newest backup, or *since* where there is none, lies far enough back."""
    newest = max((one.created_at for one in backups if one.created_at <= now), default=since)
    return now - newest >= BETWEEN


def _is_protected(backup: Backup, now: datetime) -> bool:
    if backup.reason in {BY_HAND, UNKNOWN}:
        return True
    return backup.reason != TIMED and now - backup.created_at < KEPT_BEFORE_STEPS


def _newest_of_each(
    newest_first: Iterable[Backup], bucket: Callable[[datetime], object], places: int
) -> set[str]:
    found: dict[object, str] = {}
    for one in newest_first:
        key = bucket(one.created_at.astimezone(UTC))
        if key not in found and len(found) < places:
            found[key] = one.name
    return set(found.values())


def _age(backup: Backup) -> tuple[float, str]:
    return (-backup.created_at.timestamp(), backup.name)


def _hour(moment: datetime) -> object:
    return (moment.date(), moment.hour)


def _day(moment: datetime) -> object:
    return moment.date()


def _week(moment: datetime) -> object:
    return moment.isocalendar()[:2]
