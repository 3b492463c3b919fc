"""Note revisions: what they belong to, and the chains they stand on."""

from sqlalchemy import Connection, text

from loredesk.domain.damage import Circumstances, Damage, Mending
from loredesk.storage.checks.check import Check, finding, found, repairing

_STANDING = (
    "WITH RECURSIVE standing(id) AS ("
    " SELECT id FROM note_revisions WHERE base IS NULL"
    " UNION SELECT r.id FROM standing s JOIN note_revisions r ON r.base = s.id)"
)
_ON_ITS_OWN = "UPDATE note_revisions SET base = NULL WHERE id = :id"


def _in_a_circle(connection: Connection, _part: str, _here: Circumstances) -> list[Damage]:
    return found(
        connection,
        "note_revisions",
        "rests, by way of others, on itself",
        f"{_STANDING} SELECT r.id FROM note_revisions r WHERE r.seq = (SELECT min(o.seq)"
        " FROM note_revisions o WHERE o.session_id = r.session_id"
        " AND o.id NOT IN (SELECT id FROM standing))",
    )


def _renumber(connection: Connection, damage: Damage, _here: Circumstances) -> Mending:
    # What rests on it comes behind it in turn, with the next look.
    connection.execute(
        text(
            "UPDATE note_revisions SET seq = 1 + (SELECT max(o.seq) FROM note_revisions o"
            " WHERE o.session_id = note_revisions.session_id) WHERE id = :id"
        ),
        {"id": damage.key[0]},
    )
    return Mending.REPAIRED


CHECKS = (
    Check(
        kind="orphaned note revisions",
        look=finding(
            "note_revisions",
            "belongs to an entry or a session that is not there",
            "SELECT id FROM note_revisions WHERE entry_id NOT IN (SELECT id FROM lore_entries)"
            " OR session_id NOT IN (SELECT id FROM sessions)",
        ),
    ),
    Check(
        kind="broken chains of revisions",
        look=finding(
            "note_revisions",
            "rests on a revision that is not there, or on one of another note",
            "SELECT r.id FROM note_revisions r LEFT JOIN note_revisions b ON b.id = r.base"
            " AND b.session_id = r.session_id AND b.entry_id = r.entry_id"
            " WHERE r.base IS NOT NULL AND b.id IS NULL",
        ),
        mend=repairing(_ON_ITS_OWN, "id"),
    ),
    Check(
        kind="circles of revisions",
        look=_in_a_circle,
        mend=repairing(_ON_ITS_OWN, "id"),
    ),
    Check(
        kind="revisions numbered before their base",
        look=finding(
            "note_revisions",
            "has a number before that of what it rests on",
            "SELECT r.id FROM note_revisions r JOIN note_revisions b ON b.id = r.base"
            " WHERE r.seq <= b.seq",
        ),
        mend=_renumber,
    ),
    Check(
        kind="revisions of unknown proposals",
        look=finding(
            "note_revisions",
            "names a proposal that is not there",
            "SELECT id FROM note_revisions WHERE proposal_id IS NOT NULL"
            " AND proposal_id NOT IN (SELECT id FROM proposals)",
        ),
        mend=repairing("UPDATE note_revisions SET proposal_id = NULL WHERE id = :id", "id"),
    ),
)
