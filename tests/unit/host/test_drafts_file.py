import errno
from datetime import date
from pathlib import Path

import pytest

from loredesk.host import drafts_file
from tests.fakes.damaged_files import DAMAGES

TODAY = date(2026, 6, 1)
DRAFTS = {"s1": "Mira w\u00e4rmt\nthe pot", "s2": "x" * 300}


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "drafts.json"
    drafts_file.save(file, DRAFTS)
    return file


def test_drafts_come_back_as_they_were_kept(file):
    assert drafts_file.load(file, TODAY) == drafts_file.Drafts(texts=DRAFTS)


def test_without_a_file_there_are_none(tmp_path):
    assert drafts_file.load(tmp_path / "drafts.json", TODAY) == drafts_file.Drafts()


SEEN = {name: damage for name, damage in DAMAGES.items() if name != "its middle missing"}
"""What is only shorter reads like any other draft."""


@pytest.mark.parametrize("damage", SEEN.values(), ids=SEEN)
def test_what_cannot_be_read_is_kept_beside_and_said(file, damage):
    damaged = damage(file.read_bytes())
    file.write_bytes(damaged)

    found = drafts_file.load(file, TODAY)
    drafts_file.save(file, {"s1": "new"})

    kept = file.with_name("drafts.json.broken-2026-06-01")
    assert kept.read_bytes() == damaged
    assert str(kept) in found.problem
    assert found.may_write


def test_what_can_be_read_is_there_although_the_rest_cannot(file):
    file.write_text('{"s1": "kept", "s2": 3}', encoding="utf-8")

    found = drafts_file.load(file, TODAY)

    assert found.texts == {"s1": "kept"}
    assert "could not be read" in found.problem


def test_a_second_damaged_file_of_the_day_does_not_write_over_the_first(file):
    for text in ("one", "two"):
        file.write_text(text, encoding="utf-8")
        drafts_file.load(file, TODAY)

    kept = sorted(file.parent.glob("drafts.json.broken-*"))
    assert [one.read_text(encoding="utf-8") for one in kept] == ["one", "two"]


def test_what_can_neither_be_read_nor_moved_is_not_written_over(file, monkeypatch):
    file.write_text("damaged", encoding="utf-8")

    def refuse(*_):
        raise OSError(errno.EROFS, "read-only")

    monkeypatch.setattr(Path, "rename", refuse)
    found = drafts_file.load(file, TODAY)

    assert not found.may_write
    assert "read-only" in found.problem
    assert file.read_text(encoding="utf-8") == "damaged"


def test_a_folder_in_its_place_is_moved_and_said(tmp_path):
    (tmp_path / "drafts.json").mkdir()

    found = drafts_file.load(tmp_path / "drafts.json", TODAY)

    assert "could not be read" in found.problem
    assert (tmp_path / "drafts.json.broken-2026-06-01").is_dir()
