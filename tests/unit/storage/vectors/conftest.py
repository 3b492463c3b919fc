"""A place for an index folder, and a way to wait for something that must come."""

import asyncio
import time
from pathlib import Path

import pytest

from loredesk.storage.vectors.owner_record import process_start

PATIENCE_SECONDS = 30.0


@pytest.fixture
def folder(tmp_path):
    pytest.importorskip("chromadb_rust_bindings", exc_type=ImportError)
    return tmp_path / "index"


@pytest.fixture
def until():
    """Wait until something is so; fail where it never comes."""

    async def wait(condition, what="it"):
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not condition():
            assert time.monotonic() < deadline, f"{what} did not come about"
            await asyncio.sleep(0.02)

    return wait


@pytest.fixture
def lives():
    """Tell whether a process runs (a dead one nobody has asked for yet does not count)."""

    def ask(pid):
        assert Path("/proc").is_dir(), "needs /proc"
        return process_start(pid) != ""

    return ask
