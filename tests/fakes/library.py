"""A real library file in a folder of its own: a clock that is set by hand, counted ids, short ways in."""

import asyncio
import itertools
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Self, TypeVar

from loredesk.domain.events import Event
from loredesk.domain.hub import Hub
from loredesk.domain.ids import (
    LoreId,
    MessageId,
    ProposalId,
    RevisionId,
    SessionId,
    TaskId,
    WorldId,
)
from loredesk.domain.listings import LineChange
from loredesk.domain.lore import LoreEntry, World
from loredesk.domain.messages import Message, Role, Session
from loredesk.domain.notes import NoteRevision
from loredesk.domain.proposals import Proposal, ProposalEvent, ProposalKind
from loredesk.domain.tasks import NewTask, Task
from loredesk.services.documents import DocumentKeeper
from loredesk.services.timeline import Timeline
from loredesk.storage.migrate import upgrade
from loredesk.storage.repos import SqlRepos
from loredesk.storage.store import SqlStore

T = TypeVar("T")

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
EMBEDDER = "test-embedder"


class HandClock:
    """A clock that stands until it is moved."""

    def __init__(self, start: datetime = NOON) -> None:
        self.time = start

    def now(self) -> datetime:
        """Return the time it shows."""
        return self.time

    def forward(self, **span: float) -> datetime:
        """Move it on by a span, named as `timedelta` names it; return the new time."""
        self.time += timedelta(**span)
        return self.time


