"""The turns to play: the lines of a file, or of standard input as they are written."""

import asyncio
import codecs
import contextlib
import io
import os
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TextIO

from loredesk.domain.errors import LoredeskError, UserFixableError

_CHUNK = 65_536

_Arrived = asyncio.Queue[str | LoredeskError | None]
"""Lines, and at the end the reason why there are no more; None where there simply are none."""


async def turns(script: str | None) -> AsyncIterator[str]:
    """Return the turns of *script*, or of standard input where none is named.

    A script is read whole at once, so that nothing is played of one that cannot be read; from
    standard input every turn is played as soon as its line is finished. Blank lines and lines
    that begin with `#` are passed over.
    """
    if script is None:
        return _as_written(sys.stdin)
    text = await asyncio.to_thread(_read, Path(script))
    return _each(text)


async def _each(text: str) -> AsyncIterator[str]:
    for line in text.splitlines():
        if turn := _turn(line):
            yield turn


async def _as_written(stream: TextIO) -> AsyncIterator[str]:
    arrived: _Arrived = asyncio.Queue()
    # Nothing can wake a thread that waits for a keyboard, so the program must not wait for it.
    threading.Thread(
        target=_feed, args=(stream, asyncio.get_running_loop(), arrived), name="stdin", daemon=True
    ).start()
    while (line := await arrived.get()) is not None:
        if isinstance(line, LoredeskError):
            raise line
        if turn := _turn(line):
            yield turn


def _feed(stream: TextIO, loop: asyncio.AbstractEventLoop, arrived: _Arrived) -> None:
    # The loop may be closed by the time the next line is written: then nobody waits for it.
    with contextlib.suppress(RuntimeError):
        end: LoredeskError | None = None
        try:
            for line in _lines(stream):
                loop.call_soon_threadsafe(arrived.put_nowait, line)
        except UnicodeDecodeError:
            end = _no_utf8("Standard input")
        except OSError as error:
            end = UserFixableError(f"Standard input cannot be read ({error.strerror}).")
        loop.call_soon_threadsafe(arrived.put_nowait, end)


def _lines(stream: TextIO) -> Iterator[str]:
    """Yield lines as they are written, whatever the system thinks the encoding is."""
    try:
        descriptor = stream.fileno()
    except (OSError, ValueError, AttributeError, io.UnsupportedOperation):
        yield from stream
        return
    # Read past Python's own buffer: its lock, held by a waiting thread, would break the goodbye.
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    rest = ""
    while chunk := os.read(descriptor, _CHUNK):
        *whole, rest = (rest + decoder.decode(chunk)).split("\n")
        yield from whole
    yield rest + decoder.decode(b"", final=True)


def _read(script: Path) -> str:
    try:
        return script.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise _no_utf8(str(script)) from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        hint = "Check its name and that it may be read."
        message = f"The script {str(script)!r} cannot be read ({reason})."
        raise UserFixableError(message, hint=hint) from error


def _no_utf8(what: str) -> UserFixableError:
    return UserFixableError(f"{what} is not UTF-8 text.", hint="Save it as UTF-8.")


def _turn(line: str) -> str:
    turn = line.strip()
    return "" if turn.startswith("#") else turn
