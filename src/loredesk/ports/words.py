"""Finding documents by the words in them, inside the transaction that changes them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from loredesk.domain.ids import LoreId, SessionId, WorldId


@dataclass(frozen=True, slots=True, kw_only=True)
class WordRow:
    """What of one passage is searched; its number is that of its document."""

    number: int
    title: str
    aliases: str
    """One on each line."""
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordHit:
    """An entry that holds some of the words looked for."""

    entry_id: LoreId
    revision: str
    score: float
    """Higher is better; scores of two searches do not compare."""


class Words(Protocol):
    """The full text of every document in force."""

    def add(self, rows: Sequence[WordRow]) -> None:
        """Let *rows*, whose numbers are new, be found."""
        ...

    def forget(self, numbers: Collection[int]) -> None:
        """Keep that the documents with these numbers are no longer found."""
        ...

    def find(
        self, terms: Sequence[str], *, world_id: WorldId, session_id: SessionId | None, limit: int
    ) -> list[WordHit]:
        """Return the entries a session sees that hold any of *terms*, the best first.

        Any text may be a term. One in which there is nothing to look for finds nothing.
        """
        ...
