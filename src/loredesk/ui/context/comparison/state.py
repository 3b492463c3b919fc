"""What two replies were told, as frozen data and in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from loredesk.domain.explanations import ComparedContexts, ComparedItem
from loredesk.domain.ids import LoreId, MessageId
from loredesk.domain.manifest import Unit
from loredesk.domain.messages import PlacedMessage
from loredesk.ui.context.rows import Heading
from loredesk.ui.notice import Notice

_SHOWN = 60
_NO_CANDIDATE = "no candidate"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyChoice:
    """A reply that can be compared."""

    message_id: MessageId
    name: str
    """In a sentence: "Turn 9, take 2"."""
    label: str
    """In a list: the name, and how the reply begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedRow:
    """Something one of the two was told, or both."""

    key: str
    unit: Unit
    title: str
    entry_id: LoreId | None
    message_id: MessageId | None
    reasons: tuple[str, ...]
    """One where both say the same, else one for each reply, which it names."""
    size: str
    """What it cost here and there."""

    @property
    def spoken(self) -> str:
        """Return the row as a screen reader says it."""
        return ", ".join((self.title, f"{self.size} tokens", *self.reasons))


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonState:
    """The two replies, and what differs."""

    is_shown: bool = False
    is_reading: bool = False
    choices: tuple[ReplyChoice, ...] = ()
    """The newest first."""
    here: MessageId | None = None
    there: MessageId | None = None
    found: ComparedContexts | None = None
    notice: Notice | None = None

    def name_of(self, message_id: MessageId | None) -> str:
        """Return how a reply is called in a sentence."""
        return next((one.name for one in self.choices if one.message_id == message_id), "")

    @property
    def lines(self) -> tuple[Heading | ComparedRow, ...]:
        """Return what differs, and then what does not, each under its heading."""
        if self.found is None:
            return ()
        here, there = self.name_of(self.here), self.name_of(self.there)
        return compared_lines(self.found.items, here, there)

    @property
    def is_same(self) -> bool:
        """Return whether both were told the same things."""
        items = self.found.items if self.found is not None else ()
        return all(one.tokens_here and one.tokens_there for one in items)

    @property
    def summary(self) -> str:
        """Return both replies in a sentence: what they cost, and whether they differ."""
        if self.found is None:
            return ""
        one, other = self.found.here.tokens, self.found.there.tokens
        same = " Both were told the same things." if self.is_same else ""
        if one == other:
            return f"{one:,} tokens each.{same}"
        than = f"{abs(one - other):,} {'more' if one > other else 'fewer'} than the other"
        return f"{one:,} tokens, {than}.{same}"


def compared_lines(
    items: Sequence[ComparedItem], here: str, there: str
) -> tuple[Heading | ComparedRow, ...]:
    """Return *items* in three groups, under what they have in common."""
    groups: dict[str, list[ComparedItem]] = {
        f"Only for {here[:1].lower()}{here[1:]}": [],
        f"Only for {there[:1].lower()}{there[1:]}": [],
        "For both": [],
    }
    only_here, only_there, both = groups.values()
    for item in items:
        if item.tokens_here and item.tokens_there:
            both.append(item)
        else:
            (only_here if item.tokens_here else only_there).append(item)
    lines: list[Heading | ComparedRow] = []
    for title, members in groups.items():
        if members:
            tokens = sum(max(one.tokens_here, one.tokens_there) for one in members)
            total = 0 if members is both else tokens
            lines.append(Heading(key=title, title=title, count=len(members), tokens=total))
            lines += [_row(item, here, there) for item in members]
    return tuple(lines)


def choices_of(places: Sequence[PlacedMessage]) -> tuple[ReplyChoice, ...]:
    """Return *places* as replies to choose between, the newest first."""
    return tuple(_choice(place) for place in reversed(places))


def _choice(place: PlacedMessage) -> ReplyChoice:
    name = f"Turn {place.turn}"
    if place.takes > 1:
        name += f", take {place.take}"
    elsewhere = "" if place.on_line else ", on another line"
    words = " ".join(place.message.text.split())
    shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}\u2026"
    label = f"{name}{elsewhere}  \u00b7  {shown}"
    return ReplyChoice(message_id=place.message.id, name=name, label=label)


def _row(item: ComparedItem, here: str, there: str) -> ComparedRow:
    one, other = item.tokens_here, item.tokens_there
    if one and other and item.here == item.there:
        reasons: tuple[str, ...] = (item.here,)
    else:
        reasons = (f"{here}: {_reason(item.here)}", f"{there}: {_reason(item.there)}")
    differ = one and other and one != other
    size = f"{one:,} / {other:,}" if differ else f"{one or other:,}"
    return ComparedRow(
        key=f"{item.unit}:{item.entry_id or item.message_id}",
        unit=item.unit,
        title=item.title,
        entry_id=item.entry_id,
        message_id=item.message_id,
        reasons=reasons,
        size=size,
    )


def _reason(reason: str) -> str:
    return reason or _NO_CANDIDATE
