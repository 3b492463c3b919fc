"""Models that say what a test tells them to, and remember what they were asked."""

import asyncio
import hashlib
import json
import re
from collections import deque
from collections.abc import AsyncGenerator, Callable, Sequence
from typing import Any

import numpy as np

from loredesk.domain.errors import AnswerError
from loredesk.domain.messages import Usage
from loredesk.domain.tokens import estimate_tokens
from loredesk.ports.models import (
    EmbedderInfo,
    Finish,
    FinishReason,
    JsonAnswer,
    ModelRequest,
    Piece,
    Purpose,
    Vectors,
)

Script = str | dict[str, Any] | list[Any] | Exception
"""A text, JSON data, or an error to raise."""

_WORD = re.compile(r"\s*\S+\s*")


class ScriptedTextModel:
    """Answers by task: what is queued with `then` first, then what `always` says."""

    def __init__(self, *, model: str = "scripted", finish: FinishReason = "stop") -> None:
        self.model = model
        self.finish = finish
        self.requests: list[ModelRequest] = []
        self.cut_after: int | None = None
        """After how many pieces `cut_error` is raised."""
        self.cut_error: Exception | None = None
        self._queued: dict[str, deque[Script]] = {}
        self._always: dict[str, Script | Callable[[ModelRequest], Script]] = {}
        self.gate: asyncio.Event | None = None
        """Where set, each answer waits for it before its first piece."""

    def then(self, task: str, *answers: Script) -> None:
        """Answer the next requests for *task* with *answers*, in order."""
        self._queued.setdefault(task, deque()).extend(answers)

    def always(self, task: str, answer: Script | Callable[[ModelRequest], Script]) -> None:
        """Answer every other request for *task* with *answer*, or with what it returns."""
        self._always[task] = answer

    def asked(self, task: str) -> list[ModelRequest]:
        """Return the requests for *task*, in order."""
        return [request for request in self.requests if request.task == task]

    async def generate(self, request: ModelRequest) -> AsyncGenerator[Piece, None]:
        """Stream the scripted answer word by word."""
        text = await self._answer(request)
        if not text.strip():
            raise AnswerError("The model answered with nothing.", fault="empty")
        for number, word in enumerate(_WORD.findall(text)):
            if self.cut_error is not None and number == self.cut_after:
                raise self.cut_error
            yield Piece(text=word)
            await asyncio.sleep(0)
        usage = self._usage(request, text)
        yield Piece(finish=Finish(reason=self.finish, usage=usage, model=self.model))

    async def json_generate(self, request: ModelRequest) -> JsonAnswer:
        """Return the scripted answer read as JSON."""
        raw = await self._answer(request)
        try:
            data = json.loads(raw)
        except ValueError as error:
            raise AnswerError(
                "The model did not answer with readable JSON.", fault="invalid", raw=raw
            ) from error
        return JsonAnswer(data=data, raw=raw, usage=self._usage(request, raw), model=self.model)

    async def _answer(self, request: ModelRequest) -> str:
        self.requests.append(request)
        if self.gate is not None:
            await self.gate.wait()
        script = self._script(request)
        if isinstance(script, Exception):
            raise script
        return script if isinstance(script, str) else json.dumps(script, ensure_ascii=False)

    def _script(self, request: ModelRequest) -> Script:
        if queued := self._queued.get(request.task):
            return queued.popleft()
        if request.task not in self._always:
            message = f"no answer is scripted for the task {request.task!r}"
            raise AssertionError(message)
        answer = self._always[request.task]
        return answer(request) if callable(answer) else answer

    def _usage(self, request: ModelRequest, text: str) -> Usage:
        asked = sum(estimate_tokens(message.content) for message in request.messages)
        return Usage(prompt_tokens=asked, completion_tokens=estimate_tokens(text), estimated=True)


class FakeReranker:
    """Scores a text by how many words of the query it has."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, tuple[str, ...]]] = []
        self.error: Exception | None = None
        """Where set, every call raises it."""
        self.answer: tuple[float, ...] | None = None
        """Where set, what every call answers."""
        self.gate: asyncio.Event | None = None
        """Where set, each answer waits for it."""

    async def rerank(self, query: str, texts: Sequence[str]) -> tuple[float, ...]:
        """Return a score for each text."""
        self.calls.append((query, tuple(texts)))
        await asyncio.sleep(0)
        if self.gate is not None:
            await self.gate.wait()
        if self.error is not None:
            raise self.error
        return tuple(map(float, shared_words(query, texts))) if self.answer is None else self.answer


def shared_words(query: str, texts: Sequence[str]) -> list[int]:
    """Return how many words each of *texts* shares with *query*."""
    wanted = set(re.findall(r"\w+", query.lower()))
    return [len(wanted & set(re.findall(r"\w+", text.lower()))) for text in texts]


class FakeEmbedder:
    """Vectors of the words of a text: texts that share words are close."""

    def __init__(self, *, dimension: int = 64, model: str = "fake/words") -> None:
        self.info = EmbedderInfo(model=model, description="words, for tests")
        self.dimension = dimension
        self.calls: list[tuple[tuple[str, ...], Purpose]] = []
        self.error: Exception | None = None
        """Where set, every call raises it."""

    async def embed(self, texts: Sequence[str], *, purpose: Purpose) -> Vectors:
        """Return one unit vector per text."""
        self.calls.append((tuple(texts), purpose))
        await asyncio.sleep(0)
        if self.error is not None:
            raise self.error
        rows = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in re.findall(r"\w+", text.lower()) or [""]:
                digest = hashlib.sha256(word.encode()).digest()
                row[digest[0] % self.dimension] += 1.0
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / lengths, dtype=np.float32)
