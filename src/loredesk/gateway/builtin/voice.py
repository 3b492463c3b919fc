"""The narrator's choice of words: the same for the same turn and take, and none heard lately."""

import re
from collections.abc import Sequence

from loredesk.gateway.builtin import phrases
from loredesk.gateway.builtin.editor import without_dates
from loredesk.gateway.builtin.prose import (
    WORD,
    Names,
    capitalised,
    lowered,
    number,
    plain,
    pronoun_of,
    sentences,
)
from loredesk.gateway.builtin.stock import is_stock
from loredesk.ports.task_inputs import KnownEntry, ReplyInputs

_SLOT = re.compile(r"\{\w+\}")
_YOU = re.compile(r"\byour?\b")
_PRONOUN = re.compile(r"^(?P<word>He|She|They)\b")
_OWNER = re.compile(r"^(?P<word>His|Her|Their)\b")
_MEANT = {"he": "he", "his": "he", "she": "she", "her": "she", "they": "they", "their": "they"}
_LEANS_BACK = re.compile(
    r"^(?:It|Its|They|Their|He|She|His|Her|This|That|These|Those|Some|Most|Many|Such|But|And|Then|There is "
    r"another|If|Nobody then|On its|Against none|One long|Whoever|What)\b"
)
_ANY_PRONOUN = re.compile(
    r"\b(?:he|she|it|they|him|her|his|hers|its|them|their|theirs|this|that|these|those|there|one)\b",
    re.IGNORECASE,
)
_THEN_HE = re.compile(
    r"^(?P<when>(?:In|At|On|For|Since|After|Before|During|By|From|Every|Once|Each|Under)\b[^,.;:]{2,40}?,?\s)"
    r"(?:he|she)\b"
)
_OBJECT = re.compile(r"(?<=[a-z] )(?:him|them)\b")
_TWO = 2
_WE = re.compile(r"\b(?:we|us)\b", re.IGNORECASE)
_OUR = re.compile(r"\bour\b", re.IGNORECASE)
_TRAVELLER = re.compile(r"(?<=[a-z] )the traveller(?:(?P<own>'s)|(?!\s+\w+s\b))")
_ARTICLE = re.compile(r"^(?:The|An?)\s")
_FINITE = re.compile(r"^(?:The|An?)\s[^,;:]*?\s(?:is|are|was|were|has|have|had)\s")
_ARTICLE_LENGTH = 4
_CHARACTER = "character"
_MAX_LORE_WORDS = 45


