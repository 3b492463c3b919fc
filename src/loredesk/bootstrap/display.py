"""Whether a window can be opened here, found out without Qt, which would abort."""

import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

_SECONDS = 3.0
_PROBE = "from PySide6.QtWidgets import QApplication; QApplication([])"
_PROBE_SECONDS = 30.0


def has_display(environ: Mapping[str, str], *, thorough: bool = False) -> bool:
    """Return whether a window can be opened.

    On Linux a display must answer. Thoroughly means that Qt itself is tried, in a process of its
    own, because Qt ends a process that it cannot open a window from.
    """
    if environ.get("QT_QPA_PLATFORM"):
        return True
    if sys.platform == "linux" and not (_has_wayland(environ) or _has_x11(environ)):
        return False
    return not thorough or _qt_works()


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
        return _answers(socket.AF_UNIX, f"/tmp/.X11-unix/X{screen}") or _answers(  # noqa: S108
            socket.AF_UNIX, f"\0/tmp/.X11-unix/X{screen}"
        )
    return _answers(socket.AF_INET, (host, 6000 + int(screen)))


def _answers(family: socket.AddressFamily, address: str | tuple[str, int]) -> bool:
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.settimeout(_SECONDS)
            probe.connect(address)
    except OSError:
        return False
    return True


def _qt_works() -> bool:
    try:
        tried = subprocess.run(  # noqa: S603  # our own interpreter
            [sys.executable, "-c", _PROBE], capture_output=True, timeout=_PROBE_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return tried.returncode == 0
