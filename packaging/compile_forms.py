"""Turns the drawings of `ui/*.ui` into the modules of `loredesk.ui.forms`.

`python packaging/compile_forms.py [NAME …]` writes all of them, or those named.
"""

import re
import subprocess
import sys
from pathlib import Path

import PySide6

CHECKOUT = Path(__file__).resolve().parent.parent
DRAWINGS = CHECKOUT / "ui"
FORMS = CHECKOUT / "src" / "loredesk" / "ui" / "forms"

_UIC = Path(PySide6.__file__).parent / "Qt" / "libexec" / "uic"
_UIC_ON_WINDOWS = Path(PySide6.__file__).parent / "uic.exe"
_VERSION = re.compile(r"^## Created by: .*\n", re.MULTILINE)
_METHOD = re.compile(r"def (setupUi|retranslateUi)\(self, (\w+)\):")
_LABEL = re.compile(r"^( +self\.\w+) = QLabel\(.*\)\n", re.MULTILINE)
_TOP = re.compile(r'<widget class="(\w+)" name="(\w+)"')


def compiled(drawing: Path) -> str:
    """Return *drawing* as Python, with the types uic leaves out and without its version.

    Every label is made to show its text as it is: Qt would guess, and read markup in names.
    """
    uic = _UIC if _UIC.exists() else _UIC_ON_WINDOWS
    run = subprocess.run([uic, "-g", "python", drawing], capture_output=True, check=True)
    code = run.stdout.decode("utf-8").replace("\r\n", "\n")
    top = _TOP.search(drawing.read_text(encoding="utf-8"))
    if top is None:
        message = f"{drawing.name} has no widget"
        raise ValueError(message)
    typed = _METHOD.sub(rf"def \1(self, \2: {top[1]}) -> None:", code)
    plain = _LABEL.sub(r"\g<0>\1.setTextFormat(Qt.TextFormat.PlainText)\n", typed)
    return _VERSION.sub("", plain)


def main(names: list[str]) -> None:
    """Write the modules of the drawings called *names*, or of all."""
    wanted = [DRAWINGS / f"{name}.ui" for name in names] or sorted(DRAWINGS.glob("*.ui"))
    for drawing in wanted:
        target = FORMS / f"{drawing.stem}.py"
        target.write_text(compiled(drawing), encoding="utf-8")
        print(f"{drawing.relative_to(CHECKOUT)} -> {target.relative_to(CHECKOUT)}")


if __name__ == "__main__":
    main(sys.argv[1:])
