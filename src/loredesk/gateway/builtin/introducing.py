"""The ways a sentence introduces a name: called, apposed, titled, met, acting, visited."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loredesk.gateway.builtin.lexicon import KINDS, PERSON, SPEAKING, words
from loredesk.gateway.builtin.naming import CAPITALS, NAME, head_phrase, kind_of, proper
from loredesk.gateway.builtin.prose import WORD, capitalised, ended, third_person

_CALLED = re.compile(
    r"(?P<kind>\b(?i:an?|the|one|another|some|their|his|her)\s+[^.;:!?]{2,80}?),?\s+"
    r"(?P<verb>called|named|known\s+as|by\s+the\s+name\s+of"
    r"|(?:(?:which|that|whom)\s+)?(?:they|people|everybody|locals)\s+calls?)"
    rf"\s+[\"\u201c']?(?:[Tt]he\s+)?{NAME}(?=(?P<rest>[^.!?;]*))"
)
_COPULA = re.compile(
    r",?\s+(?:is|are|was|were|has been|will be|gets?)(?:\s+(?:now|also|henceforth|then|\w+ly))*$"
)
_RELATIVE = re.compile(
    r"[\"\u201d']?(?P<text>,?\s*(?:who|whom|which|that|where|whose|with|each|in|from|of|made)\s.*)"
)
_NEXT_CLAUSE = re.compile(r",\s+(?:and|but)\s+(?=[A-Z]|I\b|he\b|she\b|they\b|it\b|we\b).*")
_GOES_ON = re.compile(r"^(,\s*(?:who|whom|which|whose|where)\b[^,]*),\s+(?!and\b|but\b|who\b).*$")
_APPOSITION = re.compile(
    rf"(?<![\w'\u2019]){NAME},\s+(?=(?P<kind>(?:an?|the|once|formerly|youngest|eldest)\s+"
    r"[^.!?;]{3,160}|who\s+[^.!?;]{3,160}))",
)
_LED_TO = re.compile(
    r"\b(?:in|at|from|to|of|on|into|through|near|over|by|after|before|the)\s+$", re.IGNORECASE
)
_TITLED = re.compile(
    r"\b(?P<whose>[Tt]he|[Mm]y|[Oo]ur|[Hh]is|[Hh]er|[Tt]heir|[Aa]n?)\s+(?P<kind>(?:[a-z-]+\s+){0,2}?"
    rf"(?:{'|'.join(sorted(PERSON, key=len, reverse=True))}))\s+{NAME}"
)
_SELF_NAMED = re.compile(
    rf"\b(?:[Mm]y name is|name was|name is|I am called|calls? (?:him|her|them)self|goes by)\s+{NAME}"
)
_MET = re.compile(
    r"\b(?:meets?|met|greets?|greeted|introduces?|introduced|befriends?|befriended)\s+"
    rf"{NAME}(?P<end>(?=[,.;!]|\s+(?:in|at|on|by|and|who|with|near|under|again|there|here)\b|$)|)"
)
_SAYS = "|".join(sorted(SPEAKING))
_ACTING = re.compile(
    rf"(?<![\w'\u2019]){NAME}\s+(?:[a-z]+ly\s+)?(?P<verb>[a-z]+)\b"
    rf"|(?<=[\"\u201d])\s+(?:{_SAYS})\s+(?P<speaker>{CAPITALS})"
)
_NO_VERBS = words(
    "across always perhaps besides towards as this its his thus us plus less unless yes afterwards "
    "upwards downwards indeed instead red bed gods"
)
_VISITED = re.compile(
    r"(?:(?<!believes )(?<!believe )(?<!trusts )(?<!trust )(?<!confides )(?<!interested )(?<!faith )\bin"
    r"|\b(?:go|goes|went|come|comes|came|travels?|travelled|rides?|rode|sails?|sailed|drives?|drove|"
    r"walks?|walked|moves?|moved|returns?|returned|flies|flew|leaves?|left|arrives?|arrived|rows?|rowed|climbs?|climbed|runs?|ran)"
    r"(?:\s+[a-z]+){0,3}?\s+(?:to|into|through|for|towards?|at)"
    r"|\b(?:island|isle|town|city|village|port|kingdom)\s+of)"
    rf"\s+(?P<name>{CAPITALS})(?!\s+[A-Z])"
)
_SOMEBODY = re.compile(r"\b(?:I|[Ww]e|[Hh]e|[Ss]he|[Tt]hey)\b")
_KIND_NAME = re.compile(rf"\b(?:the\s+){NAME}")
_TONGUES = words(
    "english french german latin spanish italian russian swedish polish greek dutch chinese"
)
FIRST_SEEN = "Appears for the first time: "


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


def called(line: str) -> Iterator[Newcomer]:
    """Yield whom *line* calls by name: an inn called The Salt Lantern."""
    for match in _CALLED.finditer(line):
        name = proper(match["name"])
        if not name:
            continue
        phrase = head_phrase(match["kind"])
        copula = _COPULA.search(phrase)
        if copula is not None:
            yield _told_whole(name, phrase[: copula.start()], line)
            continue
        kind, category = kind_of(phrase)
        if not category:
            follows_who = match["rest"].lstrip(" ,\"\u201d'").startswith("who")
            named = match["verb"].casefold().startswith(("named", "by"))
            category = "character" if follows_who or named else "item"
        relative = _relative(match["rest"])
        start, end = match.start("kind") + match["kind"].rindex(phrase), match.end("name")
        introduced = line[start:end] + relative
        if relative.startswith(",") and not line[:start].endswith(", "):
            introduced = _with_comma(line, introduced)
        yield _newcomer(name, category, kind, f"{phrase}{relative}", line, introduced)


def apposed(line: str) -> Iterator[Newcomer]:
    """Yield whom *line* explains behind the name: Anna Berg, a baker."""
    for match in _APPOSITION.finditer(line):
        name = proper(match["name"])
        phrase = match["kind"].partition(",")[0]
        kind, category = kind_of(phrase)
        if phrase.startswith("who") or (
            not category
            and phrase.startswith(("a ", "an "))
            and not _LED_TO.search(line[: match.start()])
        ):
            kind, category = "", "character"
        if name and category:
            yield _newcomer(
                name, category, kind, phrase, line, _with_comma(line, f"{match['name']}, {phrase}")
            )


def titled(line: str) -> Iterator[Newcomer]:
    """Yield whom *line* gives a noun before the name: the cat Ziggy, my sister Karin."""
    for match in _TITLED.finditer(line):
        name = proper(match["name"])
        if name:
            kind = match["kind"].split()[-1]
            is_clear = match["whose"].casefold() not in {"his", "her", "their"}
            phrase = f"{match['whose'].lower()} {match['kind']}" if is_clear else ""
            yield _newcomer(name, "character", kind, phrase, line, match[0] if is_clear else "")


def met(line: str) -> Iterator[Newcomer]:
    """Yield whom somebody meets in *line*, or who says what the name is."""
    for match in (*_MET.finditer(line), *_SELF_NAMED.finditer(line)):
        name = proper(match["name"])
        ends = "end" in match.re.groupindex and line[match.end() :][:1] in {"", ",", ".", "!"}
        if len(name.split()) > 1 or (ends and name):
            yield _newcomer(name, "character", "", "", line)


def acting(line: str) -> Iterator[Newcomer]:
    """Yield who does something in *line* under a name of two words, or speaks under one."""
    for match in _ACTING.finditer(line):
        written = match["name"] or match["speaker"]
        name = proper(written)
        parts = name.split()
        if not parts or name != written or _LED_TO.search(line[: match.start()]):
            continue
        speaks = match["speaker"] or match["verb"] in SPEAKING
        if speaks or (len(parts) > 1 and _is_verb(match["verb"])):
            kind, category = kind_of(parts[-1])
            known = kind if kind == parts[-1].casefold() and kind in KINDS[category] else ""
            if not (known and category == "character"):
                yield _newcomer(name, category if known else "character", known, "", line)


def visited(line: str, *, has_person: bool) -> Iterator[Newcomer]:
    """Yield the places somebody is in or goes to in *line*: her shop in Malmö."""
    if not has_person and _SOMEBODY.search(line) is None:
        return
    for match in _VISITED.finditer(line):
        name = proper(match["name"])
        if name == match["name"] and name.casefold() not in _TONGUES:
            kind, category = kind_of(name.split()[-1])
            is_place = category == "location" and kind in KINDS[category]
            yield _newcomer(name, "location", kind if is_place else "", "", line)


def kind_named(line: str) -> Iterator[Newcomer]:
    """Yield names that say themselves what they are: the Ember Stair, the Order of Salt."""
    for match in _KIND_NAME.finditer(line):
        name = proper(match["name"])
        parts = name.split()
        if len(parts) < 2:  # noqa: PLR2004 - one word says too little
            continue
        for word in (parts[-1], parts[0]):
            kind, category = kind_of(word)
            if category in {"location", "faction", "event"} and word.casefold() in KINDS[category]:
                yield _newcomer(name, category, kind, "", line)
                break


def _told_whole(name: str, phrase: str, line: str) -> Newcomer:
    """Return a newcomer of whom the sentence says no more than the name: it is quoted whole."""
    noun = (WORD.findall(phrase) or [""])[-1].casefold()
    category = next((one for one, kinds in KINDS.items() if noun in kinds), "concept")
    kind = noun if category != "concept" else ""
    return _newcomer(name, category, kind, "", line)


def _is_verb(word: str) -> bool:
    if word in _NO_VERBS or word.endswith("ss"):
        return False
    return word.endswith(("s", "ed")) or word in {"came", "went", "sat", "stood", "has", "is"}


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
    return _GOES_ON.sub(r"\1", _NEXT_CLAUSE.sub("", match["text"])).rstrip() if match else ""
