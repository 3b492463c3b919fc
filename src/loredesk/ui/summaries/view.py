"""The story so far on screen."""

from PySide6.QtCore import QModelIndex, Qt, QUrl, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from loredesk.domain.story_so_far import Part
from loredesk.ui.forms.summaries_pane import Ui_SummariesPane
from loredesk.ui.row_model import RowModel
from loredesk.ui.summaries.presenter import SummariesPresenter
from loredesk.ui.summaries.state import SummariesState
from loredesk.ui.summaries.words import (
    TURN_LINK,
    ask_words,
    caption,
    choice,
    detail_html,
    headline,
    length,
    named,
    nothing,
    progress,
    spoken,
    title,
)
from loredesk.ui.theme.look import Ink, Look
from loredesk.ui.titled_rows import Painted, TitledRows
from loredesk.ui.widgets.flow_layout import FlowLayout

_LENGTHS = (5, 10, 20, 40, 0)
_NARROW = 640
"""Below this width the chosen summary stands below the list, not beside it."""


class SummariesPane(QWidget):
    """Shows a `SummariesState`; says what the author makes of it."""

    part_chosen = Signal(str)
    turn_requested = Signal(int)
    """The story is to be shown where this turn begins."""
    edit_requested = Signal()
    kept = Signal(str)
    left = Signal()
    hide_requested = Signal()
    put_back_requested = Signal()
    ask_requested = Signal()
    length_chosen = Signal(int)
    begin_requested = Signal()
    notice_dismissed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._state = SummariesState()
        self._showing = False
        self._form = form = Ui_SummariesPane()
        form.setupUi(self)
        self._model = RowModel(identity=_key, spoken=spoken, parent=self)
        form.parts.setModel(self._model)
        form.parts.setItemDelegate(TitledRows(look, form.parts, _painted))
        self._edit = QPushButton(self.tr("Edit"))
        self._ask = QPushButton()
        self._hide = QPushButton()
        self._back = QPushButton(self.tr("Earlier words"))
        flow = FlowLayout(form.buttons)
        for button in (self._edit, self._ask, self._hide, self._back):
            flow.addWidget(button)
        self._lengths = self._add_lengths()
        form.sides.setStretchFactor(0, 2)
        form.sides.setStretchFactor(1, 5)
        form.detail.set_look(look, "story")
        form.detail.document().setDocumentMargin(0)
        form.editor.document().setDefaultFont(look.story_font())
        form.notice.set_look(look)
        form.empty.set_look(look)
        self.setFocusProxy(form.parts)
        self._explain()
        self._listen()
        self.show_state(self._state)

    def join(self, presenter: SummariesPresenter) -> None:
        """Carry every wish of this pane to *presenter*."""
        self.part_chosen.connect(presenter.choose)
        self.edit_requested.connect(presenter.edit)
        self.kept.connect(presenter.keep)
        self.left.connect(presenter.leave)
        self.hide_requested.connect(presenter.hide)
        self.put_back_requested.connect(presenter.put_back)
        self.ask_requested.connect(presenter.ask_again)
        self.length_chosen.connect(presenter.set_length)
        self.begin_requested.connect(presenter.begin)
        self.notice_dismissed.connect(presenter.dismiss)

    def show_state(self, state: SummariesState) -> None:
        """Replace what is on screen with *state*."""
        before, self._state = self._state, state
        form = self._form
        self._showing = True
        try:
            self._model.show_rows(state.parts)
            if state.part is not None:
                form.parts.setCurrentIndex(self._model.index_of(state.part.key))
        finally:
            self._showing = False
        form.notice.show_notice(state.notice)
        self._show_head(state)
        if (before.part, before.notice) != (state.part, state.notice):
            self._bring_chosen()
        form.pages.setCurrentWidget(form.parts_page if state.parts else form.empty_page)
        words, sentence, action = nothing(state)
        form.empty.say("chapters", words, sentence, action=action)
        if (before.part, before.editing) != (state.part, state.editing):
            self._show_detail()
        self._show_editing(before.editing, state.editing)
        self._show_acts(state)

    def resizeEvent(self, event: QResizeEvent, /) -> None:  # noqa: N802 - Qt's method
        """Put the chosen summary below the list where there is no room beside it."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self._form.sides.orientation() is not wanted:
            self._form.sides.setOrientation(wanted)
        self._bring_chosen()

    def _explain(self) -> None:
        self._edit.setToolTip(self.tr("Write this summary in your own words"))
        self._back.setToolTip(self.tr("Let it read as it did before it was last changed"))

    def _listen(self) -> None:
        form = self._form
        form.parts.selectionModel().currentChanged.connect(self._choose)
        form.detail.anchorClicked.connect(self._follow)
        form.keep.clicked.connect(self._keep)
        form.leave.clicked.connect(self.left)
        form.empty.action_requested.connect(self.begin_requested)
        form.notice.dismissed.connect(self.notice_dismissed)
        self._edit.clicked.connect(self.edit_requested)
        self._ask.clicked.connect(self.ask_requested)
        self._hide.clicked.connect(self.hide_requested)
        self._back.clicked.connect(self.put_back_requested)
        self._look.changed.connect(self._show_detail)
        self._look.changed.connect(form.parts.viewport().update)
        for keys, slot in (("Esc", self.left), ("Ctrl+Return", self._keep)):
            shortcut = QShortcut(QKeySequence(keys), form.editing_page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _add_lengths(self) -> dict[int, QAction]:
        menu = QMenu(self)
        group = QActionGroup(self)
        group.triggered.connect(self._choose_length)
        actions = {}
        for turns in _LENGTHS:
            action = QAction(self.tr(choice(turns)), group)
            action.setData(turns)
            action.setCheckable(True)
            menu.addAction(action)
            actions[turns] = action
        self._form.length.setMenu(menu)
        return actions

    def _bring_chosen(self) -> None:
        """Let the row of the chosen part be seen whole, where the list is short."""
        self._form.parts.scrollTo(self._form.parts.currentIndex())

    def _show_head(self, state: SummariesState) -> None:
        form = self._form
        form.summary.setText(headline(state))
        said = progress(state)
        form.progress.setText(said)
        form.progress.setVisible(bool(said))
        form.length.setVisible(state.told is not None)
        if state.told is not None:
            form.length.setText(self.tr(length(state.told.chapter_turns)))
            for turns, action in self._lengths.items():
                action.setChecked(turns == state.told.chapter_turns)

    def _show_detail(self) -> None:
        part = self._state.part
        html = detail_html(part, self._look.tokens) if part is not None else ""
        self._form.detail.setHtml(html)

    def _show_editing(self, before: Part | None, editing: Part | None) -> None:
        form = self._form
        page = form.reading_page if editing is None else form.editing_page
        form.detail_pages.setCurrentWidget(page)
        form.parts.setEnabled(editing is None)
        if editing is not None and editing is not before and editing.summary is not None:
            form.editing.setText(
                self.tr("{0}. What you leave as it is keeps its turns.").format(title(editing))
            )
            form.editor.setPlainText(editing.summary.text)
            form.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_acts(self, state: SummariesState) -> None:
        part = state.part
        hidden = part is not None and part.summary is not None and part.summary.hidden
        self._form.keep.setEnabled(not state.busy)
        self._edit.setEnabled(state.can_change)
        self._hide.setEnabled(state.can_change)
        self._ask.setEnabled(state.can_ask and not state.is_off)
        self._back.setVisible(part is not None and part.earlier is not None)
        self._back.setEnabled(state.can_put_back)
        self._ask.setText(self.tr(ask_words(state)))
        self._hide.setText(self.tr("Tell the model") if hidden else self.tr("Hide from the model"))
        if part is not None:
            what = named(part)
            told = self.tr("The model is told {0} again") if hidden else self.tr("Keep {0} from it")
            self._hide.setToolTip(told.format(what))
            self._ask.setToolTip(self.tr("Have {0} summed up by the model").format(what))

    def _choose(self, index: QModelIndex) -> None:
        part = self._model.row(index)
        if not self._showing and part is not None:
            self.part_chosen.emit(part.key)

    def _choose_length(self, action: QAction) -> None:
        self.length_chosen.emit(int(action.data()))

    def _keep(self) -> None:
        self.kept.emit(self._form.editor.toPlainText())

    def _follow(self, address: QUrl) -> None:
        kind, _, turn = address.toString().partition(":")
        if kind == TURN_LINK and turn.isdecimal():
            self.turn_requested.emit(int(turn))


def _key(part: Part) -> str:
    return part.key


def _painted(part: Part) -> Painted:
    ink: Ink = "accent_ink"
    if part.summary is None or part.summary.hidden:
        ink = "muted"
    if part.problem:
        return "warning", "danger_ink", title(part), caption(part)
    return "chapters", ink, title(part), caption(part)
