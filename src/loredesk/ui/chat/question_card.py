"""The card that asks before something is withdrawn; the story stays in sight meanwhile."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from loredesk.domain.ids import LoreId
from loredesk.ui.chat.moves_state import Question
from loredesk.ui.theme.roles import set_role, set_tone
from loredesk.ui.theme.tokens import MEASURES
from loredesk.ui.widgets.labels import plain_label

_MOST_NAMED = 6
"""So many newcomers get a line of their own to be kept by."""


class QuestionCard(QFrame):
    """Shows a `Question`, or hides."""

    agreed = Signal()
    refused = Signal()
    kept = Signal(str, bool)
    """Whether the entry of this id is to become canon first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question: Question | None = None
        self._boxes: dict[LoreId, QCheckBox] = {}
        self._sentence = plain_label(self, wrap=True)
        self._hint = plain_label(self, wrap=True)
        self._keeping = plain_label(self, wrap=True)
        self._go_on = QPushButton(self)
        self._cancel = QPushButton(self.tr("Cancel"), self)
        self._choices = QVBoxLayout()
        self._lay_out()
        self._go_on.clicked.connect(self.agreed)
        self._cancel.clicked.connect(self.refused)
        self.setVisible(False)

    def show_question(self, question: Question | None) -> None:
        """Ask *question*, or nothing."""
        before, self._question = self._question, question
        if question is None:
            self.setVisible(False)
            return
        self._sentence.setText(question.sentence)
        self._hint.setText(question.hint)
        self._go_on.setText(question.wish)
        self._offer_keeping(question)
        self.setAccessibleName(f"{question.sentence} {question.hint}")
        self.setVisible(True)
        if before is None:
            self._cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:  # noqa: N802 - Qt's method
        """Leave everything as it is on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.refused.emit()
        else:
            super().keyPressEvent(event)

    def _offer_keeping(self, question: Question) -> None:
        offered = question.keepables[:_MOST_NAMED]
        if [*self._boxes] != [one.entry_id for one in offered]:
            for box in self._boxes.values():
                self._choices.removeWidget(box)
                box.deleteLater()
            self._boxes = {one.entry_id: self._box(one.entry_id) for one in offered}
        for one in offered:
            self._boxes[one.entry_id].setText(one.title.replace("&", "&&"))
            self._boxes[one.entry_id].setChecked(one.kept)
        self._keeping.setVisible(bool(offered))

    def _box(self, entry_id: LoreId) -> QCheckBox:
        box = QCheckBox(self)
        box.setProperty("entry", entry_id)
        box.clicked.connect(self._tell_kept)
        self._choices.addWidget(box)
        return box

    def _tell_kept(self, kept: bool) -> None:  # noqa: FBT001 - a signal's argument
        self.kept.emit(self.sender().property("entry"), kept)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._sentence)
        words.addWidget(self._hint)
        self._keeping.setText(
            self.tr("You have written in these. Tick those to keep in the world's canon:")
        )
        words.addWidget(self._keeping)
        words.addLayout(self._choices)
        buttons = QHBoxLayout()
        buttons.setSpacing(MEASURES.close)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(MEASURES.even, MEASURES.close, MEASURES.even, MEASURES.close)
        column.setSpacing(MEASURES.close)
        column.addLayout(words)
        column.addLayout(buttons)
        set_role(self._hint, "caption")
        set_role(self._keeping, "caption")
        set_role(self._go_on, "primary")
        set_role(self, "card")
        set_tone(self, "warning")
