"""The all-MiniLM-L6-v2 network as a graph for onnxruntime, in whole numbers of eight bits.

It takes the rows of the tokens of one text and gives its unit vector. Weights are rounded in blocks
of 64; what they are multiplied with is rounded in each run, in the same blocks and row by row, so
that a vector depends on its text alone. One range for all rows, as DynamicQuantizeMatMul takes it,
would be faster by a third and ten times further from the exact network.

A sum and a LayerNormalization take a third of the time of the SkipLayerNormalization that does
both; who runs the graph must keep onnxruntime from joining them.
"""

import numpy as np
from numpy.typing import NDArray

from loredesk.gateway.builtin.onnx_model import FUSED, OnnxModel
from loredesk.gateway.builtin.tensor_file import Tensor, TensorFile
from loredesk.gateway.builtin.weights import DIMENSION

RECIPE = "int8x64"
"""Names how the numbers come about; whatever changes vectors changes it."""

ROWS = "rows"
_LAYERS = 6
_HEADS = 12
_PARTS = ("query", "key", "value")
_EPSILON = 1e-12
_BITS = 8
_BLOCK = 64
_ZERO = 128
_LARGEST = 127
_IN_WHOLE_NUMBERS = 4
"""How exactly MatMulNBits is to multiply: 4 is by eight bits, 1 by single precision."""


def minilm_graph(tensors: TensorFile) -> bytes:
    """Return the graph with the weights of *tensors*, as an ONNX file."""
    return _Builder(tensors).built()


class _Builder:
    def __init__(self, tensors: TensorFile) -> None:
        self._tensors = tensors
        self._model = OnnxModel()
        self._thirds = self._model.constant(np.full(len(_PARTS), DIMENSION, np.int64))

    def built(self) -> bytes:
        rows = self._norm(ROWS, "embeddings.LayerNorm")
        for number in range(_LAYERS):
            rows = self._layer(rows, f"encoder.layer.{number}.")
        tokens = self._model.constant(np.array([1], np.int64))
        mean = self._model.node("ReduceMean", rows, tokens, keepdims=0)
        unit = self._model.node("LpNormalization", mean, axis=-1, p=2)
        return self._model.finished(
            takes=(ROWS, (1, "tokens", DIMENSION)), gives=(unit, (1, DIMENSION))
        )

    def _layer(self, rows: str, prefix: str) -> str:
        attention = f"{prefix}attention."
        joined = self._dense(rows, *(f"{attention}self.{part}" for part in _PARTS))
        parts = self._model.nodes("Split", joined, self._thirds, gives=len(_PARTS), axis=-1)
        mixed = self._model.node("MultiHeadAttention", *parts, domain=FUSED, num_heads=_HEADS)
        attended = self._dense(mixed, f"{attention}output.dense")
        rows = self._norm(self._sum(rows, attended), f"{attention}output.LayerNorm")
        wide = self._dense(rows, f"{prefix}intermediate.dense")
        narrow = self._dense(self._model.node("Gelu", wide, domain=FUSED), f"{prefix}output.dense")
        return self._norm(self._sum(rows, narrow), f"{prefix}output.LayerNorm")

    def _dense(self, rows: str, *names: str) -> str:
        """Multiply with the weights of *names*, side by side, and add what they add."""
        weights = np.concatenate([self._tensors[f"{name}.weight"] for name in names])
        added = np.concatenate([self._tensors[f"{name}.bias"] for name in names])
        gives, takes = weights.shape
        numbers, scales = _rounded(weights)
        return self._model.node(
            "MatMulNBits",
            rows,
            self._model.constant(numbers),
            self._model.constant(scales),
            "",
            "",
            self._model.constant(added),
            domain=FUSED,
            K=takes,
            N=gives,
            bits=_BITS,
            block_size=_BLOCK,
            accuracy_level=_IN_WHOLE_NUMBERS,
        )

    def _norm(self, rows: str, name: str) -> str:
        scale, shift = (
            self._model.constant(self._tensors[f"{name}.{part}"]) for part in ("weight", "bias")
        )
        return self._model.node("LayerNormalization", rows, scale, shift, axis=-1, epsilon=_EPSILON)

    def _sum(self, one: str, other: str) -> str:
        return self._model.node("Add", one, other)


def _rounded(weights: Tensor) -> tuple[NDArray[np.uint8], Tensor]:
    """Return *weights* as bytes around 128, and what each block of them is to be multiplied with."""
    blocks = weights.reshape(len(weights), -1, _BLOCK)
    scales = np.abs(blocks).max(axis=-1) / np.float32(_LARGEST)
    scales[scales == 0] = 1
    numbers = np.rint(blocks / scales[..., None]) + np.float32(_ZERO)
    return numbers.astype(np.uint8), scales
