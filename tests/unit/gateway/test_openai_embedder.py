import base64
import struct

import numpy as np
import pytest

from loredesk.domain.errors import TransientError, UserFixableError
from loredesk.domain.services import Profile, Provider, Service
from loredesk.gateway.adapters import network_embedder_info
from tests.fakes.model_server import Manner
from tests.fakes.model_speech import Fault, Reply, refusing


async def test_vectors_come_in_the_order_of_the_texts_and_of_length_one(bench_of):
    bench = await bench_of()
    bench.server.on_embed = lambda texts: [[float(len(text)), 0.0] for text in texts]

    vectors = await bench.board.embedder.embed(["a", "bb"], purpose="document")

    assert vectors.dtype == np.float32
    assert vectors.tolist() == [[1.0, 0.0], [1.0, 0.0]]
    assert bench.server.bodies[0]["encoding_format"] == "float"


async def test_base64_is_read_as_well(bench_of):
    bench = await bench_of()
    packed = base64.b64encode(struct.pack("<2f", 3.0, 4.0)).decode()
    bench.server.on_embed = lambda texts: [packed for _ in texts]

    vectors = await bench.board.embedder.embed(["a"], purpose="query")

    assert np.allclose(vectors, [[0.6, 0.8]])


async def test_a_server_that_knows_no_encoding_is_not_told_one_again(bench_of):
    bench = await bench_of(Manner.GEMINI)
    await bench.board.embedder.embed(["a"], purpose="query")
    await bench.board.embedder.embed(["b"], purpose="query")

    assert ["encoding_format" in body for body in bench.server.bodies] == [True, False, False]


async def test_many_texts_are_sent_in_batches(bench_of):
    bench = await bench_of()
    texts = [f"text {number}" for number in range(70)]

    vectors = await bench.board.embedder.embed(texts, purpose="document")

    assert len(vectors) == 70
    assert [len(body["input"]) for body in bench.server.bodies] == [32, 32, 6]


async def test_what_is_too_large_is_asked_for_by_halves_down_to_halves_of_a_text(bench_of):
    bench = await bench_of()

    def embed(texts: list[str]) -> Reply | list[object]:
        if sum(map(len, texts)) > 100:
            message = "input is too large to process. increase the physical batch size"
            return refusing(500, {"error": {"code": 500, "message": message}})
        return [[1.0, float("x" in text)] for text in texts]

    bench.server.on_embed = embed
    texts = ["a" * 60, "x" * 60, "long " * 50]

    vectors = await bench.board.embedder.embed(texts, purpose="document")

    assert np.allclose(vectors[1], [0.70710678, 0.70710678])
    assert np.allclose(vectors[2], [1.0, 0.0])


async def test_what_is_too_large_in_every_size_is_told(bench_of):
    bench = await bench_of()
    bench.server.on_embed = lambda _: refusing(500, {"error": "too large to process"})

    with pytest.raises(UserFixableError, match="too long"):
        await bench.board.embedder.embed(["word " * 50], purpose="document")


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [[1.0], [2.0]],
        ["not base64!"],
        [{"a": 1}],
        [None],
        [[]],
        [["x"]],
        [[0.0, 0.0]],
        [[float("nan"), 1.0]],
        [[[1.0]]],
        [5],
    ],
)
async def test_vectors_that_are_none_are_not_taken(bench_of, rows):
    bench = await bench_of()
    bench.server.on_embed = lambda _: rows

    with pytest.raises(TransientError):
        await bench.board.embedder.embed(["a"], purpose="query")


async def test_vectors_of_different_lengths_are_not_taken(bench_of):
    bench = await bench_of()
    bench.server.on_embed = lambda _: [[1.0], [1.0, 2.0]]

    with pytest.raises(TransientError, match="different lengths"):
        await bench.board.embedder.embed(["a", "b"], purpose="query")


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault.HTML, TransientError),
        (Fault.EMPTY_BODY, TransientError),
        (Fault.NO_ANSWER, TransientError),
        (Fault.BAD_GZIP, TransientError),
        (Fault.RATE_SECONDS, TransientError),
        (Fault.UNAUTHORIZED, UserFixableError),
        (Fault.MODEL_MISSING, UserFixableError),
        (Fault.REDIRECT, UserFixableError),
        (Fault.SOCKET_CUT, TransientError),
        (Fault.HUGE_PIECE, TransientError),
    ],
)
async def test_faults_are_told_as_a_text_model_tells_them(bench_of, fault, kind):
    bench = await bench_of()
    bench.server.then(*[fault] * 3)

    with pytest.raises(kind) as caught:
        await bench.board.embedder.embed(["a"], purpose="query")

    assert "canary" not in caught.value.sentence()


async def test_a_server_that_keeps_silent_is_given_up(bench_of):
    bench = await bench_of(first_token_seconds=0.1)
    bench.server.then(Fault.STALL)

    with pytest.raises(TransientError, match="sent no vectors"):
        await bench.board.embedder.embed(["a"], purpose="query")

    await bench.server.until_hung_up()


async def test_some_models_are_given_the_words_they_want_before_a_text(bench_of):
    bench = await bench_of(model="nomic-embed-text:v1.5")
    await bench.board.embedder.embed(["a"], purpose="query")
    await bench.board.embedder.embed(["a"], purpose="document")

    assert [body["input"][0] for body in bench.server.bodies] == [
        "search_query: a",
        "search_document: a",
    ]
    assert bench.board.embedder.info.model.endswith("nomic-embed-text:v1.5+prefixes")


def test_vectors_are_named_after_everything_that_changes_them():
    def name(**how: str) -> str:
        profile = Profile(service=Service.EMBEDDING, provider=Provider.OPENAI, **how)
        return network_embedder_info(profile).model

    assert name(base_url="http://127.0.0.1:1/v1", model="a") == "openai/127.0.0.1:1/v1/a"
    assert name(base_url="http://127.0.0.1:2/v1", model="a") != name(model="a")


async def test_anthropic_is_known_to_make_no_vectors(bench_of):
    bench = await bench_of(Manner.ANTHROPIC)

    with pytest.raises(UserFixableError, match="no embeddings"):
        await bench.board.embedder.embed(["a"], purpose="query")
    check = await bench.board.test(Service.EMBEDDING)

    assert not check.ok
    assert "no embeddings" in check.problem
