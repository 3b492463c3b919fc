"""Copying what is to be measured from the author's library into a throw-away one."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from loredesk.domain.documents import passages
from loredesk.domain.ids import SessionId, WorldId
from loredesk.domain.learned_weights import LearnedWeights
from loredesk.domain.lore import LoreEntry, World
from loredesk.domain.messages import Message, MessageState, Session
from loredesk.ports.store import Repos, Store
from loredesk.services.evaluation.bench import Bench, bring_vectors, slices

_ENTRIES_PER_TRANSACTION = 100
_MESSAGES_PER_TRANSACTION = 200


async def copy_canon(author: Store, bench: Bench, world_id: WorldId) -> tuple[LoreEntry, ...]:
    """Copy a world and the canon in it, as it stands now, with the vectors there are."""

    def read(repos: Repos) -> tuple[World, tuple[LoreEntry, ...]]:
        return repos.worlds.get(world_id), repos.lore.visible(world_id, None)

    def add(some: Sequence[LoreEntry], repos: Repos) -> None:
        for entry in some:
            copied = replace(entry, revision=1, origin_message=None, promoted_from=None)
            repos.lore.add(copied, by="evaluation")
            bench.documents.entry_changed(repos, copied)

    world, entries = await author.read(read)
    await bench.store.write(lambda repos: repos.worlds.add(world))
    for some in slices(entries, _ENTRIES_PER_TRANSACTION):
        await bench.store.write(partial(add, some))
    texts = [text for entry in entries for text in passages(entry.title, entry.content)]
    await bring_vectors(author, bench, texts)
    return entries


async def copy_line(author: Store, bench: Bench, session_id: SessionId) -> tuple[Message, ...]:
    """Copy the line a session shows; its world must have been copied before."""

    def read(repos: Repos) -> tuple[Session, tuple[Message, ...]]:
        session = repos.sessions.get(session_id)
        return session, repos.messages.line(session.head)

    def add(some: Sequence[Message], repos: Repos) -> None:
        for message in some:
            repos.messages.add(replace(message, seq=0, manifest_id=None))
        repos.sessions.put_head(session_id, some[-1].id)

    session, line = await author.read(read)
    line = tuple(one for one in line if one.state is not MessageState.ARRIVING)
    await bench.store.write(lambda repos: repos.sessions.add(replace(session, head=None)))
    for some in slices(line, _MESSAGES_PER_TRANSACTION):
        await bench.store.write(partial(add, some))
    return line


async def copy_weights(learned: LearnedWeights, bench: Bench, session_id: SessionId) -> None:
    """Copy what was learned for the world of a session, which must have been copied before."""
    # It may come from another session of the world, which is not there.
    copied = replace(learned, session_id=session_id)
    await bench.store.write(lambda repos: repos.weights.put(copied))
