import subprocess
import sys

import pytest

from loredesk.domain.errors import TransientError, UserFixableError
from loredesk.domain.services import Provider, Service
from loredesk.domain.settings import Settings
from loredesk.gateway.switchboard import Switchboard
from tests.fakes.model_server import Manner, ModelServer
from tests.fakes.model_speech import Fault, refusing
from tests.fakes.scripted_models import FakeEmbedder
from tests.unit.gateway.conftest import asking, settings_for


async def test_new_settings_count_from_the_next_call_on_and_the_models_stay_the_same_objects(
    bench_of,
):
    old, new = await bench_of(), await bench_of()
    new.server.answer = "New."
    board = old.board
    generation, embedder = board.generation, board.embedder
    under_way = generation.generate(asking())
    first = await anext(under_way)

    board.apply(settings_for(Provider.OPENAI, new.server.base_url))
    rest = "".join([piece.text async for piece in under_way])
    after = "".join([piece.text async for piece in generation.generate(asking())])
    await embedder.embed(["a"], purpose="query")

    assert first.text + rest == "Hello there."
    assert after == "New."
    assert new.server.received[-1].path == "/v1/embeddings"
    assert board.generation is generation
    assert board.embedder is embedder


async def test_the_key_is_fetched_each_time_a_request_is_sent(bench_of):
    keys = iter(["one", "two"])
    server = (await bench_of()).server
    board = Switchboard(
        settings=settings_for(Provider.OPENAI, server.base_url),
        key_of=lambda _: next(keys),
        on_call=lambda _: None,
    )
    for _ in range(2):
        async for _piece in board.generation.generate(asking()):
            pass
    await board.aclose()

    sent = [request.headers["authorization"] for request in server.received]
    assert sent == ["Bearer one", "Bearer two"]


async def test_a_locked_key_ring_is_told_as_it_is(bench_of):
    def locked(_: object) -> str:
        raise UserFixableError("The key ring is locked.", hint="Unlock it.")

    server = (await bench_of()).server
    board = Switchboard(
        settings=settings_for(Provider.OPENAI, server.base_url),
        key_of=locked,
        on_call=lambda _: None,
    )
    with pytest.raises(UserFixableError, match="locked"):
        await anext(board.generation.generate(asking()))
    await board.aclose()


@pytest.mark.parametrize("manner", [Manner.OPENAI, Manner.ANTHROPIC])
async def test_trying_a_service_tells_what_came_back(bench_of, manner):
    bench = await bench_of(manner)
    written = await bench.board.test(Service.GENERATION)
    bench.server.answer = '{"who": "Mira"}'
    read = await bench.board.test(Service.ANALYSIS)

    assert (written.ok, written.answer, written.model) == (True, "Hello there.", "fake-model")
    assert read.answer == '{"who": "Mira"}'
    assert written.ms > 0


async def test_trying_an_embedder_tells_what_vectors_came(bench_of):
    bench = await bench_of()
    check = await bench.board.test(Service.EMBEDDING)

    assert check.ok
    assert check.answer.startswith("3 numbers a vector")


async def test_trying_a_service_that_fails_tells_the_way_out(bench_of):
    bench = await bench_of()
    bench.server.then(Fault.UNAUTHORIZED)
    check = await bench.board.test(Service.MAINTENANCE)

    assert not check.ok
    assert "refused the key" in check.problem
    assert check.hint


async def test_a_bad_address_is_told_at_the_call_not_at_the_start():
    board = Switchboard(
        settings=settings_for(Provider.OPENAI, "ftp://nowhere"),
        key_of=lambda _: None,
        on_call=lambda _: None,
    )
    check = await board.test(Service.GENERATION)
    with pytest.raises(UserFixableError, match="not the address"):
        await board.generation.json_generate(asking())
    await board.aclose()

    assert "not the address" in check.problem


async def test_the_built_in_models_need_neither_key_nor_server():
    calls = []
    board = Switchboard(
        settings=Settings(),
        key_of=lambda _: None,
        on_call=calls.append,
        built_in_embedder=FakeEmbedder,
    )
    checks = [await board.test(service) for service in Service]
    await board.prepare()
    await board.aclose()

    assert all(check.ok and check.answer for check in checks)
    assert {call.provider for call in calls} == {Provider.BUILT_IN}
    assert len(calls) == 4


async def test_the_models_of_a_server_are_listed(bench_of):
    bench = await bench_of()
    models = await bench.board.models_at(bench.server.root, "sk-1")

    assert models == ("fake-model", "other-model")
    assert bench.server.received[0].headers["authorization"] == "Bearer sk-1"


@pytest.mark.parametrize(
    ("body", "models"),
    [
        ({"models": [{"name": "b"}, {"key": "a"}]}, ("a", "b")),
        ([{"id": "a"}, "b"], ("a", "b")),
        ({"data": "odd"}, ()),
        ({"data": [5, {"id": 7}, {}]}, ()),
    ],
)
async def test_lists_of_models_are_read_in_every_shape(bench_of, body, models):
    bench = await bench_of()
    bench.server.then(refusing(200, body))

    assert await bench.board.models_at(bench.server.root, None) == models


async def test_models_of_anthropic_are_asked_for_in_its_way():
    async with ModelServer(Manner.ANTHROPIC) as server:
        board = Switchboard(settings=Settings(), key_of=lambda _: None, on_call=lambda _: None)
        models = await board.models_at(server.root, "k", provider=Provider.ANTHROPIC)
        await board.aclose()

    assert models
    assert server.received[0].headers["x-api-key"] == "k"


async def test_a_server_that_lists_nothing_is_told(bench_of):
    bench = await bench_of()
    bench.server.then(Fault.SERVER_ERROR, Fault.UNAUTHORIZED)

    with pytest.raises(TransientError):
        await bench.board.models_at(bench.server.root, None)
    with pytest.raises(UserFixableError, match="wants a key"):
        await bench.board.models_at(bench.server.root, None)


def test_importing_the_switchboard_imports_no_vendor():
    code = (
        "import sys, loredesk.gateway.switchboard, loredesk.gateway.probe;"
        "print(sorted({'openai', 'anthropic', 'httpx', 'httpx2', 'pydantic'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert told.stdout.strip() == "[]"
