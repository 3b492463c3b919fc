"""The plain model: what an author would keep in mind, in a few dictionaries."""

from dataclasses import dataclass, field

from loredesk.domain.ids import LoreId, MessageId, ProposalId
from tests.machine.speech import tokens


@dataclass(slots=True)
class Plain:
    """What was said, what was decided and what was written by hand."""

    parents: dict[MessageId, MessageId | None] = field(default_factory=dict)
    texts: dict[MessageId, str] = field(default_factory=dict)
    deleted: set[MessageId] = field(default_factory=set)
    """The messages that were deleted themselves; all below them are gone with them."""
    head: MessageId | None = None
    canon: dict[LoreId, str] = field(default_factory=dict)
    accepted: dict[int, tuple[LoreId, frozenset[MessageId]]] = field(default_factory=dict)
    """Facts the author took in whole: the entry, and what each rests on."""
    offered: dict[int, tuple[LoreId, frozenset[MessageId]]] = field(default_factory=dict)
    """Facts the author was asked about and has not decided on, likewise."""
    parts: set[ProposalId] = field(default_factory=set)
    """The cards of which the author took some hunks and left the others, or left them all."""
    hands: dict[int, LoreId] = field(default_factory=dict)
    """Sentences written by hand that the author has not touched since."""
    canon_facts: set[int] = field(default_factory=set)
    """Facts that were promoted: canon keeps them wherever the story goes."""

    def said(self, message: MessageId, parent: MessageId | None, text: str) -> None:
        """Keep that a message was written and is at the head."""
        self.parents[message], self.texts[message] = parent, text
        self.head = message

    def line(self, head: MessageId | None = None) -> list[MessageId]:
        """Return the messages from *head* (or the head) up to the root."""
        path, at = [], head or self.head
        while at is not None:
            path.append(at)
            at = self.parents[at]
        return path

    def told(self) -> set[int]:
        """Return the facts that are told on the line."""
        return set().union(*(tokens(self.texts[one]) for one in self.line()))

    def alive(self) -> list[MessageId]:
        """Return the messages that are not in the trash, in the order of writing."""
        return [one for one in self.parents if not self.deleted & set(self.line(one))]

    def settle(self, facts: set[int], hands: set[int]) -> None:
        """Keep that the author has had a hand in these: nothing is expected of them any more."""
        for fact in facts:
            self.accepted.pop(fact, None)
            self.offered.pop(fact, None)
        for hand in hands:
            self.hands.pop(hand, None)
