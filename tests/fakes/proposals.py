"""Proposals to look at."""

from dataclasses import replace
from typing import Any

from loredesk.domain.ids import LoreId, MessageId, ProposalId, RevisionId, SessionId
from loredesk.domain.proposals import NewEntity, Proposal, ProposalEvent, ProposalKind

BASE = "Mara keeps the ferry. She owes nobody. She is honest. She says little."
PROPOSED = (
    "Mara keeps the ferry. She owes the Heron. She is honest. Her hand is burnt. She says little."
)

_ENTITY = NewEntity(
    title="Wick",
    category="character",
    content="A lock-boy.",
    connections=(("c1", "was given the whistle by"), ("l9", "sleeps in")),
    resembles=("Wickham",),
)


def event(turn: int = 12, **values: Any) -> ProposalEvent:
    """Return something that happened in *turn*, quoted and found unless *values* say otherwise."""
    message = MessageId(f"m{turn}")
    found = ProposalEvent(
        message_id=message,
        anchor=message,
        turn=turn,
        summary="Mara owes the Heron.",
        quote="I owe you",
        quote_found=True,
    )
    return replace(found, **values)


def update(name: str = "p1", **values: Any) -> Proposal:
    """Return a proposal with two changes to the note on Mara Venn."""
    proposal = Proposal(
        id=ProposalId(name),
        session_id=SessionId("s"),
        kind=ProposalKind.UPDATE_NOTE,
        title="Mara Venn",
        entry_id=LoreId("e1"),
        base_revision=RevisionId("r1"),
        base=BASE,
        proposed=PROPOSED,
        events=(event(),),
    )
    return replace(proposal, **values)


def newcomer(name: str = "n1", **values: Any) -> Proposal:
    """Return a proposal to add the lock-boy Wick."""
    proposal = Proposal(
        id=ProposalId(name),
        session_id=SessionId("s"),
        kind=ProposalKind.CREATE_ENTITY,
        title="Wick",
        entry_id=LoreId("e9"),
        proposed=_ENTITY.content,
        entity=_ENTITY,
        events=(event(),),
    )
    return replace(proposal, **values)
