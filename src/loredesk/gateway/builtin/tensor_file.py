"""Tensors of a safetensors file, looked up where they lie: what is not asked for is not read."""

import json
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_LENGTH_BYTES = 8

Tensor = NDArray[np.float32]


class TensorFile:
    """The tensors of one file, by name. They stay in the file: none may be written to."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __getitem__(self, name: str) -> Tensor:
        head, begin = self._head
        about = head[name]
        mapped = np.memmap(
            self._path,
            "<f4",
            "r",
            offset=begin + about["data_offsets"][0],
            shape=tuple(about["shape"]),
        )
        return np.asarray(mapped)

    @cached_property
    def _head(self) -> tuple[dict[str, Any], int]:
        """What the file says of its tensors, as JSON, and where behind it they begin."""
        with self._path.open("rb") as file:
            length = int.from_bytes(file.read(_LENGTH_BYTES), "little")
            return json.loads(file.read(length)), _LENGTH_BYTES + length
