"""The audit log on screen."""

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QDialog, QWidget

from loredesk.domain.audit import AuditEntry
from loredesk.ui.audit.presenter import AuditPresenter
from loredesk.ui.audit.state import AuditState
from loredesk.ui.audit.words import caption_of, entry_html, title_of, verdict_in_words
from loredesk.ui.forms.audit_dialog import Ui_AuditDialog
from loredesk.ui.row_model import RowModel
from loredesk.ui.theme.look import Look
from loredesk.ui.theme.roles import set_tone
from loredesk.ui.titled_rows import Painted, TitledRows

_SIZE = (900, 560)


class AuditDialog(QDialog):
    """Shows an `AuditState`; says what of the log is to be seen."""

    scope_chosen = Signal(object)
    entry_chosen = Signal(int)
    more_requested = Signal()
    check_requested = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._state = AuditState()
        self._showing = False
        self._form = Ui_AuditDialog()
        self._form.setupUi(self)
        self.resize(*_SIZE)
        form = self._form
        self._model = RowModel(identity=_seq_of, spoken=_spoken, parent=self)
        form.lines.setModel(self._model)
        form.lines.setItemDelegate(TitledRows(look, form.lines, _painted))
        form.sides.setStretchFactor(0, 1)
        form.sides.setStretchFactor(1, 1)
        for part in (form.notice, form.empty, form.detail):
            part.set_look(look)
        form.scope.activated.connect(self._choose_scope)
        form.lines.selectionModel().currentChanged.connect(self._choose)
        form.more.clicked.connect(self.more_requested)
        form.check.clicked.connect(self.check_requested)
        form.close.clicked.connect(self.reject)
        look.changed.connect(self._show_detail)
        look.changed.connect(form.lines.viewport().update)

    def join(self, presenter: AuditPresenter) -> None:
        """Carry every wish of this dialog to *presenter*."""
        self.scope_chosen.connect(presenter.show_only)
        self.entry_chosen.connect(presenter.choose)
        self.more_requested.connect(presenter.more)
        self.check_requested.connect(presenter.check)
        self.rejected.connect(presenter.close)

    def show_state(self, state: AuditState) -> None:
        """Show *state*, and the dialog itself if it is open."""
        was, self._state = self._state, state
        form = self._form
        self._showing = True
        try:
            if state.scopes != was.scopes or not form.scope.count():
                form.scope.clear()
                for scope in state.scopes:
                    form.scope.addItem(scope.name, scope)
            form.scope.setCurrentIndex(state.scopes.index(state.scope))
            self._model.show_rows(state.entries)
            index = self._model.index_of(state.chosen)
            if index.isValid():
                form.lines.setCurrentIndex(index)
        finally:
            self._showing = False
        self._show_verdict(state)
        self._show_detail()
        form.notice.show_notice(state.notice)
        form.more.setVisible(state.has_more)
        form.pages.setCurrentWidget(form.table_page if state.entries else form.empty_page)
        reading = self.tr("Reading the log \u2026")
        form.empty.say("info", reading if state.loading else self.tr("Nothing was done here yet"))
        if state.open and not self.isVisible():
            self.open()
        elif not state.open and self.isVisible():
            self.hide()

    def _show_verdict(self, state: AuditState) -> None:
        verdict = state.verdict
        self._form.verdict.setText(verdict_in_words(verdict))
        broken = verdict is not None and verdict.broken_at is not None
        set_tone(self._form.verdict, "danger" if broken else "plain")
        self._form.check.setEnabled(verdict is not None or state.notice is not None)

    def _show_detail(self) -> None:
        entry = self._state.looked_at
        html = entry_html(entry, self._look.tokens) if entry is not None else ""
        self._form.detail.setHtml(html)

    def _choose_scope(self, index: int) -> None:
        self.scope_chosen.emit(self._form.scope.itemData(index))

    def _choose(self, index: QModelIndex) -> None:
        row = self._model.row(index)
        if isinstance(row, AuditEntry) and not self._showing:
            self.entry_chosen.emit(row.seq)


def _seq_of(row: AuditEntry) -> int:
    return row.seq


def _spoken(row: AuditEntry) -> str:
    return f"{title_of(row)}, {caption_of(row)}"


def _painted(row: AuditEntry) -> Painted:
    drawing = "edit" if row.actor == "author" else "model"
    return drawing, "muted", title_of(row), caption_of(row)
