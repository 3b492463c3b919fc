"""Where keys to model servers are kept."""

from typing import Protocol


class Secrets(Protocol):
    """Keeps keys by name. Calls may block: never make them on the window's thread."""

    def describe(self) -> str:
        """Return where the keys are kept, as words for the author."""
        ...

    def get(self, name: str) -> str | None:
        """Return the key kept under *name*, or None.

        Raises UserFixableError where the key ring is locked.
        """
        ...

    def put(self, name: str, key: str) -> None:
        """Keep *key* under *name*.

        Raises UserFixableError where there is no safe place for it.
        """
        ...

    def delete(self, name: str) -> None:
        """Forget the key under *name*, if there is one."""
        ...
