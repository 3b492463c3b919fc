"""Why not…? on screen: a field that completes the names of entries, and the answer above it."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QWidget

from loredesk.domain.lore import CATEGORIES
from loredesk.ui.context.bar_paint import BarsView
from loredesk.ui.context.why.presenter import WhyPresenter
from loredesk.ui.context.why.state import Answer, WhyState
from loredesk.ui.forms.why_pane import Ui_WhyPane
from loredesk.ui.steered import SteeringState
from loredesk.ui.theme.look import Ink, Look
from loredesk.ui.theme.tokens import MEASURES

_ID = int(Qt.ItemDataRole.UserRole)
_TOLD: tuple[str, Ink] = ("accept", "success_ink")
_NOT_TOLD: tuple[str, Ink] = ("help", "accent_ink")


class WhyPane(QWidget):
    """Shows a `WhyState`; says which entry is asked about, and how it is to be treated."""

    wanted_changed = Signal(str)
    entry_asked = Signal(str)
    """Why the entry of this id was not told is asked."""
    first_asked = Signal()
    """It is asked about the first entry that is offered."""
    close_requested = Signal()
    mend_requested = Signal()
    entry_chosen = Signal(str)
    """The entry of this id is to be opened."""
    steer_chosen = Signal(str, str, object)
    answer_shown = Signal(bool)
    """Whether an answer takes room above the question."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._state = WhyState()
        self._steering = SteeringState()
        self._form = Ui_WhyPane()
        self._form.setupUi(self)
        self._bars = BarsView(self)
        self._offered = QStandardItemModel(self)
        self._completer = QCompleter(self._offered, self)
        self._dress()
        self._listen()
        self.show_state(self._state)

    def join(self, presenter: WhyPresenter) -> None:
        """Carry every wish of this pane to *presenter*."""
        self.wanted_changed.connect(presenter.find)
        self.entry_asked.connect(presenter.ask)
        self.first_asked.connect(presenter.ask_first)
        self.close_requested.connect(presenter.close)
        self.mend_requested.connect(presenter.mend)

    def place_beside(self, widget: QWidget) -> None:
        """Put *widget* beside the field, also for the keyboard."""
        self._form.ask_row.addWidget(widget)
        self.setTabOrder(self._form.wanted, widget)

    def show_state(self, state: WhyState) -> None:
        """Replace what is on screen with *state*."""
        before, self._state = self._state, state
        form = self._form
        form.wanted.setEnabled(state.is_open)
        form.notice.show_notice(state.notice)
        form.card_place.setVisible(state.answer is not None)
        form.card.setEnabled(not state.is_asking)
        if state.answer is not None:
            self._show_answer(state.answer)
        elif before.answer is not None:
            form.wanted.clear()
        if (state.wanted, state.suggestions) != (before.wanted, before.suggestions):
            self._offer(state)
        if (state.answer is None) is not (before.answer is None):
            self.answer_shown.emit(state.answer is not None)

    def show_steering(self, state: SteeringState) -> None:
        """Take *state* as what the author says about recall."""
        self._steering = state
        if self._state.answer is not None:
            self._form.steer.show_steer(state.of(self._state.answer.entry_id))

    def keyPressEvent(self, event: QKeyEvent, /) -> None:  # noqa: N802 - Qt's method
        """Close the answer with Escape."""
        if event.key() == Qt.Key.Key_Escape and self._state.answer is not None:
            self.close_requested.emit()
        else:
            super().keyPressEvent(event)

    def _dress(self) -> None:
        form, look = self._form, self._look
        form.card_column.insertWidget(form.card_column.indexOf(form.about), self._bars)
        for part in (form.notice, form.steer, self._bars):
            part.set_look(look)
        look.set_icon(form.open, "edit", "muted")
        look.set_icon(form.close_card, "close", "muted")
        leading = form.wanted.ActionPosition.LeadingPosition
        asking = form.wanted.addAction(look.icon("help", "muted"), leading)
        look.set_icon(asking, "help", "muted")
        form.wanted.setClearButtonEnabled(True)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(12)
        form.wanted.setCompleter(self._completer)

    def _listen(self) -> None:
        form = self._form
        form.wanted.textEdited.connect(self.wanted_changed)
        form.wanted.returnPressed.connect(self.first_asked)
        form.notice.action_requested.connect(self.mend_requested)
        form.notice.dismissed.connect(self.close_requested)
        form.close_card.clicked.connect(self.close_requested)
        form.open.clicked.connect(self._open)
        form.steer.chosen.connect(self._steer)
        self._completer.activated[QModelIndex].connect(self._ask)  # type: ignore[index] # a signal with two signatures
        self._look.changed.connect(self._paint_verdict)

    def _show_answer(self, answer: Answer) -> None:
        form = self._form
        form.title.setText(answer.title)
        form.sentence.setText(answer.sentence)
        form.standings.setText(answer.standings)
        form.standings.setVisible(bool(answer.standings))
        form.about.setText(answer.about)
        form.steer.show_steer(self._steering.of(answer.entry_id))
        self._bars.show_bars(answer.bars)
        self._paint_verdict()
        form.card.setAccessibleName(f"{answer.title}. {answer.sentence} {answer.standings}".strip())

    def _paint_verdict(self) -> None:
        answer = self._state.answer
        if answer is not None:
            icon, ink = _TOLD if answer.was_told else _NOT_TOLD
            picture = self._look.pixmap(icon, ink, MEASURES.icon, self)
            self._form.verdict_icon.setPixmap(picture)

    def _offer(self, state: WhyState) -> None:
        self._offered.clear()
        for one in state.suggestions:
            drawing = one.category if one.category in CATEGORIES else "lore"
            item = QStandardItem(self._look.icon(drawing, "muted"), one.title)
            item.setData(one.entry_id, _ID)
            item.setToolTip(f"{one.title}, {one.category}")
            self._offered.appendRow(item)
        if state.wanted and not state.suggestions:
            nobody = QStandardItem(self.tr("No entry is called that"))
            nobody.setFlags(Qt.ItemFlag.NoItemFlags)
            self._offered.appendRow(nobody)
        if self._offered.rowCount() and self._form.wanted.hasFocus():
            self._completer.complete()

    def _ask(self, index: QModelIndex) -> None:
        entry_id = index.data(_ID)
        if entry_id is not None:
            self.entry_asked.emit(entry_id)

    def _open(self) -> None:
        if self._state.answer is not None:
            self.entry_chosen.emit(self._state.answer.entry_id)

    def _steer(self, steer: object) -> None:
        answer = self._state.answer
        if answer is not None:
            self.steer_chosen.emit(answer.entry_id, answer.title, steer)
