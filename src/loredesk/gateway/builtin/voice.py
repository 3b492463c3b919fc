"""The narrator's choice of words: the same for the same turn and take, and none heard lately."""

import re
from collections.abc import Sequence

from loredesk.gateway.builtin import phrases
from loredesk.gateway.builtin.editor import without_dates
from loredesk.gateway.builtin.prose import WORD, Names, lowered, number, plain, sentences
from loredesk.ports.task_inputs import KnownEntry, ReplyInputs

_SLOT = re.compile(r"\{\w+\}")
_YOU = re.compile(r"\byour?\b")
_PRONOUN = re.compile(r"^(?:He|She|They)\b")
_OWNER = re.compile(r"^(?:His|Her|Their)\b")
_LEANS_BACK = re.compile(
    r"^(?:It|Its|They|Their|He|She|His|Her|This|That|These|Those|Some|Most|Many|Such|But|And|Then|There is "
    r"another|If|Nobody then|On its|Against none|One long|Whoever|What)\b"
)
_TRAVELLER = re.compile(r"(?<=[a-z] )the traveller(?:(?P<own>'s)|(?!\s+\w+s\b))")
_ARTICLE = re.compile(r"^(?:The|An?)\s")
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
        usable = [at for at, line in enumerate(lines) if self._is_usable(entry, line, at)]
        chosen: list[int] = []
        while usable and len(chosen) < count:
            chosen.append(usable.pop(self._number() % len(usable)))
        told = []
        for at in sorted(chosen):
            self._heard += f"\n{lines[at]}"
            told.append(
                self._to_you(self._told_of(entry, lines[at], is_first=at == 0 and not named))
            )
        return " ".join(told)

    def note(self, entry: KnownEntry) -> str:
        """Return the newest sentence of the note of *entry* in a frame, or nothing."""
        lines = [without_dates(line) for line in sentences(plain(entry.note))]
        fresh = [line for line in map(self._to_you, lines) if not self._was_heard(line)]
        if not fresh:
            return ""
        line = fresh[-1]
        frame = self.choose(phrases.REMEMBERED)
        self._heard += f"\n{line}"
        return frame.format(said=lowered(line, self._proper), Said=line)

    def _told_of(self, entry: KnownEntry, line: str, *, is_first: bool) -> str:
        if entry.category != _CHARACTER:
            return self._thing(entry, line) if is_first else line
        if _PRONOUN.match(line):
            return _PRONOUN.sub(entry.title, line, count=1)
        if _OWNER.match(line):
            return _OWNER.sub(f"{entry.title}'s", line, count=1)
        if self._begins_with(entry, line):
            return line
        return self.choose(phrases.INTRODUCED).format(name=entry.title, said=self._low(line))

    def _thing(self, entry: KnownEntry, line: str) -> str:
        """Return the first sentence of an entry, which often only says what it is."""
        if self._begins_with(entry, line):
            return line
        joined = " is" if _ARTICLE.match(line) else ":"
        return f"{entry.title}{joined} {self._low(line)}"

    @staticmethod
    def _begins_with(entry: KnownEntry, line: str) -> bool:
        return any(one.start <= _ARTICLE_LENGTH for one in Names((entry,)).mentions(line)) and (
            WORD.findall(entry.title)[-1] in line or line.split(maxsplit=1)[0] in entry.title
        )

    def _low(self, line: str) -> str:
        return lowered(line, self._proper)

    def _is_usable(self, entry: KnownEntry, line: str, at: int) -> bool:
        if "?" in line or len(line.split()) > _MAX_LORE_WORDS or self._was_heard(line):
            return False
        if line.startswith("First appeared in turn"):
            return False
        return entry.category == _CHARACTER or at == 0 or _LEANS_BACK.match(line) is None

    @staticmethod
    def _to_you(line: str) -> str:
        return _TRAVELLER.sub(lambda match: "your" if match["own"] else "you", line)

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
