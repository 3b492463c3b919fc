"""A bar that shows what a budget was spent on, and the names of its colours."""

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolTip, QWidget

from loredesk.ui.context.parts import BudgetPart
from loredesk.ui.theme.look import Look
from loredesk.ui.theme.roles import set_role
from loredesk.ui.theme.tokens import MEASURES
from loredesk.ui.widgets.flow_layout import FlowLayout
from loredesk.ui.widgets.labels import plain_label

_HEIGHT = 10
_GAP = 1.0
_SWATCH = 9
_COLOURS = ("accent", "warning_ink", "info_ink", "success_ink", "speech", "danger_ink", "muted")


def colour_of(number: int) -> str:
    """Return the role of the colour of the part of this number."""
    return _COLOURS[number % len(_COLOURS)]


class BudgetBar(QWidget):
    """Shows each part as a length of the budget; says in words what it shows."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._parts: tuple[BudgetPart, ...] = ()
        self._budget = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Budget"))
        look.changed.connect(self.update)

    def show_budget(self, parts: tuple[BudgetPart, ...], budget: int) -> None:
        """Show what each of *parts* took of *budget*."""
        self._parts = parts
        self._budget = budget
        self.setAccessibleDescription("; ".join(part.words for part in parts))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's method
        """Return the height of the bar."""
        return QSize(120, _HEIGHT)

    def paintEvent(self, event: QPaintEvent, /) -> None:  # noqa: N802 - Qt's method
        """Paint the track and the parts on it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._look.tokens.sunken))
        painter.drawRoundedRect(QRectF(self.rect()), 3, 3)
        for number, (_, area) in enumerate(self._areas()):
            painter.setBrush(QColor(self._look.colour(colour_of(number))))
            painter.drawRoundedRect(area, 2, 2)
        painter.end()

    def event(self, event: QEvent, /) -> bool:
        """Say which part the pointer is on."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.words_at(event.pos()), self)
            return True
        return super().event(event)

    def words_at(self, point: QPoint) -> str:
        """Return what the part at *point* is."""
        for part, area in self._areas():
            if area.left() <= point.x() <= area.right() + _GAP:
                return part.words
        return self.tr("Free")

    def _areas(self) -> list[tuple[BudgetPart, QRectF]]:
        used = sum(part.tokens for part in self._parts)
        scale = self.width() / max(1, used, self._budget)
        areas, left = [], 0.0
        for part in self._parts:
            width = part.tokens * scale
            areas.append((part, QRectF(left, 0, max(1.0, width - _GAP), self.height())))
            left += width
        return areas


class BudgetLegend(QWidget):
    """Names the parts of a budget with their colours and tokens, as many to a line as fit."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._flow = FlowLayout(self, spacing=MEASURES.tight)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_budget(self, parts: tuple[BudgetPart, ...], budget: int) -> None:
        """Name *parts*, and what is left of *budget*."""
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.setParent(None)
                old.deleteLater()
        for number, part in enumerate(parts):
            self._add(f"{part.name} {part.tokens:,}", colour_of(number))
        free = budget - sum(part.tokens for part in parts)
        if free > 0:
            self._add(self.tr("Free {0}").format(f"{free:,}"), "sunken")

    def _add(self, words: str, role: str) -> None:
        entry = QWidget(self)
        row = QHBoxLayout(entry)
        row.setContentsMargins(0, 0, MEASURES.close, 0)
        row.setSpacing(MEASURES.tight)
        row.addWidget(_Swatch(self._look, role, entry))
        label = plain_label(entry, words)
        set_role(label, "caption")
        row.addWidget(label)
        self._flow.addWidget(entry)


class _Swatch(QWidget):
    """A little square of a colour of the look."""

    def __init__(self, look: Look, role: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._role = role
        self.setFixedSize(_SWATCH, _SWATCH)
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent, /) -> None:  # noqa: N802 - Qt's method
        """Paint the square."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(self._look.tokens.line_strong))
        painter.setBrush(QColor(self._look.colour(self._role)))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        painter.end()
