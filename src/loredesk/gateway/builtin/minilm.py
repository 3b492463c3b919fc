"""The all-MiniLM-L6-v2 network on numpy: six transformer layers, a mean over tokens, unit rows.

It is exact: what the graph for onnxruntime is compared with, and what answers where that cannot
be used. Importing this module imports the tokenizer; only the embedder does so, on its own thread.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from loredesk.gateway.builtin.sentence_tokens import SentenceTokens
from loredesk.gateway.builtin.tensor_file import TensorFile
from loredesk.gateway.builtin.weights import DIMENSION, WEIGHTS_FILE

_HEADS = 12
_LAYERS = 6
_BATCH_TOKENS = 2048
_EPSILON = np.float32(1e-12)
_MASKED = np.float32(-1e9)

Matrix = NDArray[np.float32]


class _Dense(NamedTuple):
    """An affine map, its weight laid out for `rows @ weight`."""

    weight: Matrix
    bias: Matrix

    def __call__(self, rows: Matrix) -> Matrix:
        result: Matrix = rows @ self.weight
        result += self.bias
        return result


class _Norm(NamedTuple):
    """A layer normalisation."""

    scale: Matrix
    shift: Matrix

    def __call__(self, rows: Matrix) -> Matrix:
        centred: Matrix = rows - rows.mean(axis=-1, keepdims=True)
        spread = np.einsum("...d,...d->...", centred, centred)[..., None] / np.float32(DIMENSION)
        centred /= np.sqrt(spread + _EPSILON)
        centred *= self.scale
        centred += self.shift
        return centred


class _Layer(NamedTuple):
    """One transformer layer."""

    query_key_value: _Dense
    attended: _Dense
    attention_norm: _Norm
    widen: _Dense
    narrow: _Dense
    norm: _Norm

    def __call__(self, rows: Matrix, mask: Matrix) -> Matrix:
        texts, length = mask.shape
        rows = self.attention_norm(rows + self.attended(self._attention(rows, mask, texts, length)))
        return self.norm(rows + self.narrow(_gelu(self.widen(rows))))

    def _attention(self, rows: Matrix, mask: Matrix, texts: int, length: int) -> Matrix:
        wide = self.query_key_value(rows).reshape(texts, length, 3, _HEADS, -1)
        query, key, value = wide.transpose(2, 0, 3, 1, 4)
        weights: Matrix = query @ key.swapaxes(-1, -2)
        weights += mask[:, None, None, :]
        weights -= weights.max(axis=-1, keepdims=True)
        np.exp(weights, out=weights)
        weights /= weights.sum(axis=-1, keepdims=True)
        heads: Matrix = weights @ value
        return heads.transpose(0, 2, 1, 3).reshape(texts * length, DIMENSION)


class SentenceNetwork:
    """Turns texts into unit vectors of 384 numbers. Not for two threads at once."""

    def __init__(self, folder: Path) -> None:
        self._tokens = SentenceTokens(folder)
        tensors = TensorFile(folder / WEIGHTS_FILE)
        prefix = "embeddings."
        self._words = tensors[f"{prefix}word_embeddings.weight"]
        types = tensors[f"{prefix}token_type_embeddings.weight"]
        self._places = tensors[f"{prefix}position_embeddings.weight"] + types[0]
        self._norm = _norm(tensors, f"{prefix}LayerNorm")
        self._layers = [_layer(tensors, f"encoder.layer.{number}.") for number in range(_LAYERS)]

    def vectors(self, texts: Sequence[str]) -> Matrix:
        """Return one unit row per text; texts of like length are computed together."""
        tokens = [self._tokens.of(text) for text in texts]
        result = np.empty((len(tokens), DIMENSION), np.float32)
        for batch in _batches([len(ids) for ids in tokens]):
            result[batch] = self._forward([tokens[at] for at in batch])
        return result

    def _forward(self, tokens: Sequence[Sequence[int]]) -> Matrix:
        length = max(map(len, tokens))
        ids = np.zeros((len(tokens), length), np.int64)
        there = np.zeros((len(tokens), length), np.float32)
        for row, sequence in enumerate(tokens):
            ids[row, : len(sequence)] = sequence
            there[row, : len(sequence)] = 1.0
        mask = (np.float32(1.0) - there) * _MASKED
        rows = self._norm((self._words[ids] + self._places[:length]).reshape(-1, DIMENSION))
        for layer in self._layers:
            rows = layer(rows, mask)
        sums = np.einsum("tld,tl->td", rows.reshape(len(tokens), length, DIMENSION), there)
        unit: Matrix = sums / np.linalg.norm(sums, axis=1, keepdims=True)
        return unit.astype(np.float32, copy=False)


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    batch: list[int] = []
    for at in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * lengths[at] > _BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(at)
    if batch:
        yield batch


def _layer(tensors: TensorFile, prefix: str) -> _Layer:
    attention = f"{prefix}attention."
    query, key, value = (
        _dense(tensors, f"{attention}self.{name}") for name in ("query", "key", "value")
    )
    scale = np.float32((DIMENSION / _HEADS) ** -0.5)
    joined = _Dense(
        np.ascontiguousarray(np.hstack((query.weight * scale, key.weight, value.weight))),
        np.concatenate((query.bias * scale, key.bias, value.bias)),
    )
    return _Layer(
        query_key_value=joined,
        attended=_dense(tensors, f"{attention}output.dense"),
        attention_norm=_norm(tensors, f"{attention}output.LayerNorm"),
        widen=_dense(tensors, f"{prefix}intermediate.dense"),
        narrow=_dense(tensors, f"{prefix}output.dense"),
        norm=_norm(tensors, f"{prefix}output.LayerNorm"),
    )


def _dense(tensors: TensorFile, name: str) -> _Dense:
    return _Dense(np.ascontiguousarray(tensors[f"{name}.weight"].T), tensors[f"{name}.bias"])


def _norm(tensors: TensorFile, name: str) -> _Norm:
    return _Norm(tensors[f"{name}.weight"], tensors[f"{name}.bias"])


def _gelu(values: Matrix) -> Matrix:
    """Return x·Φ(x); the error function by a rational polynomial, off by less than 2e-7."""
    scaled = values * np.float32(0.5**0.5)
    size = np.abs(scaled)
    step = np.float32(1.0) / (np.float32(0.3275911) * size + np.float32(1.0))
    series = np.full_like(step, 1.061405429)
    for coefficient in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
        series *= step
        series += np.float32(coefficient)
    series *= step
    size *= size
    series *= np.exp(-size)
    erf = np.copysign(np.float32(1.0) - series, scaled)
    erf += np.float32(1.0)
    erf *= values
    erf *= np.float32(0.5)
    result: Matrix = erf
    return result
