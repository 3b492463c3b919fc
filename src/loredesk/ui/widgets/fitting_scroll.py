"""A place that is as high as what is in it wishes, and scrolls where there is less room."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

_LEAST = 72


class FittingScroll(QScrollArea):
    """Takes the height its widget wishes for at the width there is, never more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def setWidget(self, widget: QWidget, /) -> None:  # noqa: N802 - Qt's method
        """Show *widget*, and follow its wishes."""
        super().setWidget(widget)
        widget.installEventFilter(self)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:  # noqa: N802 - Qt's method
        """Ask for another height where the widget wishes for one."""
        if watched is self.widget() and event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's method
        """Return the height of the widget at the width there is."""
        return QSize(120, self._wished(self.width()))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's method
        """Return what still shows something."""
        return QSize(60, min(self._wished(self.width()), _LEAST))

    def resizeEvent(self, event: QResizeEvent, /) -> None:  # noqa: N802 - Qt's method
        """Wish for another height at another width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        # Not by Qt: it would make the widget as high as its words are at their narrowest.
        widget = self.widget()
        if widget is None:
            return
        width = self.width()
        if self._wished(width) > self.height():
            width -= self.verticalScrollBar().sizeHint().width()
        widget.resize(width, self._wished(width))
        self.updateGeometry()

    def _wished(self, width: int) -> int:
        widget = self.widget()
        if widget is None:
            return 0
        wished = widget.heightForWidth(width) if widget.hasHeightForWidth() else -1
        return wished if wished >= 0 else widget.sizeHint().height()
