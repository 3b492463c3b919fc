"""Vectors from any server that speaks the OpenAI protocol.

Spoken without a vendor's library, because theirs cannot leave `encoding_format` out, which some
servers refuse. Importing this module imports an HTTP library.
"""

import asyncio
import base64
import binascii
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import numpy as np

from loredesk.domain.errors import TransientError
from loredesk.domain.services import Provider
from loredesk.gateway import faults
from loredesk.gateway.faults import ContextOverflowError, RefusedParameterError
from loredesk.gateway.habits import Habits
from loredesk.gateway.http import clean_key, in_our_words, open_client, read_object, send
from loredesk.gateway.places import Place
from loredesk.ports.models import EmbedderInfo, Purpose, Vectors

LARGEST_BATCH = 32
_SHORTEST_HALF = 32
_PREFERRED_FORMAT = "float"


class OpenAIEmbedder:
    """Asks one server for vectors, in batches as large as it takes."""

    def __init__(
        self,
        place: Place,
        *,
        info: EmbedderInfo,
        prefixes: dict[Purpose, str],
        habits: Habits,
        seconds: float,
        key: Callable[[], Awaitable[str | None]],
    ) -> None:
        self._place = place
        self._info = info
        self._prefixes = prefixes
        self._habits = habits
        self._seconds = seconds
        self._key = key
        self._client = open_client(place, Provider.OPENAI)

    @property
    def info(self) -> EmbedderInfo:
        """Return which vectors this embedder makes."""
        return self._info

    async def embed(self, texts: Sequence[str], *, purpose: Purpose) -> Vectors:
        """Return one unit vector per text, in order, as float32."""
        prefix = self._prefixes.get(purpose, "")
        wanted = [_sendable(prefix + text) for text in texts]
        rows: list[Vectors] = []
        for start in range(0, len(wanted), LARGEST_BATCH):
            rows.extend(await self._halving(wanted[start : start + LARGEST_BATCH]))
        if not rows:
            return np.empty((0, 0), np.float32)
        if len({row.shape for row in rows}) != 1:
            raise faults.garbled(self._place, "vectors of different lengths")
        return np.stack(rows)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _halving(self, texts: list[str]) -> list[Vectors]:
        """Return the vectors of *texts*; what is too large is asked for by halves.

        The vector of a text that is too long by itself is the mean of those of its halves.
        """
        try:
            return await self._ask(texts)
        except ContextOverflowError:
            if len(texts) == 1 and len(texts[0]) < 2 * _SHORTEST_HALF:
                raise
        if len(texts) > 1:
            middle = len(texts) // 2
            return await self._halving(texts[:middle]) + await self._halving(texts[middle:])
        halves = _halves(texts[0])
        first, second = [(await self._halving([half]))[0] for half in halves]
        mean = first * len(halves[0]) + second * len(halves[1])
        return [self._unit(mean.astype(np.float32))]

    async def _ask(self, texts: list[str]) -> list[Vectors]:
        """Return the vectors of *texts*, worded so that the server takes the request."""
        while True:
            try:
                return await self._ask_once(texts)
            except RefusedParameterError as error:
                if not self._habits.gives_way(error.parameter, wants_json=False):
                    raise

    async def _ask_once(self, texts: list[str]) -> list[Vectors]:
        key = clean_key(self._place, await self._key())
        body: dict[str, Any] = {"model": self._place.model or "default", "input": texts}
        if self._habits.sends("encoding_format"):
            body["encoding_format"] = _PREFERRED_FORMAT
        url = f"{self._place.base_url}/embeddings"
        try:
            async with in_our_words(self._place), asyncio.timeout(self._seconds):
                answer = await send(self._client, "POST", url, key=key, body=body)
        except TimeoutError as error:
            raise faults.too_slow(self._place, self._seconds, "sent no vectors") from error
        return self._read(read_object(self._place, answer, key=key), len(texts))

    def _read(self, data: object, count: int) -> list[Vectors]:
        if isinstance(data, list) and len(data) == 1 and isinstance(data[0], dict):
            data = data[0]
        if isinstance(data, dict) and data.get("error"):
            raise faults.from_error_event(self._place, data)
        items = data.get("data") if isinstance(data, dict) else None
        if not isinstance(items, list) or len(items) != count:
            raise faults.garbled(self._place, "another number of vectors than was asked for")
        rows: dict[int, Vectors] = {}
        for position, item in enumerate(items):
            if not isinstance(item, dict):
                raise faults.garbled(self._place, "vectors of an unknown kind")
            index = item.get("index")
            rows[index if isinstance(index, int) else position] = self._row(item.get("embedding"))
        if sorted(rows) != list(range(count)):
            raise faults.garbled(self._place, "vectors in no known order")
        return [rows[index] for index in range(count)]

    def _row(self, value: object) -> Vectors:
        try:
            if isinstance(value, str):
                row = np.frombuffer(base64.b64decode(value, validate=True), dtype="<f4")
            else:
                row = np.asarray(value, dtype=np.float32)
        except (ValueError, TypeError, OverflowError, binascii.Error) as error:
            raise faults.garbled(self._place, "vectors of an unknown kind") from error
        if row.ndim != 1 or not row.size:
            raise faults.garbled(self._place, "vectors of an unknown kind")
        return self._unit(row.astype(np.float32))

    def _unit(self, row: Vectors) -> Vectors:
        length = float(np.linalg.norm(row.astype(np.float64)))
        if not np.isfinite(length) or length == 0:
            raise TransientError(
                f"{self._place.name} sent a vector without direction.", hint="Try again."
            )
        return (row / length).astype(np.float32)


def _halves(text: str) -> tuple[str, str]:
    """Return *text* in two, cut at a blank near its middle where there is one."""
    middle = len(text) // 2
    blank = text.find(" ", middle, middle + len(text) // 4)
    at = blank if blank > 0 else middle
    return text[:at], text[at:]


def _sendable(text: str) -> str:
    """Return *text* as servers take it: without lone surrogates, and not empty."""
    return text.encode("utf-8", errors="replace").decode("utf-8") or " "
