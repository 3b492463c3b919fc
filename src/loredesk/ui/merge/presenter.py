"""Merging entries without the window."""

from dataclasses import replace

from loredesk.domain.ids import LoreId, RedirectId, SessionId
from loredesk.domain.listings import LoreFilter
from loredesk.domain.lore import Redirect
from loredesk.ui.merge.needs import Library, MergeView, Merging
from loredesk.ui.merge.state import Candidate, Merged, MergeState, Sides
from loredesk.ui.notice import Notice
from loredesk.ui.task_scope import TaskScope
from loredesk.ui.trouble import told
from loredesk.ui.undo.command import Command, Deeds

_MOST = 200
_FIND, _LOOK, _DO = "find entries", "look at both", "merge"


class MergePresenter:
    """Finds the other entry, shows what the two come to, and merges or splits them."""

    def __init__(
        self, *, view: MergeView, merging: Merging, library: Library, deeds: Deeds
    ) -> None:
        self._view = view
        self._merging = merging
        self._library = library
        self._deeds = deeds
        self._state = MergeState()
        self._entry: LoreId | None = None
        self._session: SessionId | None = None
        self._wanted = ""
        self._scope = TaskScope(on_error=self._failed)

    def open(self, entry_id: LoreId, session_id: SessionId | None) -> None:
        """Let the author choose what an entry is merged with."""
        self._entry, self._session = entry_id, session_id
        self._wanted = ""
        self._show(MergeState(open=True, loading=True))
        self._scope.start(_FIND, self._read())

    def find(self, text: str) -> None:
        """List only the entries that answer to *text*."""
        self._wanted = text
        self._scope.start(_FIND, self._read())

    def choose(self, other: LoreId) -> None:
        """Look at an entry beside this one."""
        if other != self._state.other:
            self._show(replace(self._state, other=other, keeps_other=True, notice=None))
            self._look()

    def swap(self) -> None:
        """Let the other of the two stay."""
        if self._state.sides is not None:
            keeps = not self._state.keeps_other
            self._show(replace(self._state, keeps_other=keeps, notice=None))
            self._look()

    def write(self, text: str) -> None:
        """Take what the author has written as what the two come to."""
        if text != self._state.text:
            self._show(replace(self._state, text=text))

    def merge(self) -> None:
        """Let the one stand for the other."""
        if self._state.can_merge:
            self._show(replace(self._state, busy=True, notice=None))
            self._scope.start(_DO, self._merge())

    def split(self, redirect_id: RedirectId) -> None:
        """Undo a merge: both entries are there again."""
        if not self._state.busy:
            self._show(replace(self._state, busy=True, notice=None))
            self._scope.start(_DO, self._split(redirect_id))

    def close(self) -> None:
        """Put the merge away; nothing is merged."""
        for work in (_FIND, _LOOK):
            self._scope.cancel(work)
        self._entry = None
        self._show(MergeState())

    async def aclose(self) -> None:
        """Stop what is running."""
        await self._scope.aclose()

    def _look(self) -> None:
        self._show(replace(self._state, sides=None, text=""))
        self._scope.start(_LOOK, self._read_both())

    async def _read(self) -> None:
        entry_id, session = self._entry, self._session
        if entry_id is None:
            return
        entry = (await self._library.entry(entry_id, session)).entry
        rows = await self._library.entries(
            entry.world_id, session, LoreFilter(text=self._wanted), limit=_MOST + 1
        )
        candidates = tuple(
            Candidate(
                id=row.id,
                title=row.title,
                category=row.category,
                newcomer=row.origin != "canon",
            )
            for row in rows[:_MOST]
            if row.id != entry_id
        )
        merges = await self._merging.redirects(entry_id)
        merged = tuple([await self._described(one) for one in merges])
        self._show(
            replace(
                self._state,
                loading=False,
                title=entry.title,
                candidates=candidates,
                has_more=len(rows) > _MOST,
                merged=merged,
            )
        )

    async def _described(self, redirect: Redirect) -> Merged:
        gone = (await self._library.entry(redirect.from_id, self._session)).entry.title
        kept = (await self._library.entry(redirect.to_id, self._session)).entry.title
        return Merged(id=redirect.id, words=f"{gone} \u2192 {kept}")

    async def _read_both(self) -> None:
        gone, kept = self._pair()
        preview = await self._merging.preview(self._session, gone, kept)
        sides = Sides(
            gone_title=preview.from_title,
            gone_text=preview.from_text,
            kept_title=preview.to_title,
            kept_text=preview.to_text,
        )
        self._show(replace(self._state, sides=sides, text=preview.proposed))

    async def _merge(self) -> None:
        (gone, kept), sides = self._pair(), self._state.sides
        step = _Step(self._merging, self._session, gone, kept, self._state.text)
        await step.merge()
        title = sides.gone_title if sides is not None else self._state.title
        into = sides.kept_title if sides is not None else ""
        command = Command(
            text=f"Merge {title} into {into}",
            undo=step.split,
            redo=step.merge,
            session_id=self._session,
        )
        self._deeds.done(command)
        self.close()

    async def _split(self, redirect_id: RedirectId) -> None:
        await self._merging.split(redirect_id)
        notice = Notice(sentence="Both entries are there again.", tone="success")
        self._show(replace(self._state, busy=False, notice=notice))
        await self._read()

    def _pair(self) -> tuple[LoreId, LoreId]:
        this, other = self._entry, self._state.other
        if this is None or other is None:
            message = "two entries must be chosen first"
            raise ValueError(message)
        return (this, other) if self._state.keeps_other else (other, this)

    def _failed(self, name: str, error: BaseException) -> None:
        self._show(replace(self._state, loading=False, busy=False, notice=told(name, error)))

    def _show(self, state: MergeState) -> None:
        if state != self._state:
            self._state = state
            self._view.show_state(state)


class _Step:
    """Merges two entries and splits them, as often as the author likes."""

    def __init__(
        self, merging: Merging, session: SessionId | None, gone: LoreId, kept: LoreId, text: str
    ) -> None:
        self._merging = merging
        self._session, self._gone, self._kept, self._text = session, gone, kept, text
        self._redirect: RedirectId | None = None

    async def merge(self) -> None:
        redirect = await self._merging.merge(self._session, self._gone, self._kept, self._text)
        self._redirect = redirect.id

    async def split(self) -> None:
        if self._redirect is not None:
            await self._merging.split(self._redirect)
