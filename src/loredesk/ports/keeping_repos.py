"""What Loredesk keeps of entries that stand for others, and of what is in the trash."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from loredesk.domain.ids import (
    LoreId,
    MessageId,
    ProposalId,
    RedirectId,
    RevisionId,
    SessionId,
    WorldId,
)
from loredesk.domain.listings import TrashItem
from loredesk.domain.lore import Redirect


class RedirectRepo(Protocol):
    """Which entries stand for others, and where."""

    def add(self, redirect: Redirect) -> None:
        """Keep a new redirect."""
        ...

    def get(self, redirect_id: RedirectId) -> Redirect:
        """Return a redirect, or refuse with a sentence where there is none."""
        ...

    def put_undone(self, redirect_id: RedirectId, when: datetime) -> None:
        """Keep since when a merge is undone."""
        ...

    def add_notes(self, redirect_id: RedirectId, revision_ids: Sequence[RevisionId]) -> None:
        """Keep which note revisions a merge wrote."""
        ...

    def notes_of(self, redirect_id: RedirectId) -> tuple[RevisionId, ...]:
        """Return the note revisions a merge wrote."""
        ...

    def of_proposal(self, proposal_id: ProposalId) -> Redirect | None:
        """Return the redirect in force that accepting a newcomer as a known entry made."""
        ...

    def of_entry(self, entry_id: LoreId) -> tuple[Redirect, ...]:
        """Return every redirect from or to an entry, also those undone, in order."""
        ...

    def in_force(
        self,
        world_id: WorldId,
        session_id: SessionId | None,
        *,
        head: MessageId | None = None,
    ) -> tuple[Redirect, ...]:
        """Return what counts for a session on its line, or on the line to *head*."""
        ...

    def standing(
        self,
        world_id: WorldId,
        session_id: SessionId | None,
        *,
        head: MessageId | None = None,
    ) -> Mapping[LoreId, LoreId]:
        """Return which entry stands for each that is merged into another there."""
        ...


class TrashRepo(Protocol):
    """Marks what is in the trash, and lists it."""

    def put_entry(self, entry_id: LoreId, when: datetime | None) -> None:
        """Keep since when an entry is in the trash; None takes it out again."""
        ...

    def put_session(self, session_id: SessionId, when: datetime | None) -> None:
        """Keep since when a session is in the trash; None takes it out again."""
        ...

    def put_world(self, world_id: WorldId, when: datetime | None) -> None:
        """Keep since when a world is in the trash; None takes it out again."""
        ...

    def has_session(self, session_id: SessionId) -> bool:
        """Return whether a session is in the trash, by itself or with its world."""
        ...

    def has_world(self, world_id: WorldId) -> bool:
        """Return whether a world is in the trash."""
        ...

    def has_entry(self, entry_id: str) -> bool:
        """Return whether an entry is in the trash."""
        ...

    def sessions_of(self, world_id: WorldId) -> tuple[SessionId, ...]:
        """Return the sessions of a world that are not in the trash by themselves."""
        ...

    def noted_in(self, entry_id: LoreId, *, trash: bool = False) -> tuple[SessionId, ...]:
        """Return the sessions in which an entry has a note in force; with *trash* all of them."""
        ...

    def items(self, world_id: WorldId | None = None) -> tuple[TrashItem, ...]:
        """Return what is in the trash, the latest first; of a world, or of the whole home.

        A newcomer whose acceptance was taken back is not listed: its proposal is open again.
        """
        ...
