"""A bar as long as a share, with a mark where the share of another run ends."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from loredesk.ui.theme.look import Look
from loredesk.ui.theme.tokens import Tokens

HEIGHT = 12
_MARK = 2.0
_RADIUS = 3


class ShareBar(QWidget):
    """Shows a share from 0 to 1; the words beside it say the same."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._share = 0.0
        self._mark: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(48)
        look.changed.connect(self.update)

    def show_share(self, share: float, mark: float | None = None) -> None:
        """Show *share*, and a mark at that of another run."""
        self._share, self._mark = share, mark
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's method
        """Return the height of the bar."""
        return QSize(120, HEIGHT)

    def paintEvent(self, event: QPaintEvent, /) -> None:  # noqa: N802 - Qt's method
        """Paint the bar."""
        painter = QPainter(self)
        paint_share(painter, QRectF(self.rect()), self._share, self._mark, self._look.tokens)
        painter.end()


def paint_share(
    painter: QPainter, place: QRectF, share: float, mark: float | None, tokens: Tokens
) -> None:
    """Paint the track, the share on it, and the mark."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.sunken))
    painter.drawRoundedRect(place, _RADIUS, _RADIUS)
    width = place.width() * max(0.0, min(share, 1.0))
    if width >= 1:
        painter.setBrush(QColor(tokens.accent))
        filled = QRectF(place.left(), place.top(), width, place.height())
        painter.drawRoundedRect(filled, _RADIUS, _RADIUS)
    if mark is not None:
        left = place.left() + (place.width() - _MARK) * max(0.0, min(mark, 1.0))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRect(QRectF(left - 1, place.top(), _MARK + 2, place.height()))
        painter.setBrush(QColor(tokens.text))
        painter.drawRect(QRectF(left, place.top(), _MARK, place.height()))
    painter.restore()
