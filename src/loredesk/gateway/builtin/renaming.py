"""Finding what gets another name in a turn: it stays the same entry."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from loredesk.gateway.builtin.lexicon import KINDS, UNREAL
from loredesk.gateway.builtin.naming import CAPITALS, proper
from loredesk.gateway.builtin.prose import SPEECH, WORD, Mention, Names, spoken
from loredesk.ports.task_inputs import KnownEntry

_NEW = rf"[\"\u201c'\u2018]?(?P<new>(?:[Tt]he\s+)?{CAPITALS})"
_WHEN = r"(?:now|henceforth|from\s+\w+(?:\s+\w+)?(?:\s+on)?)"
_GETS = (
    rf"(?:(?:is|are|(?:shall|will)\s+be|ha(?:s|ve)\s+been)\s+(?:{_WHEN}\s+)?(?:called|named|known\s+as)"
    r"|(?:is|are|was|were|ha(?:s|ve)\s+been)\s+(?:renamed|rechristened)(?:\s+(?:to|as|into))?)"
)
_PASSIVE = re.compile(rf"(?:,\s[^,.;:]{{2,60}},)?\s+{_GETS}\s+{_NEW}")
_ACTIVE = re.compile(
    r"\b(?P<verb>renames?|renamed|rechristens?|rechristened|calls?)\s+(?:the\s+)?$", re.IGNORECASE
)
_OBJECT = re.compile(rf"\s*(?:,|:|\bto\b|\binto\b|\bas\b)?\s+{_NEW}")
_KIND = re.compile(rf"\b(?:[Tt]he\s+(?P<kind>[a-z]+)|[Ii]t)\s+{_GETS}\s+{_NEW}")
_FROM = re.compile(
    r"\b(?P<when>from\s+(?:now|tonight|today|tomorrow|this\s+\w+|that\s+\w+)(?:\s+on(?:wards?)?)?|"
    r"henceforth)\b",
    re.IGNORECASE,
)
_PEOPLE = frozenset({"character", "faction"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Renaming:
    """A known entry that is called otherwise from a turn on."""

    entry: KnownEntry
    name: str
    """The new name as it is written, with its article."""
    summary: str
    quote: str


def renamings(
    lines: Sequence[str], names: Names, here: KnownEntry | None = None
) -> Iterator[Renaming]:
    """Yield what *lines* rename; "the inn" is the one named last, or the place *here*."""
    thing = here
    for line in lines:
        mentions = names.mentions(line)
        said = SPEECH.sub(lambda match: " " * len(match[0]), line)
        if not said.rstrip().endswith("?"):
            found = _named(said, mentions) or _of_kind(said, mentions, thing)
            if found is not None and not _is_unreal(said):
                yield _renaming(line, *found)
        things = [one.entry for one in mentions if one.entry.category not in _PEOPLE]
        thing = things[-1] if things else thing


def _named(line: str, mentions: Iterable[Mention]) -> tuple[KnownEntry, str] | None:
    for mention in mentions:
        after = line[mention.end :]
        match = _PASSIVE.match(after)
        if match is None and _ACTIVE.search(line[: mention.start]):
            match = _OBJECT.match(after)
        if match is not None and proper(match["new"]):
            return mention.entry, match["new"]
    return None


def _of_kind(
    line: str, mentions: Iterable[Mention], thing: KnownEntry | None
) -> tuple[KnownEntry, str] | None:
    match = _KIND.search(line)
    if match is None or not proper(match["new"]):
        return None
    before = [one.entry for one in mentions if one.end <= match.start()]
    nearest = thing if match["kind"] else None
    meant = next((one for one in reversed(before) if one.category not in _PEOPLE), nearest)
    is_meant = meant is not None and (not match["kind"] or _is_a(meant, match["kind"]))
    return (meant, match["new"]) if meant is not None and is_meant else None


def _is_a(entry: KnownEntry, kind: str) -> bool:
    """Return whether *entry* can be meant by the word *kind*: it says so, or says nothing."""
    if kind not in KINDS.get(entry.category, frozenset()):
        return False
    told = {word.casefold() for word in WORD.findall(f"{entry.title} {entry.content}")}
    return kind in told or told.isdisjoint(KINDS[entry.category])


def _is_unreal(line: str) -> bool:
    return not UNREAL.isdisjoint(word.casefold() for word in WORD.findall(line))


def _renaming(line: str, entry: KnownEntry, name: str) -> Renaming:
    when = _FROM.search(line)
    since = f" {when['when'].lower()}" if when is not None else ""
    told = f"{spoken(entry)} is called {name}{since}."
    return Renaming(entry=entry, name=name, summary=told, quote=line)
