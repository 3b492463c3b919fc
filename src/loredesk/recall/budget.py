"""Filling a token budget with ranked entries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from loredesk.domain.diff import pieces
from loredesk.domain.tokens import estimate_tokens
from loredesk.ports.task_inputs import KnownEntry

OVERHEAD_TOKENS = 24
"""What the frame around an entry costs in a prompt."""
SMALLEST_CUT = 48
"""Below so many tokens a shortened entry says nothing and is left out instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """An entry that fits, as it will be shown."""

    entry: KnownEntry
    tokens: int
    cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """How a request's budget is divided, in tokens."""

    total: int
    lore: int
    recent: int


def shares(context_tokens: int, answer_tokens: int, *, most: int | None = None) -> Shares:
    """Divide what a model can read: lore and notes get half, recent turns a third.

    There is never more than *most* to divide, where that is known.
    """
    total = max(context_tokens - answer_tokens, context_tokens // 4)
    total = total if most is None else min(total, most)
    return Shares(total=total, lore=total // 2, recent=total // 3)


def entry_tokens(entry: KnownEntry) -> int:
    """Return what showing *entry* costs."""
    return OVERHEAD_TOKENS + sum(
        map(estimate_tokens, (entry.title, entry.content, entry.note, *entry.aliases))
    )


def pack(
    ranked: Sequence[KnownEntry], budget: int, *, must: int = 0
) -> tuple[list[Packed], list[KnownEntry]]:
    """Return the entries that fit *budget*, in order, and those left out.

    The first *must* entries are on scene or always on: they are shortened rather than dropped,
    and each leaves room for those of them that follow.
    """
    packed: list[Packed] = []
    left: list[KnownEntry] = []
    free = budget
    for number, entry in enumerate(ranked):
        tokens = entry_tokens(entry)
        after = max(must - number - 1, 0)
        if tokens <= free - after * SMALLEST_CUT:
            packed.append(Packed(entry=entry, tokens=tokens))
            free -= tokens
            continue
        shorter = _shortened(entry, free // (after + 1)) if number < must else None
        if shorter is None:
            left.append(entry)
            continue
        tokens = entry_tokens(shorter)
        packed.append(Packed(entry=shorter, tokens=tokens, cut=True))
        free -= tokens
    return packed, left


def _shortened(entry: KnownEntry, budget: int) -> KnownEntry | None:
    """Return *entry* within *budget*: base lore is cut first, from its end, then the oldest note.

    None where not even its name would fit.
    """
    if budget < SMALLEST_CUT:
        return None
    bare = replace(entry, content="", note="")
    room = budget - entry_tokens(bare)
    if room <= 0:
        return None
    note = entry.note
    if estimate_tokens(note) > room:
        note = "".join(reversed(_fitting(reversed(list(pieces(note))), room))).lstrip()
        return replace(bare, note=note)
    room -= estimate_tokens(note)
    content = "".join(_fitting(pieces(entry.content), room)).rstrip()
    return replace(bare, note=note, content=content)


def _fitting(parts: Iterable[str], room: int) -> list[str]:
    chosen: list[str] = []
    for part in parts:
        if estimate_tokens("".join((*chosen, part))) > room:
            break
        chosen.append(part)
    return chosen
