"""The past of an entry: who wrote what, when and why; and taking one change of it back."""

from loredesk.domain.causes import is_undone
from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import LoreId, RevisionId, SessionId
from loredesk.domain.listings import LineChange
from loredesk.domain.notes import NoteRevision
from loredesk.domain.past import BlamedPiece, EntryAsOf, EntryHistory
from loredesk.ports.store import Repos, Store
from loredesk.services.carrying import cause_of, sweep
from loredesk.services.past import as_of, blame_of, history_of, world_as_of
from loredesk.services.timeline import Timeline


class HistoryService:
    """Shows how an entry came to read as it does, and takes single changes back."""

    def __init__(self, *, store: Store, timeline: Timeline) -> None:
        self._store = store
        self._timeline = timeline

    async def history(self, entry_id: LoreId, session_id: SessionId | None) -> EntryHistory:
        """Return every version of an entry and, with a session, of its note there."""
        return await self._store.read(lambda repos: history_of(repos, entry_id, session_id))

    async def blame(
        self, entry_id: LoreId, session_id: SessionId | None
    ) -> tuple[BlamedPiece, ...]:
        """Return the sentences of the note in force, each with who wrote it, when and why.

        Without a session, those of the entry.
        """
        return await self._store.read(lambda repos: blame_of(repos, entry_id, session_id))

    async def as_of(self, entry_id: LoreId, session_id: SessionId, turn: int) -> EntryAsOf:
        """Return an entry as it stood when *turn* of the line had been written."""
        return await self._store.read(lambda repos: as_of(repos, entry_id, session_id, turn))

    async def world_as_of(self, session_id: SessionId, turn: int) -> tuple[EntryAsOf, ...]:
        """Return every entry the session saw when *turn* of its line had been written."""
        return await self._store.read(lambda repos: world_as_of(repos, session_id, turn))

    async def withdraw(self, session_id: SessionId, revision_id: RevisionId) -> LineChange:
        """Take one change of a note back, on every line; what stood on it is folded again.

        What took in the same events goes with it. Nothing is erased: `reinstate` brings it back.
        """

        def work(repos: Repos) -> LineChange:
            cause = cause_of(repos, _revision(repos, session_id, revision_id))
            if cause.withdrawn_at is not None:
                hint = "Bring it back from the history of its entry."
                raise UserFixableError("This change was taken back already.", hint=hint)
            repos.notes.put_withdrawn(cause.id, repos.now, None)
            return self._folded_again(repos, cause)

        return await self._store.write(work)

    async def reinstate(self, session_id: SessionId, revision_id: RevisionId) -> LineChange:
        """Bring back a change that was taken back, with what went with it."""

        def work(repos: Repos) -> LineChange:
            cause = cause_of(repos, _revision(repos, session_id, revision_id))
            if cause.withdrawn_at is None:
                hint = "The history of its entry says which ones were."
                raise UserFixableError("This change was not taken back.", hint=hint)
            repos.notes.put_withdrawn(cause.id, None, None)
            return self._folded_again(repos, cause)

        return await self._store.write(work)

    def _folded_again(self, repos: Repos, cause: NoteRevision) -> LineChange:
        sweep(repos, cause)
        session = repos.sessions.get(cause.session_id)
        return self._timeline.refold(repos, session, cause.entry_id)


def _revision(repos: Repos, session_id: SessionId, revision_id: RevisionId) -> NoteRevision:
    revision = repos.notes.get(revision_id)
    if revision.session_id != session_id:
        hint = "`loredesk lore history ENTRY --session S` lists those of a session."
        raise UserFixableError(
            f"Note revision {revision_id!r} belongs to another session.", hint=hint
        )
    if is_undone(revision):
        hint = "Accept its proposal again, or do again what wrote it."
        raise UserFixableError("What wrote this change was undone.", hint=hint)
    return revision
