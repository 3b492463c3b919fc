"""Decisions about proposals that can be taken back: review, with every decision taken down."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from typing import Protocol

from loredesk.domain.ids import LoreId, ProposalId, SessionId
from loredesk.domain.listings import ReviewOutcome
from loredesk.domain.proposals import NewEntity, Proposal, ProposalState
from loredesk.ui.undo.command import Command, Deeds

Decide = Callable[[Sequence[ProposalId]], Awaitable[ReviewOutcome]]


class Reviews(Protocol):
    """Decides proposals, and opens them again."""

    async def proposals(
        self, session_id: SessionId | None, state: ProposalState = ProposalState.OPEN
    ) -> tuple[Proposal, ...]:
        """Return the proposals of a session that are in *state*."""
        ...

    async def proposal(self, proposal_id: ProposalId) -> Proposal:
        """Return one proposal."""
        ...

    async def accept(
        self,
        ids: Sequence[ProposalId],
        *,
        hunks: Collection[int] | None = None,
        text: str | None = None,
        entity: NewEntity | None = None,
    ) -> ReviewOutcome:
        """Put proposals into force."""
        ...

    async def same_as(self, proposal_id: ProposalId, entry_id: LoreId) -> ReviewOutcome:
        """Accept a newcomer as an entry that is known already."""
        ...

    async def reject(self, ids: Sequence[ProposalId], *, comment: str = "") -> ReviewOutcome:
        """Turn proposals down."""
        ...

    async def snooze(self, ids: Sequence[ProposalId]) -> ReviewOutcome:
        """Put proposals off."""
        ...

    async def reopen(self, ids: Sequence[ProposalId]) -> object:
        """Undo exactly what deciding them did."""
        ...


class RecordedDecisions:
    """Passes decisions on, and takes down how each is taken back."""

    def __init__(self, inner: Reviews, deeds: Deeds) -> None:
        self._inner = inner
        self._deeds = deeds

    async def proposals(
        self, session_id: SessionId | None, state: ProposalState = ProposalState.OPEN
    ) -> tuple[Proposal, ...]:
        """Return the proposals of a session that are in *state*."""
        return await self._inner.proposals(session_id, state)

    async def accept(
        self,
        ids: Sequence[ProposalId],
        *,
        hunks: Collection[int] | None = None,
        text: str | None = None,
        entity: NewEntity | None = None,
    ) -> ReviewOutcome:
        """Put proposals into force: whole, by hunk, or with the author's own text."""

        async def decide(those: Sequence[ProposalId]) -> ReviewOutcome:
            return await self._inner.accept(those, hunks=hunks, text=text, entity=entity)

        return await self._recorded("Accept", ids, decide)

    async def same_as(self, proposal_id: ProposalId, entry_id: LoreId) -> ReviewOutcome:
        """Accept a newcomer as an entry that is known already."""

        async def decide(those: Sequence[ProposalId]) -> ReviewOutcome:
            return await self._inner.same_as(those[0], entry_id)

        return await self._recorded("Accept as known", [proposal_id], decide)

    async def reject(self, ids: Sequence[ProposalId], *, comment: str = "") -> ReviewOutcome:
        """Turn proposals down for good."""

        async def decide(those: Sequence[ProposalId]) -> ReviewOutcome:
            return await self._inner.reject(those, comment=comment)

        return await self._recorded("Reject", ids, decide)

    async def snooze(self, ids: Sequence[ProposalId]) -> ReviewOutcome:
        """Put proposals off."""
        return await self._recorded("Put off", ids, self._inner.snooze)

    async def _recorded(
        self, verb: str, ids: Sequence[ProposalId], decide: Decide
    ) -> ReviewOutcome:
        outcome = await decide(ids)
        # What came to a conflict was not decided, and putting off is in neither list.
        decided = [one for one in ids if one not in outcome.conflicts]
        if decided:
            first = await self._inner.proposal(decided[0])
            command = Command(
                text=f"{verb} {_named(first, len(decided))}",
                undo=lambda: self._inner.reopen(decided),
                redo=lambda: decide(decided),
                session_id=first.session_id,
            )
            self._deeds.done(command)
        return outcome


def _named(first: Proposal, number: int) -> str:
    if number > 1:
        return f"{number} proposals"
    return first.title if first.entity is not None else f"the note of {first.title}"
