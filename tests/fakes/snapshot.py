"""What of a library counts, as one value that two moments can be compared by."""

import hashlib
import json
from typing import Any

from loredesk.domain.ids import SessionId, WorldId
from loredesk.services.entry_view import entry_view
from loredesk.storage.repos import SqlRepos


def what_counts(repos: SqlRepos, world_id: WorldId, *sessions: SessionId) -> dict[str, Any]:
    """Return the visible entries, the notes in force, the documents and the links."""
    sights: list[SessionId | None] = [None, *sessions]
    return {str(one): _seen(repos, world_id, one) for one in sights} | {
        "documents": dict(sorted(repos.documents.hashes().items()))
    }


def content_hash(repos: SqlRepos, world_id: WorldId, *sessions: SessionId) -> str:
    """Return one name for everything that counts."""
    told = json.dumps(what_counts(repos, world_id, *sessions), sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def _seen(repos: SqlRepos, world_id: WorldId, session_id: SessionId | None) -> dict[str, Any]:
    notes = repos.notes.all_current(session_id) if session_id else {}
    return {
        entry.id: {
            "title": entry.title,
            "category": entry.category,
            "content": entry.content,
            "tags": list(entry.tags),
            "aliases": list(entry.aliases),
            "always_on": entry.always_on,
            "origin": entry.origin,
            "locked": sorted(entry.locked),
            "promoted_from": entry.promoted_from,
            "note": notes[entry.id].note_content if entry.id in notes else None,
            "links": sorted(
                (link.entry_id, link.relation, link.outgoing)
                for link in entry_view(repos, entry.id, session_id).links
            ),
        }
        for entry in repos.lore.visible(world_id, session_id)
    }
