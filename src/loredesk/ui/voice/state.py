"""What is shown of who speaks in a session."""

from dataclasses import dataclass

from loredesk.domain.messages import NarratorTells
from loredesk.ui.people.state import Somebody


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceState:
    """Who speaks in the replies of the session on screen, and what the narrator may tell."""

    in_session: bool = False
    voice: Somebody | None = None
    """The character who speaks; None for the narrator."""
    narrator_tells: NarratorTells = NarratorTells.ALL

    @property
    def mark(self) -> str:
        """Return what the bar says of it: nothing where it is as usual."""
        if self.voice is not None:
            return f"{self.voice.title} speaks"
        return "" if self.narrator_tells is NarratorTells.ALL else "tells what those present know"
