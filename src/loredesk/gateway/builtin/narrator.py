"""The built-in narrator: calm prose from the author's words, the notes and the lore.

It invents no facts. What it tells is the author's own move, what the retrieved entries say (a
note before the lore it outdates), and phrases that would be true in any world.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from loredesk.gateway.builtin import phrases
from loredesk.gateway.builtin.changes import change_kind
from loredesk.gateway.builtin.editor import without_dates
from loredesk.gateway.builtin.lexicon import TIMES
from loredesk.gateway.builtin.prose import (
    WORD,
    Names,
    capitalised,
    ended,
    is_told,
    lowered,
    number,
    plain,
    second_person,
    sentences,
)
from loredesk.gateway.builtin.scene import YOU, Scene, scene
from loredesk.ports.task_inputs import KnownEntry, ReplyInputs

_SLOT = re.compile(r"\{\w+\}")
_FIRST_PERSON = re.compile(r"\bI\b")
_PRONOUN = re.compile(r"^(?:He|She|They|It)\b")
_CLAUSE = re.compile(r",\s+(?:and|but|while|so|because|until)\s+|[;:]\s+")
_BACKWARD = re.compile(
    r"^(?:There is another|This is|That is|If that|Those|Such|But|And|Then|Nobody then|Eleven|The town drew)\b"
)
_CHARACTER = "character"
_MAX_ECHO_WORDS = 16
_MAX_LORE_WORDS = 45
_TOLD_ENTRIES = 2


def reply(inputs: ReplyInputs) -> str:
    """Return a reply of two to four paragraphs and the panel."""
    seen = scene(inputs)
    voice = _Voice(inputs)
    parts = (
        _setting(seen, voice),
        _answer(seen, voice),
        _remembered(inputs, seen, voice),
        _hook(seen, voice),
    )
    paragraphs = [part for part in parts if part]
    if len(paragraphs[-1].split()) < _MAX_ECHO_WORDS and len(paragraphs) > 2:  # noqa: PLR2004 - two stand alone
        paragraphs[-2:] = [f"{paragraphs[-2]} {paragraphs[-1]}"]
    if inputs.turn == 1:
        paragraphs.append(phrases.HONESTY)
    return "\n\n".join((*paragraphs, seen.panel.as_text()))


@dataclass(slots=True)
class _Voice:
    """Chooses words: the same for the same turn and take, and none that were heard lately."""

    inputs: ReplyInputs
    heard: str = field(init=False)
    _spoken: int = 0

    def __post_init__(self) -> None:
        self.heard = "\n".join(said.text for said in self.inputs.recent if not said.is_author)

    def choose(self, templates: Sequence[str]) -> str:
        """Return one of *templates*, a fresh one where there is one."""
        fresh = [one for one in templates if not self._is_stale(one)] or list(templates)
        chosen = fresh[self._next() % len(fresh)]
        self.heard += f"\n{chosen}"
        return chosen

    def lore(self, entry: KnownEntry) -> str:
        """Return a sentence of the lore of *entry* that was not told lately, or nothing."""
        told = [
            (at, line) for at, line in enumerate(sentences(entry.content)) if self._is_usable(line)
        ]
        if not told:
            return ""
        at, line = told[(self._next() + self.inputs.take) % len(told)]
        self.heard += f"\n{line}"
        return self._told_of(entry, line, is_first=at == 0)

    def note(self, entry: KnownEntry) -> str:
        """Return the newest sentence of the note of *entry* in a frame, or nothing."""
        lines = [without_dates(line) for line in sentences(plain(entry.note))]
        fresh = [line for line in lines if line.rstrip(".!?") not in self.heard]
        if not fresh:
            return ""
        line = fresh[-1]
        self.heard += f"\n{line}"
        names = {word.casefold() for one in self.inputs.entries for word in WORD.findall(one.title)}
        return self.choose(phrases.REMEMBERED).format(
            said=lowered(line, names - {"the"}), Said=line
        )

    def _told_of(self, entry: KnownEntry, line: str, *, is_first: bool) -> str:
        if entry.category == _CHARACTER:
            if _PRONOUN.match(line):
                return _PRONOUN.sub(entry.title, line, count=1)
            if is_first and not Names((entry,)).mentions(line):
                frame = self.choose(phrases.INTRODUCED)
                proper = {word.casefold() for word in WORD.findall(line)[1:] if word[0].isupper()}
                return frame.format(name=entry.title, said=lowered(line, proper))
        return line

    def _is_usable(self, line: str) -> bool:
        if _BACKWARD.match(line) or len(line.split()) > _MAX_LORE_WORDS:
            return False
        return line not in self.heard and line[2:] not in self.heard and "?" not in line

    def _is_stale(self, template: str) -> bool:
        fixed = max(_SLOT.split(template), key=len).strip()
        return bool(fixed) and fixed in self.heard

    def _next(self) -> int:
        self._spoken += 1
        inputs = self.inputs
        base = number(inputs.world, inputs.turn, inputs.message, self._spoken)
        return base + inputs.take - 1


def _setting(seen: Scene, voice: _Voice) -> str:
    """Return where and when it is, where that has changed or has not been said for a while."""
    hour = next((hour for hour in reversed(TIMES) if hour in seen.panel.time), "")
    changed = voice.inputs.panel is None or voice.inputs.panel.time != seen.panel.time
    lines = [voice.choose(phrases.HOURS[hour])] if hour and changed else []
    if seen.place is not None and seen.moved:
        if not lines:
            lines.append(voice.choose(phrases.ARRIVALS).format(place=seen.place.title))
        lines += [voice.note(seen.place) or voice.lore(seen.place)]
    return " ".join(line for line in lines if line)


def _answer(seen: Scene, voice: _Voice) -> str:
    """Return the author's move, taken up and carried a step further."""
    lines = [_echo(seen.lines)]
    kind = next((kind for line in reversed(seen.lines) if (kind := change_kind(line))), "")
    subject = next((one.title for one in seen.named if one.category == _CHARACTER), "")
    choices = [one for one in phrases.TURNS[_pool(kind)] if subject or "{name}" not in one]
    lines.append(voice.choose(choices or phrases.TURNS[""]).format(name=subject))
    if seen.newcomers:
        lines.append(voice.choose(phrases.NEWCOMERS).format(name=seen.newcomers[0]))
    return " ".join(line for line in lines if line)


