import numpy as np
import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.gateway.builtin import weights
from loredesk.gateway.builtin.embedder import BuiltInEmbedder, built_in_embedder

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


@pytest.fixture(scope="module")
def network() -> BuiltInEmbedder:
    if weights.installed_folder() is None:
        pytest.skip(f"the package {weights.DISTRIBUTION} is not installed")
    return built_in_embedder()


async def test_a_paraphrase_is_closer_than_something_else(network):
    lost, crushed, baker = await network.embed(TEXTS, purpose="document")

    assert lost @ crushed > 0.3
    assert lost @ baker < 0.15


async def test_the_network_gives_the_numbers_it_always_gave(network):
    vectors = await network.embed(("A bell under the water.", "The drowned bell."), purpose="query")

    assert float(vectors[0] @ vectors[1]) == pytest.approx(0.7539, abs=0.0005)
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
