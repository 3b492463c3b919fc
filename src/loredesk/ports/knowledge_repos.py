"""What Loredesk keeps of who knows what."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from loredesk.domain.ids import KnowledgeId, LoreId, MarkId, SessionId, WorldId
from loredesk.domain.knowing import Learned, SentenceMark
from loredesk.domain.visibility import Visibility


class KnowledgeRepo(Protocol):
    """Which sentences have a visibility of their own, and what was learned in sessions.

    The visibility of a whole entry is a field of it, and kept with the lore.
    """

    def put_mark(self, mark: SentenceMark) -> SentenceMark:
        """Keep the mark of a sentence instead of the one it had; return it as it is kept."""
        ...

    def drop_mark(self, mark_id: MarkId) -> None:
        """Let a sentence be what its entry is; does nothing where there is no such mark."""
        ...

    def marks_of(self, entry_ids: Sequence[LoreId]) -> tuple[SentenceMark, ...]:
        """Return the marks on sentences of some entries, in canon and in every session."""
        ...

    def add_learned(self, learned: Learned) -> None:
        """Keep that somebody learned something."""
        ...

    def get_learned(self, knowledge_id: KnowledgeId) -> Learned:
        """Return what was learned, or refuse with a sentence where there is nothing."""
        ...

    def put_withdrawn(self, knowledge_id: KnowledgeId, when: datetime | None) -> None:
        """Keep since when it is taken back that somebody learned something; None where it is not."""
        ...

    def learned_in(
        self, session_id: SessionId, entry_ids: Sequence[LoreId] | None = None
    ) -> tuple[Learned, ...]:
        """Return what was learned in a session, of all or of some entries, in order.

        On every line, and also what was taken back.
        """
        ...

    def guarded(self, world_id: WorldId) -> frozenset[LoreId]:
        """Return the entries that not everyone knows, or with a marked sentence."""
        ...

    def closed(self, world_id: WorldId) -> Mapping[LoreId, Visibility]:
        """Return the entries that not everyone knows, each with who does."""
        ...

    def titled(
        self, world_id: WorldId, session_id: SessionId | None, keys: Collection[str]
    ) -> Mapping[str, tuple[LoreId, ...]]:
        """Return the entries of canon and of a session by the keys of their titles.

        Those in the trash are not among them; a newcomer is, wherever its origin is.
        """
        ...
