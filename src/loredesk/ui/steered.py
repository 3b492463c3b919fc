"""What the author says about recall in a session, as frozen data and in words; for several panes."""

from collections.abc import Mapping
from dataclasses import dataclass

from loredesk.domain.ids import LoreId
from loredesk.domain.steering import Steer, Steered

CHOICES: tuple[Steer | None, ...] = (Steer.PIN, Steer.BOOST, Steer.BAN, None)
"""What can be said of an entry, in the order in which it is offered; None leaves it to recall."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """How one way of treating an entry reads."""

    icon: str
    short: str
    """On a button."""
    wish: str
    """In a menu."""
    standing: str
    """Of an entry that is treated so."""
    effect: str
    """What that does, as a phrase."""
    meaning: str
    """A whole sentence."""


WORDS: Mapping[Steer | None, Words] = {
    Steer.PIN: Words(
        icon="pin",
        short="Pin",
        wish="Pin: always tell it",
        standing="Pinned",
        effect="told with every reply",
        meaning="Pinned in this session: the model is told it with every reply.",
    ),
    Steer.BOOST: Words(
        icon="boost",
        short="Boost",
        wish="Boost: tell it sooner",
        standing="Boosted",
        effect="told sooner than others that matter as much",
        meaning="Boosted in this session: it is told sooner than others that matter as much.",
    ),
    Steer.BAN: Words(
        icon="cancel",
        short="Ban",
        wish="Ban: never tell it",
        standing="Banned",
        effect="never told",
        meaning="Banned in this session: the model is never told it.",
    ),
    None: Words(
        icon="recall",
        short="Leave to recall",
        wish="Leave it to recall",
        standing="Left to recall",
        effect="told where it matters",
        meaning="Left to recall: the model is told it where it matters to a turn.",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SteeringState:
    """The entries recall treats otherwise in the session on screen."""

    in_session: bool = False
    rows: tuple[Steered, ...] = ()
    """What is pinned, then what is boosted, then what is banned; each by title."""

    def of(self, entry_id: LoreId | None) -> Steer | None:
        """Return how an entry is treated; None where it is left to recall."""
        return next((row.steer for row in self.rows if row.entry_id == entry_id), None)


def in_order(rows: tuple[Steered, ...]) -> tuple[Steered, ...]:
    """Return *rows* as they are listed."""
    return tuple(sorted(rows, key=lambda row: CHOICES.index(row.steer)))


def deed(title: str, steer: Steer | None) -> str:
    """Return what the author did with an entry, as an order."""
    return f"{WORDS[steer].short} {title}" if steer is not None else f"Leave {title} to recall"


def spoken(row: Steered) -> str:
    """Return *row* as a screen reader says it."""
    return f"{row.title}. {WORDS[row.steer].meaning}"
