"""Undo after do is the identity, whatever was done before: by a hash of everything that counts."""

import asyncio
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import LoreId, MessageId, ProposalId
from loredesk.domain.lore import LoreEntry, World
from loredesk.domain.messages import Session
from loredesk.domain.proposals import (
    NewEntity,
    Proposal,
    ProposalEvent,
    ProposalKind,
)
from loredesk.services.canon import CanonService
from loredesk.services.merging import MergeService
from loredesk.services.review import ReviewService
from loredesk.services.trash import TrashService
from tests.fakes.library import SqlLibrary
from tests.fakes.snapshot import content_hash

NAMES = ("Mara Venn", "Otto Heron", "The Lamp")
PIECES = ("She sings. ", "He owes a coin. ", "It is dark. ", "Nobody laughs. ")
ACTS = ("promote", "delete", "merge", "accept", "reject", "rollback", "delete session")

act = st.tuples(st.sampled_from(ACTS[:-1]), st.integers(0, 50), st.booleans())


@dataclass
class _Desk:
    """A played session, and the services that change what it knows."""

    library: SqlLibrary
    world: World
    session: Session
    heads: list[MessageId] = field(default_factory=list)

    def __post_init__(self) -> None:
        tools = {
            "store": self.library.store,
            "timeline": self.library.timeline,
            "documents": self.library.documents,
            "new_id": self.library.new_id,
        }
        self.canon = CanonService(**tools)
        self.merging = MergeService(**tools)
        self.review = ReviewService(**tools)
        self.trash = TrashService(store=self.library.store, documents=self.library.documents)

    async def hash(self) -> str:
        """Return the name of everything that counts."""
        return await self.library.read(
            lambda repos: content_hash(repos, self.world.id, self.session.id)
        )

    async def entry(self, pick: int) -> LoreEntry:
        """Return one of the entries the session sees."""
        found = await self.library.read(
            lambda repos: repos.lore.visible(self.world.id, self.session.id)
        )
        return found[pick % len(found)]

    async def proposal(self, pick: int) -> Proposal:
        """Return one of the proposals that wait."""
        found = await self.review.proposals(self.session.id)
        if not found:
            message = "Nothing waits."
            raise UserFixableError(message, hint="Play on.")
        return found[pick % len(found)]


async def _played(library: SqlLibrary) -> _Desk:
    """Return a desk with canon, newcomers, notes and proposals of three turns."""
    world = await library.add_world()
    session = await library.add_session(world)
    desk = _Desk(library, world, session)
    entries = [await library.add_entry(world, name, f"{name} is here.") for name in NAMES]
    for turn, piece in enumerate(PIECES[:3]):
        library.clock.forward(minutes=1)
        _, reply = await library.add_turn(session.id, "I wait.", piece)
        desk.heads.append(reply.id)
        await library.add_note(
            session.id,
            entries[turn].id,
            f"{piece}{PIECES[3]}".strip(),
            anchors=frozenset({reply.id}),
        )
        await library.add_proposal(session.id, entries[turn], reply, f"Then {piece}")
        await library.write(
            lambda repos, reply=reply, turn=turn: _add_newcomers(desk, repos, reply, turn)
        )
    return desk


def _add_newcomers(desk, repos, reply, turn):
    entry = LoreEntry(
        id=LoreId(f"own{turn}"),
        world_id=desk.world.id,
        handle=repos.lore.next_handle(desk.world.id, "item"),
        title=f"Newcomer {'ABC'[turn]}",
        category="item",
        content=f"It came. {PIECES[turn]}".strip(),
        session_id=desk.session.id,
        origin_message=reply.id,
        is_dynamically_generated=True,
    )
    repos.lore.add(entry, by="model")
    desk.library.documents.entry_changed(repos, entry)
    entity = NewEntity(
        title=f"Guest {'XYZ'[turn]}",
        category="character",
        content="A guest.",
        connections=((entry.handle, "brought"),),
    )
    event = ProposalEvent(message_id=reply.id, anchor=reply.id, turn=turn + 1, summary="A guest.")
    repos.proposals.add(
        Proposal(
            id=ProposalId(f"guest{turn}"),
            session_id=desk.session.id,
            kind=ProposalKind.CREATE_ENTITY,
            title=entity.title,
            entry_id=LoreId(f"guest{turn}"),
            proposed=entity.content,
            entity=entity,
            events=(event,),
            created_at=repos.now,
        )
    )


