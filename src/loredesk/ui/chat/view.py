"""The chat pane on screen: transcript, takes, and the editor for the next turn."""

from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

from loredesk.domain.ids import MessageId
from loredesk.domain.messages import Role
from loredesk.ui.chat import acts
from loredesk.ui.chat.message_editor import MessageEditor
from loredesk.ui.chat.moves_view import MovesView
from loredesk.ui.chat.question_card import QuestionCard
from loredesk.ui.chat.state import ChatState, Phase
from loredesk.ui.chat.transcript import Transcript
from loredesk.ui.forms.chat_pane import Ui_ChatPane
from loredesk.ui.theme.look import Look
from loredesk.ui.theme.roles import set_tone

_BEAT_MS = 450
_BEATS = 4
_BEATS_OF_RECALL = 2
"""After these the model is what one waits for."""


class ChatPane(QWidget):
    """Shows a `ChatState` and the reply that is arriving; says what the author wants."""

    send_requested = Signal(str)
    stop_requested = Signal()
    context_requested = Signal(str)
    """What the model was told for the message of this id."""
    draft_changed = Signal(str)
    mend_requested = Signal()
    notice_dismissed = Signal()
    answering_changed = Signal(bool)
    """Whether a reply is on its way that can be stopped."""
    so_far_requested = Signal()
    """The author wants to read what is summed up of the story."""
    ways_requested = Signal()
    """The author has no story open and wants to see the ways to begin."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._state = ChatState()
        self._form = Ui_ChatPane()
        self._form.setupUi(self)
        self._transcript = Transcript(self)
        self._editor = MessageEditor(self)
        self._question = QuestionCard(self)
        self.moves = MovesView(
            look=look,
            transcript=self._transcript,
            question=self._question,
            notice=self._form.moved,
            parent=self,
        )
        self._beat = 0
        self._beats = QTimer(self, interval=_BEAT_MS)
        self._beats.timeout.connect(self._wait)
        self._place()
        self._dress()
        self._listen()
        self.show_state(self._state)

    def show_state(self, state: ChatState) -> None:
        """Show *state*, touching only what differs from the one before."""
        before, self._state = self._state, state
        form = self._form
        form.pages.setCurrentWidget(form.closed if state.session_id is None else form.open)
        form.title.setText(state.session_title)
        form.world.setText(state.world_title)
        form.world.setVisible(not state.session_title.startswith(state.world_title))
        self._show_story(before)
        self._show_strip()
        form.notice.show_notice(state.notice)
        form.send.setVisible(not state.is_answering)
        form.stop.setVisible(state.is_answering)
        form.stop.setEnabled(state.phase is not Phase.STOPPING)
        self._allow_sending()
        self.moves.follow(state)
        if state.is_answering is not before.is_answering:
            self.answering_changed.emit(state.is_answering)

    def append(self, piece: str) -> None:
        """Add *piece* to the reply that is arriving."""
        self._beats.stop()
        self._transcript.append(piece)

    def show_message(self, message_id: MessageId) -> bool:
        """Bring a message on screen and mark it; tell whether the line that is shown has it."""
        return self._transcript.reveal(message_id)

    def put_draft(self, text: str) -> None:
        """Put *text* into the editor, in place of what stands there."""
        self._editor.put(text)

    def ask(self) -> None:
        """Wish to send what stands in the editor."""
        if self._form.send.isEnabled() and not self._state.is_answering:
            self.send_requested.emit(self._editor.toPlainText())

    def show_turn(self, turn: int) -> None:
        """Bring the first message of a turn on screen, and mark it."""
        self._transcript.seek_turn(turn)

    def focus_message(self) -> None:
        """Go to the editor."""
        self._editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _place(self) -> None:
        form = self._form
        form.bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        form.story.addWidget(self._transcript)
        form.question_place.addWidget(self._question)
        form.editor_place.addWidget(self._editor)
        form.bar_row.setStretch(0, 1)
        policy = form.regenerate.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        form.regenerate.setSizePolicy(policy)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.AlternateBase)
        order = (self._editor, form.send, form.stop, self._transcript)
        takes = (form.earlier_take, form.later_take, form.regenerate, form.go_on)
        for earlier, later in pairwise((form.notice, form.moved, self._question, *order, *takes)):
            self.setTabOrder(earlier, later)
        self.setFocusProxy(self._editor)

    def _dress(self) -> None:
        form, look = self._form, self._look
        for part in (
            form.closed,
            form.unwritten,
            form.notice,
            form.moved,
            self._transcript,
            self._editor,
        ):
            part.set_look(look)
        self._fit_desk()
        look.changed.connect(self._fit_desk)
        look.set_icon(form.earlier_take, "left", "muted")
        look.set_icon(form.later_take, "right", "muted")
        look.set_icon(form.regenerate, "regenerate", "muted")
        look.set_icon(form.go_on, "forward", "muted")
        look.set_icon(form.so_far, "chapters", "muted")
        look.set_icon(form.send, "send", "on_accent")
        look.set_icon(form.stop, "stop", "danger_ink")
        form.closed.say(
            "chat",
            self.tr("No story is open"),
            self.tr("Choose a session above, or begin a new one."),
            action=self.tr("Ways to begin"),
        )
        form.unwritten.say(
            "spark",
            self.tr("Nothing has been told yet"),
            self.tr("Write the first turn below; the narrator answers."),
        )

    def _listen(self) -> None:
        form = self._form
        form.closed.action_requested.connect(self.ways_requested)
        form.so_far.clicked.connect(self.so_far_requested)
        form.send.clicked.connect(self.ask)
        form.stop.clicked.connect(self.stop_requested)
        form.regenerate.clicked.connect(self._regenerate)
        form.go_on.clicked.connect(self._continue)
        form.earlier_take.clicked.connect(self._earlier_take)
        form.later_take.clicked.connect(self._later_take)
        form.notice.action_requested.connect(self.mend_requested)
        form.notice.dismissed.connect(self.notice_dismissed)
        self._transcript.context_requested.connect(self.context_requested)
        self._editor.send_requested.connect(self.ask)
        self._editor.stop_requested.connect(self.stop_requested)
        self._editor.focus_changed.connect(self._mark_focus)
        self._editor.textChanged.connect(self._draft_changed)

    def _earlier_take(self) -> None:
        self.moves.act_on_last(acts.EARLIER)

    def _later_take(self) -> None:
        self.moves.act_on_last(acts.LATER)

    def _regenerate(self) -> None:
        self.moves.act_on_last(acts.REGENERATE)

    def _continue(self) -> None:
        self.moves.act_on_last(acts.CONTINUE)

    def _fit_desk(self) -> None:
        self._form.desk.setMaximumWidth(self._transcript.column)

    def _mark_focus(self) -> None:
        set_tone(self._form.card, "accent" if self._editor.hasFocus() else "plain")

    def _show_story(self, before: ChatState) -> None:
        state, transcript = self._state, self._transcript
        if state.passages is not before.passages:
            transcript.show_passages(state.passages)
        if state.is_answering and not transcript.is_growing:
            transcript.begin(Role.NARRATOR, speaker=_voice(state), turn=_turn(state))
            self._beat = 0
            self._wait()
            self._beats.start()
        elif not state.is_answering:
            self._beats.stop()
            transcript.finish()
        is_blank = not state.passages and not state.is_answering and state.phase is Phase.READY
        form = self._form
        form.story.setCurrentWidget(form.unwritten if is_blank else transcript)

    def _show_strip(self) -> None:
        form, state = self._form, self._state
        last = state.last
        takes = last.takes if last is not None and not state.is_answering else 1
        for part in (form.earlier_take, form.take, form.later_take):
            part.setVisible(takes > 1)
        if last is not None and takes > 1:
            form.take.setText(self.tr("Take {0} of {1}").format(last.take, takes))
            form.earlier_take.setEnabled(last.take > 1)
            form.later_take.setEnabled(last.take < takes)
        form.regenerate.setVisible(not state.is_answering and last is not None)
        form.regenerate.setEnabled(state.can_regenerate)
        form.regenerate.setText(self.tr("Regenerate"))
        possible = acts.possible_acts(state, last)
        form.go_on.setVisible(acts.CONTINUE in possible)
        form.status.setText(self._status())

    def _status(self) -> str:
        state = self._state
        words = {
            Phase.OPENING: self.tr("Opening\u2026"),
            Phase.RECALLING: self._patience(),
            Phase.STREAMING: self.tr("Writing\u2026"),
            Phase.STOPPING: self.tr("Stopping\u2026"),
        }
        if state.is_unanswered:
            return self.tr("This turn has no reply yet")
        if state.phase is Phase.READY:
            return self.tr("Turn {0}").format(state.next_turn)
        return words.get(state.phase, "")

    def _allow_sending(self) -> None:
        has_words = bool(self._editor.toPlainText().strip())
        self._form.send.setEnabled(has_words and self._state.phase is Phase.READY)

    def _draft_changed(self) -> None:
        self._allow_sending()
        self.draft_changed.emit(self._editor.toPlainText())

    def _wait(self) -> None:
        self._beat += 1
        dots = "\u2009\u00b7" * ((self._beat - 1) % _BEATS + 1)
        is_long = self._beat > _BEATS_OF_RECALL
        words = self.tr("Waiting for the model") if is_long else self.tr("Remembering what matters")
        self._transcript.wait(f"{words} {dots}")
        self._form.status.setText(self._status())

    def _patience(self) -> str:
        """Say what is being waited for: recall takes a moment, all the rest is the model's."""
        if self._beat > _BEATS_OF_RECALL:
            return self.tr("Waiting for the model \u2026")
        return self.tr("Remembering \u2026")


def _turn(state: ChatState) -> int:
    return state.last.turn if state.last is not None else 0


def _voice(state: ChatState) -> str:
    for passage in reversed(state.passages):
        if passage.role is Role.NARRATOR:
            return passage.speaker
    return ""
