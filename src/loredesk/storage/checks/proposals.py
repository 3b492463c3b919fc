"""Proposals: what they belong to and rest on, and the numbers of their events."""

from sqlalchemy import Connection, text

from loredesk.domain.damage import Circumstances, Damage, Mending
from loredesk.storage.checks.check import Check, finding, repairing

_FALSE_START = (
    "SELECT p.id FROM proposals p LEFT JOIN note_revisions b ON b.id = p.base_revision"
    " AND b.session_id = p.session_id AND b.entry_id = p.entry_id"
    " WHERE p.base_revision IS NOT NULL AND b.id IS NULL"
)


def _number_again(connection: Connection, damage: Damage, _here: Circumstances) -> Mending:
    (proposal_id,) = damage.key
    kept = "SELECT number FROM proposal_events WHERE proposal_id = :id ORDER BY number"
    numbers = connection.execute(text(kept), {"id": proposal_id}).scalars().all()
    move = text(
        "UPDATE proposal_events SET number = :new WHERE proposal_id = :id AND number = :old"
    )
    # By way of numbers below zero, which nothing has, so that none is given twice meanwhile.
    for new, old in enumerate(numbers, start=1):
        connection.execute(move, {"id": proposal_id, "new": -new, "old": old})
    for new in range(1, len(numbers) + 1):
        connection.execute(move, {"id": proposal_id, "new": new, "old": -new})
    return Mending.REPAIRED


CHECKS = (
    Check(
        kind="proposals of no session",
        look=finding(
            "proposals",
            "belongs to a session that is not there",
            "SELECT id FROM proposals WHERE session_id NOT IN (SELECT id FROM sessions)",
        ),
    ),
    Check(
        kind="proposals about no entry",
        look=finding(
            "proposals",
            "is about an entry that is not there",
            "SELECT id FROM proposals WHERE entry_id IS NULL"
            " OR (kind <> 'create entity' OR state = 'accepted')"
            " AND entry_id NOT IN (SELECT id FROM lore_entries)",
        ),
    ),
    Check(
        kind="events of unknown messages",
        look=finding(
            "proposal_events",
            "is told of in a message that is not there",
            "SELECT proposal_id, number FROM proposal_events"
            " WHERE message_id NOT IN (SELECT id FROM messages)"
            " OR anchor NOT IN (SELECT id FROM messages)"
            " OR proposal_id NOT IN (SELECT id FROM proposals)",
        ),
    ),
    Check(
        kind="proposals without events",
        look=finding(
            "proposals",
            "rests on nothing that happened",
            "SELECT id FROM proposals WHERE kind <> 'merge edit'"
            " AND id NOT IN (SELECT proposal_id FROM proposal_events)",
        ),
    ),
    Check(
        kind="proposals on unknown bases",
        look=finding(
            "proposals", "rests on a revision that is not there or of another note", _FALSE_START
        ),
        # Undecided, it becomes a conflict: what it changes is no longer known.
        mend=repairing(
            "UPDATE proposals SET base_revision = NULL, state = CASE"
            " WHEN state IN ('open', 'snoozed') THEN 'conflict' ELSE state END WHERE id = :id",
            "id",
        ),
    ),
    Check(
        kind="events with gaps in their numbers",
        look=finding(
            "proposals",
            "has events that are not numbered from 1",
            "SELECT proposal_id FROM proposal_events GROUP BY proposal_id"
            " HAVING min(number) <> 1 OR max(number) <> count(*)",
        ),
        mend=_number_again,
    ),
)
