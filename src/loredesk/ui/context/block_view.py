"""One message that was sent: a heading to open it, and its text exactly as it was."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from loredesk.domain.manifest import Block
from loredesk.ui.theme.look import Look
from loredesk.ui.theme.roles import set_role
from loredesk.ui.theme.tokens import MEASURES
from loredesk.ui.widgets.labels import plain_label
from loredesk.ui.widgets.safe_text import SafeText

_LEAST = 60
_BESIDE = 52
"""What the sign before a name and the air around it take."""


class BlockView(QWidget):
    """Shows the name of a block; its text is set when it is opened for the first time."""

    def __init__(self, block: Block, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._block = block
        self._look = look
        self._text: SafeText | None = None
        self._is_open = False
        self._head = QToolButton(self)
        self._head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._head.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._head.setMinimumWidth(_LEAST)
        self._head.clicked.connect(self.toggle)
        self._size = plain_label(self, f"{block.role}  \u00b7  {block.tokens:,}")
        set_role(self._size, "caption")
        row = QHBoxLayout()
        row.addWidget(self._head)
        row.addStretch(1)
        row.addWidget(self._size)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(MEASURES.tight)
        self._column.addLayout(row)
        self._name(block.name)
        self._mark()

    def resizeEvent(self, event: QResizeEvent, /) -> None:  # noqa: N802 - Qt's method
        """End the name in an ellipsis where there is no room for all of it."""
        super().resizeEvent(event)
        room = self.width() - self._size.sizeHint().width() - _BESIDE
        metrics = self._head.fontMetrics()
        self._name(metrics.elidedText(self._block.name, Qt.TextElideMode.ElideRight, room))

    def toggle(self) -> None:
        """Show the text, or hide it."""
        self._is_open = not self._is_open
        if self._text is None:
            self._text = SafeText(self)
            self._text.set_look(self._look, "fixed")
            self._text.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._text.setAccessibleName(self._block.name)
            self._text.document().documentLayout().documentSizeChanged.connect(self._fit)
            self._text.show_plain(self._block.text)
            self._column.addWidget(self._text)
            self._fit()
        self._text.setVisible(self._is_open)
        self._mark()

    def _name(self, words: str) -> None:
        self._head.setText(words.replace("&", "&&"))

    def _fit(self) -> None:
        if self._text is not None:
            height = self._text.document().size().height()
            self._text.setFixedHeight(round(height) + 2 * self._text.frameWidth() + 2)

    def _mark(self) -> None:
        self._look.set_icon(self._head, "chevron-down" if self._is_open else "right", "muted")
        verb = self.tr("Hide") if self._is_open else self.tr("Show")
        self._head.setToolTip(f"{verb} {self._block.name}")
        tokens = self.tr("{0} tokens").format(f"{self._block.tokens:,}")
        self._head.setAccessibleName(f"{verb} {self._block.name}, {self._block.role}, {tokens}")
