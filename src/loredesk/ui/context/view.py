"""The context pane on screen."""

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QListView, QWidget

from loredesk.domain.manifest import Manifest
from loredesk.ui.context.block_view import BlockView
from loredesk.ui.context.budget_bar import BudgetBar
from loredesk.ui.context.entry_list import ROW, EntryDelegate, EntryListModel
from loredesk.ui.context.state import ContextState, Subject, as_text, rows_in, rows_out
from loredesk.ui.forms.context_pane import Ui_ContextPane
from loredesk.ui.theme.look import Look

_COPIED_MS = 2_000


class ContextPane(QWidget):
    """Shows a `ContextState`: the budget, what was in, what was left out, what was sent."""

    preview_requested = Signal()
    newest_requested = Signal()
    entry_chosen = Signal(str)
    """The entry of this id is to be opened."""
    mend_requested = Signal()
    notice_dismissed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._state = ContextState()
        self._form = Ui_ContextPane()
        self._form.setupUi(self)
        self._budget = BudgetBar(look, self)
        self._told = EntryListModel(self)
        self._left_out = EntryListModel(self)
        self._set_blocks: Manifest | None = None
        """What the blocks on the last tab were made from."""
        self._copied = QTimer(self, singleShot=True, interval=_COPIED_MS)
        self.setFocusProxy(self._form.tabs)
        self._place()
        self._listen()
        self.show_state(self._state)

    def show_state(self, state: ContextState) -> None:
        """Replace what is on screen with *state*."""
        before, self._state = self._state, state
        form = self._form
        form.subject.setText(self._subject())
        form.newest.setVisible(not state.is_newest)
        form.preview.setEnabled(state.is_open and not state.is_reading)
        form.notice.show_notice(state.notice)
        manifest = state.manifest
        for part in (form.copy, form.tokens, self._budget):
            part.setVisible(manifest is not None)
        if manifest is None:
            self._explain()
            form.pages.setCurrentWidget(form.nothing)
            return
        form.pages.setCurrentWidget(form.tabs)
        if manifest is not before.manifest:
            self._show_manifest(manifest)

    def copy(self) -> None:
        """Put everything that was sent on the clipboard."""
        if self._state.manifest is not None:
            QGuiApplication.clipboard().setText(as_text(self._state.manifest))
            self._form.copied.setVisible(True)
            self._copied.start()

    def _place(self) -> None:
        form, look = self._form, self._look
        form.subject_row.setStretch(0, 1)
        form.budget_place.addWidget(self._budget)
        form.copied.setVisible(False)
        form.blocks_column.addStretch(1)
        for part in (form.nothing, form.notice):
            part.set_look(look)
        look.set_icon(form.copy, "copy", "muted")
        look.set_icon(form.preview, "context", "text")
        for view, model in ((form.told, self._told), (form.left_out, self._left_out)):
            view.setModel(model)
            view.setItemDelegate(EntryDelegate(look, view))
            view.setMouseTracking(True)
            view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
            view.activated.connect(self._choose)

    def _listen(self) -> None:
        form = self._form
        form.copy.clicked.connect(self.copy)
        form.newest.clicked.connect(self.newest_requested)
        form.preview.clicked.connect(self.preview_requested)
        form.notice.action_requested.connect(self.mend_requested)
        form.notice.dismissed.connect(self.notice_dismissed)
        form.tabs.currentChanged.connect(self._show_blocks)
        self._copied.timeout.connect(form.copied.hide)

    def _show_manifest(self, manifest: Manifest) -> None:
        form = self._form
        words = self.tr("{0} of {1} tokens")
        form.tokens.setText(words.format(f"{manifest.tokens:,}", f"{manifest.budget:,}"))
        self._budget.show_budget(manifest.blocks, manifest.budget)
        self._told.show_rows(rows_in(manifest))
        self._left_out.show_rows(rows_out(manifest))
        titles = (
            (self.tr("Told"), len(manifest.entries)),
            (self.tr("Left out"), len(manifest.left_out)),
            (self.tr("Sent"), len(manifest.blocks)),
        )
        for tab, (title, count) in enumerate(titles):
            form.tabs.setTabText(tab, f"{title}  {count}")
        self._show_blocks()

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

    def _choose(self, index: QModelIndex) -> None:
        self.entry_chosen.emit(index.data(ROW).entry_id)

    def _subject(self) -> str:
        state = self._state
        if state.subject is Subject.PREVIEW:
            return self.tr("What would be sent now")
        if state.subject is Subject.REPLY:
            return self.tr("Turn {0}").format(state.turn)
        return self.tr("What the model was told")

    def _explain(self) -> None:
        state, nothing = self._state, self._form.nothing
        if state.is_reading:
            nothing.say("context", self.tr("Reading\u2026"))
        elif state.notice is not None:
            nothing.say("context", self.tr("It could not be read"))
        elif state.subject is Subject.REPLY:
            nothing.say(
                "context",
                self.tr("Not known"),
                self.tr("This reply carries no record of what the model was told."),
            )
        elif state.is_open:
            nothing.say(
                "context",
                self.tr("No reply yet"),
                self.tr("With each reply you see here what the model knew, and why."),
            )
        else:
            nothing.say(
                "context",
                self.tr("No story is open"),
                self.tr("What the model is told for each reply is shown here."),
            )
