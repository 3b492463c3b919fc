import logging
import os

import pytest

from loredesk.gateway.builtin.graph_file import GraphFile

GRAPH = bytes(range(256)) * 40


@pytest.fixture
def kept(tmp_path):
    file = GraphFile(tmp_path, "a recipe")
    file.write(GRAPH)
    return file


def test_a_graph_is_read_as_it_was_written(kept, tmp_path):
    assert kept.read() == GRAPH
    assert [file.name for file in tmp_path.iterdir()] == ["minilm.graph"]


def test_there_is_none_before_one_is_written(tmp_path):
    assert GraphFile(tmp_path, "a recipe").read() is None
    assert GraphFile(tmp_path / "missing", "a recipe").read() is None


def test_a_graph_of_another_recipe_is_none(kept, tmp_path):
    assert GraphFile(tmp_path, "another recipe").read() is None


@pytest.mark.parametrize("length", [0, 10, 32, 33, -1])
def test_a_graph_that_was_cut_is_none(kept, tmp_path, length):
    file = tmp_path / "minilm.graph"
    file.write_bytes(file.read_bytes()[:length])

    assert kept.read() is None


@pytest.mark.parametrize("place", [0, 31, 32, 5000, -1])
def test_a_graph_with_one_wrong_bit_is_none(kept, tmp_path, place):
    file = tmp_path / "minilm.graph"
    content = bytearray(file.read_bytes())
    content[place] ^= 1
    file.write_bytes(content)

    assert kept.read() is None


def test_a_newer_graph_takes_the_place_of_the_old_one(kept, tmp_path):
    newer = GraphFile(tmp_path, "another recipe")

    newer.write(b"new")

    assert newer.read() == b"new"
    assert [file.name for file in tmp_path.iterdir()] == ["minilm.graph"]


def test_a_folder_that_is_not_there_only_costs_time(tmp_path, caplog):
    caplog.set_level(logging.INFO)
    file = GraphFile(tmp_path / "missing", "a recipe")

    file.write(GRAPH)
    file.refuse()

    assert file.read() is None
    assert not file.is_refused()
    assert "minilm.graph cannot be kept" in caplog.text


def test_what_stands_in_the_way_is_left_and_nothing_half_written_beside_it(tmp_path):
    (tmp_path / "minilm.graph").mkdir()
    file = GraphFile(tmp_path, "a recipe")

    file.write(GRAPH)

    assert file.read() is None
    assert [file.name for file in tmp_path.iterdir()] == ["minilm.graph"]


def test_a_refusal_holds_for_its_recipe_and_as_long_as_onnxruntime_stays_the_same(
    break_onnxruntime, tmp_path
):
    other = break_onnxruntime()
    file = GraphFile(tmp_path, "a recipe")
    assert not file.is_refused()

    file.refuse()

    assert file.is_refused()
    assert not GraphFile(tmp_path, "another recipe").is_refused()
    os.utime(other, ns=(1, 1))
    assert not file.is_refused()
