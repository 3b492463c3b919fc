"""Excerpts of the story: passages that were recalled, each with its neighbours, put together."""

import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from loredesk.domain.diff import sentences
from loredesk.domain.ids import MessageId
from loredesk.domain.tokens import estimate_tokens
from loredesk.recall.story.passages import StoryPassage

NEIGHBOURS = 1
"""Passages before and behind one that help to understand it."""
OVERHEAD_TOKENS = 5
"""What naming the turn of a passage costs."""
_TELLING = frozenset("?\uff1f\u061f%-")
"""Of punctuation: what makes a question, and what makes another number."""
_CHARACTERS_REMEMBERED = 4_096


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Passages that follow one another."""

    rows: tuple[int, ...]
    passages: tuple[StoryPassage, ...]


def passage_tokens(passage: StoryPassage) -> int:
    """Return what showing *passage* costs."""
    return OVERHEAD_TOKENS + estimate_tokens(f"{passage.speaker}: {passage.text}")


def costs(
    ranked: Sequence[int], rows: Sequence[StoryPassage], shown: Collection[MessageId]
) -> list[int]:
    """Return what each of *ranked* adds to the cost of those before it, with its neighbours.

    What is *shown* elsewhere costs nothing here.
    """
    taken: set[int] = set()
    found = []
    for row in ranked:
        fresh = set(_with_neighbours(row, rows)) - taken
        taken |= fresh
        found.append(
            sum(passage_tokens(rows[one]) for one in fresh if rows[one].message_id not in shown)
        )
    return found


def excerpts(
    chosen: Sequence[int], rows: Sequence[StoryPassage], shown: Collection[MessageId]
) -> tuple[Excerpt, ...]:
    """Return the passages *chosen* with their neighbours, in the order of the story."""
    wanted = sorted(
        {
            near
            for row in chosen
            for near in _with_neighbours(row, rows)
            if rows[near].message_id not in shown
        }
    )
    return tuple(
        Excerpt(tuple(run), tuple(rows[row] for row in run)) for run in _runs(wanted, rows)
    )


def repeated(ranked: Sequence[int], rows: Sequence[StoryPassage]) -> Mapping[int, int]:
    """Return those of *ranked* whose every sentence stands in one ranked before, each with that one.

    Sentences are compared to the letter but for case and punctuation: a word more or less, another
    voice, a question or another sign, and a passage may say something else.
    """
    said: list[tuple[int, str, frozenset[str]]] = []
    found: dict[int, int] = {}
    for row in ranked:
        speaker = rows[row].speaker
        own = frozenset(_bare(one) for one in sentences(rows[row].text)) - {""}
        other = next(
            (one for one, voice, known in said if own and voice == speaker and own <= known), None
        )
        if other is None:
            said.append((row, speaker, own))
        else:
            found[row] = other
    return found


def _bare(sentence: str) -> str:
    return " ".join("".join(map(_telling, sentence.casefold())).split())


@lru_cache(_CHARACTERS_REMEMBERED)
def _telling(character: str) -> str:
    """Return *character* where a sentence may say something else without it; a space otherwise.

    Letters do, with the marks many scripts write vowels with, and numbers, and symbols.
    """
    tells = character in _TELLING or unicodedata.category(character)[0] in "LMNS"
    return character if tells else " "


def _with_neighbours(row: int, rows: Sequence[StoryPassage]) -> Iterator[int]:
    for near in range(max(row - NEIGHBOURS, 0), min(row + NEIGHBOURS + 1, len(rows))):
        if rows[near].sitting == rows[row].sitting:
            yield near


def _runs(wanted: Sequence[int], rows: Sequence[StoryPassage]) -> Iterator[list[int]]:
    run: list[int] = []
    for row in wanted:
        if run and (row != run[-1] + 1 or rows[row].sitting != rows[run[-1]].sitting):
            yield run
            run = []
        run.append(row)
    if run:
        yield run
