"""The built-in summariser: picks the telling sentences of a story as they stand, by rule.

It changes no word, so that each can be found again in the turn it names.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from loredesk.gateway.builtin.lexicon import (
    CHANGES,
    CHANGES_PLAIN,
    NEGATIONS,
    NOT_NAMES,
    UNREAL,
)
from loredesk.gateway.builtin.prose import SPEECH, WORD, is_told, sentences
from loredesk.gateway.builtin.stock import is_stock, is_to_you
from loredesk.ports.task_inputs import ChapterInputs, NumberedMessage, StoryInputs, ToldSentence

MOST_OF_A_CHAPTER = 8
MOST_OF_A_STORY = 12
_MOST_OF_A_TURN = 2
_FEWEST_WORDS = 4
_MOST_NAMES = 3
_RETOLD = 0.6
_RECENT = 2.0
"""How much more the newest sentence counts than the oldest."""
_CHANGE, _DOUBT, _BEARER = 1.5, 0.7, 0.3
"""What a change, a doubt and telling it as I are worth."""
_CHANGING: frozenset[str] = frozenset(CHANGES_PLAIN).union(*CHANGES.values())
_MARKS = ("*", "_", "<", "#", ">", "[")


@dataclass(frozen=True, slots=True)
class _Candidate:
    text: str
    turns: tuple[int, ...]
    place: int
    worth: float


def chapter(inputs: ChapterInputs) -> dict[str, Any]:
    """Return the sentences that tell most of a chapter, each with its turn."""
    found = list(_candidates(inputs.messages))
    best: dict[int, list[_Candidate]] = {}
    for one in sorted(found, key=lambda one: (-one.worth, one.place)):
        of_turn = best.setdefault(one.turns[0], [])
        if len(of_turn) < _MOST_OF_A_TURN:
            of_turn.append(one)
    # Every turn has its say before any has a second one.
    rounds = [
        sorted((one[at] for one in best.values() if at < len(one)), key=lambda one: -one.worth)
        for at in range(_MOST_OF_A_TURN)
    ]
    chosen = [one for some in rounds for one in some][:MOST_OF_A_CHAPTER]
    return _answer(chosen)


def story(inputs: StoryInputs) -> dict[str, Any]:
    """Return the sentences that tell most of the story so far; newer ones count a little more."""
    told = [*inputs.before, *(one for chapter in inputs.chapters for one in chapter)]
    found = [
        _Candidate(one.text, one.turns, place, _worth(one.text) + _RECENT * place / len(told))
        for place, one in enumerate(_distinct(told))
    ]
    found.sort(key=lambda one: -one.worth)
    return _answer(found[:MOST_OF_A_STORY])


def _answer(chosen: Iterable[_Candidate]) -> dict[str, Any]:
    in_order = sorted(chosen, key=lambda one: one.place)
    return {"sentences": [{"text": one.text, "turns": list(one.turns)} for one in in_order]}


def _candidates(messages: Sequence[NumberedMessage]) -> Iterator[_Candidate]:
    """Yield what is told; of what a narrator says only what is new. Something, where all is plain."""
    telling = list(_lines(messages, strict=True)) or list(_lines(messages, strict=False))
    for place, (message, line) in enumerate(telling):
        worth = _worth(line) + (1.0 if message.is_author else 0.0)
        yield _Candidate(line, (message.turn,), place, worth)


def _lines(
    messages: Sequence[NumberedMessage], *, strict: bool
) -> Iterator[tuple[NumberedMessage, str]]:
    said: list[str] = []
    for message in messages:
        for line in sentences(message.text):
            if strict and not (
                _is_telling(line, message) and not is_told(line, said, share=_RETOLD)
            ):
                continue
            said.append(line)
            yield message, " ".join(line.split())


def _is_telling(line: str, message: NumberedMessage) -> bool:
    if line.startswith(_MARKS) or line.rstrip("\"'\u201d\u2019)").endswith("?"):
        return False
    outside = SPEECH.sub("", line)
    if len(WORD.findall(outside)) < _FEWEST_WORDS:
        return False
    return message.is_author or not (is_stock(line) or is_to_you(line))


def _worth(line: str) -> float:
    """Return how much *line* tells: that something changed, and who had a part in it."""
    words: list[str] = WORD.findall(line)
    small = [word.casefold() for word in words]
    changes = sum(word in _CHANGING for word in small)
    names = sum(
        word[:1].isupper() and word != "I" and word.casefold() not in NOT_NAMES
        for word in words[1:]
    )
    doubts = sum(word in UNREAL or word in NEGATIONS for word in small)
    worth = _CHANGE * min(changes, 2) + min(names, _MOST_NAMES) - _DOUBT * min(doubts, 2)
    return worth - _BEARER if "i" in small else worth


def _distinct(told: Iterable[ToldSentence]) -> list[ToldSentence]:
    return list({one.text: one for one in told}.values())
