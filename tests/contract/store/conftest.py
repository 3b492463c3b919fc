import pytest
from hypothesis import settings

from tests.fakes.library import SqlLibrary

settings.register_profile("loredesk", deadline=None, max_examples=60)
settings.load_profile("loredesk")


@pytest.fixture
async def library(tmp_path):
    async with SqlLibrary(tmp_path) as library:
        yield library
