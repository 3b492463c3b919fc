import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QMainWindow

from loredesk.ui.window.memory import WindowMemory, clamped
from tests.fakes.damaged_files import DAMAGES

SCREEN = QRect(0, 0, 1920, 1080)


def test_the_last_session_is_remembered(tmp_path, qapp):
    memory = WindowMemory(tmp_path / "window.ini")
    assert memory.last_session == ""

    memory.last_session = "s1"
    memory._settings.sync()

    assert WindowMemory(tmp_path / "window.ini").last_session == "s1"


def test_a_window_on_a_screen_stays_where_it_is():
    place = QRect(100, 100, 1000, 700)

    assert clamped(place, [SCREEN]) == place


def test_a_window_whose_screen_is_gone_comes_home():
    home = clamped(QRect(5000, 200, 1000, 700), [SCREEN])

    assert SCREEN.contains(home)


def test_a_window_too_large_for_the_screen_left_is_made_to_fit():
    home = clamped(QRect(5000, 200, 4000, 3000), [SCREEN])

    assert SCREEN.contains(home)


def test_without_a_screen_nothing_moves():
    assert clamped(QRect(1, 2, 3, 4), []) == QRect(1, 2, 3, 4)


def test_a_layout_can_be_forgotten(tmp_path, qtbot):
    memory = WindowMemory(tmp_path / "window.ini")
    window = QMainWindow()
    qtbot.addWidget(window)
    memory.remember(window)

    memory.forget_layout()

    assert not memory.restore(window)


def test_an_unreadable_file_is_like_none(tmp_path, qtbot):
    file = tmp_path / "window.ini"
    file.write_bytes(b"\x00\xff[window\ngeometry=@ByteArray(nonsense)")
    window = QMainWindow()
    qtbot.addWidget(window)

    assert not WindowMemory(file).restore(window)


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_memory_is_kept_beside_or_understood(tmp_path, qapp, damage):
    file = tmp_path / "window.ini"
    memory = WindowMemory(file)
    memory.last_session = "s1"
    memory._settings.sync()
    damaged = damage(file.read_bytes())
    file.write_bytes(damaged)

    again = WindowMemory(file)
    again.last_session = "s2"
    again._settings.sync()

    assert WindowMemory(file).last_session == "s2"
    kept = [one.read_bytes() for one in tmp_path.glob("window.ini.broken-*")]
    assert kept in ([], [damaged])
