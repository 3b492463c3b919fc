"""Entries: what they belong to, their names and numbers, their links and merges."""

import json
from collections.abc import Iterator

from sqlalchemy import Connection, text

from loredesk.domain.damage import Circumstances, Damage, Mending
from loredesk.domain.lore import handle_letter, name_key
from loredesk.storage.checks.check import Check, finding, repairing
from loredesk.storage.values import seconds

_FIELDS = ("title", "category", "content")
_LISTS = ("tags", "aliases")


def _misnamed(connection: Connection, _part: str, _here: Circumstances) -> Iterator[Damage]:
    for row in connection.execute(text("SELECT id, title, title_key FROM lore_entries")):
        if row.title_key != (right := name_key(row.title)):
            why = "is sorted and found by another name than its own"
            yield Damage(table="lore_entries", key=(row.id,), why=why, cure=right)


def _name(connection: Connection, damage: Damage, _here: Circumstances) -> Mending:
    connection.execute(
        text("UPDATE lore_entries SET title_key = :name WHERE id = :id"),
        {"name": damage.cure, "id": damage.key[0]},
    )
    return Mending.REPAIRED


def _new_handle(connection: Connection, damage: Damage, _here: Circumstances) -> Mending:
    (entry_id,) = damage.key
    values = {"id": entry_id}
    query = "SELECT world_id, category FROM lore_entries WHERE id = :id"
    entry = connection.execute(text(query), values).one()
    letter = handle_letter(entry.category)
    highest = connection.execute(
        text(
            "SELECT max(CAST(substr(handle, 2) AS INTEGER)) FROM lore_entries"
            " WHERE world_id = :world AND substr(handle, 1, 1) = :letter"
        ),
        {"world": entry.world_id, "letter": letter},
    ).scalar_one()
    connection.execute(
        text("UPDATE lore_entries SET handle = :handle WHERE id = :id"),
        {"handle": f"{letter}{(highest or 0) + 1}", **values},
    )
    return Mending.REPAIRED


def _revise(connection: Connection, damage: Damage, here: Circumstances) -> Mending:
    """Keep the entry as it stands as its newest revision, behind all there are."""
    values = {"id": damage.key[0], "now": seconds(here.now)}
    entry = connection.execute(
        text(
            "SELECT e.*, max(e.revision, coalesce((SELECT max(r.revision) + 1 FROM lore_revisions r"
            " WHERE r.entry_id = e.id), 1)) AS newest FROM lore_entries e WHERE e.id = :id"
        ),
        values,
    ).one()
    fields = {name: getattr(entry, name) for name in _FIELDS}
    fields |= {name: json.loads(getattr(entry, name)) for name in _LISTS}
    fields["always_on"] = bool(entry.always_on)
    fields["visibility"] = None if entry.visibility is None else json.loads(entry.visibility)
    connection.execute(
        text(
            "INSERT INTO lore_revisions (entry_id, revision, fields, by, created_at, why)"
            " VALUES (:id, :newest, :fields, 'loredesk', :now, 'written anew by doctor')"
        ),
        {**values, "newest": entry.newest, "fields": json.dumps(fields)},
    )
    connection.execute(
        text("UPDATE lore_entries SET revision = :newest WHERE id = :id"),
        {**values, "newest": entry.newest},
    )
    return Mending.REPAIRED


def _circles_of_merges(
    connection: Connection, _part: str, _here: Circumstances
) -> Iterator[Damage]:
    rows = connection.execute(
        text(
            "SELECT id, coalesce(session_id, '') AS place, from_id, to_id FROM redirects"
            " WHERE undone_at IS NULL ORDER BY created_at, id"
        )
    )
    steps: dict[tuple[str, str], str] = {}
    for row in rows:
        entry: str | None = row.to_id
        while entry is not None and entry != row.from_id:
            entry = steps.get((row.place, entry))
        if entry is not None:
            why = "leads, by way of others, back to where it came from"
            yield Damage(table="redirects", key=(row.id,), why=why)
        else:
            # The first one wins where one entry was merged twice: in two lines of one session.
            steps.setdefault((row.place, row.from_id), row.to_id)


def _lost_worlds(connection: Connection, _part: str, _here: Circumstances) -> Iterator[Damage]:
    rows = connection.execute(
        text(
            "SELECT world_id FROM (SELECT world_id FROM sessions"
            " UNION SELECT world_id FROM lore_entries)"
            " WHERE world_id NOT IN (SELECT id FROM worlds)"
        )
    )
    for row in rows:
        yield Damage(table="worlds", key=(row.world_id,), why="is missing, with things in it")


LOST_WORLDS = Check(
    kind="lost worlds",
    look=_lost_worlds,
    mend=repairing(
        "INSERT INTO worlds (id, title, description, opening, narrator, panel_fields,"
        " created_at) VALUES (:id, 'Recovered world', '', '', 'Narrator', '[]', :now)",
        "id",
    ),
)
"""What had a world has one again, before anything in it is looked at."""

CHECKS = (
    Check(
        kind="entries of no session",
        look=finding(
            "lore_entries",
            "belongs to a session that is not there",
            "SELECT id FROM lore_entries WHERE session_id IS NOT NULL"
            " AND session_id NOT IN (SELECT id FROM sessions)",
        ),
    ),
    Check(
        kind="entries from unknown messages",
        look=finding(
            "lore_entries",
            "first appeared in a message that is not there",
            "SELECT id FROM lore_entries WHERE origin_message IS NOT NULL"
            " AND origin_message NOT IN (SELECT id FROM messages)",
        ),
        mend=repairing("UPDATE lore_entries SET origin_message = NULL WHERE id = :id", "id"),
    ),
    Check(kind="entries under a wrong name", look=_misnamed, mend=_name),
    Check(
        kind="handles given twice",
        look=finding(
            "lore_entries",
            "has a handle that an older entry has",
            "SELECT e.id FROM lore_entries e WHERE EXISTS (SELECT 1 FROM lore_entries o"
            " WHERE o.world_id = e.world_id AND o.handle = e.handle AND (o.created_at, o.id) <"
            " (e.created_at, e.id))",
        ),
        mend=_new_handle,
    ),
    Check(
        kind="entries without their revision",
        look=finding(
            "lore_entries",
            "is of another revision than the newest that was kept",
            "SELECT e.id FROM lore_entries e WHERE e.revision IS NOT (SELECT max(r.revision)"
            " FROM lore_revisions r WHERE r.entry_id = e.id)",
        ),
        mend=_revise,
    ),
    Check(
        kind="links to nothing",
        look=finding(
            "links",
            "joins an entry that is not there",
            "SELECT id FROM links WHERE from_id NOT IN (SELECT id FROM lore_entries)"
            " OR to_id NOT IN (SELECT id FROM lore_entries)",
        ),
    ),
    Check(
        kind="merges with nothing",
        look=finding(
            "redirects",
            "leads from or to an entry that is not there",
            "SELECT id FROM redirects WHERE from_id NOT IN (SELECT id FROM lore_entries)"
            " OR to_id NOT IN (SELECT id FROM lore_entries)",
        ),
    ),
    Check(
        kind="circles of merges",
        look=_circles_of_merges,
        mend=repairing("UPDATE redirects SET undone_at = :now WHERE id = :id", "id"),
    ),
)
