import pytest

from loredesk.gateway.probe import find_servers
from tests.fakes.model_server import Manner, ModelServer
from tests.fakes.model_speech import Fault

PATIENT = 20.0


@pytest.mark.parametrize(
    "manner", [Manner.OLLAMA, Manner.LM_STUDIO, Manner.LLAMACPP, Manner.KOBOLDCPP, Manner.VLLM]
)
async def test_a_server_is_known_by_what_it_says_whatever_its_port(manner):
    async with ModelServer(manner) as server:
        (found,) = await find_servers({"somewhere": server.port}, seconds=PATIENT)

    assert found.kind == manner.value
    assert found.name
    assert found.base_url == f"{server.root}/v1"
    assert found.models == ("fake-model", "other-model")


async def test_any_other_server_is_left_alone():
    async with ModelServer(Manner.OPENAI) as server:
        assert await find_servers({"llamacpp": server.port}, seconds=PATIENT) == ()


async def test_several_are_found_at_once_and_an_empty_port_is_no_trouble():
    async with ModelServer(Manner.OLLAMA) as one, ModelServer(Manner.VLLM) as two:
        gone = ModelServer()
        async with gone:
            empty = gone.port
        ports = {"ollama": one.port, "vllm": two.port, "llamacpp": empty}
        found = await find_servers(ports, seconds=PATIENT)

    assert [server.kind for server in found] == ["ollama", "vllm"]


async def test_a_port_that_keeps_silent_costs_its_time_and_no_more():
    async with ModelServer() as server:
        server.then(*[Fault.STALL] * 10)
        assert await find_servers({"x": server.port}, seconds=0.1) == ()


async def test_nonsense_at_a_port_is_no_server():
    async with ModelServer() as server:
        server.then(Fault.HTML)
        assert await find_servers({"x": server.port}, seconds=PATIENT) == ()
