"""A text that is as tall as what it says, for sheets that scroll as a whole."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from loredesk.ui.widgets.safe_text import SafeText

_SPARE = 2


class GrowingText(SafeText):
    """Safe text without scroll bars; its height follows from its width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def show_html(self, html: str) -> None:
        """Show *html* of our own making, in which all that is foreign has been escaped."""
        self.setHtml(html)
        self._fit()

    def resizeEvent(self, event: QResizeEvent, /) -> None:  # noqa: N802 - Qt's method
        """Take the height the text needs at the new width."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's method
        """Return the size of the text as it is laid out."""
        return QSize(super().sizeHint().width(), self._needed())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's method
        """Return that it may be narrow but not cut."""
        return QSize(60, self._needed())

    def _fit(self) -> None:
        self.setFixedHeight(self._needed())

    def _needed(self) -> int:
        margins = self.contentsMargins()
        frame = margins.top() + margins.bottom()
        return round(self.document().size().height()) + frame + _SPARE
