"""The conditions, in SQL, for what a session sees on a line."""

from typing import Any

from sqlalchemy import and_, exists, or_, select

from loredesk.storage.lines import path_to
from loredesk.storage.schema.lore import lore_entries, redirect_anchors, redirects
from loredesk.storage.schema.story import messages


def visible_in(world_id: str, head: str | None, session_id: str | None) -> Any:  # noqa: ANN401
    """Return the condition for the entries a session sees on its line, or on that to *head*.

    What is in the trash, or merged into another entry there, is not seen.
    """
    gone = select(redirects.c.from_id).where(redirect_in_force(world_id, head, session_id))
    here = and_(lore_entries.c.world_id == world_id, lore_entries.c.id.not_in(gone))
    if session_id is None:
        return and_(here, is_canon())
    return and_(here, or_(is_canon(), own_on_line(head, session_id)))


def is_canon() -> Any:  # noqa: ANN401
    """Return the condition for canon that is not in the trash."""
    return and_(lore_entries.c.session_id.is_(None), lore_entries.c.deleted_at.is_(None))


def own_on_line(head: str | None, session_id: str) -> Any:  # noqa: ANN401
    """Return the condition for a session's own entries whose origin is on the line.

    That is the line the session shows, or with *head* the line to that message.
    """
    origin = lore_entries.c.origin_message
    on_line = or_(origin.is_(None), _is_on_line(origin, head))
    return and_(
        lore_entries.c.session_id == session_id, lore_entries.c.deleted_at.is_(None), on_line
    )


def redirect_in_force(world_id: str, head: str | None, session_id: str | None) -> Any:  # noqa: ANN401
    """Return the condition for the redirects that count on its line, or on that to *head*."""
    everywhere = redirects.c.session_id.is_(None)
    counts = and_(redirects.c.world_id == world_id, redirects.c.undone_at.is_(None))
    if session_id is None:
        return and_(counts, everywhere)
    anchor = redirect_anchors.c
    elsewhere = exists().where(
        anchor.redirect_id == redirects.c.id, ~_is_on_line(anchor.message_id, head)
    )
    return and_(counts, or_(everywhere, and_(redirects.c.session_id == session_id, ~elsewhere)))


def _is_on_line(message_id: Any, head: str | None) -> Any:  # noqa: ANN401
    if head is not None:
        return message_id.in_(select(path_to(head).c.id))
    return exists().where(messages.c.id == message_id, messages.c.on_line)
