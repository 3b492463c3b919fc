"""What a pane shows when there is nothing to show: why, and what to do about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from loredesk.ui.theme.look import Look
from loredesk.ui.theme.roles import set_role
from loredesk.ui.theme.tokens import MEASURES
from loredesk.ui.widgets.labels import plain_label

_ICON_SIZE = 44
_LINE_WIDTH = 340


class EmptyState(QWidget):
    """An icon, a headline, a sentence and, where there is something to do, a button."""

    action_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look: Look | None = None
        self._drawing = ""
        self._icon = QLabel(self)
        self._headline = plain_label(self, wrap=True)
        self._sentence = plain_label(self, wrap=True)
        self._button = QPushButton(self)
        self._button.setVisible(False)
        self._button.clicked.connect(self.action_requested)
        self._lay_out()

    def set_look(self, look: Look) -> None:
        """Wear the icons of *look*, also when they change."""
        if self._look is None:
            look.changed.connect(self._repaint_icon)
        self._look = look
        self._repaint_icon()

    def say(self, icon: str, headline: str, sentence: str = "", *, action: str = "") -> None:
        """Show icon *icon* and these words, and a button that says *action*."""
        self._drawing = icon
        self._headline.setText(headline)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self.setAccessibleName(f"{headline} {sentence}".strip())
        self._repaint_icon()

    def _lay_out(self) -> None:
        set_role(self._headline, "title")
        set_role(self._sentence, "muted")
        centre = Qt.AlignmentFlag.AlignHCenter
        words = QWidget(self)
        words.setMaximumWidth(_LINE_WIDTH)
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MEASURES.close)
        column.addStretch(2)
        for label in (self._icon, self._headline, self._sentence):
            label.setAlignment(centre)
            column.addWidget(label)
        column.addSpacing(MEASURES.close)
        column.addWidget(self._button, 0, centre)
        column.addStretch(3)
        row = QHBoxLayout(self)
        row.setContentsMargins(MEASURES.wide, MEASURES.wide, MEASURES.wide, MEASURES.wide)
        row.addStretch(1)
        row.addWidget(words, 8)
        row.addStretch(1)

    def _repaint_icon(self) -> None:
        if self._look is not None and self._drawing:
            self._icon.setPixmap(self._look.pixmap(self._drawing, "muted", _ICON_SIZE, self))
