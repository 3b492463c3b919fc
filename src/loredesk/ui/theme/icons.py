"""The icons: small drawings of one colour, which they take from the tokens."""

from collections.abc import Iterable
from importlib.resources.abc import Traversable

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_SIZES = (18, 36, 72)
_INK = "currentColor"


class IconSet:
    """The drawings of one folder, painted in whatever colour is asked for."""

    def __init__(self, folder: Traversable) -> None:
        self._drawings = {
            file.name.removesuffix(".svg"): file.read_text(encoding="utf-8")
            for file in folder.iterdir()
            if file.name.endswith(".svg")
        }
        self._painted: dict[tuple[str, str], QIcon] = {}

    def names(self) -> Iterable[str]:
        """Return the names of all icons."""
        return self._drawings.keys()

    def drawing(self, name: str, colour: str) -> bytes:
        """Return the SVG of icon *name* in *colour*."""
        return self._drawings[name].replace(_INK, colour).encode()

    def icon(self, name: str, colour: str) -> QIcon:
        """Return icon *name* in *colour*."""
        key = (name, colour)
        if key not in self._painted:
            self._painted[key] = self._paint(name, colour)
        return self._painted[key]

    def pixmap(self, name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
        """Return icon *name* in *colour*, *size* pixels wide on a screen of *ratio*."""
        pixmap = _pixmap(QSvgRenderer(QByteArray(self.drawing(name, colour))), round(size * ratio))
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def _paint(self, name: str, colour: str) -> QIcon:
        renderer = QSvgRenderer(QByteArray(self.drawing(name, colour)))
        icon = QIcon()
        for size in _SIZES:
            icon.addPixmap(_pixmap(renderer, size))
        return icon


def _pixmap(renderer: QSvgRenderer, size: int) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap
