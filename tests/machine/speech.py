"""How the machine's models speak: every fact is a sentence of its own, so that it can be traced.

A reply tells facts (`Mara finds thing 12.`) and may bring newcomers (`A stranger, Newt 13, comes.`).
The analyst finds exactly these; the editor adds them to the note; the writer writes them down.
"""

import re
from typing import Any

from loredesk.ports.models import ModelRequest
from loredesk.ports.task_inputs import AnalysisInputs, CreationInputs, RewriteInputs

FACT = re.compile(r"(\w+) finds thing (\d+)\.")
NEWCOMER = re.compile(r"A stranger, (Newt\d+), comes with thing (\d+)\.")
TOKENS = re.compile(r"thing (\d+)\.")
BY_HAND = re.compile(r"By hand (\d+)\.")


def tokens(text: str) -> set[int]:
    """Return the numbers of the facts *text* tells."""
    return {int(number) for number in TOKENS.findall(text)}


def hands(text: str) -> set[int]:
    """Return the numbers of the sentences in *text* that were written by hand."""
    return {int(number) for number in BY_HAND.findall(text)}


def analyse(request: ModelRequest) -> dict[str, Any]:
    """Return the facts and newcomers of a turn, each with its quote."""
    assert isinstance(request.inputs, AnalysisInputs)
    handles = {entry.title: entry.handle for entry in request.inputs.entries}
    text = "\n".join(message.text for message in request.inputs.messages)
    return {
        "updates": [
            {
                "lore_entry_id": handles[found[1]],
                "update_summary": found[0],
                "quote": found[0],
                "reasoning": "It is said.",
            }
            for found in FACT.finditer(text)
            if found[1] in handles
        ],
        "creations": [
            {
                "entity_type": "character",
                "name": found[1],
                "creation_summary": found[0],
                "quote": found[0],
                "reasoning": "Nobody knew them.",
            }
            for found in NEWCOMER.finditer(text)
        ],
    }


def rewrite(request: ModelRequest) -> str:
    """Return the note with the events put behind it, one sentence each."""
    assert isinstance(request.inputs, RewriteInputs)
    note = request.inputs.entry.note
    new = [one.summary for one in request.inputs.events if one.summary not in note]
    return " ".join(part for part in (note, *new) if part)


def rewrite_carelessly(request: ModelRequest) -> str:
    """Return the note rewritten by somebody who drops what the author wrote."""
    return BY_HAND.sub("", rewrite(request)).strip() or "Nothing."


def create(request: ModelRequest) -> dict[str, Any]:
    """Return the entry of a newcomer: what was said of them."""
    assert isinstance(request.inputs, CreationInputs)
    return {
        "title": request.inputs.name,
        "category": "character",
        "content": request.inputs.summary,
        "tags": [],
        "aliases": [],
        "connections": [],
    }
