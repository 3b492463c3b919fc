"""The built-in world simulation: small steps of off-scene characters, drawn from their lore."""

import re
from collections.abc import Callable, Set
from typing import Any

from loredesk.domain.lore import name_key
from loredesk.gateway.builtin.editor import without_dates
from loredesk.gateway.builtin.fates import dead_now
from loredesk.gateway.builtin.prose import is_told, number, pick, pronoun_of, sentences
from loredesk.ports.task_inputs import KnownEntry, SimulationInputs

_MAX_CHARACTERS = 2
_TOLD = 0.7
_WANTS = re.compile(
    r"\b(?:wants?|hopes?|wishes|longs|means|intends|plans)(?: most)? (?:is )?to ([^.;:,!?]+)"
)
_OWES = re.compile(r"\bowes ([^.;:,!?]+)")
_FEARS = re.compile(r"\b(?:hates|fears|dreads|cannot bear) ([^.;:,!?]+)")
_PLACE = re.compile(
    r"\b(?:keeper of|mistress of|master of|works at|lives in|runs) ((?:the )?[A-Z][^.;:,]*?)(?=,|\.| and\b)"
)
_NAME = re.compile(r"(?:\b[Tt]he\s+)?\b[A-Z][\w'\u2019-]+(?:\s+[A-Z][\w'\u2019-]+)+")
_ROUTINES = (
    "{name} goes about the usual work, asks more questions than usual, and listens to the answers.",
    "{name} sits up late two nights running, and is at work before anyone else all the same.",
    "{name} has been seen walking alone at an hour that used to be for sleep.",
)

Development = tuple[str, str]
"""What happened, and why that is likely."""


def simulation(inputs: SimulationInputs) -> dict[str, Any]:
    """Return what up to two off-scene characters have been doing meanwhile."""
    here = {name_key(name) for name in inputs.panel.present} if inputs.panel else set()
    gone = dead_now(inputs.entries, inputs.recent)
    away = [entry for entry in inputs.entries if name_key(entry.title) not in here | gone]
    away.sort(key=lambda entry: (not entry.note, number(inputs.world, inputs.turn, entry.title)))
    updates: list[dict[str, str]] = []
    for entry in away:
        if len(updates) == _MAX_CHARACTERS:
            break
        step = _step(entry, inputs.turn, gone)
        if step is not None:
            told, reason = step
            updates.append(
                {"lore_entry_id": entry.handle, "update_summary": told, "reasoning": reason}
            )
    return {"updates": updates}


def _step(entry: KnownEntry, turn: int, gone: Set[str]) -> Development | None:
    """Return a development that fits and that the note does not tell already."""
    fitting = [found for step in _STEPS if (found := step(entry)) is not None]
    fitting.append(_routine(entry, turn))
    first = number(entry.title, turn) % len(fitting)
    for told, reason in (*fitting[first:], *fitting[:first]):
        mourned = any(key in name_key(told) for key in gone)
        if not mourned and not is_told(told, (entry.note,), share=_TOLD):
            return told, reason
    return None


def _wish(entry: KnownEntry) -> Development | None:
    match = _WANTS.search(entry.content)
    if match is None:
        return None
    they = pronoun_of(entry)
    have = "have" if they == "they" else "has"
    told = (
        f"Out of sight, {entry.title} takes a first step towards what {they} {have} long wanted: "
        f"to {match[1].strip()}."
    )
    return told, f"The lore says what {entry.title} wants."


def _debt(entry: KnownEntry) -> Development | None:
    match = _OWES.search(entry.content)
    if match is None:
        return None
    told = (
        f"{entry.title} puts other work aside and sets to paying what is owed: {match[1].strip()}."
    )
    return told, f"The lore says what {entry.title} owes."


def _matter(entry: KnownEntry) -> Development | None:
    """Return how the latest note goes on: it asks after somebody else who is named there."""
    lines = sentences(entry.note)
    if not lines:
        return None
    last = without_dates(lines[-1])
    own = set(entry.title.split())
    others = [name for name in _NAME.findall(last) if own.isdisjoint(name.split())]
    if not others:
        return None
    other = re.sub(r"^The ", "the ", others[0])
    told = f"{entry.title} has not let the matter rest, and asks quietly after {other}."
    return told, f"The latest note on {entry.title} names {other}."


def _fear(entry: KnownEntry) -> Development | None:
    match = _FEARS.search(entry.content)
    if match is None:
        return None
    told = f"{entry.title} sleeps badly, and will not say what it is about: {match[1].strip()}."
    return told, f"The lore says what {entry.title} cannot bear."


def _place(entry: KnownEntry) -> Development | None:
    match = _PLACE.search(entry.content)
    if match is None:
        return None
    where = match[1].strip()
    told = (
        f"{entry.title} keeps late hours at {where}: a lamp is seen there after all others are out."
    )
    return told, f"The lore ties {entry.title} to {where}."


def _routine(entry: KnownEntry, turn: int) -> Development:
    told = pick(_ROUTINES, entry.title, turn).format(name=entry.title)
    return told, f"Life goes on where {entry.title} is."


_STEPS: tuple[Callable[[KnownEntry], Development | None], ...] = (
    _wish,
    _matter,
    _debt,
    _fear,
    _place,
)
