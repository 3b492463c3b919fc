"""What a manifest says of each candidate: told or left out, and why."""

from collections.abc import Iterator, Mapping, Sequence

from loredesk.domain.manifest import (
    LORE_REVISION,
    ContextEntry,
    ContextPassage,
    LeftOut,
    Unit,
)
from loredesk.recall.excerpts import passage_tokens
from loredesk.recall.story.passages import StoryPassage
from loredesk.recall.story.ranking import Ranked
from loredesk.services.context_choice import MOST_EARLIER, Choice, Material, waiting_tokens
from loredesk.services.context_reading import Reading
from loredesk.services.context_reranking import RERANKED
from loredesk.services.listening import Listener
from loredesk.services.shortening import shortened
from loredesk.services.summaries.recaps import Recap, not_all_shown

FULL = "but its part of the budget was full"
AMONG_RECENT = "among the recent turns already"
NOT_CONFIRMED = "waits for your review"
SUMS_UP = "sums up what came before"
WITHHELD = "withheld from"
MOST_QUOTED = 40
"""Tokens; of a longer sentence the record shows the beginning."""
TOO_WEAK = "it has too little to do with this turn"
_DIGITS = 3


def told(reading: Reading, choice: Choice) -> tuple[ContextEntry, ...]:
    """Return the entries that are told, in the order of their candidates."""
    shown = {one.entry.handle: one for one in choice.packed}
    found = []
    for candidate in reading.candidates:
        entry = reading.entries[candidate.entry_id]
        packed = shown.get(entry.handle)
        if packed is None:
            continue
        note = reading.notes.get(entry.id)
        found.append(
            ContextEntry(
                entry_id=entry.id,
                handle=entry.handle,
                title=entry.title,
                reason=candidate.reason,
                tokens=packed.tokens,
                revision=note.revision if note else f"{LORE_REVISION}{entry.revision}",
                scores=_rounded(candidate.scores),
                cut=packed.cut,
            )
        )
    return tuple(found)


def told_summaries(choice: Choice) -> tuple[ContextPassage, ...]:
    """Return the summaries that are told, the oldest first."""
    return tuple(
        ContextPassage(
            unit=Unit.SUMMARY,
            message_id=one.summary.stretch.last,
            turn=one.summary.stretch.last_turn,
            title=one.title,
            reason=f"{SUMS_UP}, cut to fit" if one.cut else SUMS_UP,
            tokens=one.tokens,
        )
        for one in choice.recaps
    )


def told_waiting(choice: Choice) -> tuple[ContextPassage, ...]:
    """Return what waits for review and is told none the less."""
    return tuple(
        ContextPassage(
            unit=Unit.EVENT,
            message_id=one.message_id,
            turn=one.turn,
            title=one.title,
            reason=NOT_CONFIRMED,
            tokens=waiting_tokens(one),
        )
        for one in choice.waiting
    )


def told_passages(
    rows: Sequence[StoryPassage], ranked: Ranked, choice: Choice
) -> tuple[ContextPassage, ...]:
    """Return the passages of the story that are told, in its order."""
    chosen = set(choice.chosen)
    return tuple(
        ContextPassage(
            unit=Unit.PASSAGE,
            message_id=rows[row].message_id,
            turn=rows[row].turn,
            title=passage_title(rows[row]),
            reason=_why(ranked, row) if row in chosen else "beside one that was recalled",
            tokens=passage_tokens(rows[row]),
            scores=_scores(ranked, row) if row in chosen else {},
        )
        for one in choice.excerpts
        for row in one.rows
    )


def left_out(
    material: Material,
    rows: Sequence[StoryPassage],
    ranked: Ranked,
    choice: Choice,
    listener: Listener,
) -> tuple[LeftOut, ...]:
    """Return the candidates that are not told, each with the reason; *rows* are all passages."""
    reading = material.reading
    return (
        *_entries_left_out(reading, choice),
        *withheld(reading, listener),
        *_passages_left_out(rows, ranked, choice, listener),
        *_summaries_left_out(material.recaps, choice),
        *_waiting_left_out(material, choice, listener),
    )


