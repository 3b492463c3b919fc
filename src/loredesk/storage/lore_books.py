"""What the audit log says of entries and links."""

from typing import Any

from loredesk.domain.lore import Link, LoreEntry
from loredesk.storage.ledger import SqlLedger
from loredesk.storage.lore_rows import entry_values

_UNTOLD = frozenset({"id", "title_key", "session_id", "revision", "created_at", "updated_at"})
"""What an audit row needs not say of an entry: it follows from the rest."""


def record_entry(
    ledger: SqlLedger,
    action: str,
    entry: LoreEntry,
    before: LoreEntry | None,
    by: str,
    why: str = "",
) -> None:
    """Record what *entry* changes of *before*; its long texts stand in its revisions."""
    ledger.record_change(
        action,
        entry.id,
        {} if before is None else _told(before),
        _told(entry),
        actor=by,
        session_id=entry.session_id,
        why=why,
        details={"revision": entry.revision, "title": entry.title},
    )


def record_link(ledger: SqlLedger, action: str, link: Link) -> None:
    """Record what a link joins."""
    ledger.record(
        action,
        link.id,
        session_id=link.session_id,
        after={"to_id": link.to_id, "relation": link.relation},
        details={"entry_id": link.from_id},
    )


def _told(entry: LoreEntry) -> dict[str, Any]:
    values = entry_values(entry)
    return {name: values[name] for name in values.keys() - _UNTOLD}
