import pytest

from tests.fakes.library import SqlLibrary


@pytest.fixture
async def library(tmp_path):
    async with SqlLibrary(tmp_path) as library:
        yield library
