"""Who speaks in a session: its menu, and the question which character it is."""

from collections.abc import Callable

from loredesk.domain.ids import SessionId, WorldId
from loredesk.services.desk import Desk
from loredesk.ui.notice import Notice
from loredesk.ui.people.presenter import PeoplePresenter
from loredesk.ui.people.view import PeopleDialog
from loredesk.ui.theme.look import Look
from loredesk.ui.voice.presenter import VoicePresenter
from loredesk.ui.voice.view import VoiceMenu
from loredesk.ui.window.view import MainWindow


class JoinedVoice:
    """Owns what chooses who speaks in the session on screen."""

    def __init__(
        self, *, window: MainWindow, look: Look, desk: Desk, say: Callable[[Notice], None]
    ) -> None:
        self.dialog = PeopleDialog(look, window)
        self.people = PeoplePresenter(view=self.dialog, library=desk.library)
        self.menu = VoiceMenu(window.session_menu(), mark=window.mark_session)
        self.presenter = VoicePresenter(
            view=self.menu,
            stories=desk.stories,
            library=desk.library,
            ask=self.people.ask,
            say=say,
            hub=desk.hub,
        )
        self.dialog.join(self.people)
        self.menu.join(self.presenter)
        self.dialog.finished.connect(window.regain_keyboard)

    def enter(self, world_id: WorldId | None, session_id: SessionId | None) -> None:
        """Take this session as where the author is."""
        self.people.place(world_id, session_id)
        self.presenter.enter(session_id)

    async def aclose(self) -> None:
        """End both presenters."""
        await self.presenter.aclose()
        await self.people.aclose()
