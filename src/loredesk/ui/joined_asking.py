"""Asking the lore in the window: its pane, and what brings it to the front."""

from collections.abc import Callable

from loredesk.domain.ids import SessionId, WorldId
from loredesk.services.desk import Desk
from loredesk.ui.asking.presenter import AskingPresenter
from loredesk.ui.asking.view import AskingPane
from loredesk.ui.theme.look import Look
from loredesk.ui.window.view import MainWindow


class JoinedAsking:
    """Owns the pane in which the lore is asked."""

    def __init__(self, *, window: MainWindow, look: Look, desk: Desk) -> None:
        self._window = window
        self.pane = AskingPane(look)
        self.presenter = AskingPresenter(
            view=self.pane, answers=desk.answering, open_settings=self._open_settings
        )
        self.pane.join(self.presenter)

    def routes(self) -> dict[str, Callable[[], None]]:
        """Return how to do what the table of actions names."""
        return {"lore.ask": self._let_ask, "lore.threads": self._find_threads}

    def enter(self, world_id: WorldId | None, session_id: SessionId | None) -> None:
        """Take this session as where the author is."""
        self.presenter.enter(world_id, session_id)

    def ask_about(self, question: str) -> None:
        """Have *question* answered; where it is empty, let the author write one."""
        self._bring()
        self.pane.ask_about(question)

    async def aclose(self) -> None:
        """End the presenter."""
        await self.presenter.aclose()

    def _let_ask(self) -> None:
        self.ask_about("")

    def _find_threads(self) -> None:
        self._bring()
        self.presenter.find_threads()

    def _bring(self) -> None:
        self._window.run("show.ask")

    def _open_settings(self) -> None:
        self._window.run("app.settings")
