"""The branches without their window: which ways the story went, and how to get there."""

from collections.abc import Sequence
from dataclasses import replace

from loredesk.domain.ids import BranchId, MessageId, SessionId
from loredesk.domain.listings import Story
from loredesk.ui.branches.needs import Branches, BranchesView, Comparing, Moves
from loredesk.ui.branches.state import BranchesState, BranchRow, rows_of
from loredesk.ui.task_scope import TaskScope
from loredesk.ui.trouble import told
from loredesk.ui.undo.command import Command, Deeds

_GOTO = "message.goto"


class BranchesPresenter:
    """Lists the ends of the story on screen; moves, names and compares them."""

    def __init__(
        self,
        *,
        view: BranchesView,
        branches: Branches,
        moves: Moves,
        compare: Comparing,
        deeds: Deeds,
    ) -> None:
        self._view = view
        self._branches = branches
        self._moves = moves
        self._compare = compare
        self._deeds = deeds
        self._state = BranchesState()
        self._story: Story | None = None
        self._scope = TaskScope(on_error=self._failed)
        view.show_state(self._state)

    def follow(self, story: Story) -> None:
        """Take *story* as what is on screen."""
        self._story = story
        self._scope.start("read", self._read(story))

    def close_session(self) -> None:
        """Know of no session any more."""
        self._story = None
        self._scope.cancel("read")
        self._show(BranchesState())

    def choose(self, keys: Sequence[str]) -> None:
        """Take these rows as chosen; of more than two the last two count."""
        self._show(replace(self._state, chosen=tuple(keys)[-2:]))

    def go(self) -> None:
        """Take the story to the chosen row."""
        row = self._state.only
        if row is not None and self._state.can_go:
            self._moves.act(_GOTO, row.tip)

    def compare(self) -> None:
        """Compare the two chosen rows, or the chosen one with where the story stands."""
        tips = [row.tip for row in self._state.picked]
        head = self._story.session.head if self._story is not None else None
        if self._state.can_compare and head is not None:
            one, other = (tips[0], tips[1]) if len(tips) > 1 else (tips[0], head)
            self._compare(one, other)

    def name(self, name: str) -> None:
        """Name the chosen row: another name for a branch, a first one for an end without."""
        row, story = self._state.only, self._story
        if row is None or story is None or not name.strip():
            return
        if row.branch_id is None:
            self._moves.name(row.tip, name.strip())
        elif name.strip() != row.name:
            work = self._rename(story, row, row.branch_id, name.strip())
            self._scope.start("rename", work)

    def name_here(self, name: str) -> None:
        """Name the line the story stands on."""
        head = self._story.session.head if self._story is not None else None
        if head is not None and name.strip():
            self._moves.name(head, name.strip())

    def drop(self) -> None:
        """Forget the name of the chosen branch."""
        row, story = self._state.only, self._story
        if row is not None and row.branch_id is not None and story is not None:
            self._scope.start("drop", self._drop(story, row, row.branch_id))

    def dismiss(self) -> None:
        """Take the notice away."""
        self._show(replace(self._state, notice=None))

    async def aclose(self) -> None:
        """Stop what is running."""
        await self._scope.aclose()

    async def _read(self, story: Story) -> None:
        branches = await self._branches.branches(story.session.id)
        rows = rows_of(story, branches)
        keys = {row.key for row in rows}
        chosen = tuple(key for key in self._state.chosen if key in keys)
        self._show(BranchesState(in_session=True, rows=rows, chosen=chosen))

    async def _rename(self, story: Story, row: BranchRow, branch_id: BranchId, name: str) -> None:
        await self._branches.rename_branch(branch_id, name)
        command = Command(
            text=f"Call the branch {row.name} {name}",
            undo=lambda: self._renamed(branch_id, row.name),
            redo=lambda: self._renamed(branch_id, name),
            session_id=story.session.id,
        )
        self._deeds.done(command)
        await self._read_again()

    async def _drop(self, story: Story, row: BranchRow, branch_id: BranchId) -> None:
        session = story.session.id
        await self._branches.drop_branch(branch_id)
        ids = [branch_id]

        async def undo() -> None:
            ids.append(await self._named_again(session, row.tip, row.name))

        async def redo() -> None:
            await self._branches.drop_branch(ids[-1])
            await self._read_again()

        text = f"Forget the name {row.name}"
        self._deeds.done(Command(text=text, undo=undo, redo=redo, session_id=session))
        await self._read_again()

    async def _renamed(self, branch_id: BranchId, name: str) -> None:
        await self._branches.rename_branch(branch_id, name)
        await self._read_again()

    async def _named_again(self, session: SessionId, tip: MessageId, name: str) -> BranchId:
        head = self._story.session.head if self._story is not None else None
        made = await self._branches.branch(session, tip, name)
        if head is not None and head != tip:
            await self._branches.goto(session, head)
        await self._read_again()
        return made.id

    async def _read_again(self) -> None:
        if self._story is not None:
            await self._read(self._story)

    def _failed(self, name: str, error: BaseException) -> None:
        self._show(replace(self._state, notice=told(name, error)))

    def _show(self, state: BranchesState) -> None:
        if state != self._state:
            self._state = state
            self._view.show_state(state)
