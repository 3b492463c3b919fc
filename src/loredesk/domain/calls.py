"""Model calls, as the books keep them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from loredesk.domain.services import Provider, Service

CallOutcome = Literal["ok", "cut", "failed", "cancelled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCall:
    """One question to a model, and how it ended."""

    service: Service
    task: str
    provider: Provider
    model: str
    prompt_tokens: int
    completion_tokens: int
    estimated: bool
    """Whether the tokens are our estimate, because the server did not say."""
    ms: float
    first_token_ms: float | None
    outcome: CallOutcome
    error: str
    started_at: datetime
