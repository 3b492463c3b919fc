"""The log files in the home: what happened, without keys and without prompts."""

import faulthandler
import logging
import os
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from typing import Self

from loredesk.host.files import PRIVATE_FILE
from loredesk.host.home import Home
from loredesk.host.redaction import Redactor

logger = logging.getLogger(__name__)

CRASH_NAME = "crash.log"

_MAX_BYTES = 2_000_000
_COPIES = 4
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_TALKATIVE = (
    "alembic",
    "anthropic",
    "asyncio",
    "chromadb",
    "httpcore",
    "httpx",
    "httpx2",
    "keyring",
    "markdown_it",
    "openai",
    "qasync",
    "sqlalchemy",
    "urllib3",
)
"""Libraries that would write prompts, keys or every query below a warning."""


class _Redacting(logging.Formatter):
    """Formats a record and takes the keys out of all of it, the traceback too."""

    def __init__(self, redactor: Redactor) -> None:
        super().__init__(_FORMAT)
        self._redactor = redactor

    def format(self, record: logging.LogRecord) -> str:
        return self._redactor.redact(super().format(record))


class _LogFile(RotatingFileHandler):
    """A private log file; where it cannot be written any more, the program goes on without."""

    def _open(self) -> TextIOWrapper:
        os.close(os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT, PRIVATE_FILE))
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  # logging calls it
        """Keep silent: a full disk is reported where the library is written."""


class Logs:
    """The logs of this process, open until `close`."""

    def __init__(
        self, handler: logging.Handler | None, crash_file: TextIOWrapper | None, redactor: Redactor
    ) -> None:
        self.redactor = redactor
        """Tell it every key that is in use."""
        self._handler = handler
        self._crash_file = crash_file

    def close(self) -> None:
        """Stop writing. A second call does nothing."""
        if self._handler is not None:
            logging.getLogger().removeHandler(self._handler)
            self._handler.close()
            self._handler = None
        if self._crash_file is not None:
            faulthandler.disable()
            self._crash_file.close()
            self._crash_file = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


def start(home: Home, *, name: str = "loredesk", level: int = logging.INFO) -> Logs:
    """Write the log of this process to *name*.log, and a crash of the interpreter to crash.log.

    Processes beside the owner of a home take a name of their own, because two cannot share a file
    that is renamed when it is full. Where nothing can be written there is no log.
    """
    redactor = Redactor()
    root = logging.getLogger()
    try:
        handler = _LogFile(
            home.logs / f"{name}.log",
            maxBytes=_MAX_BYTES,
            backupCount=_COPIES,
            encoding="utf-8",
            errors="backslashreplace",
        )
    except OSError:
        return Logs(None, None, redactor)
    handler.setFormatter(_Redacting(redactor))
    root.addHandler(handler)
    root.setLevel(level)
    for library in _TALKATIVE:
        logging.getLogger(library).setLevel(logging.WARNING)
    return Logs(handler, _watch_for_crashes(home), redactor)


def _watch_for_crashes(home: Home) -> TextIOWrapper | None:
    try:
        file = (home.logs / CRASH_NAME).open("a", encoding="utf-8")
    except OSError:
        return None
    faulthandler.enable(file)
    return file
