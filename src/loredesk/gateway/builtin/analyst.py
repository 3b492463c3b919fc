"""The built-in analyst: what a turn changes and whom it introduces, found by rule.

It reads the author's words first. From a narrator it takes only what is new: a sentence that
repeats the author or known lore is no event.
"""

from collections.abc import Sequence
from typing import Any

from loredesk.gateway.builtin.changes import Change, find_changes
from loredesk.gateway.builtin.introducing import Newcomer
from loredesk.gateway.builtin.newcomers import find_newcomers
from loredesk.gateway.builtin.prose import Names, is_told, sentences
from loredesk.gateway.builtin.stock import is_stock, is_to_you
from loredesk.ports.task_inputs import AnalysisInputs, KnownEntry

_MAX_UPDATES = 24
_MAX_NARRATED = 2
_RETOLD = 0.5


def analysis(inputs: AnalysisInputs) -> dict[str, Any]:
    """Return the updates and creations of one turn, each with a sentence of the turn as quote."""
    names = Names(inputs.entries)
    written = [line for said in inputs.messages if said.is_author for line in sentences(said.text)]
    narrated = _news(inputs, written)
    here = _here(inputs)
    newcomers = find_newcomers((*written, *narrated), names, here)
    new = [
        KnownEntry(handle=f"new {at}", title=one.name, category=one.category)
        for at, one in enumerate(newcomers)
    ]
    changes = find_changes(written, names, new, here)
    changes += find_changes(narrated, names, new)[:_MAX_NARRATED]
    return {
        "updates": [_update(change) for change in changes[:_MAX_UPDATES]],
        "creations": [_creation(newcomer, inputs.categories) for newcomer in newcomers],
    }


def _here(inputs: AnalysisInputs) -> KnownEntry | None:
    place = inputs.panel.place if inputs.panel is not None else ""
    return next((one for one in inputs.entries if one.title == place), None)


def _news(inputs: AnalysisInputs, written: Sequence[str]) -> list[str]:
    """Return what the narrator said that nobody had said or written before."""
    known = [text for entry in inputs.entries for text in (entry.content, entry.note) if text]
    known += [said.text for said in inputs.recent]
    known += written
    return [
        line
        for said in inputs.messages
        if not said.is_author
        for line in sentences(said.text)
        if not line.startswith(("*", "_", "<"))
        and not is_stock(line)
        and not is_to_you(line)
        and not is_told(line, known, share=_RETOLD)
    ]


def _update(change: Change) -> dict[str, Any]:
    kind = "new state" if change.kind == "state" else change.kind
    return {
        "lore_entry_id": change.entry.handle,
        "update_summary": change.summary,
        "quote": change.quote,
        "reasoning": f"The turn names {change.entry.title} and states a change ({kind}).",
    }


def _creation(newcomer: Newcomer, categories: Sequence[str]) -> dict[str, Any]:
    category = newcomer.category
    if categories and category not in categories:
        category = "concept" if "concept" in categories else categories[0]
    called = f" as a {newcomer.kind}" if newcomer.kind else ""
    return {
        "entity_type": category,
        "name": newcomer.name,
        "creation_summary": newcomer.summary,
        "quote": newcomer.quote,
        "reasoning": f"The turn introduces {newcomer.name}{called}, and no known entry has the name.",
    }
