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
"""Words; about 30 MB."""

Rows = NDArray[np.float32]


class BuiltInWordVectors:
    """Knows how alike words are. Not for two threads at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, Rows] = {}

    def of(self, words: Sequence[str]) -> Rows:
        """Return a unit vector for each of *words*; zeros for one nothing is known of."""
        if len(self._known) > MOST_REMEMBERED:
            self._known.clear()
        unknown = [word for word in dict.fromkeys(words) if word not in self._known]
        for word, encoding in zip(
            unknown, self._tokenizer.encode_batch(unknown, add_special_tokens=False), strict=True
        ):
            self._known[word] = self._vector([one for one in encoding.ids if one != self._unknown])
        width = self._rows.shape[1]
        return np.array([self._known[word] for word in words], np.float32).reshape(-1, width)

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
