"""The comparison of what two replies were told, on screen."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QWidget

from loredesk.domain.ids import MessageId
from loredesk.ui.context.comparison.delegate import ComparedDelegate
from loredesk.ui.context.comparison.presenter import ComparisonPresenter
from loredesk.ui.context.comparison.state import ComparedRow, ComparisonState, ReplyChoice
from loredesk.ui.context.rows import Heading
from loredesk.ui.forms.context_comparison import Ui_ContextComparison
from loredesk.ui.row_model import RowModel
from loredesk.ui.theme.look import Look


class ContextComparison(QWidget):
    """Shows a `ComparisonState`; says which replies are to be compared."""

    shown_changed = Signal(bool)
    """The comparison is to be seen, or is over."""
    here_chosen = Signal(str)
    there_chosen = Signal(str)
    swap_requested = Signal()
    close_requested = Signal()
    mend_requested = Signal()
    notice_dismissed = Signal()
    entry_chosen = Signal(str)
    message_chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._state = ComparisonState()
        self._offered: tuple[ReplyChoice, ...] = ()
        self._form = Ui_ContextComparison()
        self._form.setupUi(self)
        form = self._form
        self._model = RowModel(identity=_key_of, spoken=_spoken, is_choosable=_is_row, parent=self)
        form.rows.setModel(self._model)
        form.rows.setItemDelegate(ComparedDelegate(look, form.rows))
        form.title.setText(self.tr("Two replies compared"))
        for part in (form.notice, form.empty):
            part.set_look(look)
        look.set_icon(form.back, "left", "muted")
        look.set_icon(form.swap, "swap", "muted")
        look.changed.connect(form.rows.viewport().update)
        self.setFocusProxy(form.there)
        self._listen()
        self.show_state(self._state)

    def join(self, presenter: ComparisonPresenter) -> None:
        """Carry every wish of this pane to *presenter*."""
        self.here_chosen.connect(presenter.choose_here)
        self.there_chosen.connect(presenter.choose_there)
        self.swap_requested.connect(presenter.swap)
        self.close_requested.connect(presenter.close)
        self.mend_requested.connect(presenter.mend)
        self.notice_dismissed.connect(presenter.dismiss)

    def show_state(self, state: ComparisonState) -> None:
        """Replace what is on screen with *state*."""
        before, self._state = self._state, state
        form = self._form
        self._offer(state.choices)
        for box, chosen in ((form.here, state.here), (form.there, state.there)):
            box.setCurrentIndex(box.findData(chosen))
        for part in (form.there_label, form.there, form.swap):
            part.setVisible(state.there is not None)
        form.summary.setText(state.summary)
        form.summary.setVisible(bool(state.summary))
        form.notice.show_notice(state.notice)
        lines = state.lines
        self._model.show_rows(lines)
        form.rows.setVisible(bool(lines))
        form.empty.setVisible(not lines)
        self._explain(state)
        if state.is_shown is not before.is_shown:
            self.shown_changed.emit(state.is_shown)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:  # noqa: N802 - Qt's method
        """Go back with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_requested.emit()
        else:
            super().keyPressEvent(event)

    def _listen(self) -> None:
        form = self._form
        form.here.activated.connect(self._choose_here)
        form.there.activated.connect(self._choose_there)
        form.swap.clicked.connect(self.swap_requested)
        form.back.clicked.connect(self.close_requested)
        form.notice.action_requested.connect(self.mend_requested)
        form.notice.dismissed.connect(self.notice_dismissed)
        form.rows.activated.connect(self._open)
        form.rows.clicked.connect(self._read)

    def _offer(self, choices: Sequence[ReplyChoice]) -> None:
        if choices == self._offered:
            return
        self._offered = tuple(choices)
        for box in (self._form.here, self._form.there):
            with QSignalBlocker(box):
                _fill(box, choices)

    def _choose_here(self, at: int) -> None:
        self.here_chosen.emit(self._form.here.itemData(at))

    def _choose_there(self, at: int) -> None:
        self.there_chosen.emit(self._form.there.itemData(at))

    def _open(self, index: QModelIndex) -> None:
        row = self._model.row(index)
        if isinstance(row, ComparedRow) and row.entry_id is not None:
            self.entry_chosen.emit(row.entry_id)
        else:
            self._read(index)

    def _read(self, index: QModelIndex) -> None:
        row = self._model.row(index)
        if isinstance(row, ComparedRow) and row.message_id is not None:
            self.message_chosen.emit(row.message_id)

    def _explain(self, state: ComparisonState) -> None:
        empty = self._form.empty
        if state.is_reading and state.found is None:
            empty.say("compare", self.tr("Comparing \u2026"))
        elif state.notice is not None:
            empty.say("compare", self.tr("They cannot be compared"))
        elif state.there is None:
            empty.say(
                "compare",
                self.tr("There is no other reply yet"),
                self.tr("Write another turn, or ask for another take, and compare the two."),
            )
        else:
            empty.say(
                "compare",
                self.tr("Neither was told anything"),
                self.tr("Only the story itself and the instructions were sent for both."),
            )


def _fill(box: QComboBox, choices: Sequence[ReplyChoice]) -> None:
    box.clear()
    for choice in choices:
        box.addItem(choice.label, MessageId(choice.message_id))


def _key_of(line: Heading | ComparedRow) -> str:
    return line.key


def _spoken(line: Heading | ComparedRow) -> str:
    return line.spoken


def _is_row(line: Heading | ComparedRow) -> bool:
    return isinstance(line, ComparedRow)
