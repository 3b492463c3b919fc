import os
import subprocess
import sys
from dataclasses import replace

import pytest

from loredesk.storage.vectors.owner_record import (
    OwnerRecord,
    end_left_over,
    is_ours,
    process_start,
    read_record,
    write_record,
)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are told by /proc")


@pytest.fixture
def stranger(tmp_path):
    """Run a process that names a folder on its command line."""
    process = subprocess.Popen(
        [sys.executable, "-c", "import sys; sys.stdin.read()", str(tmp_path)],
        stdin=subprocess.PIPE,
    )
    yield process
    process.stdin.close()
    process.kill()
    process.wait()


def record_of(process):
    return OwnerRecord(
        pid=process.pid, port=1, boot_id="boot", started_at=process_start(process.pid)
    )


def test_a_record_reads_as_it_was_written(tmp_path):
    record = OwnerRecord(pid=7, port=8000, boot_id="boot", started_at="123")

    write_record(tmp_path / "owner.json", record)

    assert read_record(tmp_path / "owner.json") == record
    assert [path.name for path in tmp_path.iterdir()] == ["owner.json"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"pid": "many"}', '{"pid": 1}', "null", "\x00"])
def test_a_damaged_record_counts_as_none(tmp_path, text):
    (tmp_path / "owner.json").write_text(text)

    assert read_record(tmp_path / "owner.json") is None


def test_no_record_counts_as_none(tmp_path):
    assert read_record(tmp_path / "owner.json") is None


def test_a_process_is_ours_if_start_time_and_folder_agree(stranger, tmp_path):
    record = record_of(stranger)

    assert is_ours(record, tmp_path)
    assert not is_ours(record, tmp_path / "elsewhere")
    assert not is_ours(replace(record, started_at="1"), tmp_path)
    assert not is_ours(replace(record, started_at=""), tmp_path)


def test_a_left_over_process_of_ours_is_ended(stranger, tmp_path):
    assert end_left_over(record_of(stranger), tmp_path)

    assert process_start(stranger.pid) == ""


def test_a_process_that_is_not_provably_ours_is_left_alone(stranger, tmp_path):
    record = replace(record_of(stranger), started_at="1")

    assert not end_left_over(record, tmp_path)
    assert stranger.poll() is None


def test_a_process_that_is_gone_is_no_concern(tmp_path):
    record = OwnerRecord(pid=2**22 + os.getpid(), port=1, boot_id="boot", started_at="1")

    assert process_start(record.pid) == ""
    assert not end_left_over(record, tmp_path)
