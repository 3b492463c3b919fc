"""What finding and mending damage needs of the store."""

from collections.abc import Sequence
from typing import Protocol

from loredesk.domain.damage import Circumstances, Damage, Mending, Quarantined


class DamageRepo(Protocol):
    """Looks through the tables for what cannot be, and makes it right."""

    def kinds(self) -> tuple[str, ...]:
        """Return the kinds of damage that are looked for, in the order they are to be mended."""
        ...

    def parts(self, kind: str) -> Sequence[str]:
        """Return the parts of the file that are looked through for *kind*, one at a time."""
        ...

    def look(self, kind: str, part: str, here: Circumstances) -> Sequence[Damage]:
        """Return what is damaged in one part."""
        ...

    def mend(self, kind: str, damage: Damage, here: Circumstances) -> Mending:
        """Repair a row, or put it into quarantine; nothing is just deleted but what is derived."""
        ...

    def quarantined(self, limit: int = 1000) -> tuple[Quarantined, ...]:
        """Return what was put aside, the latest first."""
        ...
