"""The way from picture to picture: the window as it stands, then every pane and dialog alone."""

from pathlib import Path

from loredesk.domain.ids import MessageId, SessionId
from loredesk.domain.settings import Theme
from loredesk.ui.chat.state import Phase
from loredesk.ui.joined_window import JoinedWindow
from tests.screens import (
    asking,
    dialogs,
    evaluation,
    knowing,
    library,
    lore,
    moves,
    panes,
    played,
    recall,
    summaries,
    window,
)
from tests.screens.camera import Camera, until
from tests.screens.playing import play

THEMES = (Theme.LIGHT, Theme.DARK)


class Tour:
    """Visits a joined window with a camera."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self.taken = 0

    async def visit(self, joined: JoinedWindow) -> None:
        """Play, and take every picture in every theme."""
        await until("a session", lambda: joined.chat._state.phase is Phase.READY)
        session = joined.chat._state.session_id
        assert session is not None
        opening = joined.chat._state
        await play(joined._desk, session)
        await self._settled(joined, session)
        await asking.ask(joined)
        for theme in THEMES:
            camera = Camera(self._out, joined.look, theme)
            await window.shoot_all(camera, joined)
            await panes.shoot_chat(camera, opening, joined.chat._state)
            await panes.shoot_all(camera, joined)
            await played.shoot_all(camera, joined)
            recall.shoot_all(camera)
            moves.shoot_all(camera, joined.chat._state)
            lore.shoot_all(camera)
            knowing.shoot_all(camera)
            library.shoot_all(camera)
            evaluation.shoot_all(camera)
            summaries.shoot_all(camera, joined)
            asking.shoot_all(camera, joined)
            await dialogs.shoot_all(camera, joined)
            self.taken += camera.taken

    async def _settled(self, joined: JoinedWindow, session: SessionId) -> None:
        """Wait until every pane shows what was played, and look at what has a diff."""
        open_ones = await joined._desk.review.proposals(session)
        await until("the proposals", lambda: len(joined.review._state.proposals) == len(open_ones))
        head = (await joined._desk.stories.story(session)).session.head
        await until("the story", lambda: _shows_all(joined, head))
        await until("the queue", lambda: not joined.queue._state.status.total.pending)
        await summaries.settled(joined)
        updates = [one for one in open_ones if one.entity is None and one.base]
        joined.review.choose((updates or open_ones)[0].id)


def _shows_all(joined: JoinedWindow, head: MessageId | None) -> bool:
    last = joined.chat._state.passages[-1]
    return last.message_id == head and last.panel is not None
