"""Failures of a database server (gone, refused, full, busy) as sentences."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError

from loredesk.domain.errors import UserFixableError

_HINTS = {
    "08": "Check that the server runs and can be reached, then try again; nothing was lost.",
    "28": "Check the name and the password for the server.",
    "3D": "Check the name of the database, or have it made on the server.",
    "40": "Others write at the same time. Try again.",
    "53100": "The disk of the server is full. Free some space there and try again.",
    "53300": "The server has too many visitors. Try again later.",
    "53": "The server is short of room. Try again later; nothing was lost.",
    "55P03": "Another Loredesk has been writing for long. Try again, or see whether it hangs.",
    "57": "The server was stopped or is starting. Try again when it runs; nothing was lost.",
    "58": "Have the disk of the server checked; what was saved is safe.",
    "25006": "The server lets nothing be written. Make it writable and try again.",
    "42501": "Have the server grant the right to use all tables of the database.",
    "XX00": "The database on the server is damaged. Put back a copy of it.",
}
"""By the beginning of the server's own code."""
_PASSING = frozenset({"40001", "40P01"})
_NOT_UNIQUE, _TWINS = "23505", "ix_maintenance_queue_waiting"
"""Of twins that come at the same moment, the later one finds the other when it looks again."""
_PASSWORD_HINT = _HINTS["28"]
_UNREACHED_HINT = _HINTS["08"]


@contextmanager
def in_our_words(place: str) -> Iterator[None]:
    """Turn failures of the server into a UserFixableError; mistakes of the program pass."""
    try:
        yield
    except DBAPIError as error:
        hint = _hint(error)
        if hint is None:
            raise
        said = str(error.orig).strip().splitlines()
        raise UserFixableError(
            f"{place} could not be used ({said[0] if said else 'no answer'}).", hint=hint
        ) from error


def is_to_blame(error: BaseException) -> bool:
    """Return whether *error* tells of the server and not of a mistake in a statement."""
    return isinstance(error, DBAPIError) and _hint(error) is not None


def will_pass(error: BaseException) -> bool:
    """Return whether two transactions were in each other's way, so that one had to give in."""
    if not isinstance(error, DBAPIError):
        return False
    code = _code(error)
    return code in _PASSING or (code == _NOT_UNIQUE and _TWINS in str(error.orig))


def _hint(error: DBAPIError) -> str | None:
    code = _code(error)
    if not code and isinstance(error, OperationalError):
        # A connection that never came about, or that was lost, has no code.
        return _PASSWORD_HINT if "authentication failed" in str(error.orig) else _UNREACHED_HINT
    return next((hint for start, hint in _HINTS.items() if code.startswith(start)), None)


def _code(error: DBAPIError) -> str:
    return getattr(error.orig, "sqlstate", None) or ""
