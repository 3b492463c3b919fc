"""A few words that others wrote: as tall as they are, up to a few lines."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from loredesk.ui.widgets.safe_text import SafeText

_TALLEST = 108
"""What is longer is scrolled."""
_SPARE = 2


class ShortText(SafeText):
    """Safe text whose height follows from its width and what it says."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent, /) -> None:  # noqa: N802 - Qt's method
        """Take the height the text needs at the new width."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's method
        """Return the size of the text as it is laid out."""
        return QSize(super().sizeHint().width(), self._needed())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's method
        """Return that it may be narrow."""
        return QSize(60, self._needed())

    def _fit(self) -> None:
        self.setFixedHeight(self._needed())

    def _needed(self) -> int:
        margins = self.contentsMargins()
        frame = margins.top() + margins.bottom()
        return min(round(self.document().size().height()) + frame + _SPARE, _TALLEST)
