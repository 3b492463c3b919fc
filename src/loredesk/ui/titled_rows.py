"""Rows of two lines, with an icon: a title, and in small type what is to be said of it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from loredesk.ui.row_model import ROW, Index
from loredesk.ui.row_paint import bold, paint_ground, paint_line, row_rect
from loredesk.ui.theme.look import Ink, Look
from loredesk.ui.theme.tokens import MEASURES

Painted = tuple[str, Ink, str, str]
"""The icon of a row and its ink, its title and its caption."""


class TitledRows(QStyledItemDelegate):
    """Paints rows as their owner describes them."""

    def __init__(self, look: Look, parent: QWidget, painted: Callable[[Any], Painted]) -> None:
        super().__init__(parent)
        self._look = look
        self._list = parent
        self._painted = painted

    def sizeHint(self, option: QStyleOptionViewItem, index: Index, /) -> QSize:  # noqa: N802 - Qt's method
        """Return room for a title and a caption."""
        title = QFontMetrics(self._look.control_font()).height()
        caption = QFontMetrics(self._look.control_font(MEASURES.caption)).height()
        return QSize(160, title + caption + 2 * MEASURES.close)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        """Paint the row at *index*."""
        row = index.data(ROW)
        if row is None:
            return
        drawing, ink, title, caption = self._painted(row)
        tokens, gap = self._look.tokens, MEASURES.close
        painter.save()
        paint_ground(painter, option, tokens)
        inside = row_rect(option).adjusted(gap, gap - 1, -gap, -gap + 1)
        icon = self._look.pixmap(drawing, ink, MEASURES.icon, self._list)
        painter.drawPixmap(inside.topLeft(), icon)
        font, small = bold(self._look.control_font()), self._look.control_font(MEASURES.caption)
        left = inside.left() + MEASURES.icon + gap
        above = QRect(left, inside.top(), inside.right() - left, QFontMetrics(font).height())
        below = QRect(left, above.bottom() + 1, above.width(), QFontMetrics(small).height())
        paint_line(painter, above, title, font, tokens.text)
        paint_line(painter, below, caption, small, tokens.muted)
        painter.restore()
