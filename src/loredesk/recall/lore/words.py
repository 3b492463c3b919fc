"""The words of every document in force, in memory."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from loredesk.domain.ids import LoreId, SessionId, WorldId
from loredesk.ports.index_repos import DocumentText
from loredesk.recall.postings import Postings
from loredesk.recall.terms import terms

TITLE, ALIASES, BODY = 4.0, 3.0, 1.0
"""How much a word counts by where it stands."""
_FIRST_ROOM = 64


class LoreWords:
    """Which documents hold which words. Not for two threads at once.

    A session sees the documents of its own, and of canon those it has no document of its own for.
    """

    def __init__(self) -> None:
        self._held = Postings()
        self._slot_of: dict[str, int] = {}
        self._free: list[int] = []
        self._entries: list[LoreId] = []
        self._codes: dict[str, int] = {}
        self._entry_codes = np.zeros(_FIRST_ROOM, np.int32)
        self._worlds = np.zeros(_FIRST_ROOM, np.int32)
        self._sessions = np.zeros(_FIRST_ROOM, np.int32)
        """0 for canon."""

    def __len__(self) -> int:
        return len(self._slot_of)

    def put(self, document: DocumentText) -> None:
        """Let a document be found, in place of the one with its key."""
        slot = self._slot(document.key)
        self._held.put(slot, counts_of(document))
        self._entries[slot] = document.entry_id
        self._entry_codes[slot] = self._code(document.entry_id)
        self._worlds[slot] = self._code(document.world_id)
        self._sessions[slot] = 0 if document.session_id is None else self._code(document.session_id)

    def drop(self, key: str) -> None:
        """Let the document with this key be found no more."""
        slot = self._slot_of.pop(key, None)
        if slot is not None:
            self._held.drop(slot)
            self._worlds[slot] = -1
            self._free.append(slot)

    def best(
        self,
        weighed: Sequence[tuple[float, Iterable[str]]],
        *,
        world_id: WorldId,
        session_id: SessionId | None,
        limit: int,
    ) -> Mapping[LoreId, float]:
        """Return the *limit* entries in sight with the highest BM25, each by its best document.

        *weighed* are the terms of several texts, each with how much it counts.
        """
        scores = np.zeros(self._held.slots, np.float32)
        for weight, wanted in weighed:
            scores += np.float32(weight) * self._held.scores(wanted)
        scores[~self._in_sight(world_id, session_id)] = 0
        found: dict[LoreId, float] = {}
        for slot in _highest(scores, 2 * limit):
            entry_id = self._entries[slot]
            found.setdefault(entry_id, float(scores[slot]))
            if len(found) == limit:
                break
        return found

    def _in_sight(self, world_id: WorldId, session_id: SessionId | None) -> NDArray[np.bool_]:
        used = self._held.slots
        sessions = self._sessions[:used]
        here = self._worlds[:used] == self._codes.get(world_id, -2)
        canon = here & (sessions == 0)
        own = here & (sessions == self._codes.get(session_id or "", -2))
        if own.any():
            told_anew = np.zeros(len(self._codes) + 1, np.bool_)
            told_anew[self._entry_codes[:used][own]] = True
            canon &= ~told_anew[self._entry_codes[:used]]
        return np.asarray(canon | own, np.bool_)

    def _slot(self, key: str) -> int:
        slot = self._slot_of.get(key)
        if slot is None:
            slot = self._free.pop() if self._free else len(self._entries)
            if slot == len(self._entries):
                self._entries.append(LoreId(""))
                self._make_room(slot + 1)
            self._slot_of[key] = slot
        return slot

    def _code(self, name: str) -> int:
        return self._codes.setdefault(name, len(self._codes) + 1)

    def _make_room(self, wanted: int) -> None:
        more = max(wanted, 2 * len(self._worlds)) - len(self._worlds)
        if wanted > len(self._worlds):
            self._entry_codes = np.pad(self._entry_codes, (0, more))
            self._worlds = np.pad(self._worlds, (0, more))
            self._sessions = np.pad(self._sessions, (0, more))


def counts_of(document: DocumentText) -> Mapping[str, float]:
    """Return how often each term of a document counts: more in the names than in the text."""
    counts: Counter[str] = Counter()
    for weight, text in (
        (TITLE, document.title),
        (ALIASES, "\n".join(document.aliases)),
        (BODY, document.text),
    ):
        # Common words too: somebody may look for nothing else.
        for term in terms(text):
            counts[term] += weight  # type: ignore[assignment]  # a Counter may hold fractions
    return counts


def _highest(scores: NDArray[np.float32], most: int) -> list[int]:
    """Return the slots with the *most* highest scores above 0, the highest first."""
    places = np.flatnonzero(scores > 0)
    if len(places) > most:
        kept = np.argpartition(scores[places], len(places) - most)[len(places) - most :]
        places = places[kept]
    order = np.lexsort((places, -scores[places]))
    return [int(place) for place in places[order]]
