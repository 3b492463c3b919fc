"""A world of any size, made of the words of the sample world: the same for the same size."""

import random
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

import numpy as np
from numpy.typing import NDArray

from loredesk.domain.documents import passages, text_hash
from loredesk.domain.ids import LoreId, MessageId, RevisionId, SessionId, WorldId
from loredesk.domain.lore import CATEGORIES, LoreEntry, World, handle_letter
from loredesk.domain.messages import Message, Role, Session
from loredesk.domain.notes import NoteRevision
from loredesk.host import assets
from loredesk.ports.store import Repos
from loredesk.services.documents import DocumentKeeper
from loredesk.services.timeline import Timeline
from loredesk.storage.store import SqlStore

SLICE = 200
"""Entries in one transaction."""
TURNS = 20
NOTED_SHARE = 0.05
DIMENSION = 384
_CONTENT_WORDS = 60
_NOTE_WORDS = 60
_TURN_WORDS = 40
_NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
_COMMON_WORDS = (
    "the",
    "a",
    "of",
    "and",
    "to",
    "in",
    "he",
    "she",
    "it",
    "was",
    "with",
    "his",
    "her",
    "at",
)
_COMMON_SHARE = 0.45
_SHIFT = 50
_WORD = re.compile(r"[A-Za-z]{3,}")


@dataclass(slots=True)
class Inventor:
    """Invents names, texts and vectors."""

    chance: random.Random
    words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Take the words of the sample world: an embedder cuts invented ones into many pieces."""
        folder = assets.folder("resources").joinpath("sample")
        texts = (folder.joinpath(name).read_text("utf-8") for name in ("world.yaml", "script.txt"))
        found = {word.casefold() for text in texts for word in _WORD.findall(text)}
        self.words = sorted(found)
        self.chance.shuffle(self.words)

    def text(self, length: int) -> str:
        """Return a text in which few words are common and most are rare, as in real ones."""
        return " ".join(self._word() for _ in range(length)) + "."

    def name(self, number: int) -> str:
        """Return a name no other number has."""
        first, second = divmod(number, len(self.words))
        return f"{self.words[second]} {self.words[-1 - first]}".title()

    def vector(self) -> NDArray[np.float32]:
        """Return a vector of length 1."""
        numbers = np.frombuffer(self.chance.randbytes(DIMENSION), np.int8).astype(np.float32)
        return np.asarray(numbers / np.linalg.norm(numbers), np.float32)

    def _word(self) -> str:
        if self.chance.random() < _COMMON_SHARE:
            return self.chance.choice(_COMMON_WORDS)
        # Zipf's law, with the shift that words of one subject show.
        spread = (len(self.words) + _SHIFT) / _SHIFT
        return self.words[int(_SHIFT * spread ** self.chance.random() - _SHIFT)]

    def turn(self, entries: int) -> str:
        """Return a turn that names two entries of a world of this size."""
        named = (self.name(self.chance.randrange(entries)) for _ in range(2))
        return f"{' and '.join(named)}: {self.text(_TURN_WORDS)}"

    def note(self) -> str:
        """Return the text of a note."""
        return self.text(_NOTE_WORDS)


@dataclass(slots=True, kw_only=True)
class MadeWorld:
    """What was made."""

    inventor: Inventor
    world_id: WorldId
    session_id: SessionId
    entries: list[LoreId]
    noted: list[LoreId]
    reply: MessageId
    """The last reply of the session."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """Fills a store."""

    store: SqlStore
    documents: DocumentKeeper
    timeline: Timeline
    model: str
    """The embedder whose vectors the documents get (random ones: a product costs the same)."""

    async def make(self, size: int) -> MadeWorld:
        """Make a world of *size* entries, and a session in it with notes on some of them."""
        inventor = Inventor(random.Random(size))  # noqa: S311  # no secret
        made = MadeWorld(
            inventor=inventor,
            world_id=WorldId("world"),
            session_id=SessionId("session"),
            entries=[LoreId(f"entry{number}") for number in range(size)],
            noted=[],
            reply=MessageId(f"message{2 * TURNS}"),
        )
        await self.store.write(lambda repos: _begin(repos, made))
        for start in range(0, size, SLICE):
            numbers = range(start, min(start + SLICE, size))
            await self.store.write(partial(self._add, made, numbers))
        made.noted = made.entries[:: round(1 / NOTED_SHARE)]
        for start in range(0, len(made.noted), SLICE):
            some = made.noted[start : start + SLICE]
            await self.store.write(partial(self._note, made, some))
        return made

    def rewrite(self, made: MadeWorld, entry_id: LoreId, number: int, repos: Repos) -> None:
        """Accept a new text of a note whose vectors are known already."""
        entry, note = repos.lore.get(entry_id), repos.notes.current(made.session_id, entry_id)
        text = made.inventor.note()
        self._put_vectors(repos, made, entry, text)
        revision = NoteRevision(
            id=RevisionId(f"revision{number}"),
            session_id=made.session_id,
            entry_id=entry_id,
            seq=0,
            base=note.revision if note else None,
            anchors=frozenset({made.reply}),
            content=text,
            created_at=repos.now,
        )
        self.timeline.note_added(repos, revision)

    def _note(self, made: MadeWorld, entry_ids: list[LoreId], repos: Repos) -> None:
        for entry_id in entry_ids:
            self.rewrite(made, entry_id, -made.entries.index(entry_id) - 1, repos)

    def _add(self, made: MadeWorld, numbers: range, repos: Repos) -> None:
        for number in numbers:
            category = CATEGORIES[number % len(CATEGORIES)]
            entry = LoreEntry(
                id=made.entries[number],
                world_id=made.world_id,
                handle=f"{handle_letter(category)}{number}",
                title=made.inventor.name(number),
                category=category,
                content=made.inventor.text(_CONTENT_WORDS),
                created_at=_NOON,
                updated_at=_NOON,
            )
            repos.lore.add(entry, by="author")
            self._put_vectors(repos, made, entry, "")
            self.documents.entry_changed(repos, entry)

    def _put_vectors(self, repos: Repos, made: MadeWorld, entry: LoreEntry, note: str) -> None:
        texts = passages(entry.title, entry.content, note)
        vectors = {text_hash(text): made.inventor.vector() for text in texts}
        repos.documents.put_vectors(self.model, vectors)


def _begin(repos: Repos, made: MadeWorld) -> None:
    repos.worlds.add(World(id=made.world_id, title="Made", created_at=_NOON))
    repos.sessions.add(
        Session(
            id=made.session_id,
            world_id=made.world_id,
            title="Made",
            simulate_every=0,
            created_at=_NOON,
            updated_at=_NOON,
        )
    )
    head: MessageId | None = None
    for number in range(1, 2 * TURNS + 1):
        message = Message(
            id=MessageId(f"message{number}"),
            session_id=made.session_id,
            parent_id=head,
            seq=0,
            role=Role.AUTHOR if number % 2 else Role.NARRATOR,
            speaker="Someone",
            text=made.inventor.text(_TURN_WORDS),
            created_at=_NOON,
        )
        head = repos.messages.add(message).id
        repos.sessions.put_head(made.session_id, head)
