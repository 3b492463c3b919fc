import json
import os

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.evaluations import RunId
from loredesk.host.evaluation_files import FolderRuns
from tests.fakes.evaluations import NOON, fingerprint, report


@pytest.fixture
def shelf(tmp_path):
    return FolderRuns(tmp_path / "evaluations", now=lambda: NOON)


def test_a_run_is_read_as_it_was_kept(shelf):
    kept = shelf.keep(report(0.7), fingerprint(), seconds=2.5)

    assert shelf.get(kept.id) == kept
    assert shelf.runs() == [kept]


def test_runs_are_numbered_and_the_newest_comes_first(shelf):
    for _ in range(11):
        shelf.keep(report(), fingerprint(), seconds=1)

    assert [one.id for one in shelf.runs()] == [str(number) for number in range(11, 0, -1)]


def test_a_number_is_not_given_twice_while_a_later_one_is_kept(shelf):
    first, second = (shelf.keep(report(), fingerprint(), seconds=1) for _ in range(2))
    shelf.forget(first.id)

    assert shelf.keep(report(), fingerprint(), seconds=1).id == "3"
    assert second in shelf.runs()


def test_what_cannot_be_read_is_passed_over(shelf, tmp_path):
    kept = shelf.keep(report(), fingerprint(), seconds=1)
    folder = tmp_path / "evaluations"
    (folder / "2.json").write_text("{", encoding="utf-8")
    (folder / "3.json").write_text('{"version": 99}', encoding="utf-8")
    (folder / "4.json").write_text("[]", encoding="utf-8")
    (folder / "mine.json").write_text("{}", encoding="utf-8")
    told = json.loads((folder / "1.json").read_text(encoding="utf-8"))
    (folder / "5.json").write_text(json.dumps({**told, "report": {}}), encoding="utf-8")

    assert shelf.runs() == [kept]


@pytest.mark.parametrize("name", ["7", "../1", "", "x"])
def test_a_run_there_is_not_is_refused_with_a_sentence(shelf, name):
    with pytest.raises(UserFixableError, match="There is no evaluation"):
        shelf.get(RunId(name))


def test_nothing_is_there_before_anything_was_kept(shelf, tmp_path):
    assert shelf.runs() == []
    assert not (tmp_path / "evaluations").exists()


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "evaluations").write_text("a file", encoding="utf-8")
    shelf = FolderRuns(tmp_path / "evaluations", now=lambda: NOON)

    with pytest.raises(UserFixableError, match="keep the evaluation in"):
        shelf.keep(report(), fingerprint(), seconds=1)


@pytest.mark.skipif(os.name != "posix", reason="files have no such rights there")
def test_a_run_is_private(shelf, tmp_path):
    shelf.keep(report(), fingerprint(), seconds=1)

    assert (tmp_path / "evaluations" / "1.json").stat().st_mode & 0o077 == 0
