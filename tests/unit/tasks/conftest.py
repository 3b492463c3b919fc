import pytest
from hypothesis import settings

from tests.fakes.library import SqlLibrary
from tests.fakes.task_desk import ScriptedHandler, TaskDesk

settings.register_profile("loredesk", deadline=None, max_examples=60)
settings.load_profile("loredesk")


@pytest.fixture
async def library(tmp_path):
    async with SqlLibrary(tmp_path) as library:
        yield library


@pytest.fixture
def handler():
    return ScriptedHandler()


@pytest.fixture
def desk(library, handler):
    return TaskDesk(library, handler)


@pytest.fixture
async def engine(desk):
    """Return an engine that has not been started; it is closed in the end."""
    engine = desk.engine()
    yield engine
    await engine.aclose()
