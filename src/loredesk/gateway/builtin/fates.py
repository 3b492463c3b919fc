"""Who is said to be dead, in a turn or in a note: they are neither on scene nor busy elsewhere."""

import re
from collections.abc import Iterable, Sequence

from loredesk.domain.lore import name_key
from loredesk.gateway.builtin.lexicon import NEGATIONS, UNREAL, words
from loredesk.gateway.builtin.pronouns import resolved
from loredesk.gateway.builtin.prose import WORD, Names, sentences
from loredesk.ports.task_inputs import KnownEntry, SpokenMessage

_CHARACTER = "character"
_ONE = "\ue000\\d+\ue001"
_WHO = rf"(?:{_ONE}(?:,?\s+(?:and\s+)?(?:the\s+)?{_ONE})*)"
_APART = r"(?:,\s[^,.;:!?]{2,80},)?(?:,?\s+who)?"
_ADVERBS = r"(?:\s+(?:now|already|long|also|both|all|since|since\s+then|found|\w+ly))*"
_BE = r"(?:is|are|was|were|lies|lay|gets|got|drops|dropped|(?:has|have|had)\s+been)"
_SLAIN = (
    r"killed|slain|murdered|executed|strangled|hanged|beheaded|poisoned\s+to\s+death|assassinated|"
    r"butchered|drowned|deceased|no\s+more|laid\s+to\s+rest|burned\s+alive|burnt\s+alive|"
    r"buried(?!\s+(?:alive|up\s+to|in\s+(?:work|thought|papers|books|her|his|their)))|"
    r"dead(?!-|\s+(?:tired|drunk|set|certain|sure|calm|serious|against|to)\b)"
)
_DIES = (
    r"(?:(?:has|have|had)\s+)?(?:\w+ly\s+)?(?:dies|died|perishes|perished|"
    r"drown(?:s|ed)(?!\s+(?:the|a|an|her|his|their|its|in\s+(?:work|sorrow))\b|\s+\ue000))"
)
_TO_DEATH = r"[a-z]+s?\s+(?:[a-z]+\s+){0,2}to\s+(?:(?:his|her|their)\s+)?death"
_SLAYS = (
    r"(?:kills|killed|murders|murdered|slays|slew|executes|executed|strangles|strangled|hanged|"
    r"beheads|beheaded|drowns|drowned|buries|buried|assassinates|assassinated|"
    r"(?:I|we|they)\s+(?:kill|murder|slay|execute|strangle|drown|bury|hang|behead))"
)
_REMAINS = r"(?:corpse|grave|tomb|funeral|burial|death|murder|murderer|killer|ghost|coffin|remains)"
_BODY = r"(?:dead\s+)?body\s+(?:(?:is|was)\s+(?:found|carried|washed|dragged)|lies|lay|floats)"
_DEATHS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<who>{_WHO}){_APART}\s+{_BE}{_ADVERBS}\s+(?:[a-z]+\s+)?(?:{_SLAIN})\b",
        rf"(?P<who>{_WHO}){_APART}\s+(?:{_DIES}|{_TO_DEATH})\b",
        rf"\b{_SLAYS}\s+(?:the\s+|old\s+|poor\s+)?(?P<who>{_WHO})(?!['\u2019]s)",
        rf"\bburied\s+(?:next\s+to|beside|alongside|near|with)\s+(?P<who>{_WHO})",
        rf"\b(?:late|dead)\s+(?P<who>{_ONE})(?!['\u2019]s\s+(?:arrival|return))",
        rf"\b{_REMAINS}\s+of\s+(?:the\s+)?(?P<who>{_ONE})",
        rf"(?P<who>{_ONE})['\u2019]s\s+(?:{_REMAINS}\b|{_BODY})",
    )
)
_ALIVE = re.compile(
    rf"(?P<who>{_WHO}){_APART}\s+(?:"
    r"(?:is|are|was|were)(?:\s+(?:\w+ly|still|yet|after\s+all))*\s+(?:alive|not\s+dead|living|revived|resurrected)"
    r"|(?:has|have)\s+not\s+died|(?:returns?|returned|rises|rose|comes|came|is\s+back)\s+(?:back\s+)?"
    r"(?:from\s+the\s+(?:dead|grave)|to\s+life)|wakes\s+from\s+death)\b"
)
_DOUBTED = UNREAL | words(
    "believes believed thinks fears feared pretends pretended threatens threatened attempted plots "
    "plotted orders ordered demands foretells foretold half nearly tries tried whether"
)
_IMPLIED = re.compile(rf"^(?:{_SLAIN})\b", re.IGNORECASE)
_BACK = re.compile(r"^(?:He|She|They)\b")
_PART = re.compile(r"[;:]\s+|,\s+(?:and|but|while|so)\s+")
_MARK = re.compile(r"\ue000(\d+)\ue001")


def fates(lines: Iterable[str], names: Names) -> dict[str, bool]:
    """Return by the key of the name whether somebody is dead; the last word of *lines* counts."""
    found: dict[str, bool] = {}
    for line in lines:
        marked, people = _marked(line, names)
        for part in _PART.split(marked) if people else ():
            for at in _hit(part, _DEATHS):
                found[people[at]] = True
            for at in _hit(part, (_ALIVE,)):
                found[people[at]] = False
    return found


def dead(entries: Iterable[KnownEntry]) -> set[str]:
    """Return the keys of the names of those *entries* that are dead by their lore or note."""
    found = set()
    for entry in entries:
        if entry.category == _CHARACTER:
            lines = [*sentences(entry.content), *_of_note(entry)]
            key = name_key(entry.title)
            if fates(lines, Names((entry,))).get(key):
                found.add(key)
    return found


def dead_now(
    entries: Iterable[KnownEntry],
    recent: Iterable[SpokenMessage],
    lines: Sequence[str] = (),
    names: Names | None = None,
) -> set[str]:
    """Return the keys of the names of all who are dead after *recent* and the turn *lines*."""
    entries = tuple(entries)
    names = names or Names(entries)
    told = [line for said in recent if said.is_author for line in sentences(said.text)]
    said_so = fates((*resolved(told, names), *lines), names)
    return {key for key in dead(entries) | set(said_so) if said_so.get(key, True)}


def _of_note(entry: KnownEntry) -> list[str]:
    """Return the sentences of a note; where they only say he or she, with the name."""
    told = []
    for line in sentences(entry.note):
        implied = f"{entry.title} is {line[0].lower()}{line[1:]}" if _IMPLIED.match(line) else line
        told.append(_BACK.sub(entry.title, implied))
    return told


def _marked(line: str, names: Names) -> tuple[str, list[str]]:
    """Return *line* with a mark for every character named, and the keys of their names."""
    people: list[str] = []
    marked, end = "", 0
    for mention in names.mentions(line):
        if mention.entry.category == _CHARACTER:
            marked += f"{line[end : mention.start]}\ue000{len(people)}\ue001"
            end = mention.end
            people.append(name_key(mention.entry.title))
    return marked + line[end:], people


def _hit(part: str, patterns: Sequence[re.Pattern[str]]) -> list[int]:
    """Return the marks of those whom *part* states one of *patterns* about, as a fact."""
    found = []
    for pattern in patterns:
        for match in pattern.finditer(part):
            said = [word.casefold() for word in WORD.findall(part[: match.end()])]
            before = [word.casefold() for word in WORD.findall(part[: match.start()])]
            if _DOUBTED.isdisjoint(said) and NEGATIONS.isdisjoint(before):
                found += [int(mark) for mark in _MARK.findall(match["who"])]
    return found
