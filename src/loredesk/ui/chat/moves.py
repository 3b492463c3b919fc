"""Changes of the tree of a session, each with its way back."""

from collections.abc import Awaitable, Callable

from loredesk.domain.ids import BranchId, MessageId, SessionId
from loredesk.domain.listings import LineChange
from loredesk.ui.chat.moves_needs import Tree
from loredesk.ui.undo.command import Command


class Mover:
    """Changes the tree of one session, and knows the way back from each change."""

    def __init__(self, tree: Tree, session_id: SessionId, head: MessageId | None) -> None:
        self._tree = tree
        self._session = session_id
        self._head = head
        """Where the story stood before."""

    async def goto(self, message_id: MessageId, text: str) -> tuple[LineChange, Command]:
        """Make the line end at a message."""
        change = await self._tree.goto(self._session, message_id)
        return change, self.moved(message_id, text)

    def moved(self, message_id: MessageId, text: str) -> Command:
        """Return the way back from a move of the head to a message that has been made."""
        return self._command(text, self._back, lambda: self._to(message_id))

    async def edit(self, message_id: MessageId, text: str, name: str) -> tuple[LineChange, Command]:
        """Write another take of a message."""
        change = await self._tree.edit(self._session, message_id, text)
        take = change.head

        async def undo() -> None:
            if take is not None:
                await self._tree.delete(self._session, take)
            await self._back()

        async def redo() -> None:
            if take is not None:
                await self._tree.restore(self._session, take)
                await self._to(take)

        return change, self._command(f"Edit {name}", undo, redo)

    async def delete(self, message_id: MessageId, name: str) -> tuple[LineChange, Command]:
        """Put a message and what follows it into the trash."""
        change = await self._tree.delete(self._session, message_id)

        async def undo() -> None:
            await self._tree.restore(self._session, message_id)
            await self._back()

        async def redo() -> None:
            await self._tree.delete(self._session, message_id)

        return change, self._command(f"Delete {name}", undo, redo)

    async def branch(self, message_id: MessageId, name: str, text: str) -> tuple[str, Command]:
        """Name the line that ends at a message and go there; return how the branch is called."""
        made = await self._tree.branch(self._session, message_id, name)
        await self._to(message_id)
        ids: list[BranchId] = [made.id]

        async def undo() -> None:
            await self._tree.drop_branch(ids.pop())
            await self._back()

        async def redo() -> None:
            again = await self._tree.branch(self._session, message_id, made.name)
            ids.append(again.id)
            await self._to(message_id)

        return made.name, self._command(text, undo, redo)

    async def name(self, message_id: MessageId, name: str) -> tuple[str, Command]:
        """Name the line that ends at a message, and stay."""
        made = await self._tree.branch(self._session, message_id, name)
        await self._back()
        ids: list[BranchId] = [made.id]

        async def undo() -> None:
            await self._tree.drop_branch(ids.pop())

        async def redo() -> None:
            ids.append((await self._tree.branch(self._session, message_id, made.name)).id)
            await self._back()

        return made.name, self._command(f"Name the branch {made.name}", undo, redo)

    async def _back(self) -> None:
        if self._head is not None:
            await self._to(self._head)

    async def _to(self, message_id: MessageId) -> None:
        await self._tree.goto(self._session, message_id)

    def _command(
        self, text: str, undo: Callable[[], Awaitable[None]], redo: Callable[[], Awaitable[None]]
    ) -> Command:
        return Command(text=text, undo=undo, redo=redo, session_id=self._session)
