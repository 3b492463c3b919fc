"""Paints every pane, every dialog and the whole window into a folder, without a screen.

`python packaging/screens.py [OUT]`; the sample script is played in a home that is thrown away.
"""

import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Take the pictures; the checkout must be what is imported, so it is gone to."""
    out = Path(sys.argv[1] if len(sys.argv) > 1 else "screens").resolve()
    command = [sys.executable, "-m", "tests.screens", str(out)]
    return subprocess.run(command, cwd=CHECKOUT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
