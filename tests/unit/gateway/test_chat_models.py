"""Chat over both protocols: what is sent, what is learnt, what comes back."""

import asyncio
import gc
import sys
from contextlib import suppress

import pytest

from loredesk.domain.errors import AnswerError, LoredeskError, TransientError, UserFixableError
from loredesk.domain.services import Provider
from loredesk.ports.models import ChatMessage
from tests.fakes.model_server import Manner
from tests.fakes.model_speech import OPENAI, Fault, Reply, event, in_one_body, refusing, spoken
from tests.unit.gateway.conftest import asking, settings_for


@pytest.mark.parametrize("manner", list(Manner))
async def test_every_kind_of_server_answers_in_text_and_in_json(bench_of, manner):
    bench = await bench_of(manner)
    assert await bench.text() == "Hello there."

    bench.server.answer = '{"who": "Mira"}'
    assert await bench.data() == {"who": "Mira"}


@pytest.mark.parametrize(
    ("manner", "count"), [(Manner.MISTRAL, 2), (Manner.REASONING, 3), (Manner.DEEPSEEK, 1)]
)
async def test_what_a_server_refuses_is_sent_once_and_never_again(bench_of, manner, count):
    bench = await bench_of(manner)
    await bench.text()
    first = len(bench.server.bodies)
    await bench.text()

    assert first == count
    assert len(bench.server.bodies) == count + 1


async def test_what_was_learnt_outlives_new_settings(bench_of):
    bench = await bench_of(Manner.MISTRAL)
    await bench.text()
    bench.board.apply(settings_for(Provider.OPENAI, bench.server.base_url, idle_seconds=7.0))
    await bench.text()

    assert "stream_options" not in bench.server.bodies[-1]


@pytest.mark.parametrize(
    ("manner", "form"), [(Manner.OPENAI, "json_schema"), (Manner.DEEPSEEK, "json_object")]
)
async def test_json_is_asked_for_in_the_surest_way_a_server_takes(bench_of, manner, form):
    bench = await bench_of(manner)
    bench.server.answer = '{"who": "Mira"}'
    await bench.data()
    await bench.data()

    body = bench.server.bodies[-1]
    assert body["response_format"]["type"] == form
    assert ("additionalProperties" in body["messages"][-1]["content"]) is (form == "json_object")


async def test_the_last_rung_asks_in_words_alone(bench_of):
    bench = await bench_of()
    refusal = refusing(400, {"error": "response_format is not supported"})
    bench.server.then(refusal, refusal)
    bench.server.answer = 'Gladly: {"who": "Mira"}'

    assert await bench.data() == {"who": "Mira"}
    assert "response_format" not in bench.server.bodies[-1]
    assert "JSON schema" in bench.server.bodies[-1]["messages"][-1]["content"]


async def test_a_server_that_does_not_keep_to_a_schema_is_asked_otherwise_next_time(bench_of):
    bench = await bench_of()
    bench.server.says("I would rather chat.")
    with pytest.raises(AnswerError) as caught:
        await bench.data()
    bench.server.answer = '{"who": "Mira"}'
    await bench.data()

    assert caught.value.raw == "I would rather chat."
    assert bench.server.bodies[-1]["response_format"]["type"] == "json_object"


async def test_the_key_goes_to_the_server_and_nothing_of_the_environment_does(
    bench_of, monkeypatch
):
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "ANTHROPIC_AUTH_TOKEN"):
        monkeypatch.setenv(name, "stranger")
    openai = await bench_of(key="  mine\n")
    anthropic = await bench_of(Manner.ANTHROPIC, key="mine")
    none = await bench_of(key=None)
    nobody = await bench_of(Manner.ANTHROPIC, key=None)
    for bench in (openai, anthropic, none, nobody):
        await bench.text()

    assert openai.server.received[0].headers["authorization"] == "Bearer mine"
    assert anthropic.server.received[0].headers["x-api-key"] == "mine"
    assert "authorization" not in anthropic.server.received[0].headers
    for bench in (none, nobody):
        assert not {"authorization", "x-api-key"} & set(bench.server.received[0].headers)
    for bench in (openai, anthropic, none, nobody):
        assert "stranger" not in str(bench.server.received[0].headers)


async def test_a_key_that_cannot_be_sent_is_the_authors_to_mend(bench_of):
    bench = await bench_of(key="żółw")

    with pytest.raises(UserFixableError, match="signs that no key has"):
        await bench.text()


@pytest.mark.parametrize("manner", [Manner.OPENAI, Manner.ANTHROPIC])
async def test_prompts_are_given_the_shape_that_servers_take(bench_of, manner):
    bench = await bench_of(manner)
    messages = (
        ChatMessage("system", "One."),
        ChatMessage("system", "Two."),
        ChatMessage("assistant", "Once."),
        ChatMessage("user", "And?"),
        ChatMessage("system", "Be brief."),
        ChatMessage("user", " "),
        ChatMessage("assistant", "Then \ud800"),
    )
    await bench.text(messages=messages)

    body = bench.server.bodies[0]
    turns = [message for message in body["messages"] if message["role"] != "system"]
    roles = [turn["role"] for turn in turns]
    assert roles == ["user", "assistant", "user", "assistant", "user"]
    assert turns[2]["content"] == "And?\n\nBe brief."
    system = body["system"] if manner is Manner.ANTHROPIC else body["messages"][0]["content"]
    assert system == "One.\n\nTwo."
    assert body["max_tokens"] == 100


async def test_anthropic_is_given_no_temperature_beyond_its_own(bench_of):
    bench = await bench_of(Manner.ANTHROPIC)
    await bench.text(temperature=1.7)

    assert bench.server.bodies[0]["temperature"] == 1.0


