"""What the chat needs of the screen, of the stories and of the models."""

from collections.abc import AsyncIterator
from typing import Protocol

from loredesk.domain.ids import MessageId, SessionId
from loredesk.domain.listings import ReplyEvent, Story
from loredesk.ui.chat.state import ChatState


class ChatView(Protocol):
    """Shows the chat."""

    def show_state(self, state: ChatState) -> None:
        """Show *state*, touching only what differs from the one before."""
        ...

    def append(self, piece: str) -> None:
        """Add *piece* to the reply that is arriving."""
        ...

    def put_draft(self, text: str) -> None:
        """Put *text* into the editor, in place of what stands there."""
        ...


class Stories(Protocol):
    """Reads sessions."""

    async def story(self, session_id: SessionId) -> Story:
        """Return the session with all its messages."""
        ...


class Replies(Protocol):
    """Answers turns."""

    def reply(self, session_id: SessionId, text: str) -> AsyncIterator[ReplyEvent]:
        """Store the turn and stream its answer; cancelling keeps what has arrived."""
        ...

    def regenerate(self, session_id: SessionId, message_id: MessageId) -> AsyncIterator[ReplyEvent]:
        """Stream another take of an answer, or the answer a turn has not got yet."""
        ...

    def continue_story(self, session_id: SessionId) -> AsyncIterator[ReplyEvent]:
        """Stream how the narrator goes on without a turn of the author's."""
        ...
