"""What one can do with the lore as a whole."""

from loredesk.ui.window.action_spec import LORE, ActionSpec

LORE_ACTIONS = (
    ActionSpec(
        id="lore.search",
        text="Search the lore",
        menu=LORE,
        icon="search",
        tip="Put the cursor into the search field of the lore.",
        shortcuts=("Ctrl+F",),
    ),
    ActionSpec(
        id="lore.ask",
        text="Ask the lore",
        menu=LORE,
        icon="help",
        tip="Ask a question that is answered from entries, notes and the story, with sources.",
        shortcuts=("Ctrl+Shift+F",),
    ),
    ActionSpec(
        id="lore.threads",
        text="Themes and open threads",
        menu=LORE,
        icon="link",
        tip="Look for what runs through this session, and what is still open in it.",
    ),
    ActionSpec(
        id="lore.new_entry",
        text="New entry",
        menu=LORE,
        icon="add",
        tip="Write a new entry of this world.",
        shortcuts=("Ctrl+N",),
        begins_group=True,
    ),
    ActionSpec(
        id="lore.delete_entry",
        text="Delete the chosen entry",
        menu=LORE,
        icon="trash",
        tip="Put the entry chosen in the lore into the trash; it can be restored.",
    ),
)
