"""Files of tensors as the weights of a network are kept in, small ones."""

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


def write_tensors(path: Path, tensors: Mapping[str, NDArray[np.float32]]) -> None:
    """Write *tensors* as a safetensors file."""
    head: dict[str, object] = {"__metadata__": {"format": "pt"}}
    end = 0
    for name, tensor in tensors.items():
        begin, end = end, end + 4 * tensor.size
        head[name] = {"dtype": "F32", "shape": tensor.shape, "data_offsets": [begin, end]}
    written = json.dumps(head).encode()
    content = b"".join(tensor.astype("<f4").tobytes() for tensor in tensors.values())
    path.write_bytes(len(written).to_bytes(8, "little") + written + content)
