"""The scene after a turn, by rule: time, place, who is present, the mood and the world's fields."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from loredesk.domain.lore import name_key
from loredesk.domain.panel import Panel
from loredesk.gateway.builtin.fates import dead_now
from loredesk.gateway.builtin.lexicon import (
    AWAY,
    DETERMINERS,
    FIELD_SIGNS,
    LOCATING,
    MOODS,
    TIME_WORDS,
    TIMES,
    WEATHER,
)
from loredesk.gateway.builtin.newcomers import find_newcomers, with_article
from loredesk.gateway.builtin.pronouns import resolved
from loredesk.gateway.builtin.prose import WORD, Mention, Names, sentences
from loredesk.ports.task_inputs import KnownEntry, ReplyInputs

YOU = "you"
_MAX_PRESENT = 6
_MAX_FIELD_WORDS = 9
_FIRST_PERSON = re.compile(r"\b(?:I|me|[Mm]y|[Ww]e|us|[Oo]ur)\b")
_REPORTED = re.compile(
    r"\b(?:tells?|told|says?|said|hears?|heard|news|learns?|learned|writes?|wrote|remembers?|knows?|"
    r"knew|confess(?:es|ed)?|thinks?|thought)\b[^.!?]*?\bthat\b.*|\bnews of\b.*"
)
_TIME = re.compile(
    r"\b(?:at|by|in\s+the|this|that|next|towards?|until|all)\s+(?:late\s+|early\s+|same\s+|next\s+)?"
    rf"(?P<word>{'|'.join(TIME_WORDS)})\b",
    re.IGNORECASE,
)
_ANY_TIME = re.compile(rf"\b(?P<word>{'|'.join(TIME_WORDS)})\b", re.IGNORECASE)
_NEXT_DAY = re.compile(
    r"\b(?:next|following)\s+(?:day|morning)\b|\bthe day after\b|\btomorrow\b", re.IGNORECASE
)
_DAY = re.compile(r"\bday (\d+)\b", re.IGNORECASE)
_TIGHT = 2
_PARTS = frozenset(
    {"door", "doors", "gate", "gates", "foot", "top", "edge", "middle", "front", "steps", "roof"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What the narrator sees when the author has spoken."""

    panel: Panel
    place: KnownEntry | None
    moved: bool
    people: tuple[KnownEntry, ...]
    """The known characters who are present."""
    named: tuple[KnownEntry, ...]
    """The entries the author's words name, in order."""
    newcomers: tuple[str, ...]
    lines: tuple[str, ...]
    """The author's sentences, with pronouns put into names where that is safe."""


def scene(inputs: ReplyInputs) -> Scene:
    """Read the author's words against the scene as it stood."""
    before = inputs.panel or Panel()
    spoken = sentences(inputs.message)
    known = Names(inputs.entries)
    here = next((one for one in inputs.entries if one.title == before.place), None)
    new = find_newcomers(spoken, known, here)
    strangers = [
        KnownEntry(handle=f"new {at}", title=one.name, category=one.category)
        for at, one in enumerate(new)
    ]
    names = Names((*inputs.entries, *strangers))
    lines = tuple(resolved(spoken, names))
    place = _place(lines, names) or _opening_place(inputs, names)
    place_name = place.title if place is not None else before.place
    moved = name_key(place_name) != name_key(before.place)
    gone = dead_now(inputs.entries, inputs.recent, lines, names)
    present = _present(inputs, lines, names, kept=() if moved else before.present, away=gone)
    by_title = {name_key(entry.title): entry for entry in inputs.entries}
    panel = Panel(
        time=_time(inputs, names),
        place=place_name,
        present=present,
        mood=_mood(inputs.message) or before.mood or "quiet",
        fields={name: _field(name, inputs) for name in inputs.panel_fields},
    )
    return Scene(
        panel=panel,
        place=place if place is not None else by_title.get(name_key(place_name)),
        moved=moved,
        people=tuple(by_title[key] for key in map(name_key, present) if key in by_title),
        named=tuple(one for one in known.named(" ".join(lines)) if one.handle),
        newcomers=tuple(with_article(one) for one in new),
        lines=lines,
    )


def _place(lines: Sequence[str], names: Names) -> KnownEntry | None:
    """Return the last place the author's words go to or are in."""
    found = None
    for line in lines:
        told = _REPORTED.sub("", line)
        for mention in names.mentions(told):
            if mention.entry.category == "location" and _leads_to(told, mention):
                found = mention.entry
    return found


