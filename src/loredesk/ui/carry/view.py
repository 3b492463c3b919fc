"""The carry-over on screen: what the new session is called, and what it knows."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QDialog, QListWidgetItem, QWidget

from loredesk.ui.carry.presenter import CarryPresenter
from loredesk.ui.carry.state import CarryState
from loredesk.ui.forms.carry_dialog import Ui_CarryDialog
from loredesk.ui.theme.look import Look

_SIZE = (540, 520)
_ID = Qt.ItemDataRole.UserRole


class CarryDialog(QDialog):
    """Shows a `CarryState`; says what comes along."""

    entry_ticked = Signal(str, bool)
    all_requested = Signal()
    none_requested = Signal()
    title_edited = Signal(str)
    begin_requested = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = CarryState()
        self._form = Ui_CarryDialog()
        self._form.setupUi(self)
        self.resize(*_SIZE)
        form = self._form
        form.notice.set_look(look)
        form.empty.set_look(look)
        form.entries.itemChanged.connect(self._tick)
        form.all.clicked.connect(self.all_requested)
        form.none.clicked.connect(self.none_requested)
        form.title.textEdited.connect(self.title_edited)
        form.begin.clicked.connect(self.begin_requested)
        form.cancel.clicked.connect(self.reject)

    def join(self, presenter: CarryPresenter) -> None:
        """Carry every wish of this dialog to *presenter*."""

        def tick(entry_id: str, taken: bool) -> None:  # noqa: FBT001 - a signal's argument
            known = {one.id for one in self._state.entries if one.id == entry_id}
            for found in known:
                presenter.tick(found, taken=taken)

        self.entry_ticked.connect(tick)
        self.all_requested.connect(presenter.tick_all)
        self.none_requested.connect(presenter.tick_none)
        self.title_edited.connect(presenter.name)
        self.begin_requested.connect(presenter.begin)
        self.rejected.connect(presenter.close)

    def show_state(self, state: CarryState) -> None:
        """Show *state*, and the dialog itself if it is open."""
        was, self._state = self._state, state
        form = self._form
        form.notice.show_notice(state.notice)
        if form.title.text() != state.title:
            form.title.setText(state.title)
        with QSignalBlocker(form.entries):
            if state.entries is not was.entries:
                self._list(state)
            for row in range(form.entries.count()):
                item = form.entries.item(row)
                taken = item.data(_ID) in state.ticked
                item.setCheckState(Qt.CheckState.Checked if taken else Qt.CheckState.Unchecked)
        form.begin.setEnabled(state.can_begin)
        form.pages.setCurrentWidget(form.list_page if state.entries else form.empty_page)
        if state.loading:
            form.empty.say("note", self.tr("Looking for notes \u2026"))
        else:
            words = self.tr("What the story changes is noted here, and can be taken along then.")
            form.empty.say("note", self.tr("This session has noted nothing yet"), words)
        if state.open and not self.isVisible():
            self.open()
        elif not state.open and self.isVisible():
            self.hide()

    def _list(self, state: CarryState) -> None:
        self._form.entries.clear()
        for one in state.entries:
            item = QListWidgetItem(f"{one.title} ({one.what})")
            item.setData(_ID, one.id)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            item.setToolTip(one.title)
            self._form.entries.addItem(item)

    def _tick(self, item: QListWidgetItem) -> None:
        self.entry_ticked.emit(item.data(_ID), item.checkState() is Qt.CheckState.Checked)
