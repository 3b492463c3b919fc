"""A bar that shows how much of the budget was used, part by part."""

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from loredesk.domain.manifest import Block
from loredesk.ui.theme.look import Look

_HEIGHT = 10
_GAP = 1.0
_SHADES = (255, 165, 205, 130)


class BudgetBar(QWidget):
    """Shows each block as a length of the budget; says in words what it shows."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._blocks: tuple[Block, ...] = ()
        self._budget = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Budget"))
        look.changed.connect(self.update)

    def show_budget(self, blocks: tuple[Block, ...], budget: int) -> None:
        """Show what each of *blocks* took of *budget*."""
        self._blocks = blocks
        self._budget = budget
        self.setAccessibleDescription("; ".join(_words(block) for block in blocks))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's method
        """Return the height of the bar."""
        return QSize(120, _HEIGHT)

    def paintEvent(self, event: QPaintEvent, /) -> None:  # noqa: N802 - Qt's method
        """Paint the track and the parts on it."""
        tokens = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.sunken))
        painter.drawRoundedRect(QRectF(self.rect()), 3, 3)
        is_over = sum(block.tokens for block in self._blocks) > self._budget
        for number, (_, area) in enumerate(self._parts()):
            colour = QColor(tokens.danger_ink if is_over else tokens.accent)
            colour.setAlpha(_SHADES[number % len(_SHADES)])
            painter.setBrush(colour)
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
        for block, area in self._parts():
            if area.left() <= point.x() <= area.right() + _GAP:
                return _words(block)
        return self.tr("Free")

    def _parts(self) -> list[tuple[Block, QRectF]]:
        used = sum(block.tokens for block in self._blocks)
        scale = self.width() / max(1, used, self._budget)
        parts, left = [], 0.0
        for block in self._blocks:
            width = block.tokens * scale
            if block.tokens:
                parts.append((block, QRectF(left, 0, max(1.0, width - _GAP), self.height())))
            left += width
        return parts


def _words(block: Block) -> str:
    return f"{block.name}: {block.tokens:,} tokens"
