"""What the review pane shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from loredesk.domain.lore import CATEGORIES
from loredesk.domain.notes import SessionNote
from loredesk.domain.proposals import Proposal, ProposalState
from loredesk.ui.notice import Notice
from loredesk.ui.review.draft import Draft, fields_of
from loredesk.ui.review.passages import Passage, passages


class Grouping(Enum):
    """By what the list is grouped."""

    TURN = "turn"
    KIND = "kind"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewState:
    """The proposals of one kind of state, and the one the author looks at."""

    in_session: bool = False
    shown: ProposalState = ProposalState.OPEN
    grouping: Grouping = Grouping.TURN
    proposals: tuple[Proposal, ...] = ()
    """In the order of the list."""
    conflicts: int = 0
    """How many proposals of the session are in conflict."""
    loading: bool = False
    chosen: Proposal | None = None
    ticked: frozenset[int] = frozenset()
    """The changes that will be accepted."""
    standing: SessionNote | None = None
    """The note as it stands now; read where the proposal conflicts with it."""
    names: Mapping[str, str] = field(default_factory=dict, hash=False)
    """The titles of the entries a newcomer is connected to, by handle."""
    categories: tuple[str, ...] = CATEGORIES
    """What a newcomer may be, as far as the world knows."""
    draft: Draft | None = None
    """What the author writes in place of what is proposed."""
    asks_for_all: bool = False
    """Whether the author is asked if all of them are meant."""
    busy: bool = False
    notice: Notice | None = None

    @property
    def editing(self) -> bool:
        """Return whether the editor stands where the proposal is shown."""
        return self.draft is not None and self.acceptable

    @property
    def lacks_title(self) -> bool:
        """Return whether a newcomer stands in the editor without a title."""
        return self.draft is not None and self.draft.lacks_title

    @property
    def begun(self) -> Draft:
        """Return what the author begins to edit with: what is ticked of the text, and all else."""
        if self.chosen is None:
            return Draft(text="")
        text = self.chosen.text_with(self.ticked) if self.has_choice else self.proposed
        entity = self.chosen.entity
        return Draft(text=text, fields=None if entity is None else fields_of(entity))

    @property
    def base(self) -> str:
        """Return the text the proposal is compared with."""
        if self.chosen is None:
            return ""
        if self.chosen.state is ProposalState.CONFLICT and self.standing is not None:
            return self.standing.note_content
        return self.chosen.base

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Return the proposed text with its changes."""
        return passages(self.base, self.proposed)

    @property
    def proposed(self) -> str:
        """Return the text the proposal would put in place."""
        if self.chosen is None:
            return ""
        if self.chosen.entity is not None:
            return self.chosen.proposed or self.chosen.entity.content
        return self.chosen.proposed

    @property
    def has_choice(self) -> bool:
        """Return whether changes of the proposal can be accepted one by one."""
        return (
            self.decidable
            and self.chosen is not None
            and self.chosen.entity is None
            and self.chosen.state is not ProposalState.CONFLICT
        )

    @property
    def settleable(self) -> bool:
        """Return whether the chosen proposal is a conflict the author can write the end of."""
        return (
            self.chosen is not None
            and self.chosen.state is ProposalState.CONFLICT
            and self.chosen.entity is None
        )

    @property
    def acceptable(self) -> bool:
        """Return whether the chosen proposal can be put into force, as it is or edited."""
        conflict = self.chosen is not None and self.chosen.state is ProposalState.CONFLICT
        return self.decidable and (self.settleable or not conflict)

    @property
    def decidable(self) -> bool:
        """Return whether the chosen proposal still waits for a decision."""
        return self.chosen is not None and self.chosen.state in {
            ProposalState.OPEN,
            ProposalState.SNOOZED,
            ProposalState.CONFLICT,
        }

    @property
    def changes(self) -> int:
        """Return how many changes can be ticked."""
        return len(self.chosen.hunks) if self.chosen is not None and self.has_choice else 0

    @property
    def partial(self) -> bool:
        """Return whether only some of the changes are ticked."""
        return self.has_choice and len(self.ticked) < self.changes


def all_of(proposal: Proposal | None) -> frozenset[int]:
    """Return all changes of *proposal* that can be ticked."""
    if proposal is None or proposal.entity is not None:
        return frozenset()
    return frozenset(hunk.number for hunk in proposal.hunks)
