"""What each clue counts in one world, as learned from a session of the author's."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from loredesk.domain.ids import SessionId, WorldId
from loredesk.domain.lessons import Lesson


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedWeights:
    """The weights by which the messages of a world's stories are ordered."""

    world_id: WorldId
    session_id: SessionId
    """The session they were learned from."""
    session_title: str = ""
    first: Mapping[str, float] = field(hash=False)
    """For every passage."""
    second: Mapping[str, float] = field(hash=False)
    """For those that are looked at a second time."""
    basis: str
    """The embedder and the built-in weights they were measured with; with others they prove nothing."""
    lesson: Lesson
    learned_at: datetime

    @property
    def origin(self) -> str:
        """Return what they were learned from, as the end of a sentence."""
        when = f"{self.learned_at.astimezone():%d %b %Y}"
        title = f"\u201c{self.session_title}\u201d"
        return f"as learned from {self.lesson.turns} turns of {title} on {when}"
