"""Promotions: what of a session would become canon, as a diff the author takes whole or in part."""

from collections.abc import Collection
from dataclasses import dataclass

from loredesk.domain.diff import Hunk, hunks
from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import RevisionId
from loredesk.domain.lore import LoreEntry
from loredesk.domain.notes import SessionNote

_BETWEEN = "\n\n"
"""What stands between what canon said before and what is added to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promotion:
    """A newcomer, or the note on an entry of canon, on its way into canon."""

    entry: LoreEntry
    base: str
    """What canon says now; nothing where the entry is a newcomer."""
    proposed: str
    hunks: tuple[Hunk, ...]
    """What is added, sentence by sentence."""
    note_revision: RevisionId | None = None
    """The revision of the note that is promoted; None where the newcomer itself is."""

    def content_with(self, chosen: Collection[int] | None) -> str:
        """Return what canon says with the *chosen* hunks, or with all of them."""
        added = "".join(hunk.added for hunk in self._parted(chosen)[0]).strip()
        return _BETWEEN.join(part for part in (self.base.rstrip(), added) if part)

    def rest(self, chosen: Collection[int] | None) -> str:
        """Return what stays with the session where only the *chosen* hunks become canon."""
        return "".join(hunk.added for hunk in self._parted(chosen)[1]).strip()

    def _parted(self, chosen: Collection[int] | None) -> tuple[list[Hunk], list[Hunk]]:
        if chosen is None:
            return list(self.hunks), []
        known = {hunk.number for hunk in self.hunks}
        unknown = sorted(set(chosen) - known)
        if unknown or not chosen:
            numbers = ", ".join(map(str, unknown))
            said = f"has no hunk {numbers}" if unknown else "has no hunk that was chosen"
            hint = f"There are hunks 1 to {len(known)}." if len(known) > 1 else "There is hunk 1."
            raise UserFixableError(f"The promotion of {self.entry.title!r} {said}.", hint=hint)
        taken = [hunk for hunk in self.hunks if hunk.number in chosen]
        return taken, [hunk for hunk in self.hunks if hunk.number not in chosen]


def promotion_of(entry: LoreEntry, note: SessionNote | None) -> Promotion:
    """Return the promotion of a newcomer, or of the note on an entry of canon."""
    if entry.session_id is not None:
        added = hunks("", entry.content)
        return Promotion(entry=entry, base="", proposed=entry.content, hunks=added)
    if note is None or not note.note_content.strip():
        raise UserFixableError(
            f"There is no note on {entry.title!r} in this session to promote.",
            hint="Choose an entry with a note, or a newcomer.",
        )
    added = hunks("", note.note_content)
    draft = Promotion(entry=entry, base=entry.content, proposed="", hunks=added)
    return Promotion(
        entry=entry,
        base=entry.content,
        proposed=draft.content_with(None),
        hunks=added,
        note_revision=note.revision,
    )
