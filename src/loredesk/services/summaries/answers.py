"""Reading the summary a model wrote: what names none of the turns it was given is dropped."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from loredesk.domain.errors import AnswerError
from loredesk.domain.summaries import SummarySentence

LONGEST_SENTENCE = 600
"""A model that runs on is cut behind the last word that fits."""
_MOST_DIGITS = 9


def read_sentences(
    answer: Mapping[str, Any], turns: Collection[int], most: int
) -> tuple[tuple[SummarySentence, ...], int]:
    """Return the sentences of *answer* that rest on some of *turns*, and how many do not.

    Raises AnswerError where none is left.
    """
    items = answer.get("sentences")
    found: dict[str, SummarySentence] = {}
    dropped = 0
    for item in items if isinstance(items, list) else ():
        sentence = _sentence(item, turns)
        key = sentence.text.casefold() if sentence is not None else ""
        if sentence is None or (key not in found and len(found) == most):
            dropped += 1
        elif key in found:
            both = sorted({*found[key].turns, *sentence.turns})
            found[key] = replace(found[key], turns=tuple(both))
        else:
            found[key] = sentence
    if not found:
        message = "The model wrote no sentence that names a turn it rests on."
        hint = "Try again, or choose another model for maintenance in Settings."
        raise AnswerError(message, fault="invalid", raw=str(answer), hint=hint)
    return tuple(found.values()), dropped


def _sentence(item: object, turns: Collection[int]) -> SummarySentence | None:
    if not isinstance(item, Mapping):
        return None
    text, named = item.get("text"), item.get("turns")
    if not isinstance(text, str) or not isinstance(named, list):
        return None
    told = _shortened(" ".join(text.split()))
    sources = tuple(
        sorted({turn for one in named if (turn := _number(one)) is not None and turn in turns})
    )
    if not sources or not any(character.isalnum() for character in told):
        return None
    return SummarySentence(text=told, turns=sources)


def _number(value: object) -> int | None:
    """Return a turn, however a model spells it."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str) and value.strip().isdecimal() and len(value) <= _MOST_DIGITS:
        return int(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int) else None


def _shortened(text: str) -> str:
    if len(text) <= LONGEST_SENTENCE:
        return text
    return f"{text[:LONGEST_SENTENCE].rsplit(' ', 1)[0]}\u2026"
