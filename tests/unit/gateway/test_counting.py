"""What is learnt of how a server counts: from its answers, and by asking its tokenizer."""

import asyncio

import pytest

from loredesk.domain.calibration import PromptCount
from loredesk.domain.services import Provider
from loredesk.domain.tokens import estimate_tokens
from loredesk.gateway.counting import COUNTED_AGAIN_AFTER
from loredesk.gateway.switchboard import Switchboard
from tests.fakes.model_server import Manner, ModelServer
from tests.fakes.model_speech import Reply, refusing
from tests.unit.gateway.conftest import SCHEMA, asking, settings_for

LONG = "The tide gate was built by the third guild. " * 40
ESTIMATED = estimate_tokens("Tell.") + estimate_tokens(LONG)
WORDS = len(LONG.split()) + 1
COUNTERS = [Manner.LLAMACPP, Manner.VLLM, Manner.KOBOLDCPP]


class Heard(list[PromptCount]):
    """The counts that were heard."""

    def __init__(self):
        super().__init__()
        self.any = asyncio.Event()

    def heard(self, count):
        self.append(count)
        self.any.set()

    async def until_asked(self, times=1):
        async with asyncio.timeout(20):
            while sum(count.sure for count in self) < times:
                self.any.clear()
                await self.any.wait()


@pytest.fixture
async def counting():
    """Return a function that starts a server and a switchboard that tells its counts."""
    made = []

    async def start(manner):
        server = await ModelServer(manner).__aenter__()
        heard = Heard()
        provider = Provider.ANTHROPIC if manner is Manner.ANTHROPIC else Provider.OPENAI
        board = Switchboard(
            settings=settings_for(provider, server.base_url),
            key_of=lambda _: "sk-canary",
            on_call=lambda _: None,
            on_count=heard.heard,
        )
        made.append((board, server))
        return board, server, heard

    yield start
    for board, server in made:
        await board.aclose()
        await server.__aexit__()


async def reply(board, text=LONG):
    return "".join([piece.text async for piece in board.generation.generate(asking(text))])


def asked(server):
    return [one.path for one in server.received if "tok" in one.path]


@pytest.mark.parametrize("manner", COUNTERS)
async def test_the_first_prompt_that_says_something_is_counted_by_the_server(counting, manner):
    board, server, heard = await counting(manner)
    server.says("Yes.", figures=False)
    server.says("Yes.", figures=False)
    server.says("Yes.", figures=False)

    await reply(board, "Short.")
    await reply(board)
    await heard.until_asked()
    await reply(board)

    (count,) = heard
    assert count.sure
    assert (count.base_url, count.model) == (server.base_url, "fake-model")
    assert (count.estimated, count.real) == (ESTIMATED, WORDS + 2 * 5)
    assert len({*asked(server)}) == len(asked(server))
    assert server.received[-2].headers["authorization"] == "Bearer sk-canary"


async def test_what_comes_back_with_an_answer_is_heard_each_time(counting):
    board, server, heard = await counting(Manner.OPENAI)

    await reply(board)
    server.answer = '{"who": "Mara"}'
    await board.analysis.json_generate(asking(LONG, schema=SCHEMA))

    assert [count.estimated for count in heard] == [ESTIMATED, ESTIMATED]
    assert not any(count.sure for count in heard)


async def test_a_server_that_counts_less_than_it_was_sent_is_asked_again_now_and_then(counting):
    board, server, heard = await counting(Manner.LLAMACPP)

    for _ in range(COUNTED_AGAIN_AFTER + 1):
        await reply(board)
        await heard.until_asked()

    await heard.until_asked(2)
    assert asked(server) == ["/tokenize"] * 2
    assert not any(count.is_usable for count in heard if not count.sure)


@pytest.mark.parametrize("manner", [Manner.OLLAMA, Manner.LM_STUDIO])
async def test_a_server_without_a_tokenizer_is_asked_once_for_each_way(counting, manner):
    board, server, heard = await counting(manner)
    for _ in range(2 * COUNTED_AGAIN_AFTER + 2):
        await reply(board)
    await board.aclose()

    assert len(asked(server)) <= 2
    assert not any(count.sure for count in heard)


async def test_anthropics_protocol_has_no_tokenizer_to_ask(counting):
    board, server, _ = await counting(Manner.ANTHROPIC)

    await reply(board)
    await board.aclose()

    assert asked(server) == []


async def test_a_tokenizer_that_never_answers_keeps_no_reply_and_no_closing_waiting(counting):
    board, server, heard = await counting(Manner.LLAMACPP)
    server.on_count = lambda _: Reply(ending="stall")

    async with asyncio.timeout(20):
        assert await reply(board) == "Hello there."
        assert await reply(board) == "Hello there."
        await board.aclose()
        await server.until_hung_up()

    assert not any(count.sure for count in heard)


@pytest.mark.parametrize(
    "odd",
    [
        {"tokens": "many"},
        {"count": True},
        {"count": -4},
        {"value": 10**9},
        [],
        "none",
        {"error": "Unexpected endpoint or method."},
    ],
)
async def test_an_odd_count_is_none(counting, odd):
    board, server, heard = await counting(Manner.LLAMACPP)
    server.on_count = lambda _: refusing(200, odd)

    await reply(board)
    await board.aclose()

    assert not any(count.sure for count in heard)
