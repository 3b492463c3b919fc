"""How things look as JSON: the keys scripts rely on."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from loredesk.domain.branches import Branch
from loredesk.domain.glances import QueueStatus
from loredesk.domain.listings import (
    EntryView,
    LineChange,
    LoreRow,
    NoteChange,
    ReviewOutcome,
    RevisionView,
)
from loredesk.domain.messages import PlacedMessage
from loredesk.domain.notes import SessionNote
from loredesk.domain.panel import Panel
from loredesk.domain.proposals import Proposal, ProposalEvent
from loredesk.domain.tasks import Task

Json = dict[str, Any]


def lore_row(row: LoreRow) -> Json:
    """Return a row of `lore list`."""
    return {
        "id": row.id,
        "handle": row.handle,
        "title": row.title,
        "category": row.category,
        "tags": list(row.tags),
        "origin": row.origin,
        "is_dynamically_generated": row.is_dynamically_generated,
        "note": note(row.note),
    }


def note(value: SessionNote | None) -> Json | None:
    """Return a session note, or null."""
    if value is None:
        return None
    return {
        "note_content": value.note_content,
        "last_updated_turn": value.last_updated_turn,
        "revision": value.revision,
    }


def entry_view(view: EntryView) -> Json:
    """Return the answer of `lore show`."""
    entry = view.entry
    return {
        "id": entry.id,
        "handle": entry.handle,
        "title": entry.title,
        "category": entry.category,
        "tags": list(entry.tags),
        "origin": entry.origin,
        "is_dynamically_generated": entry.is_dynamically_generated,
        "note": note(view.note),
        "content": entry.content,
        "aliases": list(entry.aliases),
        "always_on": entry.always_on,
        "composite": view.composite,
        "links": [asdict(link) for link in view.links],
        "source": view.source,
        "locked": sorted(entry.locked),
        "own_fields": sorted(view.own_fields),
        "redirects": [
            {"id": one.id, "from_id": one.from_id, "to_id": one.to_id} for one in view.redirects
        ],
        "revisions": [revision(one) for one in view.revisions],
    }


def revision(view: RevisionView) -> Json:
    """Return a revision of a note with its sources."""
    one = view.revision
    return {
        "revision": one.id,
        "anchors": sorted(one.anchors),
        "base": one.base,
        "by": one.by,
        "in_force": view.in_force,
        "withdrawn": one.withdrawn_at is not None,
        "content": one.content,
        "events": [event(each) for each in view.events],
    }


def event(one: ProposalEvent) -> Json:
    """Return an event with its quote."""
    return {
        "message_id": one.message_id,
        "turn": one.turn,
        "summary": one.summary,
        "quote": one.quote,
        "quote_found": one.quote_found,
        "reason": one.reason,
        "source": one.source,
    }


def proposal_row(proposal: Proposal) -> Json:
    """Return a row of `review list`."""
    return {
        "id": proposal.id,
        "entry_id": proposal.entry_id,
        "title": proposal.title,
        "kind": proposal.kind.value,
        "state": proposal.state.value,
        "events": [event(one) for one in proposal.events],
    }


def proposal(value: Proposal) -> Json:
    """Return the answer of `review show`."""
    return {
        **proposal_row(value),
        "session_id": value.session_id,
        "base_revision": value.base_revision,
        "base": value.base,
        "base_text": value.base_text,
        "proposed": value.proposed,
        "comment": value.comment,
        "hunks": [
            {"number": hunk.number, "removed": hunk.removed, "added": hunk.added}
            for hunk in value.hunks
        ],
        "entity": value.entity.as_json() if value.entity else None,
        "simulated": value.simulated,
    }


def outcome(value: ReviewOutcome) -> Json:
    """Return what became of proposals."""
    return {
        "accepted": list(value.accepted),
        "rejected": list(value.rejected),
        "conflicts": list(value.conflicts),
        "rebased": list(value.rebased),
    }


def panel(value: Panel | None) -> Json | None:
    """Return the scene panel, or null."""
    if value is None:
        return None
    return {
        "time": value.time,
        "place": value.place,
        "present": list(value.present),
        "mood": value.mood,
        "fields": dict(value.fields),
    }


def message(place: PlacedMessage) -> Json:
    """Return a row of `messages`."""
    one = place.message
    return {
        "message_id": one.id,
        "parent_id": one.parent_id,
        "role": one.role.value,
        "speaker": one.speaker,
        "turn": place.turn,
        "take": place.take,
        "state": one.state.value,
        "text": one.text,
        "panel": panel(one.panel),
        "on_line": place.on_line,
        "deleted": one.deleted_at is not None,
    }


def branch(value: Branch) -> Json:
    """Return a row of `branches`."""
    return {
        "id": value.id,
        "name": value.name,
        "tip": value.tip,
        "turn": value.turn,
        "created_at": value.created_at.isoformat(),
    }


def line_change(change: LineChange) -> Json:
    """Return what moving along the tree did."""
    return {
        "head": change.head,
        "in_force": _note_changes(change.in_force),
        "out_of_force": _note_changes(change.out_of_force),
    }


def _note_changes(changes: Iterable[NoteChange]) -> list[Json]:
    return [asdict(change) for change in changes]


def queue_status(status: QueueStatus) -> Json:
    """Return the answer of `queue status`."""
    total = status.total
    return {
        "pending": total.pending,
        "processing": total.processing,
        "completed": total.completed,
        "failed": total.failed,
        "cancelled": total.cancelled,
        "parked": total.parked,
        "by_type": {name: asdict(counts) for name, counts in status.by_type.items()},
        "by_lane": {name: asdict(counts) for name, counts in status.by_lane.items()},
        "oldest_pending_s": status.oldest_pending_s,
        "per_min": status.per_min,
        "paused": status.paused,
        "paused_lanes": list(status.paused_lanes),
        "paused_sessions": list(status.paused_sessions),
        "waiting_for_models": list(status.waiting_for_models),
        "alerts": list(status.alerts),
    }


def task(value: Task) -> Json:
    """Return a row of `queue list`."""
    return {
        "id": value.id,
        "task_type": value.task_type.value,
        "lane": value.lane.value,
        "status": value.status.value,
        "task_data": dict(value.task_data),
        "session_id": value.session_id,
        "entity_key": value.entity_key,
        "priority": value.priority,
        "attempt": value.attempt,
        "max_attempts": value.max_attempts,
        "created_at": value.created_at.isoformat(),
        "not_before": value.not_before.isoformat(),
        "processed_at": value.processed_at.isoformat() if value.processed_at else None,
        "error_message": value.error_message,
        "result": dict(value.result) if value.result is not None else None,
    }
