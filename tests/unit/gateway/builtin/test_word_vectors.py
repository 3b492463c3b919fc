"""Words are compared by the rows of the network's own file, read where they lie."""

import numpy as np
import pytest
from tokenizers import Tokenizer, models, normalizers

from loredesk.gateway.builtin import weights, word_vectors
from loredesk.gateway.builtin.word_vectors import BuiltInWordVectors
from tests.fakes.tensor_files import write_tensors

VOCABULARY = ("[UNK]", "boat", "ship", "##s", "owl")
ROWS = np.array([[0, 0, 0, 0], [5, 0, 0, 0], [4, 1, 0, 0], [0, 0, 3, 0], [0, 0, 0, 2]], np.float32)


@pytest.fixture
def folder(tmp_path):
    """Return a folder with weights and tokenizer, as a much smaller network would have them."""
    vocabulary = {word: place for place, word in enumerate(VOCABULARY)}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.enable_padding(length=16)
    tokenizer.save(str(tmp_path / weights.TOKENIZER_FILE))
    tensors = {"a.first": np.ones((3, 2), np.float32), "embeddings.word_embeddings.weight": ROWS}
    write_tensors(tmp_path / weights.WEIGHTS_FILE, tensors)
    return tmp_path


def unit(row):
    return row / np.linalg.norm(row)


def test_a_word_is_its_row_without_what_all_words_have_in_common(folder):
    found = BuiltInWordVectors(folder).of(["boat", "owl"])

    mean = ROWS.mean(axis=0)
    assert found.dtype == np.float32
    assert found == pytest.approx(np.array([unit(ROWS[1] - mean), unit(ROWS[4] - mean)]), abs=1e-6)


def test_a_word_of_several_pieces_lies_between_them(folder):
    [ships] = BuiltInWordVectors(folder).of(["ships"])

    mean = ROWS.mean(axis=0)
    assert ships == pytest.approx(unit(unit(ROWS[2] - mean) + unit(ROWS[3] - mean)), abs=1e-6)


def test_like_words_are_alike_and_unlike_words_are_not(folder):
    boat, ship, owl = BuiltInWordVectors(folder).of(["boat", "ship", "owl"])

    assert boat @ ship > 0.9
    assert boat @ owl < 0.1


def test_of_words_nothing_is_known_of_none_is_like_another(folder):
    found = BuiltInWordVectors(folder).of(["日本語", "ไทย", ""])

    assert found.tolist() == [[0] * 4] * 3


def test_the_same_word_is_the_same_every_time_and_wherever_it_stands(folder):
    vectors = BuiltInWordVectors(folder)

    first = vectors.of(["boat", "owl", "boat"])
    second = vectors.of(["owl", "boat"])

    assert first[0].tolist() == first[2].tolist() == second[1].tolist()
    assert first[1].tolist() == second[0].tolist()


def test_no_words_give_no_rows(folder):
    assert BuiltInWordVectors(folder).of([]).shape == (0, 4)


def test_only_so_many_words_are_remembered(folder, monkeypatch):
    monkeypatch.setattr(word_vectors, "MOST_REMEMBERED", 2)
    vectors = BuiltInWordVectors(folder)
    before = vectors.of(["boat", "ship", "owl"])

    after = vectors.of(["owl", "boat"])

    assert after.tolist() == before[[2, 0]].tolist()
    assert set(vectors._places) == {"owl", "boat"}


def test_words_of_the_network_are_alike_where_their_meaning_is():
    folder = weights.installed_folder()
    if folder is None:
        pytest.skip(f"the package {weights.DISTRIBUTION} is not installed")
    boat, ship, soup = BuiltInWordVectors(folder).of(["boat", "ship", "soup"])

    assert boat @ ship > boat @ soup + 0.2
    assert np.linalg.norm(boat) == pytest.approx(1, abs=1e-5)
