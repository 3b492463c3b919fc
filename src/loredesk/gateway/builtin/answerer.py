"""The built-in answerer: no more than it finds, in the words in which it stands there."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from math import log
from typing import Any

from loredesk.gateway.builtin.prose import WORD, sentences
from loredesk.ports.task_inputs import NamedSource, QuestionInputs, ThreadsInputs

LEAST_COVERED = 0.5
"""A sentence answers where it holds so much of what is asked, by how rare the words are."""
MOST_STATEMENTS = 3
MOST_THREADS = 6
_THEME_SOURCES = 3
_LEAST_THEME = 4
_COMMON_WORDS = """
    a about after all also an come comes came and any are as at be because been before being but by can could did
    do does done down each even ever every few for from get got had has have he her here hers him
    his how i if in into is it its just know last let like made make many may me might more most
    much must my no nor not now of off on once one only or other our out over own said same say see
    she should since so some still such take tell than that the their them then there these they
    thing this those through to too under until up upon us very was we well were what when where
    which while who whom whose why will with would yes yet you your
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_ENDINGS = re.compile(r"(?:ies|ing|ed|es|s|ly)$")
_LEAST_STEM = 4
_OPEN = re.compile(
    r"\b(?:promis\w*|sw(?:ear|ore|orn)\w*|owe[sd]?|debt|until|unless|look(?:s|ing)? for|search\w*"
    r"|missing|lost|hid(?:es|den|ing)?|secret|will (?:not )?(?:come|return|pay|find)|must|wait\w*"
    r"|still|never told|who (?:took|stole|killed)|why)\b",
    re.IGNORECASE,
)


def answer(inputs: QuestionInputs) -> dict[str, Any]:
    """Return the sentences of the sources that hold most of what is asked."""
    asked = _telling(inputs.question)
    if not asked:
        return {"statements": []}
    weights = _weights(asked, inputs.sources)
    total = sum(weights.values())
    found = []
    for place, (source, sentence) in enumerate(_all_sentences(inputs.sources)):
        held = asked & (_telling(sentence) | _telling(source.title))
        covered = sum(weights[word] for word in held) / total
        own = asked & _telling(sentence)
        if covered >= LEAST_COVERED and own:
            found.append((-covered, place, source, sentence))
    best = sorted(found, key=lambda one: one[:2])[:MOST_STATEMENTS]
    return {"statements": [_statement(source, sentence) for _, _, source, sentence in best]}


def threads(inputs: ThreadsInputs) -> dict[str, Any]:
    """Return the words the record keeps coming back to, and its sentences that leave things open."""
    held: dict[str, list[tuple[NamedSource, str]]] = {}
    is_open = []
    for source, sentence in _all_sentences(inputs.sources):
        for word in _telling(sentence):
            held.setdefault(word, []).append((source, sentence))
        if sentence.endswith("?") or _OPEN.search(sentence):
            is_open.append((source, sentence))
    themes: list[tuple[str, list[tuple[NamedSource, str]]]] = []
    for word in sorted(held, key=lambda word: (-len(_names(held[word])), word)):
        where = _names(held[word])
        # A first name and a last name are one theme.
        is_new = all(len(where & _names(other)) < len(where) for _, other in themes)
        if len(where) >= _THEME_SOURCES and len(word) >= _LEAST_THEME and is_new:
            themes.append((word, held[word]))
    return {
        "themes": [_theme(word, places) for word, places in themes[:MOST_THREADS]],
        "threads": [
            _statement(source, sentence) for source, sentence in is_open[::-1][:MOST_THREADS]
        ],
    }


def _names(places: Sequence[tuple[NamedSource, str]]) -> frozenset[str]:
    return frozenset(source.name for source, _ in places)


def _all_sentences(sources: Sequence[NamedSource]) -> Iterator[tuple[NamedSource, str]]:
    for source in sources:
        for sentence in sentences(source.text):
            yield source, sentence


def _statement(source: NamedSource, sentence: str) -> dict[str, Any]:
    return {"text": sentence, "citations": [{"source": source.name, "quote": sentence}]}


def _theme(word: str, places: Sequence[tuple[NamedSource, str]]) -> dict[str, Any]:
    first: dict[str, str] = {}
    for source, sentence in places:
        first.setdefault(source.name, sentence)
    spoken = next(said for said in WORD.findall(places[0][1]) if word in _telling(said))
    return {
        "text": f"The story keeps coming back to \u201c{spoken}\u201d.",
        "citations": [
            {"source": name, "quote": sentence} for name, sentence in list(first.items())[:3]
        ],
    }


def _weights(asked: Collection[str], sources: Sequence[NamedSource]) -> dict[str, float]:
    """Return how much each word tells: the fewer sources hold it, the more."""
    counts: Counter[str] = Counter()
    for source in sources:
        counts.update(_telling(f"{source.title} {source.text}"))
    return {word: log(1 + (len(sources) + 1) / (counts[word] + 0.5)) for word in asked}


def _telling(text: str) -> frozenset[str]:
    words = (
        word.casefold().replace("\u2019", "'").removesuffix("'s") for word in WORD.findall(text)
    )
    return frozenset(_stem(word) for word in words if word not in _COMMON)


def _stem(word: str) -> str:
    bare = _ENDINGS.sub("", word)
    return bare if len(bare) >= _LEAST_STEM else word
