"""Newcomers: the entry a proposal stands for, put in and taken out again."""

from collections.abc import Callable
from dataclasses import replace

from loredesk.domain.events import LoreChanged
from loredesk.domain.ids import LinkId
from loredesk.domain.lore import Link, LoreEntry
from loredesk.domain.proposals import NewEntity, Proposal
from loredesk.ports.store import Repos
from loredesk.services.documents import DocumentKeeper
from loredesk.services.setting_aside import park, tasks_about, unpark

ACCEPTED_AGAIN, EDITED = "accepted again", "edited before it was accepted"


class NewcomerKeeper:
    """Keeps the entries of accepted newcomers, in the caller's transaction."""

    def __init__(self, *, documents: DocumentKeeper, new_id: Callable[[], str]) -> None:
        self._documents = documents
        self._new_id = new_id

    def put_in(
        self, repos: Repos, proposal: Proposal, proposed: NewEntity, entity: NewEntity
    ) -> LoreEntry:
        """Keep the newcomer that was *proposed* as *entity* describes it; return its entry.

        What the author changed before accepting becomes a version of the author's own, so that
        these fields are marked as the author's. One that was taken out before comes back.
        """
        known = repos.lore.find_id(proposal.entry_id)
        if known is None:
            entry = self._new_entry(repos, proposal, proposed, entity.category)
            repos.lore.add(entry, by="model")
        else:
            entry = _described(known, proposed)
            entry = replace(
                entry, deleted_at=None, revision=known.revision + 1, updated_at=repos.now
            )
            repos.lore.put(entry, by="model", why=ACCEPTED_AGAIN)
            unpark(repos, tasks_about(repos, entry.id))
        if entity != proposed:
            entry = replace(_described(entry, entity), revision=entry.revision + 1)
            repos.lore.put(entry, by="author", why=EDITED)
        self._link(repos, entry, entity)
        self._changed(repos, entry)
        return entry

    def take_out(self, repos: Repos, entry: LoreEntry) -> None:
        """Take a newcomer out again, with its links; its proposal can bring it back."""
        repos.trash.put_entry(entry.id, repos.now)
        own = [one.id for one in repos.lore.links_of([entry.id]) if one.from_id == entry.id]
        repos.lore.drop_links(own, at=repos.now)
        park(repos, tasks_about(repos, entry.id))
        self._changed(repos, repos.lore.get(entry.id))

    def _new_entry(
        self, repos: Repos, proposal: Proposal, entity: NewEntity, category: str
    ) -> LoreEntry:
        session = repos.sessions.get(proposal.session_id)
        entry = LoreEntry(
            id=proposal.entry_id,
            world_id=session.world_id,
            handle=repos.lore.next_handle(session.world_id, category),
            title=entity.title,
            is_dynamically_generated=True,
            session_id=session.id,
            origin_message=proposal.events[0].anchor,
            created_at=repos.now,
            updated_at=repos.now,
        )
        return _described(entry, entity)

    def _link(self, repos: Repos, entry: LoreEntry, entity: NewEntity) -> None:
        for handle, relation in entity.connections:
            for known in repos.lore.find(handle, entry.world_id):
                repos.lore.add_link(
                    Link(
                        id=LinkId(self._new_id()),
                        world_id=entry.world_id,
                        from_id=entry.id,
                        to_id=known.id,
                        relation=relation,
                        session_id=entry.session_id,
                        origin_message=entry.origin_message,
                    )
                )

    def _changed(self, repos: Repos, entry: LoreEntry) -> None:
        self._documents.entry_changed(repos, entry)
        repos.announce(LoreChanged(entry_id=entry.id, world_id=entry.world_id))


def _described(entry: LoreEntry, entity: NewEntity) -> LoreEntry:
    return replace(
        entry,
        title=entity.title,
        category=entity.category,
        content=entity.content,
        tags=entity.tags,
        aliases=entity.aliases,
    )
