"""`python -m tests.screens OUT`."""

import os
import sys
import tempfile
import time
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from loredesk.bootstrap.window import show_window
from loredesk.host.home import find_home
from tests.screens.tour import Tour


def main() -> int:
    """Play a part of the sample script in a home of its own and take pictures of everything."""
    out = Path(sys.argv[1] if len(sys.argv) > 1 else "screens").resolve()
    qInstallMessageHandler(_pass_on)
    started = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="loredesk-screens-") as folder:
        home = find_home(folder, os.environ)
        home.create()
        tour = Tour(out)
        show_window(home, demo=True, visit=tour.visit)
    seconds = time.perf_counter() - started
    sys.stdout.write(f"{tour.taken} pictures in {out} ({seconds:.0f} s)\n")
    return 0


def _pass_on(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Say what Qt warns of, but not what a platform without a screen cannot do."""
    if not message.startswith("This plugin does not support"):
        sys.stderr.write(f"{message}\n")


if __name__ == "__main__":
    sys.exit(main())
