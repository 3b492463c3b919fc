"""How the machine's models speak: every fact is a sentence of its own, so that it can be traced.

A reply tells facts (`Mara finds thing 12.`) and may bring newcomers (`A stranger, Newt 13, comes.`).
The analyst finds exactly these; the editor adds them to the note; the writer writes them down; the
chronicler sums them up, and now and then names turns that are none of its business.
"""

import re
from typing import Any

from loredesk.ports.models import ModelRequest
from loredesk.ports.task_inputs import (
    AnalysisInputs,
    ChapterInputs,
    CreationInputs,
    RewriteInputs,
    StoryInputs,
)

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


def sum_up_a_chapter(request: ModelRequest) -> dict[str, Any]:
    """Return a sentence for each fact of a chapter with its turn, and one that has no source."""
    inputs = request.inputs
    assert isinstance(inputs, ChapterInputs)
    told = [
        {"text": f"It is told of thing {fact}.", "turns": [said.turn, inputs.last_turn + 1]}
        for said in inputs.messages
        for fact in sorted(tokens(said.text))
    ]
    whole = {"text": f"Chapter {inputs.chapter} is told.", "turns": [inputs.last_turn]}
    stray = {"text": "It is told of thing 999999.", "turns": [inputs.last_turn + 1]}
    return {"sentences": [*told[:6], whole, stray]}


def sum_up_the_story(request: ModelRequest) -> dict[str, Any]:
    """Return the newest of what was told, and a sentence that rests on a turn nobody named."""
    inputs = request.inputs
    assert isinstance(inputs, StoryInputs)
    given = [*inputs.before, *(one for chapter in inputs.chapters for one in chapter)]
    told = [{"text": one.text, "turns": list(one.turns)} for one in given]
    return {"sentences": [{"text": "thing 999999.", "turns": [999]}, *told[-8:]]}
