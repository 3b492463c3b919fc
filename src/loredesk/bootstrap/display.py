"""Whether a window can be opened here, found out before Qt is asked: Qt would abort."""

import ctypes
import importlib.util
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

_SECONDS = 3.0
_PROBE = "from PySide6.QtWidgets import QApplication; QApplication([])"
_PROBE_SECONDS = 30.0
_NOTHING_ANSWERS = "There is no display here, so no window can be opened."


def display_problem(environ: Mapping[str, str], *, thorough: bool = False) -> str:
    """Return why no window can be opened, as a sentence; empty where one can.

    On Linux a display must answer and Qt's own parts must be loadable. Thoroughly means that Qt
    itself is tried, in a process of its own.
    """
    if environ.get("QT_QPA_PLATFORM"):
        return ""
    if sys.platform == "linux":
        if not (_has_wayland(environ) or _has_x11(environ)):
            return _NOTHING_ANSWERS
        missing = "" if _has_wayland(environ) else _missing_library()
        if missing:
            return f"Qt cannot open a window here: {missing}."
    if thorough and not _qt_works():
        return "Qt could not open a window on this display."
    return ""


def _has_wayland(environ: Mapping[str, str]) -> bool:
    name = environ.get("WAYLAND_DISPLAY")
    folder = environ.get("XDG_RUNTIME_DIR")
    return bool(name and folder) and (Path(folder or "") / (name or "")).exists()


def _has_x11(environ: Mapping[str, str]) -> bool:
    host, _, number = environ.get("DISPLAY", "").rpartition(":")
    screen = number.split(".")[0]
    if not screen.isdigit():
        return False
    if host in {"", "unix"}:
        place = f"/tmp/.X11-unix/X{screen}"  # noqa: S108  # where X servers listen
        return any(_answers(socket.AF_UNIX, name) for name in (place, f"\0{place}"))
    return _answers(socket.AF_INET, (host, 6000 + int(screen)))


def _answers(family: socket.AddressFamily, address: str | tuple[str, int]) -> bool:
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.settimeout(_SECONDS)
            probe.connect(address)
    except OSError:
        return False
    return True


def _missing_library() -> str:
    """Return what the part of Qt that speaks to X servers lacks; empty for nothing."""
    spec = importlib.util.find_spec("PySide6")
    places = spec.submodule_search_locations if spec else None
    if not places:
        return "PySide6 is not installed"
    plugin = Path(places[0]) / "Qt" / "plugins" / "platforms" / "libqxcb.so"
    if not plugin.exists():
        return ""
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        return str(error).split(":", maxsplit=1)[0] + " is missing"
    return ""


def _qt_works() -> bool:
    try:
        tried = subprocess.run(  # noqa: S603  # our own interpreter
            [sys.executable, "-c", _PROBE], capture_output=True, timeout=_PROBE_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return tried.returncode == 0
