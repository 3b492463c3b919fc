"""The errors of Loredesk, sorted by who can act on them.

LoredeskError
├── UserFixableError   the author can mend it; carries a hint that says how
│   ├── DamagedLibraryError   the library cannot be read; a backup can be put in its place
│   ├── TooLongError   a text does not fit into a model; carries what the server said of sizes
│   └── ModelRefusesError   a server takes nothing of ours: a wrong key, no credit
├── TransientError     waiting may mend it; carries how long to wait at least
│   └── ModelAwayError   a server cannot be reached or is overloaded, whatever it is asked
└── AnswerError        a model answered, but not usably; another try or another model may help

Everything else is a bug and keeps its traceback.
"""

from typing import Literal

AnswerFault = Literal["invalid", "truncated", "refused", "empty"]


class LoredeskError(Exception):
    """Something Loredesk understands went wrong; the text is a sentence for the author."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def sentence(self) -> str:
        """Return what happened and the way out as one line of text."""
        return f"{self.message} {self.hint}".strip()


class UserFixableError(LoredeskError):
    """The author can mend this: a wrong key, a broken file, a full disk."""


class DamagedLibraryError(UserFixableError):
    """The library cannot be read, or is not where it was; what is there has been left untouched."""


class TooLongError(UserFixableError):
    """A text does not fit into what a model can read."""

    def __init__(
        self, message: str, *, hint: str, limit: int | None = None, needed: int | None = None
    ) -> None:
        super().__init__(message, hint=hint)
        self.limit = limit
        """How many tokens the server says it can take; None where it does not say."""
        self.needed = needed
        """How many tokens the server counted in the text; None where it does not say."""


class ModelRefusesError(UserFixableError):
    """A model server takes nothing of ours until the author acts: a wrong key, no credit."""


class TransientError(LoredeskError):
    """Waiting may mend this: a busy server, a lost connection."""

    def __init__(self, message: str, *, hint: str = "", retry_after: float = 0.0) -> None:
        super().__init__(message, hint=hint)
        self.retry_after = retry_after
        """Seconds to wait at least before another try; 0 where the server named none."""


class ModelAwayError(TransientError):
    """A model cannot be reached, is loading, or has too much to do, whatever it is asked."""


class AnswerError(LoredeskError):
    """A model answered, but what it said cannot be used for the task."""

    def __init__(self, message: str, *, fault: AnswerFault, raw: str = "", hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.fault = fault
        self.raw = raw
        """What the model said, kept for the author to see."""
