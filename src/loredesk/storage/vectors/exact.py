"""Exact search: every vector in memory, compared one by one; complete by definition."""

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from loredesk.domain.documents import owner_of
from loredesk.domain.ids import LoreId, SessionId, WorldId
from loredesk.ports.vectors import IndexedPassage, VectorHit
from loredesk.storage.vectors.arrays import first_of_each, grown, highest, unit, wrong_dimension
from loredesk.storage.vectors.rows import Rows

_FIRST_CAPACITY = 256
_LOAD_BATCH = 4096
_SPARSE_SHARE = 8
"""Where fewer than one row in so many is looked at, gathering those rows beats scanning all."""


@dataclass(frozen=True, slots=True)
class _Row:
    """What a row says besides its vector."""

    key: str
    entry_id: str
    session_id: SessionId | None
    text_hash: str


class ExactIndex:
    """A `VectorIndex` that scans one float32 matrix.

    The rows in use are always the first ones: a deleted row is overwritten by the last. It is
    not thread-safe; fill it with `load` before others see it, and use it on one thread after.
    """

    def __init__(self) -> None:
        self._matrix: NDArray[np.float32] = np.empty((0, 0), dtype=np.float32)
        self._worlds: NDArray[np.int32] = np.empty(0, dtype=np.int32)
        self._sessions: NDArray[np.int32] = np.empty(0, dtype=np.int32)
        self._entries: NDArray[np.int32] = np.empty(0, dtype=np.int32)
        self._rows: list[_Row] = []
        self._row_of: dict[str, int] = {}
        self._world_codes: dict[WorldId, int] = {}
        self._session_codes: dict[SessionId | None, int] = {None: 0}
        self._entry_codes: dict[str, int] = {}
        self._expected: dict[str, tuple[SessionId | None, LoreId]] = {}
        """The passages of sessions that have no vector, with their owners."""
        self._dimension: int | None = None

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def dimension(self) -> int | None:
        """How long every vector is; None until the first one has come."""
        return self._dimension

    def load(self, passages: Iterable[IndexedPassage]) -> int:
        """Add all *passages* at once, as at start from the database; return how many came."""
        stream = iter(passages)
        count = 0
        while batch := list(islice(stream, _LOAD_BATCH)):
            self._put(batch)
            count += len(batch)
        return count

    async def upsert(self, passages: Sequence[IndexedPassage]) -> None:
        """Add *passages*, replacing those with the same keys; all of them or, on error, none."""
        self._put(passages)

    async def delete(self, keys: Iterable[str]) -> None:
        """Forget the passages of *keys*; unknown keys are passed over."""
        for key in keys:
            self._expected.pop(key, None)
            row = self._row_of.pop(key, None)
            if row is not None:
                self._fill_gap(row)

    def expect(self, keys: Iterable[str]) -> None:
        """Know of passages in force that have no vector yet: canon does not count in their place."""
        owners = ((key, owner_of(key)) for key in keys)
        self._expected |= {key: owner for key, owner in owners if owner[0] is not None}

    async def query(
        self,
        vector: NDArray[np.float32],
        *,
        world_id: WorldId,
        session_id: SessionId | None,
        limit: int,
    ) -> list[VectorHit]:
        """Return the *limit* closest passages, the closest first; equals are sorted by key."""
        asked = np.asarray(vector, dtype=np.float32).reshape(-1)
        if not self._rows or limit <= 0:
            return []
        self._check_dimension(asked.shape[0])
        rows = self._rows_in_sight(world_id, session_id)
        if not rows.size:
            return []
        scores = self._scores(unit(asked[np.newaxis, :])[0], rows)
        places = highest(scores, limit)
        hits = [self._hit(int(rows[place]), float(scores[place])) for place in places]
        hits.sort(key=lambda hit: (-hit.similarity, hit.key))
        return hits[:limit]

    def closest_entries(
        self,
        vector: NDArray[np.float32],
        *,
        world_id: WorldId,
        session_id: SessionId | None,
        limit: int,
        only: Collection[str] | None = None,
    ) -> list[VectorHit]:
        """Return the best passage of each of the *limit* closest entries, the closest first.

        Of what a session has passages of its own for, those of canon do not count. *only* names
        the entries to look at, where not all of them.
        """
        asked = np.asarray(vector, dtype=np.float32).reshape(-1)
        rows = self._rows_in_force(world_id, session_id)
        if only is not None:
            wanted = np.zeros(len(self._entry_codes) + 1, np.bool_)
            wanted[[self._entry_codes[one] for one in only if one in self._entry_codes]] = True
            rows = rows[wanted[self._entries[rows]]]
        if not rows.size or limit <= 0:
            return []
        self._check_dimension(asked.shape[0])
        scores = self._scores(unit(asked[np.newaxis, :])[0], rows)
        places = first_of_each(scores, self._entries[rows], limit)
        return [self._hit(int(rows[place]), float(scores[place])) for place in places]

    async def contents(self) -> Mapping[str, str]:
        """Return the text hash of every key in the index."""
        return {row.key: row.text_hash for row in self._rows}

    async def unfindable(self, passages: Sequence[IndexedPassage]) -> list[str]:
        """Return the keys that do not turn up by their own vector where they are in sight.

        Every row is asked for at once, on a copy and on another thread: the loop goes on.
        """
        used = len(self._rows)
        fitting = [one for one in passages if len(one.vector) == self._dimension]
        asked = [
            (self._world_codes.get(one.world_id, -1), self._session_codes.get(one.session_id, -1))
            for one in fitting
        ]
        rows = Rows(
            matrix=self._matrix[:used].copy(),
            worlds=self._worlds[:used].copy(),
            sessions=self._sessions[:used].copy(),
        )
        lost = await asyncio.to_thread(rows.not_found, [one.vector for one in fitting], asked)
        others = [one.key for one in passages if len(one.vector) != self._dimension]
        return [fitting[place].key for place in lost] + others

    async def clear(self) -> None:
        """Forget everything, the dimension too."""
        self._rows = []
        self._row_of = {}
        self._expected = {}
        self._matrix = np.empty((0, 0), dtype=np.float32)
        self._dimension = None

    def _put(self, passages: Sequence[IndexedPassage]) -> None:
        if not passages:
            return
        vectors = self._checked(passages)
        places = self._places(passages)
        self._matrix[places] = vectors
        self._worlds[places] = [self._world_code(passage.world_id) for passage in passages]
        self._sessions[places] = [self._session_code(passage.session_id) for passage in passages]
        self._entries[places] = [self._entry_code(passage.entry_id) for passage in passages]

    def _checked(self, passages: Sequence[IndexedPassage]) -> NDArray[np.float32]:
        """Return the vectors as one matrix of unit rows, or raise before anything has changed."""
        vectors = [np.asarray(passage.vector, dtype=np.float32).reshape(-1) for passage in passages]
        expected = self._dimension or vectors[0].shape[0]
        for vector in vectors:
            if vector.shape[0] != expected or expected == 0:
                raise ValueError(wrong_dimension(expected, vector.shape[0]))
        matrix = unit(np.stack(vectors))
        self._dimension = expected
        return matrix

    def _check_dimension(self, asked: int) -> None:
        if self._dimension is not None and asked != self._dimension:
            raise ValueError(wrong_dimension(self._dimension, asked))

    def _places(self, passages: Sequence[IndexedPassage]) -> list[int]:
        """Give every passage its row, making room; of two with one key the later one wins."""
        self._make_room(len(self._rows) + len(passages))
        places: list[int] = []
        for passage in passages:
            row = _Row(passage.key, passage.entry_id, passage.session_id, passage.text_hash)
            self._expected.pop(passage.key, None)
            place = self._row_of.setdefault(passage.key, len(self._rows))
            if place == len(self._rows):
                self._rows.append(row)
            else:
                self._rows[place] = row
            places.append(place)
        return places

    def _make_room(self, wanted: int) -> None:
        capacity, width = self._matrix.shape
        if wanted <= capacity and width == self._dimension:
            return
        used = len(self._rows)
        room = max(wanted, used + used // 2, _FIRST_CAPACITY)
        matrix = np.empty((room, self._dimension or 0), dtype=np.float32)
        if used:
            matrix[:used] = self._matrix[:used]
        self._matrix = matrix
        self._worlds = grown(self._worlds, used, room)
        self._sessions = grown(self._sessions, used, room)
        self._entries = grown(self._entries, used, room)

    def _fill_gap(self, row: int) -> None:
        moved = self._rows.pop()
        last = len(self._rows)
        if row == last:
            return
        self._rows[row] = moved
        self._row_of[moved.key] = row
        self._matrix[row] = self._matrix[last]
        self._worlds[row] = self._worlds[last]
        self._sessions[row] = self._sessions[last]
        self._entries[row] = self._entries[last]

    def _rows_in_sight(self, world_id: WorldId, session_id: SessionId | None) -> NDArray[np.intp]:
        used = len(self._rows)
        sessions = self._sessions[:used]
        world = self._world_codes.get(world_id, -1)
        seen = (sessions == 0) & (self._worlds[:used] == world)
        if session_id is not None:
            seen |= sessions == self._session_codes.get(session_id, -1)
        return np.flatnonzero(seen)

    def _rows_in_force(self, world_id: WorldId, session_id: SessionId | None) -> NDArray[np.intp]:
        """Return what is in sight, but of canon nothing a session has told anew."""
        rows = self._rows_in_sight(world_id, session_id)
        own = self._sessions[rows] != 0
        told_anew = np.zeros(len(self._entry_codes) + 1, np.bool_)
        told_anew[self._entries[rows[own]]] = True
        for owner, entry_id in self._expected.values():
            if owner == session_id and entry_id in self._entry_codes:
                told_anew[self._entry_codes[entry_id]] = True
        return np.asarray(rows[own | ~told_anew[self._entries[rows]]], np.intp)

    def _scores(self, asked: NDArray[np.float32], rows: NDArray[np.intp]) -> NDArray[np.float32]:
        used = len(self._rows)
        if rows.size * _SPARSE_SHARE < used:
            return np.asarray(self._matrix[rows] @ asked, dtype=np.float32)
        scores = self._matrix[:used] @ asked
        return np.asarray(scores if rows.size == used else scores[rows], dtype=np.float32)

    def _hit(self, row: int, similarity: float) -> VectorHit:
        found = self._rows[row]
        return VectorHit(
            key=found.key,
            entry_id=found.entry_id,
            session_id=found.session_id,
            text_hash=found.text_hash,
            similarity=min(1.0, max(-1.0, similarity)),
        )

    def _world_code(self, world_id: WorldId) -> int:
        return self._world_codes.setdefault(world_id, len(self._world_codes))

    def _session_code(self, session_id: SessionId | None) -> int:
        return self._session_codes.setdefault(session_id, len(self._session_codes))

    def _entry_code(self, entry_id: str) -> int:
        return self._entry_codes.setdefault(entry_id, len(self._entry_codes))
