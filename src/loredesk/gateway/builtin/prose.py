"""Reading prose by rule: sentences, known names in them, pronouns, and the turn of a phrase."""

import re
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from loredesk.domain.diff import pieces
from loredesk.gateway.builtin.lexicon import CHANGES_PLAIN, HONORIFICS, NOT_NAMES
from loredesk.gateway.builtin.naming import CAPITALS, UPPER
from loredesk.ports.task_inputs import KnownEntry

SPEECH = re.compile(r"(\"[^\"]*\"|\u201c[^\u201d]*\u201d)")
"""What stands in quotation marks; splitting by it keeps it."""
WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*", re.UNICODE)
PRONOUN_START = re.compile(r"^(He|She|They|It)\b")
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_ABBREVIATED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|No|Capt|Lt|Prof)\.\s*$")
_SEXES = (
    (
        re.compile(r"\b(?:she|hers?)\b", re.IGNORECASE),
        re.compile(r"\b(?:he|his|him)\b", re.IGNORECASE),
    ),
    (
        re.compile(r"\b(?:woman|girl|mistress|mother|sister|lady|queen|aunt)\b", re.IGNORECASE),
        re.compile(r"\b(?:man|boy|master|father|brother|lord|king|uncle)\b", re.IGNORECASE),
    ),
)
_MARKS = re.compile(r"[*_#>`]+")
_MIN_NAME = 3
_NEW_NAME = re.compile(rf"\bis called ((?:[Tt]he )?{CAPITALS})")
_STOP = NOT_NAMES | {
    "was",
    "were",
    "is",
    "are",
    "has",
    "have",
    "had",
    "been",
    "be",
    "not",
    "who",
    "which",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A known entry named in a sentence."""

    entry: KnownEntry
    start: int
    end: int


def sentences(text: str) -> list[str]:
    """Return the sentences of *text* as they stand there, without spaces around them."""
    found: list[str] = []
    for piece in pieces(text):
        stripped = piece.strip()
        if found and _ABBREVIATED.search(found[-1]) and stripped:
            found[-1] = f"{found[-1]} {stripped}"
        elif stripped:
            found.append(stripped)
    return [sentence for sentence in found if WORD.search(sentence)]


def plain(text: str) -> str:
    """Return *text* without marks of emphasis and headings."""
    return _MARKS.sub("", text).strip()


def pick(choices: Sequence[str], *seed: object) -> str:
    """Return one of *choices*, the same one for the same *seed*."""
    return choices[number(*seed) % len(choices)]


def number(*seed: object) -> int:
    """Return a number that depends on *seed* only."""
    return zlib.crc32("\x1f".join(map(str, seed)).encode("utf-8", errors="surrogatepass"))


def content_words(text: str) -> frozenset[str]:
    """Return the words of *text* that carry its meaning, in small letters."""
    return frozenset(word.casefold() for word in WORD.findall(text)) - _STOP


def overlap(one: str, other: str) -> float:
    """Return how much of the meaning words of *one* stand in *other*, from 0 to 1."""
    mine = content_words(one)
    return len(mine & content_words(other)) / len(mine) if mine else 0.0


def is_told(sentence: str, texts: Iterable[str], *, share: float = 0.75) -> bool:
    """Return whether one sentence of *texts* already says most of *sentence*."""
    return any(overlap(sentence, old) >= share for text in texts for old in sentences(text))


class Names:
    """The names of known entries, ready to be found in prose.

    A character is also known by the parts of the name that nobody else shares.
    """

    def __init__(self, entries: Iterable[KnownEntry]) -> None:
        self.entries = tuple(entries)
        owners: dict[str, KnownEntry] = {}
        for entry in self.entries:
            for name in (entry.title, *entry.aliases, *_new_names(entry)):
                owners.setdefault(_ARTICLE.sub("", name.strip()), entry)
        for part, entry in self._parts().items():
            owners.setdefault(part, entry)
        owners.pop("", None)
        self._names = [
            (name.split()[0].casefold(), name, entry)
            for name, entry in sorted(owners.items(), key=lambda owner: -len(owner[0]))
        ]
        self.words = frozenset(word.casefold() for name in owners for word in WORD.findall(name))

    def mentions(self, sentence: str) -> list[Mention]:
        """Return which entries *sentence* names, in order; the longest name wins a place."""
        taken: list[Mention] = []
        folded = sentence.casefold()
        for first, name, entry in self._names:
            for match in _pattern(name).finditer(sentence) if first in folded else ():
                start, end = match.span()
                if all(end <= other.start or start >= other.end for other in taken):
                    taken.append(Mention(entry=entry, start=start, end=end))
        return sorted(taken, key=lambda mention: mention.start)

    def named(self, text: str) -> list[KnownEntry]:
        """Return each entry that *text* names, once, in the order of first mention."""
        found = {mention.entry.handle: mention.entry for mention in self.mentions(text)}
        return list(found.values())

    def _parts(self) -> dict[str, KnownEntry]:
        people = [entry for entry in self.entries if entry.category == "character"]
        parts = [(part, entry) for entry in people for part in _name_parts(entry.title)]
        shared = Counter(part for part, _ in parts)
        return {part: entry for part, entry in parts if shared[part] == 1}


def _new_names(entry: KnownEntry) -> list[str]:
    """Return what the note says that the entry is called since."""
    if "is called" not in entry.note:
        return []
    return [
        name
        for line in sentences(entry.note)
        if line.startswith(spoken(entry))
        for name in _NEW_NAME.findall(line)
    ]


def _name_parts(title: str) -> list[str]:
    found = WORD.findall(title)
    if len(found) < 2:  # noqa: PLR2004 - one word is the whole name
        return []
    return [
        part
        for part in found
        if part[0].isupper() and len(part) >= _MIN_NAME and part.casefold() not in HONORIFICS
    ]


@lru_cache(maxsize=4096)
def _pattern(name: str) -> re.Pattern[str]:
    flags = 0 if name[:1].isupper() else re.IGNORECASE
    spaced = r"\s+".join(re.escape(part) for part in name.split())
    return re.compile(rf"(?<!\w){spaced}(?!\w)", flags)


_MINE = re.compile(r"\b(?P<word>[Mm]y|me|(?<=of )mine|(?<=is )mine|[Mm]yself)\b")
_BEARER_AGAIN = {"my": "their", "mine": "theirs", "myself": "themself"}
_I_VERB = re.compile(r"\bI(?:['\u2019](?P<short>m|ve|d|ll)|\s+(?P<verb>[a-z]+))?\b")
_AND_VERB = re.compile(
    rf"\band (?P<verb>[a-z]+)(?=\s+(?:\b(?:the|an?|my|his|her|him|it|them|your?|our|their|to\b)|{UPPER}))"
)
_SHORT = {"m": "is", "ve": "has", "d": "had", "ll": "will"}
_IRREGULAR = {"am": "is", "have": "has", "do": "does", "go": "goes", "was": "was"}
_UNCHANGED_TEXT = (
    "was had did will would can could may might must shall should then also never always only just "
    "quickly slowly gently and saw met went came took gave found heard said told made knew felt got "
    "kept left stood sat ran brought thought held led read put set let cut hid rode drove fell broke "
    "spoke wrote began lost paid sent won fought"
)
_UNCHANGED = frozenset(_UNCHANGED_TEXT.split())


def third_person(text: str, *, name: str = "the traveller") -> str:
    """Return *text* told about *name* where it says I, me or my; what is in quotes stays."""
    told = ""
    for at, part in enumerate(SPEECH.split(text)):
        told += part if at % 2 else _told_about(part, name, named=name in told)
    return capitalised(told)


def _told_about(text: str, name: str, *, named: bool) -> str:
    def verb(match: re.Match[str]) -> str:
        if match["short"]:
            return f"{name} {_SHORT[match['short']]}"
        return f"{name} {_conjugated(match['verb'])}" if match["verb"] else name

    def mine(match: re.Match[str]) -> str:
        nonlocal named
        word = match["word"].casefold()
        again = named or name in told[: match.start()] or word == "myself"
        named = True
        if word == "me":
            return name
        return _BEARER_AGAIN[word] if again else f"{name}'s"

    told = _I_VERB.sub(verb, text)
    if told != text:
        told = _AND_VERB.sub(_and_conjugated, told)
    return _MINE.sub(mine, told)


def _and_conjugated(match: re.Match[str]) -> str:
    word = match["verb"]
    return f"and {_conjugated(word)}" if word in CHANGES_PLAIN else match[0]


def _conjugated(verb: str) -> str:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb in _UNCHANGED or verb.endswith(("ed", "ly")):
        return verb
    if verb.endswith(("s", "sh", "ch", "x", "o")):
        return f"{verb}es"
    if verb.endswith("y") and verb[-2:-1] not in tuple("aeiou"):
        return f"{verb[:-1]}ies"
    return f"{verb}s"


_SECOND = (
    (re.compile(r"\bI['\u2019]m\b|\bI am\b"), "you are"),
    (re.compile(r"\bI was\b"), "you were"),
    (re.compile(r"\bI\b"), "you"),
    (re.compile(r"\b[Mm]yself\b"), "yourself"),
    (re.compile(r"(?<=of )mine\b|(?<=is )mine\b"), "yours"),
    (re.compile(r"\b[Mm]y\b"), "your"),
    (re.compile(r"\bme\b"), "you"),
)


def second_person(sentence: str) -> str:
    """Return *sentence* told to the author: I becomes you."""
    for pattern, replacement in _SECOND:
        sentence = pattern.sub(replacement, sentence)
    return capitalised(sentence)


def capitalised(text: str) -> str:
    """Return *text* with a capital first letter."""
    return text[:1].upper() + text[1:]


def lowered(text: str, names: Collection[str] = ()) -> str:
    """Return *text* beginning small, unless it begins with a name, one of *names* or I."""
    first, second = (*WORD.findall(text)[:2], "", "")[:2]
    if not first or first == "I" or first.casefold() in names:
        return text
    if second[:1].isupper() and first.casefold() not in NOT_NAMES:
        return text
    return text[:1].lower() + text[1:]


def spoken(entry: KnownEntry) -> str:
    """Return the name of *entry* as it begins a sentence."""
    bare = entry.category == "character" or entry.title.startswith("The ") or "'s " in entry.title
    alone = " " not in entry.title and f"the {entry.title}" not in entry.content
    return entry.title if bare or alone else f"The {entry.title}"


def pronoun_of(entry: KnownEntry) -> str:
    """Return he, she or they, as the texts of *entry* mostly have it."""
    for text, (female, male) in (
        (entry.title, _SEXES[1]),
        (entry.content, _SEXES[0]),
        (entry.content, _SEXES[1]),
        (entry.note, _SEXES[0]),
    ):
        more = len(female.findall(text)) - len(male.findall(text))
        if more:
            return "she" if more > 0 else "he"
    return "they"


def ended(text: str) -> str:
    """Return *text* with a full stop where it has no end."""
    bare = text.rstrip(" ,;:")
    return bare if bare.endswith((".", "!", "?", "…", "”", '"')) else f"{bare}."
