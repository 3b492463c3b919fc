"""The JSON schemas of the answers that are data.

Written so that every server takes them: flat objects, no references, patterns or formats, every
property required, nothing else allowed. Every list and text has an upper bound, because a server
that forces an answer into a schema may otherwise never stop writing.
"""

from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]

MAX_UPDATES = 12
MAX_CREATIONS = 6
MAX_SIMULATED = 4
MAX_TAGS = 8
MAX_ALIASES = 6
MAX_CONNECTIONS = 8
MAX_CHAPTER_SENTENCES = 8
MAX_STORY_SENTENCES = 12
MAX_TURNS = 6


def _text(longest: int, description: str) -> dict[str, Any]:
    return {"type": "string", "maxLength": longest, "description": description}


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: dict[str, Any], longest: int) -> dict[str, Any]:
    return {"type": "array", "items": items, "maxItems": longest}


def _summary(longest: int) -> dict[str, Any]:
    sentence = _object(
        text=_text(320, "What happened, as one sentence that stands alone"),
        turns=_list({"type": "integer", "description": "A turn that tells it"}, MAX_TURNS),
    )
    return _object(sentences=_list(sentence, longest))


_HANDLE = _text(12, "The handle of a known entry, such as c1")
_SUMMARY = _text(300, "What changed, as one sentence that stands alone")
_QUOTE = _text(300, "Words of the turn, copied exactly")
_REASONING = _text(240, "Why it belongs in the world's memory, in one short sentence")

ANALYSIS_SCHEMA: Schema = _object(
    updates=_list(
        _object(
            lore_entry_id=_HANDLE,
            update_summary=_SUMMARY,
            quote=_QUOTE,
            reasoning=_REASONING,
        ),
        MAX_UPDATES,
    ),
    creations=_list(
        _object(
            entity_type=_text(40, "The category of the newcomer"),
            name=_text(80, "What the story calls it"),
            creation_summary=_text(300, "Who or what it is, in one sentence"),
            quote=_QUOTE,
            reasoning=_REASONING,
        ),
        MAX_CREATIONS,
    ),
)
"""The answer of `analyse_turn`."""

CREATION_SCHEMA: Schema = _object(
    title=_text(80, "The name of the entry"),
    category=_text(40, "Its category"),
    content=_text(1600, "The entry itself, as reference prose"),
    tags=_list(_text(40, "One lower-case word or two"), MAX_TAGS),
    aliases=_list(_text(80, "Another name the story uses"), MAX_ALIASES),
    connections=_list(
        _object(to=_HANDLE, relation=_text(80, "How it is connected, in a few words")),
        MAX_CONNECTIONS,
    ),
)
"""The answer of `create_entity`."""

SIMULATION_SCHEMA: Schema = _object(
    updates=_list(
        _object(lore_entry_id=_HANDLE, update_summary=_SUMMARY, reasoning=_REASONING),
        MAX_SIMULATED,
    ),
)
"""The answer of `simulate_world`."""


MAX_STATEMENTS = 8
MAX_CITATIONS = 3
_STATEMENT = _object(
    text=_text(400, "One sentence that stands alone"),
    citations=_list(
        _object(
            source=_text(8, "The name of a source, such as s1"),
            quote=_text(300, "Words of that source, copied exactly, that show it"),
        ),
        MAX_CITATIONS,
    ),
)

QUESTION_SCHEMA: Schema = _object(statements=_list(_STATEMENT, MAX_STATEMENTS))
THREADS_SCHEMA: Schema = _object(
    themes=_list(_STATEMENT, MAX_STATEMENTS), threads=_list(_STATEMENT, MAX_STATEMENTS)
)
CHAPTER_SCHEMA: Schema = _summary(MAX_CHAPTER_SENTENCES)
"""The answer of `summarise_chapter`."""

STORY_SCHEMA: Schema = _summary(MAX_STORY_SENTENCES)
"""The answer of `summarise_story`."""
