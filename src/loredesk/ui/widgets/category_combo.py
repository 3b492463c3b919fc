"""What kind of thing an entry is: chosen among what the world knows, or written."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

_LETTERS = 10
"""The least room; a category of the author's own may be longer than any column."""


class CategoryCombo(QComboBox):
    """A category to write, with those that are known to choose from."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LETTERS)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_category(self, category: str, known: Sequence[str], *, when_empty: str = "") -> None:
        """Show *category*, and offer those that are *known*; say what it is *when_empty*."""
        if [self.itemText(at) for at in range(self.count())] != [*known]:
            self.clear()
            self.addItems(known)
        if self.currentText() != category:
            self.setCurrentIndex(self.findText(category))
            self.setEditText(category)
        self._say(when_empty)

    def wheelEvent(self, event: QWheelEvent, /) -> None:  # noqa: N802 - Qt's method
        """Turn the page beneath, unless the keyboard is here: nobody means to change it then."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _say(self, words: str) -> None:
        line = self.lineEdit()
        if line is not None:
            line.setPlaceholderText(words)
