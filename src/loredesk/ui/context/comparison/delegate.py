"""How something looks that one of two replies was told, or both."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from loredesk.ui.context.comparison.state import ComparedRow
from loredesk.ui.context.row_delegate import ICONS, heading_size, paint_heading
from loredesk.ui.context.rows import Heading
from loredesk.ui.row_model import ROW, Index
from loredesk.ui.row_paint import bold, paint_ground, paint_line, row_rect
from loredesk.ui.theme.look import Look
from loredesk.ui.theme.tokens import MEASURES

_ICON = 16
_INDENT = _ICON + 6
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ComparedDelegate(QStyledItemDelegate):
    """Paints a title with its tokens, and the reasons on both sides."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._list = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index, /) -> QSize:  # noqa: N802 - Qt's method
        """Return room for a title and its reasons."""
        row = index.data(ROW)
        if isinstance(row, Heading):
            return heading_size(self._look)
        title = QFontMetrics(bold(self._look.control_font())).height()
        line = QFontMetrics(self._look.control_font(MEASURES.caption)).height()
        return QSize(160, title + len(row.reasons) * line + 2 * MEASURES.close)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        """Paint the ground, then the lines."""
        row = index.data(ROW)
        painter.save()
        place = row_rect(option)
        if isinstance(row, Heading):
            paint_heading(painter, row, place, self._look)
        elif isinstance(row, ComparedRow):
            paint_ground(painter, option, self._look.tokens)
            self._paint_row(painter, row, place)
        painter.restore()

    def helpEvent(  # noqa: N802 - Qt's method
        self,
        event: QHelpEvent | None,
        view: QAbstractItemView | None,
        option: QStyleOptionViewItem,
        index: Index,
        /,
    ) -> bool:
        """Say everything of the row under the pointer."""
        row = index.data(ROW)
        if event is None or view is None or not isinstance(row, ComparedRow):
            return False
        whole = "\n".join((row.title, f"{row.size} tokens", *row.reasons))
        QToolTip.showText(event.globalPos(), whole, view)
        return True

    def _paint_row(self, painter: QPainter, row: ComparedRow, place: QRect) -> None:
        tokens = self._look.tokens
        font, small = bold(self._look.control_font()), self._look.control_font(MEASURES.caption)
        area = place.adjusted(MEASURES.even, MEASURES.close, -MEASURES.even, -MEASURES.close)
        icon = self._look.pixmap(ICONS[row.unit], "muted", _ICON, self._list)
        painter.drawPixmap(area.topLeft() + QPoint(0, 1), icon)
        height = QFontMetrics(font).height()
        line = QRect(area.left() + _INDENT, area.top(), area.width() - _INDENT, height)
        painter.setFont(small)
        painter.setPen(QColor(tokens.muted))
        painter.drawText(line, _RIGHT, row.size)
        taken = QFontMetrics(small).horizontalAdvance(row.size) + MEASURES.close
        paint_line(painter, line.adjusted(0, 0, -taken, 0), row.title, font, tokens.text)
        below = QFontMetrics(small).height()
        line = QRect(line.left(), line.bottom() + 1, line.width(), below)
        for reason in row.reasons:
            paint_line(painter, line, reason, small, tokens.text)
            line.translate(0, below)
