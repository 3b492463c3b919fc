import errno
import os
from pathlib import Path

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.host import home as home_module
from loredesk.host.home import Home, find_home

LOCAL = "/dev/sda1 / ext4 rw 0 0\n"


def test_the_named_folder_wins_over_the_variable(tmp_path):
    environ = {"LOREDESK_HOME": str(tmp_path / "variable")}

    assert find_home(str(tmp_path / "named"), environ).path == tmp_path / "named"
    assert find_home(None, environ).path == tmp_path / "variable"
    assert find_home("", environ).path == tmp_path / "variable"


def test_without_a_name_the_home_is_where_programs_keep_their_data():
    assert find_home(None, {}).path.name == "Loredesk"


def test_a_tilde_and_a_relative_path_are_resolved():
    assert find_home("~/lore", {}).path == Path.home() / "lore"
    assert find_home("lore", {}).path == Path.cwd() / "lore"


def test_everything_stands_in_the_home(tmp_path):
    home = Home(tmp_path)

    assert home.db_file == tmp_path / "loredesk.db"
    assert home.settings_file == tmp_path / "settings.toml"
    assert [folder.name for folder in home.folders] == [
        "index",
        "media",
        "backups",
        "logs",
        "prompts",
        "pictures",
    ]


def test_a_new_home_is_open_to_its_owner_only(tmp_path):
    home = Home(tmp_path / "deep" / "home")

    home.create()
    home.create()

    assert all(folder.is_dir() for folder in home.folders)
    assert home.path.stat().st_mode & 0o777 == 0o700
    assert home.logs.stat().st_mode & 0o777 == 0o700
    assert sorted(home.path.iterdir()) == sorted(home.folders)


def test_an_empty_folder_becomes_private_and_a_used_one_is_left_as_it_is(tmp_path):
    empty, used = tmp_path / "empty", tmp_path / "used"
    for folder in (empty, used):
        folder.mkdir()
        folder.chmod(0o755)
    (used / "letter.txt").write_text("mine")

    Home(empty).create()
    Home(used).create()

    assert empty.stat().st_mode & 0o777 == 0o700
    assert used.stat().st_mode & 0o777 == 0o755
    assert any("chmod 700" in warning for warning in Home(used).warnings(LOCAL))
    assert Home(empty).warnings(LOCAL) == ()


def test_a_file_in_the_place_of_the_home_is_named(tmp_path):
    (tmp_path / "home").write_text("a file")

    for place in (tmp_path / "home", tmp_path / "home" / "below"):
        with pytest.raises(UserFixableError, match="home") as caught:
            Home(place).create()
        assert "--home" in caught.value.hint


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_disk_that_cannot_be_written_is_found_at_once(tmp_path, monkeypatch, number):
    def refuse(*args, **kwargs):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(home_module.tempfile, "TemporaryFile", refuse)

    with pytest.raises(UserFixableError, match="home") as caught:
        Home(tmp_path / "home").create()

    assert "LOREDESK_HOME" in caught.value.hint


@pytest.mark.parametrize(
    "name", ["Dropbox", "OneDrive - Work", "Nextcloud", "iCloudDrive", "My Drive"]
)
def test_a_synchronised_folder_is_warned_of(tmp_path, name):
    (warning,) = Home(tmp_path / name / "lore").warnings(LOCAL)

    assert name in warning or "iCloud" in warning
    assert "Move it" in warning


def test_a_folder_that_syncthing_keeps_in_step_is_warned_of(tmp_path):
    (tmp_path / ".stfolder").mkdir()

    (warning,) = Home(tmp_path / "stories" / "lore").warnings(LOCAL)

    assert "Syncthing" in warning


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs"])
def test_a_network_disk_is_warned_of(tmp_path, kind):
    mounts = f"{LOCAL}server:/x {tmp_path} {kind} rw 0 0\n"

    (warning,) = Home(tmp_path / "home").warnings(mounts)

    assert kind in warning


def test_a_local_disk_below_a_network_disk_is_fine(tmp_path):
    mounts = f"{LOCAL}server:/x {tmp_path.parent} nfs rw 0 0\n/dev/b {tmp_path} ext4 rw 0 0\nodd\n"

    assert Home(tmp_path / "home").warnings(mounts) == ()


def test_the_mounts_of_this_machine_can_be_read(home):
    assert isinstance(home.warnings(), tuple)
