"""A session as it is played: its messages, its line, and how it is set."""

from collections.abc import Callable
from dataclasses import replace

from loredesk.domain.errors import UserFixableError
from loredesk.domain.events import SessionChanged
from loredesk.domain.ids import MessageId, SessionId
from loredesk.domain.listings import LineChange, NoteChange, Story
from loredesk.domain.messages import Session, TrustRule, last_panel, placed
from loredesk.ports.store import Repos, Store
from loredesk.services.locking import refuse_trashed_session
from loredesk.services.timeline import Timeline


class StoryService:
    """Shows sessions and moves along their trees."""

    def __init__(self, *, store: Store, timeline: Timeline) -> None:
        self._store = store
        self._timeline = timeline

    async def story(self, session_id: SessionId) -> Story:
        """Return a session with its whole tree."""

        def work(repos: Repos) -> Story:
            session = repos.sessions.get(session_id)
            refuse_trashed_session(repos, session)
            places = placed(repos.messages.of_session(session_id), session.head)
            return Story(
                session=session,
                world_title=repos.worlds.get(session.world_id).title,
                messages=places,
                panel=last_panel(place.message for place in places if place.on_line),
            )

        return await self._store.read(work)

    async def notes_in_force(self, session_id: SessionId) -> tuple[NoteChange, ...]:
        """Return every note in force on the session's line."""

        def work(repos: Repos) -> tuple[NoteChange, ...]:
            notes = repos.notes.all_current(session_id)
            titles = repos.lore.many(list(notes))
            return tuple(
                NoteChange(entry_id=one, title=titles[one].title, revision=note.revision)
                for one, note in notes.items()
            )

        return await self._store.read(work)

    async def goto(self, session_id: SessionId, message_id: MessageId) -> LineChange:
        """Show the line that ends at *message_id*.

        Notes, newcomers, queued work and search follow.
        """

        def work(repos: Repos) -> LineChange:
            session = repos.sessions.get(session_id)
            _check_belongs(repos, session, message_id)
            return self._timeline.move(repos, session, message_id)

        return await self._store.write(work)

    async def rename(self, session_id: SessionId, title: str) -> None:
        """Give a session another title."""
        if not title.strip():
            raise UserFixableError("A session needs a title.", hint="Give it one.")
        await self._change(session_id, lambda session: replace(session, title=title.strip()))

    async def set_trust(self, session_id: SessionId, rule: TrustRule) -> None:
        """Set what may be accepted in a session without a click."""
        await self._change(session_id, lambda session: replace(session, trust=rule))

    async def set_simulation(self, session_id: SessionId, every: int) -> None:
        """Set after how many turns the world lives on by itself; 0 for never."""
        if every < 0:
            raise UserFixableError("The interval cannot be negative.", hint="0 means never.")
        await self._change(session_id, lambda session: replace(session, simulate_every=every))

    async def _change(self, session_id: SessionId, change: Callable[[Session], Session]) -> None:
        def work(repos: Repos) -> None:
            changed = change(repos.sessions.get(session_id))
            repos.sessions.put(changed)
            repos.announce(SessionChanged(session_id=session_id))

        await self._store.write(work)


def _check_belongs(repos: Repos, session: Session, message_id: MessageId) -> None:
    if repos.messages.get(message_id).session_id != session.id:
        hint = "`loredesk messages --session S --all` lists those of a session."
        raise UserFixableError(f"Message {message_id!r} belongs to another session.", hint=hint)
