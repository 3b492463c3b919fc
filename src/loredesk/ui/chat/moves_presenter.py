"""Moving along the tree without the window: asks before it withdraws, and says what it did."""

from collections.abc import Coroutine
from dataclasses import replace
from typing import Any

from loredesk.domain.ids import LoreId, MessageId, SessionId
from loredesk.domain.listings import LineChange, Story
from loredesk.domain.messages import PlacedMessage
from loredesk.domain.withdrawal import Withdrawal
from loredesk.ui.chat import acts
from loredesk.ui.chat.move_words import after_move
from loredesk.ui.chat.moves import Mover
from loredesk.ui.chat.moves_needs import Canon, Comparing, MovesView, Telling, Tree
from loredesk.ui.chat.moves_state import Editing, Keepable, MovesState, Question
from loredesk.ui.chat.wishes import Move, Wishes
from loredesk.ui.task_scope import TaskScope
from loredesk.ui.trouble import told
from loredesk.ui.undo.command import Command, Deeds

_ASK, _MOVE = "look what would be withdrawn", "move along the story"
_COME_BACK = "What is withdrawn comes back when you return."


class MovesPresenter:
    """Carries out what the author wants done with a message."""

    def __init__(
        self,
        *,
        view: MovesView,
        tree: Tree,
        chat: Telling,
        deeds: Deeds,
        compare: Comparing,
        canon: Canon,
    ) -> None:
        self._view = view
        self._tree = tree
        self._canon = canon
        self._chat = chat
        self._deeds = deeds
        self._compare = compare
        self._told_of: Command | None = None
        """The move the notice tells of."""
        self._state = MovesState()
        self._story: Story | None = None
        self._pending: tuple[Move, Withdrawal] | None = None
        """What waits for the author's answer."""
        self._awaited: tuple[str, Mover, Withdrawal | None] | None = None
        """The reply that is to be taken down once it is there."""
        self._scope = TaskScope(on_error=self._failed)

    def follow(self, story: Story) -> None:
        """Take *story* as what is on screen."""
        before, self._story = self._story, story
        if before is None or before.session.id != story.session.id:
            self._forget()
        elif before.session.head != story.session.head:
            self._pending = None
            self._show(replace(self._state, question=None, notice=None))
            self._take_reply_down(story)

    def close_session(self) -> None:
        """Know of no session any more."""
        self._story = None
        self._forget()

    def act(self, action: str, message_id: MessageId) -> None:
        """Do *action* with a message of the session on screen."""
        place, story = self._place(message_id), self._story
        if place is None or story is None or self._scope.is_running(_MOVE):
            return
        if action == acts.EDIT:
            message = place.message
            editing = Editing(message_id=message.id, role=message.role, text=message.text)
            self._show(MovesState(editing=editing))
        elif action == acts.COMPARE and story.session.head is not None:
            self._compare(place.message.id, story.session.head)
        elif move := self._wishes(story).move(action, place):
            self._weigh(move)

    def name(self, message_id: MessageId, name: str) -> None:
        """Give the line that ends at a message a name."""
        if self._story is not None and name.strip():
            self._start(self._wishes(self._story).name(message_id, name.strip()))

    def keep_edit(self, text: str) -> None:
        """Make *text* a new take of the message that is being edited."""
        self._keep_edit(text, reply=False)

    def keep_edit_and_reply(self, text: str) -> None:
        """Make *text* a new take of the message that is being edited, and get a reply to it."""
        self._keep_edit(text, reply=True)

    def stop_editing(self) -> None:
        """Leave the message as it is."""
        self._pending = None
        self._show(replace(self._state, editing=None, question=None))

    def keep(self, entry_id: LoreId, kept: bool) -> None:  # noqa: FBT001 - a signal's argument
        """Say whether a newcomer is to become canon before it would leave."""
        question = self._state.question
        if question is not None:
            keepables = tuple(
                replace(one, kept=kept) if one.entry_id == entry_id else one
                for one in question.keepables
            )
            self._show(replace(self._state, question=replace(question, keepables=keepables)))

    def go_on(self) -> None:
        """Do what was asked about."""
        question, pending = self._state.question, self._pending
        if question is not None and pending is not None and self._story is not None:
            kept = [one for one in question.keepables if one.kept]
            self._start(self._keep_and_make(self._story.session.id, kept, *pending))

    def cancel(self) -> None:
        """Leave everything as it is."""
        self._pending = None
        self._show(replace(self._state, question=None))

    def mend(self) -> None:
        """Take back the move the notice tells of."""
        command, self._told_of = self._told_of, None
        self.dismiss()
        if command is not None:
            self._deeds.take_back(command)

    def dismiss(self) -> None:
        """Take the notice away."""
        self._show(replace(self._state, notice=None))

    async def made(
        self,
        said: str,
        command: Command,
        *,
        change: LineChange | None = None,
        withdrawn: Withdrawal | None = None,
    ) -> None:
        """Say that a move was made, and remember the way back."""
        self._deeds.done(command)
        self._show(replace(self._state, editing=None))
        await self._chat.read_again()
        self._told_of = command
        self._show(replace(self._state, notice=after_move(said, change, withdrawn)))

    def await_reply(self, text: str, mover: Mover, withdrawn: Withdrawal | None) -> None:
        """Remember the way back once the reply is there."""
        self._awaited = (text, mover, withdrawn)

    async def aclose(self) -> None:
        """Stop what is running."""
        await self._scope.aclose()

    def _keep_edit(self, text: str, *, reply: bool) -> None:
        editing, story, text = self._state.editing, self._story, text.strip()
        place = self._place(editing.message_id) if editing is not None else None
        if editing is None or place is None or story is None:
            return
        if not text or text == place.message.text.strip():
            self.stop_editing()
        else:
            self._show(replace(self._state, editing=replace(editing, text=text)))
            self._weigh(self._wishes(story).edit(place, text, reply=reply))

    def _take_reply_down(self, story: Story) -> None:
        awaited, self._awaited = self._awaited, None
        if awaited is not None and story.session.head is not None:
            text, mover, withdrawn = awaited
            self._told_of = mover.moved(story.session.head, text)
            self._deeds.done(self._told_of)
            self._show(replace(self._state, notice=after_move("", None, withdrawn)))

    def _weigh(self, move: Move) -> None:
        self._pending = None
        self._show(replace(self._state, notice=None, question=None))
        if move.preview is None:
            self._start(move.make(None))
        else:
            self._scope.start(_ASK, self._ask(move, move.preview()))

    async def _ask(self, move: Move, preview: Any) -> None:  # noqa: ANN401 - what is awaited
        withdrawal: Withdrawal = await preview
        sentence = withdrawal.sentence()
        if not sentence:
            self._start(move.make(withdrawal))
            return
        self._pending = (move, withdrawal)
        keepables = tuple(
            Keepable(entry_id=entry_id, title=title)
            for entry_id, title in withdrawal.edited_newcomers
        )
        question = Question(wish=move.wish, sentence=sentence, hint=_COME_BACK, keepables=keepables)
        self._show(replace(self._state, question=question))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        self._pending = None
        self._show(replace(self._state, question=None, notice=None))
        self._scope.start(_MOVE, work)

    async def _keep_and_make(
        self, session_id: SessionId, kept: list[Keepable], move: Move, withdrawal: Withdrawal
    ) -> None:
        for one in kept:
            await self._keep(session_id, one)
        await move.make(withdrawal)

    async def _keep(self, session_id: SessionId, one: Keepable) -> None:
        command = _promotion(self._canon, session_id, one)
        await command.redo()
        self._deeds.done(command)

    def _wishes(self, story: Story) -> Wishes:
        return Wishes(story=story, tree=self._tree, chat=self._chat, notes=self)

    def _place(self, message_id: MessageId) -> PlacedMessage | None:
        messages = self._story.messages if self._story is not None else ()
        return next((one for one in messages if one.message.id == message_id), None)

    def _forget(self) -> None:
        self._pending = self._awaited = None
        self._scope.cancel(_ASK)
        self._show(MovesState())

    def _failed(self, name: str, error: BaseException) -> None:
        self._awaited = None
        self._show(replace(self._state, notice=told(name, error), question=None))

    def _show(self, state: MovesState) -> None:
        if state != self._state:
            self._state = state
            self._view.show_moves(state)


def _promotion(canon: Canon, session_id: SessionId, one: Keepable) -> Command:
    return Command(
        text=f"Keep {one.title} in canon",
        undo=lambda: canon.demote(one.entry_id),
        redo=lambda: canon.promote(session_id, one.entry_id),
        session_id=session_id,
    )
