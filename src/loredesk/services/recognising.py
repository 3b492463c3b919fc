"""Telling who a name belongs to: titles, aliases, merged names, and what reads alike."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from loredesk.domain.errors import LoredeskError, UserFixableError
from loredesk.domain.identity import Identity, identify
from loredesk.domain.ids import LoreId, MessageId, SessionId, WorldId
from loredesk.domain.lore import LoreEntry
from loredesk.ports.store import Repos

ALIKE = 0.55
"""How close in meaning (cosine) a newcomer's summary must be to an entry of its kind to ask.

Measured on the sample world with the built-in embedder, two sentences against entries of one
category: it asks for a third of those told again under another name and for 3 % of the others.
"""
MOST_ALIKE = 3
"""How many entries the author is asked about at most for what they say."""


class MeaningSearch(Protocol):
    """Finds entries by meaning."""

    async def closest(
        self, text: str, *, world_id: WorldId, session_id: SessionId | None, limit: int
    ) -> Mapping[LoreId, float]:
        """Return the entries in force closest to *text*, with their cosine similarity."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """Who is known on a line, under all their names."""

    entries: tuple[LoreEntry, ...]
    merged: Mapping[LoreId, tuple[str, ...]]
    """The names of what was merged into an entry."""

    def identify(self, name: str) -> Identity:
        """Return who *name* is, or may be."""
        return identify(name, self.entries, also=self.merged)

    def without(self, entry_id: LoreId | None) -> "Roster":
        """Return everybody but one."""
        others = tuple(one for one in self.entries if one.id != entry_id)
        return Roster(entries=others, merged=self.merged)

    def refuse_taken(self, names: Iterable[str]) -> None:
        """Refuse to give any of *names* to an entry of its own where somebody has it."""
        for name in names:
            same = self.identify(name).same
            if same is not None:
                whose = "" if same.title == name else f" ({same.title!r})"
                raise UserFixableError(
                    f"There is an entry called {name!r} already{whose}.",
                    hint="Choose another name, or open that entry and add to it.",
                )


def roster(
    repos: Repos,
    world_id: WorldId,
    session_id: SessionId | None,
    *,
    head: MessageId | None = None,
) -> Roster:
    """Return who is known on a session's line, or on the line to *head*."""
    merged: dict[LoreId, tuple[str, ...]] = {}
    standing = repos.redirects.standing(world_id, session_id, head=head)
    hidden = repos.lore.many(list(standing))
    for hidden_id, entry_id in standing.items():
        if hidden_id in hidden:
            merged[entry_id] = (*merged.get(entry_id, ()), *hidden[hidden_id].names)
    return Roster(
        entries=repos.lore.visible(world_id, session_id, head=head),
        merged=merged,
    )


async def alike(
    meaning: MeaningSearch,
    text: str,
    *,
    world_id: WorldId,
    session_id: SessionId,
    at_least: float,
) -> tuple[LoreId, ...]:
    """Return the entries that say nearly what *text* says, the closest first.

    None where the embedder cannot be asked: an unsure guess is no reason to wait for it.
    """
    try:
        found = await meaning.closest(
            text, world_id=world_id, session_id=session_id, limit=MOST_ALIKE
        )
    except LoredeskError:
        return ()
    close = [one for one, score in found.items() if score >= at_least]
    return tuple(sorted(close, key=lambda one: -found[one]))


def refuse_untitled(title: str) -> None:
    """Refuse an entry nobody could call by a name."""
    if not title.strip():
        raise UserFixableError("An entry needs a title.", hint="Give it one.")