def _pool(kind: str) -> str:
    return kind if kind in phrases.TURNS else ""


def _echo(lines: Iterable[str]) -> str:
    """Return a short clause of what the author did, told back as you; never the whole turn."""
    for line in reversed(tuple(lines)):
        clause = next((part for part in _CLAUSE.split(line) if _FIRST_PERSON.search(part)), "")
        if clause.startswith("I ") and len(clause.split()) <= _MAX_ECHO_WORDS:
            return ended(second_person(clause))
    return ""


def _remembered(inputs: ReplyInputs, seen: Scene, voice: _Voice) -> str:
    """Return what the notes, and where there are none the lore, say about who is concerned."""
    order = {entry.handle: entry for entry in (*seen.named, *seen.people, *inputs.entries)}
    told: list[str] = []
    for entry in order.values():
        line = voice.note(entry) if entry.note else ""
        if not line and (not entry.note or entry in seen.people):
            line = "" if entry.note else voice.lore(entry)
        if line and not is_told(line, (inputs.message,)):
            told.append(capitalised(line))
        if len(told) == _TOLD_ENTRIES:
            break
    return " ".join(told)


def _hook(seen: Scene, voice: _Voice) -> str:
    others = [name for name in seen.panel.present if name != YOU]
    if others and YOU in seen.panel.present:
        return voice.choose(phrases.HOOKS["with"]).format(name=others[0])
    return voice.choose(phrases.HOOKS["alone"])
