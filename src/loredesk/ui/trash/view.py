"""The trash on screen."""

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QDialog, QWidget

from loredesk.ui.forms.trash_dialog import Ui_TrashDialog
from loredesk.ui.row_model import RowModel
from loredesk.ui.theme.look import Look
from loredesk.ui.titled_rows import Painted, TitledRows
from loredesk.ui.trash.presenter import TrashPresenter
from loredesk.ui.trash.state import TrashLine, TrashState

_SIZE = (560, 480)
_ICONS = {"message": "chat", "entry": "lore", "session": "history", "world": "world"}


class TrashDialog(QDialog):
    """Shows a `TrashState`; says what is to be restored."""

    line_chosen = Signal(str)
    restore_requested = Signal()
    notice_dismissed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = Ui_TrashDialog()
        self._form.setupUi(self)
        self.resize(*_SIZE)
        form = self._form
        self._model = RowModel(identity=_id_of, spoken=_spoken, parent=self)
        form.lines.setModel(self._model)
        form.lines.setItemDelegate(TitledRows(look, form.lines, _painted))
        form.notice.set_look(look)
        form.empty.set_look(look)
        look.changed.connect(form.lines.viewport().update)
        form.lines.selectionModel().currentChanged.connect(self._choose)
        form.lines.activated.connect(self._restore)
        form.restore.clicked.connect(self.restore_requested)
        form.close.clicked.connect(self.reject)
        form.notice.dismissed.connect(self.notice_dismissed)

    def join(self, presenter: TrashPresenter) -> None:
        """Carry every wish of this dialog to *presenter*."""
        self.line_chosen.connect(presenter.choose)
        self.restore_requested.connect(presenter.restore)
        self.notice_dismissed.connect(presenter.dismiss)
        self.rejected.connect(presenter.close)

    def show_state(self, state: TrashState) -> None:
        """Show *state*, and the dialog itself if it is open."""
        form = self._form
        form.notice.show_notice(state.notice)
        self._model.show_rows(state.lines)
        index = self._model.index_of(state.chosen)
        if index.isValid() and form.lines.currentIndex() != index:
            form.lines.setCurrentIndex(index)
        number = len(state.lines)
        counted = self.tr("1 thing") if number == 1 else f"{number:,} {self.tr('things')}"
        form.summary.setText(f"{counted} {self.tr('in the trash')}" if number else "")
        form.summary.setVisible(bool(number))
        form.restore.setEnabled(state.can_restore)
        form.pages.setCurrentWidget(form.list_page if number else form.empty_page)
        if state.loading:
            form.empty.say("trash", self.tr("Looking into the trash \u2026"))
        else:
            words = self.tr("What you delete lies here until you restore it; nothing is erased.")
            form.empty.say("trash", self.tr("The trash is empty"), words)
        if state.open and not self.isVisible():
            self.open()
        elif not state.open and self.isVisible():
            self.hide()

    def _choose(self, index: QModelIndex) -> None:
        line: TrashLine | None = self._model.row(index)
        if line is not None:
            self.line_chosen.emit(line.id)

    def _restore(self) -> None:
        self.restore_requested.emit()


def _id_of(line: TrashLine) -> str:
    return line.id


def _spoken(line: TrashLine) -> str:
    return line.described


def _painted(line: TrashLine) -> Painted:
    return _ICONS[line.kind], "muted", line.title, line.caption
