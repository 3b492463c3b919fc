"""Asking the lore on screen."""

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from loredesk.ui.asking.presenter import AskingPresenter
from loredesk.ui.asking.state import AskingState, ways
from loredesk.ui.asking.words import WAY_LINK, found_html, nothing
from loredesk.ui.forms.asking_pane import Ui_AskingPane
from loredesk.ui.theme.look import Look
from loredesk.ui.widgets.flow_layout import FlowLayout


class AskingPane(QWidget):
    """Shows an `AskingState`; says what is asked, and which source is to be seen."""

    ask_requested = Signal(str)
    threads_requested = Signal()
    stop_requested = Signal()
    mend_requested = Signal()
    notice_dismissed = Signal()
    entry_chosen = Signal(str)
    """The entry of this id is to be opened."""
    message_chosen = Signal(str)
    """The message of this id is to be shown in the story."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._state = AskingState()
        self._form = form = Ui_AskingPane()
        form.setupUi(self)
        FlowLayout(form.offers).addWidget(form.threads)
        for part in (form.notice, form.empty):
            part.set_look(look)
        form.answer.set_look(look, "story")
        form.answer.document().setDocumentMargin(0)
        self.setFocusProxy(form.question)
        self._listen()
        self.show_state(self._state)

    def join(self, presenter: AskingPresenter) -> None:
        """Carry every wish of this pane to *presenter*."""
        self.ask_requested.connect(presenter.ask)
        self.threads_requested.connect(presenter.find_threads)
        self.stop_requested.connect(presenter.stop)
        self.mend_requested.connect(presenter.mend)
        self.notice_dismissed.connect(presenter.dismiss)

    def show_state(self, state: AskingState) -> None:
        """Replace what is on screen with *state*."""
        before, self._state = self._state, state
        form, busy = self._form, state.running is not None
        if state.question != before.question:
            self._put(state.question)
        form.question.setEnabled(state.has_world)
        form.threads.setEnabled(state.can_find_threads)
        form.stop.setVisible(busy)
        form.ask.setVisible(not busy)
        form.progress.setVisible(busy)
        self._weigh()
        form.notice.show_notice(state.notice)
        page = form.answer_page if state.found is not None else form.empty_page
        form.pages.setCurrentWidget(page)
        form.empty.say(*nothing(state))
        if state.found != before.found:
            self._show_found()

    def ask_about(self, question: str) -> None:
        """Take *question* as what is asked; where it is empty, let the author write one."""
        if question.strip():
            self._put(question.strip())
            self._ask()
        self._form.question.end(False)  # noqa: FBT003 - Qt's manner
        self._form.question.home(True)  # noqa: FBT003 - Qt's manner

    def keyPressEvent(self, event: QKeyEvent, /) -> None:  # noqa: N802 - Qt's method
        """Stop looking with Escape."""
        if event.key() == Qt.Key.Key_Escape and self._state.running is not None:
            self.stop_requested.emit()
        else:
            super().keyPressEvent(event)

    def _listen(self) -> None:
        form = self._form
        form.question.textChanged.connect(self._weigh)
        form.question.returnPressed.connect(self._ask)
        form.ask.clicked.connect(self._ask)
        form.stop.clicked.connect(self.stop_requested)
        form.threads.clicked.connect(self.threads_requested)
        form.answer.anchorClicked.connect(self._follow)
        form.notice.action_requested.connect(self.mend_requested)
        form.notice.dismissed.connect(self.notice_dismissed)
        self._look.changed.connect(self._show_found)

    def _put(self, question: str) -> None:
        self._form.question.setText(question)
        self._form.question.setCursorPosition(0)

    def _weigh(self) -> None:
        has_words = bool(self._form.question.text().strip())
        self._form.ask.setEnabled(self._state.can_ask and has_words)

    def _ask(self) -> None:
        if self._form.ask.isEnabled():
            self.ask_requested.emit(self._form.question.text())

    def _show_found(self) -> None:
        found = self._state.found
        self._form.answer.setHtml(found_html(found, self._look.tokens) if found else "")

    def _follow(self, address: QUrl) -> None:
        kind, _, number = address.toString().partition(":")
        known = ways(self._state.found)
        if kind != WAY_LINK or not number.isdecimal() or int(number) >= len(known):
            return
        way = known[int(number)]
        if way.message_id is not None:
            self.message_chosen.emit(way.message_id)
        elif way.entry_id is not None:
            self.entry_chosen.emit(way.entry_id)
