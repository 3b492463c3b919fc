"""How it looks who knows what: as JSON, and in lines for people."""

from collections.abc import Iterator, Mapping
from typing import Any

from loredesk.domain.ids import LoreId
from loredesk.domain.knowing import Learned, Told, known_to
from loredesk.domain.lore import LoreEntry
from loredesk.domain.visibility import EVERYONE, Visibility
from loredesk.domain.who_knows import Learner, WhoKnows

Json = dict[str, Any]


def who_knows(found: WhoKnows) -> Json:
    """Return what `lore show` adds of who knows an entry."""
    return {
        "visibility": _visibility(found.entry.visibility, found.names),
        "learned": [_learner(one) for one in found.learners],
        "sentences": [
            {
                "of": "entry" if one.part == "content" else "note",
                "number": one.number or None,
                "text": one.text,
                "own": None if one.own is None else _visibility(one.own, found.names),
                "visibility": _visibility(one.counts, found.names),
                "like": one.like or None,
                "learned": [_learner(each) for each in one.learners],
            }
            for one in found.sentences
        ],
    }


def who_knows_lines(found: WhoKnows) -> list[str]:
    """Return what `lore show` says of who knows an entry: nothing where everyone knows all of it."""
    lines = []
    if found.entry.visibility != EVERYONE or found.learners:
        lines += ["", f"Known to {found.in_words(found.entry.visibility)}."]
        lines += [_learner_line(one) for one in found.learners]
    for one in found.sentences:
        if one.own is None and not one.like and not one.learners:
            continue
        where = "entry" if one.part == "content" else "note"
        place = (
            f"sentence {one.number} of the {where}" if one.stands else f"no longer in the {where}"
        )
        lines += ["", f"{place}: {one.text}", f"  known to {found.in_words(one.counts)}"]
        if one.like:
            lines.append(f"  since it says what this says: {one.like}")
        lines += [_learner_line(each) for each in one.learners]
    return lines


def learned(one: Learned, titles: Mapping[LoreId, str]) -> Json:
    """Return one thing that was learned, as `lore know` prints it."""
    return {
        "id": one.id,
        "who": {"id": one.who, "title": titles[one.who]},
        "message_id": one.message_id,
        "text": one.text or None,
    }


def told(entry: LoreEntry, found: Told, names: Mapping[LoreId, str]) -> Json:
    """Return what is told of an entry and what is withheld."""
    return {
        "id": entry.id,
        "title": entry.title,
        "told": found.entry is not None,
        "content": found.entry.content if found.entry else "",
        "note": found.note,
        "withheld": [
            {
                "of": "entry" if one.part == "content" else one.part,
                "whole": one.part == "entry",
                "text": one.text,
                "reason": one.reason(names),
                "from": list(one.from_whom),
            }
            for one in found.withheld
        ],
    }


def told_lines(entry: LoreEntry, found: Told, names: Mapping[LoreId, str]) -> Iterator[str]:
    """Yield what is told of an entry and what is withheld, for people."""
    if found.entry is None:
        who = known_to(entry.visibility, names)
        yield f"Nothing is told of {entry.title}: it is known to {who}."
        return
    yield f"{found.entry.title} ({found.entry.category})"
    for text in (found.entry.content, found.note):
        if text:
            yield f"\n{text}"
    for one in found.withheld:
        yield f"\nWithheld, {one.reason(names)}: {one.text}"


def learned_what(entry: LoreEntry, one: Learned) -> str:
    """Return what was learned, as a phrase that follows "knows"."""
    return f"of {entry.title} that {one.text!r}" if one.text else entry.title


def _visibility(one: Visibility, names: Mapping[LoreId, str]) -> Json:
    return {
        "kind": one.kind,
        "by": [{"id": who, "title": names.get(who)} for who in sorted(one.by or ())],
    }


def _learner(one: Learner) -> Json:
    return {
        "id": one.id,
        "who": {"id": one.who, "title": one.name},
        "message_id": one.message_id,
        "turn": one.turn,
        "in_force": one.in_force,
    }


def _learner_line(one: Learner) -> str:
    where = "from the beginning" if one.turn is None else f"in turn {one.turn}"
    return f"  {one.id}  {one.name} learned it {where}" + (
        "" if one.in_force else ", on another line"
    )
