"""The trash: entries, sessions and worlds that are out of sight and can come back."""

from loredesk.domain.errors import UserFixableError
from loredesk.domain.events import LoreChanged, SessionChanged, WorldChanged
from loredesk.domain.ids import LoreId, SessionId, WorldId
from loredesk.domain.listings import TrashItem
from loredesk.domain.lore import LoreEntry
from loredesk.domain.tasks import TaskStatus
from loredesk.ports.store import Repos, Store
from loredesk.services.documents import DocumentKeeper
from loredesk.services.locking import refuse_locked
from loredesk.services.recognising import roster
from loredesk.services.setting_aside import park, tasks_about, unpark

AUTHOR = "author"


class TrashService:
    """Puts things in the trash and takes them out. Nothing is ever erased."""

    def __init__(self, *, store: Store, documents: DocumentKeeper) -> None:
        self._store = store
        self._documents = documents

    async def contents(self, world_id: WorldId | None = None) -> tuple[TrashItem, ...]:
        """Return what is in the trash of a world, or of all, the latest first."""
        return await self._store.read(lambda repos: repos.trash.items(world_id))

    async def delete_entry(self, entry_id: LoreId) -> None:
        """Put an entry in the trash: it is listed, found and told nowhere."""

        def work(repos: Repos) -> None:
            repos.ledger.acting(AUTHOR)
            entry = repos.lore.get(entry_id)
            _refuse_twice(entry.title, there=entry.deleted_at is not None)
            refuse_locked(entry, "entry")
            repos.trash.put_entry(entry_id, repos.now)
            self._entry_moved(repos, repos.lore.get(entry_id))
            park(repos, tasks_about(repos, entry_id))

        await self._store.write(work)

    async def restore_entry(self, entry_id: LoreId) -> None:
        """Take an entry out of the trash, with its notes and its tasks."""

        def work(repos: Repos) -> None:
            repos.ledger.acting(AUTHOR)
            entry = repos.lore.get(entry_id)
            _refuse_missing(entry.title, there=entry.deleted_at is not None)
            _refuse_outer(repos, entry.world_id, entry.session_id)
            _refuse_taken_names(repos, entry)
            repos.trash.put_entry(entry_id, None)
            self._entry_moved(repos, repos.lore.get(entry_id))
            unpark(repos, tasks_about(repos, entry_id))

        await self._store.write(work)

    async def delete_session(self, session_id: SessionId) -> None:
        """Put a session in the trash with everything in it; its tasks wait there."""

        def work(repos: Repos) -> None:
            repos.ledger.acting(AUTHOR)
            session = repos.sessions.get(session_id)
            _refuse_twice(session.title, there=repos.trash.has_session(session_id))
            repos.trash.put_session(session_id, repos.now)
            self._session_left(repos, session_id)

        await self._store.write(work)

    async def restore_session(self, session_id: SessionId) -> None:
        """Take a session out of the trash with everything in it."""

        def work(repos: Repos) -> None:
            repos.ledger.acting(AUTHOR)
            session = repos.sessions.get(session_id)
            _refuse_outer(repos, session.world_id, None)
            _refuse_missing(session.title, there=repos.trash.has_session(session_id))
            repos.trash.put_session(session_id, None)
            self._session_came(repos, session_id)

        await self._store.write(work)

    async def delete_world(self, world_id: WorldId) -> None:
        """Put a world in the trash with its canon and its sessions."""

        def work(repos: Repos) -> None:
            repos.ledger.acting(AUTHOR)
            world = repos.worlds.get(world_id)
            _refuse_twice(world.title, there=repos.trash.has_world(world_id))
            sessions = repos.trash.sessions_of(world_id)
            repos.trash.put_world(world_id, repos.now)
            for session_id in sessions:
                self._session_left(repos, session_id)
            for entry in repos.lore.visible(world_id, None):
                self._documents.entry_changed(repos, entry)
            repos.announce(WorldChanged(world_id=world_id))

        await self._store.write(work)

    async def restore_world(self, world_id: WorldId) -> None:
        """Take a world out of the trash, with the sessions that were in it."""

        def work(repos: Repos) -> None:
            repos.ledger.acting(AUTHOR)
            world = repos.worlds.get(world_id)
            _refuse_missing(world.title, there=repos.trash.has_world(world_id))
            repos.trash.put_world(world_id, None)
            for entry in repos.lore.visible(world_id, None):
                self._documents.entry_changed(repos, entry)
            for session_id in repos.trash.sessions_of(world_id):
                self._session_came(repos, session_id)
            repos.announce(WorldChanged(world_id=world_id))

        await self._store.write(work)

    def _entry_moved(self, repos: Repos, entry: LoreEntry) -> None:
        self._documents.entry_changed(repos, entry)
        repos.announce(LoreChanged(entry_id=entry.id, world_id=entry.world_id))

    def _session_left(self, repos: Repos, session_id: SessionId) -> None:
        self._documents.session_left(repos, session_id)
        park(repos, repos.queue.of_session(session_id, (TaskStatus.PENDING,)))
        repos.announce(SessionChanged(session_id=session_id))

    def _session_came(self, repos: Repos, session_id: SessionId) -> None:
        self._documents.session_came(repos, session_id)
        unpark(repos, repos.queue.of_session(session_id, (TaskStatus.PARKED,)))
        repos.announce(SessionChanged(session_id=session_id))


def _refuse_twice(title: str, *, there: bool) -> None:
    if there:
        hint = "`loredesk trash` lists what is there."
        raise UserFixableError(f"{title!r} is in the trash already.", hint=hint)


def _refuse_missing(title: str, *, there: bool) -> None:
    if not there:
        hint = "`loredesk trash` lists what is there."
        raise UserFixableError(f"{title!r} is not in the trash.", hint=hint)


def _refuse_outer(repos: Repos, world_id: WorldId, session_id: SessionId | None) -> None:
    """Refuse to restore what would stay out of sight with what it belongs to."""
    if repos.trash.has_world(world_id):
        title = repos.worlds.get(world_id).title
        raise UserFixableError(f"Its world {title!r} is in the trash.", hint="Restore that first.")
    if session_id is not None and repos.trash.has_session(session_id):
        title = repos.sessions.get(session_id).title
        message = f"Its session {title!r} is in the trash."
        raise UserFixableError(message, hint="Restore that first.")


def _refuse_taken_names(repos: Repos, entry: LoreEntry) -> None:
    known = roster(repos, entry.world_id, entry.session_id).without(entry.id)
    for name in entry.names:
        same = known.identify(name).same
        if same is not None:
            raise UserFixableError(
                f"There is an entry called {name!r} by now ({same.title!r}).",
                hint="Rename that one, or put it in the trash, first.",
            )
