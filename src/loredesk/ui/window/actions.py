"""Everything one can do, once: menus, shortcuts, palette and shortcut sheet read this table."""

from collections.abc import Iterable

from loredesk.ui.window.action_spec import (
    EDIT,
    HELP,
    STORY,
    VIEW,
    WORK,
    ActionSpec,
)
from loredesk.ui.window.lore_actions import LORE_ACTIONS
from loredesk.ui.window.message_actions import MESSAGE_ACTIONS

ACTIONS = (
    ActionSpec(
        id="chat.send",
        text="Send",
        menu=STORY,
        icon="send",
        tip="Send what you wrote and get a reply.",
        shortcuts=("Ctrl+Return", "Ctrl+Enter"),
    ),
    ActionSpec(
        id="chat.stop",
        text="Stop the reply",
        menu=STORY,
        icon="stop",
        tip="Stop the reply; what has arrived is kept.",
        shortcuts=("Esc",),
    ),
    ActionSpec(
        id="chat.focus",
        text="Go to the message field",
        menu=STORY,
        icon="edit",
        tip="Put the cursor where you write.",
        shortcuts=("Ctrl+L",),
    ),
    ActionSpec(
        id="session.new",
        text="New session",
        menu=STORY,
        icon="add",
        tip="Begin another playthrough of this world.",
        shortcuts=("Ctrl+Shift+N",),
        begins_group=True,
    ),
    ActionSpec(
        id="session.carry",
        text="New session from this one \u2026",
        menu=STORY,
        icon="forward",
        tip="Begin another playthrough that knows chosen notes of this one.",
    ),
    ActionSpec(
        id="session.rename",
        text="Rename this session \u2026",
        menu=STORY,
        icon="edit",
        tip="Give this playthrough another name.",
    ),
    ActionSpec(
        id="world.new",
        text="New world \u2026",
        menu=STORY,
        icon="world",
        tip="Begin an empty world.",
    ),
    ActionSpec(
        id="session.delete",
        text="Delete this session",
        menu=STORY,
        icon="trash",
        tip="Put this playthrough into the trash; it can be restored.",
    ),
    ActionSpec(
        id="world.delete",
        text="Delete this world",
        menu=STORY,
        icon="trash",
        tip="Put this world with its sessions into the trash; it can be restored.",
    ),
    ActionSpec(
        id="app.settings",
        text="Settings \u2026",
        menu=STORY,
        icon="settings",
        tip="Choose models, the search engine and the look.",
        shortcuts=("Ctrl+,",),
        begins_group=True,
    ),
    ActionSpec(
        id="app.first_start",
        text="Ways to begin \u2026",
        menu=STORY,
        icon="home",
        tip="Look for model servers on this machine, or begin with the sample world.",
    ),
    ActionSpec(
        id="app.quit",
        text="Quit",
        menu=STORY,
        icon="close",
        tip="Close Loredesk; nothing is lost.",
        shortcuts=("Ctrl+Q",),
        begins_group=True,
    ),
    ActionSpec(
        id="edit.undo",
        text="Undo",
        menu=EDIT,
        icon="undo",
        tip="Take back what you did last.",
        shortcuts=("Ctrl+Z",),
    ),
    ActionSpec(
        id="edit.redo",
        text="Redo",
        menu=EDIT,
        icon="redo",
        tip="Do again what you took back.",
        shortcuts=("Ctrl+Shift+Z", "Ctrl+Y"),
    ),
    ActionSpec(
        id="edit.trash",
        text="Trash \u2026",
        menu=EDIT,
        icon="trash",
        tip="See what was deleted, and restore it.",
        begins_group=True,
    ),
    ActionSpec(
        id="app.backups",
        text="Backups \u2026",
        menu=EDIT,
        icon="history",
        tip="Copy your library, check the copies, and restore one.",
    ),
    ActionSpec(
        id="app.audit",
        text="Audit log \u2026",
        menu=EDIT,
        icon="info",
        tip="See who changed what and why, and whether the log is whole.",
    ),
    *MESSAGE_ACTIONS,
    *LORE_ACTIONS,
    ActionSpec(
        id="queue.toggle",
        text="Pause or resume the queue",
        menu=WORK,
        icon="pause",
        tip="Let background work rest, or go on with it.",
        shortcuts=("Ctrl+Shift+P",),
    ),
    ActionSpec(
        id="queue.retry_failed",
        text="Retry what failed",
        menu=WORK,
        icon="retry",
        tip="Give every failed task another try.",
    ),
    ActionSpec(
        id="app.evaluation",
        text="Evaluation \u2026",
        menu=WORK,
        icon="check",
        tip="Measure how well recall finds and prompts do, and compare with before.",
        begins_group=True,
    ),
    ActionSpec(
        id="show.lore",
        text="Show Lore",
        menu=VIEW,
        icon="lore",
        tip="Bring the lore to the front.",
        shortcuts=("Ctrl+1",),
    ),
    ActionSpec(
        id="show.review",
        text="Show Review",
        menu=VIEW,
        icon="review",
        tip="Bring the proposed changes to the front.",
        shortcuts=("Ctrl+2",),
    ),
    ActionSpec(
        id="show.queue",
        text="Show Queue",
        menu=VIEW,
        icon="queue",
        tip="Bring the background work to the front.",
        shortcuts=("Ctrl+3",),
    ),
    ActionSpec(
        id="show.context",
        text="Show Context",
        menu=VIEW,
        icon="context",
        tip="Bring what the model was told to the front.",
        shortcuts=("Ctrl+4",),
    ),
    ActionSpec(
        id="show.panel",
        text="Show Panel",
        menu=VIEW,
        icon="panel",
        tip="Bring the scene as it stands to the front.",
        shortcuts=("Ctrl+5",),
    ),
    ActionSpec(
        id="show.branches",
        text="Show Branches",
        menu=VIEW,
        icon="branch",
        tip="Bring the ways the story went to the front.",
        shortcuts=("Ctrl+6",),
    ),
    ActionSpec(
        id="show.story",
        text="Show the story so far",
        menu=VIEW,
        icon="chapters",
        tip="Bring what is summed up of the story to the front.",
        shortcuts=("Ctrl+7",),
    ),
    ActionSpec(
        id="show.ask",
        text="Show Ask",
        menu=VIEW,
        icon="help",
        tip="Bring questions about the lore and their answers to the front.",
        shortcuts=("Ctrl+8",),
    ),
    ActionSpec(
        id="view.reset",
        text="Reset the layout",
        menu=VIEW,
        icon="layout",
        tip="Put every pane back to where it was at first.",
        begins_group=True,
    ),
    ActionSpec(
        id="app.palette",
        text="All commands \u2026",
        menu=HELP,
        icon="command",
        tip="Find anything one can do by its name.",
        shortcuts=("Ctrl+K",),
    ),
    ActionSpec(
        id="app.shortcuts",
        text="Keyboard shortcuts",
        menu=HELP,
        icon="help",
        tip="Show every shortcut.",
        shortcuts=("F1",),
    ),
)


def plain_text(text: str) -> str:
    """Return the name of a menu or an action without the marks for the keyboard."""
    return text.replace("&", "").removesuffix(" \u2026")


def matches(text: str, wanted: str) -> bool:
    """Return whether every word of *wanted* begins a word of *text*, in any order."""
    words = plain_text(text).casefold().split()
    return all(any(word.startswith(part) for word in words) for part in wanted.casefold().split())


def with_shortcuts(actions: Iterable[ActionSpec]) -> tuple[ActionSpec, ...]:
    """Return those of *actions* that have a shortcut."""
    return tuple(action for action in actions if action.shortcuts)
