"""The rows of an exact index as they stood at one moment, to be looked through on any thread."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

ROUNDING = 1e-4
"""How much a similarity may be off because vectors are float32."""
_ASKED_AT_ONCE = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Unit vectors, with the codes of the world and the session (0 for none) of each."""

    matrix: NDArray[np.float32]
    worlds: NDArray[np.int32]
    sessions: NDArray[np.int32]

    def not_found(
        self, vectors: Sequence[NDArray[np.float32]], where: Sequence[tuple[int, int]]
    ) -> list[int]:
        """Return the places of *vectors* that nothing is as close to as they are to themselves.

        *where* says from which world and session each is asked for.
        """
        lost: list[int] = []
        for start in range(0, len(vectors), _ASKED_AT_ONCE):
            asked = np.stack(vectors[start : start + _ASKED_AT_ONCE])
            codes = np.array(where[start : start + _ASKED_AT_ONCE], dtype=np.int32)
            best = self._best(asked, codes)
            # Another passage may say the very same; what counts is that nothing closer is missed.
            itself = np.linalg.norm(asked, axis=1)
            lost += [start + int(place) for place in np.flatnonzero(best < itself - ROUNDING)]
        return lost

    def _best(self, asked: NDArray[np.float32], codes: NDArray[np.int32]) -> NDArray[np.float32]:
        worlds, sessions = codes[:, :1], codes[:, 1:]
        seen = (self.sessions == 0) & (self.worlds == worlds)
        seen |= (self.sessions == sessions) & (sessions != 0)
        scores = np.where(seen, asked @ self.matrix.T, -np.inf)
        return np.asarray(scores.max(axis=1, initial=-np.inf), dtype=np.float32)
