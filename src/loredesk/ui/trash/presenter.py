"""The trash without its window: deleting without a question, and taking it back."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import cast

from loredesk.domain.ids import LoreId, MessageId, SessionId, WorldId
from loredesk.domain.messages import PlacedMessage, Role
from loredesk.ui.notice import Notice
from loredesk.ui.task_scope import TaskScope
from loredesk.ui.trash.needs import Bin, Teller, TrashItem, TrashView, Tree
from loredesk.ui.trash.state import TrashKind, TrashLine, TrashState
from loredesk.ui.trouble import told
from loredesk.ui.undo.command import Act, Command, Deeds

_TITLE = 80


class TrashPresenter:
    """Puts entries, sessions and worlds into the trash, and takes out what the author wants back."""

    def __init__(
        self,
        *,
        view: TrashView,
        trash: Bin,
        tree: Tree,
        deeds: Deeds,
        tell: Teller,
    ) -> None:
        self._view = view
        self._trash = trash
        self._tree = tree
        self._deeds = deeds
        self._tell = tell
        self._state = TrashState()
        self._session: SessionId | None = None
        self._scope = TaskScope(on_error=self._failed)

    def enter(self, session_id: SessionId | None) -> None:
        """Show the deleted messages of this session beside all else."""
        self._session = session_id

    def open(self) -> None:
        """Show what lies in the trash."""
        self._show(TrashState(open=True, loading=True))
        self._scope.start("read the trash", self._read())

    def close(self) -> None:
        """Put the trash away."""
        self._scope.cancel("read the trash")
        self._show(TrashState())

    def choose(self, line_id: str) -> None:
        """Take a line as chosen."""
        self._show(replace(self._state, chosen=line_id))

    def restore(self) -> None:
        """Take the chosen line out of the trash."""
        line = self._state.picked
        if line is not None and self._state.can_restore:
            self._show(replace(self._state, busy=True, notice=None))
            self._scope.start("restore", self._restore(line))

    def dismiss(self) -> None:
        """Take the notice away."""
        self._show(replace(self._state, notice=None))

    def delete_entry(self, entry_id: LoreId, title: str) -> None:
        """Put an entry into the trash."""
        delete, restore = self._trash.delete_entry, self._trash.restore_entry
        self._delete(title, lambda: delete(entry_id), lambda: restore(entry_id))

    def delete_session(self, session_id: SessionId, title: str) -> None:
        """Put a session into the trash."""
        delete, restore = self._trash.delete_session, self._trash.restore_session
        self._delete(title, lambda: delete(session_id), lambda: restore(session_id))

    def delete_world(self, world_id: WorldId, title: str) -> None:
        """Put a world into the trash, with its sessions."""
        delete, restore = self._trash.delete_world, self._trash.restore_world
        self._delete(title, lambda: delete(world_id), lambda: restore(world_id))

    async def aclose(self) -> None:
        """Stop what is running."""
        await self._scope.aclose()

    def _delete(self, title: str, delete: Act, restore: Act) -> None:
        self._scope.start("delete", self._carry_out(title, delete, restore))

    async def _carry_out(self, title: str, delete: Act, restore: Act) -> None:
        await delete()
        command = Command(text=f"Delete {title}", undo=restore, redo=delete)
        self._deeds.done(command)
        notice = Notice(sentence=f"\u201c{title}\u201d is in the trash.", action="Undo")
        self._tell(notice, partial(self._deeds.take_back, command))

    async def _read(self) -> None:
        session = self._session
        items = await self._trash.contents(None)
        messages = await self._tree.deleted(session) if session is not None else ()
        lines = (*lines_of(items), *(_line(place, session) for place in messages))
        chosen = self._state.chosen or (lines[0].id if lines else "")
        self._show(replace(self._state, loading=False, lines=lines, chosen=chosen))

    async def _restore(self, line: TrashLine) -> None:
        restore, delete = self._ways(line)
        await restore()
        text = f"Restore {line.title}"
        session = line.session_id
        self._deeds.done(Command(text=text, undo=delete, redo=restore, session_id=session))
        notice = Notice(sentence=f"\u201c{line.title}\u201d is back.", tone="success")
        self._show(replace(self._state, busy=False, chosen="", notice=notice))
        await self._read()

    def _ways(self, line: TrashLine) -> tuple[Act, Act]:
        """Return how *line* is restored, and how it is deleted again."""
        trash, tree, session = self._trash, self._tree, line.session_id
        if line.kind == "message" and session is not None:
            message = MessageId(line.id)
            return (lambda: tree.restore(session, message)), (lambda: tree.delete(session, message))
        if line.kind == "session":
            own = SessionId(line.id)
            return (lambda: trash.restore_session(own)), (lambda: trash.delete_session(own))
        if line.kind == "world":
            world = WorldId(line.id)
            return (lambda: trash.restore_world(world)), (lambda: trash.delete_world(world))
        entry = LoreId(line.id)
        return (lambda: trash.restore_entry(entry)), (lambda: trash.delete_entry(entry))

    def _failed(self, name: str, error: BaseException) -> None:
        notice = told(name, error)
        if self._state.open:
            self._show(replace(self._state, loading=False, busy=False, notice=notice))
        else:
            self._tell(notice, _nothing)

    def _show(self, state: TrashState) -> None:
        if state != self._state:
            self._state = state
            self._view.show_state(state)


def lines_of(items: Sequence[TrashItem]) -> tuple[TrashLine, ...]:
    """Return entries, sessions and worlds of the trash as lines."""
    return tuple(
        TrashLine(
            kind=cast("TrashKind", item.kind),
            id=item.id,
            title=item.title,
            deleted_at=item.deleted_at,
        )
        for item in items
    )


def _line(place: PlacedMessage, session_id: SessionId | None) -> TrashLine:
    words = " ".join(place.message.text.split())
    shown = words if len(words) <= _TITLE else f"{words[:_TITLE].rstrip()}\u2026"
    who = "Your turn" if place.message.role is Role.AUTHOR else "Reply to turn"
    title = f"{who} {place.turn}: {shown}" if place.turn else f"The opening: {shown}"
    return TrashLine(kind="message", id=place.message.id, title=title, session_id=session_id)


def _nothing() -> None:
    """Do nothing: the notice offers nothing."""
