"""A choice whose words end in an ellipsis where there is no room for them."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter

_BESIDE_ICON, _SPARE = 8, 12


class ElidedCombo(QComboBox):
    """A combo box that says with an ellipsis that a name goes on; Qt would just cut it."""

    def paintEvent(self, _event: QPaintEvent, /) -> None:  # noqa: N802 - Qt's method
        """Paint the frame, and as much of the chosen words as fits."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self.shown_text()
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's method
        """Return room for the longest words, and a little more than Qt reckons with."""
        return super().sizeHint() + QSize(_SPARE, 0)

    def shown_text(self) -> str:
        """Return the chosen words as they fit."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox,
            option,
            QStyle.SubControl.SC_ComboBoxEditField,
            self,
        )
        room = field.width()
        if not self.itemIcon(self.currentIndex()).isNull():
            room -= self.iconSize().width() + _BESIDE_ICON
        return self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, max(room, 0)
        )
