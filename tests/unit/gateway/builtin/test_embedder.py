import asyncio
import logging
import os
import subprocess
import sys

import numpy as np
import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.gateway.builtin import weights
from loredesk.gateway.builtin.embedder import (
    EXACT,
    QUICK,
    BuiltInEmbedder,
    ClosedWayError,
    Way,
    built_in_embedder,
)
from loredesk.gateway.builtin.graph_file import GraphFile
from loredesk.gateway.builtin.minilm_graph import RECIPE
from loredesk.ports.models import EmbedderInfo

TEXTS = (
    "Mira lost her left hand when the sluice gate fell.",
    "The keeper's arm was crushed by the falling water door.",
    "The baker sells honey cakes on market days.",
)


@pytest.fixture
async def spelling(tmp_path):
    embedder = built_in_embedder(tmp_path)
    yield embedder
    await embedder.aclose()


@pytest.fixture(scope="module", params=[QUICK, EXACT], ids=["onnxruntime", "numpy"])
def network(request, minilm_folder, tmp_path_factory) -> BuiltInEmbedder:
    """The embedder as it is, and where onnxruntime was refused."""
    graphs = tmp_path_factory.mktemp("index")
    if request.param is EXACT:
        GraphFile(graphs, weights.stamp(RECIPE)).refuse()
    embedder = built_in_embedder(graphs=graphs)
    assert embedder.info is request.param
    return embedder


def a_way(model, seen, *, closed=False):
    """A way whose vectors are of one number; what it is asked for is kept in *seen*."""

    def load():
        seen.append(f"load {model}")
        if closed:
            raise ClosedWayError(f"{model} is closed.")

        def compute(texts):
            seen.append(tuple(texts))
            return np.ones((len(texts), 1), np.float32)

        return compute

    return Way(EmbedderInfo(model=model, description=""), load, 1)


async def test_a_paraphrase_is_closer_than_something_else(network):
    lost, crushed, baker = await network.embed(TEXTS, purpose="document")

    assert lost @ crushed > 0.3
    assert lost @ baker < 0.15


async def test_the_network_gives_the_numbers_it_always_gave(network):
    vectors = await network.embed(("A bell under the water.", "The drowned bell."), purpose="query")

    near = 0.0005 if network.info is EXACT else 0.01
    assert float(vectors[0] @ vectors[1]) == pytest.approx(0.7539, abs=near)
    assert vectors.dtype == np.float32
    assert vectors.shape == (2, 384)


async def test_a_text_has_the_same_vector_alone_and_in_company(network):
    texts = ("", "salt", "日本語 🙂", "the tide " * 400, *TEXTS)

    together = await network.embed(texts, purpose="document")

    for text, row in zip(texts, together, strict=True):
        alone = await network.embed((text,), purpose="query")
        np.testing.assert_allclose(alone[0], row, atol=2e-5)
        assert np.linalg.norm(row) == pytest.approx(1.0, abs=1e-5)


async def test_more_than_128_tokens_are_read(network):
    beginning = "the grey water rises slowly over the stones " * 17
    one, other = await network.embed(
        (beginning, beginning + "and a lantern maker forges a brass key for the queen"),
        purpose="document",
    )

    assert one @ other < 0.98


async def test_no_texts_give_no_rows(network, spelling):
    assert (await network.embed((), purpose="document")).shape == (0, 384)
    assert (await spelling.embed((), purpose="document")).shape == (0, 1024)


async def test_without_weights_spelling_is_compared_and_the_author_is_told(spelling):
    assert spelling.info.model == "builtin/hashing-1024"
    assert weights.DISTRIBUTION in spelling.info.description


async def test_spelling_finds_the_same_and_similar_words(spelling):
    lamp, lamps, other = await spelling.embed(
        ("The lamplighter mends a lamp.", "Who mends the lamps?", "A ship sails north."),
        purpose="document",
    )

    assert lamp @ lamps > 0.4
    assert lamp @ lamps > lamp @ other + 0.2


async def test_spelling_is_the_same_every_time_and_of_length_one(spelling):
    texts = ("", "...", "Élodie's lamp", "a lamp")

    first = await spelling.embed(texts, purpose="document")
    second = await spelling.embed(texts, purpose="query")

    np.testing.assert_array_equal(first, second)
    np.testing.assert_allclose(np.linalg.norm(first, axis=1), 1.0, atol=1e-6)
    assert first.dtype == np.float32


def test_other_files_than_the_known_ones_are_not_loaded(tmp_path):
    for name in (weights.WEIGHTS_FILE, weights.TOKENIZER_FILE):
        (tmp_path / name).write_bytes(b"something else")

    assert not weights.is_known(tmp_path)
    with pytest.raises(UserFixableError, match=weights.WEIGHTS_FILE):
        weights.require_known(tmp_path)


def test_weights_once_checked_are_known_by_size_and_date(tmp_path, monkeypatch):
    for name in (weights.WEIGHTS_FILE, weights.TOKENIZER_FILE):
        (tmp_path / name).write_bytes(b"something")
    receipt = tmp_path / "receipt.json"
    checked: list[str] = []

    def all_is_well(folder):
        checked.append(str(folder))

    monkeypatch.setattr(weights, "strange_file", all_is_well)
    assert weights.is_known(tmp_path, receipt)
    assert weights.is_known(tmp_path, receipt)
    assert len(checked) == 1

    (tmp_path / weights.WEIGHTS_FILE).write_bytes(b"something longer")
    assert weights.is_known(tmp_path, receipt)
    assert len(checked) == 2


