"""The story's side of the main window: chat, moves, branches, comparison and scene."""

from collections.abc import Callable
from functools import partial

from loredesk.domain.ids import SessionId
from loredesk.domain.listings import Story
from loredesk.services.desk import Desk
from loredesk.ui.branches.presenter import BranchesPresenter
from loredesk.ui.branches.view import BranchesPane
from loredesk.ui.chat.drafts import KeptDrafts
from loredesk.ui.chat.moves_presenter import MovesPresenter
from loredesk.ui.chat.presenter import ChatPresenter
from loredesk.ui.chat.view import ChatPane
from loredesk.ui.chat.wiring import join_moves
from loredesk.ui.compare.presenter import ComparePresenter
from loredesk.ui.compare.view import CompareDialog
from loredesk.ui.joined_recall import JoinedRecall
from loredesk.ui.panel.presenter import PanelPresenter
from loredesk.ui.panel.view import PanelPane
from loredesk.ui.summaries.presenter import SummariesPresenter
from loredesk.ui.summaries.view import SummariesPane
from loredesk.ui.theme.look import Look
from loredesk.ui.undo.needs import Teller
from loredesk.ui.undo.presenter import UndoPresenter
from loredesk.ui.window.message_actions import MESSAGE_ACTIONS
from loredesk.ui.window.view import MainWindow


class JoinedStory:
    """Owns the views and presenters that show one session, and lets them hear of each other."""

    def __init__(
        self,
        *,
        window: MainWindow,
        look: Look,
        desk: Desk,
        drafts: KeptDrafts,
        undo: UndoPresenter,
        tell: Teller,
    ) -> None:
        self._window = window
        self.chat_pane = ChatPane(look)
        self.panel_pane = PanelPane(look)
        self.branches_pane = BranchesPane(look)
        self.summaries_pane = SummariesPane(look)
        self.compare_dialog = CompareDialog(look, window)
        self.panel = PanelPresenter(view=self.panel_pane)
        self.recall = JoinedRecall(
            window=window, look=look, desk=desk, deeds=undo, tell=tell, draft=self._draft
        )
        self.compare = ComparePresenter(view=self.compare_dialog, lines=desk.stories)
        self.chat = ChatPresenter(
            view=self.chat_pane,
            stories=desk.stories,
            replies=desk.generation,
            hub=desk.hub,
            drafts=drafts,
            told=(self.panel.follow, self.recall.follow, self.compare.follow, self._follow),
        )
        self.moves = MovesPresenter(
            view=self.chat_pane.moves,
            tree=desk.stories,
            chat=self.chat,
            deeds=undo,
            compare=self.compare.open,
            canon=desk.canon,
        )
        self.branches = BranchesPresenter(
            view=self.branches_pane,
            branches=desk.stories,
            moves=self.moves,
            compare=self.compare.open,
            deeds=undo,
        )
        self.summaries = SummariesPresenter(
            view=self.summaries_pane, summaries=desk.summaries, hub=desk.hub, deeds=undo
        )
        self._join()

    def open(self, session_id: SessionId | None) -> None:
        """Show a session, or that there is none."""
        self.recall.enter(session_id)
        if session_id is not None:
            self.chat.open(session_id)
            self.summaries.open(session_id)
            return
        self.chat.close_session()
        self.panel.clear()
        for closing in (self.moves, self.branches, self.summaries):
            closing.close_session()

    def routes(self) -> dict[str, Callable[[], None]]:
        """Return how to do what the table of actions names."""
        pane = self.chat_pane
        routes: dict[str, Callable[[], None]] = {
            action.id: partial(pane.moves.act, action.id) for action in MESSAGE_ACTIONS
        }
        routes["chat.send"] = pane.ask
        routes["chat.stop"] = self.chat.stop
        routes["chat.focus"] = pane.focus_message
        return routes

    async def aclose(self) -> None:
        """End every presenter."""
        for presenter in (
            self.moves,
            self.branches,
            self.summaries,
            self.compare,
            self.chat,
            self.recall,
        ):
            await presenter.aclose()

    def _join(self) -> None:
        join_moves(self.chat_pane.moves, self.moves)
        self.branches_pane.join(self.branches)
        self.summaries_pane.join(self.summaries)
        self.summaries_pane.turn_requested.connect(self.chat_pane.show_turn)
        self.chat_pane.so_far_requested.connect(self._bring_summaries)
        self.compare_dialog.join(self.compare)
        self.compare_dialog.finished.connect(self._window.regain_keyboard)
        chat = self.chat_pane
        self.recall.join_chat(chat, self.moves)
        chat.send_requested.connect(self.chat.send)
        chat.stop_requested.connect(self.chat.stop)
        chat.draft_changed.connect(self.chat.note_draft)
        chat.mend_requested.connect(self.chat.mend)
        chat.notice_dismissed.connect(self.chat.dismiss)
        chat.answering_changed.connect(self._allow_stopping)
        chat.moves.possible_changed.connect(self._allow_acts)

    def _follow(self, story: Story) -> None:
        self.moves.follow(story)
        self.branches.follow(story)

    def _draft(self) -> str:
        return self.chat.draft

    def _bring_summaries(self) -> None:
        self._window.run("show.story")

    def _allow_stopping(self, answering: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._window.set_action_enabled("chat.stop", answering)

    def _allow_acts(self, possible: frozenset[str]) -> None:
        self._window.set_actions_enabled(
            {action.id: action.id in possible for action in MESSAGE_ACTIONS}
        )
