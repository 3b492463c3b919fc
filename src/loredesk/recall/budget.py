"""Filling a token budget: how it is divided, and what of each part it holds.

More budget never takes anything away: each part gets at least what it had, and each part is filled
from the front of one order, up to the first that does not fit.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from loredesk.domain.diff import finest_pieces
from loredesk.domain.tokens import estimate_tokens
from loredesk.ports.task_inputs import KnownEntry

OVERHEAD_TOKENS = 20
"""What the frame around an entry costs in a prompt."""
CUT = " [\u2026]"
"""Marks where a text was cut."""
SMALLEST_CUT = 48
"""Below so many tokens a shortened entry says nothing; of one that must be in, its name is kept."""


_ROUNDING = 1e-6
"""What sums of fractions may be off by, so that a whole number stays one."""


class Part(StrEnum):
    """What a prompt is made of, besides instructions and the new turn."""

    LORE = "lore"
    RECENT = "recent turns"
    EVIDENCE = "earlier passages"
    SUMMARIES = "summaries"
    WAITING = "waiting for review"


SHARES: Mapping[Part, float] = {
    Part.LORE: 0.43,
    Part.RECENT: 0.28,
    Part.EVIDENCE: 0.15,
    Part.SUMMARIES: 0.10,
    Part.WAITING: 0.04,
}
"""What each part may use; what one leaves goes to the others, in this order."""


class Demand(NamedTuple):
    """What a part needs at least, and what it could use, in tokens."""

    least: int
    want: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """An entry that fits, as it will be shown."""

    entry: KnownEntry
    tokens: int
    cut: bool = False


def request_budget(context_tokens: int, answer_tokens: int) -> int:
    """Return the tokens a request may have: what the model reads, less the room of its answer."""
    return max(context_tokens - answer_tokens, context_tokens // 4)


def answer_room(context_tokens: int, answer_tokens: int) -> int:
    """Return the tokens an answer may have beside a request that uses all of its budget."""
    return min(answer_tokens, context_tokens - request_budget(context_tokens, answer_tokens))


def divided(room: int, demands: Mapping[Part, Demand]) -> dict[Part, int]:
    """Divide *room* tokens: first what each part needs, then by shares, then what is left over."""
    # In fractions to the end: rounded on the way, a part could lose a token where there is more.
    given: dict[Part, float] = {}
    left = float(max(room, 0))
    for part in SHARES:
        given[part] = min(_demand(demands, part).least, left)
        left -= given[part]
    rest = left
    for by_share in (True, False):
        for part, share in SHARES.items():
            most = share * rest if by_share else left
            more = max(min(most, _demand(demands, part).want - given[part]), 0.0)
            given[part] += more
            left -= more
    return {part: int(tokens + _ROUNDING) for part, tokens in given.items()}


def entry_tokens(entry: KnownEntry) -> int:
    """Return what showing *entry* costs."""
    aliases = (f"{alias}, " for alias in entry.aliases)
    texts = (entry.title, entry.category, entry.content, entry.note, *aliases)
    return OVERHEAD_TOKENS + sum(map(estimate_tokens, texts))


def pack(
    ranked: Sequence[KnownEntry], budget: int, *, must: int = 0
) -> tuple[list[Packed], list[KnownEntry]]:
    """Return the entries that fit *budget*, in order, and those left out.

    The first *must* entries are on scene or always on: they are shortened rather than dropped, the
    longest first; only where not even all names fit, the last are left out. Of the others the first that does not fit is shortened where that says something, and
    none follows it.
    """
    packed = _pack_those_that_must(ranked[:must], budget)
    free = budget - sum(one.tokens for one in packed)
    left = list(ranked[len(packed) : must])
    rest = ranked[must:]
    if left or any(one.cut for one in packed):
        return packed, [*left, *rest]
    for number, entry in enumerate(rest):
        tokens = entry_tokens(entry)
        if tokens > free:
            shorter = _shortened(entry, free) if free >= 2 * SMALLEST_CUT else None
            if shorter is not None:
                packed.append(Packed(entry=shorter, tokens=entry_tokens(shorter), cut=True))
                number += 1  # noqa: PLW2901  # it is in, if only in part
            return packed, list(rest[number:])
        packed.append(Packed(entry=entry, tokens=tokens))
        free -= tokens
    return packed, []


def fitting_prefix(costs: Iterable[int], budget: int) -> int:
    """Return how many of the first *costs* fit *budget* together."""
    count = 0
    for cost in costs:
        budget -= cost
        if budget < 0:
            break
        count += 1
    return count


def needed(ranked: Sequence[KnownEntry], must: int) -> Demand:
    """Return what the lore needs at least, and what all of it could use."""
    costs = [entry_tokens(entry) for entry in ranked]
    names = [entry_tokens(_bare(entry)) for entry in ranked[:must]]
    least = (max(min(cost, SMALLEST_CUT), name) for cost, name in zip(costs, names, strict=False))
    return Demand(least=sum(least), want=sum(costs))


def _pack_those_that_must(entries: Sequence[KnownEntry], budget: int) -> list[Packed]:
    """Return *entries* within *budget*: those above one level are shortened to it, all alike."""
    costs = [entry_tokens(entry) for entry in entries]
    names = [entry_tokens(_bare(entry)) for entry in entries]
    level = _level(list(zip(costs, names, strict=True)), budget)
    packed: list[Packed] = []
    free = budget
    for entry, cost in zip(entries, costs, strict=True):
        shown = entry if cost <= level else _shortened(entry, level) or _bare(entry)
        tokens = entry_tokens(shown)
        if tokens > free:
            break
        packed.append(Packed(entry=shown, tokens=tokens, cut=shown != entry))
        free -= tokens
    return packed


def _level(sizes: Sequence[tuple[int, int]], budget: int) -> int:
    """Return the highest level to which all can be cut within *budget*; their names always stay."""
    low, high = 0, max((cost for cost, _ in sizes), default=0)
    while low < high:
        middle = (low + high + 1) // 2
        if sum(max(min(cost, middle), name) for cost, name in sizes) <= budget:
            low = middle
        else:
            high = middle - 1
    return low


def _bare(entry: KnownEntry) -> KnownEntry:
    """Return no more than the name of *entry*."""
    return replace(entry, content="", note="", aliases=())


def _shortened(entry: KnownEntry, budget: int) -> KnownEntry | None:
    """Return *entry* within *budget*: base lore is cut first, from its end, then the oldest note.

    None where not even its names would fit with something to say of it.
    """
    if budget < SMALLEST_CUT:
        return None
    bare = replace(entry, content="", note="")
    room = budget - entry_tokens(bare)
    if room <= 0:
        return None
    note = entry.note
    if estimate_tokens(note) > room:
        room -= estimate_tokens(CUT)
        kept = "".join(reversed(cut_to(list(reversed(finest_pieces(note))), room, estimate_tokens)))
        return replace(bare, note=f"{CUT.strip()} {kept.lstrip()}" if kept.strip() else "")
    room -= estimate_tokens(note) + estimate_tokens(CUT)
    kept = "".join(cut_to(finest_pieces(entry.content), room, estimate_tokens)).rstrip()
    return replace(bare, note=note, content=f"{kept}{CUT}" if kept else "")


def cut_to(parts: Sequence[str], room: int, count: Callable[[str], int]) -> list[str]:
    """Return as many of the first *parts* as fit *room* together."""
    chosen: list[str] = []
    for part in parts:
        if count("".join((*chosen, part))) > room:
            break
        chosen.append(part)
    return chosen


def _demand(demands: Mapping[Part, Demand], part: Part) -> Demand:
    return demands.get(part, Demand(0, 0))
