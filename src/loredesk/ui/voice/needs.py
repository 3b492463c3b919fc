"""What choosing who speaks needs of the screen and of the services."""

from typing import Any, Protocol

from loredesk.domain.ids import LoreId, SessionId
from loredesk.domain.listings import EntryView, Story
from loredesk.domain.messages import NarratorTells
from loredesk.ui.voice.state import VoiceState


class VoiceView(Protocol):
    """Shows who speaks."""

    def show_state(self, state: VoiceState) -> None:
        """Replace what is on screen with *state*."""
        ...


class Stories(Protocol):
    """What is set for a session."""

    async def story(self, session_id: SessionId) -> Story:
        """Return a session as the chat shows it."""
        ...

    async def set_voice(self, session_id: SessionId, voice: LoreId | None, /) -> Any:  # noqa: ANN401 - not looked at
        """Say which character speaks; None for the narrator."""
        ...

    async def set_narrator(self, session_id: SessionId, tells: NarratorTells, /) -> Any:  # noqa: ANN401 - not looked at
        """Say what the narrator may tell."""
        ...


class Library(Protocol):
    """Knows the entries."""

    async def entry(self, entry_id: LoreId, session_id: SessionId | None) -> EntryView:
        """Return an entry with all its form shows."""
        ...
