"""What merging shows, as frozen data."""

from dataclasses import dataclass

from loredesk.domain.ids import LoreId, RedirectId
from loredesk.ui.notice import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An entry this one can be merged with."""

    id: LoreId
    title: str
    category: str
    newcomer: bool

    @property
    def caption(self) -> str:
        """Return what kind of entry it is."""
        return f"{self.category}, newcomer of this session" if self.newcomer else self.category


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """A merge the entry takes part in."""

    id: RedirectId
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Two entries and what each says."""

    gone_title: str
    gone_text: str
    kept_title: str
    kept_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeState:
    """A merge the author is deciding about."""

    open: bool = False
    loading: bool = False
    title: str = ""
    candidates: tuple[Candidate, ...] = ()
    has_more: bool = False
    """Whether there are more entries than the list has; a word finds them."""
    merged: tuple[Merged, ...] = ()
    other: LoreId | None = None
    """The entry that was chosen."""
    keeps_other: bool = True
    """Whether the other one stays and this one is not listed any more."""
    sides: Sides | None = None
    text: str = ""
    """What the entry that stays will say."""
    busy: bool = False
    notice: Notice | None = None

    @property
    def can_merge(self) -> bool:
        """Return whether the two can be merged now."""
        return self.sides is not None and not self.busy

    @property
    def heading(self) -> str:
        """Return what would happen, as a sentence."""
        if self.sides is None:
            return f"Merge \u201c{self.title}\u201d with another entry"
        gone, kept = self.sides.gone_title, self.sides.kept_title
        return f"\u201c{kept}\u201d stays and answers to \u201c{gone}\u201d as well"
