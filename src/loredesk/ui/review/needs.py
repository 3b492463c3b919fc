"""What the review pane needs from others."""

from collections.abc import Collection, Sequence
from typing import Protocol

from loredesk.domain.ids import LoreId, ProposalId, RevisionId, SessionId, WorldId
from loredesk.domain.listings import EntryView, Facets, LoreFilter, LoreRow, ReviewOutcome
from loredesk.domain.proposals import NewEntity, Proposal, ProposalState
from loredesk.ui.review.state import ReviewState


class ReviewView(Protocol):
    """Shows the review pane."""

    def show_state(self, state: ReviewState) -> None:
        """Replace what is on screen with *state*."""
        ...


class Decisions(Protocol):
    """Lists proposals and carries out what the author decides."""

    async def proposals(
        self, session_id: SessionId | None, state: ProposalState = ProposalState.OPEN
    ) -> tuple[Proposal, ...]:
        """Return the proposals of a session that are in *state*."""
        ...

    async def accept(
        self,
        ids: Sequence[ProposalId],
        *,
        hunks: Collection[int] | None = None,
        text: str | None = None,
        entity: NewEntity | None = None,
    ) -> ReviewOutcome:
        """Put proposals into force: whole, by hunk, or as the author has edited them."""
        ...

    async def same_as(self, proposal_id: ProposalId, entry_id: LoreId) -> ReviewOutcome:
        """Accept a newcomer as an entry that is known already."""
        ...

    async def reject(self, ids: Sequence[ProposalId], *, comment: str = "") -> ReviewOutcome:
        """Turn proposals down for good."""
        ...

    async def snooze(self, ids: Sequence[ProposalId]) -> ReviewOutcome:
        """Put proposals off."""
        ...


class Library(Protocol):
    """Knows the entries the proposals are about."""

    async def entries(
        self,
        world_id: WorldId,
        session_id: SessionId | None,
        wanted: LoreFilter,
        *,
        offset: int = 0,
        limit: int = 200,
    ) -> tuple[LoreRow, ...]:
        """Return a stretch of the entries the filter lets through."""
        ...

    async def facets(self, world_id: WorldId, session_id: SessionId | None) -> Facets:
        """Return the categories and tags that are in use."""
        ...

    async def entry(self, entry_id: LoreId, session_id: SessionId | None) -> EntryView:
        """Return an entry with its note."""
        ...

    async def save_note(
        self, session_id: SessionId, entry_id: LoreId, text: str, *, base: RevisionId | None
    ) -> None:
        """Store what the author wrote as the note of an entry."""
        ...
