"""What the lore browser shows."""

from dataclasses import dataclass, field

from loredesk.domain.ids import LoreId
from loredesk.domain.listings import Facets, LoreFilter, LoreRow
from loredesk.domain.steering import Steer
from loredesk.ui.notice import Notice
from loredesk.ui.steered import WORDS, SteeringState


@dataclass(frozen=True, slots=True, kw_only=True)
class LoreState:
    """The rows read so far of what the filter lets through, and how many there are in all."""

    has_world: bool = False
    in_session: bool = False
    filter: LoreFilter = field(default_factory=LoreFilter)
    facets: Facets = field(default_factory=Facets)
    rows: tuple[LoreRow, ...] = ()
    matching: int = 0
    """How many entries the filter lets through."""
    loading: bool = False
    """Whether the first rows are still being read."""
    chosen: LoreId | None = None
    steering: SteeringState = field(default_factory=SteeringState)
    """What the author says about recall in the session on screen."""
    notice: Notice | None = None

    @property
    def known(self) -> int:
        """Return how many entries there are without any filter."""
        return sum(self.facets.categories.values())

    @property
    def has_more(self) -> bool:
        """Return whether rows wait that have not been read yet."""
        return len(self.rows) < self.matching

    @property
    def filtered(self) -> bool:
        """Return whether anything narrows the list."""
        return self.filter != LoreFilter()

    @property
    def summary(self) -> str:
        """Return the count under the list as a phrase."""
        entries = "entry" if self.known == 1 else "entries"
        if self.filtered:
            return f"{self.matching:,} of {self.known:,} {entries}"
        return f"{self.known:,} {entries}"


def marks(row: LoreRow, steer: Steer | None = None) -> tuple[tuple[str, str], ...]:
    """Return what is particular about *row*: the name of a mark and the sentence it stands for."""
    found = []
    if steer is not None:
        found.append((steer.value, WORDS[steer].meaning))
    if row.proposed:
        found.append(("proposal", "A proposal for this entry waits for review."))
    if row.note is not None:
        turn = row.note.last_updated_turn
        found.append(("note", f"Has a note in this session, last updated in turn {turn}."))
    if row.is_dynamically_generated and row.origin == "session":
        found.append(("newcomer", "A newcomer: it appeared in this session and is not canon."))
    if row.known_to != "everyone":
        whom = "Nobody" if row.known_to == "secret" else "Not everyone"
        found.append(("closed", f"{whom} in the story knows this."))
    if row.always_on:
        found.append(("always_on", "Always on: the model is told this in every turn."))
    return tuple(found)


def caption(row: LoreRow, steer: Steer | None = None) -> str:
    """Return what is said of *row* under its title: how it is steered, what it is, its tags."""
    steered = (WORDS[steer].standing,) if steer is not None else ()
    return " \u00b7 ".join((*steered, row.category, *row.tags))


def described(row: LoreRow, steer: Steer | None = None) -> str:
    """Return *row* as a screen reader says it."""
    said = " ".join(sentence for _, sentence in marks(row, steer))
    return f"{row.title}, {row.category}. {said}".strip()