class CountedIds:
    """Hands out ids that sort in the order they were asked for."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)

    def __call__(self) -> str:
        """Return the next id."""
        return f"id{next(self._numbers):05}"


@cache
def _empty_database() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "empty.db"
        upgrade(file)
        return file.read_bytes()


def new_database(folder: Path, name: str = "loredesk.db") -> Path:
    """Return a new database file with the newest tables; quicker than migrating it."""
    file = folder / name
    file.write_bytes(_empty_database())
    return file


class SqlLibrary:
    """An SqlStore on a file, or on a server, with the timeline and documents that belong to it."""

    def __init__(
        self, folder: Path, *, clock: HandClock | None = None, address: str | None = None
    ) -> None:
        self.file = folder / "loredesk.db"
        self.place = address or new_database(folder)
        self.clock = clock or HandClock()
        self.new_id = CountedIds()
        self.hub = Hub()
        self.published: list[Event] = []
        self.store = self.open()
        self.documents = DocumentKeeper(new_id=self.new_id, embedding_model=lambda: EMBEDDER)
        self.timeline = Timeline(documents=self.documents, new_id=self.new_id)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.store.aclose()

    def open(self) -> SqlStore:
        """Open the file (again); the caller closes it."""
        return SqlStore(self.place, now=self.clock.now, publish=self._publish)

    async def write(self, work: Callable[[SqlRepos], T]) -> T:
        """Run *work* in one transaction."""
        return await self.store.write(work)

    async def read(self, work: Callable[[SqlRepos], T]) -> T:
        """Run *work* against a snapshot."""
        return await self.store.read(work)

    async def add_world(self, title: str = "Underquay", **values: Any) -> World:
        """Keep a new world."""
        world = World(id=WorldId(self.new_id()), title=title, created_at=self.clock.now(), **values)
        await self.write(lambda repos: repos.worlds.add(world))
        return world

    async def add_session(self, world: World, title: str = "The Key", **values: Any) -> Session:
        """Keep a new session, without a message."""
        session = Session(
            id=SessionId(self.new_id()),
            world_id=world.id,
            title=title,
            created_at=self.clock.now(),
            updated_at=self.clock.now(),
            **values,
        )
        await self.write(lambda repos: repos.sessions.add(session))
        return session

    async def add_entry(
        self, world: World, title: str, content: str = "", **values: Any
    ) -> LoreEntry:
        """Keep a new entry with its documents; canon unless `session_id` is given."""

        def work(repos: SqlRepos) -> LoreEntry:
            category = values.pop("category", "character")
            entry = LoreEntry(
                id=LoreId(self.new_id()),
                world_id=world.id,
                handle=repos.lore.next_handle(world.id, category),
                title=title,
                category=category,
                content=content,
                created_at=repos.now,
                updated_at=repos.now,
                **values,
            )
            repos.lore.add(entry, by="author")
            self.documents.entry_changed(repos, entry)
            return entry

        return await self.write(work)

    async def add_message(
        self,
        session_id: SessionId,
        role: Role,
        text: str = "",
        *,
        parent: MessageId | None = None,
        **values: Any,
    ) -> Message:
        """Keep a message below *parent*, or below the head, and show the line to it."""

        def work(repos: SqlRepos) -> Message:
            session = repos.sessions.get(session_id)
            message = repos.messages.add(
                Message(
                    id=MessageId(self.new_id()),
                    session_id=session_id,
                    parent_id=parent or session.head,
                    seq=0,
                    role=role,
                    speaker="You" if role is Role.AUTHOR else "Narrator",
                    text=text or f"{role} speaks.",
                    created_at=repos.now,
                    **values,
                )
            )
            if message.parent_id == session.head:
                self.timeline.advance(repos, session, message.id)
            else:
                self.timeline.move(repos, session, message.id)
            return message

        return await self.write(work)

    async def add_turn(
        self,
        session_id: SessionId,
        text: str = "",
        reply: str = "",
        *,
        parent: MessageId | None = None,
    ) -> tuple[Message, Message]:
        """Keep a turn of the author's and the reply to it."""
        author = await self.add_message(session_id, Role.AUTHOR, text, parent=parent)
        return author, await self.add_message(session_id, Role.NARRATOR, reply)

    async def goto(self, session_id: SessionId, head: MessageId) -> LineChange:
        """Show the line to *head*, as a service would."""

        def work(repos: SqlRepos) -> LineChange:
            return self.timeline.move(repos, repos.sessions.get(session_id), head)

        return await self.write(work)

    async def add_note(
        self,
        session_id: SessionId,
        entry_id: LoreId,
        content: str,
        *,
        anchors: frozenset[MessageId] = frozenset(),
        **values: Any,
    ) -> NoteRevision:
        """Keep a revision on top of the note in force: a model's with *anchors*, else by hand."""

        def work(repos: SqlRepos) -> NoteRevision:
            note = repos.notes.current(session_id, entry_id)
            revision = NoteRevision(
                id=RevisionId(self.new_id()),
                session_id=session_id,
                entry_id=entry_id,
                seq=0,
                base=note.revision if note else None,
                anchors=anchors,
                content=content,
                by="model" if anchors else "author",
                stood_at=None if anchors else repos.sessions.get(session_id).head,
                created_at=repos.now,
                **values,
            )
            return self.timeline.note_added(repos, revision)

        return await self.write(work)

    async def note_text(self, session_id: SessionId, entry_id: LoreId) -> str:
        """Return the note in force; empty where there is none."""
        note = await self.read(lambda repos: repos.notes.current(session_id, entry_id))
        return note.note_content if note else ""

    async def add_proposal(
        self, session_id: SessionId, entry: LoreEntry, reply: Message, proposed: str, **values: Any
    ) -> Proposal:
        """Keep a proposal for the note on *entry*, resting on *reply*, on top of the note in force."""

        def work(repos: SqlRepos) -> Proposal:
            note = repos.notes.current(session_id, entry.id)
            event = ProposalEvent(
                message_id=reply.id,
                anchor=reply.id,
                turn=repos.messages.turn_of(reply.id),
                summary=proposed,
                quote=reply.text,
                quote_found=True,
            )
            proposal = Proposal(
                id=ProposalId(self.new_id()),
                session_id=session_id,
                kind=ProposalKind.UPDATE_NOTE,
                title=entry.title,
                entry_id=entry.id,
                base_revision=note.revision if note else None,
                base=note.note_content if note else "",
                proposed=proposed,
                events=(event,),
                created_at=repos.now,
            )
            changed = replace(proposal, **values)
            repos.proposals.add(changed)
            return changed

        return await self.write(work)

    async def add_task(self, new: NewTask) -> Task:
        """Queue a task that has no twin waiting."""
        task = await self.write(
            lambda repos: repos.tasks.add(TaskId(self.new_id()), new, now=repos.now)
        )
        assert task is not None
        return task

    async def task(self, task_id: TaskId) -> Task:
        """Return a task as it stands."""
        task = await self.read(lambda repos: repos.tasks.get(task_id))
        assert task is not None
        return task

    def _publish(self, event: Event) -> None:
        self.published.append(event)
        self.hub.publish(event)


async def settled(condition: Callable[[], bool], *, turns: int = 10_000) -> None:
    """Let the loop run until *condition* holds; fail where it does not come to it."""
    for _ in range(turns):
        if condition():
            return
        await asyncio.sleep(0.001)
    message = "It never came to that"
    raise AssertionError(message)
