"""What the promotion shows, as frozen data."""

from dataclasses import dataclass

from loredesk.domain.promotion import Promotion
from loredesk.ui.notice import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class PromoteState:
    """A promotion the author is deciding about."""

    open: bool = False
    loading: bool = False
    promotion: Promotion | None = None
    ticked: frozenset[int] = frozenset()
    """The sentences that become canon."""
    text: str = ""
    """What canon will say."""
    edited: bool = False
    """Whether the author has written that text; it then no longer follows what is ticked."""
    busy: bool = False
    notice: Notice | None = None

    @property
    def is_newcomer(self) -> bool:
        """Return whether the entry itself becomes canon, and not a note on it."""
        return self.promotion is not None and self.promotion.note_revision is None

    @property
    def can_promote(self) -> bool:
        """Return whether there is something to promote."""
        return bool(self.promotion and self.ticked and self.text.strip()) and not self.busy

    @property
    def heading(self) -> str:
        """Return what is promoted, as a sentence."""
        if self.promotion is None:
            return "Promote to canon"
        title = f"\u201c{self.promotion.entry.title}\u201d"
        if self.is_newcomer:
            return f"Make the newcomer {title} canon, for every session of this world"
        return f"Take the note on {title} into canon, for every session of this world"

    @property
    def rest(self) -> str:
        """Return what stays with the session, as a sentence."""
        if self.promotion is None or not self.ticked:
            return "Nothing is ticked, so nothing would become canon."
        left = len(self.promotion.hunks) - len(self.ticked)
        if not left:
            return "" if self.is_newcomer else "The note of this session is empty afterwards."
        what = "1 part stays" if left == 1 else f"{left} parts stay"
        return f"What is not ticked stays in the note of this session: {what}."
