"""How a proposal looks in the list: what it is about, what it rests on, and any doubt about it."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from loredesk.domain.proposals import Proposal
from loredesk.ui.review.model import Heading
from loredesk.ui.review.words import doubt, first_event, kind_in_words
from loredesk.ui.row_model import ROW, Index
from loredesk.ui.row_paint import bold, paint_ground, paint_line, row_rect
from loredesk.ui.theme.look import Ink, Look
from loredesk.ui.theme.tokens import MEASURES

_MARK = 16
_DOUBTS: dict[str, tuple[str, Ink]] = {
    "simulated": ("world", "info_ink"),
    "unfounded": ("warning", "warning_ink"),
    "conflict": ("merge", "danger_ink"),
}


class ProposalDelegate(QStyledItemDelegate):
    """Paints headings and proposals."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._list = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index, /) -> QSize:  # noqa: N802 - Qt's method
        """Return room for a heading, or for a name and a caption."""
        caption = QFontMetrics(self._small()).height()
        if isinstance(index.data(ROW), Heading):
            return QSize(160, caption + MEASURES.even)
        title = QFontMetrics(self._look.control_font()).height()
        return QSize(160, title + caption + 2 * MEASURES.close)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        """Paint the line at *index*."""
        row = index.data(ROW)
        painter.save()
        if isinstance(row, Heading):
            self._paint_heading(painter, row_rect(option), row)
        elif isinstance(row, Proposal):
            paint_ground(painter, option, self._look.tokens)
            self._paint_proposal(painter, row_rect(option), row)
        painter.restore()

    def _paint_heading(self, painter: QPainter, place: QRect, heading: Heading) -> None:
        inside = place.adjusted(MEASURES.close, MEASURES.tight, -MEASURES.close, 0)
        text = f"{heading.text} \u00b7 {heading.proposals}"
        paint_line(painter, inside, text, bold(self._small()), self._look.tokens.muted)

    def _paint_proposal(self, painter: QPainter, place: QRect, proposal: Proposal) -> None:
        tokens = self._look.tokens
        edge = MEASURES.close
        inside = place.adjusted(edge, edge - 1, -edge, -edge + 1)
        drawing = "spark" if proposal.entity is not None else "note"
        icon = self._look.pixmap(drawing, "accent_ink", MEASURES.icon, self._list)
        painter.drawPixmap(inside.topLeft(), icon)
        left, right = inside.left() + MEASURES.icon + edge, inside.right()
        mark = doubt(proposal)
        if mark:
            name, ink = _DOUBTS[mark]
            right -= _MARK + MEASURES.tight
            pixmap = self._look.pixmap(name, ink, _MARK, self._list)
            painter.drawPixmap(right + MEASURES.tight, inside.top(), pixmap)
        font, small = bold(self._look.control_font()), self._small()
        height = QFontMetrics(font).height()
        title = QRect(left, inside.top(), right - left, height)
        paint_line(painter, title, proposal.title, font, tokens.text)
        caption = QRect(
            left, title.bottom() + 1, inside.right() - left, QFontMetrics(small).height()
        )
        text = " \u00b7 ".join((kind_in_words(proposal), *first_event(proposal)))
        paint_line(painter, caption, text, small, tokens.muted)

    def _small(self) -> QFont:
        return self._look.control_font(MEASURES.caption)
