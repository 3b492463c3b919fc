"""Making the n-th write of a process fail, through a small library that is loaded before all others.

It is built where there is a C compiler, and tests that need it are skipped where there is none.
"""

import ctypes
import mmap
import os
import shutil
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).with_name("nth_write.c")
_SIZE = 4096


class Control(ctypes.Structure):
    """What the library is told and tells; laid out as in its source."""

    _fields_ = (
        ("countdown", ctypes.c_long),
        ("error", ctypes.c_long),
        ("lasting", ctypes.c_long),
        ("deadly", ctypes.c_long),
        ("hits", ctypes.c_long),
    )


def why_not() -> str:
    """Return why writes cannot be made to fail here; empty where they can."""
    if not sys.platform.startswith("linux"):
        return "writes are made to fail on Linux only"
    return "" if compiler() else "there is no C compiler to build tests/faults/nth_write.c with"


def compiler() -> str | None:
    """Return the C compiler of this machine."""
    return next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), None)


def built(folder: Path) -> Path:
    """Build the library in *folder*."""
    library = folder / "nth_write.so"
    command = [str(compiler()), "-shared", "-fPIC", "-O1", "-o", str(library), str(SOURCE), "-ldl"]
    subprocess.run(command, check=True)
    return library


def environment(library: Path, control: Path, under: Path) -> dict[str, str]:
    """Return the environment of a process whose writes below *under* can be made to fail."""
    control.write_bytes(bytes(_SIZE))
    return os.environ | {
        "LD_PRELOAD": str(library),
        "FAULTS_CONTROL": str(control),
        "FAULTS_UNDER": f"{under}/",
    }


class Faults:
    """Arms the library from within the process it is loaded into, or from another one."""

    def __init__(self, control: Path) -> None:
        with control.open("r+b") as stream:
            self._map = mmap.mmap(stream.fileno(), _SIZE)
        self._control = Control.from_buffer(self._map)

    def arm(self, nth: int, error: int, *, lasting: bool, deadly: bool = False) -> None:
        """Let the *nth* write from now fail with *error*, and every later one where *lasting*."""
        self._control.hits, self._control.error = 0, error
        self._control.lasting, self._control.deadly = int(lasting), int(deadly)
        self._control.countdown = nth

    @property
    def left(self) -> int:
        """Return how many writes there are still to go."""
        return int(self._control.countdown)

    def disarm(self) -> int:
        """Let nothing fail any more; return how many writes have failed."""
        self._control.countdown = 0
        return int(self._control.hits)
