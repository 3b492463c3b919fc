"""A model server for tests: on loopback, with the manners and faults of real ones."""

import asyncio
import json
import re
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from tests.fakes.model_speech import (
    ANTHROPIC,
    OPENAI,
    Dialect,
    Fault,
    Reply,
    faulty,
    refusing,
    spoken,
)
from tests.fakes.scripted_models import shared_words

_DRIP_SECONDS = 0.02
_WORD = re.compile(r"\s*\S+")
_COUNTERS = {"/tokenize", "/api/extra/tokencount"}


class Manner(StrEnum):
    """Whose manners the server has."""

    OPENAI = "openai"
    """Takes everything."""
    REASONING = "reasoning"
    """A reasoning model of OpenAI: wants `max_completion_tokens` and no temperature."""
    OLLAMA = "ollama"
    LM_STUDIO = "lmstudio"
    """Takes `json_schema` only, and never base64."""
    LLAMACPP = "llamacpp"
    KOBOLDCPP = "koboldcpp"
    VLLM = "vllm"
    MISTRAL = "mistral"
    """Refuses every field it does not know."""
    DEEPSEEK = "deepseek"
    """Takes `json_object` only."""
    GEMINI = "gemini"
    """Wraps its errors in a list and refuses `encoding_format`."""
    ANTHROPIC = "anthropic"
    TEI = "tei"
    """Ranks texts in its own way, and does nothing else."""


