"""Finding who and what a turn introduces: names nobody has written down yet."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from loredesk.gateway.builtin.lexicon import HONORIFICS, KINDS, NOT_NAMES, PERSON_ENDINGS
from loredesk.gateway.builtin.prose import WORD, Names, capitalised, ended, third_person

_NAME = (
    r"(?P<name>[A-Z\u00c0-\u00de][\w\u2019'-]*(?:\s+(?:(?:of|de|van|von|al|the)\s+){0,2}"
    r"[A-Z\u00c0-\u00de][\w\u2019'-]*){0,4})"
)
_CALLED = re.compile(
    r"(?P<kind>\b(?i:an?|the|one|another|some|their|his|her)\s+[^.;:!?]{2,80}?),?\s+"
    r"(?P<verb>called|named|known\s+as|by\s+the\s+name\s+of"
    r"|(?:(?:which|that|whom)\s+)?(?:they|people|everybody|locals)\s+calls?)"
    rf"\s+[\"\u201c']?(?:[Tt]he\s+)?{_NAME}(?=(?P<rest>[^.!?;]*))"
)
_RELATIVE = re.compile(
    r"[\"\u201d']?(?P<text>,?\s*(?:who|whom|which|that|where|whose|with|each|in|from|of|made)\s.*)"
)
_NEXT_CLAUSE = re.compile(r",\s+(?:and|but)\s+(?=[A-Z]|I\b|he\b|she\b|they\b|it\b|we\b).*")
_APPOSITION = re.compile(
    rf"(?<![\w'\u2019]){_NAME},\s+(?P<kind>(?:an?|the|once|formerly|youngest|eldest)\s+[^.!?;]{{3,160}}|who\s+[^.!?;]{{3,160}})",
)
_SELF_NAMED = re.compile(
    rf"\b(?:[Mm]y name is|name was|name is|I am called|calls? (?:him|her|them)self|goes by)\s+{_NAME}"
)
_MET = re.compile(
    rf"\b(?:meets?|met|greets?|greeted|introduces?|introduced|befriends?|befriended)\s+{_NAME}"
)
_KIND_NAME = re.compile(rf"\b(?:the\s+){_NAME}")
_POSSESSIVE = re.compile(r"['\u2019]s?$")
_LEAD = re.compile(r"^(?:an?|the|one|another|some|their|his|her)\s+", re.IGNORECASE)
_UNKNOWN = re.compile(r"\b(?:an?|one|another|some)\s+(?=\w)", re.IGNORECASE)
_MAX_PER_TURN = 4
FIRST_SEEN = "Appears for the first time: "
_WORDS_IN_KIND = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """A name that is introduced, with what the sentence says it is."""

    name: str
    category: str
    kind: str
    """The noun it is called by: `clockmender`, `shaft`; empty where the turn does not say."""
    summary: str
    quote: str
    introduced: str = ""
    """The words of the quote that say what it is, the name among them."""


def find_newcomers(lines: Iterable[str], names: Names) -> list[Newcomer]:
    """Return what the sentences *lines* introduce beyond *names*, each once, a handful at most."""
    found: dict[str, Newcomer] = {}
    for line in lines:
        for newcomer in (*_called(line), *_apposed(line), *_met(line), *_kind_named(line)):
            key = newcomer.name.casefold()
            known = set(re.findall(r"\w+", " ".join(found)))
            if key not in found and _is_new(newcomer.name, names, known):
                found[key] = newcomer
    return list(found.values())[:_MAX_PER_TURN]


def _called(line: str) -> Iterator[Newcomer]:
    for match in _CALLED.finditer(line):
        name = _proper(match["name"])
        if not name:
            continue
        phrase = _last_phrase(match["kind"])
        kind, category = _kind_of(phrase)
        if not category:
            follows_who = match["rest"].lstrip(" ,\"\u201d'").startswith("who")
            named = match["verb"].casefold().startswith(("named", "by"))
            category = "character" if follows_who or named else "item"
        relative = _relative(match["rest"])
        start, end = match.start("kind") + match["kind"].rindex(phrase), match.end("name")
        introduced = line[start:end] + relative
        yield _newcomer(name, category, kind, f"{phrase}{relative}", line, introduced)


def _apposed(line: str) -> Iterator[Newcomer]:
    for match in _APPOSITION.finditer(line):
        name = _proper(match["name"])
        phrase = match["kind"].partition(",")[0]
        kind, category = _kind_of(phrase)
        if phrase.startswith("who"):
            kind, category = "", "character"
        if name and category:
            yield _newcomer(
                name, category, kind, phrase, line, _with_comma(line, f"{match['name']}, {phrase}")
            )


def _met(line: str) -> Iterator[Newcomer]:
    for match in (*_MET.finditer(line), *_SELF_NAMED.finditer(line)):
        name = _proper(match["name"])
        if len(name.split()) > 1:
            yield _newcomer(name, "character", "", "", line)


def _kind_named(line: str) -> Iterator[Newcomer]:
    """Yield names that say themselves what they are: the Ember Stair, the Order of Salt."""
    for match in _KIND_NAME.finditer(line):
        name = _proper(match["name"])
        parts = name.split()
        if len(parts) < 2:  # noqa: PLR2004 - one word says too little
            continue
        for word in (parts[-1], parts[0]):
            kind, category = _kind_of(word)
            if category in {"location", "faction", "event"} and word.casefold() in KINDS[category]:
                yield _newcomer(name, category, kind, "", line)
                break


def _newcomer(
    name: str, category: str, kind: str, description: str, line: str, introduced: str = ""
) -> Newcomer:
    told = third_person(description) if description else f"{FIRST_SEEN}{third_person(line)}"
    return Newcomer(
        name=name,
        category=category,
        kind=kind,
        summary=ended(capitalised(told)),
        quote=line,
        introduced=introduced,
    )


def _with_comma(line: str, introduced: str) -> str:
    return f"{introduced}," if f"{introduced}," in line else introduced


def _relative(rest: str) -> str:
    """Return what follows a name as far as it describes it."""
    match = _RELATIVE.fullmatch(rest)
    return _NEXT_CLAUSE.sub("", match["text"]).rstrip() if match is not None else ""


def _last_phrase(text: str) -> str:
    """Return the last noun phrase of *text* that is introduced as unknown, else all of it."""
    starts = [match.start() for match in _UNKNOWN.finditer(text)]
    return text[starts[-1] :] if starts else text


def _kind_of(phrase: str) -> tuple[str, str]:
    """Return the noun that says what *phrase* is, and its category; empty where none is known."""
    looked_at = [word.casefold() for word in WORD.findall(_LEAD.sub("", phrase))][:_WORDS_IN_KIND]
    for word in looked_at:
        for category, kinds in KINDS.items():
            if word in kinds:
                return word, category
        if len(word) > 5 and word.endswith(PERSON_ENDINGS):  # noqa: PLR2004 - "her" is no trade
            return word, "character"
        if word in {"of", "with", "who", "which", "where", "under", "in", "from", "for", "to"}:
            break
    return "", ""


def _proper(name: str) -> str:
    """Return *name* without words that only begin a sentence, or nothing."""
    parts = _POSSESSIVE.sub("", name).split()
    while parts and parts[0].casefold() in NOT_NAMES:
        parts = parts[1:]
    while parts and not parts[-1][0].isupper():
        parts = parts[:-1]
    if not parts or not parts[0][0].isupper():
        return ""
    return " ".join(_POSSESSIVE.sub("", part) if part == parts[-1] else part for part in parts)


def _is_new(name: str, names: Names, found: set[str]) -> bool:
    """Return whether *name* is nobody's yet; a family name alone may be shared."""
    for mention in names.mentions(name):
        is_whole = mention.start == 0 and mention.end == len(name)
        if is_whole or (mention.start == 0 and mention.entry.category == "character"):
            return False
    parts = [part.casefold() for part in WORD.findall(name) if part.casefold() not in HONORIFICS]
    if all(part in NOT_NAMES for part in parts):
        return False
    return not all(part in names.words or part in found for part in parts)
