"""Speaking HTTP to model servers, with the limits and manners all adapters share.

Importing this module imports an HTTP library, so import it where it is first needed. Redirects
are not followed: a key must not travel to an address the author never entered.
"""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx2

from loredesk.domain.errors import LoredeskError, UserFixableError
from loredesk.domain.services import Provider
from loredesk.gateway import faults
from loredesk.gateway.faults import GarbledError
from loredesk.gateway.places import Place

LARGEST_ANSWER = 8 * 1024 * 1024
LARGEST_COMPLAINT = 64 * 1024
CONNECT_SECONDS = 5.0
PATIENCE = httpx2.Timeout(connect=CONNECT_SECONDS, read=None, write=60.0, pool=10.0)
"""Only the connection has a limit here: how long an answer may take is watched by its content."""

_TOO_MUCH = f"more than {LARGEST_ANSWER // 1024 // 1024} MB"
KEY_HEADER = "loredesk-key"
_REPLACED = ("authorization", "x-api-key", "openai-organization", "openai-project", KEY_HEADER)


class CourteousTransport(httpx2.AsyncBaseTransport):
    """Sends our key and no other, and reads no more of an answer than is good for us.

    The libraries of the vendors take keys and organisations from the environment and would send
    them anywhere; so what they put into those headers is dropped, and the key that a request
    carries in `KEY_HEADER` is put in its place.
    """

    def __init__(self, inner: httpx2.AsyncBaseTransport, provider: Provider) -> None:
        self._inner = inner
        self._provider = provider

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send *request* and return the answer, its body bounded."""
        key = request.headers.get(KEY_HEADER, "")
        kept = [pair for pair in request.headers.multi_items() if not _is_dropped(pair[0])]
        # A copy, because the libraries look their own headers up again in the request they made.
        sent = httpx2.Request(
            request.method,
            request.url,
            headers=[*kept, *key_headers(self._provider, key).items()],
            stream=request.stream,
            extensions=request.extensions,
        )
        response = await self._inner.handle_async_request(sent)
        if isinstance(response.stream, httpx2.AsyncByteStream):
            response.stream = _Bounded(response.stream, is_error=not response.is_success)
        return response

    async def aclose(self) -> None:
        """Close the connections."""
        await self._inner.aclose()


class _Bounded(httpx2.AsyncByteStream):
    """A body that ends, or fails, at its limit."""

    def __init__(self, inner: httpx2.AsyncByteStream, *, is_error: bool) -> None:
        self._inner = inner
        self._is_error = is_error

    async def __aiter__(self) -> AsyncIterator[bytes]:
        left = LARGEST_COMPLAINT if self._is_error else LARGEST_ANSWER
        parts = aiter(self._inner)
        try:
            async for part in parts:
                left -= len(part)
                if left < 0:
                    break
                yield part
        finally:
            await let_go(parts)
        if left < 0 and not self._is_error:
            raise GarbledError(_TOO_MUCH)

    async def aclose(self) -> None:
        """Close the connection below."""
        await self._inner.aclose()


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_success(self) -> bool:
        """Return whether the server calls it one."""
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES


def open_client(place: Place, provider: Provider) -> httpx2.AsyncClient:
    """Return a client for *place*; proxies of the environment serve all but this machine."""
    parts = urlsplit(place.base_url)
    proxy = None
    if not place.is_local and not proxy_bypass(parts.hostname or ""):
        proxy = getproxies().get(parts.scheme)
    # Reading the certificates takes time, and without redirects `http` never needs them.
    inner = httpx2.AsyncHTTPTransport(
        verify=parts.scheme == "https", proxy=_proxy(proxy), trust_env=False
    )
    return httpx2.AsyncClient(
        transport=CourteousTransport(inner, provider),
        timeout=PATIENCE,
        follow_redirects=False,
        trust_env=False,
    )


async def send(
    client: httpx2.AsyncClient, method: str, url: str, *, key: str | None, body: object = None
) -> Answer:
    """Send one request and return the whole answer, whatever its status."""
    content = None if body is None else json.dumps(body).encode()
    headers = {"content-type": "application/json", KEY_HEADER: key or ""}
    async with client.stream(method, url, content=content, headers=headers) as response:
        body = await whole_body(response.aiter_bytes())
        return Answer(response.status_code, dict(response.headers), body)


async def whole_body(parts: AsyncIterator[bytes]) -> bytes:
    """Return *parts* as one, unless they are too many."""
    body = bytearray()
    try:
        async for part in parts:
            body += part
            if len(body) > LARGEST_ANSWER:
                raise GarbledError(_TOO_MUCH)
    finally:
        await let_go(parts)
    return bytes(body)


async def let_go(parts: AsyncIterator[bytes], seconds: float = 0.0) -> None:
    """End the reading of *parts*, giving them *seconds* to end by themselves.

    Below a body lie generators of the HTTP library, one in the other, that cannot be closed from
    outside. Left to the garbage collector they fail noisily on a loop that has no hook for them,
    as the window's has none. Cancelled while they read, they end in order, each in its own task.
    """
    with suppress(TimeoutError, GarbledError, httpx2.HTTPError, httpx2.StreamError):
        async with asyncio.timeout(seconds):
            async for _ in parts:
                pass


def read_object(place: Place, answer: Answer, *, key: str | None) -> object:
    """Return *answer* read as JSON; raise what it means where it is an error."""
    if not answer.is_success:
        raise faults.from_status(
            place, answer.status, answer.headers, answer.body, now=datetime.now(UTC), key=key
        )
    try:
        return json.loads(answer.body)
    except (ValueError, RecursionError) as error:
        what = "a web page" if answer.body.lstrip()[:1] == b"<" else "something unreadable"
        raise faults.garbled(place, what if answer.body.strip() else "nothing") from error


@asynccontextmanager
async def in_our_words(place: Place) -> AsyncGenerator[None]:
    """Translate what the HTTP library raises inside the block; leave bugs alone."""
    try:
        yield
    except (GarbledError, httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError) as error:
        raise translated(place, error) from error


def translated(place: Place, error: BaseException) -> LoredeskError:
    """Return what *error*, raised on the way to *place*, means."""
    if isinstance(error, GarbledError):
        return faults.garbled(place, str(error))
    for kinds, meaning in _MEANINGS:
        if isinstance(error, kinds):
            return meaning(place)
    return faults.cut(place, "the connection was lost")


def _no_proxy(place: Place) -> UserFixableError:
    return UserFixableError(
        f"The proxy on the way to {place.host} did not let us through.",
        hint="Check the proxy settings of this computer.",
    )


def _unspeakable(place: Place) -> UserFixableError:
    return UserFixableError(
        f"The request to {place.host} could not be put into words.",
        hint="Check the address and the key in Settings: they hold signs that cannot be sent.",
    )


_MEANINGS: tuple[tuple[tuple[type[Exception], ...], Callable[[Place], LoredeskError]], ...] = (
    ((httpx2.ConnectTimeout, httpx2.ConnectError), faults.offline),
    ((httpx2.DecodingError,), partial(faults.garbled, what="a damaged body")),
    ((httpx2.ProxyError,), _no_proxy),
    ((httpx2.LocalProtocolError, httpx2.InvalidURL), _unspeakable),
)


def key_headers(provider: Provider, key: str) -> dict[str, str]:
    """Return the headers that carry *key* to a server of *provider*; none for no key."""
    if not key:
        return {}
    return (
        {"x-api-key": key} if provider is Provider.ANTHROPIC else {"authorization": f"Bearer {key}"}
    )


def clean_key(place: Place, key: str | None) -> str:
    """Return *key* as it can be sent; empty for none."""
    key = (key or "").strip()
    if not (key.isascii() and key.isprintable()) or " " in key:
        raise UserFixableError(
            f"The key for {place.host} holds signs that no key has.",
            hint="Copy it again into Settings.",
        )
    return key


def _is_dropped(name: str) -> bool:
    lowered = name.lower()
    return lowered in _REPLACED or lowered.startswith("x-stainless-")


def _proxy(address: str | None) -> str | None:
    """Return *address* where it is a proxy the HTTP library can use by itself."""
    return address if address and address.startswith(("http://", "https://")) else None
