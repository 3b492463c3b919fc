"""Putting a backup in the place of a library that is open in a window."""

import asyncio
from collections.abc import Callable

from loredesk.bootstrap.closed import restore
from loredesk.domain.backups import Restored
from loredesk.domain.errors import LoredeskError, UserFixableError
from loredesk.host.home import Home


class Replacing:
    """Carries a wish for a backup from the open library to the moment when it is closed.

    Who asked is answered once the library is open again, or could not be.
    """

    def __init__(self, home: Home) -> None:
        self._home = home
        self._name = ""
        self._answer: asyncio.Future[Restored] | None = None
        self._restored: Restored | LoredeskError | None = None
        self.wanted = asyncio.Event()
        """Set when the library is to be closed."""
        self.may_close: Callable[[], bool] = lambda: True
        """Tells whether nothing the author has written would be lost by closing it."""

    async def replace(self, name: str) -> Restored:
        """Have the library closed, backup *name* put in its place, and opened again."""
        if self._answer is not None:
            message = "A backup is being restored already."
            raise UserFixableError(message, hint="Wait until the library is open again.")
        if not self.may_close():
            message = "Something you have written in a form is not saved yet."
            raise UserFixableError(message, hint="Save or discard it, then restore the backup.")
        self._name = name
        self._answer = asyncio.get_running_loop().create_future()
        self.wanted.set()
        # Who asked may go with the window; the answer is for whoever is left.
        return await asyncio.shield(self._answer)

    async def carry_out(self) -> bool:
        """Restore what was asked for, the library being closed; return whether anything was."""
        if not self.wanted.is_set():
            return False
        self.wanted.clear()
        await self.put_back(self._name)
        return True

    async def put_back(self, name: str) -> None:
        """Put backup *name* in the place of the library, which is closed."""
        try:
            self._restored = await asyncio.to_thread(restore, self._home, name)
        except LoredeskError as error:
            self._restored = error

    def settle(self) -> str:
        """Answer who asked; return what became of it as a sentence, empty where nobody did."""
        answer, self._answer = self._answer, None
        outcome, self._restored = self._restored, None
        if isinstance(outcome, Restored):
            if answer is not None:
                answer.set_result(outcome)
            kept = f" What stood there is kept as {outcome.kept}." if outcome.kept else ""
            return f"The library is as it was in the backup {outcome.name}.{kept}"
        error = outcome or UserFixableError("The backup was not restored.")
        if answer is not None:
            answer.set_exception(error)
            # Whoever asked may be gone; the error is told in the window as well.
            answer.exception()
        return outcome.sentence() if outcome is not None else ""
