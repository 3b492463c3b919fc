"""Places in the tree of a session, checked before anything is done there, and what led there."""

from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import MessageId, SessionId
from loredesk.domain.messages import Message, last_panel
from loredesk.ports.store import Repos
from loredesk.services.locking import refuse_trashed_session

RECENT = 64
"""How many messages of a line are read at least where only its end matters."""


def line_end(
    repos: Repos, head: MessageId | None, *, at_least: int = RECENT
) -> tuple[Message, ...]:
    """Return the end of the line to *head*, back to where the scene was last told.

    All of the line where that is nowhere: a long story is not read as a whole for each reply.
    """
    end = repos.messages.line(head, last=at_least)
    if len(end) < at_least or last_panel(end) is not None:
        return end
    return repos.messages.line(head)


def message_in(repos: Repos, session_id: SessionId, message_id: MessageId) -> Message:
    """Return a message of a session; refuses those of other sessions and those in the trash."""
    message = any_message_in(repos, session_id, message_id)
    if message.deleted_at is not None:
        raise UserFixableError("That message is in the trash.", hint="Restore it first.")
    return message


def any_message_in(repos: Repos, session_id: SessionId, message_id: MessageId) -> Message:
    """Return a message of a session, be it in the trash; refuses those of other sessions.

    A session that is in the trash itself is not played on.
    """
    session = repos.sessions.get(session_id)
    refuse_trashed_session(repos, session)
    message = repos.messages.get(message_id)
    if message.session_id != session.id:
        hint = "`loredesk messages --session S --all` lists those of a session."
        raise UserFixableError(f"Message {message_id!r} belongs to another session.", hint=hint)
    return message