async def test_thoughts_come_apart_from_the_answer_wherever_the_server_puts_them(bench_of):
    bench = await bench_of()
    bench.server.says("Hello", thought="hm")
    bench.server.says("<thi", "nk>hm</th", "ink>\n", "Hello")
    part = {"delta": {"content": [{"type": "thinking", "thinking": [{"text": "hm"}]},
                                  {"type": "text", "text": "Hello"}]}}  # fmt: skip
    bench.server.then(Reply(parts=(event({"choices": [part]}), *OPENAI.finish("stop"))))
    new = {"delta": {"reasoning": "hm", "content": "Hello"}}
    bench.server.then(Reply(parts=(event({"choices": [new]}), *OPENAI.finish("stop"))))

    for _ in range(4):
        pieces = [piece async for piece in bench.board.generation.generate(asking())]
        assert "".join(piece.reasoning for piece in pieces) == "hm"
        assert "".join(piece.text for piece in pieces) == "Hello"


async def test_a_template_that_opens_the_thoughts_itself_is_known_the_second_time(bench_of):
    bench = await bench_of()
    bench.server.says("hm </think>", "Hello")
    bench.server.says("hm </think>", "Hello")

    await bench.text()
    assert await bench.text() == "Hello"


@pytest.mark.parametrize(
    "reply",
    [
        in_one_body("Hello"),
        spoken(OPENAI, "Hello", reason="eos"),
        Reply(parts=(*OPENAI.begin, OPENAI.text("Hello"), b"data: [DONE]\n\n")),
        Reply(parts=(*OPENAI.begin, OPENAI.text("Hello"), OPENAI.finish("stop")[0])),
        Reply(parts=(OPENAI.text("Hello"), OPENAI.finish("stop")[0]), ending="reset"),
        Reply(parts=(b": OPENROUTER PROCESSING\r\n\r\n", OPENAI.text("Hello"),
                     event({"choices": None}), event({}), *OPENAI.finish("stop"))),
        Reply(parts=(event({"choices": [{"index": 1, "delta": {"content": "other"}}]}),
                     OPENAI.text("Hello"), *OPENAI.finish("stop"))),
        Reply(headers={}, parts=(OPENAI.text("Hello"), *OPENAI.finish("stop"))),
    ],
)  # fmt: skip
async def test_sloppy_servers_are_understood(bench_of, reply):
    bench = await bench_of()
    bench.server.then(reply)

    assert await bench.text() == "Hello"


async def test_figures_come_from_the_server_or_are_marked_as_our_own(bench_of):
    bench = await bench_of()
    bench.server.says("Hello")
    bench.server.says("Hello", figures=False)

    usages = []
    for _ in range(2):
        pieces = [piece async for piece in bench.board.generation.generate(asking())]
        usages.append(pieces[-1].finish.usage)

    assert (usages[0].prompt_tokens, usages[0].estimated) == (7, False)
    assert usages[1].estimated
    assert usages[1].completion_tokens == 2


@pytest.mark.parametrize("manner", [Manner.OPENAI, Manner.ANTHROPIC])
async def test_closing_the_answer_ends_the_request_at_the_server(bench_of, manner):
    bench = await bench_of(manner)
    bench.server.then(Fault.STALL)
    pieces = bench.board.generation.generate(asking())
    await anext(pieces)
    await pieces.aclose()

    await bench.server.until_hung_up()
    assert [call.outcome for call in bench.calls] == ["cancelled"]


@pytest.mark.parametrize("manner", [Manner.OPENAI, Manner.ANTHROPIC])
async def test_cancelling_who_reads_the_answer_ends_the_request_at_the_server(bench_of, manner):
    bench = await bench_of(manner)
    bench.server.then(Fault.STALL)
    begun = asyncio.Event()

    async def read() -> None:
        async for _ in bench.board.generation.generate(asking()):
            begun.set()

    task = asyncio.get_running_loop().create_task(read())
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    await bench.server.until_hung_up()
    assert [call.outcome for call in bench.calls] == ["cancelled"]


def _often(reply: Fault | None) -> list[Fault]:
    """Return *reply* as often as it is asked for, which is thrice where nothing has come yet."""
    if reply is None:
        return []
    return [reply] * (3 if reply is Fault.SERVER_ERROR else 1)


@pytest.mark.parametrize("manner", [Manner.OPENAI, Manner.ANTHROPIC])
@pytest.mark.parametrize(
    "reply", [None, Fault.STALL, Fault.HUGE_PIECE, Fault.BROKEN_LINE, Fault.SERVER_ERROR]
)
async def test_nothing_of_a_request_is_left_to_the_garbage_collector(bench_of, manner, reply):
    bench = await bench_of(manner)
    await bench.text()
    left: list[str] = []
    before = sys.get_asyncgen_hooks()
    sys.set_asyncgen_hooks(finalizer=lambda generator: left.append(repr(generator)))
    try:
        bench.server.then(*_often(reply))
        pieces = bench.board.generation.generate(asking())
        with suppress(LoredeskError):
            await anext(pieces)
        await pieces.aclose()
        if manner is not Manner.ANTHROPIC:
            await bench.board.embedder.embed(["a"], purpose="query")
        del pieces
        gc.collect()
    finally:
        sys.set_asyncgen_hooks(*before)

    assert left == []


async def test_cancelling_json_ends_the_request_too(bench_of):
    bench = await bench_of()
    bench.server.then(Fault.STALL)
    task = asyncio.get_running_loop().create_task(bench.data())
    while not bench.server.received:
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    await bench.server.until_hung_up()


async def test_an_answer_may_not_take_longer_than_it_may_take_in_all(bench_of):
    bench = await bench_of(total_seconds=0.1)
    bench.server.then(Fault.STALL)

    with pytest.raises(TransientError, match=r"within 0\.1 seconds"):
        await bench.text()
