"""How the review pane shares its room between the list and the sheet."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QListView, QSplitter

_MOST_ABOVE, _BESIDE = 0.3, 0.36
"""The share of the list above the sheet, and beside it."""
_MOST_ABOVE_WRITING = 0.15
"""Its share above an editor, which has more use for the room."""
_FRAME = 8


class Halves(QObject):
    """Gives the list what its rows need but not more than its share, until the author decides."""

    def __init__(self, splitter: QSplitter, rows: QListView) -> None:
        super().__init__(splitter)
        self._splitter = splitter
        self._rows = rows
        self._is_decided = False
        splitter.splitterMoved.connect(self._decide)

    def settle(self, wanted: Qt.Orientation, *, writing: bool = False) -> None:
        """Put the halves beside or above each other, and share the room anew."""
        splitter = self._splitter
        if splitter.orientation() is not wanted:
            splitter.setOrientation(wanted)
            self._is_decided = False
        if not self._is_decided:
            upright = wanted is Qt.Orientation.Vertical
            room = splitter.height() if upright else splitter.width()
            most = _MOST_ABOVE_WRITING if writing else _MOST_ABOVE
            first = min(self._needed(), round(room * most)) if upright else 0
            first = max(first, self._rows.minimumHeight()) if upright else round(room * _BESIDE)
            splitter.setSizes([first, max(room - first, 0)])

    def _needed(self) -> int:
        """Return the height of all rows; counting ends where it no longer matters."""
        height, room = _FRAME, self._splitter.height()
        for row in range(self._rows.model().rowCount()):
            height += max(self._rows.sizeHintForRow(row), 0)
            if height > room:
                break
        return height

    def _decide(self) -> None:
        self._is_decided = True
