"""What the context pane shows, as frozen data."""

from dataclasses import dataclass, field
from enum import StrEnum

from loredesk.domain.ids import MessageId
from loredesk.domain.manifest import Manifest, Unit
from loredesk.ui.context.rows import (
    Line,
    Row,
    RowFilter,
    listed_left_out,
    listed_told,
    units_in,
)
from loredesk.ui.notice import Notice


class Subject(StrEnum):
    """What is looked at."""

    NOTHING = "nothing"
    REPLY = "reply"
    PREVIEW = "preview"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextState:
    """What a model was told for one reply, or would be told now."""

    subject: Subject = Subject.NOTHING
    is_open: bool = False
    """Whether there is a session to ask about."""
    is_reading: bool = False
    message_id: MessageId | None = None
    """The reply that is looked at."""
    turn: int = 0
    is_newest: bool = True
    manifest: Manifest | None = None
    told: tuple[Row, ...] = ()
    left_out: tuple[Row, ...] = ()
    wanted: RowFilter = field(default_factory=RowFilter)
    notice: Notice | None = None

    @property
    def told_lines(self) -> tuple[Line, ...]:
        """Return what is listed of what was told."""
        return listed_told(self.told, self.wanted)

    @property
    def left_out_lines(self) -> tuple[Line, ...]:
        """Return what is listed of what was left out."""
        return listed_left_out(self.left_out, self.wanted)

    @property
    def units(self) -> tuple[Unit, ...]:
        """Return the kinds of things there are to choose between."""
        return units_in((*self.told, *self.left_out))

    @property
    def is_filtered(self) -> bool:
        """Return whether anything narrows the lists."""
        return self.wanted != RowFilter()


def counted(rows: tuple[Row, ...], wanted: RowFilter) -> str:
    """Return how many rows there are, and how many of them are listed where those are fewer."""
    shown = sum(map(wanted.lets, rows))
    return f"{len(rows):,}" if shown == len(rows) else f"{shown:,} of {len(rows):,}"


def as_text(manifest: Manifest) -> str:
    """Return everything that was sent, block by block, for pasting elsewhere."""
    parts = [f"{manifest.tokens:,} of {manifest.budget:,} tokens"]
    parts += [
        f"[{block.role}] {block.name} ({block.tokens:,} tokens)\n{block.text}"
        for block in manifest.blocks
    ]
    return "\n\n".join(parts) + "\n"
