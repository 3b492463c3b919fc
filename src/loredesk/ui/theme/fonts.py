"""The type of the window: the system's own for controls, a book face for the story."""

from PySide6.QtGui import QFont, QFontDatabase

from loredesk.ui.theme.tokens import MEASURES

_BOOK_FACES = (
    "Literata",
    "Source Serif 4",
    "Source Serif Pro",
    "Iowan Old Style",
    "Charter",
    "Palatino Linotype",
    "Palatino",
    "P052",
    "Georgia",
    "Noto Serif",
    "DejaVu Serif",
)
_FALLBACK = "serif"


def book_families() -> tuple[str, ...]:
    """Return the faces for the story that this machine has, the best first."""
    installed = {name.partition(" [")[0] for name in QFontDatabase.families()}
    return (*(name for name in _BOOK_FACES if name in installed), _FALLBACK)


def scaled(font: QFont, share: float) -> QFont:
    """Return *font* in *share* of its size."""
    result = QFont(font)
    result.setPointSizeF(round(font.pointSizeF() * share, 1))
    return result


def story_font(control: QFont) -> QFont:
    """Return the font of the story beside controls written in *control*."""
    result = scaled(control, MEASURES.story)
    result.setFamilies(list(book_families()))
    return result


def fixed_font(control: QFont) -> QFont:
    """Return the font for what was sent to a model, beside controls written in *control*."""
    result = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    result.setPointSizeF(control.pointSizeF())
    return result
