"""The replies of a line, each with what was there when its turn had been written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from loredesk.domain.ids import LoreId, MessageId, WorldId
from loredesk.domain.lore import LoreEntry
from loredesk.domain.messages import Message, Role, last_panel
from loredesk.recall.engine import Query
from loredesk.services.evaluation.dialogue_runs import spoken_tokens
from loredesk.services.evaluation.entry_runs import entry_tokens
from loredesk.services.evaluation.used import Holders

SHOWN = 6
"""The last messages before a turn stand in every prompt: finding them proves nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A reply, and what was there when its turn had been written."""

    turn: Message
    reply: Message
    shown: tuple[Message, ...]
    """The last messages before the turn."""
    older: int
    """How many messages are older than those."""
    number: int

    @property
    def head(self) -> MessageId | None:
        """Return where the line ended when the turn was written."""
        return self.turn.parent_id

    @property
    def told(self) -> tuple[str, ...]:
        """Return what every prompt shows."""
        return (self.turn.text, *(one.text for one in self.shown))

    def query(self, world_id: WorldId) -> Query:
        """Return what is looked for in the lore."""
        panel = last_panel(self.shown)
        on_scene = (*panel.present, panel.place) if panel is not None else ()
        return Query(
            world_id=world_id,
            session_id=None,
            text=self.turn.text,
            scene=tuple(one.text for one in reversed(self.shown)),
            on_scene=tuple(one for one in on_scene if one),
        )


@dataclass(slots=True)
class Things:
    """What can be offered, as far as it is there yet."""

    holders: Holders = field(default_factory=Holders)
    costs: dict[str, int] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    entries: dict[LoreId, LoreEntry] = field(default_factory=dict)
    always: set[str] = field(default_factory=set)
    """The entries that are always on."""
    messages: int = 0

    def add_messages(self, line: Sequence[Message], until: int, turns: Mapping[str, int]) -> None:
        """Add the messages of *line* up to *until*, each with the number of its turn."""
        for message in line[self.messages : until]:
            self.costs[message.id] = spoken_tokens(message.speaker, message.text)
            self.texts[message.id] = message.text
            self.names[message.id] = f"turn {turns[message.id]} \u00b7 {message.speaker}"
            self.holders.put(message.id, message.text)
        self.messages = max(self.messages, until)

    def add_entry(self, entry: LoreEntry) -> None:
        """Add an entry of canon."""
        if entry.always_on:
            self.always.add(entry.id)
        self.entries[entry.id] = entry
        self.costs[entry.id] = entry_tokens(entry)
        self.texts[entry.id] = entry.content
        self.names[entry.id] = entry.title
        self.holders.put(entry.id, " ".join((*entry.names, entry.content)))


def replies_on(line: Sequence[Message]) -> Iterator[Reply]:
    """Yield the replies that answer a turn of the author's, in order."""
    number = 0
    for place, message in enumerate(line):
        if message.role is Role.AUTHOR:
            number += 1
            continue
        before = line[place - 1] if place else None
        if before is None or before.role is not Role.AUTHOR:
            continue
        older = max(place - 1 - SHOWN, 0)
        if before.text.strip() and message.text.strip() and before.parent_id is not None:
            yield Reply(
                turn=before,
                reply=message,
                shown=tuple(line[older : place - 1]),
                older=older,
                number=number,
            )


def turns_on(line: Sequence[Message]) -> dict[str, int]:
    """Return the number of the turn each message of *line* belongs to."""
    found: dict[str, int] = {}
    turn = 0
    for message in line:
        turn += message.role is Role.AUTHOR
        found[message.id] = turn
    return found
