"""What a window answers other processes: their commands, and the wish to see it in front."""

from collections.abc import Callable, Mapping
from typing import Any

from loredesk.domain.errors import LoredeskError, UserFixableError
from loredesk.host.home import Home
from loredesk.host.owner_link import Handler, OwnerServer, ask_owner

FRONT = "front"
_SECONDS = 2.0
"""How long a window that is open already has to come to the front."""


class Answers:
    """Listens for as long as the program owns a home, whichever window shows it."""

    def __init__(self, home: Home) -> None:
        self._server = OwnerServer(home, self)
        self._handler: Handler | None = None
        self._come_to_front: Callable[[], None] | None = None

    async def __call__(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Answer one request."""
        if FRONT in request:
            if self._come_to_front is not None:
                self._come_to_front()
            return {FRONT: self._come_to_front is not None}
        if self._handler is None:
            message = "Loredesk, which is open here, is just opening its library."
            raise UserFixableError(message, hint="Try again in a moment.")
        return await self._handler(dict(request))

    def answer_with(self, handler: Handler, come_to_front: Callable[[], None]) -> None:
        """Have commands answered by *handler* from now on, and bring that window to the front."""
        self._handler, self._come_to_front = handler, come_to_front

    def rest(self) -> None:
        """Have no command carried out until there is a library again."""
        self._handler = self._come_to_front = None

    async def start(self) -> None:
        """Listen."""
        await self._server.start()

    async def aclose(self) -> None:
        """Stop listening."""
        await self._server.aclose()


def brought_to_front(home: Home) -> bool:
    """Ask the window in which *home* is open to come to the front; return whether it did."""
    try:
        answer = ask_owner(home, {FRONT: True}, timeout=_SECONDS)
    except LoredeskError:
        return False
    return answer is not None and answer.get(FRONT) is True
