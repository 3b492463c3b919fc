"""Every check of the rows in the file, in the order they are to be mended."""

from collections.abc import Sequence

from sqlalchemy import Connection

from loredesk.domain.damage import Circumstances, Damage, Mending, Quarantined
from loredesk.storage.checks import (
    documents,
    folds,
    index,
    indexes,
    knowledge,
    lore,
    manifests,
    notes,
    proposals,
    queue,
    references,
    summaries,
    tree,
    values,
)
from loredesk.storage.checks.check import WHOLE, Check, run
from loredesk.storage.checks.quarantine import listed
from loredesk.storage.dialect import is_postgres

CHECKS: tuple[Check, ...] = (
    *values.CHECKS,
    lore.LOST_WORLDS,
    tree.LOST_SESSIONS,
    *lore.CHECKS,
    *tree.CHECKS,
    *summaries.CHECKS,
    *notes.CHECKS,
    *knowledge.CHECKS,
    *proposals.CHECKS,
    *queue.CHECKS,
    *indexes.CHECKS,
    *manifests.CHECKS,
    *index.CHECKS,
    *references.CHECKS,
    *folds.CHECKS,
    *documents.CHECKS,
)
"""What the rest is read by comes first; what is derived from the rest comes last."""
_BY_KIND = {check.kind: check for check in CHECKS}


class SqlDamageRepo:
    """Looks through the tables for what cannot be, and makes it right."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def kinds(self) -> tuple[str, ...]:
        """Return the kinds of damage that are looked for, in the order they are to be mended."""
        # A server looks after its own tables; these checks are written for a file.
        return () if is_postgres(self._connection) else tuple(_BY_KIND)

    def parts(self, kind: str) -> Sequence[str]:
        """Return the parts of the file that are looked through for *kind*, one at a time."""
        parts = _BY_KIND[kind].parts
        return WHOLE if parts is None else parts(self._connection)

    def look(self, kind: str, part: str, here: Circumstances) -> Sequence[Damage]:
        """Return what is damaged in one part."""
        return list(_BY_KIND[kind].look(self._connection, part, here))

    def mend(self, kind: str, damage: Damage, here: Circumstances) -> Mending:
        """Repair a row, or put it into quarantine; nothing is just deleted but what is derived."""
        return run(self._connection, _BY_KIND[kind], damage, here)

    def quarantined(self, limit: int = 1000) -> tuple[Quarantined, ...]:
        """Return what was put aside, the latest first."""
        return listed(self._connection, limit)