async def _promote(desk, pick, part):
    entry = await desk.entry(pick)
    hunks = [1] if part else None
    await desk.canon.promote(desk.session.id, entry.id, hunks=hunks)
    return lambda: desk.canon.demote(entry.id)


async def _delete(desk, pick, part):
    entry = await desk.entry(pick)
    await desk.trash.delete_entry(entry.id)
    return lambda: desk.trash.restore_entry(entry.id)


async def _merge(desk, pick, part):
    gone, into = await desk.entry(pick), await desk.entry(pick + 1 + part)
    shown = await desk.merging.preview(desk.session.id, gone.id, into.id)
    made = await desk.merging.merge(desk.session.id, gone.id, into.id, shown.proposed)
    return lambda: desk.merging.split(made.id)


async def _accept(desk, pick, part):
    proposal = await desk.proposal(pick)
    text = "The author says so." if part else None
    await desk.review.accept([proposal.id], text=text)
    return lambda: desk.review.reopen([proposal.id])


async def _reject(desk, pick, part):
    proposal = await desk.proposal(pick)
    await (desk.review.snooze if part else desk.review.reject)([proposal.id])
    return lambda: desk.review.reopen([proposal.id])


async def _rollback(desk, pick, part):
    entry = await desk.entry(pick)
    now = entry.revision
    await desk.canon.rollback(entry.id, 1)
    return lambda: desk.canon.rollback(entry.id, now)


async def _delete_session(desk, pick, part):
    if part:
        await desk.trash.delete_world(desk.world.id)
        return lambda: desk.trash.restore_world(desk.world.id)
    await desk.trash.delete_session(desk.session.id)
    return lambda: desk.trash.restore_session(desk.session.id)


DOING = {
    "promote": _promote,
    "delete": _delete,
    "merge": _merge,
    "accept": _accept,
    "reject": _reject,
    "rollback": _rollback,
    "delete session": _delete_session,
}


async def _do(desk, what):
    """Do one thing and return how to undo it; None where it is refused."""
    kind, pick, part = what
    desk.library.clock.forward(minutes=1)
    try:
        return await DOING[kind](desk, pick, part)
    except UserFixableError:
        return None


async def _undone_exactly(before, last, moves):
    with tempfile.TemporaryDirectory() as folder:
        async with SqlLibrary(Path(folder)) as library:
            desk = await _played(library)
            for what in before:
                await _do(desk, what)
            expected, undo = [], []
            for what in last:
                hashed = await desk.hash()
                step = await _do(desk, what)
                if step is not None:
                    expected.append(hashed)
                    undo.append(step)
            for move in moves:
                for head in (desk.heads[move], desk.heads[-1]):
                    await library.goto(desk.session.id, head)
            while undo:
                await undo.pop()()
                assert await desk.hash() == expected.pop()


@settings(max_examples=15, deadline=None)
@given(
    before=st.lists(act, max_size=2),
    last=st.lists(act, min_size=1, max_size=3),
    moves=st.lists(st.integers(0, 1), max_size=1),
)
def test_whatever_was_done_is_undone_to_the_letter(before, last, moves):
    asyncio.run(_undone_exactly(before, last, moves))


@pytest.mark.parametrize("part", [False, True])
@pytest.mark.parametrize("kind", ACTS)
def test_each_act_alone_is_undone_to_the_letter(kind, part):
    for pick in range(3):
        asyncio.run(_undone_exactly([], [(kind, pick, part)], [0]))


def test_the_hash_tells_every_act_from_nothing(tmp_path):
    async def hashes():
        async with SqlLibrary(tmp_path) as library:
            desk = await _played(library)
            found = [await desk.hash()]
            for kind in ("promote", "delete", "accept", "merge"):
                assert await _do(desk, (kind, 0, False)) is not None
                found.append(await desk.hash())
            return found

    found = asyncio.run(hashes())

    assert len(set(found)) == len(found)
