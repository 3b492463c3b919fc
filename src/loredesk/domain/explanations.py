"""Explaining what a model was told: why not this entry, and what differs between two replies."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from loredesk.domain.ids import LoreId, MessageId
from loredesk.domain.manifest import ContextEntry, ContextPassage, LeftOut, Manifest, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where an entry stands among all others for one way of searching."""

    stage: str
    rank: int | None
    """From 1; None where this search does not find it at all."""
    score: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyNot:
    """Why an entry was not told for a reply, or that it was."""

    entry_id: LoreId
    title: str
    was_told: bool
    sentence: str
    """The reason, as it was recorded with the reply; else what can be said of it now."""
    recorded: bool
    """Whether the manifest of the reply speaks of it."""
    scores: Mapping[str, float] = field(default_factory=dict, hash=False)
    standings: tuple[Standing, ...] = ()
    """Where it would stand, were the same turn written now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedItem:
    """Something one of two replies was told, or both."""

    unit: Unit
    title: str
    entry_id: LoreId | None
    message_id: MessageId | None
    here: str
    """Why the one was told, or what kept it out; empty where it was no candidate."""
    there: str
    tokens_here: int
    """0 where it was not told."""
    tokens_there: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedContexts:
    """What two replies were told."""

    here: Manifest
    there: Manifest
    items: tuple[ComparedItem, ...]
    """Everything either was told: first what only the one was, then the other, then both."""


def compared(here: Manifest, there: Manifest) -> ComparedContexts:
    """Return what differs between what two replies were told."""
    one, other = _Told(here), _Told(there)
    items = [_item(key, one, other) for key in {**one.told, **other.told}]
    items.sort(
        key=lambda item: (bool(item.tokens_here and item.tokens_there), not item.tokens_here)
    )
    return ComparedContexts(here=here, there=there, items=tuple(items))


Key = tuple[Unit, str]


class _Told:
    """What one manifest says, by what it is about."""

    def __init__(self, manifest: Manifest) -> None:
        self.told: dict[Key, ContextEntry | ContextPassage] = {
            (Unit.ENTRY, entry.entry_id): entry for entry in manifest.entries
        }
        for passage in manifest.passages:
            self.told.setdefault((passage.unit, passage.message_id), passage)
        self.left: dict[Key, LeftOut] = {}
        for left in manifest.left_out:
            about = left.entry_id or left.message_id or left.title
            self.left.setdefault((left.unit, about), left)

    def said(self, key: Key) -> tuple[str, int]:
        """Return the reason, and what it cost."""
        if key in self.told:
            return self.told[key].reason, self.told[key].tokens
        return (self.left[key].reason, 0) if key in self.left else ("", 0)


def _item(key: Key, one: _Told, other: _Told) -> ComparedItem:
    shown = one.told.get(key) or other.told[key]
    here, tokens_here = one.said(key)
    there, tokens_there = other.said(key)
    is_entry = isinstance(shown, ContextEntry)
    return ComparedItem(
        unit=key[0],
        title=shown.title,
        entry_id=shown.entry_id if isinstance(shown, ContextEntry) else None,
        message_id=None if is_entry else MessageId(key[1]),
        here=here,
        there=there,
        tokens_here=tokens_here,
        tokens_there=tokens_there,
    )
