"""The built-in narrator: calm prose from the author's words, the notes and the lore.

It invents no facts. What it tells is the author's own move, what the retrieved entries say (a
note before the lore it outdates), and phrases that would be true in any world.
"""

import re
from collections.abc import Iterable, Sequence

from loredesk.gateway.builtin import phrases
from loredesk.gateway.builtin.changes import Change, find_changes
from loredesk.gateway.builtin.lexicon import TIMES
from loredesk.gateway.builtin.prose import Names, capitalised, ended, is_told, second_person
from loredesk.gateway.builtin.scene import YOU, Scene, scene
from loredesk.gateway.builtin.voice import Voice, within
from loredesk.ports.task_inputs import ReplyInputs

_FIRST_PERSON = re.compile(r"\bI\b")
_CLAUSE = re.compile(r",\s+(?:and|but|while|so|because|until)\s+|[;:]\s+")
_CHARACTER = "character"
_MAX_ECHO_WORDS = 16
_TOLD_ENTRIES = 2
_BRIEF = 14


def reply(inputs: ReplyInputs) -> str:
    """Return a reply of two to four paragraphs and the panel."""
    seen = scene(inputs)
    voice = Voice(inputs, has_you=YOU in seen.panel.present)
    changes = find_changes(seen.lines, Names(inputs.entries))
    parts = [
        f"{_hour(seen, voice)} {_answer(seen, changes, voice)}".strip(),
        _arrival(seen, voice),
        _told(inputs, seen, changes, voice),
    ]
    hook = _hook(seen, voice)
    paragraphs = [part for part in parts if part]
    if len(paragraphs[-1].split()) > _BRIEF and len(paragraphs) < len(parts):
        paragraphs.append(hook)
    else:
        paragraphs[-1] = f"{paragraphs[-1]} {hook}"
    if inputs.turn == 1 and inputs.message:
        paragraphs.append(phrases.HONESTY)
    return "\n\n".join((*paragraphs, seen.panel.as_text()))


def _hour(seen: Scene, voice: Voice) -> str:
    """Return a line about the time of day, where it has changed."""
    hour = next((hour for hour in reversed(TIMES) if hour in seen.panel.time), "")
    before = voice.inputs.panel.time if voice.inputs.panel is not None else ""
    return voice.choose(phrases.HOURS[hour]) if hour and before != seen.panel.time else ""


def _arrival(seen: Scene, voice: Voice) -> str:
    """Return a paragraph about the place, where the scene has moved there."""
    if seen.place is None or not seen.moved:
        return ""
    name = within(seen.place)
    lines = [capitalised(voice.choose(phrases.ARRIVALS).format(place=name))]
    noted = voice.note(seen.place)
    lines += [noted, voice.lore(seen.place, count=1 if noted else 2, named=not noted)]
    return " ".join(line for line in lines if line)


def _answer(seen: Scene, changes: Sequence[Change], voice: Voice) -> str:
    """Return the author's move, taken up and carried a step further."""
    here = {name for name in seen.panel.present if name != YOU}
    last = changes[-1] if changes else None
    at_last = [one for one in changes if last is not None and one.quote == last.quote]
    order = (*at_last, *reversed(changes))
    subject = next((one.entry.title for one in order if one.entry.title in here), "")
    pool = phrases.TURNS.get(last.kind if last is not None else "", phrases.TURNS[""])
    fitting = [one for one in pool if subject or "{name}" not in one]
    lines = [_echo(seen.lines), voice.choose(fitting or phrases.TURNS[""]).format(name=subject)]
    if seen.newcomers:
        lines.append(capitalised(voice.choose(phrases.NEWCOMERS).format(name=seen.newcomers[0])))
    return " ".join(line for line in lines if line)


def _echo(lines: Iterable[str]) -> str:
    """Return a short clause of what the author did, told back as you; never the whole turn."""
    for line in reversed(tuple(lines)):
        clause = next((part for part in _CLAUSE.split(line) if _FIRST_PERSON.search(part)), "")
        if clause.startswith("I ") and len(clause.split()) <= _MAX_ECHO_WORDS:
            return ended(second_person(clause))
    return ""


def _told(inputs: ReplyInputs, seen: Scene, changes: Sequence[Change], voice: Voice) -> str:
    """Return what the notes, and where there are none the lore, say about who is concerned."""
    changed = {one.entry.handle for one in changes if one.entry.category != _CHARACTER}
    order = {entry.handle: entry for entry in (*seen.people, *seen.named, *inputs.entries)}
    lines: list[str] = []
    for entry in order.values():
        if entry is seen.place and seen.moved:
            continue
        line = voice.note(entry) if entry.note else ""
        if not entry.note and entry.handle not in changed:
            line = voice.lore(entry)
        if line and not is_told(line, (inputs.message,)):
            lines.append(capitalised(line))
        if len(lines) == _TOLD_ENTRIES:
            break
    return " ".join(lines)


def _hook(seen: Scene, voice: Voice) -> str:
    others = [name for name in seen.panel.present if name != YOU]
    if others and voice.has_you:
        return voice.choose(phrases.HOOKS["with"]).format(name=others[0])
    return voice.choose(phrases.HOOKS["alone"])