def withheld(reading: Reading, listener: Listener) -> Iterator[LeftOut]:
    """Yield what may not be told, of the entries that are candidates and of those that would be."""
    for entry_id, title in reading.missed.items():
        reason = f"{WITHHELD} {listener.whom()}: may know nothing of it"
        yield LeftOut(entry_id=entry_id, title=title, reason=reason)
    for one in reading.heard.withheld:
        reason = f"{WITHHELD} {listener.whom()}: {one.reason(reading.heard.names)}"
        if one.part == "entry":
            yield LeftOut(entry_id=one.entry_id, title=one.title, reason=reason)
        else:
            said = f"{one.title}: \u201c{shortened(one.text, MOST_QUOTED)}\u201d"
            yield LeftOut(unit=Unit.SENTENCE, entry_id=one.entry_id, title=said, reason=reason)


def passage_title(passage: StoryPassage) -> str:
    """Return what *passage* is, in words."""
    return f"Turn {passage.turn}, {passage.speaker}"


def _entries_left_out(reading: Reading, choice: Choice) -> list[LeftOut]:
    shown = {one.entry.handle for one in choice.packed}
    return [
        LeftOut(
            entry_id=one.entry_id,
            title=reading.entries[one.entry_id].title,
            reason=one.reason if one.entry_id in reading.banned else f"{one.reason}, {FULL}",
            scores=_rounded(one.scores),
        )
        for one in reading.candidates
        if reading.entries[one.entry_id].handle not in shown
    ]


def _summaries_left_out(recaps: Sequence[Recap], choice: Choice) -> Iterator[LeftOut]:
    told = {one.summary.id for one in choice.recaps}
    apart = {one.summary.id for one in not_all_shown(recaps, choice.shown)}
    for one in recaps:
        if one.summary.id not in told:
            full = one.summary.id in apart
            yield LeftOut(
                unit=Unit.SUMMARY,
                message_id=one.summary.stretch.last,
                title=one.title,
                reason=f"{SUMS_UP}, {FULL}" if full else AMONG_RECENT,
            )


def _waiting_left_out(material: Material, choice: Choice, listener: Listener) -> Iterator[LeftOut]:
    for one in material.reading.unreviewed:
        if one not in choice.waiting:
            unheard = one.message_id in material.unheard
            yield LeftOut(
                unit=Unit.EVENT,
                message_id=one.message_id,
                title=one.title,
                reason=_was_not_there(listener) if unheard else f"{NOT_CONFIRMED}, {FULL}",
            )


def _was_not_there(listener: Listener) -> str:
    return f"{WITHHELD} {listener.whom()}: was not there"


def _passages_left_out(
    rows: Sequence[StoryPassage], ranked: Ranked, choice: Choice, listener: Listener
) -> list[LeftOut]:
    told_rows = {row for one in choice.excerpts for row in one.rows}
    worth = set(ranked.worth_telling().tolist())
    found = []
    for row in map(int, ranked.order[:MOST_EARLIER]):
        if row in told_rows:
            continue
        if not listener.was_there(rows[row].present):
            reason = _was_not_there(listener)
        elif rows[row].message_id in choice.shown:
            reason = AMONG_RECENT
        elif row not in worth:
            reason = TOO_WEAK
        elif row in choice.repeats:
            reason = f"says what turn {rows[choice.repeats[row]].turn} says"
        else:
            reason = f"{_why(ranked, row)}, {FULL}"
        found.append(
            LeftOut(
                unit=Unit.PASSAGE,
                message_id=rows[row].message_id,
                title=passage_title(rows[row]),
                reason=reason,
                scores=_scores(ranked, row),
            )
        )
    return found


def _why(ranked: Ranked, row: int) -> str:
    """Return what speaks for a passage most: its own words, its meaning, or what is around it."""
    reasons = {
        "words": "close in words",
        "meaning": "close in meaning",
        "near": "close to words that are",
    }
    best = max(reasons, key=lambda name: float(ranked.clues[name][row]))
    return reasons[best]


def _scores(ranked: Ranked, row: int) -> Mapping[str, float]:
    signals = {name: float(column[row]) for name, column in ranked.signals._asdict().items()}
    judged = {RERANKED: ranked.judged[row]} if row in ranked.judged else {}
    return _rounded({**signals, "first stage": float(ranked.first[row]), **judged})


def _rounded(scores: Mapping[str, float]) -> Mapping[str, float]:
    return {name: round(score, _DIGITS) for name, score in scores.items()}
