"""The context pane on screen."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QWidget

from loredesk.domain.manifest import Manifest
from loredesk.ui.context.block_view import BlockView
from loredesk.ui.context.budget_head import BudgetHead
from loredesk.ui.context.comparison.view import ContextComparison
from loredesk.ui.context.presenter import ContextPresenter
from loredesk.ui.context.rows_page import RowsPage
from loredesk.ui.context.state import ContextState, Subject, as_text, counted
from loredesk.ui.context.why.view import WhyPane
from loredesk.ui.forms.context_pane import Ui_ContextPane
from loredesk.ui.steered import SteeringState
from loredesk.ui.steering.view import SteeredPage
from loredesk.ui.theme.look import Look

_COPIED_MS = 2_000
_NARROW = 330
"""Below this width the way to the newest reply is shown without words."""
_WIDE = 390
"""From this width on there is room for all the words of the last row."""


class ContextPane(QWidget):
    """Shows a `ContextState`: the budget, what was in, what was left out, what was sent.

    The question why not, the comparison and what is steered are views of their own in it.
    """

    preview_requested = Signal()
    newest_requested = Signal()
    compare_requested = Signal(object)
    """What the reply of this id was told is to be compared; None for the newest."""
    wanted_changed = Signal(str)
    unit_chosen = Signal(object)
    all_requested = Signal()
    entry_chosen = Signal(str)
    """The entry of this id is to be opened."""
    message_chosen = Signal(str)
    """The message of this id is to be shown in the story."""
    why_requested = Signal(str, str)
    """Why the entry of this id and title was not told is asked."""
    steer_chosen = Signal(str, str, object)
    """The entry of this id and title is to be treated so by recall: a `Steer` or None."""
    mend_requested = Signal()
    notice_dismissed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._state = ContextState()
        self._form = Ui_ContextPane()
        self._form.setupUi(self)
        self._budget = BudgetHead(look, self)
        self._told, self._left_out = RowsPage(look, self), RowsPage(look, self)
        self._steering = SteeredPage(look, self)
        self.why = WhyPane(look, self)
        self.comparison = ContextComparison(look, self)
        self._set_blocks: Manifest | None = None
        """What the blocks on the last tab were made from."""
        self._copied = QTimer(self, singleShot=True, interval=_COPIED_MS)
        self.setFocusProxy(self._form.tabs)
        self._place()
        self._listen()
        self.show_state(self._state)

    def join(self, presenter: ContextPresenter) -> None:
        """Carry every wish of this pane to *presenter*."""
        self.preview_requested.connect(presenter.preview)
        self.newest_requested.connect(presenter.newest)
        self.wanted_changed.connect(presenter.find)
        self.unit_chosen.connect(presenter.narrow)
        self.all_requested.connect(presenter.list_all)
        self.mend_requested.connect(presenter.mend)
        self.notice_dismissed.connect(presenter.dismiss)

    def show_state(self, state: ContextState) -> None:
        """Replace what is on screen with *state*."""
        before, self._state = self._state, state
        form = self._form
        form.subject.setText(self._subject())
        form.newest.setVisible(not state.is_newest)
        for button in (form.steered, form.compare):
            button.setVisible(state.is_open)
        form.preview.setEnabled(state.is_open and not state.is_reading)
        form.notice.show_notice(state.notice)
        manifest = state.manifest
        form.copy.setVisible(manifest is not None)
        if manifest is None or manifest is not before.manifest:
            self._budget.show_manifest(manifest)
        if manifest is None:
            self._explain()
            form.pages.setCurrentWidget(form.nothing)
            return
        form.pages.setCurrentWidget(form.tabs)
        self._show_lists(state)
        self._show_blocks()

    def show_steering(self, state: SteeringState) -> None:
        """Take *state* as what the author says about recall."""
        for view in (self._told, self._left_out, self._steering, self.why):
            view.show_steering(state)
        count = len(state.rows)
        beside, alone = (
            Qt.ToolButtonStyle.ToolButtonTextBesideIcon,
            Qt.ToolButtonStyle.ToolButtonIconOnly,
        )
        self._form.steered.setToolButtonStyle(beside if count else alone)
        self._form.steered.setText(f"{count}" if count else "")
        self._form.steered.setAccessibleName(self.tr("Steered in this session: {0}").format(count))

    def turn_to_reply(self) -> None:
        """Show what one reply was told, whatever was shown in its place."""
        self._turn_to(self._form.one_reply)

    def copy(self) -> None:
        """Put everything that was sent on the clipboard."""
        if self._state.manifest is not None:
            QGuiApplication.clipboard().setText(as_text(self._state.manifest))
            self._form.copied.setVisible(True)
            self._copied.start()

    def resizeEvent(self, event: QResizeEvent, /) -> None:  # noqa: N802 - Qt's method
        """Say less where there is little room."""
        super().resizeEvent(event)
        is_wide = event.size().width() >= _WIDE
        words = self.tr("What would be sent now?") if is_wide else self.tr("Preview")
        self._form.preview.setText(words)
        is_narrow = event.size().width() < _NARROW
        self._form.newest.setText("" if is_narrow else self.tr("Newest reply"))
        self._name_tabs()
        self._budget.fit(event.size().height())

    def _place(self) -> None:
        form, look = self._form, self._look
        form.subject_row.setStretch(0, 1)
        form.budget_place.addWidget(self._budget)
        self._budget.follow(form.copy)
        form.copied.setVisible(False)
        form.blocks_column.addStretch(1)
        self._told.name_list(self.tr("What the model was told"))
        self._left_out.name_list(self.tr("What was left out"))
        for place, page in enumerate((self._told, self._left_out)):
            form.tabs.insertTab(place, page, "")
        form.tabs.setCurrentIndex(0)
        form.foot.insertWidget(0, self.why)
        self.why.place_beside(form.preview)
        for side in (self.comparison, self._steering):
            form.sides.addWidget(side)
        for part in (form.nothing, form.notice):
            part.set_look(look)
        look.set_icon(form.newest, "forward", "muted")
        look.set_icon(form.steered, "pin", "muted")
        look.set_icon(form.compare, "compare", "muted")
        look.set_icon(form.copy, "copy", "muted")
        look.set_icon(form.preview, "context", "text")

    def _listen(self) -> None:
        form = self._form
        form.copy.clicked.connect(self.copy)
        form.compare.clicked.connect(self._compare)
        form.steered.clicked.connect(self._list_steered)
        self._steering.close_requested.connect(self._go_back)
        form.newest.clicked.connect(self.newest_requested)
        form.preview.clicked.connect(self.preview_requested)
        form.notice.action_requested.connect(self.mend_requested)
        form.notice.dismissed.connect(self.notice_dismissed)
        form.tabs.currentChanged.connect(self._show_blocks)
        self._copied.timeout.connect(form.copied.hide)
        self.comparison.shown_changed.connect(self._change_sides)
        self.why.answer_shown.connect(self._budget.make_room)
        for page in (self._told, self._left_out):
            page.wanted_changed.connect(self.wanted_changed)
            page.unit_chosen.connect(self.unit_chosen)
            page.all_requested.connect(self.all_requested)
            page.why_requested.connect(self.why_requested)
            page.message_chosen.connect(self.message_chosen)
            page.entry_chosen.connect(self.entry_chosen)
            page.steer_chosen.connect(self.steer_chosen)
        self.comparison.message_chosen.connect(self.message_chosen)
        self.comparison.entry_chosen.connect(self.entry_chosen)
        for view in (self._steering, self.why):
            view.entry_chosen.connect(self.entry_chosen)
            view.steer_chosen.connect(self.steer_chosen)

    def _show_lists(self, state: ContextState) -> None:
        nothing = self.tr("Nothing but the story itself")
        self._told.show_lines(state.told_lines, state.wanted, state.units, nothing)
        nothing = self.tr("Nothing was left out")
        self._left_out.show_lines(state.left_out_lines, state.wanted, state.units, nothing)
        self._name_tabs()

    def _name_tabs(self) -> None:
        """Say on the tabs how much there is, as far as there is room to."""
        state, tabs = self._state, self._form.tabs
        blocks = state.manifest.blocks if state.manifest is not None else ()
        titles = (
            (self.tr("Told"), counted(state.told, state.wanted)),
            (self.tr("Left out"), counted(state.left_out, state.wanted)),
            (self.tr("Sent"), f"{len(blocks)}"),
        )
        for tab, (title, count) in enumerate(titles):
            tabs.setTabText(tab, f"{title}  {count}")
            tabs.setTabToolTip(tab, f"{title}: {count}")
        if tabs.tabBar().sizeHint().width() > self.width():
            for tab, (title, _) in enumerate(titles):
                tabs.setTabText(tab, title)

    def _show_blocks(self) -> None:
        form, manifest = self._form, self._state.manifest
        is_on_top = form.tabs.currentWidget() is form.sent
        if manifest is None or not is_on_top or self._set_blocks is manifest:
            return
        self._set_blocks = manifest
        column = form.blocks_column
        while column.count() > 1 and (item := column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.setParent(None)
                old.deleteLater()
        for place, block in enumerate(manifest.blocks):
            column.insertWidget(place, BlockView(block, self._look, form.blocks))

    def _compare(self) -> None:
        self.compare_requested.emit(self._state.message_id)

    def _list_steered(self) -> None:
        self._turn_to(self._steering)
        self._steering.setFocus()

    def _go_back(self) -> None:
        self._turn_to(self._form.one_reply)
        self._form.steered.setFocus()

    def _change_sides(self, compares: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._turn_to(self.comparison if compares else self._form.one_reply)

    def _turn_to(self, side: QWidget) -> None:
        form = self._form
        form.sides.setCurrentWidget(side)
        self.setFocusProxy(form.tabs if side is form.one_reply else side)

    def _subject(self) -> str:
        state = self._state
        if state.subject is Subject.PREVIEW:
            return self.tr("What would be sent now")
        if state.subject is Subject.REPLY:
            return self.tr("Turn {0}").format(state.turn)
        return self.tr("What the model was told")

    def _explain(self) -> None:
        state = self._state
        sentence = ""
        if state.is_reading:
            headline = self.tr("Reading\u2026")
        elif state.notice is not None:
            headline = self.tr("It could not be read")
        elif state.subject is Subject.REPLY:
            headline = self.tr("Not known")
            sentence = self.tr("This reply carries no record of what the model was told.")
        elif state.is_open:
            headline = self.tr("No reply yet")
            sentence = self.tr("With each reply you see here what the model knew, and why.")
        else:
            headline = self.tr("No story is open")
            sentence = self.tr("What the model is told for each reply is shown here.")
        self._form.nothing.say("context", headline, sentence)
