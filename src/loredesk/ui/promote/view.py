"""The promotion on screen: what canon says, what would be taken in, and what it would say then."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QDialog, QListWidgetItem, QWidget

from loredesk.ui.forms.promote_dialog import Ui_PromoteDialog
from loredesk.ui.promote.presenter import PromotePresenter
from loredesk.ui.promote.state import PromoteState
from loredesk.ui.theme.look import Look

_SIZE = (860, 560)
_NUMBER = Qt.ItemDataRole.UserRole


class PromoteDialog(QDialog):
    """Shows a `PromoteState`; says what is ticked, written and wanted."""

    sentence_ticked = Signal(int, bool)
    text_edited = Signal(str)
    reset_requested = Signal()
    promote_requested = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = PromoteState()
        self._form = Ui_PromoteDialog()
        self._form.setupUi(self)
        self.resize(*_SIZE)
        form = self._form
        for part in (form.notice, form.empty, form.base):
            part.set_look(look)
        form.text.document().setDefaultFont(look.story_font())
        form.hunks.itemChanged.connect(self._tick)
        form.text.textChanged.connect(self._tell_text)
        form.reset.clicked.connect(self.reset_requested)
        form.promote.clicked.connect(self.promote_requested)
        form.cancel.clicked.connect(self.reject)

    def join(self, presenter: PromotePresenter) -> None:
        """Carry every wish of this dialog to *presenter*."""

        def tick(number: int, taken: bool) -> None:  # noqa: FBT001 - a signal's argument
            presenter.tick(number, taken=taken)

        self.sentence_ticked.connect(tick)
        self.text_edited.connect(presenter.write)
        self.reset_requested.connect(presenter.reset)
        self.promote_requested.connect(presenter.promote)
        self.rejected.connect(presenter.close)

    def show_state(self, state: PromoteState) -> None:
        """Show *state*, and the dialog itself if it is open."""
        was, self._state = self._state, state
        form = self._form
        form.heading.setText(state.heading)
        form.notice.show_notice(state.notice)
        if state.promotion is not was.promotion:
            self._list(state)
        with QSignalBlocker(form.hunks):
            for row in range(form.hunks.count()):
                item = form.hunks.item(row)
                item.setCheckState(_check(taken=item.data(_NUMBER) in state.ticked))
        with QSignalBlocker(form.text):
            if form.text.toPlainText() != state.text:
                form.text.setPlainText(state.text)
        form.text_caption.setText(
            self.tr("Your own text. What is ticked only says what leaves the note.")
            if state.edited
            else self.tr("It follows what is ticked. You can write it yourself.")
        )
        form.reset.setVisible(state.edited)
        form.rest.setText(state.rest)
        form.promote.setEnabled(state.can_promote)
        self._show_page(state)
        self._come_and_go(state)

    def _list(self, state: PromoteState) -> None:
        form, promotion = self._form, state.promotion
        base = promotion.base if promotion is not None else ""
        form.base.show_plain(base)
        for part in (form.base, form.base_label):
            part.setVisible(bool(base))
        with QSignalBlocker(form.hunks):
            form.hunks.clear()
            for hunk in promotion.hunks if promotion is not None else ():
                item = QListWidgetItem(hunk.added.strip())
                item.setData(_NUMBER, hunk.number)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
                form.hunks.addItem(item)

    def _show_page(self, state: PromoteState) -> None:
        form = self._form
        has_something = state.promotion is not None
        form.pages.setCurrentWidget(form.table_page if has_something else form.empty_page)
        if state.loading:
            form.empty.say("lore", self.tr("Looking at the note \u2026"))
        elif not has_something:
            form.empty.say("warning", self.tr("There is nothing to promote here"))

    def _come_and_go(self, state: PromoteState) -> None:
        if state.open and not self.isVisible():
            self.open()
        elif not state.open and self.isVisible():
            self.hide()

    def _tick(self, item: QListWidgetItem) -> None:
        self.sentence_ticked.emit(item.data(_NUMBER), item.checkState() is Qt.CheckState.Checked)

    def _tell_text(self) -> None:
        self.text_edited.emit(self._form.text.toPlainText())


def _check(*, taken: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if taken else Qt.CheckState.Unchecked
