"""What one call to a model cost and how it ended."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from loredesk.domain.services import Provider, Service

CallOutcome = Literal["ok", "cut", "failed", "cancelled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCall:
    """One call to a model, as the ledger keeps it."""

    service: Service
    task: str
    """The id of the prompt; `embed` for vectors, `rerank` for an order."""
    provider: Provider
    model: str
    prompt_tokens: int
    completion_tokens: int
    estimated: bool
    """Whether the tokens are our own count, because the server named none."""
    ms: float
    first_token_ms: float | None
    """None where nothing came, or where the answer came whole."""
    outcome: CallOutcome
    """`cut`: it broke off after a part of the answer had come."""
    error: str
    """What went wrong, as a sentence; empty where nothing did."""
    started_at: datetime
