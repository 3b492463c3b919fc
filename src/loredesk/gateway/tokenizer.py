"""Asking a server how many tokens its model makes of a text, where it has a way to say so.

Importing this module imports an HTTP library.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from loredesk.domain.errors import LoredeskError, TransientError
from loredesk.domain.services import Provider
from loredesk.gateway.http import clean_key, in_our_words, open_client, read_object, send
from loredesk.gateway.places import Place

SECONDS = 5.0
_LARGEST_COUNT = 10_000_000


class ServerTokenizer:
    """Counts by `/tokenize` (llama.cpp, vLLM) or `/api/extra/tokencount` (KoboldCpp)."""

    def __init__(
        self,
        place: Place,
        *,
        key: Callable[[], Awaitable[str | None]],
        seconds: float = SECONDS,
    ) -> None:
        self._place = place
        self._root = place.base_url.removesuffix("/v1")
        self._key = key
        self._seconds = seconds
        self._client = open_client(place, Provider.OPENAI)
        self._ways = [self._tokenize, self._token_count]

    async def count(self, text: str) -> int | None:
        """Return the tokens of *text*; None where the server does not say, or not in time.

        A way that a server does not know is not tried again.
        """
        try:
            async with asyncio.timeout(self._seconds):
                while self._ways:
                    found = await self._ask(self._ways[0], text)
                    if found is not None:
                        return found
                    self._ways.pop(0)
        except (TimeoutError, TransientError):
            pass
        return None

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _ask(self, way: Callable[[str], tuple[str, object]], text: str) -> int | None:
        """Return what the server says when asked in one *way*; None where it knows no such way."""
        path, body = way(text)
        try:
            key = clean_key(self._place, await self._key())
            async with in_our_words(self._place):
                answer = await send(self._client, "POST", self._root + path, key=key, body=body)
            return _count_in(read_object(self._place, answer, key=key))
        except TransientError:
            raise
        except LoredeskError:
            return None

    def _tokenize(self, text: str) -> tuple[str, object]:
        # The one calls the text `content`, the other `prompt`; each passes over what it does not
        # know.
        body = {"model": self._place.model or "default", "content": text, "prompt": text}
        return "/tokenize", {**body, "add_special": True}

    def _token_count(self, text: str) -> tuple[str, object]:
        return "/api/extra/tokencount", {"prompt": text}


def _count_in(data: object) -> int | None:
    """Return the count in *data*: as a number, or as the tokens themselves."""
    if not isinstance(data, Mapping):
        return None
    told: Any = data.get("count", data.get("value"))
    if isinstance(data.get("tokens"), list) and told is None:
        told = len(data["tokens"])
    is_count = isinstance(told, int) and not isinstance(told, bool)
    return told if is_count and 0 < told < _LARGEST_COUNT else None
