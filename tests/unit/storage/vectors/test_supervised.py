import asyncio
import os
import signal
import sqlite3

import pytest
from blockbuster import blockbuster_ctx

from loredesk.domain.errors import TransientError
from loredesk.storage.vectors.space import VectorSpace
from loredesk.storage.vectors.supervised import SupervisedChroma
from tests.fakes.vectors import WORLD, passage, some_direction

SPACE = VectorSpace(model="a model", dimension=8)
INN = passage("inn:0", some_direction(1, 8))


@pytest.fixture(autouse=True)
def no_freezing():
    """Fail a test in which the index blocks the event loop."""
    with blockbuster_ctx(scanned_modules=["loredesk"]):
        yield


class Owner:
    """Whoever holds the index: notes what it hears, and fills it again when asked to."""

    def __init__(self):
        self.states = []
        self.restarts = 0

    def heard(self, state, message):
        self.states.append(state)

    def restarted(self):
        self.restarts += 1


@pytest.fixture
def owner():
    return Owner()


@pytest.fixture
async def chroma(folder, owner):
    chroma = SupervisedChroma(
        folder, space=SPACE, on_state=owner.heard, on_restarted=owner.restarted
    )
    yield chroma
    await chroma.aclose()


async def found(chroma):
    hits = await chroma.query(INN.vector, world_id=WORLD, session_id=None, limit=5)
    return [hit.key for hit in hits]


async def test_the_first_use_starts_the_server(chroma, owner):
    assert chroma.state == "idle"

    await chroma.upsert([INN])

    assert await found(chroma) == ["inn:0"]
    assert owner.states == ["starting", "healthy"]


async def test_a_killed_server_is_refused_at_once_and_comes_back_with_what_it_held(
    chroma, owner, until
):
    await chroma.upsert([INN])
    killed = chroma.pid
    os.kill(killed, signal.SIGKILL)

    with pytest.raises(TransientError):
        await found(chroma)
    await until(lambda: owner.restarts == 1, "the restart")

    assert chroma.state == "behind"
    assert chroma.pid != killed
    await chroma.upsert([INN])
    chroma.mark_healthy()
    assert await found(chroma) == ["inn:0"]
    assert owner.states == ["starting", "healthy", "healing", "behind", "healthy"]


async def test_a_server_that_hangs_is_replaced(folder, owner, until):
    chroma = SupervisedChroma(folder, space=SPACE, on_restarted=owner.restarted, call_seconds=0.5)
    await chroma.upsert([INN])
    hanging = chroma.pid
    os.kill(hanging, signal.SIGSTOP)

    with pytest.raises(TransientError, match="did not answer within"):
        await found(chroma)
    await until(lambda: owner.restarts == 1, "the restart")

    assert chroma.pid != hanging
    await chroma.aclose()


async def test_unreadable_files_are_set_aside_and_the_server_starts_empty(
    chroma, owner, folder, until
):
    await chroma.upsert([INN])
    with sqlite3.connect(folder / "chroma" / "chroma.sqlite3") as database:
        database.execute("DROP TABLE embeddings_queue")
    database.close()

    with pytest.raises(TransientError):
        await chroma.upsert([INN])
    with pytest.raises(TransientError):
        await found(chroma)
    await until(lambda: owner.restarts == 1, "the restart")

    assert (folder / "broken-1" / "chroma.sqlite3").exists()
    assert dict(await chroma.contents()) == {}
    await chroma.upsert([INN])
    assert await found(chroma) == ["inn:0"]


async def test_a_folder_that_was_broken_from_the_start_is_set_aside(chroma, folder):
    data = folder / "chroma"
    data.mkdir(parents=True)
    (data / "chroma.sqlite3").write_bytes(b"no database" * 1000)

    await chroma.start()

    assert chroma.state in {"healthy", "behind"}
    assert (folder / "broken-1").is_dir()
    assert dict(await chroma.contents()) == {}


async def test_after_three_falls_it_stays_down_until_asked(chroma, owner, until):
    await chroma.start()
    for fall in range(3):
        await until(lambda: chroma.state in {"healthy", "behind"}, "the server")
        pid = chroma.pid
        os.kill(pid, signal.SIGKILL)
        await until(lambda: chroma.state in {"healing", "missing"}, f"notice of fall {fall}")

    assert chroma.state == "missing"
    with pytest.raises(TransientError, match="left off"):
        await found(chroma)
    assert chroma.state == "missing"

    await until(lambda: chroma.pid is None, "the end")
    await chroma.start()

    assert chroma.state == "behind"
    assert owner.states[-3:] == ["missing", "starting", "behind"]


async def test_a_server_that_cannot_be_started_at_all_is_missing(tmp_path, owner):
    (tmp_path / "index").write_text("a file where the folder should be")
    chroma = SupervisedChroma(tmp_path / "index", space=SPACE, on_state=owner.heard)

    with pytest.raises(TransientError, match="could not be started"):
        await chroma.start()

    assert chroma.state == "missing"
    await chroma.aclose()


async def test_after_closing_nothing_runs_and_calls_are_refused(chroma, lives):
    await chroma.start()
    pid = chroma.pid

    await chroma.aclose()

    assert not lives(pid)
    with pytest.raises(TransientError, match="closed"):
        await found(chroma)
    with pytest.raises(TransientError, match="closed"):
        await chroma.start()


async def test_closing_during_the_start_calls_it_off(chroma, until, lives):
    start = asyncio.get_running_loop().create_task(chroma.start())
    await until(lambda: chroma.pid is not None, "the process")
    pid = chroma.pid

    await chroma.aclose()

    assert not lives(pid)
    with pytest.raises(TransientError, match="closed"):
        await start


async def test_a_start_goes_through_the_fall_of_a_server_nobody_has_noticed_yet(chroma):
    await chroma.start()
    os.kill(chroma.pid, signal.SIGKILL)

    await chroma.start()

    assert chroma.state == "behind"


async def test_closing_what_was_never_used_is_allowed(chroma):
    await chroma.aclose()
    await chroma.aclose()


async def test_another_embedding_model_has_a_collection_of_its_own(chroma, folder):
    await chroma.upsert([INN])
    await chroma.aclose()
    other = SupervisedChroma(folder, space=VectorSpace(model="another model", dimension=4))

    assert dict(await other.contents()) == {}
    await other.upsert([passage("mill:0", some_direction(1, 4))])
    assert await other.drop_other_spaces() == 1
    assert dict(await other.contents()) == {"mill:0": passage("mill:0", INN.vector).text_hash}
    await other.aclose()


@pytest.mark.parametrize("moment", range(6))
async def test_who_is_called_off_while_waiting_for_news_of_a_fall_stays_called_off(
    tmp_path, moment
):
    chroma = SupervisedChroma(tmp_path, space=SPACE)
    index = chroma._index = chroma._index_at(1)
    waiting = asyncio.get_running_loop().create_task(chroma._falls(index))
    await asyncio.sleep(0.01)
    chroma._fallen.set()
    for _ in range(moment):
        await asyncio.sleep(0)

    if waiting.cancel():
        with pytest.raises(asyncio.CancelledError):
            await waiting
    assert waiting.done()
    await index.aclose()
