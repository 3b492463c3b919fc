"""Servers that rank texts: their words, their oddities, and what is made of both."""

import pytest

from loredesk.domain.errors import TransientError, UserFixableError
from loredesk.domain.services import Profile, Provider, Service
from loredesk.domain.settings import Settings
from loredesk.gateway.switchboard import Switchboard
from tests.fakes.model_server import Manner
from tests.fakes.model_speech import Reply, refusing

TEXTS = ("salted herring", "a lamp in a tower", "the lamp")


async def test_the_body_is_the_one_that_most_servers_know(bench_of):
    bench = await bench_of()

    scores = await bench.board.reranker.rerank("the lamp", TEXTS)

    assert scores == (0.0, 0.125, 0.25)
    (request,) = bench.server.received
    assert request.path == "/v1/rerank"
    assert request.headers["authorization"] == "Bearer sk-canary-123456"
    assert request.body == {
        "model": "fake-model",
        "query": "the lamp",
        "documents": list(TEXTS),
        "top_n": 3,
    }


async def test_a_server_that_knows_only_the_way_of_tei_is_asked_so_from_then_on(bench_of):
    bench = await bench_of(Manner.TEI)

    first = await bench.board.reranker.rerank("the lamp", TEXTS)
    second = await bench.board.reranker.rerank("the lamp", TEXTS)

    assert first == second == (0.0, 0.125, 0.25)
    assert [one.path for one in bench.server.received] == ["/v1/rerank", "/rerank", "/rerank"]


@pytest.mark.parametrize("shape", ["results", "data"])
async def test_scores_may_come_in_any_order_and_below_zero(bench_of, shape):
    bench = await bench_of()
    items = [{"index": at, "relevance_score": score} for at, score in ((2, -9.5), (0, 3), (1, 0.1))]
    bench.server.on_rerank = lambda *_: {shape: items}

    assert await bench.board.reranker.rerank("q", TEXTS) == (3.0, 0.1, -9.5)


@pytest.mark.parametrize(
    "odd",
    [
        {},
        [],
        "fine",
        {"results": None},
        {"results": [3, 2, 1]},
        {"results": [{"index": 0, "relevance_score": 1}]},
        {"results": [{"index": at, "relevance_score": 1} for at in (0, 1, 1)]},
        {"results": [{"index": at, "relevance_score": 1} for at in (0, 1, 2, 2)]},
        {"results": [{"index": at, "relevance_score": 1} for at in (1, 2, 3)]},
        {"results": [{"index": at, "relevance_score": "high"} for at in range(3)]},
        {"results": [{"index": at, "relevance_score": True} for at in range(3)]},
        {"results": [{"index": at, "relevance_score": float("nan")} for at in range(3)]},
        {"results": [{"index": str(at), "relevance_score": 1} for at in range(3)]},
        {"results": [{"index": at} for at in range(3)]},
    ],
)
async def test_an_odd_answer_is_told_as_one_that_cannot_be_read(bench_of, odd):
    bench = await bench_of()
    bench.server.on_rerank = lambda *_: odd

    with pytest.raises(TransientError, match="model server"):
        await bench.board.reranker.rerank("q", TEXTS)


async def test_a_server_that_does_not_rank_says_what_to_change_and_is_asked_once(bench_of):
    bench = await bench_of()
    bench.server.on_rerank = lambda *_: refusing(503, {"error": "Loading model"})

    with pytest.raises(TransientError, match="loading"):
        await bench.board.reranker.rerank("q", TEXTS)

    assert len(bench.server.received) == 1
    (call,) = bench.calls
    assert (call.service, call.task, call.outcome) == (Service.RERANKING, "rerank", "failed")


async def test_a_server_that_is_slow_is_given_up(bench_of):
    bench = await bench_of(first_token_seconds=0.05)
    bench.server.on_rerank = lambda *_: Reply(ending="stall")

    with pytest.raises(TransientError, match="did not rank"):
        await bench.board.reranker.rerank("q", TEXTS)


async def test_a_chat_server_without_ranks_is_refused_in_words(bench_of):
    bench = await bench_of()
    bench.server.on_rerank = lambda *_: refusing(404, {"detail": "Not Found"})

    check = await bench.board.test(Service.RERANKING)

    assert not check.ok
    assert "does not know the address" in check.problem


async def test_trying_it_tells_what_it_puts_first(bench_of):
    bench = await bench_of()

    check = await bench.board.test(Service.RERANKING)

    assert check.ok
    assert "a lamp in a tower" in check.answer


async def test_built_in_nothing_is_asked_and_anthropic_ranks_nothing():
    board = Switchboard(settings=Settings(), key_of=lambda _: None, on_call=lambda _: None)
    check = await board.test(Service.RERANKING)
    assert check.ok
    assert "nothing is asked" in check.answer

    profile = Profile(service=Service.RERANKING, provider=Provider.ANTHROPIC)
    profiles = {**Settings().profiles, Service.RERANKING: profile}
    board.apply(Settings(profiles=profiles))
    with pytest.raises(UserFixableError, match="ranks no texts"):
        await board.reranker.rerank("q", TEXTS)
    await board.aclose()
