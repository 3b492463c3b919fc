"""Giving what may be told to the reranker, and taking its order over."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import islice

import numpy as np

from loredesk.domain.ids import MessageId
from loredesk.domain.lore import LoreEntry
from loredesk.domain.notes import SessionNote
from loredesk.recall.candidates import Candidate
from loredesk.recall.story.passages import StoryPassage
from loredesk.recall.story.ranking import Ranked
from loredesk.services.context_choice import MOST_EARLIER
from loredesk.services.context_reading import Reading
from loredesk.services.reranking import Order, Reranking, Rival

RERANKED = "reranked"
"""Names the reranker's judgement among the scores of a manifest."""
_BETWEEN = "\n\n"


async def reranked(
    reranking: Reranking | None,
    query: str,
    reading: Reading,
    rows: Sequence[StoryPassage],
    ranked: Ranked,
    unheard: Collection[MessageId],
) -> tuple[Reading, Ranked, tuple[str, ...]]:
    """Return *reading* and *ranked* in a better order where there is one, and remarks on it.

    Only what need not be told and may be changes places: among the entries, and among the passages
    that stand out; of these none of the messages *unheard*.
    """
    if reranking is None or not reranking.is_on:
        return reading, ranked, ()
    free = [at for at, one in enumerate(reading.candidates) if _is_free(one, reading)]
    slots = slots_of(rows, ranked, unheard)
    entries = [_entry(reading.candidates[at], reading) for at in free]
    passages = [passage_rival(int(ranked.order[at]), rows, ranked) for at in slots]
    found = await reranking.reorder(query, entries, passages)
    lore, story = found.orders
    remarks = (found.remark,) if found.remark else ()
    return _with_entries(reading, free, lore), _with_passages(ranked, slots, story), remarks


def slots_of(
    rows: Sequence[StoryPassage], ranked: Ranked, unheard: Collection[MessageId] = ()
) -> list[int]:
    """Return the places in the order of *ranked* whose passages may change them."""
    worth = set(ranked.worth_telling().tolist()) if rows else set()
    heard = (
        at for at, row in enumerate(ranked.order.tolist()) if rows[row].message_id not in unheard
    )
    return [at for at in islice(heard, MOST_EARLIER) if int(ranked.order[at]) in worth]


def entry_rival(entry: LoreEntry, note: SessionNote | None, score: float) -> Rival:
    """Return what an entry says, its note first: that is what has the last word."""
    parts = (entry.title, note.note_content if note else "", entry.content)
    return Rival(_BETWEEN.join(filter(None, parts)), score)


def passage_rival(row: int, rows: Sequence[StoryPassage], ranked: Ranked) -> Rival:
    """Return what a passage says, and who says it."""
    return Rival(f"{rows[row].speaker}: {rows[row].text}", float(ranked.scores[row]))


def _is_free(one: Candidate, reading: Reading) -> bool:
    return not one.must and one.entry_id not in reading.banned


def _entry(one: Candidate, reading: Reading) -> Rival:
    return entry_rival(reading.entries[one.entry_id], reading.notes.get(one.entry_id), one.score)


def _with_entries(reading: Reading, free: Sequence[int], order: Order) -> Reading:
    candidates = list(reading.candidates)
    for at, place in zip(free, order.places, strict=True):
        one = reading.candidates[free[place]]
        if place < len(order.judged):
            one = replace(one, scores={**one.scores, RERANKED: order.judged[place]})
        candidates[at] = one
    return replace(reading, candidates=tuple(candidates))


def _with_passages(ranked: Ranked, slots: Sequence[int], order: Order) -> Ranked:
    rows = ranked.order.copy()
    places = np.asarray(slots, np.int64)
    rows[places] = ranked.order[places[list(order.places)]]
    judged = {int(ranked.order[slots[at]]): score for at, score in enumerate(order.judged)}
    return replace(ranked, order=rows, judged=judged)
