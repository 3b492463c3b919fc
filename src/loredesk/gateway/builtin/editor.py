"""The built-in note editor: keeps what a note says and adds what happened, dated, in order."""

import re

from loredesk.gateway.builtin.prose import (
    capitalised,
    ended,
    is_told,
    plain,
    sentences,
    third_person,
)
from loredesk.ports.task_inputs import NoteEvent, RewriteInputs

_DATED = re.compile(r"\s*\(turn (\d+)\)(?=[.!?…]?$)")
_WHERE = re.compile(
    r"^(?P<who>.{2,60}?)\s+(?:is|stays|waits|lives|lies|sits|sleeps|stands)\s+(?:now\s+)?"
    r"(?:at|in|on|with|under|beneath|behind|beside|outside|inside)\s",
)
_SAID = 0.8
_LAST_STOP = re.compile(r"(?P<text>.*?)(?P<stop>[.!?…]+[\"\u201d']?)$", re.DOTALL)


def note(inputs: RewriteInputs) -> str:
    """Return the current note with the events of *inputs* taken in."""
    lines = sentences(inputs.entry.note)
    kept = inputs.entry.note.strip()
    for event in sorted(inputs.events, key=lambda event: event.turn):
        told = _told(event)
        if not told or is_told(told, lines, share=_SAID):
            continue
        kept, lines = _superseded(kept, lines, told, event.turn)
        dated = _dated(told, event.turn)
        lines.append(dated)
        kept = f"{kept} {dated}".strip()
    return kept


def without_dates(text: str) -> str:
    """Return a sentence of a note without the turn it is dated with."""
    return _DATED.sub("", text)


def _told(event: NoteEvent) -> str:
    told = plain(event.summary) or plain(event.quote)
    return ended(capitalised(third_person(" ".join(told.split())))) if told else ""


def _dated(told: str, turn: int) -> str:
    match = _LAST_STOP.fullmatch(told)
    if turn < 1 or match is None:
        return told
    return f"{match['text']} (turn {turn}){match['stop']}"


def _superseded(kept: str, lines: list[str], told: str, turn: int) -> tuple[str, list[str]]:
    """Mark older sentences on where the same subject is as no longer so; nothing is lost."""
    where = _WHERE.match(told)
    if where is None:
        return kept, lines
    result = []
    for line in lines:
        old = _WHERE.match(line)
        dated = _DATED.search(line)
        if old is not None and dated is not None and old["who"] == where["who"]:
            marked = line.replace(dated[0], f" (turn {dated[1]}, until turn {turn})")
            kept = kept.replace(line, marked)
            result.append(marked)
        else:
            result.append(line)
    return kept, result
