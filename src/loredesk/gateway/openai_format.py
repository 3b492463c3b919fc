"""The words of the OpenAI chat protocol: what is asked, and what the answers mean."""

from collections.abc import Iterator, Mapping
from typing import Any

from loredesk.domain.errors import LoredeskError
from loredesk.gateway import faults
from loredesk.gateway.error_bodies import holds_error
from loredesk.gateway.faults import GarbledError
from loredesk.gateway.habits import Habits, Rung
from loredesk.gateway.places import Place
from loredesk.gateway.prompt_shape import as_dialogue
from loredesk.gateway.wire import Chunk, End, EndReason
from loredesk.ports.models import ModelRequest

_LENGTH = {"length", "max_tokens", "model_length", "max_output_tokens"}
_REFUSED = {"content_filter", "refusal", "safety", "recitation", "prohibited_content", "blocklist"}


def request_body(request: ModelRequest, habits: Habits) -> tuple[list[Any], dict[str, Any]]:
    """Return the messages of *request* and everything else it asks for."""
    schema = request.schema
    in_words = schema if habits.rung is not Rung.SCHEMA else None
    dialogue = as_dialogue(request.messages, in_words)
    messages: list[Any] = [{"role": who, "content": text} for who, text in dialogue.turns]
    if dialogue.system:
        messages.insert(0, {"role": "system", "content": dialogue.system})
    body: dict[str, Any] = {habits.limit_name: max(1, request.max_tokens)}
    if habits.sends("stream_options"):
        body["stream_options"] = {"include_usage": True}
    if request.temperature is not None and habits.sends("temperature"):
        body["temperature"] = request.temperature
    if schema is not None and habits.rung is Rung.SCHEMA:
        form = {"name": request.task or "answer", "strict": True, "schema": dict(schema)}
        body["response_format"] = {"type": "json_schema", "json_schema": form}
    elif schema is not None and habits.rung is Rung.OBJECT:
        body["response_format"] = {"type": "json_object"}
    return messages, body


class OpenAIReader:
    """Makes chunks of the events of one answer, tolerant of everything servers do to them."""

    def __init__(self, place: Place, key: str) -> None:
        self._place = place
        self._key = key
        self._reason: EndReason | None = None
        self._refused = False
        self._usage: Mapping[str, Any] = {}
        self._model = ""

    @property
    def has_finished(self) -> bool:
        """Return whether the server has said how the answer ended."""
        return self._reason is not None

    def take(self, data: dict[str, Any]) -> Iterator[Chunk]:
        """Yield what one event says."""
        if holds_error(data):
            raise self._error(data)
        if isinstance(data.get("model"), str):
            self._model = data["model"]
        if isinstance(data.get("usage"), dict):
            self._usage = data["usage"]
        choice = _first_choice(data.get("choices"))
        delta = choice.get("delta") or choice.get("message") or {}
        if not isinstance(delta, dict):
            raise GarbledError("a piece of an unknown kind")
        reasoning, text = _said(delta)
        if not text and isinstance(choice.get("text"), str):
            text = choice["text"]
        if reasoning or text:
            yield Chunk(reasoning=reasoning, text=text)
        self._refused = self._refused or bool(delta.get("refusal"))
        self._note_end(choice.get("finish_reason"))

    def take_whole(self, data: dict[str, Any]) -> Iterator[Chunk]:
        """Yield what an answer says that came in one body, though a stream was asked for."""
        if not holds_error(data) and not isinstance(data.get("choices"), list):
            raise GarbledError("an answer without content")
        yield from self.take(data)

    def finish(self, *, is_done: bool) -> Chunk:
        """Return the chunk with `end`; raise where the answer broke off."""
        reason = "refused" if self._refused else self._reason
        if reason is None and not is_done:
            raise faults.cut(self._place)
        return Chunk(
            end=End(
                reason=reason or "stop",
                prompt_tokens=_count(self._usage, "prompt_tokens", "input_tokens"),
                completion_tokens=_count(self._usage, "completion_tokens", "output_tokens"),
                model=self._model,
            )
        )

    def _note_end(self, said: object) -> None:
        if not isinstance(said, str) or not said:
            return
        if said.lower() == "error":
            raise faults.cut(self._place, "the server reports an error")
        if said.lower() in _LENGTH:
            self._reason = "length"
        else:
            self._reason = "refused" if said.lower() in _REFUSED else "stop"

    def _error(self, data: dict[str, Any]) -> LoredeskError:
        return faults.from_error_event(self._place, data, key=self._key)


def _first_choice(choices: object) -> dict[str, Any]:
    """Return the one choice we asked for; empty where this event has none."""
    if choices is None or choices == []:
        return {}
    if not isinstance(choices, list):
        raise GarbledError("a piece of an unknown kind")
    for choice in choices:
        if isinstance(choice, dict) and choice.get("index", 0) in {0, None}:
            return choice
    return {}


def _said(delta: Mapping[str, Any]) -> tuple[str, str]:
    """Return the thoughts and the text of *delta*."""
    thoughts = [_plain(delta.get(name)) for name in ("reasoning_content", "reasoning")]
    reasoning = next((thought for thought in thoughts if thought), "")
    content = delta.get("content")
    if isinstance(content, list):
        parts = [part for part in content if isinstance(part, dict)]
        thinking = [part for part in parts if part.get("type") in {"thinking", "reasoning"}]
        reasoning += "".join(_plain(part.get("thinking") or part.get("text")) for part in thinking)
        rest = [part for part in parts if part not in thinking]
        return reasoning, "".join(_plain(part.get("text")) for part in rest)
    if content is not None and not isinstance(content, str):
        raise GarbledError("text of an unknown kind")
    if not reasoning and isinstance(delta.get("reasoning_details"), list):
        details = [item for item in delta["reasoning_details"] if isinstance(item, dict)]
        reasoning = "".join(_plain(item.get("text") or item.get("summary")) for item in details)
    return reasoning, content or ""


def _plain(value: object) -> str:
    """Return the text of *value*, be it a text or a list of parts with texts."""
    if isinstance(value, list):
        return "".join(_plain(part.get("text")) for part in value if isinstance(part, dict))
    return value if isinstance(value, str) else ""


def _count(usage: Mapping[str, Any], *names: str) -> int | None:
    for name in names:
        value = usage.get(name)
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
    return None
