"""A graph that was built, kept in a folder that can be thrown away, and why none can be used.

A file counts where it is whole and of the recipe that is asked for; else it is built anew.
"""

import contextlib
import hashlib
import importlib.util
import logging
import os
import tempfile
from pathlib import Path

logger = logging.getLogger(__name__)

_RUNTIME = "onnxruntime"
_SEAL_LENGTH = hashlib.sha256().digest_size


class GraphFile:
    """The graph of the built-in embedder. Whatever the disk refuses only costs time."""

    def __init__(self, folder: Path, recipe: str) -> None:
        self._folder = folder
        self._recipe = recipe
        self._file = folder / "minilm.graph"
        self._refusal = folder / "minilm.refused"

    def read(self) -> bytes | None:
        """Return the graph, or None where there is none, a damaged one or one of another recipe."""
        try:
            with self._file.open("rb") as stream:
                seal, graph = stream.read(_SEAL_LENGTH), stream.read()
        except OSError:
            return None
        return graph if seal == self._seal(graph) else None

    def write(self, graph: bytes) -> None:
        """Keep *graph*."""
        self._put(self._file, self._seal(graph) + graph)

    def refuse(self) -> None:
        """Remember that no graph can be used with the onnxruntime that is installed."""
        self._put(self._refusal, self._circumstances())

    def is_refused(self) -> bool:
        """Return whether none could be used, and nothing has changed since."""
        try:
            return self._refusal.read_bytes() == self._circumstances()
        except OSError:
            return False

    def _seal(self, graph: bytes) -> bytes:
        digest = hashlib.sha256(self._recipe.encode())
        digest.update(graph)
        return digest.digest()

    def _circumstances(self) -> bytes:
        return f"{self._recipe}\n{_installed()}\n".encode()

    def _put(self, file: Path, content: bytes) -> None:
        """Put *content* in the place of *file* in one move."""
        name = ""
        try:
            descriptor, name = tempfile.mkstemp(dir=self._folder, prefix=f".{file.name}.")
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(content)
            Path(name).replace(file)
        except OSError as error:
            logger.info("%s cannot be kept: %s", file, error)
            if name:
                with contextlib.suppress(OSError):
                    Path(name).unlink()


def is_onnxruntime_there() -> bool:
    """Return whether onnxruntime is installed, without importing it."""
    return importlib.util.find_spec(_RUNTIME) is not None


def _installed() -> str:
    """Return where onnxruntime is installed and since when."""
    spec = importlib.util.find_spec(_RUNTIME)
    place = spec.origin if spec is not None else None
    try:
        return f"{place} {Path(place or '').stat().st_mtime_ns}"
    except OSError:
        return f"{place}"
