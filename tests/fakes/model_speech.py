"""What a model server says, as bytes: in two dialects, whole and in every broken way."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Literal

Ending = Literal["close", "stall", "drip", "reset"]
"""What the server does after the last byte: hang up, say nothing, keep alive, or break off."""

_SSE = {"content-type": "text/event-stream"}
_JSON = {"content-type": "application/json"}
_FIGURES = {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10}


class Fault(StrEnum):
    """Everything that is known to go wrong."""

    HTML = "a web page"
    EMPTY_BODY = "an empty body"
    BROKEN_LINE = "a broken line"
    NO_CHOICES = "no choices"
    NULL_CHOICES = "null choices"
    NULL_CONTENT = "null content"
    ERROR_UNDER_200 = "an error under 200"
    SOCKET_CUT = "the socket cut"
    NO_FINISH = "a clean end without a finish"
    LENGTH = "the limit reached"
    REFUSAL = "a refusal"
    STALL = "silence in mid-stream"
    DRIP = "comments that keep alive"
    RATE_SECONDS = "429 for an hour"
    RATE_NEGATIVE = "429 for less than nothing"
    RATE_DATE = "429 until a date"
    RATE_MS = "429 for milliseconds"
    SERVER_ERROR = "500 with a web page"
    OVERFLOW = "a prompt that is too long"
    NO_ANSWER = "the connection closed without an answer"
    HUGE_PIECE = "a piece of twenty megabytes"
    BAD_UTF8 = "bytes that are no text"
    WRONG_TYPES = "text of a wrong type"
    BAD_GZIP = "a damaged compression"
    TOOL_CALL = "a tool call instead of text"
    THOUGHT_ONLY = "thoughts and no answer"
    UNAUTHORIZED = "401"
    FORBIDDEN = "403"
    QUOTA = "402"
    OVERLOADED = "529"
    LOADING = "503 while loading"
    MODEL_MISSING = "404 for the model"
    REDIRECT = "a redirect"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One answer of the server."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: _SSE)
    parts: Sequence[bytes] = ()
    """Sent one after the other, each flushed by itself."""
    ending: Ending = "close"
    says_nothing: bool = False
    """Whether the connection is closed without even a status."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """The events of one protocol."""

    begin: tuple[bytes, ...]
    text: Callable[[str], bytes]
    thought: Callable[[str], bytes]
    finish: Callable[[str], tuple[bytes, ...]]
    """From the reason, in the words of OpenAI."""
    odd: Mapping[Fault, bytes]
    """Pieces with something wrong in them."""
    overflow: Mapping[str, Any]


def event(data: object, name: str = "") -> bytes:
    """Return *data* as a server-sent event."""
    head = f"event: {name}\n" if name else ""
    return f"{head}data: {json.dumps(data)}\n\n".encode()


def _openai(delta: Mapping[str, Any], reason: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": reason}
    return event({"model": "fake-model", "choices": [choice]})


def _openai_finish(reason: str) -> tuple[bytes, ...]:
    usage = event({"model": "fake-model", "choices": [], "usage": _FIGURES})
    return (_openai({}, reason), usage, b"data: [DONE]\n\n")


OPENAI = Dialect(
    begin=(_openai({"role": "assistant", "content": None}),),
    text=lambda text: _openai({"content": text}),
    thought=lambda text: _openai({"reasoning_content": text}),
    finish=_openai_finish,
    odd={
        Fault.NO_CHOICES: event({"choices": []}) + b"data: [DONE]\n\n",
        Fault.NULL_CHOICES: event({"choices": None}) + b"data: [DONE]\n\n",
        Fault.NULL_CONTENT: _openai({"content": None}, "stop") + b"data: [DONE]\n\n",
        Fault.WRONG_TYPES: _openai({"content": {"text": "hello"}}),
        Fault.TOOL_CALL: _openai({"tool_calls": [{"function": {"arguments": "{}"}}]}, "tool_calls"),
        Fault.ERROR_UNDER_200: event(
            {"error": {"code": 502, "message": "upstream broke"}, "choices": None}
        ),
    },
    overflow={
        "error": {
            "code": 400,
            "message": "the request exceeds the available context size",
            "type": "exceed_context_size_error",
            "n_prompt_tokens": 9000,
            "n_ctx": 8192,
        }
    },
)


def _delta(kind: str, name: str, text: object) -> bytes:
    delta = {"type": kind, name: text}
    return event({"type": "content_block_delta", "index": 0, "delta": delta}, "content_block_delta")


_STOP_REASONS = {"stop": "end_turn", "length": "max_tokens", "content_filter": "refusal"}
_START = {
    "type": "message_start",
    "message": {"model": "fake-model", "content": [], "usage": {"input_tokens": 7}},
}


def _anthropic_finish(reason: str) -> tuple[bytes, ...]:
    said = _STOP_REASONS.get(reason, reason)
    usage = {"output_tokens": 3}
    delta = {"type": "message_delta", "delta": {"stop_reason": said}, "usage": usage}
    return (
        event({"type": "content_block_stop", "index": 0}, "content_block_stop"),
        event(delta, "message_delta"),
        event({"type": "message_stop"}, "message_stop"),
    )


_ANTHROPIC_END = b"".join(_anthropic_finish("stop"))

ANTHROPIC = Dialect(
    begin=(event(_START, "message_start"), event({"type": "ping"}, "ping")),
    text=lambda text: _delta("text_delta", "text", text),
    thought=lambda text: _delta("thinking_delta", "thinking", text),
    finish=_anthropic_finish,
    odd={
        Fault.NO_CHOICES: event(_START) + _ANTHROPIC_END,
        Fault.NULL_CHOICES: event({"type": "message_delta", "delta": "stop"}),
        Fault.NULL_CONTENT: _delta("text_delta", "text", None) + _ANTHROPIC_END,
        Fault.WRONG_TYPES: _delta("text_delta", "text", {"text": "hello"}),
        Fault.TOOL_CALL: _delta("input_json_delta", "partial_json", "{}") + _ANTHROPIC_END,
        Fault.ERROR_UNDER_200: event(
            {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}},
            "error",
        ),
    },
    overflow={
        "type": "error",
        "error": {
            "type": "invalid_request_error",
            "message": "prompt is too long: 9000 tokens > 8192 maximum",
        },
    },
)


def spoken(
    dialect: Dialect, *words: str, thought: str = "", reason: str = "stop", figures: bool = True
) -> Reply:
    """Return a whole streamed answer, one piece for each of *words*."""
    thoughts = (dialect.thought(thought),) if thought else ()
    ending = dialect.finish(reason)
    if not figures and dialect is OPENAI:
        ending = (ending[0], ending[2])
    parts = (*dialect.begin, *thoughts, *map(dialect.text, words), *ending)
    return Reply(parts=parts)


def refusing(status: int, body: object, **headers: str) -> Reply:
    """Return an error with *body* as JSON."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status=status, headers={**_JSON, **named}, parts=(json.dumps(body).encode(),))


