import pytest

from loredesk.host import drafts_file


def test_drafts_come_back_as_they_were_kept(tmp_path):
    file = tmp_path / "drafts.json"

    drafts_file.save(file, {"s1": "Mira w\u00e4rmt\nthe pot", "s2": "x"})

    assert drafts_file.load(file) == {"s1": "Mira w\u00e4rmt\nthe pot", "s2": "x"}


def test_without_a_file_there_are_none(tmp_path):
    assert drafts_file.load(tmp_path / "drafts.json") == {}


@pytest.mark.parametrize("text", ["", "{", "[1]", "\xff", '{"s1": 3, "s2": ""}'])
def test_what_cannot_be_read_counts_as_none(tmp_path, text):
    file = tmp_path / "drafts.json"
    file.write_text(text, encoding="latin-1")

    assert drafts_file.load(file) == {}
