"""Both chat protocols and the embeddings against a real llama-server.

Skipped, naming the variable, where LOREDESK_TEST_LLAMA_SERVER, LOREDESK_TEST_CHAT_GGUF or
LOREDESK_TEST_EMBED_GGUF is not set. The model writes words without meaning, so what is tested is
that every answer is whole, or an error that says what is wrong.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Iterator

import numpy as np
import pytest

from loredesk.domain.calibration import Calibration, PromptCount
from loredesk.domain.calls import ModelCall
from loredesk.domain.errors import AnswerError, UserFixableError
from loredesk.domain.services import Profile, Provider, Service
from loredesk.domain.settings import Settings
from loredesk.gateway.probe import find_servers
from loredesk.gateway.switchboard import Switchboard
from loredesk.ports.models import ChatMessage, ModelRequest
from loredesk.ports.task_inputs import ReplyInputs
from tests.fakes.llama_server import CHAT, EMBED, SERVER, LlamaServer, llama_server, named_path

CHATS = [Provider.OPENAI, Provider.ANTHROPIC]
SCHEMA = {
    "type": "object",
    "properties": {
        "who": {"type": "string", "maxLength": 40},
        "mood": {"enum": ["calm", "angry"]},
        "seen": {"type": "array", "maxItems": 2, "items": {"type": "string", "maxLength": 12}},
    },
    "required": ["who", "mood", "seen"],
    "additionalProperties": False,
}


@pytest.fixture(scope="module")
def chat_server(tmp_path_factory) -> Iterator[LlamaServer]:
    named_path(SERVER)
    with llama_server(named_path(CHAT), folder=tmp_path_factory.mktemp("chat")) as server:
        yield server


@pytest.fixture(scope="module")
def embedding_server(tmp_path_factory) -> Iterator[LlamaServer]:
    named_path(SERVER)
    folder = tmp_path_factory.mktemp("embed")
    with llama_server(named_path(EMBED), embedding=True, folder=folder) as server:
        yield server


@pytest.fixture(scope="module")
def ranking_server(tmp_path_factory) -> Iterator[LlamaServer]:
    named_path(SERVER)
    folder = tmp_path_factory.mktemp("rank")
    with llama_server(named_path(EMBED), "--rerank", folder=folder) as server:
        yield server


@pytest.fixture
async def board_at() -> AsyncIterator[Callable[[str, Provider], Switchboard]]:
    boards: list[Switchboard] = []

    def build(
        address: str,
        provider: Provider = Provider.OPENAI,
        on_count: Callable[[PromptCount], None] = lambda _: None,
    ) -> Switchboard:
        profiles = {
            service: Profile(service=service, provider=provider, base_url=address, model="tiny")
            for service in Service
        }
        board = Switchboard(
            settings=Settings(profiles=profiles),
            key_of=lambda _: None,
            on_call=calls.append,
            on_count=on_count,
        )
        boards.append(board)
        return board

    calls: list[ModelCall] = []
    yield build
    for board in boards:
        await board.aclose()


def asking(text: str = "Tell of the tower.", **more) -> ModelRequest:
    messages = (ChatMessage("system", "You tell a story."), ChatMessage("user", text))
    given = {
        "service": Service.GENERATION,
        "task": "reply",
        "messages": messages,
        "inputs": ReplyInputs(world="", narrator="", message=text, turn=1),
        "max_tokens": 120,
        "temperature": 0.8,
    }
    return ModelRequest(**{**given, **more})


@pytest.mark.parametrize("provider", CHATS)
async def test_an_answer_streams_and_is_counted_by_the_server(chat_server, board_at, provider):
    board = board_at(chat_server.root, provider)

    pieces = [piece async for piece in board.generation.generate(asking())]

    finish = pieces[-1].finish
    assert len(pieces) > 2
    assert finish.reason in {"stop", "length"}
    assert not finish.usage.estimated
    assert finish.usage.prompt_tokens > 5
    assert finish.usage.completion_tokens >= len(pieces) // 2


async def test_its_tokenizer_counts_a_prompt_as_the_server_itself_does(chat_server, board_at):
    counts: asyncio.Queue[PromptCount] = asyncio.Queue()
    board = board_at(chat_server.root, on_count=counts.put_nowait)
    story = "The old king goes down to the river and waits for the tide. " * 30

    async for _ in board.generation.generate(asking(story, max_tokens=5)):
        pass
    async with asyncio.timeout(20):
        reported, counted = await counts.get(), await counts.get()

    assert (reported.sure, counted.sure) == (False, True)
    assert counted.real == pytest.approx(reported.real, rel=0.05)
    known = Calibration().after(reported, counted)
    assert known.fitting(8_000) * reported.real / reported.estimated <= 8_000


@pytest.mark.parametrize("provider", CHATS)
async def test_the_limit_of_an_answer_is_kept_and_told(chat_server, board_at, provider):
    board = board_at(chat_server.root, provider)

    ends = []
    for _ in range(5):  # a model of random weights may be done before the limit
        pieces = [piece async for piece in board.generation.generate(asking(max_tokens=3))]
        ends.append((pieces[-1].finish.reason, pieces[-1].finish.usage.completion_tokens))

    assert ("length", 3) in ends
    assert all(tokens <= 3 for _, tokens in ends)


async def test_json_keeps_to_its_schema_every_time(chat_server, board_at):
    board = board_at(chat_server.root)

    for _ in range(5):
        answer = await board.analysis.json_generate(asking(schema=SCHEMA, max_tokens=400))
        assert set(answer.data) == {"who", "mood", "seen"}
        assert answer.data["mood"] in {"calm", "angry"}
        assert not answer.repaired


async def test_json_without_a_schema_in_force_is_an_answer_or_a_fault_with_what_was_said(
    chat_server, board_at
):
    board = board_at(chat_server.root, Provider.ANTHROPIC)

    with pytest.raises(AnswerError) as caught:
        await board.analysis.json_generate(asking(schema=SCHEMA, max_tokens=60))

    assert caught.value.fault in {"invalid", "truncated"}
    assert caught.value.raw


@pytest.mark.parametrize("provider", CHATS)
async def test_a_prompt_that_is_too_long_is_told_with_its_sizes(chat_server, board_at, provider):
    board = board_at(chat_server.root, provider)

    with pytest.raises(UserFixableError, match="too long") as caught:
        await anext(board.generation.generate(asking("tower " * 20_000)))

    assert re.search(r"\d+ tokens, and it reads \d+", caught.value.message)


@pytest.mark.parametrize("provider", CHATS)
async def test_closing_an_answer_frees_the_only_slot(chat_server, board_at, provider):
    board = board_at(chat_server.root, provider)
    endless = asking(max_tokens=6000, temperature=0.0)
    pieces = board.generation.generate(endless)
    await anext(pieces)
    await pieces.aclose()

    async with asyncio.timeout(30):
        again = [piece async for piece in board.generation.generate(asking(max_tokens=5))]

    assert again[-1].finish is not None


async def test_more_requests_than_slots_are_all_answered(chat_server, board_at):
    board = board_at(chat_server.root)

    answers = await asyncio.gather(
        *(board.analysis.json_generate(asking(schema=SCHEMA, max_tokens=400)) for _ in range(6))
    )

    assert all(answer.data["who"] is not None for answer in answers)


async def test_vectors_are_unit_vectors_and_like_texts_are_near(embedding_server, board_at):
    board = board_at(embedding_server.root)
    texts = ["the old king in the castle", "the king in the old castle", "river fire stone", ""]

    vectors = await board.embedder.embed(texts, purpose="document")

    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-4)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]


async def test_a_text_longer_than_the_server_takes_is_embedded_in_parts(embedding_server, board_at):
    board = board_at(embedding_server.root)

    vectors = await board.embedder.embed(["Złoty smok " * 400, "short"], purpose="document")

    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-4)


async def test_vectors_from_a_chat_server_are_refused_in_words(chat_server, board_at):
    board = board_at(chat_server.root)

    with pytest.raises(UserFixableError, match="cannot do this"):
        await board.embedder.embed(["a"], purpose="query")


async def test_texts_are_ranked_each_with_a_score_of_its_own(ranking_server, board_at):
    board = board_at(ranking_server.root)
    texts = ["the old king in the castle", "river fire stone", "", "Złoty smok " * 200]

    scores = await board.reranker.rerank("Who lives in the castle?", texts)
    turned = await board.reranker.rerank("Who lives in the castle?", texts[::-1])

    assert len(set(scores)) == len(texts)
    assert turned[::-1] == pytest.approx(scores, abs=1e-3)
    assert (await board.test(Service.RERANKING)).ok


async def test_ranks_from_a_chat_server_are_refused_in_words(chat_server, board_at):
    check = await board_at(chat_server.root).test(Service.RERANKING)

    assert not check.ok
    assert "cannot do this" in check.problem


async def test_the_server_is_found_and_names_its_model(chat_server, board_at):
    port = int(chat_server.root.rsplit(":", 1)[1])

    (found,) = await find_servers({"llamacpp": port}, seconds=20.0)
    models = await board_at(chat_server.root).models_at(found.base_url, None)

    assert found.kind == "llamacpp"
    assert found.models == models
    assert len(models) == 1


@pytest.mark.parametrize("provider", CHATS)
async def test_trying_a_service_tells_what_came(chat_server, board_at, provider):
    check = await board_at(chat_server.root, provider).test(Service.GENERATION)

    assert check.ok
    assert check.answer
    assert check.ms > 0
