"""Passages for tests of vector indexes."""

import hashlib

import numpy as np
from numpy.typing import NDArray

from loredesk.domain.ids import SessionId, WorldId
from loredesk.ports.vectors import IndexedPassage

WORLD = WorldId("world")


def direction(*numbers: float) -> NDArray[np.float32]:
    """Return a vector of length 1 that points where *numbers* say."""
    vector = np.array(numbers, dtype=np.float32)
    return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)


def some_direction(seed: int, dimension: int) -> NDArray[np.float32]:
    """Return a vector of length 1 that is always the same for *seed*."""
    return direction(*np.random.default_rng(seed).standard_normal(dimension))


def passage(
    key: str,
    vector: NDArray[np.float32],
    *,
    world: str = WORLD,
    session: str | None = None,
    text: str = "",
) -> IndexedPassage:
    """Return a passage of the entry that its key names before the colon."""
    return IndexedPassage(
        key=key,
        world_id=WorldId(world),
        session_id=None if session is None else SessionId(session),
        entry_id=key.partition(":")[0],
        text_hash=hashlib.sha256((text or key).encode()).hexdigest(),
        vector=vector,
    )
