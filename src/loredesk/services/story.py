"""A session as it is played: its messages, its line, and how it is set."""

from collections.abc import Callable
from dataclasses import replace

from loredesk.domain.branches import Branch, LineComparison
from loredesk.domain.errors import UserFixableError
from loredesk.domain.events import SessionChanged
from loredesk.domain.ids import BranchId, LoreId, MessageId, SessionId
from loredesk.domain.listings import LineChange, NoteChange, Story
from loredesk.domain.messages import (
    NarratorTells,
    PlacedMessage,
    Session,
    TrustRule,
    last_panel,
    placed,
)
from loredesk.domain.withdrawal import Withdrawal
from loredesk.ports.store import Repos, Store
from loredesk.services import branching, pruning
from loredesk.services.comparing import compared, withdrawal
from loredesk.services.locking import refuse_trashed, refuse_trashed_session
from loredesk.services.places import any_message_in, message_in
from loredesk.services.strangers import refuse_strangers
from loredesk.services.timeline import Timeline


class StoryService:
    """Shows sessions and moves along their trees."""

    def __init__(self, *, store: Store, timeline: Timeline, new_id: Callable[[], str]) -> None:
        self._store = store
        self._timeline = timeline
        self._new_id = new_id

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
        """Return every note in force on the session's line whose entry is seen there."""

        def work(repos: Repos) -> tuple[NoteChange, ...]:
            notes = repos.notes.all_current(session_id)
            world_id = repos.sessions.get(session_id).world_id
            gone = repos.redirects.standing(world_id, session_id)
            entries = repos.lore.many(list(notes.keys() - gone.keys()))
            return tuple(
                NoteChange(entry_id=one, title=entries[one].title, revision=note.revision)
                for one, note in notes.items()
                if one in entries and entries[one].deleted_at is None
            )

        return await self._store.read(work)

    async def goto(self, session_id: SessionId, message_id: MessageId) -> LineChange:
        """Show the line that ends at *message_id*.

        Notes, newcomers, queued work and search follow.
        """

        def work(repos: Repos) -> LineChange:
            message_in(repos, session_id, message_id)
            return self._timeline.move(repos, repos.sessions.get(session_id), message_id)

        return await self._store.write(work)

    async def preview(self, session_id: SessionId, message_id: MessageId) -> Withdrawal:
        """Return what `goto` would withdraw and bring back."""

        def work(repos: Repos) -> Withdrawal:
            return withdrawal(repos, session_id, message_in(repos, session_id, message_id).id)

        return await self._store.read(work)

    async def edit(self, session_id: SessionId, message_id: MessageId, text: str) -> LineChange:
        """Say *text* instead of a message, as another take of it; the old take stays.

        An edited reply is read again. An edited turn of the author's waits for `regenerate`.
        """

        def work(repos: Repos) -> LineChange:
            message = message_in(repos, session_id, message_id)
            return pruning.edit(repos, self._timeline, self._new_id, message, text)

        return await self._store.write(work)

    async def delete(self, session_id: SessionId, message_id: MessageId) -> LineChange:
        """Put a message and all below it into the trash.

        The line then ends at the newest other take of it, or at the message before it.
        """

        def work(repos: Repos) -> LineChange:
            message = message_in(repos, session_id, message_id)
            return pruning.delete(repos, self._timeline, message)

        return await self._store.write(work)

    async def preview_delete(self, session_id: SessionId, message_id: MessageId) -> Withdrawal:
        """Return what `delete` would withdraw and bring back."""

        def work(repos: Repos) -> Withdrawal:
            message = message_in(repos, session_id, message_id)
            return withdrawal(repos, session_id, pruning.head_without(repos, message))

        return await self._store.read(work)

    async def restore(self, session_id: SessionId, message_id: MessageId) -> LineChange:
        """Bring a message back from the trash with all that went along with it, and show it."""

        def work(repos: Repos) -> LineChange:
            message = any_message_in(repos, session_id, message_id)
            return pruning.restore(repos, self._timeline, message)

        return await self._store.write(work)

    async def deleted(self, session_id: SessionId) -> tuple[PlacedMessage, ...]:
        """Return the messages in the trash, without those that went along with another."""

        def work(repos: Repos) -> tuple[PlacedMessage, ...]:
            head = repos.sessions.get(session_id).head
            deleted = repos.messages.deleted(session_id)
            places = placed(repos.messages.of_session(session_id, trash=True), head)
            return tuple(place for place in places if place.message.id in deleted)

        return await self._store.read(work)

    async def branch(self, session_id: SessionId, message_id: MessageId, name: str = "") -> Branch:
        """Begin a line with a name at a message, and show it."""

        def work(repos: Repos) -> Branch:
            tip = message_in(repos, session_id, message_id)
            self._timeline.move(repos, repos.sessions.get(session_id), tip.id)
            return branching.add_branch(repos, self._new_id, tip, name)

        return await self._store.write(work)

    async def branches(self, session_id: SessionId) -> tuple[Branch, ...]:
        """Return the lines of a session that have a name, the oldest first."""

        def work(repos: Repos) -> tuple[Branch, ...]:
            return repos.branches.of_session(repos.sessions.get(session_id).id)

        return await self._store.read(work)

    async def rename_branch(self, branch_id: BranchId, name: str) -> None:
        """Give a branch another name."""
        await self._store.write(lambda repos: branching.rename_branch(repos, branch_id, name))

    async def drop_branch(self, branch_id: BranchId) -> None:
        """Forget the name of a branch; its messages stay."""
        await self._store.write(lambda repos: branching.drop_branch(repos, branch_id))

    async def compare(
        self, session_id: SessionId, one: MessageId, other: MessageId
    ) -> LineComparison:
        """Return where the lines to two messages part, and what differs in the lore."""

        def work(repos: Repos) -> LineComparison:
            for message_id in (one, other):
                message_in(repos, session_id, message_id)
            return compared(repos, session_id, one, other)

        return await self._store.read(work)

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

    async def set_shows_unreviewed(self, session_id: SessionId, *, shows: bool) -> None:
        """Set whether the model is told, apart from all else, what still waits for review."""
        await self._change(session_id, lambda session: replace(session, shows_unreviewed=shows))

    async def set_voice(self, session_id: SessionId, voice: LoreId | None) -> None:
        """Say which character speaks in the replies; None for the narrator."""

        def change(repos: Repos, session: Session) -> Session:
            if voice is not None:
                refuse_strangers(repos, session.world_id, session.id, [voice])
                refuse_trashed(repos.lore.get(voice))
            return replace(session, voice=voice)

        await self._store.write(lambda repos: _put(repos, session_id, change))

    async def set_narrator(self, session_id: SessionId, tells: NarratorTells) -> None:
        """Set what the narrator may tell."""
        await self._change(session_id, lambda session: replace(session, narrator_tells=tells))

    async def _change(self, session_id: SessionId, change: Callable[[Session], Session]) -> None:
        await self._store.write(
            lambda repos: _put(repos, session_id, lambda _, session: change(session))
        )


def _put(repos: Repos, session_id: SessionId, change: Callable[[Repos, Session], Session]) -> None:
    repos.sessions.put(change(repos, repos.sessions.get(session_id)))
    repos.announce(SessionChanged(session_id=session_id))
