"""Showing lore and messages to a model: by handle and name, never by id."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from loredesk.domain.diff import finest_pieces
from loredesk.domain.ids import LoreId
from loredesk.domain.lore import LoreEntry, World
from loredesk.domain.messages import Message, Role
from loredesk.domain.notes import SessionNote
from loredesk.domain.tokens import estimate_tokens
from loredesk.ports.task_inputs import KnownEntry, SpokenMessage
from loredesk.recall.budget import CUT, cut_to, pack

AUTHOR = "You"
FRAME_TOKENS = 5
"""What stands around a message in a prompt."""


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
        always_on=entry.always_on,
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


def message_tokens(message: Message) -> int:
    """Return what showing *message* costs."""
    return estimate_tokens(message.text) + estimate_tokens(message.speaker) + FRAME_TOKENS


def newest_within(
    messages: Sequence[Message], budget: int, *, places: Sequence[int] = (), step: int = 1
) -> tuple[Message, ...]:
    """Return as many of the last *messages* as fit *budget* tokens, of the last at least its end.

    *places* says where each of them stands on its line; without it they are a line of their own.
    Where the line goes on, the first that is shown moves on to the next multiple of *step* at a
    time: what a model has read stays as it is for some turns.
    """
    if messages and message_tokens(messages[-1]) > budget:
        return _end_of(messages[-1], budget)
    first = len(messages)
    for at in range(len(messages) - 1, -1, -1):
        budget -= message_tokens(messages[at])
        if budget < 0:
            break
        first = at
    strides = [place // step for place in places or range(len(messages))]
    stepped = first
    while 0 < stepped < len(messages) and strides[stepped] == strides[stepped - 1]:
        stepped += 1
    return tuple(messages[stepped if stepped <= len(messages) - step else first :])


def _end_of(message: Message, budget: int) -> tuple[Message, ...]:
    """Return *message* with as many of its last sentences as fit; none where not one does."""
    room = budget - message_tokens(replace(message, text=CUT))
    kept = cut_to(list(reversed(finest_pieces(message.text))), room, estimate_tokens)
    text = "".join(reversed(kept)).strip()
    return (replace(message, text=f"{CUT.strip()} {text}"),) if text else ()


def world_text(world: World) -> str:
    """Return what every prompt says of the world itself."""
    return f"{world.title}: {world.description}" if world.description else world.title
