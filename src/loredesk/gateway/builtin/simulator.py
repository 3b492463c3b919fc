"""The built-in world simulation: small steps of off-scene characters, drawn from their lore."""

import re
from collections.abc import Callable
from typing import Any

from loredesk.domain.lore import name_key
from loredesk.gateway.builtin.editor import without_dates
from loredesk.gateway.builtin.prose import is_told, number, sentences
from loredesk.ports.task_inputs import KnownEntry, SimulationInputs

_MAX_CHARACTERS = 2
_FEMALE = re.compile(r"\b(?:she|her|woman|girl|mistress|mother|sister|lady|queen)\b", re.IGNORECASE)
_MALE = re.compile(r"\b(?:he|his|him|man|boy|father|brother|lord|king)\b", re.IGNORECASE)
_WANTS = re.compile(
    r"\b(?:wants?|hopes?|wishes|longs|means|intends|plans)(?: most)? to ([^.;:,!?]+)"
)
_OWES = re.compile(r"\bowes ([^.;:,!?]+)")
_FEARS = re.compile(r"\b(?:hates|fears|dreads) ([^.;:,!?]+)")
_PLACE = re.compile(
    r"\b(?:keeper of|mistress of|master of|owner of|works at|lives in|runs) ([^.;:,]+)", re.I
)
_COMMON_TAGS = frozenset({"newcomer", "character", "elder", "child"})

Step = Callable[[KnownEntry, str], str]


def simulation(inputs: SimulationInputs) -> dict[str, Any]:
    """Return what up to two off-scene characters have been doing meanwhile."""
    here = {name_key(name) for name in inputs.panel.present} if inputs.panel else set()
    away = [entry for entry in inputs.entries if name_key(entry.title) not in here]
    away.sort(key=lambda entry: number(inputs.world, inputs.turn, entry.title))
    away.sort(key=lambda entry: not entry.note)
    updates = []
    for entry in away:
        step = _step(entry, inputs.turn)
        if step is not None and len(updates) < _MAX_CHARACTERS:
            updates.append(
                {"lore_entry_id": entry.handle, "update_summary": step[0], "reasoning": step[1]}
            )
    return {"updates": updates}


def _step(entry: KnownEntry, turn: int) -> tuple[str, str] | None:
    """Return the first development, of those that fit, that the note does not tell already."""
    steps = [step for step in (_wish, _debt, _news, _fear, _place, _trade) if step(entry)]
    if not steps:
        return None
    first = turn % len(steps)
    for step in (*steps[first:], *steps[:first]):
        told, reason = step(entry)
        if not is_told(told, (entry.note,), share=0.7):
            return told, reason
    return None


_Development = tuple[str, str] | tuple[()]


def _wish(entry: KnownEntry) -> _Development:
    match = _WANTS.search(f"{entry.note} {entry.content}")
    if match is None:
        return ()
    they = _pronoun(entry)
    told = f"Out of sight, {entry.title} takes a first step towards what {they} has long wanted: to {match[1].strip()}."
    return told.replace("they has", "they have"), f"The lore says what {entry.title} wants."


def _debt(entry: KnownEntry) -> _Development:
    match = _OWES.search(entry.content)
    if match is None:
        return ()
    return (
        f"{entry.title} puts other work aside and begins to settle a debt: {match[1].strip()}.",
        f"The lore says what {entry.title} owes.",
    )


def _news(entry: KnownEntry) -> _Development:
    lines = sentences(entry.note)
    if not lines or "keeps coming back to one thing" in entry.note:
        return ()
    last = without_dates(lines[-1]).rstrip(".!?")
    return (
        f"{entry.title} says little, and keeps coming back to one thing: {last}.",
        f"The latest note on {entry.title} would occupy anybody.",
    )


def _fear(entry: KnownEntry) -> _Development:
    match = _FEARS.search(entry.content)
    if match is None:
        return ()
    return (
        f"{entry.title} lies awake more than before, and will not speak of the reason: {match[1].strip()}.",
        f"The lore says what {entry.title} cannot bear.",
    )


def _place(entry: KnownEntry) -> _Development:
    match = _PLACE.search(entry.content)
    if match is None:
        return ()
    return (
        f"{entry.title} keeps late hours at {match[1].strip()}, and a lamp is seen there long after the others are out.",
        f"The lore ties {entry.title} to a place.",
    )


def _trade(entry: KnownEntry) -> _Development:
    tag = next((tag for tag in entry.tags if tag not in _COMMON_TAGS), "")
    if not tag:
        return ()
    return (
        f"{entry.title} goes about the usual work ({tag}), asks more questions than usual, and listens to the answers.",
        f"Work goes on where {entry.title} is.",
    )


def _pronoun(entry: KnownEntry) -> str:
    female, male = len(_FEMALE.findall(entry.content)), len(_MALE.findall(entry.content))
    if female == male:
        return "they"
    return "she" if female > male else "he"
