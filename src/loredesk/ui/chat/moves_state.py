"""What is asked and said around moving along the tree, as frozen data."""

from dataclasses import dataclass

from loredesk.domain.ids import LoreId, MessageId
from loredesk.domain.messages import Role
from loredesk.ui.notice import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Keepable:
    """A newcomer the author has edited, which would leave with the turn it came in."""

    entry_id: LoreId
    title: str
    kept: bool = False
    """Whether it is to become canon first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What the author is asked before something is withdrawn."""

    wish: str
    """What the author wants to do, as it reads on the button."""
    sentence: str
    hint: str
    keepables: tuple[Keepable, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Editing:
    """A message that is being written otherwise."""

    message_id: MessageId
    role: Role
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MovesState:
    """What stands between the story and the field to write in."""

    question: Question | None = None
    editing: Editing | None = None
    notice: Notice | None = None
