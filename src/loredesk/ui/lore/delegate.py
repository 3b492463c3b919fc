"""How an entry looks in the list: its category, its name, and what is particular about it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from loredesk.domain.ids import LoreId
from loredesk.domain.listings import LoreRow
from loredesk.domain.lore import CATEGORIES
from loredesk.domain.steering import Steer
from loredesk.ui.lore.state import caption, marks
from loredesk.ui.row_model import ROW, Index
from loredesk.ui.row_paint import bold, paint_ground, paint_line, row_rect
from loredesk.ui.theme.look import Ink, Look
from loredesk.ui.theme.tokens import MEASURES

_MARKS: dict[str, tuple[str, Ink]] = {
    Steer.PIN.value: ("pin", "accent_ink"),
    Steer.BOOST.value: ("boost", "info_ink"),
    Steer.BAN.value: ("cancel", "danger_ink"),
    "proposal": ("review", "warning_ink"),
    "note": ("note", "accent_ink"),
    "newcomer": ("spark", "info_ink"),
    "closed": ("eye-off", "warning_ink"),
    "always_on": ("always", "muted"),
}
_MARK = 16


def category_icon(category: str) -> str:
    """Return the name of the icon of *category*; an author's own category has the lore's."""
    return category if category in CATEGORIES else "lore"


class LoreDelegate(QStyledItemDelegate):
    """Paints one row: an icon, two lines, and marks that explain themselves."""

    def __init__(
        self, look: Look, parent: QWidget, steer_of: Callable[[LoreId], Steer | None]
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._list = parent
        self._steer_of = steer_of

    def sizeHint(self, option: QStyleOptionViewItem, index: Index, /) -> QSize:  # noqa: N802 - Qt's method
        """Return room for a name and a caption."""
        title = QFontMetrics(self._look.control_font()).height()
        below = QFontMetrics(self._look.control_font(MEASURES.caption)).height()
        return QSize(160, title + below + 2 * MEASURES.close)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        """Paint the row at *index*."""
        row: LoreRow | None = index.data(ROW)
        if row is None:
            return
        tokens, place = self._look.tokens, row_rect(option)
        painter.save()
        paint_ground(painter, option, tokens)
        inside = place.adjusted(
            MEASURES.close, MEASURES.close - 1, -MEASURES.close, -MEASURES.close + 1
        )
        icon = self._look.pixmap(
            category_icon(row.category), "accent_ink", MEASURES.icon, self._list
        )
        painter.drawPixmap(inside.topLeft(), icon)
        left = inside.left() + MEASURES.icon + MEASURES.close
        right = inside.right() - self._paint_marks(painter, row, place)
        font, small = bold(self._look.control_font()), self._look.control_font(MEASURES.caption)
        height = QFontMetrics(font).height()
        title = QRect(left, inside.top(), right - left, height)
        paint_line(painter, title, row.title, font, tokens.text)
        below = QRect(left, title.bottom() + 1, right - left, QFontMetrics(small).height())
        paint_line(painter, below, caption(row, self._steer_of(row.id)), small, tokens.muted)
        painter.restore()

    def helpEvent(  # noqa: N802 - Qt's method
        self,
        event: QHelpEvent | None,
        view: QAbstractItemView | None,
        option: QStyleOptionViewItem,
        index: Index,
        /,
    ) -> bool:
        """Explain the mark under the pointer."""
        row: Any = index.data(ROW)
        if event is None or view is None or row is None or event.type() != QEvent.Type.ToolTip:
            return False
        said = self.mark_at(row, row_rect(option), event.pos())
        if said:
            QToolTip.showText(event.globalPos(), said, view)
        else:
            QToolTip.hideText()
        return True

    def mark_at(self, row: LoreRow, place: QRect, point: QPoint) -> str:
        """Return the sentence of the mark of *row* under *point*; empty beside the marks."""
        shown = marks(row, self._steer_of(row.id))
        found = zip(shown, _mark_places(len(shown), place), strict=True)
        return next((said for (_, said), where in found if where.contains(point)), "")

    def _paint_marks(self, painter: QPainter, row: LoreRow, place: QRect) -> int:
        shown = marks(row, self._steer_of(row.id))
        places = _mark_places(len(shown), place)
        for (name, _), where in zip(shown, places, strict=True):
            drawing, ink = _MARKS[name]
            painter.drawPixmap(where.topLeft(), self._look.pixmap(drawing, ink, _MARK, self._list))
        return place.right() - places[0].left() if places else 0


def _mark_places(number: int, place: QRect) -> list[QRect]:
    """Return where *number* marks of a row are, in their order from the left."""
    step = _MARK + MEASURES.tight
    left = place.right() - MEASURES.close - number * step + MEASURES.tight
    top = place.top() + MEASURES.close
    return [QRect(left + at * step, top, _MARK, _MARK) for at in range(number)]
