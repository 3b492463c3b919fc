"""How a row of a context looks: what it is, what is said of it, why, and what found it."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from loredesk.domain.ids import LoreId
from loredesk.domain.manifest import Unit
from loredesk.domain.steering import Steer
from loredesk.ui.context.bar_paint import bar_lines, paint_bars
from loredesk.ui.context.rows import Heading, Row
from loredesk.ui.row_model import ROW, Index
from loredesk.ui.row_paint import bold, list_width, paint_ground, paint_line, row_rect
from loredesk.ui.steered import WORDS
from loredesk.ui.theme.look import Ink, Look
from loredesk.ui.theme.tokens import MEASURES

ICONS = {
    Unit.ENTRY: "lore",
    Unit.PASSAGE: "quote",
    Unit.SUMMARY: "note",
    Unit.EVENT: "review",
    Unit.SENTENCE: "eye-off",
}
_PILLS: dict[Steer, tuple[Ink, str]] = {
    Steer.PIN: ("accent_ink", "accent_soft"),
    Steer.BOOST: ("info_ink", "info_soft"),
    Steer.BAN: ("danger_ink", "danger_soft"),
}
_ICON, _PILL_ICON, _PILL_EDGE = 16, 12, 6
_INDENT = _ICON + 6
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | _MIDDLE


class RowDelegate(QStyledItemDelegate):
    """Paints rows and the headings over them."""

    def __init__(
        self, look: Look, parent: QWidget, steer_of: Callable[[LoreId | None], Steer | None]
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._list = parent
        self._steer_of = steer_of

    def sizeHint(self, option: QStyleOptionViewItem, index: Index, /) -> QSize:  # noqa: N802 - Qt's method
        """Return room for as many lines as the row has."""
        row = index.data(ROW)
        title, small = self._fonts()
        line = QFontMetrics(small).height()
        if isinstance(row, Heading):
            return heading_size(self._look)
        room = list_width(self._list) - 2 * MEASURES.even - _INDENT
        lines = bool(row.words) + self._has_reason(row) + len(bar_lines(row.bars, small, room))
        return QSize(160, QFontMetrics(title).height() + lines * line + 2 * MEASURES.close)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        """Paint the ground, then the lines."""
        row = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = row_rect(option)
        if isinstance(row, Heading):
            paint_heading(painter, row, place, self._look)
        elif row is not None:
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
        """Say everything of the row under the pointer, numbers too."""
        row = index.data(ROW)
        if event is None or view is None or not isinstance(row, Row):
            return False
        QToolTip.showText(event.globalPos(), row.whole, view)
        return True

    def _paint_row(self, painter: QPainter, row: Row, place: QRect) -> None:
        tokens = self._look.tokens
        title, small = self._fonts()
        area = place.adjusted(MEASURES.even, MEASURES.close, -MEASURES.even, -MEASURES.close)
        icon = self._look.pixmap(ICONS[row.unit], "muted", _ICON, self._list)
        painter.drawPixmap(area.topLeft() + QPoint(0, 1), icon)
        line = QRect(area.left() + _INDENT, area.top(), area.width() - _INDENT, 0)
        line.setHeight(QFontMetrics(title).height())
        if row.size:
            painter.setFont(small)
            painter.setPen(QColor(tokens.muted))
            painter.drawText(line, _RIGHT, row.size)
        room = line.adjusted(0, 0, -_advance(small, row.size) - MEASURES.close, 0)
        paint_line(painter, room if row.size else line, row.title, title, tokens.text)
        line = _below(line, small)
        if row.words:
            paint_line(painter, line, row.words, small, tokens.text)
            line = _below(line, small)
        if self._has_reason(row):
            left = self._paint_pills(painter, row, line)
            rest = line.adjusted(left, 0, 0, 0)
            paint_line(painter, rest, row.reason, small, tokens.muted if row.words else tokens.text)
            line = _below(line, small)
        for bars in bar_lines(row.bars, small, line.width()):
            paint_bars(painter, bars, line, small, tokens)
            line = _below(line, small)

    def _paint_pills(self, painter: QPainter, row: Row, line: QRect) -> int:
        """Paint what stands before the reason; return the room it took."""
        left = 0
        steer = self._steer_of(row.entry_id)
        if steer is not None:
            ink, ground = _PILLS[steer]
            words = WORDS[steer]
            left += self._paint_pill(painter, line, words.standing, words.icon, (ink, ground))
        if row.is_cut:
            at = line.adjusted(left, 0, 0, 0)
            left += self._paint_pill(painter, at, "Cut to fit", "", ("warning_ink", "warning_soft"))
        return left

    def _paint_pill(
        self, painter: QPainter, line: QRect, text: str, icon: str, colours: tuple[Ink, str]
    ) -> int:
        ink, ground = colours
        small = self._look.control_font(MEASURES.caption)
        mark = _PILL_ICON + 3 if icon else 0
        width = _advance(small, text) + mark + 2 * _PILL_EDGE + 2
        pill = QRect(line.left(), line.top(), width, line.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._look.colour(ground)))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        if icon:
            drawn = self._look.pixmap(icon, ink, _PILL_ICON, self._list)
            painter.drawPixmap(
                pill.left() + _PILL_EDGE, pill.top() + (pill.height() - _PILL_ICON) // 2, drawn
            )
        words = pill.adjusted(_PILL_EDGE + mark, 0, 0, 0)
        paint_line(painter, words, text, small, self._look.colour(ink))
        return width + _PILL_EDGE

    def _has_reason(self, row: Row) -> bool:
        return bool(row.reason or row.is_cut or self._steer_of(row.entry_id))

    def _fonts(self) -> tuple[QFont, QFont]:
        return bold(self._look.control_font()), self._look.control_font(MEASURES.caption)


def _below(line: QRect, font: QFont) -> QRect:
    height = QFontMetrics(font).height()
    return QRect(line.left(), line.bottom() + 1, line.width(), height)


def _advance(font: QFont, text: str) -> int:
    return QFontMetrics(font).horizontalAdvance(text)


def heading_size(look: Look) -> QSize:
    """Return the room a heading takes."""
    line = QFontMetrics(look.control_font(MEASURES.caption)).height()
    return QSize(160, line + MEASURES.even + MEASURES.tight)


def paint_heading(painter: QPainter, heading: Heading, place: QRect, look: Look) -> None:
    """Paint what the rows below have in common, and how many they are."""
    tokens = look.tokens
    small = look.control_font(MEASURES.caption)
    line = place.adjusted(MEASURES.even, MEASURES.close, -MEASURES.even, -1)
    room = line.adjusted(0, 0, -_advance(small, heading.size) - MEASURES.close, 0)
    paint_line(painter, room, heading.title, bold(small), tokens.accent_ink)
    painter.setFont(small)
    painter.setPen(QColor(tokens.muted))
    painter.drawText(line, _RIGHT, heading.size)
    painter.setPen(QColor(tokens.line))
    painter.drawLine(line.bottomLeft(), line.bottomRight())
