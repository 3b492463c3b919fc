"""What the context pane shows, as frozen data."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from loredesk.domain.ids import LoreId
from loredesk.domain.manifest import LORE_REVISION, ContextEntry, LeftOut, Manifest
from loredesk.ui.notice import Notice

_SEARCHES = {"triggers": "name", "words": "words", "meaning": "meaning"}
"""What a search looks for, by its name in a manifest; in the order in which they are told."""


class Subject(StrEnum):
    """What is looked at."""

    NOTHING = "nothing"
    REPLY = "reply"
    PREVIEW = "preview"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextState:
    """What a model was told for one reply, or would be told now."""

    subject: Subject = Subject.NOTHING
    is_open: bool = False
    """Whether there is a session to ask about."""
    is_reading: bool = False
    turn: int = 0
    is_newest: bool = True
    manifest: Manifest | None = None
    notice: Notice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """An entry in one of the two lists."""

    entry_id: LoreId | None
    title: str
    reason: str
    detail: str = ""
    """What found it and whether it came with a note, on one line."""
    size: str = ""
    whole: str = ""
    """Everything, on several lines, for whoever stays on the row."""

    @property
    def spoken(self) -> str:
        """Return the row as a screen reader says it."""
        return ", ".join(part for part in (self.title, self.size, self.reason, self.detail) if part)


def rows_in(manifest: Manifest) -> tuple[EntryRow, ...]:
    """Return the entries the model was told, in their order."""
    return tuple(_told(entry) for entry in manifest.entries)


def rows_out(manifest: Manifest) -> tuple[EntryRow, ...]:
    """Return the entries that stayed out, in their order."""
    return tuple(_left_out(entry) for entry in manifest.left_out)


def as_text(manifest: Manifest) -> str:
    """Return everything that was sent, block by block, for pasting elsewhere."""
    parts = [f"{manifest.tokens:,} of {manifest.budget:,} tokens"]
    parts += [
        f"[{block.role}] {block.name} ({block.tokens:,} tokens)\n{block.text}"
        for block in manifest.blocks
    ]
    return "\n\n".join(parts) + "\n"


def _told(entry: ContextEntry) -> EntryRow:
    reason = f"{entry.reason}, shortened to fit" if entry.cut else entry.reason
    kind, revision = _revision(entry)
    shown_with = "with its note" if kind == "note" and revision else ""
    scores = _scores(entry.scores)
    lines = (
        entry.title,
        entry.handle,
        reason,
        f"{entry.tokens:,} tokens",
        scores,
        f"{kind.capitalize()} {revision}" if revision else "",
    )
    return EntryRow(
        entry_id=entry.entry_id,
        title=entry.title,
        reason=reason,
        detail="  \u00b7  ".join(part for part in (_found_by(entry.scores), shown_with) if part),
        size=f"{entry.tokens:,}",
        whole="\n".join(line for line in lines if line),
    )


def _revision(entry: ContextEntry) -> tuple[str, str]:
    """Return what an entry was shown with, its note or the lore alone, and in which revision."""
    told = entry.revision or ""
    if told.startswith(LORE_REVISION):
        return "lore", told.removeprefix(LORE_REVISION)
    return "note", told


def _left_out(entry: LeftOut) -> EntryRow:
    scores = _scores(entry.scores)
    lines = (entry.title, entry.reason, scores)
    return EntryRow(
        entry_id=entry.entry_id,
        title=entry.title,
        reason=entry.reason,
        detail=_found_by(entry.scores),
        whole="\n".join(line for line in lines if line),
    )


def _found_by(scores: Mapping[str, float]) -> str:
    """Return which searches found an entry, as an author says it."""
    others = [name for name in scores if name not in _SEARCHES]
    found = [*(told for name, told in _SEARCHES.items() if name in scores), *others]
    if not found:
        return ""
    *earlier, last = found
    return f"found by {', '.join(earlier)} and {last}" if earlier else f"found by {last}"


def _scores(scores: Mapping[str, float]) -> str:
    return "  \u00b7  ".join(f"{name} {score:.2f}" for name, score in scores.items())
