"""What the branches pane shows, as frozen data."""

from collections.abc import Sequence
from dataclasses import dataclass

from loredesk.domain.branches import Branch
from loredesk.domain.ids import BranchId, MessageId
from loredesk.domain.listings import Story
from loredesk.domain.messages import PlacedMessage, Role
from loredesk.ui.notice import Notice

MOST_UNNAMED = 20
"""So many ends of the story without a name are listed, the latest first."""

_LINE = 160
"""The last line of a branch is cut after so many characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchRow:
    """One end of the story."""

    tip: MessageId
    branch_id: BranchId | None = None
    """None where it has no name."""
    name: str = ""
    turn: int
    last_line: str
    """The last words that were told."""
    is_here: bool = False
    """Whether the story stands at this end."""

    @property
    def key(self) -> str:
        """Return what the row is known again by."""
        return self.branch_id or self.tip

    @property
    def title(self) -> str:
        """Return how the row is called; or that it has no name."""
        return self.name or "Without a name"

    @property
    def described(self) -> str:
        """Return the row as it is read aloud."""
        here = ", the story stands here" if self.is_here else ""
        return f"{self.title}{here}, turn {self.turn}: {self.last_line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchesState:
    """The branches pane at one moment."""

    in_session: bool = False
    rows: tuple[BranchRow, ...] = ()
    chosen: tuple[str, ...] = ()
    """The keys of the rows that are chosen, in the order they were."""
    notice: Notice | None = None

    @property
    def picked(self) -> tuple[BranchRow, ...]:
        """Return the rows that are chosen."""
        rows = {row.key: row for row in self.rows}
        return tuple(rows[key] for key in self.chosen if key in rows)

    @property
    def only(self) -> BranchRow | None:
        """Return the row that is chosen alone."""
        return self.picked[0] if len(self.picked) == 1 else None

    @property
    def can_go(self) -> bool:
        """Return whether the story can be taken to the chosen row."""
        return self.only is not None and not self.only.is_here

    @property
    def can_compare(self) -> bool:
        """Return whether two ends are given: two rows, or one and where the story stands."""
        return len(self.picked) == 2 or self.can_go  # noqa: PLR2004 - two columns


def rows_of(story: Story, branches: Sequence[Branch]) -> tuple[BranchRow, ...]:
    """Return the branches of *story* by name, then its other ends, the latest first."""
    places = {place.message.id: place for place in story.messages}
    named = [
        _row(places[branch.tip], story.session.head, branch)
        for branch in branches
        if branch.tip in places
    ]
    tips = {branch.tip for branch in branches}
    parents = {place.message.parent_id for place in story.messages}
    ends = [
        place
        for place in reversed(story.messages)
        if place.message.id not in parents and place.message.id not in tips
    ]
    named.sort(key=lambda row: row.name.casefold())
    others = [_row(place, story.session.head, None) for place in ends[:MOST_UNNAMED]]
    return (*named, *others)


def _row(place: PlacedMessage, head: MessageId | None, branch: Branch | None) -> BranchRow:
    return BranchRow(
        tip=place.message.id,
        branch_id=branch.id if branch else None,
        name=branch.name if branch else "",
        turn=place.turn,
        last_line=_last_line(place),
        is_here=place.message.id == head,
    )


def _last_line(place: PlacedMessage) -> str:
    lines = [line.strip() for line in place.message.text.splitlines() if line.strip()]
    words = lines[-1] if lines else ""
    said = f"You: {words}" if place.message.role is Role.AUTHOR else words
    return said if len(said) <= _LINE else f"{said[:_LINE].rstrip()}\u2026"
