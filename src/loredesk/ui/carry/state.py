"""What the carry-over shows, as frozen data."""

from dataclasses import dataclass

from loredesk.domain.ids import LoreId
from loredesk.ui.notice import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Portable:
    """An entry whose note, or which itself, can be taken along."""

    id: LoreId
    title: str
    what: str
    """What comes along: its note, or the newcomer itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryState:
    """A new session the author is deciding about."""

    open: bool = False
    loading: bool = False
    title: str = ""
    entries: tuple[Portable, ...] = ()
    ticked: frozenset[LoreId] = frozenset()
    busy: bool = False
    notice: Notice | None = None

    @property
    def can_begin(self) -> bool:
        """Return whether the session can begin now."""
        return bool(self.ticked) and not self.busy
