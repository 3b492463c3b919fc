"""An entry with everything its form shows, read from several tables."""

from collections.abc import Mapping

from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import LoreId, ProposalId, SessionId, WorldId
from loredesk.domain.listings import EntryView, LinkView, RevisionView
from loredesk.domain.lore import Link, LoreEntry, composite, is_visible
from loredesk.domain.notes import NoteRevision, in_force
from loredesk.domain.proposals import Proposal, ProposalEvent
from loredesk.ports.store import Repos


def find_entry(
    repos: Repos, name: str, world_id: WorldId | None, session_id: SessionId | None
) -> LoreEntry:
    """Return the entry with *name* as its id, handle or exact title.

    With a session, what is visible on its line comes first. Refuses with a sentence where there
    is none, or where several are called so.
    """
    if session_id is not None:
        world_id = repos.sessions.get(session_id).world_id
    found = repos.lore.find(name, world_id)
    if not found:
        hint = "`loredesk lore list` lists the entries."
        raise UserFixableError(f"There is no entry {name!r}.", hint=hint)
    line = repos.messages.on_line({one.origin_message for one in found if one.origin_message})
    here = [one for one in found if one.session_id == session_id and is_visible(one, line)]
    canon = [one for one in found if one.session_id is None]
    chosen = here or canon or list(found)
    if len(chosen) > 1:
        hint = "Name it by its id, or name the session or the world too."
        raise UserFixableError(f"Several entries are called {name!r}.", hint=hint)
    return chosen[0]


def entry_view(repos: Repos, entry_id: LoreId, session_id: SessionId | None) -> EntryView:
    """Return an entry with its note, its history, its links and what is searched of it."""
    entry = repos.lore.get(entry_id)
    note = repos.notes.current(session_id, entry_id) if session_id else None
    links = _links(repos, entry_id, session_id)
    others = repos.lore.many(list({one.from_id for one in links} | {one.to_id for one in links}))
    return EntryView(
        entry=entry,
        note=note,
        revisions=_revisions(repos, session_id, entry_id) if session_id else (),
        links=tuple(
            LinkView(
                entry_id=one.to_id if one.from_id == entry_id else one.from_id,
                title=others[one.to_id if one.from_id == entry_id else one.from_id].title,
                relation=one.relation,
                outgoing=one.from_id == entry_id,
            )
            for one in links
        ),
        composite=composite(entry.content, note.note_content if note else ""),
        origin_turn=repos.messages.turn_of(entry.origin_message) if entry.origin_message else None,
    )


def _links(repos: Repos, entry_id: LoreId, session_id: SessionId | None) -> tuple[Link, ...]:
    """Return the links of canon, and of the session those whose origin is on its line."""
    links = repos.lore.links_of([entry_id])
    line = repos.messages.on_line({one.origin_message for one in links if one.origin_message})
    return tuple(
        one
        for one in links
        if one.session_id is None
        or (one.session_id == session_id and (one.origin_message or "") in line)
    )


def _revisions(repos: Repos, session_id: SessionId, entry_id: LoreId) -> tuple[RevisionView, ...]:
    revisions = repos.notes.revisions(session_id, entry_id)
    standing = in_force(revisions, repos.messages.line_of_entry(session_id, entry_id))
    ids = {one.proposal_id for one in revisions if one.proposal_id is not None}
    proposals = repos.proposals.many(ids)
    return tuple(
        RevisionView(
            revision=one,
            events=_events_of(one, proposals),
            in_force=one.id in standing,
        )
        for one in reversed(revisions)
    )


def _events_of(
    revision: NoteRevision, proposals: Mapping[ProposalId, Proposal]
) -> tuple[ProposalEvent, ...]:
    """Return the events a revision took in: of its proposal, those it is anchored to."""
    proposal = proposals.get(revision.proposal_id) if revision.proposal_id else None
    events = proposal.events if proposal else ()
    return tuple(event for event in events if event.anchor in revision.anchors)
