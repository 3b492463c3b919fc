"""Reading what an analysis found, item by item: one bad item never loses the rest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from loredesk.domain.ids import MessageId
from loredesk.domain.lore import LoreEntry
from loredesk.domain.messages import Message
from loredesk.domain.proposals import EventSource, ProposalEvent
from loredesk.domain.quotes import find_quote

LONGEST_TEXT = 2_000
LONGEST_NAME = 120
MOST_ITEMS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """Something happened to a known entry."""

    entry: LoreEntry
    event: ProposalEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Creation:
    """Somebody or something new appeared."""

    entity_type: str
    name: str
    event: ProposalEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Intentions:
    """What of an answer can be used, and what was wrong with the rest."""

    updates: tuple[Update, ...]
    creations: tuple[Creation, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The messages an analysis reads; the last one is the reply it rests on."""

    number: int
    messages: tuple[Message, ...]
    source: EventSource = "turn"

    @property
    def anchor(self) -> MessageId:
        """Return the message whose undoing takes the events with it."""
        return self.messages[-1].id

    def event(self, summary: str, quote: str, reason: str) -> ProposalEvent:
        """Return an event of this turn, with the message that really says *quote*."""
        said_in = next((one for one in self.messages if find_quote(quote, one.text)), None)
        return ProposalEvent(
            message_id=said_in.id if said_in else self.anchor,
            anchor=self.anchor,
            turn=self.number,
            summary=summary,
            quote=quote,
            quote_found=said_in is not None,
            reason=reason,
            source=self.source,
        )


def read_intentions(
    answer: Mapping[str, Any], turn: Turn, entries: Sequence[LoreEntry]
) -> Intentions:
    """Return the usable updates and creations of *answer*."""
    by_handle = {entry.handle: entry for entry in entries}
    updates: list[Update] = []
    creations: list[Creation] = []
    problems: list[str] = []
    for item in _items(answer, "updates", problems):
        handle = _text(item, "lore_entry_id", LONGEST_NAME)
        summary = _text(item, "update_summary")
        entry = by_handle.get(handle)
        if entry is None:
            problems.append(f"An update names the unknown entry {handle!r}.")
        elif not summary:
            problems.append(f"An update for {entry.title!r} says nothing.")
        else:
            event = turn.event(summary, _text(item, "quote"), _text(item, "reasoning"))
            updates.append(Update(entry=entry, event=event))
    for item in _items(answer, "creations", problems):
        name = _text(item, "name", LONGEST_NAME)
        if not name:
            problems.append("A newcomer has no name.")
            continue
        summary = _text(item, "creation_summary") or name
        event = turn.event(summary, _text(item, "quote"), _text(item, "reasoning"))
        kind = _text(item, "entity_type", LONGEST_NAME).casefold() or "concept"
        creations.append(Creation(entity_type=kind, name=name, event=event))
    return Intentions(updates=tuple(updates), creations=tuple(creations), problems=tuple(problems))


def _items(
    answer: Mapping[str, Any], name: str, problems: list[str]
) -> Iterable[Mapping[str, Any]]:
    items = answer.get(name) or []
    if not isinstance(items, list):
        problems.append(f"{name!r} is not a list.")
        return
    if len(items) > MOST_ITEMS:
        problems.append(f"{name!r} has {len(items)} items; only {MOST_ITEMS} were read.")
    for item in items[:MOST_ITEMS]:
        if isinstance(item, Mapping):
            yield item
        else:
            problems.append(f"An item of {name!r} is not an object.")


def _text(item: Mapping[str, Any], name: str, longest: int = LONGEST_TEXT) -> str:
    value = item.get(name)
    return value.strip()[:longest] if isinstance(value, str) else ""
