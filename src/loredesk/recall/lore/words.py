"""The words of every document in force, in memory."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from loredesk.domain.ids import LoreId, SessionId, WorldId
from loredesk.ports.index_repos import DocumentText
from loredesk.recall.likeness import WordVectors, said_otherwise
from loredesk.recall.postings import Postings, Scores
from loredesk.recall.terms import COMMON, terms, words

TITLE, ALIASES, BODY = 4.0, 3.0, 1.0
"""How much a word counts by where it stands."""
K1, B = 0.4, 0.0
"""What BM25 makes of a word that comes again, and of a long text: little, and nothing.

Whether an entry says a thing matters, not how often or how briefly. Measured on hand-written worlds
and generated campaigns: of what is described in other words, more is found the lower both are, while
below these questions are answered less often by what is first.
"""
Weighed = Sequence[tuple[float, Iterable[str]]]
"""The terms of several texts, each with how much it counts."""
_FIRST_ROOM = 64


class Judged(NamedTuple):
    """What words say of given entries, of each by its best document; of unknown ones nothing."""

    words: Mapping[LoreId, float]
    """BM25."""
    otherwise: Mapping[LoreId, float]
    """How far an entry says the same in other words, from 0 to 1."""


class LoreWords:
    """Which documents hold which words. Not for two threads at once.

    A session sees the documents of its own, and of canon those it has no document of its own for.
    """

    def __init__(self) -> None:
        self._held = Postings(k1=K1, b=B)
        self._said: list[tuple[str, ...]] = []
        """The words of each text that tell it from others, each once."""
        self._words: dict[str, str] = {}
        """Every word that was ever said, so that each is kept once."""
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
        self._said[slot] = tuple(
            self._words.setdefault(word, word)
            for word in dict.fromkeys(words(document.text))
            if word not in COMMON
        )
        self._entries[slot] = document.entry_id
        self._entry_codes[slot] = self._code(document.entry_id)
        self._worlds[slot] = self._code(document.world_id)
        self._sessions[slot] = 0 if document.session_id is None else self._code(document.session_id)

    def drop(self, key: str) -> None:
        """Let the document with this key be found no more."""
        slot = self._slot_of.pop(key, None)
        if slot is not None:
            self._held.drop(slot)
            self._said[slot] = ()
            self._worlds[slot] = -1
            self._free.append(slot)

    def best(
        self,
        weighed: Weighed,
        *,
        world_id: WorldId,
        session_id: SessionId | None,
        limit: int,
    ) -> Mapping[LoreId, float]:
        """Return the *limit* entries in sight with the highest BM25, each by its best document."""
        scores = self._scores(weighed)
        scores[~self._in_sight(world_id, session_id)] = 0
        found: dict[LoreId, float] = {}
        for slot in _highest(scores, 2 * limit):
            entry_id = self._entries[slot]
            found.setdefault(entry_id, float(scores[slot]))
            if len(found) == limit:
                break
        return found

    def judge(
        self,
        entry_ids: Collection[LoreId],
        weighed: Weighed,
        wanted: Sequence[str],
        known: WordVectors | None,
        *,
        world_id: WorldId,
        session_id: SessionId | None,
    ) -> Judged:
        """Return what is said of *entry_ids* in sight by *weighed*, and otherwise of *wanted*.

        *wanted* are words; without *known* nothing is said otherwise.
        """
        slots = self._slots_of(entry_ids, world_id, session_id)
        found = Judged(self._best_of(slots, self._scores(weighed)[slots]), {})
        if known is None:
            return found
        otherwise = said_otherwise(known, self._held, wanted, [self._said[one] for one in slots])
        return found._replace(otherwise=self._best_of(slots, otherwise))

    def _scores(self, weighed: Weighed) -> Scores:
        scores = np.zeros(self._held.slots, np.float32)
        for weight, wanted in weighed:
            scores += np.float32(weight) * self._held.scores(wanted)
        return scores

    def _slots_of(
        self, entry_ids: Collection[LoreId], world_id: WorldId, session_id: SessionId | None
    ) -> NDArray[np.intp]:
        asked = np.zeros(len(self._codes) + 1, np.bool_)
        asked[[self._codes[one] for one in entry_ids if one in self._codes]] = True
        in_sight = self._in_sight(world_id, session_id)
        return np.flatnonzero(asked[self._entry_codes[: self._held.slots]] & in_sight)

    def _best_of(self, slots: NDArray[np.intp], scores: Scores) -> Mapping[LoreId, float]:
        """Return the highest of *scores* of each entry that has one of *slots*."""
        best: dict[LoreId, float] = {}
        for slot, score in zip(slots.tolist(), scores.tolist(), strict=True):
            entry_id = self._entries[slot]
            best[entry_id] = max(score, best.get(entry_id, score))
        return best

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
                self._said.append(())
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
