"""What a name looks like in prose, in any script, and what a noun phrase says somebody is."""

import re

from loredesk.gateway.builtin.lexicon import (
    BODY,
    KINDS,
    NOT_NAMES,
    PERSON_ENDINGS,
    WORN,
)

_CASED = (*range(0x41, 0x250), *range(0x370, 0x590), *range(0x10A0, 0x1100), *range(0x1E00, 0x2000))
UPPER = f"[{''.join(chr(code) for code in _CASED if chr(code).isupper())}]"
"""A capital letter, wherever letters have two sizes."""
_SMALL = (
    "[\u05d0-\u0eff\u1200-\u137f\u1780-\u17ff\u3041-\u30ff\u31f0-\u31ff\u3400-\u9fff\uac00-\ud7a3]"
)
CAPITALS = (
    rf"{UPPER}[\w\u2019'-]*(?:\s+(?:(?:of|de|van|von|al|the)\s+){{0,2}}{UPPER}[\w\u2019'-]*){{0,4}}"
)
"""Words with capital letters that belong together."""
NAME = rf"(?P<name>{CAPITALS}|{_SMALL}[\w\u00b7]*(?:\s+{_SMALL}[\w\u00b7]*){{0,2}})"
"""A name; in scripts without capitals only what stands around it tells that it is one."""
_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_POSSESSIVE = re.compile(r"['\u2019]s?$")
_LEAD = re.compile(r"^(?:an?|the|one|another|some|their|his|her|my|our)\s+", re.IGNORECASE)
_UNKNOWN = re.compile(r"\b(?:an?|one|another|some)\s+(?=\w)", re.IGNORECASE)
_HELD = re.compile(r"\b(?P<by>in|with|wearing|of|under|carrying|from|behind)\s+$")
_WORDS_IN_KIND = 6
_LONG = 5


def proper(name: str) -> str:
    """Return *name* without words that only begin a sentence, or nothing."""
    parts = _POSSESSIVE.sub("", name).split()
    while parts and parts[0].casefold() in NOT_NAMES:
        parts = parts[1:]
    while parts and parts[-1][0].islower():
        parts = parts[:-1]
    if not parts or parts[0][0].islower():
        return ""
    return " ".join(_POSSESSIVE.sub("", part) if part == parts[-1] else part for part in parts)


def kind_of(phrase: str) -> tuple[str, str]:
    """Return the noun that says what *phrase* is, and its category; empty where none is known."""
    looked_at = [word.casefold() for word in _WORD.findall(_LEAD.sub("", phrase))][:_WORDS_IN_KIND]
    for word in looked_at:
        for category, kinds in KINDS.items():
            if word in kinds:
                return word, category
        if len(word) > _LONG and word.endswith(PERSON_ENDINGS):  # "her" is no trade
            return word, "character"
        if word in {"of", "with", "who", "which", "where", "under", "in", "from", "for", "to"}:
            break
    return "", ""


def head_phrase(text: str) -> str:
    """Return the last noun phrase of *text* that is introduced as unknown, else all of it.

    What somebody wears, or has about the body, belongs to the person: a man in a fox coat.
    """
    starts = [match.start() for match in _UNKNOWN.finditer(text)]
    while len(starts) > 1 and _belongs(text[starts[-2] :], text[starts[-1] :]):
        starts.pop()
    return text[starts[-1] :] if starts else text


def _belongs(whole: str, last: str) -> bool:
    held = _HELD.search(whole[: len(whole) - len(last)])
    kind, category = kind_of(last)
    if held is None or kind_of(whole)[1] not in {"character", "faction"}:
        return False
    if category in {"location", "character", "faction"}:
        return False
    said = {word.casefold() for word in _WORD.findall(last)}
    return held["by"] in {"in", "wearing"} or not kind or not said.isdisjoint(WORN | BODY)
