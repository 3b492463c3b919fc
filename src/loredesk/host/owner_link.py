"""The line between the process that owns a home and others that ask it to do something.

One request and one answer for each connection, as lines of JSON: over a Unix socket in the home,
or over loopback where there are none or the path is too long for one. Where to connect, and a
token only the owner of the home can read, stand in `owner.link`.
"""

import asyncio
import contextlib
import json
import logging
import secrets
import socket
import stat
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from loredesk.domain.errors import LoredeskError, TransientError, UserFixableError
from loredesk.host.files import PRIVATE_FILE, explained, write_whole
from loredesk.host.home import Home

logger = logging.getLogger(__name__)

LINK_NAME = "owner.link"
SOCKET_NAME = "owner.sock"

Request = dict[str, Any]
Answer = dict[str, Any]
Handler = Callable[[Request], Awaitable[Answer]]

_LOOPBACK = "127.0.0.1"
_LONGEST_PATH = 100
"""Bytes of a Unix socket's path that every system takes."""
_MAX_REQUEST = 1_000_000
_MAX_ANSWER = 16_000_000
_MAX_LINK = 4096
_TOKEN_BYTES = 16
_MAX_CALLERS = 16
_CHUNK = 65_536
_SLOWEST_REQUEST = 10.0
"""Seconds a caller has for its request."""


@dataclass(frozen=True, slots=True)
class _Link:
    """Where the owner listens; without a path it is a port of loopback."""

    path: str
    port: int
    token: str


class OwnerServer:
    """Answers the requests of other processes; run by the process that owns the home."""

    def __init__(self, home: Home, handler: Handler) -> None:
        self._home = home
        self._handler = handler
        self._token = secrets.token_hex(_TOKEN_BYTES)
        self._server: asyncio.Server | None = None
        self._callers: set[asyncio.Task[Any]] = set()

    async def start(self) -> None:
        """Listen. Raises UserFixableError where the home allows no socket and no file."""
        try:
            listener, link = await asyncio.to_thread(self._bind)
            with contextlib.ExitStack() as unless_served:
                unless_served.callback(listener.close)
                self._server = await _serve(listener, self._answer)
                unless_served.pop_all()
            await asyncio.to_thread(_write_link, self._home, link)
        except OSError as error:
            await self.aclose()
            raise explained(error, self._home.path, "listen for commands in") from error

    async def aclose(self) -> None:
        """Stop listening, and end the answers that are under way. A second call does nothing."""
        server, self._server = self._server, None
        if server is None:
            return
        await asyncio.to_thread(_forget, self._home)
        server.close()
        callers = tuple(self._callers)
        for caller in callers:
            caller.cancel()
        await asyncio.gather(*callers, return_exceptions=True)
        await server.wait_closed()

    def _bind(self) -> tuple[socket.socket, _Link]:
        path = self._home.path / SOCKET_NAME
        if sys.platform == "win32" or len(str(path).encode()) > _LONGEST_PATH:
            listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
            listener.bind((_LOOPBACK, 0))
            return listener, _Link("", listener.getsockname()[1], self._token)
        _forget(self._home)
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            listener.bind(str(path))
            path.chmod(PRIVATE_FILE)
        except OSError:
            listener.close()
            raise
        return listener, _Link(str(path), 0, self._token)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        caller = asyncio.current_task()
        if caller is None or len(self._callers) >= _MAX_CALLERS:
            writer.close()
            return
        self._callers.add(caller)
        try:
            async with asyncio.timeout(_SLOWEST_REQUEST):
                line = await reader.readuntil(b"\n")
            writer.write(await self._reply(_mapping(line)))
            await writer.drain()
        except (OSError, EOFError, ValueError, asyncio.LimitOverrunError) as error:
            logger.info("A command to this process broke off: %s", type(error).__name__)
        finally:
            self._callers.discard(caller)
            writer.close()

    async def _reply(self, asked: Mapping[str, Any]) -> bytes:
        token = str(asked.get("token"))
        request = asked.get("request")
        if not secrets.compare_digest(token.encode(), self._token.encode()):
            logger.warning("Somebody asked this process with a wrong token")
            return _line({"refused": True}, _MAX_ANSWER)
        if not isinstance(request, dict):
            return _line({"refused": True}, _MAX_ANSWER)
        try:
            return _line({"answer": await self._handler(request)}, _MAX_ANSWER)
        except LoredeskError as error:
            return _line({"error": error.message, "hint": error.hint}, _MAX_ANSWER)
        except Exception:
            logger.exception("A command from another process failed")
            sentence = "Loredesk, which is open here, could not do this."
            hint = f"Its log in {str(self._home.logs)!r} says more."
            return _line({"error": sentence, "hint": hint}, _MAX_ANSWER)


