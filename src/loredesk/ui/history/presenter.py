"""The past of an entry without its window: looking back, and taking single changes back."""

from dataclasses import replace

from loredesk.domain.ids import LoreId, RevisionId, SessionId
from loredesk.domain.past import EntryVersion
from loredesk.ui.history.needs import HistoryView, Past, Stories, Versions
from loredesk.ui.history.state import HistoryState, Part
from loredesk.ui.notice import Notice
from loredesk.ui.task_scope import TaskScope
from loredesk.ui.trouble import told
from loredesk.ui.undo.command import Act, Command, Deeds

_READ, _DO = "read the past", "change the past"


class HistoryPresenter:
    """Shows how an entry came to read as it does, and carries out what the author takes back."""

    def __init__(
        self,
        *,
        view: HistoryView,
        past: Past,
        versions: Versions,
        stories: Stories,
        deeds: Deeds,
    ) -> None:
        self._view = view
        self._past = past
        self._versions = versions
        self._stories = stories
        self._deeds = deeds
        self._state = HistoryState()
        self._entry: LoreId | None = None
        self._session: SessionId | None = None
        self._scope = TaskScope(on_error=self._failed)

    def open(self, entry_id: LoreId, session_id: SessionId | None) -> None:
        """Show the past of an entry; read it anew where it is shown already."""
        if (entry_id, session_id) != (self._entry, self._session):
            self._entry, self._session = entry_id, session_id
            self._show(HistoryState(loading=True, in_session=session_id is not None))
        self._scope.start(_READ, self._read())

    def look_at(self, part: Part) -> None:
        """Look at another part of the past."""
        if part is not self._state.part:
            self._show(replace(self._state, part=part, chosen=0, notice=None))
            self._scope.start(_READ, self._read())

    def choose(self, row: int) -> None:
        """Look at another version, or at another sentence."""
        self._show(replace(self._state, chosen=row))

    def go_to_turn(self, turn: int) -> None:
        """Show the entry as of another turn."""
        if turn != self._state.turn:
            self._show(replace(self._state, turn=turn, notice=None))
            self._scope.start(_READ, self._read())

    def take_back(self) -> None:
        """Take the change looked at back; what stood on it is folded again."""
        version, session = self._state.version, self._session
        if session is not None and version is not None and self._state.can_take_back:
            there, back = self._ways(session, version)
            self._do("Take back a change of", there, back)

    def bring_back(self) -> None:
        """Let a change count again that was taken back."""
        version, session = self._state.version, self._session
        if session is not None and version is not None and self._state.can_bring_back:
            there, back = self._ways(session, version)
            self._do("Bring back a change of", back, there)

    def roll_back(self) -> None:
        """Give the entry the fields of the version looked at."""
        version, entry = self._state.version, self._entry
        if entry is not None and version is not None and self._state.can_roll_back:
            newest = max(int(one.revision) for one in self._state.versions if one.part == "entry")
            steps = _Rolling(self._versions, entry, newest, int(version.revision))
            self._do("Roll back", steps.there, steps.back)

    def dismiss(self) -> None:
        """Take the notice away."""
        self._show(replace(self._state, notice=None))

    async def aclose(self) -> None:
        """Stop what is running."""
        await self._scope.aclose()

    def _ways(self, session: SessionId, version: EntryVersion) -> tuple[Act, Act]:
        """Return how a change is taken back, and how it is brought back."""
        revision = RevisionId(version.revision)
        return (
            lambda: self._past.withdraw(session, revision),
            lambda: self._past.reinstate(session, revision),
        )

    def _do(self, verb: str, act: Act, back: Act) -> None:
        if not self._state.busy:
            self._show(replace(self._state, busy=True, notice=None))
            self._scope.start(_DO, self._carry_out(f"{verb} {self._state.title}", act, back))

    async def _carry_out(self, text: str, act: Act, back: Act) -> None:
        rolls = text.startswith("Roll")
        session = None if rolls else self._session
        await act()
        self._deeds.done(Command(text=text, undo=back, redo=act, session_id=session))
        done = "The entry has the fields of that version again." if rolls else "Done."
        notice = Notice(sentence=done, hint="Ctrl+Z undoes it.", tone="success")
        self._show(replace(self._state, busy=False, notice=notice))
        await self._read()

    async def _read(self) -> None:
        entry, session, part = self._entry, self._session, self._state.part
        if entry is None:
            return
        if part is Part.VERSIONS:
            past = await self._past.history(entry, session)
            kept = replace(self._state, title=past.entry.title, versions=past.versions)
            self._show(replace(kept, chosen=_again(self._state, past.versions), loading=False))
        elif part is Part.SENTENCES:
            sentences = tuple(
                one for one in await self._past.blame(entry, session) if one.text.strip()
            )
            chosen = min(self._state.chosen, max(len(sentences) - 1, 0))
            self._show(replace(self._state, sentences=sentences, chosen=chosen, loading=False))
        elif session is not None:
            await self._read_as_of(entry, session)

    async def _read_as_of(self, entry: LoreId, session: SessionId) -> None:
        if not self._state.last_turn:
            line = (await self._stories.story(session)).line
            last = line[-1].turn if line else 0
            self._show(replace(self._state, last_turn=last, turn=last))
        self._show(replace(self._state, as_of=None))
        then = await self._past.as_of(entry, session, self._state.turn)
        self._show(replace(self._state, as_of=then, loading=False))

    def _failed(self, name: str, error: BaseException) -> None:
        self._show(replace(self._state, loading=False, busy=False, notice=told(name, error)))

    def _show(self, state: HistoryState) -> None:
        if state != self._state:
            self._state = state
            self._view.show_state(state)


class _Rolling:
    """Rolls an entry back and forth between two of its versions."""

    def __init__(self, versions: Versions, entry: LoreId, newest: int, wanted: int) -> None:
        self._versions = versions
        self._entry = entry
        self._newest, self._before, self._wanted = newest, newest, wanted

    async def there(self) -> None:
        await self._to(self._wanted)

    async def back(self) -> None:
        await self._to(self._before)

    async def _to(self, revision: int) -> None:
        entry = await self._versions.rollback(self._entry, revision, expected=self._newest)
        self._newest = entry.revision


def _again(state: HistoryState, versions: tuple[EntryVersion, ...]) -> int:
    """Return where the version that was looked at stands now."""
    before = state.version
    same = (
        at
        for at, one in enumerate(versions)
        if before is not None and (one.part, one.revision) == (before.part, before.revision)
    )
    return next(same, 0)
