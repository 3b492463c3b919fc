"""What leaving a line takes out of force, said before it is left."""

from dataclasses import dataclass

from loredesk.domain.ids import LoreId


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """What would no longer count, and what would count again."""

    changes: int = 0
    """How many accepted changes of notes would no longer count."""
    newcomers: tuple[str, ...] = ()
    """The titles of the newcomers that would no longer be seen."""
    edited_newcomers: tuple[tuple[LoreId, str], ...] = ()
    """Those of them the author has edited by hand, with their titles."""
    returning: int = 0
    """How many accepted changes would count again."""
    tasks: int = 0
    """How many waiting tasks would be put aside."""

    def sentence(self) -> str:
        """Return what is withdrawn as a sentence; empty where nothing is."""
        parts = [
            _counted(number, one)
            for number, one in ((self.changes, "change"), (len(self.newcomers), "newcomer"))
            if number
        ]
        return f"This withdraws {' and '.join(parts)}." if parts else ""


def _counted(number: int, one: str) -> str:
    return f"{number} {one}" if number == 1 else f"{number} {one}s"
