"""The sheet of all shortcuts."""

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from loredesk.ui.forms.shortcut_sheet import Ui_ShortcutSheet
from loredesk.ui.theme.roles import set_role
from loredesk.ui.theme.tokens import MEASURES
from loredesk.ui.widgets.labels import plain_label
from loredesk.ui.widgets.tag_chips import TagChips
from loredesk.ui.window.action_spec import MENUS
from loredesk.ui.window.actions import ACTIONS, plain_text, with_shortcuts


class ShortcutSheet(QDialog):
    """Every shortcut, in the order of the menus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = Ui_ShortcutSheet()
        self._form.setupUi(self)
        self._form.buttons.rejected.connect(self.reject)
        self._grid = QGridLayout(self._form.page)
        self._grid.setContentsMargins(0, 0, MEASURES.close, 0)
        self._grid.setHorizontalSpacing(MEASURES.wide)
        self._grid.setVerticalSpacing(MEASURES.close)
        self._grid.setColumnStretch(1, 1)
        for menu in MENUS:
            self._add_section(menu)
        self._grid.setRowStretch(self._grid.rowCount(), 1)

    def _add_section(self, menu: str) -> None:
        rows = with_shortcuts(spec for spec in ACTIONS if spec.menu == menu)
        if not rows:
            return
        heading = plain_label(self._form.page, self.tr(plain_text(menu)))
        set_role(heading, "heading")
        at = self._grid.rowCount()
        self._grid.addWidget(heading, at, 0, 1, 2)
        for row, spec in enumerate(rows, start=at + 1):
            keys = TagChips(self._form.page)
            keys.show_words([_shown(key) for key in spec.shortcuts[:1]])
            keys.setMinimumWidth(_KEYS_WIDTH)
            self._grid.addWidget(keys, row, 0)
            text = plain_label(self._form.page, self.tr(spec.tip), wrap=True)
            self._grid.addWidget(text, row, 1)


_KEYS_WIDTH = 130


def _shown(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
