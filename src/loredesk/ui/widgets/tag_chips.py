"""A handful of words as chips."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QWidget

from loredesk.ui.theme.roles import Tone, set_role, set_tone
from loredesk.ui.widgets.flow_layout import FlowLayout
from loredesk.ui.widgets.labels import plain_label


def chip(parent: QWidget | None, text: str, tone: Tone = "plain") -> QLabel:
    """Return one word or two on a ground of *tone*."""
    label = plain_label(parent, text)
    set_role(label, "chip")
    set_tone(label, tone)
    return label


class TagChips(QWidget):
    """Shows words as chips, in as many lines as they need."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self)
        self._shown: tuple[tuple[str, Tone], ...] = ()

    def show_words(self, words: Sequence[str], tone: Tone = "plain") -> None:
        """Show *words*, all in one tone."""
        self.show_chips([(word, tone) for word in words])

    def show_chips(self, chips: Sequence[tuple[str, Tone]]) -> None:
        """Show words, each in a tone of its own."""
        if tuple(chips) == self._shown:
            return
        self._shown = tuple(chips)
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.setParent(None)
                old.deleteLater()
        for text, tone in chips:
            self._flow.addWidget(chip(self, text, tone))
        self.setAccessibleName(", ".join(text for text, _ in chips))
        self.setVisible(bool(chips))
        self.updateGeometry()
