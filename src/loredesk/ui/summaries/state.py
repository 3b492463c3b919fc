"""What the story so far shows, as frozen data."""

from dataclasses import dataclass

from loredesk.domain.story_so_far import Part, StorySoFar
from loredesk.ui.notice import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class SummariesState:
    """The story so far at one moment."""

    in_session: bool = False
    told: StorySoFar | None = None
    """None while it is being read for the first time."""
    chosen: str = ""
    """The key of the part that is looked at; the first where there is none such."""
    editing: Part | None = None
    """The part that is being edited, as it was when that began."""
    busy: bool = False
    notice: Notice | None = None

    @property
    def parts(self) -> tuple[Part, ...]:
        """Return the whole story and the chapters, in that order."""
        return self.told.parts if self.told is not None else ()

    @property
    def part(self) -> Part | None:
        """Return the part that is looked at."""
        found = next((one for one in self.parts if one.key == self.chosen), None)
        return found or next(iter(self.parts), None)

    @property
    def can_change(self) -> bool:
        """Return whether the part looked at is written, and nothing is being done to it."""
        return not self.busy and self.part is not None and self.part.summary is not None

    @property
    def can_put_back(self) -> bool:
        """Return whether the part looked at has read differently before."""
        return self.can_change and self.part is not None and self.part.earlier is not None

    @property
    def can_ask(self) -> bool:
        """Return whether the part looked at can be asked for, as it is not under way already."""
        return not self.busy and self.part is not None and not self.part.is_under_way

    @property
    def is_off(self) -> bool:
        """Return whether the session goes without summaries."""
        return self.told is not None and not self.told.chapter_turns

    @property
    def missing(self) -> int:
        """Return how many chapters have ended and are not written, nor about to be."""
        if self.told is None:
            return 0
        given_up = [
            one for one in self.told.chapters if one.summary is None and not one.is_under_way
        ]
        return len(given_up) + self.told.to_come
