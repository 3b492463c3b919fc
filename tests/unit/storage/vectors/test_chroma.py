import os
import socket

import pytest

from loredesk.domain.errors import TransientError
from loredesk.storage.vectors.chroma import ChromaIndex
from loredesk.storage.vectors.chroma_child import ChromaChild
from loredesk.storage.vectors.heartbeat import LOOPBACK
from loredesk.storage.vectors.space import VectorSpace
from tests.fakes.vectors import WORLD, passage, some_direction

SPACE = VectorSpace(model="a model", dimension=8)
INN = passage("inn:0", some_direction(1, 8))


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    pytest.importorskip("chromadb", exc_type=ImportError)
    child = ChromaChild(tmp_path_factory.mktemp("index"))
    yield child.start()
    child.stop()


@pytest.fixture
async def chroma(port):
    chroma = ChromaIndex(LOOPBACK, port, space=SPACE)
    await chroma.clear()
    yield chroma
    await chroma.aclose()


async def test_connecting_says_how_many_passages_there_are(chroma):
    assert await chroma.connect() == 0

    await chroma.upsert([passage(f"entry{n}:0", some_direction(n, 8)) for n in range(70)])

    assert await chroma.connect() == 70


async def test_contents_are_read_to_the_last_page(chroma, monkeypatch):
    monkeypatch.setattr("loredesk.storage.vectors.chroma._PAGE", 7)
    everything = [passage(f"entry{n}:0", some_direction(n, 8)) for n in range(40)]
    await chroma.upsert(everything)

    assert dict(await chroma.contents()) == {one.key: one.text_hash for one in everything}


async def test_no_text_is_stored_in_chroma_and_closeness_is_the_angle(chroma, port):
    import chromadb

    await chroma.upsert([INN])

    with chromadb.HttpClient(host=LOOPBACK, port=port) as client:
        collection = client.get_collection(SPACE.collection, embedding_function=None)
        stored = collection.get(include=["documents", "metadatas"])
        client._server._session.close()
        client._admin_client._server._session.close()

    assert stored["documents"] == [None]
    assert set(stored["metadatas"][0]) == {"world", "session", "entry", "text_hash"}
    assert collection._model.configuration_json["hnsw"]["space"] == "cosine"


async def test_another_client_on_the_same_server_sees_what_was_written(chroma, port):
    await chroma.upsert([INN])
    other = ChromaIndex(LOOPBACK, port, space=SPACE)

    hits = await other.query(INN.vector, world_id=WORLD, session_id=None, limit=1)

    assert [hit.key for hit in hits] == ["inn:0"]
    await other.aclose()


async def test_a_collection_another_client_made_anew_is_found_again(chroma, port):
    other = ChromaIndex(LOOPBACK, port, space=SPACE)
    await chroma.upsert([INN])
    await other.clear()

    with pytest.raises(TransientError, match="removed by someone else"):
        await chroma.upsert([INN])
    await chroma.upsert([INN])

    assert set(await other.contents()) == {"inn:0"}
    await other.aclose()


async def test_a_proxy_in_the_environment_does_not_stand_between_us_and_ourselves(
    port, monkeypatch
):
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    chroma = ChromaIndex(LOOPBACK, port, space=SPACE)

    await chroma.connect()

    assert "no_proxy" not in os.environ
    await chroma.aclose()


async def test_where_no_server_is_the_call_fails_for_now_and_names_the_address():
    pytest.importorskip("chromadb", exc_type=ImportError)
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port = probe.getsockname()[1]
    chroma = ChromaIndex(LOOPBACK, port, space=SPACE, seconds=1)

    with pytest.raises(TransientError, match=rf"127\.0\.0\.1:{port} could not be reached"):
        await chroma.contents()

    await chroma.aclose()


async def test_a_closed_index_refuses_calls(port):
    chroma = ChromaIndex(LOOPBACK, port, space=SPACE)
    await chroma.connect()

    await chroma.aclose()
    await chroma.aclose()
    chroma.retire()

    with pytest.raises(TransientError, match="closed"):
        await chroma.contents()


async def test_a_retired_index_ends_by_itself(port):
    chroma = ChromaIndex(LOOPBACK, port, space=SPACE)
    await chroma.connect()

    chroma.retire()

    with pytest.raises(TransientError, match="closed"):
        await chroma.contents()
