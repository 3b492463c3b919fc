"""Painting scores: the name of a search and a little bar beside it, in as many lines as it takes."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from loredesk.ui.context.bars import Bar, found_by
from loredesk.ui.row_paint import paint_line
from loredesk.ui.theme.look import Look
from loredesk.ui.theme.tokens import MEASURES, Tokens

_TRACK, _HEIGHT = 26, 5
_LEAST = 2.0


def bar_lines(bars: Sequence[Bar], font: QFont, room: int) -> list[list[Bar]]:
    """Return *bars* in lines, as many to a line as *room* holds."""
    lines: list[list[Bar]] = []
    left = 0
    for bar in bars:
        width = _width(font, bar)
        if not lines or left + width > room:
            lines.append([])
            left = 0
        lines[-1].append(bar)
        left += width + MEASURES.close
    return lines


def paint_bars(
    painter: QPainter, bars: Sequence[Bar], line: QRect, font: QFont, tokens: Tokens
) -> None:
    """Paint *bars* side by side on *line*."""
    left = line.left()
    for bar in bars:
        name = QRect(left, line.top(), _width(font, bar) - _TRACK, line.height())
        paint_line(painter, name, bar.name, font, tokens.muted)
        top = line.top() + (line.height() - _HEIGHT) / 2 + 0.5
        track = QRectF(left + name.width(), top, _TRACK, _HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.line))
        painter.drawRoundedRect(track, 2, 2)
        track.setWidth(max(_LEAST, _TRACK * min(1.0, bar.share)))
        painter.setBrush(QColor(tokens.accent))
        painter.drawRoundedRect(track, 2, 2)
        left += _width(font, bar) + MEASURES.close


class BarsView(QWidget):
    """Shows the scores of one thing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look: Look | None = None
        self._bars: tuple[Bar, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_look(self, look: Look) -> None:
        """Wear the type and colours of *look*, also when they change."""
        if self._look is None:
            look.changed.connect(self.update)
        self._look = look

    def show_bars(self, bars: tuple[Bar, ...]) -> None:
        """Show *bars*, or hide where there are none."""
        self._bars = bars
        self.setVisible(bool(bars))
        self.setAccessibleName(found_by(bars))
        self.setToolTip("\n".join(f"{bar.name} {bar.value:.2f}" for bar in bars))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's method
        """Return that its height follows from its width."""
        return True

    def heightForWidth(self, width: int, /) -> int:  # noqa: N802 - Qt's method
        """Return the height of all lines at *width*."""
        font = self._font()
        return len(bar_lines(self._bars, font, width)) * QFontMetrics(font).height()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's method
        """Return room for one line."""
        return QSize(120, QFontMetrics(self._font()).height())

    def paintEvent(self, event: QPaintEvent, /) -> None:  # noqa: N802 - Qt's method
        """Paint the bars, line by line."""
        if self._look is None:
            return
        font = self._font()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = QRect(0, 0, self.width(), QFontMetrics(font).height())
        for bars in bar_lines(self._bars, font, self.width()):
            paint_bars(painter, bars, line, font, self._look.tokens)
            line.translate(0, line.height())
        painter.end()

    def _font(self) -> QFont:
        return self._look.control_font(MEASURES.caption) if self._look is not None else self.font()


def _width(font: QFont, bar: Bar) -> int:
    return QFontMetrics(font).horizontalAdvance(bar.name) + MEASURES.tight + _TRACK
