"""What a model was told and what stayed out, as rows a person can read; filtered and grouped."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from loredesk.domain.ids import LoreId, MessageId
from loredesk.domain.manifest import (
    LORE_REVISION,
    ContextEntry,
    ContextPassage,
    LeftOut,
    Manifest,
    Unit,
)
from loredesk.ui.context.bars import Bar, Scale, found_by
from loredesk.ui.context.passage_words import words_left_out, words_told

UNITS: Mapping[Unit, str] = {
    Unit.ENTRY: "Lore",
    Unit.PASSAGE: "Passages of the story",
    Unit.SUMMARY: "Summaries",
    Unit.EVENT: "Waiting for review",
    Unit.SENTENCE: "Single sentences",
}
"""What each kind of thing is called, in the order in which they are listed."""

_FULL = (", but its part of the budget was full", ", but the budget was full")
"""How a reason ends where there was no room; the second is how it was written before."""
_REPEATS = "says what "
_WITHHELD = "withheld from "
_GROUPS = {
    "banned by you in this session": "Banned by you",
    "among the recent turns already": "Among the recent turns already",
    "it has too little to do with this turn": "Too little to do with this turn",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing that was told, or was not."""

    key: str
    unit: Unit
    title: str
    reason: str
    """Why it is in, or why it matters though it is not; empty where the group says it all."""
    entry_id: LoreId | None = None
    message_id: MessageId | None = None
    group: str = ""
    """What kept it out; empty of what was told."""
    words: str = ""
    """How a passage begins."""
    bars: tuple[Bar, ...] = ()
    tokens: int = 0
    is_cut: bool = False
    whole: str = ""
    """Everything, on several lines, for whoever stays on the row."""

    @property
    def size(self) -> str:
        """Return the tokens as they are shown; nothing of what was not told."""
        return f"{self.tokens:,}" if self.tokens else ""

    @property
    def spoken(self) -> str:
        """Return the row as a screen reader says it."""
        told = (
            self.title,
            f"{self.size} tokens" if self.size else "",
            self.group,
            self.reason,
            "cut to fit" if self.is_cut else "",
            found_by(self.bars),
            self.words,
        )
        return ", ".join(part for part in told if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What the rows under it have in common."""

    key: str
    title: str
    count: int
    tokens: int = 0

    @property
    def size(self) -> str:
        """Return how many rows there are, and what they cost where they cost anything."""
        tokens = f"  \u00b7  {self.tokens:,} tokens" if self.tokens else ""
        return f"{self.count:,}{tokens}"

    @property
    def spoken(self) -> str:
        """Return the heading as a screen reader says it."""
        return f"{self.title}, {self.size}"


Line = Row | Heading


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFilter:
    """Which rows are listed; an empty value does not filter."""

    text: str = ""
    unit: Unit | None = None

    def lets(self, row: Row) -> bool:
        """Return whether *row* is of the unit, and says every word of the text."""
        if self.unit not in {None, row.unit}:
            return False
        said = f"{row.title} {row.group} {row.reason} {row.words} {found_by(row.bars)}".casefold()
        return all(word in said for word in self.text.casefold().split())


def told_rows(manifest: Manifest, texts: Mapping[MessageId, str]) -> tuple[Row, ...]:
    """Return what the model was told, in its order; *texts* are the messages it is from."""
    scale = Scale(manifest)
    words = words_told(manifest, texts)
    rows = [_told(entry, scale) for entry in manifest.entries]
    rows += [
        _told_passage(passage, said, scale)
        for passage, said in zip(manifest.passages, words, strict=True)
    ]
    return _numbered(rows)


def left_out_rows(manifest: Manifest, texts: Mapping[MessageId, str]) -> tuple[Row, ...]:
    """Return what stayed out, in its order; *texts* are the messages it is from."""
    scale = Scale(manifest)
    return _numbered([_left_out(one, texts, scale) for one in manifest.left_out])


def listed_told(rows: Sequence[Row], wanted: RowFilter) -> tuple[Line, ...]:
    """Return those of *rows* that are wanted, under a heading each kind where there are several."""
    shown = [row for row in rows if wanted.lets(row)]
    if len(units_in(shown)) <= 1:
        return tuple(shown)
    return _grouped((UNITS[row.unit], row) for row in shown)


def listed_left_out(rows: Sequence[Row], wanted: RowFilter) -> tuple[Line, ...]:
    """Return those of *rows* that are wanted, under a heading for what kept them out."""
    return _grouped((row.group, row) for row in rows if wanted.lets(row))


def units_in(rows: Iterable[Row]) -> tuple[Unit, ...]:
    """Return the kinds of things among *rows*, in the order in which they are listed."""
    there = {row.unit for row in rows}
    return tuple(unit for unit in UNITS if unit in there)


def kept_out_by(reason: str) -> tuple[str, str]:
    """Return what kept something out, and what spoke for it none the less."""
    for full in _FULL:
        if reason.endswith(full):
            return "Its part of the budget was full", reason.removesuffix(full)
    if reason.startswith(_REPEATS):
        return "Says what something else says", reason
    if reason.startswith(_WITHHELD):
        whom, _, why = reason.rpartition(": ")
        return f"{whom[:1].upper()}{whom[1:]}", why
    if reason in _GROUPS:
        return _GROUPS[reason], ""
    return f"{reason[:1].upper()}{reason[1:]}", ""


def _grouped(rows: Iterable[tuple[str, Row]]) -> tuple[Line, ...]:
    groups: dict[str, list[Row]] = {}
    for group, row in rows:
        groups.setdefault(group, []).append(row)
    lines: list[Line] = []
    for group, members in groups.items():
        tokens = sum(row.tokens for row in members)
        key = f"heading:{group}"
        lines.append(Heading(key=key, title=group, count=len(members), tokens=tokens))
        lines += members
    return tuple(lines)


def _numbered(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Tell rows about the same message apart, which may be several parts of it."""
    seen: dict[str, int] = {}
    found = []
    for row in rows:
        seen[row.key] = seen.get(row.key, 0) + 1
        again = seen[row.key] > 1
        found.append(replace(row, key=f"{row.key}:{seen[row.key]}") if again else row)
    return tuple(found)


def _told(entry: ContextEntry, scale: Scale) -> Row:
    kind, revision = _revision(entry)
    bars = scale.bars(Unit.ENTRY, entry.scores)
    lines = (
        entry.title,
        entry.handle,
        f"{entry.reason}, cut to fit" if entry.cut else entry.reason,
        f"{entry.tokens:,} tokens",
        *(f"{bar.name} {bar.value:.2f}" for bar in bars),
        f"{kind.capitalize()} {revision}" if revision else "",
    )
    with_note = "  \u00b7  with its note" if kind == "note" and revision else ""
    return Row(
        key=f"entry:{entry.entry_id}",
        unit=Unit.ENTRY,
        entry_id=entry.entry_id,
        title=entry.title,
        reason=f"{entry.reason}{with_note}",
        bars=bars,
        tokens=entry.tokens,
        is_cut=entry.cut,
        whole="\n".join(line for line in lines if line),
    )


def _revision(entry: ContextEntry) -> tuple[str, str]:
    """Return what an entry was shown with, its note or the lore alone, and in which revision."""
    told = entry.revision or ""
    if told.startswith(LORE_REVISION):
        return "lore", told.removeprefix(LORE_REVISION)
    return "note", told


def _told_passage(passage: ContextPassage, words: str, scale: Scale) -> Row:
    bars = scale.bars(passage.unit, passage.scores)
    lines = (
        passage.title,
        passage.reason,
        f"{passage.tokens:,} tokens",
        *(f"{bar.name} {bar.value:.2f}" for bar in bars),
        "Click to read it in the story",
    )
    return Row(
        key=f"{passage.unit}:{passage.message_id}",
        unit=passage.unit,
        message_id=passage.message_id,
        title=passage.title,
        reason=passage.reason,
        words=words,
        bars=bars,
        tokens=passage.tokens,
        whole="\n".join(lines),
    )


def _left_out(one: LeftOut, texts: Mapping[MessageId, str], scale: Scale) -> Row:
    bars = scale.bars(one.unit, one.scores)
    group, reason = kept_out_by(one.reason)
    scores = (f"{bar.name} {bar.value:.2f}" for bar in bars)
    return Row(
        key=f"{one.unit}:{one.entry_id or one.message_id or one.title}",
        unit=one.unit,
        entry_id=one.entry_id,
        message_id=one.message_id,
        title=one.title,
        reason=reason,
        group=group,
        words=words_left_out(one.message_id, texts),
        bars=bars,
        whole="\n".join((one.title, one.reason, *scores)),
    )
