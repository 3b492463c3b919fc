"""The vectors of a list of texts, each known by the hash of its text: equal texts share one."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from loredesk.domain.documents import text_hash

_FIRST_ROOM = 64

Vector = NDArray[np.float32]
"""Of length 1."""


class TextVectors:
    """Texts in rows, and the vectors of some of them. Not for two threads at once."""

    def __init__(self) -> None:
        self._hashes: list[str] = []
        self._rows_of: dict[str, list[int]] = {}
        self._texts: dict[str, str] = {}
        self._missing: dict[str, str] = {}
        self._vectors: NDArray[np.float32] = np.empty((0, 0), np.float32)
        self._has_vector = np.zeros(_FIRST_ROOM, np.bool_)

    @property
    def missing(self) -> Mapping[str, str]:
        """Return the texts that have no vector, by hash."""
        return self._missing

    def append(self, text: str) -> None:
        """Add a row behind those that are there."""
        self._hashes.append("")
        if len(self._hashes) > len(self._has_vector):
            self._has_vector = np.pad(self._has_vector, (0, len(self._has_vector)))
            if self._vectors.size:
                self._vectors = np.pad(self._vectors, ((0, len(self._vectors)), (0, 0)))
        self._take(len(self._hashes) - 1, text)

    def replace(self, row: int, text: str) -> None:
        """Let *row* hold another text."""
        if text_hash(text) != self._hashes[row]:
            self._let_go(row)
            self._take(row, text)

    def truncate(self, rows: int) -> None:
        """Keep only the first *rows* rows."""
        for row in range(rows, len(self._hashes)):
            self._let_go(row)
        del self._hashes[rows:]

    def put(self, vectors: Mapping[str, Vector]) -> None:
        """Take the vectors of texts, by hash; those of texts that are not here are left."""
        for name, vector in vectors.items():
            for row in self._rows_of.get(name, ()):
                self._put(row, vector)
            self._missing.pop(name, None)

    def forget(self) -> None:
        """Keep no vector: another model is to make them."""
        self._vectors = np.empty((0, 0), np.float32)
        self._has_vector[:] = False
        self._missing = dict(self._texts)

    def similarity(self, vector: Vector | None) -> NDArray[np.float32]:
        """Return the cosine of each row with *vector*.

        Where that is not known, the mean of those that are: it says nothing.
        """
        used = len(self._hashes)
        known = self._has_vector[:used]
        found = np.zeros(used, np.float32)
        if vector is None or not known.any() or self._vectors.shape[1] != len(vector):
            return found
        found[:] = self._vectors[:used] @ np.asarray(vector, np.float32)
        found[~known] = found[known].mean()
        return found

    def _take(self, row: int, text: str) -> None:
        name = self._hashes[row] = text_hash(text)
        rows = self._rows_of.setdefault(name, [])
        rows.append(row)
        if len(rows) == 1:
            self._texts[name] = self._missing[name] = text
        elif name not in self._missing:
            self._put(row, self._vectors[rows[0]])

    def _let_go(self, row: int) -> None:
        name = self._hashes[row]
        self._rows_of[name].remove(row)
        self._has_vector[row] = False
        if not self._rows_of[name]:
            del self._rows_of[name], self._texts[name]
            self._missing.pop(name, None)

    def _put(self, row: int, vector: Vector) -> None:
        if self._vectors.shape[1] != len(vector):
            self.forget()
            self._vectors = np.zeros((len(self._has_vector), len(vector)), np.float32)
        self._vectors[row] = vector
        self._has_vector[row] = True
