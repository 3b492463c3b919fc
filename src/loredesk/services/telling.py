"""Showing lore and messages to a model: by handle and name, never by id."""

from collections.abc import Iterable, Mapping, Sequence

from loredesk.domain.ids import LoreId
from loredesk.domain.lore import LoreEntry, World
from loredesk.domain.messages import Message, Role
from loredesk.domain.notes import SessionNote
from loredesk.domain.tokens import estimate_tokens
from loredesk.ports.task_inputs import KnownEntry, SpokenMessage
from loredesk.recall.budget import pack

AUTHOR = "You"


def known(entry: LoreEntry, note: SessionNote | None) -> KnownEntry:
    """Return *entry* with its note as a model sees it."""
    return KnownEntry(
        handle=entry.handle,
        title=entry.title,
        category=entry.category,
        content=entry.content,
        note=note.note_content if note else "",
        aliases=entry.aliases,
        tags=entry.tags,
    )


def all_known(
    entries: Iterable[LoreEntry], notes: Mapping[LoreId, SessionNote]
) -> tuple[KnownEntry, ...]:
    """Return *entries* with their notes as a model sees them."""
    return tuple(known(entry, notes.get(entry.id)) for entry in entries)


def fitting(
    entries: Iterable[LoreEntry],
    notes: Mapping[LoreId, SessionNote],
    room: int,
    *,
    must: int = 0,
) -> tuple[KnownEntry, ...]:
    """Return as many of *entries*, the most important first, as fit *room* tokens.

    The first *must* are shortened rather than left out.
    """
    packed, _ = pack(all_known(entries, notes), room, must=must)
    return tuple(one.entry for one in packed)


def spoken(messages: Iterable[Message]) -> tuple[SpokenMessage, ...]:
    """Return *messages* as a model sees them."""
    return tuple(
        SpokenMessage(
            speaker=message.speaker, text=message.text, is_author=message.role is Role.AUTHOR
        )
        for message in messages
        if message.text
    )


def newest_within(messages: Sequence[Message], budget: int) -> tuple[Message, ...]:
    """Return as many of the last *messages* as fit *budget* tokens, at least the last one."""
    chosen: list[Message] = []
    for message in reversed(messages):
        budget -= estimate_tokens(message.text) + estimate_tokens(message.speaker) + 4
        if chosen and budget < 0:
            break
        chosen.append(message)
    return tuple(reversed(chosen))


def world_text(world: World) -> str:
    """Return what every prompt says of the world itself."""
    return f"{world.title}: {world.description}" if world.description else world.title
