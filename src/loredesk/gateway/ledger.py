"""Writing down every call to a model: what it cost, how long it took, how it ended."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Generator, Sequence
from contextlib import aclosing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from loredesk.domain.calls import CallOutcome, ModelCall
from loredesk.domain.errors import AnswerError, LoredeskError
from loredesk.domain.messages import Usage
from loredesk.domain.services import Profile, Service
from loredesk.domain.tokens import estimate_tokens
from loredesk.ports.models import (
    Embedder,
    EmbedderInfo,
    JsonAnswer,
    ModelRequest,
    Piece,
    Purpose,
    Reranker,
    TextModel,
    Vectors,
)

OnCall = Callable[[ModelCall], None]


@dataclass(slots=True)
class _Entry:
    """A call that is under way."""

    service: Service
    task: str
    profile: Profile
    model: str
    prompt: Sequence[str]
    said: list[str] = field(default_factory=list)
    usage: Usage | None = None
    started_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    began: float = field(default_factory=time.perf_counter)
    first_token_ms: float | None = None

    def heard(self, text: str) -> None:
        """Note that a part of the answer came."""
        if self.first_token_ms is None:
            self.first_token_ms = self._ms()
        self.said.append(text)

    def closed(self, outcome: CallOutcome, error: str) -> ModelCall:
        """Return the call as it ended."""
        usage = self.usage or self._estimate(outcome)
        return ModelCall(
            service=self.service,
            task=self.task,
            provider=self.profile.provider,
            model=self.model,
            prompt_tokens=usage.prompt_tokens,
            completion_tokens=usage.completion_tokens,
            estimated=usage.estimated,
            ms=self._ms(),
            first_token_ms=self.first_token_ms,
            outcome=outcome,
            error=error,
            started_at=self.started_at,
        )

    def _estimate(self, outcome: CallOutcome) -> Usage:
        """Return our own count; a call that failed before any answer has cost nothing."""
        if outcome in {"failed", "cancelled"} and not self.said:
            return Usage(estimated=True)
        return Usage(
            prompt_tokens=sum(estimate_tokens(text) for text in self.prompt),
            completion_tokens=estimate_tokens("".join(self.said)),
            estimated=True,
        )

    def _ms(self) -> float:
        return (time.perf_counter() - self.began) * 1000


class LedgerTextModel:
    """A text model whose calls are written down."""

    def __init__(self, inner: TextModel, profile: Profile, on_call: OnCall) -> None:
        self._inner = inner
        self._profile = profile
        self._on_call = on_call

    async def generate(self, request: ModelRequest) -> AsyncGenerator[Piece]:
        """Stream the answer and write the call down at its end, whatever that is."""
        with _written(self._entry(request), self._on_call) as entry:
            async with aclosing(self._inner.generate(request)) as pieces:
                async for piece in pieces:
                    if piece.finish is not None:
                        entry.usage, entry.model = piece.finish.usage, piece.finish.model
                    else:
                        entry.heard(piece.text + piece.reasoning)
                    yield piece

    async def json_generate(self, request: ModelRequest) -> JsonAnswer:
        """Return the answer as JSON and write the call down."""
        with _written(self._entry(request), self._on_call) as entry:
            answer = await self._inner.json_generate(request)
            entry.usage, entry.model = answer.usage, answer.model
            return answer

    def _entry(self, request: ModelRequest) -> _Entry:
        prompt = [message.content for message in request.messages]
        return _Entry(request.service, request.task, self._profile, self._profile.model, prompt)


class LedgerEmbedder:
    """An embedder whose calls are written down."""

    def __init__(self, inner: Embedder, profile: Profile, on_call: OnCall) -> None:
        self._inner = inner
        self._profile = profile
        self._on_call = on_call

    @property
    def info(self) -> EmbedderInfo:
        """Return which vectors this embedder makes."""
        return self._inner.info

    async def embed(self, texts: Sequence[str], *, purpose: Purpose) -> Vectors:
        """Return one unit vector per text and write the call down."""
        model = self._profile.model or self._inner.info.model
        entry = _Entry(Service.EMBEDDING, "embed", self._profile, model, texts)
        with _written(entry, self._on_call):
            return await self._inner.embed(texts, purpose=purpose)


class LedgerReranker:
    """A reranker whose calls are written down."""

    def __init__(self, inner: Reranker, profile: Profile, on_call: OnCall) -> None:
        self._inner = inner
        self._profile = profile
        self._on_call = on_call

    async def rerank(self, query: str, texts: Sequence[str]) -> tuple[float, ...]:
        """Return a score for each text and write the call down."""
        entry = _Entry(
            Service.RERANKING, "rerank", self._profile, self._profile.model, (query, *texts)
        )
        with _written(entry, self._on_call):
            return await self._inner.rerank(query, texts)


@contextmanager
def _written(entry: _Entry, on_call: OnCall) -> Generator[_Entry]:
    """Write *entry* down when the block ends, however it ends."""
    try:
        yield entry
    except (asyncio.CancelledError, GeneratorExit):
        on_call(entry.closed("cancelled", ""))
        raise
    except LoredeskError as error:
        outcome: CallOutcome = "cut" if entry.said else "failed"
        if isinstance(error, AnswerError) and error.raw and not entry.said:
            entry.said.append(error.raw)
            outcome = "failed"
        on_call(entry.closed(outcome, error.message))
        raise
    except Exception as error:
        on_call(entry.closed("failed", type(error).__name__))
        raise
    on_call(entry.closed("ok", ""))
