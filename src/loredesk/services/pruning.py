"""Changing the tree of a session by hand: other words for a message, the trash and back.

Plain functions of a transaction. Nothing is lost: what was there before stays beside or behind
what is there now.
"""

from collections.abc import Callable
from dataclasses import replace

from loredesk.domain.errors import UserFixableError
from loredesk.domain.events import SessionChanged
from loredesk.domain.ids import MessageId
from loredesk.domain.listings import LineChange
from loredesk.domain.messages import Message, MessageState, Role, Usage
from loredesk.ports.store import Repos
from loredesk.services.following import queue_what_follows
from loredesk.services.timeline import Timeline

_WAIT = "Stop it, or wait until it is here."


def edit(
    repos: Repos, timeline: Timeline, new_id: Callable[[], str], message: Message, text: str
) -> LineChange:
    """Add a take of *message* that says *text*, and show it; a reply is read again."""
    session = repos.sessions.get(message.session_id)
    text = text.strip()
    if not text:
        hint = "To take the message away, delete it."
        raise UserFixableError("A message cannot be empty.", hint=hint)
    if message.state is MessageState.ARRIVING:
        raise UserFixableError("This reply is still arriving.", hint=_WAIT)
    if text == message.text:
        return LineChange(head=session.head)
    take = repos.messages.add(
        replace(
            message,
            id=MessageId(new_id()),
            text=text,
            state=MessageState.COMPLETE,
            manifest_id=None,
            usage=Usage(),
            model="",
            created_at=repos.now,
        )
    )
    change = timeline.move(repos, session, take.id)
    repos.sessions.put(replace(session, updated_at=repos.now))
    if take.role is Role.NARRATOR and take.parent_id is not None:
        queue_what_follows(repos, new_id, take)
    return change


def head_without(repos: Repos, message: Message) -> MessageId | None:
    """Return where the line ends once *message* is gone; refuses to leave nothing at all."""
    shown = repos.sessions.get(message.session_id).head
    beside = repos.messages.other_take(message) or message.parent_id
    if beside is None:
        hint = "Edit it instead, or begin another session."
        raise UserFixableError("A session cannot be without its first message.", hint=hint)
    return beside if repos.messages.on_line([message.id]) else shown


def delete(repos: Repos, timeline: Timeline, message: Message) -> LineChange:
    """Put *message* and all below it into the trash, and show what is beside or above it."""
    head = head_without(repos, message)
    if repos.messages.is_arriving_below(message.id):
        raise UserFixableError("A reply is still arriving there.", hint=_WAIT)
    change = _shown(repos, timeline, message, head)
    repos.messages.put_in_trash(message.id, repos.now)
    _record(repos, "delete message", message)
    return change


def restore(repos: Repos, timeline: Timeline, message: Message) -> LineChange:
    """Bring *message* back with what went along with it, and show it to its newest end."""
    if message.deleted_at is None:
        hint = "`loredesk messages --session S --deleted` lists what is."
        raise UserFixableError("That message is not in the trash.", hint=hint)
    repos.messages.take_from_trash(message.id)
    change = _shown(repos, timeline, message, repos.messages.newest_below(message.id))
    _record(repos, "restore message", message)
    return change


def _shown(
    repos: Repos, timeline: Timeline, message: Message, head: MessageId | None
) -> LineChange:
    session = repos.sessions.get(message.session_id)
    if head is None or head == session.head:
        return LineChange(head=session.head)
    return timeline.move(repos, session, head)


def _record(repos: Repos, action: str, message: Message) -> None:
    repos.ledger.record(action, message.id, actor="author", session_id=message.session_id)
    repos.announce(SessionChanged(session_id=message.session_id))
