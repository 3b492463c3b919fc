"""The built-in entry writer: a newcomer as an entry, from what the turn says about it."""

import re
from collections.abc import Sequence
from typing import Any

from loredesk.gateway.builtin.introducing import FIRST_SEEN, Newcomer
from loredesk.gateway.builtin.lexicon import HONORIFICS
from loredesk.gateway.builtin.newcomers import find_newcomers, spoken_name
from loredesk.gateway.builtin.pronouns import resolved
from loredesk.gateway.builtin.prose import (
    Names,
    capitalised,
    ended,
    is_told,
    lowered,
    plain,
    sentences,
    third_person,
)
from loredesk.gateway.builtin.stock import is_stock, is_to_you
from loredesk.ports.task_inputs import CreationInputs, KnownEntry

_BARE = re.compile(r"^(?:an?|the|one|another|some|once|formerly)\s", re.IGNORECASE)
_PLURAL = re.compile(r"(?:ren|men|[^s]s)$")
_MAX_SENTENCES = 4
_MAX_CONNECTIONS = 4
_CHARACTER = "character"
_RELATIONS = {
    "character": {"character": "has met", "location": "was first seen at"},
    "location": {"character": "was found with", "location": "lies near"},
    "item": {"character": "has passed through the hands of", "location": "was first seen at"},
    "faction": {"character": "has dealings with", "location": "came by way of"},
}


def entity(inputs: CreationInputs) -> dict[str, Any]:
    """Return the newcomer of *inputs* as the data of an entry."""
    lines = _lines(inputs)
    return {
        "title": inputs.name,
        "category": inputs.entity_type or "concept",
        "content": _content(inputs, lines),
        "tags": _tags(inputs),
        "aliases": _aliases(inputs),
        "connections": _connections(inputs, lines),
    }


def _lines(inputs: CreationInputs) -> list[str]:
    """Return the sentences about the newcomer: the quote, and what else the turn says of it."""
    newcomer = KnownEntry(handle="", title=inputs.name, category=inputs.entity_type)
    own = Names((newcomer,))
    everybody = Names((*inputs.entries, newcomer, *_companions(inputs)))
    quote = plain(inputs.quote)
    lines: list[str] = []
    for said in sorted(inputs.messages, key=lambda said: not said.is_author):
        spoken = sentences(plain(said.text))
        for line, told in zip(spoken, resolved(spoken, everybody), strict=True):
            if is_stock(line) or (not said.is_author and is_to_you(line)):
                continue
            # A narrator retells what is known, and its pronouns mean others: there the name counts.
            named = own.mentions(told if said.is_author else line)
            if (line == quote or named) and not is_told(told, lines):
                lines.append(told)
    if quote and not lines:
        lines.append(quote)
    return lines[:_MAX_SENTENCES]


def _companions(inputs: CreationInputs) -> list[KnownEntry]:
    """Return the other newcomers of the turn, so that a pronoun is not taken for this one."""
    spoken = [line for said in inputs.messages for line in sentences(said.text)]
    return [
        KnownEntry(handle=f"new {at}", title=one.name, category=one.category)
        for at, one in enumerate(find_newcomers(spoken, Names(inputs.entries)))
        if one.name != inputs.name
    ]


def _introduced(inputs: CreationInputs) -> Newcomer | None:
    newcomers = find_newcomers((plain(inputs.quote),), Names(()))
    return next((one for one in newcomers if one.name == inputs.name), None)


def _content(inputs: CreationInputs, lines: Sequence[str]) -> str:
    first = _introduction(inputs)
    said = [first] if first else []
    newcomer = _introduced(inputs)
    for line in lines:
        told = _without_introduction(line, inputs, newcomer) if first else line
        told = ended(third_person(told))
        if not is_told(told, said):
            said.append(told)
    if not said:
        said.append(f"Little is known about {inputs.name} yet.")
    if inputs.turn:
        said.append(f"First appeared in turn {inputs.turn}.")
    return " ".join(said[: _MAX_SENTENCES + 1])


def _introduction(inputs: CreationInputs) -> str:
    summary = plain(inputs.summary)
    if not summary or summary.startswith(FIRST_SEEN):
        return ""
    if _BARE.match(summary):
        subject = _subject(inputs)
        return ended(f"{capitalised(subject)} {_be(inputs)} {lowered(summary)}")
    if summary.casefold().startswith("who "):
        return ended(f"{inputs.name} is somebody {lowered(summary)}")
    return ended(capitalised(summary))


def _subject(inputs: CreationInputs) -> str:
    return spoken_name(inputs.name, inputs.entity_type, inputs.quote)


def _be(inputs: CreationInputs) -> str:
    return "are" if _is_many(inputs) else "is"


def _is_many(inputs: CreationInputs) -> bool:
    return inputs.entity_type == "faction" and _PLURAL.search(inputs.name) is not None


def _without_introduction(line: str, inputs: CreationInputs, newcomer: Newcomer | None) -> str:
    """Return *line* with the bare name where it said at length what the newcomer is."""
    if newcomer is None or not newcomer.introduced or newcomer.introduced not in line:
        return line
    before, _, after = line.partition(newcomer.introduced)
    verb = re.match(r"\s+(\w+s)\b", after)
    if not before and verb is not None and _is_many(inputs):
        after = f" {_plain_form(verb[1])}{after[verb.end() :]}"
    return f"{before}{_subject(inputs)}{after}"


def _plain_form(verb: str) -> str:
    if verb.endswith("ies"):
        return f"{verb[:-3]}y"
    if verb in {"is", "was", "has"}:
        return {"is": "are", "was": "were", "has": "have"}[verb]
    return verb[:-2] if verb.endswith(("shes", "ches", "sses", "xes", "goes")) else verb[:-1]


def _tags(inputs: CreationInputs) -> list[str]:
    newcomer = _introduced(inputs)
    kinds = [newcomer.kind] if newcomer is not None and newcomer.kind else []
    return list(dict.fromkeys((*kinds, "newcomer")))


def _aliases(inputs: CreationInputs) -> list[str]:
    """Return the parts of a character's name, where no known entry is called so."""
    parts = inputs.name.split()
    if inputs.entity_type != _CHARACTER or len(parts) < 2:  # noqa: PLR2004 - a name of one word
        return []
    known = Names(inputs.entries).words
    return [
        part
        for part in (parts[0], parts[-1])
        if part.casefold() not in HONORIFICS | known and part[0].isupper()
    ]


def _connections(inputs: CreationInputs, lines: Sequence[str]) -> list[dict[str, str]]:
    names = Names(inputs.entries)
    entries = {
        entry.handle: entry for line in lines for entry in names.named(line.split(" that ", 1)[0])
    }
    relations = _RELATIONS.get(inputs.entity_type, {})
    return [
        {"to": handle, "relation": relations.get(entry.category, "appeared together with")}
        for handle, entry in entries.items()
        if entry.title != inputs.name
    ][:_MAX_CONNECTIONS]