def ask_owner(home: Home, request: Request, timeout: float = 60.0) -> Answer | None:
    """Hand *request* to the process that owns *home*; return None where nobody listens.

    Waits *timeout* seconds in all. Raises UserFixableError with the owner's own sentence where it
    could not do it, and TransientError where it took the request but gave no answer.
    """
    link = _read_link(home)
    if link is None:
        return None
    ends_at = monotonic() + timeout
    question = _line({"token": link.token, "request": request}, _MAX_REQUEST)
    try:
        connection = _connected(link, timeout)
    except OSError:
        return None
    with connection:
        try:
            connection.sendall(question)
            line = _received(connection, ends_at)
        except OSError as error:
            raise _unanswered() from error
    return _understood(line)


def _understood(line: bytes) -> Answer | None:
    try:
        told = _mapping(line)
    except ValueError as error:
        raise _unanswered() from error
    if told.get("refused"):
        return None
    if "error" in told:
        raise UserFixableError(str(told["error"]), hint=str(told.get("hint", "")))
    answer = told.get("answer")
    return answer if isinstance(answer, dict) else {}


def _connected(link: _Link, timeout: float) -> socket.socket:
    if not link.path:
        return socket.create_connection((_LOOPBACK, link.port), timeout=timeout)
    if sys.platform == "win32":
        raise ConnectionRefusedError
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connection.settimeout(timeout)
        connection.connect(link.path)
    except OSError:
        connection.close()
        raise
    return connection


def _received(connection: socket.socket, ends_at: float) -> bytes:
    """Return the line that arrives; what there is of it where the other side breaks off."""
    arrived = bytearray()
    while not arrived.endswith(b"\n"):
        connection.settimeout(max(ends_at - monotonic(), 0.001))
        chunk = connection.recv(_CHUNK)
        if not chunk or len(arrived) > _MAX_ANSWER:
            break
        arrived += chunk
    return bytes(arrived)


def _unanswered() -> TransientError:
    return TransientError(
        "Loredesk, which is open here, gave no answer.",
        hint="It may still carry the command out: look there before you repeat it.",
    )


async def _serve(
    listener: socket.socket,
    answer: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]],
) -> asyncio.Server:
    if listener.family == socket.AF_INET:
        return await asyncio.start_server(answer, sock=listener, limit=_MAX_REQUEST)
    return await asyncio.start_unix_server(answer, sock=listener, limit=_MAX_REQUEST)


def _line(told: Mapping[str, Any], longest: int) -> bytes:
    line = json.dumps(told, ensure_ascii=True).encode() + b"\n"
    if len(line) > longest:
        message = "This is too much to hand from one Loredesk to another."
        raise UserFixableError(message, hint="Close the open Loredesk and run the command again.")
    return line


def _mapping(line: bytes) -> dict[str, Any]:
    """Read one line, raising ValueError where it is no JSON object."""
    try:
        told = json.loads(line)
    except RecursionError as error:
        message = "nested too deeply"
        raise ValueError(message) from error
    if not isinstance(told, dict):
        message = "no JSON object"
        raise ValueError(message)  # noqa: TRY004  # what was sent is wrong, not our code
    return told


def _write_link(home: Home, link: _Link) -> None:
    told = {"path": link.path, "port": link.port, "token": link.token}
    write_whole(home.path / LINK_NAME, json.dumps(told))


def _read_link(home: Home) -> _Link | None:
    try:
        with (home.path / LINK_NAME).open("rb") as stream:
            told = _mapping(stream.read(_MAX_LINK))
        return _Link(str(told["path"]), int(told["port"]), str(told["token"]))
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _forget(home: Home) -> None:
    """Remove what an owner leaves behind; only the owner may call this."""
    path = home.path / SOCKET_NAME
    with contextlib.suppress(OSError):
        if stat.S_ISSOCK(path.stat().st_mode):
            path.unlink()
    with contextlib.suppress(OSError):
        Path(home.path / LINK_NAME).unlink()
