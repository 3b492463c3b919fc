import asyncio

import pytest


@pytest.fixture
def settled():
    """Lets everything that can run now run."""

    async def wait():
        for _ in range(20):
            await asyncio.sleep(0)

    return wait
