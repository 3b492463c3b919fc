"""An entry with everything its form shows, read from several tables."""

from collections.abc import Sequence

from loredesk.domain.causes import events_in
from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import LoreId, SessionId, WorldId
from loredesk.domain.listings import EntryView, LinkView, RevisionView
from loredesk.domain.lore import Link, LoreEntry, composite, is_visible, own_fields
from loredesk.domain.notes import in_force
from loredesk.ports.store import Repos
from loredesk.services.locking import standing_for


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
    if name in {chosen[0].id, chosen[0].handle}:
        return chosen[0]
    return repos.lore.get(standing_for(repos, chosen[0], session_id))


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
        source=_source(repos, entry),
        own_fields=own_fields(repos.lore.revisions(entry_id)),
        people={
            one: known.title
            for one, known in repos.lore.many(sorted(entry.visibility.by or ())).items()
        },
        redirects=tuple(one for one in repos.redirects.of_entry(entry_id) if one.undone_at is None),
    )


def _source(repos: Repos, entry: LoreEntry) -> str:
    """Return, in words, the turn a newcomer came from, also once it is canon."""
    origin = entry.origin_message
    if origin is None:
        return ""
    if not repos.messages.on_line([origin]):
        return "turn no longer on this line"
    return f"turn {repos.messages.turn_of(origin)}"


def _links(repos: Repos, entry_id: LoreId, session_id: SessionId | None) -> tuple[Link, ...]:
    """Return the links of canon, and of the session those whose origin is on its line."""
    links = _between_seen(repos, repos.lore.links_of([entry_id]))
    line = repos.messages.on_line({one.origin_message for one in links if one.origin_message})
    return tuple(
        one
        for one in links
        if one.session_id is None
        or (
            one.session_id == session_id
            and (one.origin_message is None or one.origin_message in line)
        )
    )


def _between_seen(repos: Repos, links: Sequence[Link]) -> tuple[Link, ...]:
    """Return the links neither end of which is in the trash."""
    ends = repos.lore.many(list({end for one in links for end in (one.from_id, one.to_id)}))
    seen = {one.id for one in ends.values() if one.deleted_at is None}
    return tuple(one for one in links if {one.from_id, one.to_id} <= seen)


def _revisions(repos: Repos, session_id: SessionId, entry_id: LoreId) -> tuple[RevisionView, ...]:
    revisions = repos.notes.revisions(session_id, entry_id)
    standing = in_force(revisions, repos.messages.line_of_entry(session_id, entry_id))
    ids = {one.proposal_id for one in revisions if one.proposal_id is not None}
    proposals = repos.proposals.many(ids)
    return tuple(
        RevisionView(
            revision=one,
            events=events_in(one, proposals),
            in_force=one.id in standing,
        )
        for one in reversed(revisions)
    )
