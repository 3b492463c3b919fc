"""The network on onnxruntime: nearly the exact one, and a text's vector is its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from loredesk.gateway.builtin.graph_file import GraphFile
from loredesk.gateway.builtin.quick_network import QuickNetwork, UnlikeError

DIALOGUES = Path(__file__).parents[3] / "data" / "dialogues"
MOST = 300
ODD = (
    "",
    " ",
    "a",
    "...",
    "日本語 🙂",
    "ZŁOTY SMOK!!!",
    "https://example.com/?q=1&r=%20",
    "the tide " * 400,
    "1 2 3 4 5 6 7 8 9 0 " * 20,
    "def f(x):\n    return x\n",
)


@pytest.fixture(scope="module")
def texts():
    """Turns and questions of every dialogue, and texts nobody would write."""
    found = []
    for file in sorted(DIALOGUES.glob("*.json")):
        data = json.loads(file.read_text(encoding="utf-8"))
        turns = [turn["text"] for session in data["sessions"] for turn in session["turns"]]
        found += turns[::20] + [question["text"] for question in data["questions"]][::20]
    return (*found[:: len(found) // MOST + 1], *ODD)


@pytest.fixture(scope="module")
def network(minilm_folder, exact):
    return QuickNetwork(minilm_folder, exact=lambda: exact.vectors, kept=None)


def test_its_vectors_are_nearly_those_of_the_exact_network(network, exact, texts):
    likeness = np.einsum("td,td->t", network.vectors(texts), exact.vectors(texts))

    assert len(texts) > 100
    assert likeness.min() > 0.995
    assert likeness.mean() > 0.999


def test_what_is_like_what_stays_as_it_was(network, exact, texts):
    quick, right = network.vectors(texts[:100]), exact.vectors(texts[:100])

    assert np.abs(quick @ quick.T - right @ right.T).max() < 0.03


def test_a_vector_does_not_depend_on_what_else_is_embedded(network):
    texts = ("salt", *ODD, "Who told the queen that the bridge had fallen?")

    together = network.vectors(texts)
    backwards = network.vectors(texts[::-1])[::-1]

    np.testing.assert_array_equal(together, backwards)
    for text, row in zip(texts, together, strict=True):
        np.testing.assert_array_equal(network.vectors((text,))[0], row)


def test_every_vector_is_of_length_one_and_of_single_precision(network):
    vectors = network.vectors(ODD)

    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    assert network.vectors(()).shape == (0, 384)


def test_a_graph_that_is_kept_gives_the_very_vectors_of_the_one_that_was_built(
    network, minilm_folder, exact, tmp_path
):
    compared = []

    def reference():
        compared.append("once")
        return exact.vectors

    kept = GraphFile(tmp_path, "a recipe")
    built = QuickNetwork(minilm_folder, exact=reference, kept=kept)
    loaded = QuickNetwork(minilm_folder, exact=reference, kept=kept)

    assert compared == ["once"]
    for other in (built, loaded):
        np.testing.assert_array_equal(other.vectors(ODD), network.vectors(ODD))


def test_a_damaged_graph_is_built_anew(network, minilm_folder, exact, tmp_path):
    kept = GraphFile(tmp_path, "a recipe")
    QuickNetwork(minilm_folder, exact=lambda: exact.vectors, kept=kept)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])

    mended = QuickNetwork(minilm_folder, exact=lambda: exact.vectors, kept=kept)

    np.testing.assert_array_equal(mended.vectors(ODD), network.vectors(ODD))
    assert file.read_bytes() == whole


def test_a_graph_that_computes_something_else_is_not_kept(minilm_folder, tmp_path):
    def other():
        return lambda texts: np.full((len(texts), 384), 384**-0.5, np.float32)

    kept = GraphFile(tmp_path, "a recipe")
    with pytest.raises(UnlikeError, match="other vectors on this machine"):
        QuickNetwork(minilm_folder, exact=other, kept=kept)

    assert kept.read() is None


def test_onnxruntime_reports_nothing_and_leaves_nothing_in_the_home_of_the_author(
    minilm_folder, tmp_path
):
    code = (
        "import sys; from pathlib import Path;"
        "from loredesk.gateway.builtin.minilm import SentenceNetwork;"
        "from loredesk.gateway.builtin.quick_network import QuickNetwork;"
        "folder = Path(sys.argv[1]);"
        "network = QuickNetwork(folder, exact=lambda: SentenceNetwork(folder).vectors, kept=None);"
        "print(network.vectors(['a lamp']).shape)"
    )
    environ = {k: v for k, v in os.environ.items() if not k.startswith(("ORT_", "XDG_"))}
    homes = dict.fromkeys(("HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA"), str(tmp_path))

    told = subprocess.run(
        [sys.executable, "-c", code, str(minilm_folder)],
        env=environ | homes,
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout.strip() == "(1, 384)"
    assert not told.stderr
    assert not list(tmp_path.iterdir())
