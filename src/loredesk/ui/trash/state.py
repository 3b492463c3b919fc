"""What the trash shows, as frozen data."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from loredesk.domain.ids import SessionId
from loredesk.ui.notice import Notice

TrashKind = Literal["message", "entry", "session", "world"]

_KINDS: dict[TrashKind, str] = {
    "message": "Message",
    "entry": "Entry",
    "session": "Session",
    "world": "World",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TrashLine:
    """Something that was deleted."""

    kind: TrashKind
    id: str
    title: str
    deleted_at: datetime | None = None
    """When it was deleted, where that is known."""
    session_id: SessionId | None = None
    """The session a message belongs to."""

    @property
    def caption(self) -> str:
        """Return what it is and since when it lies here."""
        if self.deleted_at is None:
            return _KINDS[self.kind]
        return f"{_KINDS[self.kind]} \u00b7 deleted {self.deleted_at.astimezone():%d %b %Y, %H:%M}"

    @property
    def described(self) -> str:
        """Return the line as it is read aloud."""
        return f"{self.title}, {self.caption}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrashState:
    """The trash at one moment."""

    open: bool = False
    loading: bool = False
    lines: tuple[TrashLine, ...] = ()
    chosen: str = ""
    """The identity of the chosen line."""
    busy: bool = False
    notice: Notice | None = None

    @property
    def picked(self) -> TrashLine | None:
        """Return the chosen line."""
        return next((line for line in self.lines if line.id == self.chosen), None)

    @property
    def can_restore(self) -> bool:
        """Return whether the chosen line can be restored now."""
        return self.picked is not None and not self.busy
