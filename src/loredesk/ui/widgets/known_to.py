"""The button that says who in the story knows a thing, and lets the author say who does."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from loredesk.domain.ids import LoreId
from loredesk.domain.knowing import known_to
from loredesk.domain.visibility import EVERYONE, Visibility

_SPARE = 28
"""What the frame of a button takes from its words."""


class KnownTo(QPushButton):
    """Shows a visibility in words that end in an ellipsis where there is no room for them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._visibility = EVERYONE
        self._names: Mapping[LoreId, str] = {}
        self._whole = ""
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.show_known(EVERYONE, {})

    @property
    def visibility(self) -> Visibility:
        """Return what is shown."""
        return self._visibility

    @property
    def names(self) -> Mapping[LoreId, str]:
        """Return the titles that are known of those who may be named."""
        return self._names

    def show_known(self, visibility: Visibility, names: Mapping[LoreId, str]) -> None:
        """Show *visibility*, where those who are named in it have these *names*."""
        self._visibility, self._names = visibility, names
        said = known_to(visibility, names)
        self._whole = said[:1].upper() + said[1:]
        self.setAccessibleName(self.tr("Known to: ") + said)
        self.setToolTip(self.tr("Known to {0}. Choose who in the story knows this.").format(said))
        self._fit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's method
        """Return room for a word."""
        return QSize(self.fontMetrics().averageCharWidth() * 8, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent, /) -> None:  # noqa: N802 - Qt's method
        """Fit the words into the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = max(self.width() - _SPARE, 0)
        mode = Qt.TextElideMode.ElideRight
        # An ampersand would be taken for the mark of a shortcut.
        self.setText(self.fontMetrics().elidedText(self._whole, mode, room).replace("&", "&&"))
