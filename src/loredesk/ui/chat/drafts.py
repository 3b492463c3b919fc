"""What stands in the editors and is not sent, kept where a crash does not reach it."""

import asyncio
import logging
from collections.abc import Callable, Iterator, Mapping, MutableMapping

from loredesk.domain.ids import SessionId
from loredesk.ui.task_scope import TaskScope

logger = logging.getLogger(__name__)


class KeptDrafts(MutableMapping[SessionId, str]):
    """Drafts by session, written down a moment after each change and at the end.

    Writing goes on in a thread, so that a slow disk does not hold up the typing.
    """

    def __init__(
        self,
        drafts: Mapping[SessionId, str],
        *,
        write: Callable[[Mapping[SessionId, str]], None],
        pause: float = 1.0,
    ) -> None:
        self._drafts = dict(drafts)
        self._written = dict(drafts)
        self._write = write
        self._pause = pause
        self._under_way: asyncio.Future[None] | None = None
        self._scope = TaskScope(on_error=_not_written)

    def __getitem__(self, session_id: SessionId, /) -> str:
        return self._drafts[session_id]

    def __setitem__(self, session_id: SessionId, text: str, /) -> None:
        if text:
            self._drafts[session_id] = text
        else:
            self._drafts.pop(session_id, None)
        self._changed()

    def __delitem__(self, session_id: SessionId, /) -> None:
        del self._drafts[session_id]
        self._changed()

    def __iter__(self) -> Iterator[SessionId]:
        return iter(self._drafts)

    def __len__(self) -> int:
        return len(self._drafts)

    async def aclose(self) -> None:
        """Write down what is not written yet."""
        await self._scope.aclose()
        if self._under_way is not None:
            await asyncio.gather(self._under_way, return_exceptions=True)
        if self._drafts != self._written:
            try:
                await self._write_down()
            except OSError as error:
                _not_written("drafts", error)

    def _changed(self) -> None:
        if self._drafts != self._written and not self._scope.is_running("write"):
            self._scope.start("write", self._write_soon())

    async def _write_soon(self) -> None:
        while self._drafts != self._written:
            await asyncio.sleep(self._pause)
            await self._write_down()

    async def _write_down(self) -> None:
        drafts = dict(self._drafts)
        loop = asyncio.get_running_loop()
        self._under_way = loop.run_in_executor(None, self._write, drafts)
        # A thread cannot be stopped: whoever writes next must be able to wait for it.
        await asyncio.shield(self._under_way)
        self._written = drafts


def _not_written(_name: str, error: BaseException) -> None:
    logger.warning("What is not sent yet could not be written down: %s", error)
