"""Scores from any server that ranks texts: llama.cpp, vLLM, Jina, Cohere, Voyage, TEI and their like.

Importing this module imports an HTTP library.
"""

import asyncio
import math
from collections.abc import Awaitable, Callable, Mapping, Sequence
from http import HTTPStatus

from loredesk.domain.services import Provider
from loredesk.gateway import faults
from loredesk.gateway.http import Answer, clean_key, in_our_words, open_client, read_object, send
from loredesk.gateway.places import Place

_UNKNOWN = {HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED}
_SCORES = ("relevance_score", "score")


class ServerReranker:
    """Asks one server in the way most know, or in the way of TEI where it knows only that."""

    def __init__(
        self,
        place: Place,
        *,
        seconds: float,
        key: Callable[[], Awaitable[str | None]],
    ) -> None:
        self._place = place
        self._seconds = seconds
        self._key = key
        self._client = open_client(place, Provider.OPENAI)
        self._ways = [self._usual, self._of_tei]

    async def rerank(self, query: str, texts: Sequence[str]) -> tuple[float, ...]:
        """Return a score for each text, in their order."""
        if not texts:
            return ()
        sendable = [_sendable(text) for text in texts]
        key = clean_key(self._place, await self._key())
        try:
            async with in_our_words(self._place), asyncio.timeout(self._seconds):
                answer = await self._asked(_sendable(query), sendable, key)
        except TimeoutError as error:
            raise faults.too_slow(self._place, self._seconds, "did not rank the texts") from error
        return self._read(read_object(self._place, answer, key=key), len(texts))

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _asked(self, query: str, texts: list[str], key: str) -> Answer:
        answers = []
        for way in self._ways:
            url, body = way(query, texts)
            answers.append(await send(self._client, "POST", url, key=key, body=body))
            if answers[-1].status not in _UNKNOWN:
                break
        if len(answers) > 1 and answers[-1].is_success:
            self._ways.reverse()
            return answers[-1]
        return answers[0]

    def _usual(self, query: str, texts: list[str]) -> tuple[str, object]:
        model = self._place.model or "default"
        body = {"model": model, "query": query, "documents": texts, "top_n": len(texts)}
        return f"{self._place.base_url}/rerank", body

    def _of_tei(self, query: str, texts: list[str]) -> tuple[str, object]:
        root = self._place.base_url.removesuffix("/v1")
        return f"{root}/rerank", {"query": query, "texts": texts, "truncate": True}

    def _read(self, data: object, count: int) -> tuple[float, ...]:
        if isinstance(data, Mapping) and data.get("error"):
            raise faults.from_error_event(self._place, data)
        items = data
        if isinstance(data, Mapping):
            items = next((data[name] for name in ("results", "data") if name in data), None)
        if not isinstance(items, list):
            raise faults.garbled(self._place, "no scores")
        scores: dict[int, float] = {}
        for item in items:
            index = item.get("index") if isinstance(item, Mapping) else None
            score = _score_in(item)
            if not isinstance(index, int) or isinstance(index, bool) or score is None:
                raise faults.garbled(self._place, "scores of an unknown kind")
            scores[index] = score
        if sorted(scores) != list(range(count)) or len(items) != count:
            raise faults.garbled(self._place, "scores of other texts than it was sent")
        return tuple(scores[index] for index in range(count))


def _score_in(item: object) -> float | None:
    """Return the score in *item*; None where it has none, or one that is no number."""
    if not isinstance(item, Mapping):
        return None
    score = next((item[name] for name in _SCORES if name in item), None)
    if isinstance(score, bool) or not isinstance(score, int | float):
        return None
    return float(score) if math.isfinite(score) else None


def _sendable(text: str) -> str:
    """Return *text* as servers take it: without lone surrogates, and not empty."""
    return text.encode("utf-8", errors="replace").decode("utf-8") or " "
