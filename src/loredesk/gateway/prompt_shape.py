"""Giving a prompt the shape that servers take: one system text on top, then turn about."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from loredesk.ports.models import ChatMessage

Speaker = Literal["user", "assistant"]
_GO_ON = "Go on."


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A prompt that every server takes."""

    system: str
    turns: tuple[tuple[Speaker, str], ...]
    """Begins and ends with the user; the two take turns; nothing is empty."""


def as_dialogue(messages: Sequence[ChatMessage], schema: Mapping[str, Any] | None) -> Dialogue:
    """Return *messages* as a dialogue; *schema*, where given, is asked for in words.

    Templates of local models raise errors at a second system message or at two messages of one
    speaker in a row, and Anthropic refuses them.
    """
    system: list[str] = []
    turns: list[tuple[Speaker, str]] = []
    for message in messages:
        text = _sendable(message.content)
        if not text.strip():
            continue
        if message.role == "system" and not turns:
            system.append(text)
        else:
            _add(turns, "assistant" if message.role == "assistant" else "user", text)
    if schema is not None:
        _add_request(system, turns, schema)
    if not turns or turns[0][0] == "assistant":
        turns.insert(0, ("user", _GO_ON))
    if turns[-1][0] == "assistant":
        turns.append(("user", _GO_ON))
    return Dialogue("\n\n".join(system), tuple(turns))


def _add(turns: list[tuple[Speaker, str]], speaker: Speaker, text: str) -> None:
    if turns and turns[-1][0] == speaker:
        turns[-1] = (speaker, f"{turns[-1][1]}\n\n{text}")
    else:
        turns.append((speaker, text))


def _add_request(
    system: list[str], turns: list[tuple[Speaker, str]], schema: Mapping[str, Any]
) -> None:
    wish = (
        "Answer with JSON only, without any other words and without a code fence. "
        f"It must fit this JSON schema:\n{json.dumps(schema, ensure_ascii=False)}"
    )
    if turns:
        _add(turns, "user", wish)
    else:
        system.append(wish)


def _sendable(text: str) -> str:
    """Return *text* without lone surrogates, which no encoding can carry."""
    return text.encode("utf-8", errors="replace").decode("utf-8")
