"""One change of a proposal: its words, and the tick that says whether it is accepted."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget

from loredesk.domain.diff import Span
from loredesk.ui.review.diff_html import diff_html
from loredesk.ui.review.growing_text import GrowingText
from loredesk.ui.review.passages import Change
from loredesk.ui.theme.look import Look
from loredesk.ui.theme.roles import set_role, set_tone
from loredesk.ui.theme.tokens import MEASURES


class ChangeCard(QFrame):
    """Shows a change word by word; where it can be chosen, with a box to tick."""

    ticked = Signal(int, bool)

    def __init__(
        self, look: Look, change: Change, parent: QWidget | None = None, *, fresh: bool = False
    ) -> None:
        super().__init__(parent)
        self._fresh = fresh
        """Whether there was no text before, so that all of it is new and needs no marks."""
        self._look = look
        self._change = change
        self._box = QCheckBox(self)
        self._words = GrowingText(self)
        self._words.set_look(look, "story")
        self._words.setAccessibleName(change.described)
        self._box.setAccessibleDescription(change.described)
        set_role(self, "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(MEASURES.even, MEASURES.close, MEASURES.even, MEASURES.close)
        column.setSpacing(MEASURES.tight)
        column.addWidget(self._words)
        column.addWidget(self._box)
        self._box.toggled.connect(self._tell)
        look.changed.connect(self._paint_words)
        self._paint_words()

    @property
    def number(self) -> int:
        """Return the number of the change."""
        return self._change.number

    def show_tick(self, *, choosable: bool, accepted: bool) -> None:
        """Show whether the change can be chosen, and whether it is."""
        self._box.setVisible(choosable)
        self._box.blockSignals(True)  # noqa: FBT003 - Qt's method
        self._box.setChecked(accepted)
        self._box.blockSignals(False)  # noqa: FBT003 - Qt's method
        said = self.tr("Accept this change") if accepted else self.tr("Stays as it was")
        self._box.setText(said)
        set_tone(self, "plain" if accepted or not choosable else "warning")

    def _tell(self, checked: bool) -> None:  # noqa: FBT001 - Qt's slot
        self.ticked.emit(self._change.number, checked)

    def _paint_words(self) -> None:
        spans = self._change.spans
        if self._fresh:
            spans = tuple(Span("same", span.text) for span in spans)
        self._words.show_html(diff_html(spans, self._look.tokens))
