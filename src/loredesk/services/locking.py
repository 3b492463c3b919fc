"""What may not be changed as it stands: each refusal with its way out."""

from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import LoreId, SessionId
from loredesk.domain.lore import LOCKABLE, WHOLE, LoreEntry
from loredesk.domain.messages import Session
from loredesk.ports.store import Repos

_NAMED = {"content": "text"}


def refuse_locked(entry: LoreEntry, field_name: str) -> None:
    """Refuse to change a field that is locked."""
    if not entry.is_locked(field_name):
        return
    whole = WHOLE in entry.locked
    what = "" if whole else f"The {_NAMED.get(field_name, field_name)} of "
    raise UserFixableError(f"{what}{entry.title!r} is locked.", hint="Unlock it first.")


def refuse_locked_changes(before: LoreEntry, after: LoreEntry) -> None:
    """Refuse what changes a field that is locked."""
    for name in LOCKABLE:
        if getattr(before, name, None) != getattr(after, name, None):
            refuse_locked(before, name)


def refuse_trashed(entry: LoreEntry) -> None:
    """Refuse to work on an entry that is in the trash."""
    if entry.deleted_at is not None:
        hint = "Restore it first."
        raise UserFixableError(f"{entry.title!r} is in the trash.", hint=hint)


def refuse_trashed_session(repos: Repos, session: Session) -> None:
    """Refuse to play a session that is in the trash, by itself or with its world."""
    if repos.trash.has_session(session.id):
        hint = "Restore it, or its world, first."
        raise UserFixableError(f"The session {session.title!r} is in the trash.", hint=hint)


def refuse_merged(repos: Repos, entry: LoreEntry, session_id: SessionId | None) -> None:
    """Refuse to work on an entry that another one stands for."""
    instead = standing_for(repos, entry, session_id)
    if instead != entry.id:
        title = repos.lore.get(instead).title
        raise UserFixableError(
            f"{entry.title!r} is merged into {title!r}.",
            hint=f"Split them again, or work on {title!r}.",
        )


def standing_for(repos: Repos, entry: LoreEntry, session_id: SessionId | None) -> LoreId:
    """Return the entry that stands for *entry* on a session's line: mostly itself."""
    return repos.redirects.standing(entry.world_id, session_id).get(entry.id, entry.id)
