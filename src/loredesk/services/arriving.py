"""A reply on its way: its text so far, and the row that keeps it through a crash."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from loredesk.domain.ids import MessageId
from loredesk.domain.messages import Message, MessageState, Role, Usage
from loredesk.domain.panel import split_reply, visible_prose
from loredesk.domain.tokens import estimate_tokens
from loredesk.ports.models import Finish
from loredesk.ports.store import Repos, Store
from loredesk.services.context import Prepared
from loredesk.services.scene import Scene

CHECKPOINT_SECONDS = 1.0
"""A reply still arriving is saved this often, so that a crash loses no more than that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What a reply is asked for below, and where the line ended then."""

    below: Message
    head: MessageId | None

    @property
    def goes_on(self) -> bool:
        """Return whether the narrator goes on, without new words of the author's."""
        return self.below.role is Role.NARRATOR

    @property
    def text(self) -> str:
        """Return the author's words; empty where the narrator goes on."""
        return "" if self.goes_on else self.below.text


class Arriving:
    """A reply on its way: its text so far, and the row that keeps it."""

    def __init__(
        self,
        store: Store,
        begin: Callable[[Repos, Ask, Message, Prepared], Message],
        ask: Ask,
        scene: Scene,
        prepared: Prepared,
    ) -> None:
        self._store = store
        self._begin = begin
        self._ask = ask
        self._scene = scene
        self._prepared = prepared
        self._saved_at = 0.0
        self._shown = 0
        self._saving: asyncio.Future[Message] | None = None
        self.text = ""
        self.message: Message | None = None
        self.finish: Finish | None = None

    async def take(self, text: str) -> str:
        """Add *text* and return what of the prose may be shown that was not shown before."""
        self.text += text
        if self.message is None:
            await self._keep_first()
        elif time.monotonic() - self._saved_at > CHECKPOINT_SECONDS:
            self._saved_at = time.monotonic()
            saved = self.as_message(self.message, MessageState.ARRIVING)
            await self._store.write(lambda repos: repos.messages.put(saved))
        prose = visible_prose(self.text)
        fresh = prose[self._shown :]
        self._shown = max(self._shown, len(prose))
        return fresh

    async def settled(self) -> None:
        """Wait until a row that is being added has been added."""
        if self._saving is not None:
            self.message = await self._saving

    def as_message(self, message: Message, state: MessageState) -> Message:
        """Return the row with what has arrived by now."""
        prose, panel = split_reply(self.text, self._scene.world.panel_fields)
        usage = Usage(
            prompt_tokens=self._prepared.manifest.tokens,
            completion_tokens=estimate_tokens(self.text),
            estimated=True,
        )
        return replace(
            message,
            text=prose,
            panel=panel,
            state=state,
            usage=self.finish.usage if self.finish else usage,
            model=self.finish.model if self.finish else message.model,
        )

    async def _keep_first(self) -> None:
        self._saved_at = time.monotonic()
        manifest = self._prepared.manifest
        row = Message(
            id=MessageId(self._prepared.manifest.id),
            session_id=self._ask.below.session_id,
            parent_id=self._ask.below.id,
            seq=0,
            role=Role.NARRATOR,
            speaker=self._prepared.speaker,
            text=visible_prose(self.text),
            state=MessageState.ARRIVING,
            manifest_id=manifest.id,
            created_at=manifest.created_at,
        )
        adding = self._store.write(lambda repos: self._begin(repos, self._ask, row, self._prepared))
        self._saving = asyncio.get_running_loop().create_task(adding)
        self.message = await asyncio.shield(self._saving)
