"""Recall's side of the window: what was told, why not, two replies compared, what is steered."""

from collections.abc import Callable
from typing import cast

from loredesk.domain.ids import LoreId, MessageId, SessionId
from loredesk.domain.listings import Story
from loredesk.domain.steering import Steer
from loredesk.services.desk import Desk
from loredesk.ui.chat import acts
from loredesk.ui.chat.moves_presenter import MovesPresenter
from loredesk.ui.chat.view import ChatPane
from loredesk.ui.context.comparison.presenter import ComparisonPresenter
from loredesk.ui.context.presenter import ContextPresenter
from loredesk.ui.context.view import ContextPane
from loredesk.ui.context.why.presenter import WhyPresenter
from loredesk.ui.entry.view import EntryForm
from loredesk.ui.lore.presenter import LorePresenter
from loredesk.ui.lore.view import LorePane
from loredesk.ui.notice import Notice
from loredesk.ui.steering.presenter import SteeringPresenter
from loredesk.ui.theme.look import Look
from loredesk.ui.undo.command import Deeds
from loredesk.ui.undo.needs import Teller
from loredesk.ui.window.view import MainWindow

_ELSEWHERE = Notice(
    sentence="That message is not on the line of the story that is shown.",
    hint="Going there makes it the end of the story; what comes after it is kept.",
    action="Go there",
)


class JoinedRecall:
    """Owns the context pane with its presenters, and what other panes have to do with recall."""

    def __init__(
        self,
        *,
        window: MainWindow,
        look: Look,
        desk: Desk,
        deeds: Deeds,
        tell: Teller,
        draft: Callable[[], str],
    ) -> None:
        self._window = window
        self._tell = tell
        self._chat: ChatPane | None = None
        self._moves: MovesPresenter | None = None
        self.pane = ContextPane(look)
        self.why = WhyPresenter(
            view=self.pane.why,
            explaining=desk.explaining,
            previews=desk.generation,
            library=desk.library,
            draft=draft,
            hub=desk.hub,
        )
        self.context = ContextPresenter(
            view=self.pane,
            manifests=desk.generation,
            draft=draft,
            hub=desk.hub,
            told=self.why.look_at,
        )
        self.comparison = ComparisonPresenter(view=self.pane.comparison, explaining=desk.explaining)
        self.steering = SteeringPresenter(
            recall=desk.explaining, deeds=deeds, say=self._say, hub=desk.hub
        )
        self._join()

    def follow(self, story: Story) -> None:
        """Take *story* as the one that is played."""
        for presenter in (self.why, self.context, self.comparison):
            presenter.follow(story)

    def enter(self, session_id: SessionId | None) -> None:
        """Take this session as the one on screen."""
        self.steering.enter(session_id)
        if session_id is None:
            self.context.clear()
            self.why.clear()
            self.comparison.close()

    def join_chat(self, chat: ChatPane, moves: MovesPresenter) -> None:
        """Hear what is asked in the chat, and lead to its messages."""
        self._chat, self._moves = chat, moves
        chat.context_requested.connect(self.show_reply)
        chat.moves.context_acted.connect(self._act)

    def join_lore(self, pane: LorePane, presenter: LorePresenter, form: EntryForm) -> None:
        """Show what is steered where entries are listed and written, and hear of it there."""
        for view in (presenter, form.steering):
            self.steering.show_in(view)
        pane.why_requested.connect(self._ask_why)
        pane.steer_chosen.connect(self._steer)
        form.steering.steer_chosen.connect(self._steer)

    def show_reply(self, message_id: str) -> None:
        """Show what the model was told for a reply."""
        self.comparison.close()
        self.pane.turn_to_reply()
        self.context.choose(MessageId(message_id))
        self._window.run("show.context")

    def show_message(self, message_id: str) -> None:
        """Bring a message on screen; where its line is not shown, offer to go there."""
        if self._chat is None or self._moves is None:
            return
        if not self._chat.show_message(MessageId(message_id)):
            self._tell(_ELSEWHERE, _Going(self._moves, MessageId(message_id)))

    async def aclose(self) -> None:
        """End every presenter."""
        for presenter in (self.why, self.comparison, self.steering, self.context):
            await presenter.aclose()

    def _join(self) -> None:
        pane = self.pane
        pane.join(self.context)
        pane.why.join(self.why)
        pane.comparison.join(self.comparison)
        pane.compare_requested.connect(self.comparison.open)
        pane.message_chosen.connect(self.show_message)
        pane.why_requested.connect(self._ask_why)
        pane.steer_chosen.connect(self._steer)
        self.steering.show_in(pane)

    def _act(self, action: str, message_id: str) -> None:
        if action == acts.TOLD:
            self.show_reply(message_id)
        elif action == acts.COMPARE_TOLD:
            self.comparison.open(MessageId(message_id))
            self._window.run("show.context")

    def _ask_why(self, entry_id: str, _title: str) -> None:
        self.comparison.close()
        self.pane.turn_to_reply()
        self.why.ask(LoreId(entry_id))
        self._window.run("show.context")

    def _steer(self, entry_id: str, title: str, steer: object) -> None:
        # A signal carries plain objects; what menus and buttons send is known.
        self.steering.steer(LoreId(entry_id), title, cast("Steer | None", steer))

    def _say(self, notice: Notice) -> None:
        self._tell(notice, _nothing)


class _Going:
    """Makes one message the end of the story when called."""

    def __init__(self, moves: MovesPresenter, message_id: MessageId) -> None:
        self._moves = moves
        self._message_id = message_id

    def __call__(self) -> None:
        self._moves.act(acts.GOTO, self._message_id)


def _nothing() -> None:
    """Do nothing: the notice offers nothing."""
