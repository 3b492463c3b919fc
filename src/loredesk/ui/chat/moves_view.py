"""Everything of the chat pane that is about moving along the story: what can be done, is asked, said."""

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from loredesk.domain.ids import MessageId
from loredesk.ui.ask_line import AskLine
from loredesk.ui.chat import acts
from loredesk.ui.chat.edit_card import EditCard
from loredesk.ui.chat.foot import MORE
from loredesk.ui.chat.message_menu import MessageMenu
from loredesk.ui.chat.moves_state import MovesState
from loredesk.ui.chat.question_card import QuestionCard
from loredesk.ui.chat.state import ChatState
from loredesk.ui.chat.transcript import Transcript
from loredesk.ui.theme.look import Look
from loredesk.ui.widgets.notice_bar import NoticeBar


class MovesView(QObject):
    """Shows a `MovesState`; says what is to be done with which message."""

    acted = Signal(str, str)
    """The ids of an action and of the message it is to be done with."""
    context_acted = Signal(str, str)
    """The same of an action that is about what the model was told."""
    named = Signal(str, str)
    """The line that ends at the message of this id is to have this name."""
    edit_kept = Signal(str)
    reply_wanted = Signal(str)
    edit_left = Signal()
    agreed = Signal()
    refused = Signal()
    newcomer_kept = Signal(str, bool)
    mend_requested = Signal()
    notice_dismissed = Signal()
    possible_changed = Signal(object)
    """The ids of what can be done with the chosen message, or with the newest one."""

    def __init__(
        self,
        *,
        look: Look,
        transcript: Transcript,
        question: QuestionCard,
        notice: NoticeBar,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._pane = parent
        self._transcript = transcript
        self._question = question
        self._notice = notice
        self._card = EditCard(look, transcript)
        self._menu = MessageMenu(look, parent)
        self._state = ChatState()
        self._asked_for: MessageId | None = None
        """The message the name that is being asked for belongs to."""
        self._listen()

    def show_moves(self, state: MovesState) -> None:
        """Show *state*."""
        self._question.show_question(state.question)
        self._notice.show_notice(state.notice)
        self._card.show_editing(state.editing)
        if state.editing is not None:
            self._transcript.choose(state.editing.message_id)
        self._place_card()

    def follow(self, state: ChatState) -> None:
        """Take *state* as what the chat shows."""
        self._state = state
        self._tell_possible()
        self._place_card()

    def act(self, action: str) -> None:
        """Wish for *action* with the chosen message, or with the newest one."""
        if action == acts.ABOVE:
            self._step(-1)
        elif action == acts.BELOW:
            self._step(1)
        else:
            passage = acts.passage_in(self._state, self._transcript.chosen)
            if passage is not None:
                self._act_on(action, passage.message_id)

    def act_on_last(self, action: str) -> None:
        """Wish for *action* with the newest message."""
        if self._state.last is not None:
            self._act_on(action, self._state.last.message_id)

    def _listen(self) -> None:
        self._transcript.act_requested.connect(self._act_on)
        self._transcript.menu_requested.connect(self._offer)
        self._transcript.scrolled.connect(self._place_card)
        self._transcript.resized.connect(self._place_card)
        self._menu.wished.connect(self.act)
        self._card.kept.connect(self.edit_kept)
        self._card.reply_wanted.connect(self.reply_wanted)
        self._card.left.connect(self.edit_left)
        self._question.agreed.connect(self.agreed)
        self._question.refused.connect(self.refused)
        self._question.kept.connect(self.newcomer_kept)
        self._notice.action_requested.connect(self.mend_requested)
        self._notice.dismissed.connect(self.notice_dismissed)

    def _act_on(self, action: str, message_id: str) -> None:
        passage = acts.passage_in(self._state, MessageId(message_id))
        if action == MORE:
            self._transcript.choose(MessageId(message_id))
            self._tell_possible()
            self._offer(self._transcript.cursor_place())
        elif passage is None or action not in acts.possible_acts(self._state, passage):
            return
        elif action == acts.NAME:
            self._ask_for_name(passage.message_id)
        elif action in acts.ABOUT_CONTEXT:
            self.context_acted.emit(action, message_id)
        else:
            self.acted.emit(action, message_id)

    def _step(self, step: int) -> None:
        self._transcript.step_choice(step)
        self._tell_possible()

    def _offer(self, place: QPoint) -> None:
        self._tell_possible()
        passage = acts.passage_in(self._state, self._transcript.chosen)
        possible = acts.possible_acts(self._state, passage)
        if possible:
            self._menu.offer(possible, place)

    def _tell_possible(self) -> None:
        passage = acts.passage_in(self._state, self._transcript.chosen)
        self.possible_changed.emit(acts.possible_acts(self._state, passage))

    def _ask_for_name(self, message_id: MessageId) -> None:
        self._asked_for = message_id
        asking = AskLine(self._pane)
        asking.answered.connect(self._name)
        asking.ask(
            self.tr("What is this branch called?"),
            explanation=self.tr("The line that ends at this message is found by that name."),
            button=self.tr("Name it"),
        )

    def _name(self, name: str) -> None:
        if self._asked_for is not None:
            self.named.emit(self._asked_for, name)

    def _place_card(self) -> None:
        editing = self._card.editing
        area = self._transcript.area_of(editing.message_id) if editing is not None else None
        if area is not None:
            origin = self._transcript.viewport().pos()
            within = self._transcript.viewport().rect().translated(origin)
            self._card.place(area.translated(origin), within)
