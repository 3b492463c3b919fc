"""Painting the rows of lists: the ground under a row, and lines of text that end in time."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyleOptionViewItem, QWidget

from loredesk.ui.theme.tokens import MEASURES, Tokens

_EDGE = 6


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, tokens: Tokens) -> None:
    """Paint what says that a row is chosen, under the pointer, or has the keyboard."""
    state = option.state
    chosen = bool(state & QStyle.StateFlag.State_Selected)
    hovered = bool(state & QStyle.StateFlag.State_MouseOver)
    focused = bool(state & QStyle.StateFlag.State_HasFocus)
    if not (chosen or hovered or focused):
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(tokens.focus), 1) if focused else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.selection if chosen else tokens.accent_soft))
    place = QRectF(row_rect(option)).adjusted(1.5, 1.5, -1.5, -1.5)
    painter.drawRoundedRect(place, MEASURES.radius, MEASURES.radius)
    painter.restore()


def row_rect(option: QStyleOptionViewItem) -> QRect:
    """Return where the row of *option* is, a little off the edge of the list."""
    rect: QRect = option.rect
    return rect.adjusted(0, 0, -_EDGE, 0)


def paint_line(painter: QPainter, place: QRect, text: str, font: QFont, colour: str) -> None:
    """Paint one line of *text*, with an ellipsis where it does not fit."""
    painter.setFont(font)
    painter.setPen(QColor(colour))
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    vertical = Qt.AlignmentFlag.AlignVCenter
    painter.drawText(place, vertical | Qt.TextFlag.TextSingleLine, shown)


def paint_pill(
    painter: QPainter, place: QRect, text: str, font: QFont, colours: tuple[str, str]
) -> None:
    """Paint *text* on a rounded ground; *colours* are the ink and the ground."""
    ink, ground = colours
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
    painter.setPen(QColor(ink))
    painter.setFont(font)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def pill_size(text: str, font: QFont) -> tuple[int, int]:
    """Return the width and height of a pill that says *text*."""
    metrics = QFontMetrics(font)
    return metrics.horizontalAdvance(text) + 2 * MEASURES.close, metrics.height() + MEASURES.tight


def bold(font: QFont) -> QFont:
    """Return *font* a little heavier."""
    result = QFont(font)
    result.setWeight(QFont.Weight.DemiBold)
    return result


def list_width(widget: QWidget | None) -> int:
    """Return how wide the rows of the list *widget* are."""
    return widget.viewport().width() - _EDGE if isinstance(widget, QListView) else 320
