"""Vectors of single words, as the built-in network has them before it reads a sentence.

They are rows of the file the network itself is read from, looked up where they lie: nothing is
kept but the words that are asked for, and the mean of all.
"""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from loredesk.gateway.builtin.tensor_file import TensorFile
from loredesk.gateway.builtin.weights import (
    TOKENIZER_FILE,
    WEIGHTS_FILE,
    installed_folder,
    is_known,
)

_UNKNOWN = "[UNK]"
_TENSOR = "embeddings.word_embeddings.weight"
MOST_REMEMBERED = 20_000
"""Words; up to 60 MB, since room is made for twice as many at a time."""

Rows = NDArray[np.float32]


class BuiltInWordVectors:
    """Knows how alike words are. Not for two threads at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._places: dict[str, int] = {}
        """Where in `_known` each word that was asked for stands."""
        self._known: Rows = np.empty((0, 0), np.float32)

    def of(self, words: Sequence[str]) -> Rows:
        """Return a unit vector for each of *words*; zeros for one nothing is known of."""
        if len(self._places) > MOST_REMEMBERED:
            self._places.clear()
        unknown = [word for word in dict.fromkeys(words) if word not in self._places]
        if unknown:
            self._learn(unknown)
        if not words:
            return np.zeros((0, self._rows.shape[1]), np.float32)
        return self._known[[self._places[word] for word in words]]

    def _learn(self, words: Sequence[str]) -> None:
        encodings = self._tokenizer.encode_batch(words, add_special_tokens=False)
        ids = ([one for one in encoding.ids if one != self._unknown] for encoding in encodings)
        self._make_room(len(self._places) + len(words))
        for word, vector in zip(words, map(self._vector, ids), strict=True):
            self._known[len(self._places)] = vector
            self._places[word] = len(self._places)

    def _make_room(self, wanted: int) -> None:
        if wanted > len(self._known):
            grown = np.zeros((max(wanted, 2 * len(self._known)), self._rows.shape[1]), np.float32)
            used = len(self._places)
            if used:
                grown[:used] = self._known[:used]
            self._known = grown

    @cached_property
    def _tokenizer(self) -> Any:  # noqa: ANN401  # a Tokenizer; its package is imported when needed
        from tokenizers import Tokenizer  # noqa: PLC0415

        tokenizer = Tokenizer.from_file(str(self._folder / TOKENIZER_FILE))
        tokenizer.no_padding()
        return tokenizer

    @cached_property
    def _unknown(self) -> int | None:
        """The number that stands for whatever the network has no row for."""
        number: int | None = self._tokenizer.token_to_id(_UNKNOWN)
        return number

    @cached_property
    def _rows(self) -> Rows:
        return TensorFile(self._folder / WEIGHTS_FILE)[_TENSOR]

    @cached_property
    def _mean(self) -> Rows:
        """What all words have in common, which tells none of them from another."""
        return np.asarray(self._rows.mean(axis=0), np.float32)

    def _vector(self, ids: Sequence[int]) -> Rows:
        if not ids:
            return np.zeros(self._rows.shape[1], np.float32)
        parts = self._rows[list(ids)] - self._mean
        parts /= np.linalg.norm(parts, axis=1, keepdims=True) + 1e-9
        vector = parts.mean(axis=0)
        return np.asarray(vector / (np.linalg.norm(vector) + 1e-9), np.float32)


def word_vectors(receipt: Path | None = None) -> BuiltInWordVectors | None:
    """Return the vectors of single words, or None where their file is not installed.

    *receipt* is a small file that remembers the weights were checked.
    """
    folder = installed_folder()
    if folder is None or not is_known(folder, receipt):
        return None
    return BuiltInWordVectors(folder)
