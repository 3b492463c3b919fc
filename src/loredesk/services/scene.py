"""Where a reply is asked for: the session, its world and the line it follows."""

from dataclasses import dataclass

from loredesk.domain.ids import MessageId, SessionId
from loredesk.domain.lore import World
from loredesk.domain.messages import Message, Session, last_panel
from loredesk.domain.panel import Panel
from loredesk.ports.store import Repos
from loredesk.recall.engine import Query
from loredesk.services.locking import refuse_trashed_session
from loredesk.services.places import RECENT, line_end

SCENE_MESSAGES = 2
"""How many of the last messages help the search."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Where a reply is asked for."""

    session: Session
    world: World
    before: tuple[Message, ...]
    """The line up to the author's new message, which is not part of it; of a long one its end."""
    place: int = 0
    """How many messages of the line stand before those."""
    last_turn: int = 0
    """The turn that line ends with."""
    take: int = 1
    goes_on: bool = False
    """Whether the narrator goes on from the line's end, without a new message of the author's."""
    answers: MessageId | None = None
    """The author's new message, where it is kept already."""

    @property
    def turn(self) -> int:
        """Return the number of the turn the reply belongs to."""
        return self.last_turn + (not self.goes_on)

    @property
    def head(self) -> MessageId | None:
        """Return the last message of the line."""
        return self.before[-1].id if self.before else None

    @property
    def end(self) -> MessageId | None:
        """Return the last message the reply follows: the one it answers, or the head."""
        return self.answers or self.head

    @property
    def panel(self) -> Panel | None:
        """Return the scene as it stands."""
        return last_panel(self.before)


def read_scene(
    repos: Repos,
    session_id: SessionId,
    head: MessageId | None,
    *,
    take: int = 1,
    goes_on: bool = False,
    answers: MessageId | None = None,
    at_least: int = RECENT,
) -> Scene:
    """Return the scene after the message *head*, in which a reply *answers* another one."""
    session = repos.sessions.get(session_id)
    refuse_trashed_session(repos, session)
    before = line_end(repos, head, at_least=at_least)
    return Scene(
        session=session,
        world=repos.worlds.get(session.world_id),
        before=before,
        place=repos.messages.depth_of(before[0].id) if before else 0,
        last_turn=repos.messages.turn_of(head) if head else 0,
        take=take,
        goes_on=goes_on,
        answers=answers,
    )


def query_of(scene: Scene, text: str) -> Query:
    """Return what is looked for where *text* is to be answered; the last words where it is empty."""
    panel = scene.panel
    said = [message.text for message in reversed(scene.before[-SCENE_MESSAGES:])]
    if not text and said:
        text, said = said[0], said[1:]
    return Query(
        world_id=scene.world.id,
        session_id=scene.session.id,
        text=text,
        scene=tuple(said),
        on_scene=(panel.place, *panel.present) if panel else (),
    )
