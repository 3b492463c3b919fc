"""The lists of entries: a title and its tokens, the reason, the scores, on three lines."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from loredesk.ui.context.state import EntryRow
from loredesk.ui.theme.look import Look
from loredesk.ui.theme.tokens import MEASURES

ROW = Qt.ItemDataRole.UserRole + 1

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_LINE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_SIZE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class EntryListModel(QAbstractListModel):
    """Entries with why they are in or out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[EntryRow, ...] = ()

    def show_rows(self, rows: Sequence[EntryRow]) -> None:
        """Replace the entries by *rows*."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT, /) -> int:  # noqa: N802 - Qt's method
        """Return how many entries there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> Any:  # noqa: ANN401 - Qt's method
        """Return what an entry is called, or all that is known of it."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        values = {
            Qt.ItemDataRole.DisplayRole: row.title,
            Qt.ItemDataRole.ToolTipRole: row.whole,
            Qt.ItemDataRole.AccessibleTextRole: row.spoken,
            ROW: row,
        }
        return values.get(role)


class EntryDelegate(QStyledItemDelegate):
    """Paints an entry."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index, /) -> QSize:  # noqa: N802 - Qt's method
        """Return room for three lines, or two where there are no scores."""
        row: EntryRow = index.data(ROW)
        title, small = self._fonts()
        lines = 2 if row.detail else 1
        height = QFontMetrics(title).height() + lines * QFontMetrics(small).height()
        return QSize(0, height + 2 * MEASURES.close)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index, /) -> None:
        """Paint the ground, then the lines."""
        row: EntryRow = index.data(ROW)
        tokens = self._look.tokens
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, option)
        title, small = self._fonts()
        area = option.rect.adjusted(MEASURES.even, MEASURES.close, -MEASURES.even, -MEASURES.close)
        line = QRect(area.left(), area.top(), area.width(), QFontMetrics(title).height())
        room = line.width()
        if row.size:
            painter.setFont(small)
            painter.setPen(QColor(tokens.muted))
            painter.drawText(line, _SIZE, row.size)
            room -= QFontMetrics(small).horizontalAdvance(row.size) + MEASURES.close
        _write(painter, line, (row.title, title, tokens.text), room)
        line.translate(0, line.height())
        line.setHeight(QFontMetrics(small).height())
        _write(painter, line, (row.reason, small, tokens.text), line.width())
        line.translate(0, line.height())
        _write(painter, line, (row.detail, small, tokens.muted), line.width())
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        tokens = self._look.tokens
        painter.setPen(Qt.PenStyle.NoPen)
        ground = ""
        if option.state & QStyle.StateFlag.State_Selected:
            ground = tokens.selection
        elif option.state & QStyle.StateFlag.State_MouseOver:
            ground = tokens.accent_soft
        if ground:
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(
                option.rect.adjusted(4, 1, -4, -1), MEASURES.radius_small, MEASURES.radius_small
            )
        painter.setPen(QColor(tokens.line))
        bottom = option.rect.bottom()
        painter.drawLine(
            option.rect.left() + MEASURES.even, bottom, option.rect.right() - MEASURES.even, bottom
        )

    def _fonts(self) -> tuple[QFont, QFont]:
        title = self._look.control_font()
        title.setWeight(QFont.Weight.DemiBold)
        return title, self._look.control_font(MEASURES.caption)


def _write(painter: QPainter, line: QRect, words: tuple[str, QFont, str], room: int) -> None:
    text, font, ink = words
    painter.setFont(font)
    painter.setPen(QColor(ink))
    elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
    painter.drawText(line, _LINE, elided)
