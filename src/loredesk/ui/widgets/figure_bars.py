"""Shares as bars, each with its words, its number, and how it was in another run."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from loredesk.ui.figure_words import Bar, difference_of, share_of
from loredesk.ui.theme.look import Look
from loredesk.ui.theme.roles import set_role, set_tone
from loredesk.ui.theme.tokens import MEASURES
from loredesk.ui.widgets.labels import plain_label
from loredesk.ui.widgets.share_bar import ShareBar

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NOTICEABLE = 0.0005
_WORDS_WIDTH = 140
"""Bars that stand in groups begin below one another."""


class FigureBars(QWidget):
    """A row for each share: what it is of, a bar, the share, and the difference to another run."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look: Look | None = None
        self._rows: list[tuple[QLabel, ShareBar, QLabel, QLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(MEASURES.even)
        self._grid.setVerticalSpacing(MEASURES.even)
        self._grid.setColumnMinimumWidth(0, _WORDS_WIDTH)
        self._grid.setColumnStretch(1, 1)

    def set_look(self, look: Look) -> None:
        """Wear the colours of *look*."""
        self._look = look

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show *bars*, one below the other."""
        for number in range(len(bars)):
            self._row(number)
        for row in self._rows[len(bars) :]:
            for part in row:
                part.setVisible(False)
        for row, bar in zip(self._rows, bars, strict=False):
            self._fill(row, bar)

    def _row(self, number: int) -> None:
        if number < len(self._rows) or self._look is None:
            return
        row = (
            plain_label(self),
            ShareBar(self._look, self),
            plain_label(self),
            plain_label(self),
        )
        set_role(row[2], "heading")
        for column, part in enumerate(row):
            self._grid.addWidget(part, number, column)
        row[2].setAlignment(_RIGHT)
        row[3].setAlignment(_RIGHT)
        self._rows.append(row)

    def _fill(self, row: tuple[QLabel, ShareBar, QLabel, QLabel], shown: Bar) -> None:
        label, bar, number, difference = row
        label.setText(shown.words)
        bar.show_share(shown.share, shown.was)
        number.setText(share_of(shown.share))
        told = "" if shown.was is None else self.tr("It was %s before.") % share_of(shown.was)
        bar.setAccessibleName(shown.words)
        bar.setAccessibleDescription(f"{share_of(shown.share)} {told}".strip())
        for part in row:
            part.setToolTip(f"{shown.explanation} {told}".strip())
            part.setVisible(part is not difference or shown.was is not None)
        if shown.was is not None:
            change = shown.share - shown.was
            difference.setText(difference_of(change))
            better, worse = change > _NOTICEABLE, change < -_NOTICEABLE
            set_tone(difference, "success" if better else "danger" if worse else "plain")
