"""What commands print of contexts: what a model was told, and why."""

from dataclasses import asdict
from typing import Any

from loredesk.domain.explanations import ComparedContexts, WhyNot
from loredesk.domain.manifest import ContextEntry, ContextPassage, LeftOut, Manifest

Json = dict[str, Any]


def context_summary(manifest: Manifest) -> Json:
    """Return what a reply was told, without the texts."""
    return {
        "tokens": manifest.tokens,
        "budget": manifest.budget,
        "entries": [
            {
                "title": one.title,
                "handle": one.handle,
                "reason": one.reason,
                "tokens": one.tokens,
                "cut": one.cut,
            }
            for one in manifest.entries
        ],
        "passages": [
            {"title": one.title, "reason": one.reason, "tokens": one.tokens}
            for one in manifest.passages
        ],
        "left_out": [{"title": one.title, "reason": one.reason} for one in manifest.left_out],
    }


def context(manifest: Manifest) -> Json:
    """Return the answer of `context`: everything that is sent, and why."""
    return {
        "tokens": manifest.tokens,
        "budget": manifest.budget,
        "blocks": [
            {"name": one.name, "role": one.role, "tokens": one.tokens, "text": one.text}
            for one in manifest.blocks
        ],
        "entries": [_entry(one) for one in manifest.entries],
        "passages": [_passage(one) for one in manifest.passages],
        "left_out": [_left_out(one) for one in manifest.left_out],
        "remarks": list(manifest.remarks),
    }


def why_not(answer: WhyNot) -> Json:
    """Return the answer of `why-not`."""
    return {**asdict(answer), "scores": dict(answer.scores)}


def compared(found: ComparedContexts) -> Json:
    """Return what differs between two replies."""
    return {
        "here": {"tokens": found.here.tokens, "budget": found.here.budget},
        "there": {"tokens": found.there.tokens, "budget": found.there.budget},
        "items": [{**asdict(one), "unit": one.unit.value} for one in found.items],
    }


def _entry(one: ContextEntry) -> Json:
    return {
        "title": one.title,
        "handle": one.handle,
        "entry_id": one.entry_id,
        "revision": one.revision,
        "reason": one.reason,
        "scores": dict(one.scores),
        "tokens": one.tokens,
        "cut": one.cut,
    }


def _passage(one: ContextPassage) -> Json:
    return {
        "unit": one.unit.value,
        "title": one.title,
        "message_id": one.message_id,
        "turn": one.turn,
        "reason": one.reason,
        "scores": dict(one.scores),
        "tokens": one.tokens,
    }


def _left_out(one: LeftOut) -> Json:
    return {
        "unit": one.unit.value,
        "title": one.title,
        "entry_id": one.entry_id,
        "message_id": one.message_id,
        "reason": one.reason,
        "scores": dict(one.scores),
    }
