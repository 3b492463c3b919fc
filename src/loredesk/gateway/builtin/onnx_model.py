"""Writing an ONNX model: the few messages of its protobuf that a plain graph is made of.

The numbers of the fields are those of `onnx.proto`, which keeps them for ever.
"""

import struct
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

FUSED = "com.microsoft"
"""The operators that onnxruntime adds to those of ONNX."""

_FORMAT, _OPERATORS, _FUSED_OPERATORS = 8, 18, 1
_FLOAT, _INT = 1, 2
_ELEMENTS = {np.dtype(np.float32): 1, np.dtype(np.uint8): 2, np.dtype(np.int64): 7}
_MORE, _LOW_BITS = 0x80, 0x7F

Shape = Sequence[int | str]
"""The length of each side; a name where it differs from run to run."""


class OnnxModel:
    """Collects constants and nodes; each gets a name by which later nodes take it."""

    def __init__(self) -> None:
        self._graph: list[bytes] = [_bytes(2, b"graph")]
        self._names = 0

    def constant(self, values: NDArray[np.generic]) -> str:
        """Add *values*, which no run changes."""
        name = self._new_name()
        sides = [_number(1, side) for side in values.shape]
        kind = _number(2, _ELEMENTS[values.dtype])
        content = np.ascontiguousarray(values).tobytes()
        self._graph.append(_message(5, [*sides, kind, _text(8, name), _bytes(9, content)]))
        return name

    def node(self, operator: str, *takes: str, domain: str = "", **settings: float) -> str:
        """Add an operator that gives one tensor. An empty name leaves an input out."""
        return self.nodes(operator, *takes, domain=domain, gives=1, **settings)[0]

    def nodes(
        self, operator: str, *takes: str, gives: int, domain: str = "", **settings: float
    ) -> list[str]:
        """Add an operator that gives several tensors."""
        names = [self._new_name() for _ in range(gives)]
        parts = [_text(1, name) for name in takes] + [_text(2, name) for name in names]
        parts += [_text(3, names[0]), _text(4, operator)]
        parts += [_message(5, _setting(name, value)) for name, value in settings.items()]
        parts += [_text(7, domain)]
        self._graph.append(_message(1, parts))
        return names

    def finished(self, *, takes: tuple[str, Shape], gives: tuple[str, Shape]) -> bytes:
        """Return the file of the model, which takes and gives one tensor of floats."""
        graph = [*self._graph, _message(11, _tensor(*takes)), _message(12, _tensor(*gives))]
        operators = [_text(1, ""), _number(2, _OPERATORS)]
        fused = [_text(1, FUSED), _number(2, _FUSED_OPERATORS)]
        return b"".join(
            [_number(1, _FORMAT), _message(7, graph), _message(8, operators), _message(8, fused)]
        )

    def _new_name(self) -> str:
        self._names += 1
        return f"t{self._names}"


def _setting(name: str, value: float) -> Iterable[bytes]:
    if isinstance(value, int):
        return [_text(1, name), _number(3, value), _number(20, _INT)]
    return [_text(1, name), _varint(2 << 3 | 5), struct.pack("<f", value), _number(20, _FLOAT)]


def _tensor(name: str, shape: Shape) -> Iterable[bytes]:
    sides = [
        _message(1, [_number(1, side) if isinstance(side, int) else _text(2, side)])
        for side in shape
    ]
    kind = _number(1, _ELEMENTS[np.dtype(np.float32)])
    return [_text(1, name), _message(2, [_message(1, [kind, _message(2, sides)])])]


def _message(field: int, parts: Iterable[bytes]) -> bytes:
    return _bytes(field, b"".join(parts))


def _text(field: int, text: str) -> bytes:
    return _bytes(field, text.encode())


def _bytes(field: int, content: bytes) -> bytes:
    return b"".join([_varint(field << 3 | 2), _varint(len(content)), content])


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value & 0xFFFF_FFFF_FFFF_FFFF)


def _varint(value: int) -> bytes:
    digits = bytearray()
    while value > _LOW_BITS:
        digits.append(value & _LOW_BITS | _MORE)
        value >>= 7
    digits.append(value)
    return bytes(digits)
