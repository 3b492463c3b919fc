"""The words of the Anthropic protocol: what is asked, and what the answers mean."""

from collections.abc import Iterator
from typing import Any

from loredesk.gateway import faults
from loredesk.gateway.error_bodies import holds_error
from loredesk.gateway.faults import GarbledError
from loredesk.gateway.habits import Habits, Rung
from loredesk.gateway.places import Place
from loredesk.gateway.prompt_shape import as_dialogue
from loredesk.gateway.wire import Chunk, End, EndReason
from loredesk.ports.models import ModelRequest

_REASONS: dict[str, EndReason] = {
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
    "refusal": "refused",
}


def request_body(request: ModelRequest, habits: Habits) -> tuple[list[Any], dict[str, Any]]:
    """Return the messages of *request* and everything else it asks for.

    JSON is always asked for in words as well: servers that only imitate the protocol ignore
    the schema without a word.
    """
    dialogue = as_dialogue(request.messages, request.schema)
    messages: list[Any] = [{"role": who, "content": text} for who, text in dialogue.turns]
    body: dict[str, Any] = {}
    if dialogue.system:
        body["system"] = dialogue.system
    if request.temperature is not None and habits.sends("temperature"):
        body["temperature"] = min(max(request.temperature, 0.0), 1.0)
    if request.schema is not None and habits.rung is Rung.SCHEMA:
        form = {"type": "json_schema", "schema": dict(request.schema)}
        body["output_config"] = {"format": form}
    return messages, body


class AnthropicReader:
    """Makes chunks of the events of one answer."""

    def __init__(self, place: Place, key: str) -> None:
        self._place = place
        self._key = key
        self._reason: EndReason | None = None
        self._prompt: int | None = None
        self._completion: int | None = None
        self._model = ""

    @property
    def has_finished(self) -> bool:
        """Return whether the server has said how the answer ended."""
        return self._reason is not None

    def take(self, data: dict[str, Any]) -> Iterator[Chunk]:
        """Yield what one event says."""
        if holds_error(data):
            raise faults.from_error_event(self._place, data, key=self._key)
        match data.get("type"):
            case "message_start":
                self._note(_object(data.get("message")))
            case "content_block_start":
                yield from _of_block(_object(data.get("content_block")))
            case "content_block_delta":
                yield from _of_block(_object(data.get("delta")))
            case "message_delta":
                self._note(_object(data.get("delta")))
                self._note_usage(data.get("usage"))
            case "message_stop":
                self._reason = self._reason or "stop"

    def take_whole(self, data: dict[str, Any]) -> Iterator[Chunk]:
        """Yield what an answer says that came in one body, though a stream was asked for."""
        if holds_error(data):
            raise faults.from_error_event(self._place, data, key=self._key)
        content = data.get("content")
        if not isinstance(content, list):
            raise GarbledError("an answer without content")
        for block in content:
            yield from _of_block(_object(block))
        self._note(data)

    def finish(self, *, is_done: bool) -> Chunk:
        """Return the chunk with `end`; raise where the answer broke off."""
        if self._reason is None and not is_done:
            raise faults.cut(self._place)
        return Chunk(
            end=End(
                reason=self._reason or "stop",
                prompt_tokens=self._prompt,
                completion_tokens=self._completion,
                model=self._model,
            )
        )

    def _note(self, message: dict[str, Any]) -> None:
        if isinstance(message.get("model"), str):
            self._model = message["model"]
        reason = message.get("stop_reason")
        if isinstance(reason, str) and reason:
            self._reason = _REASONS.get(reason, "stop")
        self._note_usage(message.get("usage"))

    def _note_usage(self, usage: object) -> None:
        """Take the figures; those of the cache are not part of `input_tokens`."""
        if not isinstance(usage, dict):
            return
        names = ("input_tokens", "cache_read_input_tokens", "cache_creation_input_tokens")
        read = [usage[name] for name in names if isinstance(usage.get(name), int)]
        if read and sum(read):
            self._prompt = sum(read)
        if isinstance(usage.get("output_tokens"), int):
            self._completion = usage["output_tokens"]


def _of_block(block: dict[str, Any]) -> Iterator[Chunk]:
    text, thinking = block.get("text"), block.get("thinking")
    if not isinstance(text, (str, type(None))) or not isinstance(thinking, (str, type(None))):
        raise GarbledError("text of an unknown kind")
    if text or thinking:
        yield Chunk(text=text or "", reasoning=thinking or "")


def _object(value: object) -> dict[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise GarbledError("a piece of an unknown kind")
    return value
