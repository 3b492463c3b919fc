"""What Loredesk asks of models: four verbs, in our own words."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from loredesk.domain.messages import Usage
from loredesk.domain.services import Service
from loredesk.ports.task_inputs import TaskInputs

ChatRole = Literal["system", "user", "assistant"]
FinishReason = Literal["stop", "length"]
Purpose = Literal["document", "query"]

Vectors = NDArray[np.float32]
"""Shape (texts, dimensions); every row has length 1."""


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One rendered message of a prompt."""

    role: ChatRole
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRequest:
    """One question to a model.

    Network adapters send the messages; the built-in models read task and inputs only and are a
    pure function of them.
    """

    service: Service
    task: str
    """The id of the prompt: `reply`, `analyse_turn`, `rewrite_note`, …"""
    messages: tuple[ChatMessage, ...]
    inputs: TaskInputs
    max_tokens: int
    temperature: float | None = None
    schema: Mapping[str, Any] | None = field(default=None, hash=False)
    """The JSON schema of the answer; for `json_generate` only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish:
    """How an answer ended."""

    reason: FinishReason
    usage: Usage
    model: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a streamed answer. The last one carries `finish` and no text."""

    text: str = ""
    reasoning: str = ""
    finish: Finish | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonAnswer:
    """An answer read as JSON."""

    data: Any
    raw: str
    usage: Usage
    model: str
    repaired: bool = False
    """Whether the JSON had to be mended before it could be read."""


class TextModel(Protocol):
    """Writes text and JSON."""

    def generate(self, request: ModelRequest) -> AsyncGenerator[Piece, None]:
        """Stream the answer to *request*.

        Ends with a piece that carries `finish`. A stream that breaks off without one raises
        TransientError after the pieces that did arrive. Raises UserFixableError (key, model,
        context too long), TransientError (busy, offline, deadline) or AnswerError (refused,
        empty). Closing the iterator ends the request at the server.
        """
        ...

    async def json_generate(self, request: ModelRequest) -> JsonAnswer:
        """Return the whole answer to *request* as JSON.

        Raises as `generate` does, and AnswerError where the answer is no JSON or was cut.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedderInfo:
    """Which vectors an embedder makes. Vectors of different `model` cannot be compared."""

    model: str
    """Names provider, model and everything else that changes the vectors."""
    description: str
    """For the author: what it is, in a few words."""


class Embedder(Protocol):
    """Turns text into vectors."""

    @property
    def info(self) -> EmbedderInfo:
        """Return which vectors this embedder makes."""
        ...

    async def embed(self, texts: Sequence[str], *, purpose: Purpose) -> Vectors:
        """Return one unit vector per text, in order, as float32.

        Raises UserFixableError and TransientError as a text model does.
        """
        ...


class Reranker(Protocol):
    """Judges how well texts answer a query."""

    async def rerank(self, query: str, texts: Sequence[str]) -> tuple[float, ...]:
        """Return a score for each text, in their order; the higher, the better it answers.

        What the numbers mean differs from model to model; they can be compared with each other
        alone. Raises UserFixableError and TransientError as a text model does.
        """
        ...
