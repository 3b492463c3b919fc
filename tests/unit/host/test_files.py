import errno
import os
from pathlib import Path

import pytest

from loredesk.host.files import explained, write_whole


def test_a_file_is_replaced_whole(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text("old")

    write_whole(file, "new żółw\r\n")

    assert file.read_bytes() == "new żółw\r\n".encode()
    assert list(tmp_path.iterdir()) == [file]


def test_a_new_file_is_private_and_an_old_one_keeps_its_rights(tmp_path):
    fresh, old = tmp_path / "fresh", tmp_path / "old"
    old.write_text("")
    old.chmod(0o644)

    write_whole(fresh, "x")
    write_whole(old, "x")

    assert fresh.stat().st_mode & 0o777 == 0o600
    assert old.stat().st_mode & 0o777 == 0o644


def test_a_link_is_followed_and_not_replaced(tmp_path):
    real, link = tmp_path / "dotfiles", tmp_path / "settings.toml"
    real.write_text("old")
    link.symlink_to(real)

    write_whole(link, "new")

    assert link.is_symlink()
    assert real.read_text() == "new"


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    file = tmp_path / "settings.toml"
    file.write_text("old")

    def full_disk(descriptor):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full_disk)

    with pytest.raises(OSError, match="space"):
        write_whole(file, "new")

    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "not allowed"),
        (errno.EIO, os.strerror(errno.EIO)),
    ],
)
def test_a_failure_is_explained_with_the_file_and_the_way_out(number, said):
    error = explained(OSError(number, os.strerror(number)), Path("/somewhere/x"), "write")

    assert error.message.startswith(f"Could not write {str(Path('/somewhere/x'))!r}: ")
    assert said in error.message
    assert error.hint
