"""The command palette: everything one can do, found by typing."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QHeaderView, QTreeWidgetItem, QWidget

from loredesk.ui.forms.command_palette import Ui_CommandPalette
from loredesk.ui.theme.look import Look
from loredesk.ui.theme.tokens import MEASURES
from loredesk.ui.window.action_spec import ActionSpec
from loredesk.ui.window.actions import matches, plain_text

_ID = Qt.ItemDataRole.UserRole
_MOVES = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class CommandPalette(QDialog):
    """A line to type in and the commands that fit it."""

    chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self._look = look
        self._actions: Sequence[ActionSpec] = ()
        self._form = Ui_CommandPalette()
        self._form.setupUi(self)
        self._form.commands.setIconSize(QSize(MEASURES.icon, MEASURES.icon))
        header = self._form.commands.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._form.filter.textChanged.connect(self._narrow)
        self._form.filter.installEventFilter(self)
        self._form.filter.returnPressed.connect(self._choose)
        self._form.commands.itemClicked.connect(self._choose)
        look.changed.connect(self._renew)

    def offer(self, actions: Sequence[ActionSpec]) -> None:
        """Offer *actions* and wait for a choice."""
        self._actions = actions
        self._form.filter.clear()
        self._narrow("")
        self._form.filter.setFocus()
        self.open()

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:  # noqa: N802 - Qt's method
        """Let the arrow keys move in the list while the cursor stays in the line."""
        if isinstance(event, QKeyEvent) and self._is_move(event):
            self._form.commands.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def _renew(self) -> None:
        self._narrow(self._form.filter.text())

    def _is_move(self, event: QKeyEvent) -> bool:
        return event.type() == QEvent.Type.KeyPress and Qt.Key(event.key()) in _MOVES

    def _narrow(self, wanted: str) -> None:
        fitting = [spec for spec in self._actions if matches(spec.text, wanted)]
        self._form.commands.clear()
        items = [self._item(spec) for spec in fitting]
        self._form.commands.addTopLevelItems(items)
        if items:
            self._form.commands.setCurrentItem(items[0])
        self._form.commands.setVisible(bool(fitting))
        self._form.nothing.setVisible(not fitting)

    def _item(self, spec: ActionSpec) -> QTreeWidgetItem:
        keys = QKeySequence(spec.shortcuts[0] if spec.shortcuts else "")
        shown = keys.toString(QKeySequence.SequenceFormat.NativeText)
        item = QTreeWidgetItem([self.tr(plain_text(spec.text)), shown])
        item.setIcon(0, self._look.icon(spec.icon or "command", "muted"))
        item.setToolTip(0, self.tr(spec.tip))
        item.setData(0, _ID, spec.id)
        item.setForeground(1, QColor(self._look.tokens.muted))
        return item

    def _choose(self) -> None:
        item = self._form.commands.currentItem()
        if item is not None:
            self.accept()
            self.chosen.emit(item.data(0, _ID))