def test_an_unwritable_receipt_only_costs_time(tmp_path, monkeypatch):
    for name in (weights.WEIGHTS_FILE, weights.TOKENIZER_FILE):
        (tmp_path / name).write_bytes(b"something")
    monkeypatch.setattr(weights, "strange_file", lambda folder: None)

    assert weights.is_known(tmp_path, tmp_path / "missing" / "receipt.json")


async def test_the_first_way_that_is_not_closed_is_taken_and_told(caplog):
    seen, told = [], []
    ways = (a_way("a", seen, closed=True), a_way("b", seen, closed=True), a_way("c", seen))
    embedder = BuiltInEmbedder(*ways, on_other=lambda: told.append(embedder.info.model))
    assert embedder.info.model == "a"

    with caplog.at_level(logging.WARNING):
        vectors = await embedder.embed(("x",), purpose="query")
        await embedder.embed(("y",), purpose="query")
    await embedder.aclose()

    assert vectors.shape == (1, 1)
    assert seen == ["load a", "load b", "load c", ("x",), ("y",)]
    assert embedder.info.model == "c"
    assert told == ["c"]
    assert "Vectors are made by 'c' now. b is closed." in caplog.text


async def test_where_every_way_is_closed_the_reason_is_told_at_each_call():
    embedder = BuiltInEmbedder(a_way("a", [], closed=True))

    for _ in range(2):
        with pytest.raises(ClosedWayError, match="a is closed"):
            await embedder.embed(("x",), purpose="query")
    await embedder.aclose()


async def test_a_query_has_its_turn_before_many_documents_are_done():
    seen = []
    embedder = BuiltInEmbedder(a_way("a", seen))
    documents = tuple("abcdefghi")

    rows, row = await asyncio.gather(
        embedder.embed(documents, purpose="document"), embedder.embed(("?",), purpose="query")
    )
    await embedder.aclose()

    assert (len(rows), len(row)) == (9, 1)
    assert [len(one) for one in seen[1:]] == [4, 1, 4, 1]
    assert seen[2] == ("?",)


class TestWithoutOnnxruntime:
    async def test_where_it_cannot_be_loaded_numpy_answers_and_the_log_says_why(
        self, minilm_folder, break_onnxruntime, tmp_path, caplog
    ):
        break_onnxruntime()
        told = []
        embedder = built_in_embedder(graphs=tmp_path, on_other=lambda: told.append("other"))
        assert embedder.info is QUICK

        with caplog.at_level(logging.WARNING):
            lost, crushed, baker = await embedder.embed(TEXTS, purpose="document")
        await embedder.aclose()

        assert lost @ crushed > 0.3 > lost @ baker
        assert embedder.info is EXACT
        assert told == ["other"]
        assert "onnxruntime cannot be used: ImportError: DLL load failed" in caplog.text

    async def test_it_is_not_tried_again_before_another_one_is_installed(
        self, minilm_folder, break_onnxruntime, tmp_path
    ):
        broken = break_onnxruntime()
        embedder = built_in_embedder(graphs=tmp_path)
        await embedder.embed(("salt",), purpose="query")
        await embedder.aclose()

        again = built_in_embedder(graphs=tmp_path)
        os.utime(broken, ns=(1, 1))
        after = built_in_embedder(graphs=tmp_path)

        assert (again.info, after.info) == (EXACT, QUICK)
        await again.aclose()
        await after.aclose()

    async def test_where_it_is_not_installed_numpy_is_meant_from_the_start(
        self, minilm_folder, monkeypatch
    ):
        monkeypatch.setitem(sys.modules, "onnxruntime", None)

        embedder = built_in_embedder()
        await embedder.aclose()

        assert embedder.info is EXACT
        assert embedder.info.model != QUICK.model

    async def test_a_graph_it_does_not_read_is_no_reason_to_fail(self, minilm_folder, tmp_path):
        GraphFile(tmp_path, weights.stamp(RECIPE)).write(b"no graph")

        embedder = built_in_embedder(graphs=tmp_path)
        vectors = await embedder.embed(("salt",), purpose="query")
        await embedder.aclose()

        assert vectors.shape == (1, 384)
        assert embedder.info is EXACT

    async def test_where_nothing_can_be_kept_the_graph_is_used_all_the_same(
        self, minilm_folder, tmp_path
    ):
        embedder = built_in_embedder(graphs=tmp_path / "missing")
        await embedder.embed(("salt",), purpose="query")
        await embedder.aclose()

        assert embedder.info is QUICK


async def test_the_graph_is_kept_in_its_folder_and_nothing_else(minilm_folder, tmp_path):
    embedder = built_in_embedder(graphs=tmp_path)
    assert not list(tmp_path.iterdir())

    await embedder.embed(("salt",), purpose="query")
    await embedder.aclose()

    assert [file.name for file in tmp_path.iterdir()] == ["minilm.graph"]


def test_choosing_an_embedder_loads_nothing_of_it():
    code = (
        "import sys; from loredesk.gateway.builtin.embedder import built_in_embedder;"
        "built_in_embedder(); print(sorted({'onnxruntime', 'tokenizers'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert told.stdout.strip() == "[]"