@dataclass(frozen=True, slots=True)
class Received:
    """A request as it came."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: dict[str, Any]


def _extra_forbidden(name: str) -> dict[str, Any]:
    detail = [{"type": "extra_forbidden", "loc": ["body", name], "msg": "not permitted"}]
    return {"object": "error", "message": {"detail": detail}}


def _refusal_of(manner: Manner, body: Mapping[str, Any]) -> Reply | None:
    """Return how a server of *manner* refuses *body*; None where it takes it."""
    form = (body.get("response_format") or {}).get("type", "")
    if manner is Manner.MISTRAL and "stream_options" in body:
        return refusing(422, _extra_forbidden("stream_options"))
    if manner is Manner.LM_STUDIO and form == "json_object":
        return refusing(400, {"error": "'response_format.type' must be 'json_schema' or 'text'"})
    if manner is Manner.DEEPSEEK and form == "json_schema":
        message = "This response_format type is unavailable now"
        return refusing(400, {"error": {"message": message, "type": "invalid_request_error"}})
    if manner is Manner.GEMINI and "encoding_format" in body:
        error = {"code": 400, "message": "encoding_format is unknown", "status": "INVALID_ARGUMENT"}
        return refusing(400, [{"error": error}])
    if manner is Manner.REASONING:
        return _reasoning_refusal(body)
    return None


def _reasoning_refusal(body: Mapping[str, Any]) -> Reply | None:
    for name, way_out in (
        ("max_tokens", "Use 'max_completion_tokens' instead."),
        ("temperature", ""),
    ):
        if name in body:
            message = f"Unsupported parameter: '{name}' is not supported. {way_out}"
            error = {"message": message, "param": name, "code": "unsupported_parameter"}
            return refusing(400, {"error": error})
    return None


class ModelServer:
    """Answers requests on a free port of 127.0.0.1 while the `async with` block lasts.

    What is queued with `then` is answered first, in order; after that `answer` is said.
    """

    def __init__(self, manner: Manner = Manner.OPENAI, *, answer: str = "Hello there.") -> None:
        self.manner = manner
        self.answer = answer
        self.models = ("fake-model", "other-model")
        self.received: list[Received] = []
        self.hang_ups = 0
        """How often a client went away before the answer was over."""
        self.on_embed: Callable[[list[str]], Reply | list[Any]] | None = None
        self.on_rerank: Callable[[str, list[str]], Any] | None = None
        """Returns what the server says of a query and texts."""
        self.on_count: Callable[[dict[str, Any]], Reply] | None = None
        self._queue: deque[Reply] = deque()
        self._server: asyncio.Server | None = None
        self._port = 0
        self._talks: set[asyncio.Task[Any]] = set()
        self._hung_up = asyncio.Event()

    @property
    def dialect(self) -> Dialect:
        """Return the protocol of its chat."""
        return ANTHROPIC if self.manner is Manner.ANTHROPIC else OPENAI

    @property
    def port(self) -> int:
        """Return where it listens."""
        return self._port

    @property
    def root(self) -> str:
        """Return its address without a path."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def base_url(self) -> str:
        """Return the address a profile needs."""
        return self.root if self.manner is Manner.ANTHROPIC else f"{self.root}/v1"

    @property
    def bodies(self) -> list[dict[str, Any]]:
        """Return the bodies of the requests that asked for something."""
        return [request.body for request in self.received if request.method == "POST"]

    def then(self, *replies: Reply | Fault) -> None:
        """Answer the next requests with *replies*, in order."""
        for reply in replies:
            self._queue.append(faulty(reply, self.dialect) if isinstance(reply, Fault) else reply)

    def says(self, *words: str, **how: Any) -> None:
        """Answer the next request with *words*, one piece each."""
        self.then(spoken(self.dialect, *words, **how))

    async def until_hung_up(self) -> None:
        """Wait until a client went away before its answer was over."""
        async with asyncio.timeout(10):
            await self._hung_up.wait()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._talk, "127.0.0.1", 0, limit=2**24)
        self._port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        for task in tuple(self._talks):
            task.cancel()
        await asyncio.gather(*self._talks, return_exceptions=True)
        await self._server.wait_closed()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._talks.add(task)
        try:
            request = await self._read(reader)
            if request is not None:
                self.received.append(request)
                await self._send(self._reply_to(request), reader, writer)
        except (ConnectionError, asyncio.CancelledError):
            self._note_hang_up()
        finally:
            self._talks.discard(task)
            writer.close()
            with suppress(ConnectionError, asyncio.CancelledError):
                await writer.wait_closed()

    def _note_hang_up(self) -> None:
        self.hang_ups += 1
        self._hung_up.set()

    async def _read(self, reader: asyncio.StreamReader) -> Received | None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        except asyncio.IncompleteReadError:
            return None
        method, path, _ = head[0].split(" ", 2)
        pairs = (line.split(":", 1) for line in head[1:] if ":" in line)
        headers = {name.strip().lower(): value.strip() for name, value in pairs}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        return Received(method, path, headers, json.loads(body) if body else {})

    def _reply_to(self, request: Received) -> Reply:
        if request.method == "GET" or request.path in _COUNTERS:
            return self._told(request)
        if self._queue:
            return self._queue.popleft()
        if refusal := _refusal_of(self.manner, request.body):
            return refusal
        if request.path.endswith(("/embeddings", "/rerank")):
            return self._judged(request)
        if not request.path.endswith(("/chat/completions", "/messages")):
            return refusing(404, {"detail": "Not Found"})
        return spoken(self.dialect, *_WORD.findall(self.answer))

    def _told(self, request: Received) -> Reply:
        counts = request.path in _COUNTERS
        return self._count(request) if counts else self._listing(request.path)

    def _judged(self, request: Received) -> Reply:
        ranks = request.path.endswith("/rerank")
        return self._ranks(request) if ranks else self._embeddings(request.body)

    def _ranks(self, request: Received) -> Reply:
        body, tei = request.body, self.manner is Manner.TEI
        if tei != (request.path == "/rerank"):
            return refusing(404, {"detail": "Not Found"})
        texts = body["texts" if tei else "documents"]
        if self.on_rerank is not None:
            told = self.on_rerank(body["query"], texts)
            return told if isinstance(told, Reply) else refusing(200, told)
        name = "score" if tei else "relevance_score"
        scores = enumerate(shared_words(body["query"], texts))
        items = [{"index": index, name: score / 8} for index, score in scores]
        items.sort(key=lambda item: -item[name])
        return refusing(200, items if tei else {"model": "fake-model", "results": items})

    def _count(self, request: Received) -> Reply:
        """Return the number of words as the tokens of a text, where such a server counts."""
        path, body = request.path, request.body
        if self.on_count is not None:
            return self.on_count(body)
        if self.manner is Manner.LLAMACPP and path == "/tokenize":
            return refusing(200, {"tokens": list(range(len(body["content"].split())))})
        if self.manner is Manner.VLLM and path == "/tokenize":
            words = body["prompt"].split()
            told = {"count": len(words), "max_model_len": 8192, "tokens": [7] * len(words)}
            return refusing(200, told)
        if self.manner is Manner.KOBOLDCPP and path == "/api/extra/tokencount":
            return refusing(200, {"value": len(body["prompt"].split()), "ids": []})
        return refusing(404, {"detail": "Not Found"})

    def _listing(self, path: str) -> Reply:
        path = path.partition("?")[0]
        listed: list[dict[str, Any]] = [{"id": name, "object": "model"} for name in self.models]
        own: dict[tuple[Manner, str], dict[str, Any]] = {
            (Manner.OLLAMA, "/api/tags"): {"models": [{"name": name} for name in self.models]},
            (Manner.KOBOLDCPP, "/api/extra/version"): {"result": "KoboldCpp"},
            (Manner.LM_STUDIO, "/api/v0/models"): {"data": [{**m, "type": "llm"} for m in listed]},
            (Manner.LLAMACPP, "/v1/models"): {
                "data": [{**model, "owned_by": "llamacpp"} for model in listed]
            },
            (Manner.VLLM, "/v1/models"): {"data": [{**m, "max_model_len": 8192} for m in listed]},
        }
        if (self.manner, path) in own:
            return refusing(200, own[self.manner, path])
        if path != "/v1/models":
            return refusing(404, {"detail": "Not Found"})
        return self._queue.popleft() if self._queue else refusing(200, {"data": listed})

    def _embeddings(self, body: Mapping[str, Any]) -> Reply:
        texts = body["input"]
        rows: Reply | list[Any] = (
            self.on_embed(texts) if self.on_embed else [_numbers(text) for text in texts]
        )
        if isinstance(rows, Reply):
            return rows
        items = [{"index": index, "embedding": row} for index, row in enumerate(rows)]
        return refusing(200, {"object": "list", "data": items[::-1], "model": "fake-model"})

    async def _send(
        self, reply: Reply, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        if reply.says_nothing:
            return
        chunked = reply.ending == "reset"
        lines = [f"HTTP/1.1 {reply.status} Status", "connection: close"]
        lines += [f"{name}: {value}" for name, value in reply.headers.items()]
        lines += ["transfer-encoding: chunked"] if chunked else []
        writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
        for part in reply.parts:
            writer.write(b"%x\r\n%b\r\n" % (len(part), part) if chunked else part)
            await writer.drain()
            await asyncio.sleep(0)
        await self._end(reply, reader, writer)

    async def _end(
        self, reply: Reply, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        if reply.ending == "stall":
            await reader.read()
            self._note_hang_up()
        while reply.ending == "drip" and not reader.at_eof():
            writer.write(b": keep-alive\n\n")
            await writer.drain()
            with suppress(TimeoutError):
                async with asyncio.timeout(_DRIP_SECONDS):
                    await reader.read()
        if reply.ending == "drip":
            self._note_hang_up()


def _numbers(text: str) -> list[float]:
    """Return three numbers that depend on *text*."""
    return [float(len(text)), float(sum(map(ord, text)) % 97), 1.0]