def faulty(fault: Fault, dialect: Dialect) -> Reply:
    """Return how a server that speaks *dialect* shows *fault*, after two words where it can."""
    if fault in _SHOWN:
        return _SHOWN[fault](dialect)
    return Reply(parts=(*dialect.begin, dialect.odd[fault]))


def _begun(dialect: Dialect, *more: bytes, ending: Ending = "close") -> Reply:
    """Return an answer of two words that goes wrong after them."""
    parts = (*dialect.begin, dialect.text("Once "), dialect.text("upon"), *more)
    return Reply(parts=parts, ending=ending)


def _error(message: str, kind: str = "error") -> dict[str, Any]:
    return {"type": "error", "error": {"type": kind, "message": message}}


_PAGE = b"<!DOCTYPE html><html><body>Please log in</body></html>"
_HTML = {"content-type": "text/html"}
_BUSY = _error("slow down", "rate_limit_error")
_SHOWN: Mapping[Fault, Callable[[Dialect], Reply]] = {
    Fault.NO_FINISH: _begun,
    Fault.SOCKET_CUT: lambda dialect: _begun(dialect, ending="reset"),
    Fault.STALL: lambda dialect: _begun(dialect, ending="stall"),
    Fault.DRIP: lambda dialect: Reply(parts=dialect.begin, ending="drip"),
    Fault.BROKEN_LINE: lambda dialect: _begun(dialect, b'data: {"choices": [{"del\n\n'),
    Fault.BAD_UTF8: lambda dialect: _begun(
        dialect, dialect.text("?").replace(b'"?"', b'"\xff\xfe"')
    ),
    Fault.HUGE_PIECE: lambda dialect: _begun(dialect, dialect.text("x" * 20_000_000)),
    Fault.LENGTH: lambda dialect: spoken(dialect, "Once ", "upon", reason="length"),
    Fault.REFUSAL: lambda dialect: spoken(dialect, "I am", reason="content_filter"),
    Fault.THOUGHT_ONLY: lambda dialect: spoken(dialect, thought="hm"),
    Fault.ERROR_UNDER_200: lambda dialect: _begun(dialect, dialect.odd[Fault.ERROR_UNDER_200]),
    Fault.HTML: lambda _: Reply(headers=_HTML, parts=(_PAGE,)),
    Fault.EMPTY_BODY: lambda _: Reply(),
    Fault.NO_ANSWER: lambda _: Reply(says_nothing=True),
    Fault.BAD_GZIP: lambda _: Reply(
        headers={**_SSE, "content-encoding": "gzip"}, parts=(b"this is not compressed",)
    ),
    Fault.RATE_SECONDS: lambda _: refusing(429, _BUSY, retry_after="3600"),
    Fault.RATE_NEGATIVE: lambda _: refusing(429, _BUSY, retry_after="-5"),
    Fault.RATE_DATE: lambda _: refusing(429, _BUSY, retry_after="Wed, 21 Oct 2099 07:28:00 GMT"),
    Fault.RATE_MS: lambda _: refusing(429, _BUSY, retry_after_ms="20"),
    Fault.SERVER_ERROR: lambda _: Reply(status=500, headers=_HTML, parts=(_PAGE,)),
    Fault.OVERFLOW: lambda dialect: refusing(400, dialect.overflow),
    Fault.UNAUTHORIZED: lambda _: refusing(401, _error("Incorrect API key: sk-canary-123456")),
    Fault.FORBIDDEN: lambda _: refusing(403, _error("not for you", "permission_error")),
    Fault.QUOTA: lambda _: refusing(402, _error("Insufficient credits")),
    Fault.OVERLOADED: lambda _: refusing(529, _error("Overloaded", "overloaded_error")),
    Fault.LOADING: lambda _: refusing(503, {"error": {"code": 503, "message": "Loading model"}}),
    Fault.MODEL_MISSING: lambda _: refusing(404, _error("model 'fake' not found")),
    Fault.REDIRECT: lambda _: Reply(status=307, headers={"location": "http://127.0.0.1:9/v1"}),
}


def in_one_body(text: str) -> Reply:
    """Return an answer of the OpenAI protocol in one body, though a stream was asked for."""
    choice = {"index": 0, "message": {"content": text}, "finish_reason": "stop"}
    body = {"model": "fake-model", "choices": [choice], "usage": _FIGURES}
    return replace(refusing(200, body), status=200)
