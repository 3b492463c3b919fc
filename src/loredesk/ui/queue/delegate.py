"""How a task looks in the list: what it does, where it stands, and in full why it failed."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from loredesk.domain.tasks import TaskStatus, TaskType
from loredesk.ui.queue.state import TaskLine
from loredesk.ui.row_model import ROW, Index
from loredesk.ui.row_paint import (
    bold,
    list_width,
    paint_ground,
    paint_line,
    paint_pill,
    pill_size,
    row_rect,
)
from loredesk.ui.theme.look import Look
from loredesk.ui.theme.tokens import MEASURES

_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_TALLEST = 10_000
_ICONS = {
    TaskType.ANALYZE_TURN: "chat",
    TaskType.UPDATE_NOTE: "note",
    TaskType.CREATE_ENTITY: "spark",
    TaskType.SIMULATE_WORLD: "world",
    TaskType.EMBED_DOCUMENT: "search",
    TaskType.SUMMARIZE: "chapters",
}
_TONES = {
    TaskStatus.PENDING: ("muted", "sunken"),
    TaskStatus.PROCESSING: ("info_ink", "info_soft"),
    TaskStatus.COMPLETED: ("success_ink", "success_soft"),
    TaskStatus.FAILED: ("danger_ink", "danger_soft"),
    TaskStatus.CANCELLED: ("muted", "sunken"),
    TaskStatus.PARKED: ("warning_ink", "warning_soft"),
}


class TaskDelegate(QStyledItemDelegate):
    """Paints one task; the sentence of an error is never cut."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._list = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index, /) -> QSize:  # noqa: N802 - Qt's method
        """Return room for two lines, and for all of the error."""
        line: TaskLine | None = index.data(ROW)
        if line is None:
            return QSize()
        width = list_width(self._list)
        title = QFontMetrics(self._look.control_font()).height()
        caption = QFontMetrics(self._small()).height()
        height = title + caption + 2 * MEASURES.close
        if line.error:
            room = QRect(0, 0, width - self._left() - MEASURES.close, _TALLEST)
            text = QFontMetrics(self._small()).boundingRect(room, _wrapped(), line.error)
            height += text.height() + MEASURES.tight
        return QSize(160, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        """Paint the task at *index*."""
        line: TaskLine | None = index.data(ROW)
        if line is None:
            return
        painter.save()
        paint_ground(painter, option, self._look.tokens)
        edge = MEASURES.close
        inside = row_rect(option).adjusted(edge, edge - 1, -edge, -edge + 1)
        icon = self._look.pixmap(_ICONS[line.task_type], "accent_ink", MEASURES.icon, self._list)
        painter.drawPixmap(inside.topLeft(), icon)
        inside.setLeft(inside.left() - edge + self._left())
        self._paint_words(painter, inside, line)
        painter.restore()

    def _paint_words(self, painter: QPainter, inside: QRect, line: TaskLine) -> None:
        tokens, small = self._look.tokens, self._small()
        font = bold(self._look.control_font())
        pill = self._paint_status(painter, inside, line)
        height = QFontMetrics(font).height()
        title = QRect(
            inside.left(), inside.top(), pill.left() - inside.left() - MEASURES.close, height
        )
        paint_line(painter, title, line.about or line.does, font, tokens.text)
        caption = QRect(
            inside.left(), title.bottom() + 1, inside.width(), QFontMetrics(small).height()
        )
        does = line.does if line.about else ""
        parts = (does, line.when, line.tries, line.remark)
        words = " \u00b7 ".join(part for part in parts if part)
        paint_line(painter, caption, words, small, tokens.muted)
        if line.error:
            failed = line.status is TaskStatus.FAILED
            painter.setFont(small)
            painter.setPen(QColor(tokens.danger_ink if failed else tokens.warning_ink))
            room = inside.adjusted(
                0, caption.bottom() - inside.top() + MEASURES.tight, 0, MEASURES.close
            )
            painter.drawText(room, _wrapped(), line.error)

    def _paint_status(self, painter: QPainter, inside: QRect, line: TaskLine) -> QRect:
        small = self._small()
        width, height = pill_size(line.stands, small)
        place = QRect(inside.right() - width, inside.top() - 1, width, height)
        ink, ground = _TONES[line.status]
        colours = (self._look.colour(ink), self._look.colour(ground))
        paint_pill(painter, place, line.stands, small, colours)
        return place

    def _left(self) -> int:
        """Return where the words begin, behind the icon."""
        return MEASURES.close + MEASURES.icon + MEASURES.close

    def _small(self) -> QFont:
        return self._look.control_font(MEASURES.caption)


def _wrapped() -> int:
    return int(Qt.TextFlag.TextWordWrap.value | _WRAPPED.value)
