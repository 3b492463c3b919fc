"""Damage in a library: what is wrong with a row, and what was done about it."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

Key = tuple[str | int | bytes | None, ...]
"""The values of a primary key, in the order of its columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """One row that is not as it must be."""

    table: str
    key: Key
    why: str
    """A sentence without its full stop, such as "rests on a revision that is not there"."""
    cure: str = ""
    """What a check tells its own mending, where there are several ways."""


class Mending(Enum):
    """What became of a damaged row."""

    REPAIRED = "repaired"
    """It was made right again, or written anew from what it is derived from."""
    QUARANTINED = "quarantined"
    """It could not be made right, and is kept in the table `quarantine`."""
    LEFT = "left"
    """Nothing was to be done, or nothing could be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What a check has to know of the running program."""

    now: datetime
    boot_id: str = ""
    """This process; empty where another one owns the home, whose tasks may well be running."""
    model: str = ""
    """The embedder in use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """A row that was put aside."""

    id: int
    at: datetime
    kind: str
    table: str
    row: str
    """The whole row as JSON; bytes in hexadecimal."""
    why: str


# The kinds that only the services can mend, since they know what is derived from what.
EMPTY_FOLDS = "folds without revisions"
WRONG_FOLDS = "folds that disagree with their revisions"
MISSING_FOLDS = "notes that were not folded"
UNWANTED_DOCUMENTS = "documents of what is not seen"
MISSING_DOCUMENTS = "missing documents"
STALE_DOCUMENTS = "stale documents"
NO_VECTOR = "missing vectors without a task"
