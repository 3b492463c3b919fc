"""What a chat protocol has to offer: one stream of chunks, whatever the vendor calls them."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Literal, Protocol

from loredesk.gateway.habits import Habits
from loredesk.ports.models import ModelRequest

EndReason = Literal["stop", "length", "refused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """How the server says the answer ended."""

    reason: EndReason = "stop"
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    model: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """A part of an answer as it came; the last one carries `end`."""

    text: str = ""
    reasoning: str = ""
    end: End | None = None


class Wire(Protocol):
    """Speaks one vendor's protocol to one place."""

    def stream(self, request: ModelRequest, habits: Habits) -> AsyncGenerator[Chunk]:
        """Send *request* once and yield the answer as it comes, ending with a chunk with `end`.

        Raises errors of Loredesk only: RefusedParameterError where the request may do with other
        habits, TransientError where the stream breaks off.
        """
        ...

    async def aclose(self) -> None:
        """Close the connections."""
        ...
