"""What showing who knows an entry needs of the screen and of the services."""

from collections.abc import Callable, Collection, Sequence
from typing import Protocol

from loredesk.domain.ids import KnowledgeId, LoreId, MessageId, SessionId
from loredesk.domain.knowing import Learned
from loredesk.domain.listings import Story
from loredesk.domain.lore import LoreEntry
from loredesk.domain.visibility import Visibility
from loredesk.domain.who_knows import WhoKnows
from loredesk.ui.knowing.state import KnowingState
from loredesk.ui.people.state import Answer, Question


class KnowingView(Protocol):
    """Shows who knows an entry."""

    def show_state(self, state: KnowingState) -> None:
        """Replace what is on screen with *state*."""
        ...


class Asking(Protocol):
    """Asks the author about people."""

    def __call__(self, question: Question, answered: Callable[[Answer], None], /) -> None:
        """Ask *question*; *answered* is called with what is chosen."""
        ...


class Stories(Protocol):
    """Knows the line of a session."""

    async def story(self, session_id: SessionId) -> Story:
        """Return a session as the chat shows it."""
        ...


class Knowledge(Protocol):
    """Keeps who knows what."""

    async def who_knows(self, entry_id: LoreId, session_id: SessionId | None) -> WhoKnows:
        """Return an entry with everything that is set and known of it."""
        ...

    async def set_entry(self, entry_id: LoreId, visibility: Visibility) -> LoreEntry:
        """Say who knows an entry."""
        ...

    async def set_sentence(
        self,
        entry_id: LoreId,
        session_id: SessionId | None,
        sentence: str,
        visibility: Visibility | None,
    ) -> Visibility | None:
        """Say who knows one sentence, and return what was said of it before."""
        ...

    async def learn(
        self,
        session_id: SessionId,
        entry_id: LoreId,
        who: Sequence[LoreId],
        *,
        sentence: str = "",
        at: MessageId | None = None,
    ) -> tuple[Learned, ...]:
        """Keep that some people learned an entry, or one sentence of it, at a message."""
        ...

    async def take_back(self, learned: Collection[KnowledgeId]) -> object:
        """Take back that somebody learned something."""
        ...

    async def bring_back(self, learned: Collection[KnowledgeId]) -> object:
        """Let what was taken back count again."""
        ...
