"""Failures of the database file (full, read-only, damaged, held by another) as sentences."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from loredesk.domain.errors import DamagedLibraryError, UserFixableError

_HINTS = {
    "SQLITE_FULL": "The disk is full. Free some space and try again; nothing was lost.",
    "SQLITE_READONLY": "The file or its folder is read-only. Make it writable and try again.",
    "SQLITE_PERM": "The file may not be written to. Change that and try again.",
    "SQLITE_CANTOPEN": "Check that its folder exists and may be written to.",
    "SQLITE_BUSY": "Another program holds the file. Close it and try again.",
    "SQLITE_LOCKED": "Another program holds the file. Close it and try again.",
    "SQLITE_CORRUPT": "Restore a backup: `loredesk backup list` names them.",
    "SQLITE_NOTADB": "Restore a backup: `loredesk backup list` names them.",
}
_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
_OTHER_HINT = "Check the disk, then start Loredesk again; what was saved is safe."
_OUR_OWN = (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError)
"""Kinds of errors that are mistakes of the program, whatever the file is like."""

_REASONS = {
    errno.ENOSPC: ("the disk is full", "Free some space and try again; nothing was lost."),
    errno.EDQUOT: ("your share of the disk is used up", "Free some space and try again."),
    errno.EFBIG: ("the disk takes no larger file", "Free some space and try again."),
    errno.EROFS: ("the disk is read-only", "Make it writable and try again."),
    errno.EACCES: ("it is not allowed", "Give yourself the right to it and try again."),
    errno.EPERM: ("it is not allowed", "Give yourself the right to it and try again."),
}


@contextmanager
def in_our_words(file: Path) -> Iterator[None]:
    """Turn failures of *file* into a UserFixableError; mistakes of the program pass unchanged."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        fault = next(filter(is_of_the_file, _with_what_led_to_it(error)), None)
        if fault is None:
            raise
        cause = _cause(fault)
        name = _name(cause)
        hint = next((hint for key, hint in _HINTS.items() if name.startswith(key)), _OTHER_HINT)
        kind = DamagedLibraryError if name.startswith(_DAMAGED) else UserFixableError
        raise kind(f"{file} could not be used ({cause}).", hint=hint) from error


@contextmanager
def file_in_our_words(path: Path, doing: str) -> Iterator[None]:
    """Turn an OSError about *path* into a UserFixableError: what could not be done, and why."""
    try:
        yield
    except OSError as error:
        unknown = (error.strerror or str(error), "Look at the folder and the disk, then try again.")
        reason, hint = _REASONS.get(error.errno or 0, unknown)
        message = f"Could not {doing} {str(path)!r}: {reason}."
        raise UserFixableError(message, hint=hint) from error


def _with_what_led_to_it(error: BaseException | None) -> Iterator[BaseException]:
    """Yield *error*, then the one that was being dealt with when it arose, and so on.

    A full disk ends a transaction by itself, and what is to be tidied up is not there any more.
    """
    while error is not None:
        yield error
        error = error.__context__


def is_of_the_file(error: BaseException) -> bool:
    """Return whether *error* tells of the file and not of a mistake in a statement."""
    cause = _cause(error)
    return (
        isinstance(cause, sqlite3.DatabaseError)
        and not isinstance(cause, _OUR_OWN)
        and _name(cause) != "SQLITE_ERROR"
    )


def is_of_a_text(error: DBAPIError) -> bool:
    """Return whether a text in the file is not Unicode: the driver says so, and SQLite does not."""
    cause = error.orig
    return isinstance(cause, sqlite3.OperationalError) and not hasattr(cause, "sqlite_errorname")


def _cause(error: BaseException) -> BaseException | None:
    return error.orig if isinstance(error, DBAPIError) else error


def _name(cause: BaseException | None) -> str:
    return str(getattr(cause, "sqlite_errorname", "SQLITE_ERROR"))
