"""The audit log: who changed what, when, why, and what it was before; each row bound to the last.

The hash of a row is the SHA-256, in hexadecimal, of

    the hash of the row before it (nothing for the first), a line feed, and the row as JSON

where the row is the object of the columns `COLUMNS`, exactly as they stand in the file (`before`,
`after` and `details` are JSON themselves and go in as the text they are kept as), its keys sorted,
without spaces, in ASCII. The number and the hash of the last row are kept apart, as `audit_head`
in the table `meta`, so that a log whose end is missing is found out as well.

A log that was damaged is never rewritten. A row with the action `SEAL` closes what stands before
it: its details hold the numbers of the rows found broken, and a digest of all rows as they were
found; from there on only new damage counts.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from loredesk.domain.documents import text_hash
from loredesk.domain.ids import LoreId, SessionId

COLUMNS = (
    "seq",
    "at",
    "actor",
    "action",
    "subject",
    "session_id",
    "entry_id",
    "why",
    "before",
    "after",
    "details",
)
"""What the hash of a row covers."""

SEAL = "seal the log"
LONGEST_TEXT = 160
"""Longer texts are not copied into the log, but named by their hash: they are kept elsewhere."""
OPENING = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One thing that was done."""

    seq: int
    at: datetime
    actor: str
    """The author, Loredesk itself, a trust rule, or the model with what it was asked for."""
    action: str
    subject: str
    session_id: SessionId | None
    entry_id: LoreId | None
    """The entry it is about, where that is not the subject itself."""
    why: str
    before: Mapping[str, Any] | None
    """What changed, as it was; long texts are named by their hash."""
    after: Mapping[str, Any] | None
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainRow:
    """One row of the log as it stands in the file; `values` is None where it cannot be read."""

    seq: int
    values: Mapping[str, Any] | None
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditHead:
    """Which row was written last."""

    seq: int = 0
    hash: str = ""

    def as_fact(self) -> str:
        """Return the head as it is kept."""
        return f"{self.seq} {self.hash}"

    @classmethod
    def of_fact(cls, fact: str) -> "AuditHead":
        """Read back what `as_fact` wrote; where it makes no sense, the head of an empty log."""
        number, _, kept = fact.partition(" ")
        return cls(seq=int(number), hash=kept) if number.isdecimal() else cls()


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditVerdict:
    """What came of checking the whole log."""

    rows: int
    last_seq: int = 0
    broken: tuple[int, ...] = ()
    """The rows whose hash is not what it must be, without those a later seal speaks of."""
    sealed: tuple[int, ...] = ()
    """The rows that were found broken before, and sealed."""
    head_is_wrong: bool = False
    """Whether the log ends elsewhere than where it was left."""
    digest: str = ""
    """Stands for all rows as they are now."""

    @property
    def broken_at(self) -> int | None:
        """Return the first row that is broken; the one after the last where the end is missing."""
        if self.broken:
            return self.broken[0]
        return self.last_seq + 1 if self.head_is_wrong else None


def row_hash(previous: str, values: Mapping[str, Any]) -> str:
    """Return the hash of a row that follows the row with the hash *previous*."""
    row = {name: values[name] for name in COLUMNS}
    return sha256(f"{previous}\n{as_json(row)}".encode()).hexdigest()


def as_json(value: object) -> str:
    """Return *value* as JSON the one way the log writes it."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), default=repr)


def brief(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return *values* with every long text named by its hash, its length and its opening."""
    return {name: _brief(value) for name, value in values.items()}


def changes(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what of *before* is other in *after*, on both sides."""
    names = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in names}, {name: after[name] for name in names}


@dataclass(slots=True, kw_only=True)
class ChainReader:
    """Checks a log that is handed over bit by bit, in order."""

    _last: AuditHead = field(default_factory=AuditHead)
    _rows: int = 0
    _digest: str = ""
    _broken: list[int] = field(default_factory=list)
    _sealed: list[int] = field(default_factory=list)

    @property
    def last_seq(self) -> int:
        """Return the number of the last row that was read."""
        return self._last.seq

    @property
    def last_hash(self) -> str:
        """Return the hash of the last row that was read, as it stands."""
        return self._last.hash

    def read(self, rows: Iterable[ChainRow]) -> None:
        """Take in the next rows."""
        for row in rows:
            whole = row.values is not None and row_hash(self._last.hash, row.values) == row.hash
            if not whole:
                self._broken.append(row.seq)
            elif row.values is not None and row.values["action"] == SEAL:
                self._unseal(row.values)
            self._last = AuditHead(seq=row.seq, hash=row.hash)
            self._rows += 1
            self._digest = _digest(self._digest, row)

    def verdict(self, head: AuditHead) -> AuditVerdict:
        """Return what came of it, where the log was left at *head*."""
        return AuditVerdict(
            rows=self._rows,
            last_seq=self._last.seq,
            broken=tuple(self._broken),
            sealed=tuple(self._sealed),
            head_is_wrong=head != self._last,
            digest=self._digest,
        )

    def _unseal(self, values: Mapping[str, Any]) -> None:
        if json.loads(values["details"]).get("digest") == self._digest:
            self._sealed += self._broken
            self._broken.clear()


def _brief(value: object) -> object:
    if not isinstance(value, str) or len(value) <= LONGEST_TEXT:
        return value
    return {"sha256": text_hash(value), "length": len(value), "opening": value[:OPENING]}


def _digest(before: str, row: ChainRow) -> str:
    return sha256(f"{before}\n{row.hash}\n{as_json(row.values)}".encode()).hexdigest()
