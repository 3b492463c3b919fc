"""Both indexes; the Chroma server is shared, each test has a collection of its own."""

import itertools

import pytest

from loredesk.storage.vectors.chroma import ChromaIndex
from loredesk.storage.vectors.chroma_child import ChromaChild
from loredesk.storage.vectors.exact import ExactIndex
from loredesk.storage.vectors.heartbeat import LOOPBACK
from loredesk.storage.vectors.space import VectorSpace

_numbers = itertools.count()


@pytest.fixture(scope="session")
def chroma_port(tmp_path_factory):
    pytest.importorskip("chromadb", exc_type=ImportError)
    child = ChromaChild(tmp_path_factory.mktemp("index"))
    yield child.start()
    child.stop()


@pytest.fixture(params=["exact", "chroma"])
async def index(request):
    if request.param == "exact":
        yield ExactIndex()
        return
    port = request.getfixturevalue("chroma_port")
    space = VectorSpace(model=f"model {next(_numbers)}", dimension=8)
    chroma = ChromaIndex(LOOPBACK, port, space=space)
    yield chroma
    await chroma.aclose()


@pytest.fixture
async def chroma(chroma_port):
    space = VectorSpace(model=f"model {next(_numbers)}", dimension=8)
    chroma = ChromaIndex(LOOPBACK, chroma_port, space=space)
    yield chroma
    await chroma.aclose()
