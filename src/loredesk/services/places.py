"""Places in the tree of a session, checked before anything is done there."""

from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import MessageId, SessionId
from loredesk.domain.messages import Message
from loredesk.ports.store import Repos


def message_in(repos: Repos, session_id: SessionId, message_id: MessageId) -> Message:
    """Return a message of a session; refuses those of other sessions and those in the trash."""
    message = any_message_in(repos, session_id, message_id)
    if message.deleted_at is not None:
        raise UserFixableError("That message is in the trash.", hint="Restore it first.")
    return message


def any_message_in(repos: Repos, session_id: SessionId, message_id: MessageId) -> Message:
    """Return a message of a session, be it in the trash; refuses those of other sessions."""
    session = repos.sessions.get(session_id)
    message = repos.messages.get(message_id)
    if message.session_id != session.id:
        hint = "`loredesk messages --session S --all` lists those of a session."
        raise UserFixableError(f"Message {message_id!r} belongs to another session.", hint=hint)
    return message