def _leads_to(line: str, mention: Mention) -> bool:
    before = [word.casefold() for word in WORD.findall(line[: mention.start])]
    while before and (before[-1] in DETERMINERS or before[-1] == "whole"):
        before.pop()
    if before[-1:] == ["of"]:
        return not _PARTS.isdisjoint(before[-_TIGHT:])
    return bool(before) and (before[-1] in LOCATING or before[-1] == "before")


def _opening_place(inputs: ReplyInputs, names: Names) -> KnownEntry | None:
    """Return where the story begins, while no panel says where it is."""
    if inputs.panel is not None and inputs.panel.place:
        return None
    told = " ".join(said.text for said in inputs.recent)
    places = [one for one in names.named(told) if one.category == "location"]
    return places[0] if places else None


def _present(
    inputs: ReplyInputs,
    lines: Sequence[str],
    names: Names,
    *,
    kept: Sequence[str],
    away: Set[str],
) -> tuple[str, ...]:
    found: dict[str, str] = {}
    if _FIRST_PERSON.search(inputs.message) or YOU in kept:
        found[YOU] = YOU
    gone: set[str] = set()
    for line in lines:
        told = _REPORTED.sub("", line)
        for mention in names.mentions(told):
            key = name_key(mention.entry.title)
            if mention.entry.category != "character" or _only_owner(told, mention):
                continue
            (gone.add if _leaves(told, mention) else gone.discard)(key)
            found.setdefault(key, mention.entry.title)
    for name in kept:
        found.setdefault(name_key(name), name)
    return tuple(name for key, name in found.items() if key not in gone | away)[:_MAX_PRESENT]


def _only_owner(line: str, mention: Mention) -> bool:
    return mention.start > 0 and line.startswith(("'s", "\u2019s"), mention.end)


def _leaves(line: str, mention: Mention) -> bool:
    after = [word.casefold() for word in WORD.findall(line[mention.end :])][:_TIGHT]
    return not AWAY.isdisjoint(after)


def _time(inputs: ReplyInputs, names: Names) -> str:
    said = _without_names(inputs.message, names)
    before = inputs.panel.time if inputs.panel is not None else ""
    match = _TIME.search(said)
    if not before:
        told = " ".join(_without_names(one.text, names) for one in inputs.recent)
        seen = match or _ANY_TIME.search(told)
        return f"day 1, {TIME_WORDS[seen['word'].casefold()] if seen else TIMES[1]}"
    known = _ANY_TIME.search(before)
    if known is None and match is None:
        return before
    day = int(found[1]) if (found := _DAY.search(before)) else 1
    at = TIMES.index(TIME_WORDS[known["word"].casefold()]) if known else 0
    if match is not None:
        now = TIMES.index(TIME_WORDS[match["word"].casefold()])
        later = now < at or _NEXT_DAY.search(said) is not None
    elif _NEXT_DAY.search(said):
        now, later = TIMES.index("morning"), True
    else:
        now = (at + (inputs.turn % 2 == 0)) % len(TIMES)
        later = now < at
    return f"day {day + later}, {TIMES[now]}"


def _without_names(text: str, names: Names) -> str:
    for mention in reversed(names.mentions(text)):
        text = text[: mention.start] + text[mention.end :]
    return text


def _mood(text: str) -> str:
    spoken = {word.casefold() for word in WORD.findall(text)}
    scores = {mood: len(spoken & signs) for mood, signs in MOODS.items()}
    best = max(scores, key=lambda mood: scores[mood])
    return best if scores[best] else ""


def _field(name: str, inputs: ReplyInputs) -> str:
    carried = inputs.panel.fields.get(name, "") if inputs.panel is not None else ""
    told = _field_in(name, inputs.message)
    if told or carried:
        return told or carried
    for said in reversed(inputs.recent):
        if told := _field_in(name, said.text):
            return told
    return "as ever"


def _field_in(name: str, text: str) -> str:
    """Return what *text* says about the field *name*: by its signs, else by its own word."""
    spoken = {word.casefold() for word in WORD.findall(text)}
    signs = WEATHER if name.casefold() == "weather" else FIELD_SIGNS.get(name.casefold(), ())
    for needed, value in signs:
        if all(spoken & set(alternatives.split()) for alternatives in needed):
            return value
    stem = name.casefold().rstrip("s")
    for sentence in sentences(text):
        for clause in re.split(r"[,;:\u2014]\s*", sentence):
            heard = [word.casefold() for word in WORD.findall(clause)]
            if any(word.startswith(stem) for word in heard) and 1 < len(heard) <= _MAX_FIELD_WORDS:
                return clause.strip(" .!?")
    return ""
