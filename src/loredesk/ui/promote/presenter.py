"""Promoting to canon without the window."""

from dataclasses import replace

from loredesk.domain.ids import LoreId, SessionId
from loredesk.ui.promote.needs import Canon, PromoteView
from loredesk.ui.promote.state import PromoteState
from loredesk.ui.task_scope import TaskScope
from loredesk.ui.trouble import told
from loredesk.ui.undo.command import Command, Deeds


class PromotePresenter:
    """Shows what would become canon, and makes it canon where the author wants that."""

    def __init__(self, *, view: PromoteView, canon: Canon, deeds: Deeds) -> None:
        self._view = view
        self._canon = canon
        self._deeds = deeds
        self._state = PromoteState()
        self._at: tuple[SessionId, LoreId] | None = None
        self._scope = TaskScope(on_error=self._failed)

    def open(self, entry_id: LoreId, session_id: SessionId | None) -> None:
        """Show what of a session's entry would become canon."""
        if session_id is not None:
            self._at = (session_id, entry_id)
            self._show(PromoteState(open=True, loading=True))
            self._scope.start("read the promotion", self._read(session_id, entry_id))

    def tick(self, number: int, *, taken: bool) -> None:
        """Say whether a sentence becomes canon."""
        ticked = self._state.ticked | {number} if taken else self._state.ticked - {number}
        if ticked != self._state.ticked:
            self._show(_following(replace(self._state, ticked=ticked, notice=None)))

    def write(self, text: str) -> None:
        """Take what the author has written as what canon will say."""
        if text != self._state.text:
            self._show(replace(self._state, text=text, edited=True))

    def reset(self) -> None:
        """Let the text follow what is ticked again."""
        self._show(_following(replace(self._state, edited=False)))

    def promote(self) -> None:
        """Make it canon."""
        state = self._state
        if self._at is not None and state.can_promote:
            self._show(replace(state, busy=True, notice=None))
            self._scope.start("promote", self._promote(*self._at, state))

    def close(self) -> None:
        """Put the promotion away; nothing becomes canon."""
        self._scope.cancel("read the promotion")
        self._at = None
        self._show(PromoteState())

    async def aclose(self) -> None:
        """Stop what is running."""
        await self._scope.aclose()

    async def _read(self, session_id: SessionId, entry_id: LoreId) -> None:
        promotion = await self._canon.promotion(session_id, entry_id)
        ticked = frozenset(hunk.number for hunk in promotion.hunks)
        state = replace(self._state, loading=False, promotion=promotion, ticked=ticked)
        self._show(_following(state))

    async def _promote(self, session_id: SessionId, entry_id: LoreId, state: PromoteState) -> None:
        promotion = state.promotion
        every = promotion is not None and len(state.ticked) == len(promotion.hunks)
        hunks = None if every else sorted(state.ticked)
        text = state.text if state.edited else None

        async def promote() -> None:
            await self._canon.promote(session_id, entry_id, hunks=hunks, text=text)

        await promote()
        title = promotion.entry.title if promotion is not None else ""
        command = Command(
            text=f"Promote {title}",
            undo=lambda: self._canon.demote(entry_id),
            redo=promote,
            session_id=session_id,
        )
        self._deeds.done(command)
        self.close()

    def _failed(self, name: str, error: BaseException) -> None:
        self._show(replace(self._state, loading=False, busy=False, notice=told(name, error)))

    def _show(self, state: PromoteState) -> None:
        if state != self._state:
            self._state = state
            self._view.show_state(state)


def _following(state: PromoteState) -> PromoteState:
    """Return *state* with the text as it follows from what is ticked."""
    if state.edited or state.promotion is None:
        return state
    content = state.promotion.content_with(state.ticked) if state.ticked else state.promotion.base
    return replace(state, text=content)
