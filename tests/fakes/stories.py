"""A session in memory, and replies that follow a script."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace

from loredesk.domain.errors import UserFixableError
from loredesk.domain.events import HeadMoved
from loredesk.domain.hub import Hub
from loredesk.domain.ids import ManifestId, MessageId, SessionId, WorldId
from loredesk.domain.listings import (
    LineChange,
    ReplyEvent,
    ReplyFinished,
    ReplyPiece,
    ReplyStarted,
    ReplyTimes,
    Story,
)
from loredesk.domain.messages import Message, MessageState, Role, Session, last_panel, placed
from loredesk.domain.panel import Panel

SESSION = SessionId("session")
WORLD = WorldId("world")


class MemoryStories:
    """Keeps one session as the services would, and answers by a script.

    Each item of the script is a piece of the reply, an error to raise, or a wait.
    """

    def __init__(self, hub: Hub | None = None) -> None:
        self.hub = hub or Hub()
        self.messages: list[Message] = []
        self.session = Session(id=SESSION, world_id=WORLD, title="The Key", head=None)
        self.script: tuple[str | Exception | Callable[[], object], ...] = ("Once.",)
        self.stores_turns = True
        self.reads = 0
        self.problem: Exception | None = None

    def add(
        self,
        role: Role,
        text: str,
        *,
        parent: MessageId | None = None,
        panel: Panel | None = None,
        state: MessageState = MessageState.COMPLETE,
    ) -> Message:
        """Store a message below *parent*, or below the head, and move the head to it."""
        number = len(self.messages) + 1
        message = Message(
            id=MessageId(f"m{number}"),
            session_id=SESSION,
            parent_id=parent or self.session.head,
            seq=number,
            role=role,
            speaker="You" if role is Role.AUTHOR else "The narrator",
            text=text,
            panel=panel,
            state=state,
            manifest_id=ManifestId(f"c{number}") if role is Role.NARRATOR else None,
        )
        self.messages.append(message)
        self._move(message.id)
        return message

    def told(self) -> Story:
        """Return the session as it stands."""
        places = placed(self.messages, self.session.head)
        line = [place.message for place in places if place.on_line]
        return Story(
            session=self.session, world_title="Underquay", messages=places, panel=last_panel(line)
        )

    async def story(self, session_id: SessionId) -> Story:
        """Return the session as it stands."""
        self.reads += 1
        if self.problem is not None:
            raise self.problem
        return self.told()

    async def goto(self, session_id: SessionId, message_id: MessageId) -> LineChange:
        """Make the line end at a message."""
        if self.problem is not None:
            raise self.problem
        self._move(message_id)
        return LineChange(head=message_id)

    async def reply(self, session_id: SessionId, text: str) -> AsyncIterator[ReplyEvent]:
        """Store the turn and stream the script as its answer."""
        if not self.stores_turns:
            message = "The disk is full."
            raise UserFixableError(message, hint="Make room.")
        author = self.add(Role.AUTHOR, text)
        yield ReplyStarted(author_message=author)
        async for event in self._answer(author.id):
            yield event

    async def regenerate(
        self, session_id: SessionId, message_id: MessageId
    ) -> AsyncIterator[ReplyEvent]:
        """Stream the script as another answer."""
        target = next(message for message in self.messages if message.id == message_id)
        parent = target.id if target.role is Role.AUTHOR else target.parent_id
        assert parent is not None
        yield ReplyStarted(author_message=None)
        async for event in self._answer(parent):
            yield event

    async def continue_story(self, session_id: SessionId) -> AsyncIterator[ReplyEvent]:
        """Stream the script as how the narrator goes on."""
        assert self.session.head is not None
        yield ReplyStarted(author_message=None)
        async for event in self._answer(self.session.head):
            yield event

    async def _answer(self, parent: MessageId) -> AsyncIterator[ReplyEvent]:
        arrived: list[str] = []
        whole = False
        try:
            for step in self.script:
                if isinstance(step, Exception):
                    raise step
                if isinstance(step, str):
                    arrived.append(step)
                    yield ReplyPiece(text=step)
                else:
                    await step()  # type: ignore[misc] # a wait
            whole = True
        finally:
            state = MessageState.COMPLETE if whole else MessageState.CUT
            if arrived:
                self.add(Role.NARRATOR, "".join(arrived), parent=parent, state=state)
        message = self.messages[-1]
        times = ReplyTimes(recall=1, first_token=2, total=3)
        yield ReplyFinished(message=message, turn=1, times=times)

    def _move(self, head: MessageId) -> None:
        self.session = replace(self.session, head=head)
        self.hub.publish(HeadMoved(session_id=SESSION, head=head))
