"""Reading server-sent events from bytes as they come, whatever liberties a server takes."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from loredesk.gateway.faults import GarbledError

LONGEST_LINE = 1024 * 1024
DONE = "[DONE]"
_LF = b"\n"
_CR = b"\r"


@dataclass(frozen=True, slots=True)
class ServerEvent:
    """One event: its name, empty where it has none, and its data."""

    name: str
    data: str

    @property
    def is_done(self) -> bool:
        """Return whether this is the sign that nothing follows."""
        return self.data.strip() == DONE

    def read(self) -> dict[str, Any]:
        """Return the data as a JSON object."""
        try:
            value = json.loads(self.data)
        except (ValueError, RecursionError) as error:
            raise GarbledError("an unreadable piece") from error
        if isinstance(value, list) and value and isinstance(value[0], dict):
            value = value[0]
        if not isinstance(value, dict):
            raise GarbledError("a piece of an unknown kind")
        return value


class EventReader:
    """Turns bytes into events.

    Takes any line end, comments, fields without a blank after the colon, events without a blank
    line between them where each is one line of JSON, and bare lines of JSON.
    """

    def __init__(self) -> None:
        self._rest = bytearray()
        self._name = ""
        self._data: list[str] = []
        self._skip_feed = False

    def feed(self, part: bytes) -> Iterator[ServerEvent]:
        """Yield the events that *part* completes."""
        self._rest += part
        while (line := self._next_line()) is not None:
            yield from self._take(line)
        if len(self._rest) > LONGEST_LINE:
            raise GarbledError("a line without end")

    def close(self) -> Iterator[ServerEvent]:
        """Yield what is left when no more bytes come."""
        if self._rest:
            yield from self._take(_decoded(bytes(self._rest)))
            self._rest.clear()
        yield from self._flush()

    def _next_line(self) -> str | None:
        if self._skip_feed and self._rest:
            if self._rest[:1] == _LF:
                del self._rest[0]
            self._skip_feed = False
        ends = [at for at in (self._rest.find(_LF), self._rest.find(_CR)) if at >= 0]
        if not ends:
            return None
        end = min(ends)
        line = bytes(self._rest[:end])
        # A CR may be the first half of a line end whose other half has not come yet.
        self._skip_feed = self._rest[end : end + 1] == _CR
        del self._rest[: end + 1]
        if len(line) > LONGEST_LINE:
            raise GarbledError("a line without end")
        return _decoded(line)

    def _take(self, line: str) -> Iterator[ServerEvent]:
        if not line.strip():
            yield from self._flush()
            return
        if line.lstrip()[:1] in {"{", "["}:
            yield from self._flush()
            yield ServerEvent("", line.strip())
            return
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if field == "data":
            if self._data and _is_whole("\n".join(self._data)):
                yield from self._flush()
            self._data.append(value)
        elif field == "event":
            self._name = value

    def _flush(self) -> Iterator[ServerEvent]:
        if self._data:
            event = ServerEvent(self._name, "\n".join(self._data))
            self._data.clear()
            self._name = ""
            if event.data.strip():
                yield event


def _decoded(line: bytes) -> str:
    try:
        return line.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise GarbledError("text in an unknown encoding") from error


def _is_whole(data: str) -> bool:
    if data.strip() == DONE:
        return True
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True