class Voice:
    """Chooses phrases and sentences for one reply."""

    def __init__(self, inputs: ReplyInputs, *, has_you: bool) -> None:
        self.inputs = inputs
        self.has_you = has_you
        self._heard = "\n".join(said.text for said in inputs.recent if not said.is_author)
        self._choices = 0
        self._all = Names(inputs.entries)
        titles = " ".join(entry.title for entry in inputs.entries)
        self._proper = frozenset(word.casefold() for word in WORD.findall(titles)) - {"the", "of"}

    def choose(self, templates: Sequence[str]) -> str:
        """Return one of *templates*, a fresh one where there is one."""
        fitting = [one for one in templates if self.has_you or not _YOU.search(one)]
        fresh = [one for one in fitting if not self._is_stale(one)]
        chosen = self._one_of(fresh or fitting or list(templates))
        self._heard += f"\n{chosen}"
        return chosen

    def lore(self, entry: KnownEntry, *, count: int = 1, named: bool = False) -> str:
        """Return *count* sentences of the lore of *entry* not told lately, or what there is.

        Where the entry was *named* just before, they need not say whom they are about.
        """
        lines = sentences(entry.content)
        usable = [
            at for at, line in enumerate(lines) if self._is_usable(entry, line, at, named=named)
        ]
        chosen: list[int] = []
        while usable and len(chosen) < count:
            chosen.append(usable.pop(self._number() % len(usable)))
        told = []
        for at in sorted(chosen):
            self._heard += f"\n{lines[at]}"
            told.append(self._to_you(self._told_of(entry, lines[at], at, named=named)))
        return " ".join(told)

    def note(self, entry: KnownEntry) -> str:
        """Return the newest sentence of the note of *entry* in a frame, or nothing."""
        lines = [without_dates(line) for line in sentences(plain(entry.note))]
        meant = [named for line in lines if (named := self._of_note(entry, line))]
        fresh = [line for line in map(self._all_to_you, meant) if not self._was_heard(line)]
        if not fresh:
            return ""
        line = fresh[-1]
        frame = self.choose(phrases.REMEMBERED)
        self._heard += f"\n{line}"
        return frame.format(said=lowered(line, self._proper), Said=line)

    def _of_note(self, entry: KnownEntry, line: str) -> str:
        """Return a sentence of a note with the name for he or she, or nothing where it names nobody."""
        if is_stock(line) or self._is_unclear(line):
            return ""
        if _names(entry, line):
            return line
        if entry.category == _CHARACTER and self._means(entry, _PRONOUN.match(line)):
            return _PRONOUN.sub(entry.title, line, count=1)
        return ""

    def _is_unclear(self, line: str) -> bool:
        """Return whether *line* says him or them, and names nobody but who acts."""
        match = _OBJECT.search(line)
        if match is None:
            return False
        return len(self._all.named(line[: match.start()])) < _TWO

    def _told_of(self, entry: KnownEntry, line: str, at: int, *, named: bool) -> str:
        if entry.category == _CHARACTER:
            told = self._of_person(entry, line, at)
        elif at == 0 and not named:
            told = self._thing(entry, line)
        else:
            told = line if named or _names(entry, line) else ""
        name = within(entry)
        return told or self.choose(phrases.INTRODUCED).format(name=name, said=self._low(line))

    @staticmethod
    def _of_person(entry: KnownEntry, line: str, at: int) -> str:
        """Return *line* with the name in it, or nothing where there is no place for it."""
        for pattern, name in (
            (_PRONOUN, entry.title),
            (_OWNER, f"{entry.title}'s"),
            (_THEN_HE, rf"\g<when>{entry.title}"),
        ):
            if pattern.match(line):
                return pattern.sub(name, line, count=1)
        return line if (at > 0 and _names(entry, line)) or _begins_with(entry, line) else ""

    def _thing(self, entry: KnownEntry, line: str) -> str:
        """Return the first sentence of an entry, which often only says what it is."""
        if _begins_with(entry, line):
            return line
        joined = " is" if _ARTICLE.match(line) and not _FINITE.search(line) else ":"
        return f"{capitalised(within(entry))}{joined} {self._low(line)}"

    @staticmethod
    def _means(entry: KnownEntry, match: re.Match[str] | None) -> bool:
        """Return whether the pronoun that begins a sentence can mean *entry*."""
        if match is None:
            return False
        own, word = pronoun_of(entry), _MEANT[match["word"].casefold()]
        return word == own or (own == "they" and word != "they")

    def _low(self, line: str) -> str:
        return lowered(line, self._proper)

    def _is_usable(self, entry: KnownEntry, line: str, at: int, *, named: bool) -> bool:
        if "?" in line or len(line.split()) > _MAX_LORE_WORDS or self._was_heard(line):
            return False
        return not line.startswith("First appeared in turn") and self._is_clear(
            entry, line, at, named=named
        )

    def _is_clear(self, entry: KnownEntry, line: str, at: int, *, named: bool) -> bool:
        """Return whether *line* names *entry* or can mean nothing else."""
        opening = _PRONOUN.match(line) or _OWNER.match(line)
        if entry.category == _CHARACTER and (opening is not None or _THEN_HE.match(line)):
            return opening is None or self._means(entry, opening)
        if _names(entry, line):
            return True
        leans = at > 0 and _LEANS_BACK.match(line) is not None
        return not leans and (at == 0 or named or _ANY_PRONOUN.search(line) is None)

    @staticmethod
    def _to_you(line: str) -> str:
        return _TRAVELLER.sub(lambda match: "your" if match["own"] else "you", line)

    def _all_to_you(self, line: str) -> str:
        return capitalised(_OUR.sub("your", _WE.sub("you", self._to_you(line))))

    def _was_heard(self, line: str) -> bool:
        """Return whether *line* was told lately, whatever its first words were turned into."""
        return line.split(" ", 2)[-1].rstrip(".!?") in self._heard

    def _is_stale(self, template: str) -> bool:
        fixed = max(_SLOT.split(template), key=len).strip()
        return bool(fixed) and fixed in self._heard

    def _one_of(self, choices: Sequence[str]) -> str:
        return choices[self._number() % len(choices)]

    def _number(self) -> int:
        self._choices += 1
        inputs = self.inputs
        seed = number(inputs.world, inputs.turn, inputs.message, self._choices)
        return seed + inputs.take - 1


def within(entry: KnownEntry) -> str:
    """Return the title as it stands inside a sentence."""
    if entry.title.startswith("The "):
        return f"the {entry.title[4:]}"
    has_article = f"the {entry.title}" in entry.content or f"The {entry.title}" in entry.content
    return f"the {entry.title}" if has_article else entry.title


def _names(entry: KnownEntry, line: str) -> bool:
    return bool(Names((entry,)).mentions(line))


def _begins_with(entry: KnownEntry, line: str) -> bool:
    opening = line[: len(entry.title) + _ARTICLE_LENGTH]
    if entry.category == _CHARACTER:
        return any(one.start == 0 for one in Names((entry,)).mentions(line))
    return WORD.findall(entry.title)[-1] in opening and _names(entry, opening)
