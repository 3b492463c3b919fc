"""The review pane on screen."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from loredesk.domain.ids import ProposalId
from loredesk.domain.proposals import Proposal, ProposalState
from loredesk.ui.forms.review_pane import Ui_ReviewPane
from loredesk.ui.review.delegate import ProposalDelegate
from loredesk.ui.review.editor import ProposalEditor
from loredesk.ui.review.halves import Halves
from loredesk.ui.review.model import identity, is_choosable, lines, spoken
from loredesk.ui.review.presenter import ReviewPresenter
from loredesk.ui.review.sheet import ProposalSheet
from loredesk.ui.review.state import Grouping, ReviewState
from loredesk.ui.review.words import accept_in_words, nothing_in_words
from loredesk.ui.row_model import RowModel
from loredesk.ui.theme.look import Look
from loredesk.ui.theme.tokens import MEASURES
from loredesk.ui.widgets.flow_layout import FlowLayout

_WIDE = 700
"""From this width on the list stands beside the sheet."""
_NARROW = 340
"""Below this width a drawing has to do where there were words."""
_SHOWN = (
    (ProposalState.OPEN, "Open"),
    (ProposalState.SNOOZED, "Put off"),
    (ProposalState.CONFLICT, "Conflicts"),
    (ProposalState.ACCEPTED, "Accepted"),
    (ProposalState.REJECTED, "Rejected"),
)


class ReviewPane(QWidget):
    """Shows a `ReviewState`; says what the author decides."""

    shown_chosen = Signal(object)
    grouping_chosen = Signal(object)
    proposal_chosen = Signal(str)
    next_requested = Signal()
    previous_requested = Signal()
    change_ticked = Signal(int, bool)
    same_as_chosen = Signal(str)
    accept_requested = Signal()
    edit_requested = Signal()
    edit_cancelled = Signal()
    draft_edited = Signal(object)
    """What stands in the editor now: a `Draft`."""
    reject_requested = Signal()
    snooze_requested = Signal()
    accept_all_requested = Signal()
    accept_all_confirmed = Signal()
    accept_all_cancelled = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._look = look
        self._form = Ui_ReviewPane()
        self._form.setupUi(self)
        self._state = ReviewState()
        self._showing = False
        self._model = RowModel(
            identity=identity, spoken=spoken, is_choosable=is_choosable, parent=self
        )
        self._sheet = ProposalSheet(look, self)
        self._form.proposals.setModel(self._model)
        self._form.proposals.setItemDelegate(ProposalDelegate(look, self._form.proposals))
        self._form.sheet_scroll.setWidget(self._sheet)
        self._editor = ProposalEditor(look, self)
        self._form.detail_column.insertWidget(1, self._editor)
        self._editor.follow(self._form.proposals)
        self._form.work.setStretchFactor(1, 1)
        self._halves = Halves(self._form.work, self._form.proposals)
        flow = FlowLayout(self._form.buttons, spacing=MEASURES.close)
        for button in (self._form.accept, self._form.edit, self._form.reject, self._form.snooze):
            flow.addWidget(button)
        self.setFocusProxy(self._form.proposals)
        self._dress()
        self._listen()

    def join(self, presenter: ReviewPresenter) -> None:
        """Carry every wish of this pane to *presenter*."""
        self.shown_chosen.connect(presenter.show_only)
        self.grouping_chosen.connect(presenter.group)
        self.proposal_chosen.connect(presenter.choose)
        self.next_requested.connect(presenter.next)
        self.previous_requested.connect(presenter.previous)
        self.change_ticked.connect(presenter.tick)
        self.same_as_chosen.connect(presenter.same_as)
        self.accept_requested.connect(presenter.accept)
        self.edit_requested.connect(presenter.edit)
        self.edit_cancelled.connect(presenter.stop_editing)
        self.draft_edited.connect(presenter.write)
        self.reject_requested.connect(presenter.reject)
        self.snooze_requested.connect(presenter.snooze)
        self.accept_all_requested.connect(presenter.accept_all)
        self.accept_all_confirmed.connect(presenter.confirm_all)
        self.accept_all_cancelled.connect(presenter.cancel_all)

    def show_state(self, state: ReviewState) -> None:
        """Replace what is on screen with *state*."""
        self._showing = True
        was, self._state = self._state, state
        try:
            self._show_head(state)
            has_moved = self._show_list(state)
            self._share_room()
            if has_moved or was.editing is not state.editing:
                self._form.proposals.scrollTo(self._form.proposals.currentIndex())
            self._sheet.show_state(state)
            self._form.sheet_scroll.setVisible(not state.editing)
            self._editor.show_state(state)
            self._show_buttons(state)
        finally:
            self._showing = False

    def focus_list(self) -> None:
        """Put the keyboard on the list of proposals."""
        self._form.proposals.setFocus()

    def resizeEvent(self, event: QResizeEvent, /) -> None:  # noqa: N802 - Qt's method
        """Put the list beside the sheet where there is room, above it where there is not."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW
        beside = Qt.ToolButtonStyle.ToolButtonTextOnly
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if narrow else beside
        self._form.accept_all.setToolButtonStyle(style)
        self._share_room()
        self._form.proposals.scrollTo(self._form.proposals.currentIndex())

    def _share_room(self) -> None:
        wide = self.width() >= _WIDE
        wanted = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        self._halves.settle(wanted, writing=self._state.editing)

    def _dress(self) -> None:
        form, look = self._form, self._look
        for state, name in _SHOWN:
            form.shown.addItem(name, state)
        form.grouping.addItem(self.tr("By turn"), Grouping.TURN)
        form.grouping.addItem(self.tr("By kind"), Grouping.KIND)
        look.set_icon(form.accept, "check", "on_accent")
        look.set_icon(form.snooze, "snooze", "muted")
        look.set_icon(form.accept_all, "check", "muted")
        form.notice.set_look(look)
        form.empty.set_look(look)
        form.accept.setToolTip(self.tr("Accept what is ticked (A)"))
        form.edit.setToolTip(self.tr("Write it yourself, then accept (E)"))
        form.reject.setToolTip(self.tr("Reject; the same event is not proposed again (R)"))
        look.changed.connect(form.proposals.viewport().update)

    def _listen(self) -> None:
        form = self._form
        form.shown.activated.connect(self._choose_shown)
        form.grouping.activated.connect(self._choose_grouping)
        form.proposals.selectionModel().currentChanged.connect(self._choose_proposal)
        self._sheet.change_ticked.connect(self.change_ticked)
        self._sheet.same_as_chosen.connect(self.same_as_chosen)
        self._sheet.new_chosen.connect(self.accept_requested)
        form.accept.clicked.connect(self.accept_requested)
        form.edit.clicked.connect(self._edit_or_cancel)
        form.reject.clicked.connect(self.reject_requested)
        form.snooze.clicked.connect(self.snooze_requested)
        self._editor.draft_edited.connect(self.draft_edited)
        self._editor.left.connect(self.focus_list)
        form.accept_all.clicked.connect(self.accept_all_requested)
        form.ask_yes.clicked.connect(self.accept_all_confirmed)
        form.ask_no.clicked.connect(self.accept_all_cancelled)
        for key, wish in (
            ("J", self.next_requested),
            ("K", self.previous_requested),
            ("A", self.accept_requested),
            ("E", self.edit_requested),
            ("R", self.reject_requested),
            ("S", self.snooze_requested),
        ):
            # In the editor the letters stay letters: it takes them before a shortcut does.
            shortcut = QShortcut(QKeySequence(key), form.work)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(wish)

    def _choose_shown(self, index: int) -> None:
        # A box gives plain text back.
        self.shown_chosen.emit(ProposalState(self._form.shown.itemData(index)))

    def _choose_grouping(self, index: int) -> None:
        self.grouping_chosen.emit(self._form.grouping.itemData(index))

    def _choose_proposal(self, index: QModelIndex) -> None:
        proposal = self._model.row(index)
        if isinstance(proposal, Proposal) and not self._showing:
            self.proposal_chosen.emit(proposal.id)

    def _edit_or_cancel(self) -> None:
        if self._state.editing:
            self.edit_cancelled.emit()
        else:
            self.edit_requested.emit()

    def _show_head(self, state: ReviewState) -> None:
        form = self._form
        for at, (shown, name) in enumerate(_SHOWN):
            number = len(state.proposals) if shown is state.shown else 0
            if shown is ProposalState.CONFLICT:
                number = state.conflicts
            form.shown.setItemText(at, f"{name} ({number})" if number else name)
            if shown is state.shown:
                form.shown.setCurrentIndex(at)
        form.grouping.setCurrentIndex(form.grouping.findData(state.grouping))
        number = len(state.proposals)
        form.accept_all.setVisible(state.shown is ProposalState.OPEN)
        form.accept_all.setEnabled(number > 0 and not state.busy)
        form.ask_place.setVisible(state.asks_for_all)
        form.ask_text.setText(
            self.tr("Accept all %n open proposals? What conflicts is left for you.", "", number)
        )
        form.ask_yes.setText(self.tr("Accept %n", "", number))
        form.notice.show_notice(state.notice)

    def _show_list(self, state: ReviewState) -> bool:
        """Show the proposals; return whether the chosen one may stand elsewhere now."""
        form = self._form
        before = form.proposals.currentIndex().row(), self._model.rowCount()
        self._model.show_rows(lines(state.proposals, state.grouping))
        chosen: ProposalId | None = state.chosen.id if state.chosen else None
        index = self._model.index_of((chosen,))
        if index.isValid() and form.proposals.currentIndex() != index:
            form.proposals.setCurrentIndex(index)
        bare = not state.proposals and not state.loading
        form.pages.setCurrentWidget(form.empty_page if bare else form.work)
        if bare:
            icon, headline, sentence = nothing_in_words(state)
            form.empty.say(icon, headline, sentence)
        return before != (form.proposals.currentIndex().row(), self._model.rowCount())

    def _show_buttons(self, state: ReviewState) -> None:
        form = self._form
        form.buttons_place.setVisible(state.decidable)
        ready = not state.busy
        form.accept.setText(accept_in_words(state))
        form.accept.setEnabled(ready)
        form.accept.setVisible(state.acceptable)
        form.edit.setText(self.tr("Cancel edit") if state.editing else self.tr("Edit"))
        form.edit.setEnabled(ready)
        form.edit.setVisible(state.acceptable and (state.editing or not state.settleable))
        form.reject.setEnabled(ready)
        is_open = state.chosen is not None and state.chosen.state is ProposalState.OPEN
        form.snooze.setVisible(is_open and not state.editing)
        form.snooze.setEnabled(ready)
