"""The branches pane on screen."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Signal, SignalInstance
from PySide6.QtWidgets import QPushButton, QWidget

from loredesk.ui.ask_line import AskLine
from loredesk.ui.branches.presenter import BranchesPresenter
from loredesk.ui.branches.state import BranchesState, BranchRow
from loredesk.ui.forms.branches_pane import Ui_BranchesPane
from loredesk.ui.row_model import RowModel
from loredesk.ui.theme.look import Ink, Look
from loredesk.ui.theme.roles import set_role
from loredesk.ui.titled_rows import Painted, TitledRows
from loredesk.ui.widgets.flow_layout import FlowLayout


class BranchesPane(QWidget):
    """Shows a `BranchesState`; says where the author wants to go, and what is to be compared."""

    chosen_changed = Signal(object)
    go_requested = Signal()
    compare_requested = Signal()
    name_given = Signal(str)
    here_named = Signal(str)
    drop_requested = Signal()
    notice_dismissed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = Ui_BranchesPane()
        self._form.setupUi(self)
        self._state = BranchesState()
        self._showing = False
        self._model = RowModel(identity=_key_of, spoken=_spoken, parent=self)
        self._form.branches.setModel(self._model)
        self._form.branches.setItemDelegate(TitledRows(look, self._form.branches, _painted))
        self._go = QPushButton(self.tr("Go there"))
        self._compare = QPushButton(self.tr("Compare"))
        self._name = QPushButton(self.tr("Rename \u2026"))
        self._drop = QPushButton(self.tr("Forget the name"))
        flow = FlowLayout(self._form.buttons)
        for button in (self._go, self._compare, self._name, self._drop):
            flow.addWidget(button)
        set_role(self._go, "primary")
        self.setFocusProxy(self._form.branches)
        look.set_icon(self._form.name_here, "edit", "muted")
        self._form.notice.set_look(look)
        self._form.empty.set_look(look)
        look.changed.connect(self._form.branches.viewport().update)
        self._listen()
        self.show_state(self._state)

    def join(self, presenter: BranchesPresenter) -> None:
        """Carry every wish of this pane to *presenter*."""
        self.chosen_changed.connect(presenter.choose)
        self.go_requested.connect(presenter.go)
        self.compare_requested.connect(presenter.compare)
        self.name_given.connect(presenter.name)
        self.here_named.connect(presenter.name_here)
        self.drop_requested.connect(presenter.drop)
        self.notice_dismissed.connect(presenter.dismiss)

    def show_state(self, state: BranchesState) -> None:
        """Replace what is on screen with *state*."""
        self._showing, self._state = True, state
        form = self._form
        form.notice.show_notice(state.notice)
        self._model.show_rows(state.rows)
        self._show_choice(state.chosen)
        self._showing = False
        named = sum(row.branch_id is not None for row in state.rows)
        form.summary.setText(_summary(named, len(state.rows) - named))
        form.name_here.setVisible(bool(state.rows))
        form.pages.setCurrentWidget(form.list_page if state.rows else form.empty_page)
        form.foot.setVisible(bool(state.rows))
        self._show_ways(state)
        if not state.in_session:
            form.empty.say("branch", self.tr("No story is open"))
        elif not state.rows:
            words = self.tr("Once a turn is told, every way the story went is listed here.")
            form.empty.say("branch", self.tr("Nothing has been told yet"), words)

    def _show_ways(self, state: BranchesState) -> None:
        only = state.only
        self._go.setEnabled(state.can_go)
        self._compare.setEnabled(state.can_compare)
        self._name.setEnabled(only is not None)
        has_name = only is not None and only.branch_id is not None
        self._name.setText(self.tr("Rename \u2026") if has_name else self.tr("Name it \u2026"))
        self._drop.setVisible(has_name)
        hint = ""
        if not state.picked:
            hint = self.tr("Choose one to go there, or two to compare them (Ctrl+click).")
        elif only is not None and only.is_here:
            hint = self.tr("The story stands here.")
        elif only is not None:
            hint = self.tr("Compare sets it beside where the story stands.")
        self._form.hint.setText(hint)
        self._form.hint.setVisible(bool(hint))

    def _listen(self) -> None:
        form = self._form
        form.branches.selectionModel().selectionChanged.connect(self._tell_chosen)
        form.branches.activated.connect(self._go_to)
        form.name_here.clicked.connect(self._ask_for_name_here)
        form.notice.dismissed.connect(self.notice_dismissed)
        self._go.clicked.connect(self.go_requested)
        self._compare.clicked.connect(self.compare_requested)
        self._name.clicked.connect(self._ask_for_name)
        self._drop.clicked.connect(self.drop_requested)

    def _show_choice(self, chosen: Sequence[str]) -> None:
        selection = self._form.branches.selectionModel()
        shown = [self._model.row(at).key for at in self._form.branches.selectedIndexes()]
        if sorted(shown) != sorted(chosen):
            selection.clearSelection()
            for key in chosen:
                found = self._model.index_of(key)
                selection.select(found, QItemSelectionModel.SelectionFlag.Select)

    def _tell_chosen(self) -> None:
        if not self._showing:
            rows = [self._model.row(at) for at in self._form.branches.selectedIndexes()]
            self.chosen_changed.emit([row.key for row in rows if row is not None])

    def _go_to(self, index: QModelIndex) -> None:
        row: BranchRow | None = self._model.row(index)
        if row is not None:
            self.chosen_changed.emit([row.key])
            self.go_requested.emit()

    def _ask_for_name(self) -> None:
        only = self._state.only
        if only is not None:
            self._asking(self.name_given, only.name)

    def _ask_for_name_here(self) -> None:
        here = next((row for row in self._state.rows if row.is_here), None)
        self._asking(self.here_named, here.name if here is not None else "")

    def _asking(self, answered: SignalInstance, name: str) -> None:
        asking = AskLine(self)
        asking.answered.connect(answered)
        asking.ask(
            self.tr("What is this branch called?"),
            explanation="",
            button=self.tr("Name it"),
            line=name,
        )


def _summary(named: int, others: int) -> str:
    if not named and not others:
        return ""
    words = "1 branch" if named == 1 else f"{named} branches"
    ends = "1 other end" if others == 1 else f"{others} other ends"
    return f"{words} \u00b7 {ends}" if others else words


def _key_of(row: BranchRow) -> str:
    return row.key


def _spoken(row: BranchRow) -> str:
    return row.described


def _painted(row: BranchRow) -> Painted:
    where = "You are here" if row.is_here else f"Turn {row.turn}"
    icon = "branch" if row.branch_id is not None else "chat"
    ink: Ink = "accent_ink" if row.is_here else "muted"
    return icon, ink, row.title, f"{where} \u00b7 {row.last_line}"
