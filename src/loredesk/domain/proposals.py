"""Proposals: every automatic change before it is anything else, with the events it rests on."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Literal, Self

from loredesk.domain.diff import Hunk, apply_hunks, hunks
from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import LoreId, MessageId, ProposalId, RevisionId, SessionId, TaskId
from loredesk.domain.lore import name_key

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)

EventSource = Literal["turn", "simulated"]


class ProposalKind(StrEnum):
    """What accepting a proposal does."""

    UPDATE_NOTE = "update note"
    CREATE_ENTITY = "create entity"
    MERGE_EDIT = "merge edit"
    """An edit of the author's that could not be carried over to another line by itself."""


class ProposalState(StrEnum):
    """Where a proposal stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    SNOOZED = "snoozed"
    CONFLICT = "conflict"


_MOVES: Mapping[ProposalState, frozenset[ProposalState]] = {
    ProposalState.OPEN: frozenset(ProposalState) - {ProposalState.OPEN},
    ProposalState.SNOOZED: frozenset(
        {ProposalState.OPEN, ProposalState.ACCEPTED, ProposalState.REJECTED, ProposalState.CONFLICT}
    ),
    ProposalState.CONFLICT: frozenset({ProposalState.OPEN, ProposalState.REJECTED}),
    ProposalState.ACCEPTED: frozenset(),
    ProposalState.REJECTED: frozenset(),
}


_HUNKS_HINTS = {0: "It changes nothing.", 1: "It has only hunk 1."}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalEvent:
    """Something that happened in the story, and where it is said."""

    message_id: MessageId
    """The message it is said in."""
    anchor: MessageId
    """The reply whose reading brought it up: undo that, and the event is gone with it."""
    turn: int
    summary: str
    quote: str = ""
    quote_found: bool = False
    """Whether code found the quote in the turn."""
    reason: str = ""
    source: EventSource = "turn"


def same_event(one: ProposalEvent, other: ProposalEvent) -> bool:
    """Return whether two readings of the story speak of one event."""
    if one.message_id == other.message_id and one.quote and one.quote == other.quote:
        return True
    return one.anchor == other.anchor and name_key(one.summary) == name_key(other.summary)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntity:
    """An entry a model proposes to add."""

    title: str
    category: str
    content: str
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    connections: tuple[tuple[str, str], ...] = ()
    """Pairs of (handle of a known entry, relation)."""
    resembles: tuple[str, ...] = ()
    """Titles of entries this newcomer might be; the author decides."""
    resembles_ids: tuple[LoreId, ...] = ()
    """Those entries, in the same order."""

    def as_json(self) -> dict[str, Any]:
        """Return the entity as plain data."""
        return {
            "title": self.title,
            "category": self.category,
            "content": self.content,
            "tags": list(self.tags),
            "aliases": list(self.aliases),
            "connections": [list(pair) for pair in self.connections],
            "resembles": list(self.resembles),
            "resembles_ids": list(self.resembles_ids),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read back what `as_json` wrote."""
        return cls(
            title=data["title"],
            category=data["category"],
            content=data["content"],
            tags=tuple(data["tags"]),
            aliases=tuple(data["aliases"]),
            connections=tuple((to, relation) for to, relation in data["connections"]),
            resembles=tuple(data["resembles"]),
            resembles_ids=tuple(LoreId(one) for one in data.get("resembles_ids", ())),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One change waiting for the author, or decided."""

    id: ProposalId
    session_id: SessionId
    kind: ProposalKind
    title: str
    entry_id: LoreId
    """The entry it is about; for a newcomer the id its entry will have."""
    base_revision: RevisionId | None = None
    base: str = ""
    proposed: str = ""
    entity: NewEntity | None = field(default=None)
    events: tuple[ProposalEvent, ...] = ()
    state: ProposalState = ProposalState.OPEN
    task_id: TaskId | None = None
    simulated: bool = False
    created_at: datetime = _BEGINNING
    decided_at: datetime | None = None
    decided_by: str = ""
    comment: str = ""
    edit: RevisionId | None = None
    """The hand edit a merge card is about."""
    base_text: str = ""
    """Of a merge card the third side: what the edit was made on; `proposed` is the edit, and
    `base` what stands here."""

    @property
    def anchors(self) -> frozenset[MessageId]:
        """Return the messages this proposal rests on."""
        return frozenset().union(*({event.message_id, event.anchor} for event in self.events))

    @property
    def hunks(self) -> tuple[Hunk, ...]:
        """Return where the proposed text differs from its base."""
        return hunks(self.base, self.proposed)

    def text_with(self, accepted: Collection[int] | None) -> str:
        """Return the text with the *accepted* hunks only; all of them where None is given."""
        if accepted is None:
            return self.proposed
        known = {hunk.number for hunk in self.hunks}
        unknown = sorted(set(accepted) - known)
        if unknown:
            numbers = ", ".join(map(str, unknown))
            message = f"The proposal for {self.title!r} has no hunk {numbers}."
            hint = _HUNKS_HINTS.get(len(known), f"It has hunks 1 to {len(known)}.")
            raise UserFixableError(message, hint=hint)
        return apply_hunks(self.base, self.hunks, accepted)

    def closed_as(self, state: ProposalState, *, now: datetime, by: str) -> Self:
        """Return this proposal decided as *state*, or refuse an impossible move."""
        if state not in _MOVES[self.state]:
            message = f"The proposal for {self.title!r} is already {self.state}."
            raise UserFixableError(message, hint="Look at the list of open proposals.")
        return replace(self, state=state, decided_at=now, decided_by=by)
