"""What is asked and answered about one entry, as frozen data."""

from collections.abc import Sequence
from dataclasses import dataclass

from loredesk.domain.explanations import Standing, WhyNot
from loredesk.domain.ids import LoreId
from loredesk.domain.listings import LoreRow
from loredesk.domain.manifest import Manifest, Unit
from loredesk.ui.context.bars import SEARCHES, Bar, Scale
from loredesk.ui.notice import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """An entry the author may mean."""

    entry_id: LoreId
    title: str
    category: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Why an entry was not told, or that it was."""

    entry_id: LoreId
    title: str
    was_told: bool
    sentence: str
    about: str
    """Which reply is spoken of, and whether its record says so or it is judged now."""
    standings: str = ""
    """Where it would stand, were the turn written now; empty where that says nothing."""
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyState:
    """The question and its answer."""

    is_open: bool = False
    """Whether there is a session to ask about."""
    wanted: str = ""
    """What is typed, once it has been looked for."""
    suggestions: tuple[Suggestion, ...] = ()
    """The entries that fit it."""
    is_asking: bool = False
    answer: Answer | None = None
    notice: Notice | None = None


def suggestion(row: LoreRow) -> Suggestion:
    """Return *row* as a suggestion."""
    return Suggestion(entry_id=row.id, title=row.title, category=row.category)


def answered(found: WhyNot, manifest: Manifest | None, reply: str) -> Answer:
    """Return what was *found* of an entry about *reply*, whose record is *manifest*."""
    if found.recorded:
        about = f"As it was recorded with {reply}."
    elif manifest is not None:
        about = f"Judged now: the record of {reply} does not speak of it."
    else:
        about = "Judged now, for what would be written next."
    return Answer(
        entry_id=found.entry_id,
        title=found.title,
        was_told=found.was_told,
        sentence=found.sentence,
        about=about,
        standings=places(found.standings),
        bars=Scale(manifest).bars(Unit.ENTRY, found.scores) if manifest is not None else (),
    )


def foreseen(entry_id: LoreId, manifest: Manifest) -> WhyNot | None:
    """Return what *manifest*, of a turn that is not sent yet, says of an entry; None for nothing."""
    for told in manifest.entries:
        if told.entry_id == entry_id:
            return WhyNot(
                entry_id=entry_id,
                title=told.title,
                was_told=True,
                sentence=f"It would be told: {told.reason}.",
                recorded=True,
                scores=told.scores,
            )
    for left in manifest.left_out:
        if left.entry_id == entry_id:
            return WhyNot(
                entry_id=entry_id,
                title=left.title,
                was_told=False,
                sentence=f"It would be left out: {left.reason}.",
                recorded=True,
                scores=left.scores,
            )
    return None


def places(standings: Sequence[Standing]) -> str:
    """Return where an entry stands among all others, as a sentence; empty where that is unknown."""
    found = [f"{one.rank:,} by {_name(one)}" for one in standings if one.rank is not None]
    missing = [_name(one) for one in standings if one.rank is None]
    told = f"Written now, it would stand at place {_listed(found)}." if found else ""
    lacks = f"{_listed(missing).capitalize()} would not find it at all." if missing else ""
    return f"{told} {lacks}".strip()


def _name(one: Standing) -> str:
    return SEARCHES.get(one.stage, one.stage)


def _listed(words: Sequence[str]) -> str:
    *earlier, last = words
    return f"{', '.join(earlier)} and {last}" if earlier else last
