"""What one row of the table of actions says, and the menus they stand in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionSpec:
    """One thing one can do."""

    id: str
    text: str
    menu: str
    tip: str
    icon: str = ""
    shortcuts: tuple[str, ...] = ()
    """In Qt's portable words; the first is the one that is shown."""
    begins_group: bool = False
    """Whether a line stands above it in its menu."""


STORY, EDIT, MESSAGE = "&Story", "&Edit", "&Message"
LORE, WORK, VIEW, HELP = "&Lore", "&Work", "&View", "&Help"
MENUS = (STORY, EDIT, MESSAGE, LORE, WORK, VIEW, HELP)
