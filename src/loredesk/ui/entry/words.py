"""What the form of an entry says."""

from loredesk.domain.listings import LinkView
from loredesk.domain.lore import LOCKABLE
from loredesk.ui.entry.state import EntryState, Question

_CHANGED = (
    "This was changed elsewhere while you were writing. Your text still stands here: "
    "keep it, and it replaces the other when you save; or reload, and the other replaces it."
)


def asked(state: EntryState) -> tuple[str, str, str, str]:
    """Return the question of *state* and what its buttons say: stay, give up, go on."""
    if state.question is Question.LEAVE:
        return (
            f"\u201c{state.heading}\u201d has changes that are not saved.",
            "Keep editing",
            "Discard",
            "Save",
        )
    if state.question is Question.CHANGED:
        return (
            _CHANGED,
            "",
            "Reload",
            "Keep mine",
        )
    return "", "", "", ""


def told(state: EntryState) -> str:
    """Return the line beside the buttons."""
    if state.saving:
        return "Saving\u2026"
    if not state.dirty:
        return "" if state.is_new else "Saved"
    if state.is_new:
        return "Not saved yet"
    if state.entry_dirty and state.note_dirty:
        return "Unsaved changes in the entry and its note"
    return "Unsaved changes in the note" if state.note_dirty else "Unsaved changes in the entry"


def content_caption(state: EntryState) -> tuple[str, str]:
    """Return the heading over the entry's own text, and what is particular about that text."""
    if state.view is not None and state.view.entry.origin == "session":
        return "Entry", "A newcomer: it belongs to this session until you make it canon."
    if state.view is None or not state.view.own_fields:
        return "Canon", "Yours alone. No background work changes it."
    yours = ", ".join(one for one in LOCKABLE if one in state.view.own_fields)
    return "Canon", f"Yours alone. No background work changes it. Written by you: {yours}."


def note_caption(state: EntryState) -> str:
    """Return what is particular about the note."""
    note = state.view.note if state.view is not None else None
    where = f" in \u201c{state.session_title}\u201d" if state.session_title else ""
    if note is None:
        return f"Nothing is noted yet{where}. What the story changes will stand here."
    return f"Last updated in turn {note.last_updated_turn}{where}. It has priority over canon."


def size(text: str) -> str:
    """Return how long *text* is."""
    words = len(text.split())
    return f"{words:,} word{'' if words == 1 else 's'}" if words else ""


def link_in_words(link: LinkView) -> str:
    """Return a connection as a line."""
    relation = link.relation or "connected with"
    if link.outgoing:
        return f"{relation} \u2192 {link.title}"
    return f"{link.title} \u2192 {relation} \u2192 this entry"
