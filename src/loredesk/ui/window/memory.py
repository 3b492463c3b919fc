"""What the window remembers from one start to the next: its place, its docks, its session."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QFile, QRect, QSettings, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

_LAYOUT_VERSION = 1
"""Counts the arrangements of docks; an older one is not restored."""
_GEOMETRY, _DOCKS, _SESSION = "window/geometry", "window/docks", "session/last"
_MOST_ASIDE = 100
_GRIP = QSize(120, 40)
"""How much of the window must be on a screen for a hand to reach it."""


class WindowMemory:
    """Keeps everything in one small file."""

    def __init__(self, file: Path) -> None:
        self._settings = QSettings(str(file), QSettings.Format.IniFormat)
        if self._settings.status() is not QSettings.Status.NoError:
            # Writing would keep only what could be understood of it.
            _set_aside(str(file))
            self._settings = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def last_session(self) -> str:
        """The session that was on screen last; empty for none."""
        return str(self._settings.value(_SESSION, ""))

    @last_session.setter
    def last_session(self, session_id: str) -> None:
        self._settings.setValue(_SESSION, session_id)

    def remember(self, window: QMainWindow) -> None:
        """Keep where *window* and its docks are."""
        self._settings.setValue(_GEOMETRY, window.saveGeometry())
        self._settings.setValue(_DOCKS, window.saveState(_LAYOUT_VERSION))
        self._settings.sync()

    def restore(self, window: QMainWindow) -> bool:
        """Put *window* and its docks back; return whether the docks were known."""
        geometry = self._settings.value(_GEOMETRY)
        if isinstance(geometry, QByteArray):
            window.restoreGeometry(geometry)
        bring_on_screen(window)
        docks = self._settings.value(_DOCKS)
        return isinstance(docks, QByteArray) and window.restoreState(docks, _LAYOUT_VERSION)

    def forget_layout(self) -> None:
        """Forget where things were."""
        self._settings.remove("window")


def _set_aside(file: str) -> None:
    """Give a file that cannot be read another name; one of that name is not written over."""
    for number in range(1, _MOST_ASIDE):
        if QFile.rename(file, f"{file}.broken-{number}"):
            return


def bring_on_screen(window: QMainWindow) -> None:
    """Move *window* to where it can be reached, if the screen it was on is gone."""
    place = clamped(
        window.geometry(), [screen.availableGeometry() for screen in QGuiApplication.screens()]
    )
    if place != window.geometry():
        window.setGeometry(place)


def clamped(place: QRect, screens: list[QRect]) -> QRect:
    """Return *place* if enough of it lies on one of *screens*, else one like it on the first."""
    for screen in screens:
        common = place.intersected(screen)
        if common.width() >= _GRIP.width() and common.height() >= _GRIP.height():
            return place
    if not screens:
        return place
    home = screens[0]
    result = QRect(home.topLeft(), place.size().boundedTo(home.size()))
    result.moveCenter(home.center())
    return result
