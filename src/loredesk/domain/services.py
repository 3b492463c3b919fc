"""The five kinds of model work, and how an author sets each up: a profile."""

from dataclasses import dataclass
from enum import StrEnum

BUILT_IN = "builtin"


class Service(StrEnum):
    """What a model is asked for."""

    GENERATION = "generation"
    ANALYSIS = "analysis"
    MAINTENANCE = "maintenance"
    EMBEDDING = "embedding"
    RERANKING = "reranking"

    @property
    def is_text(self) -> bool:
        """Return whether its model writes text; the others judge it."""
        return self not in {Service.EMBEDDING, Service.RERANKING}


class Provider(StrEnum):
    """How a model is spoken to."""

    BUILT_IN = BUILT_IN
    OPENAI = "openai"
    """Any server that speaks the OpenAI protocol."""
    ANTHROPIC = "anthropic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """How one service reaches its model. The key itself is never part of it."""

    service: Service
    provider: Provider = Provider.BUILT_IN
    base_url: str = ""
    """Empty for the provider's own address."""
    model: str = ""
    context_tokens: int = 8192
    """How much the model can read and write together."""
    max_tokens: int = 1024
    """How much it may answer."""
    temperature: float | None = None
    """None leaves it to the server."""
    first_token_seconds: float = 300.0
    idle_seconds: float = 90.0
    total_seconds: float = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundServer:
    """A model server that runs on this machine."""

    kind: str
    """What it is, as a short key: `ollama`, `lmstudio`, `llamacpp`, `koboldcpp`, `vllm`."""
    name: str
    """What it is called, for the author."""
    base_url: str
    """What a profile needs to reach it."""
    models: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCheck:
    """What came of trying the model of one service."""

    service: Service
    provider: Provider
    model: str
    ok: bool
    answer: str = ""
    """What it said, shortened; of a service that writes nothing, what came of it."""
    ms: float = 0.0
    problem: str = ""
    hint: str = ""
