"""The backups on screen."""

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QDialog, QWidget

from loredesk.domain.backups import Backup
from loredesk.ui.backups.presenter import BackupsPresenter
from loredesk.ui.backups.state import BackupsState, caption, moment
from loredesk.ui.forms.backups_dialog import Ui_BackupsDialog
from loredesk.ui.row_model import RowModel
from loredesk.ui.theme.look import Look
from loredesk.ui.theme.roles import set_tone
from loredesk.ui.titled_rows import Painted, TitledRows

_SIZE = (640, 500)


class BackupsDialog(QDialog):
    """Shows a `BackupsState`; says what is to be made, checked and restored."""

    backup_chosen = Signal(str)
    create_requested = Signal()
    verify_requested = Signal()
    restore_requested = Signal()
    restore_confirmed = Signal()
    restore_cancelled = Signal()
    notice_dismissed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._showing = False
        self._form = Ui_BackupsDialog()
        self._form.setupUi(self)
        self.resize(*_SIZE)
        form = self._form
        self._model = RowModel(identity=_name_of, spoken=_spoken, parent=self)
        form.lines.setModel(self._model)
        form.lines.setItemDelegate(TitledRows(look, form.lines, _painted))
        form.notice.set_look(look)
        form.empty.set_look(look)
        set_tone(form.question, "warning")
        look.changed.connect(form.lines.viewport().update)
        form.lines.selectionModel().currentChanged.connect(self._choose)
        form.create.clicked.connect(self.create_requested)
        form.verify.clicked.connect(self.verify_requested)
        form.restore.clicked.connect(self.restore_requested)
        form.go_on.clicked.connect(self.restore_confirmed)
        form.keep.clicked.connect(self.restore_cancelled)
        form.notice.dismissed.connect(self.notice_dismissed)
        form.close.clicked.connect(self.reject)

    def join(self, presenter: BackupsPresenter) -> None:
        """Carry every wish of this dialog to *presenter*."""
        self.backup_chosen.connect(presenter.choose)
        self.create_requested.connect(presenter.create)
        self.verify_requested.connect(presenter.verify)
        self.restore_requested.connect(presenter.ask)
        self.restore_confirmed.connect(presenter.restore)
        self.restore_cancelled.connect(presenter.keep)
        self.notice_dismissed.connect(presenter.dismiss)
        self.rejected.connect(presenter.close)

    def show_state(self, state: BackupsState) -> None:
        """Show *state*, and the dialog itself if it is open."""
        form = self._form
        self._showing = True
        try:
            self._model.show_rows(state.backups)
            index = self._model.index_of(state.chosen)
            if index.isValid():
                form.lines.setCurrentIndex(index)
        finally:
            self._showing = False
        form.caption.setText(state.doing or self._explained())
        form.notice.show_notice(state.notice)
        form.question.setVisible(state.asks)
        form.question_text.setText(state.question)
        form.create.setEnabled(not state.doing)
        form.verify.setEnabled(state.picked is not None and not state.doing)
        form.restore.setEnabled(state.can_restore and not state.asks)
        form.pages.setCurrentWidget(form.list_page if state.backups else form.empty_page)
        if state.loading:
            form.empty.say("history", self.tr("Looking for backups \u2026"))
        else:
            words = self.tr("Make the first one now, or let Loredesk do it as you write.")
            form.empty.say("history", self.tr("There is no backup yet"), words)
        if state.open and not self.isVisible():
            self.open()
        elif not state.open and self.isVisible():
            self.hide()

    def _explained(self) -> str:
        return self.tr(
            "They are made before risky steps and every 30 minutes of change. "
            "Restoring one keeps what stands here now beside it."
        )

    def _choose(self, index: QModelIndex) -> None:
        row = self._model.row(index)
        if isinstance(row, Backup) and not self._showing:
            self.backup_chosen.emit(row.name)


def _name_of(row: Backup) -> str:
    return row.name


def _spoken(row: Backup) -> str:
    return f"{moment(row)}, {caption(row)}"


def _painted(row: Backup) -> Painted:
    if row.verified:
        return "check", "success_ink", moment(row), caption(row)
    return "warning", "danger_ink", moment(row), caption(row)
