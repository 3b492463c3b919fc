"""The form of an entry without its window: what is typed, saved, asked and changed elsewhere."""

from collections.abc import Callable
from dataclasses import replace

from loredesk.domain.events import HeadMoved, LoreChanged, NoteChanged
from loredesk.domain.hub import Hub
from loredesk.domain.ids import LoreId, SessionId, WorldId
from loredesk.domain.listings import EntryDraft, EntryView
from loredesk.ui.entry.needs import EntryFormView, Library
from loredesk.ui.entry.state import (
    EntryState,
    Fields,
    Question,
    draft_of,
    fields_of,
    merged,
)
from loredesk.ui.refresher import Refresher
from loredesk.ui.task_scope import TaskScope
from loredesk.ui.trouble import told

_NO_TITLE = "An entry needs a title: it is the name the story calls it by."


class EntryPresenter:
    """Keeps what the author types safe, and in step with what is stored."""

    def __init__(
        self, *, view: EntryFormView, library: Library, hub: Hub, refresh_pause: float = 0.2
    ) -> None:
        self._view = view
        self._library = library
        self._state = EntryState()
        self._world: WorldId | None = None
        self._session: SessionId | None = None
        self._session_title = ""
        self._entry_id: LoreId | None = None
        self._at: tuple[WorldId, SessionId | None] | None = None
        """The world and session the form was opened in."""
        self._next: Callable[[], None] | None = None
        """What the author wanted when the form asked about unsaved changes."""
        self._newer: EntryView | None = None
        """The entry as it was changed elsewhere, while the author decides."""
        self._scope = TaskScope(on_error=self._failed)
        self._refresher = Refresher(self._read_again, scope=self._scope, pause=refresh_pause)
        self._unsubscribe: tuple[Callable[[], None], ...] = (
            hub.subscribe(LoreChanged, self._lore_changed),
            hub.subscribe(NoteChanged, self._note_changed),
            hub.subscribe(HeadMoved, self._head_moved),
        )

    @property
    def has_unsaved(self) -> bool:
        """Return whether closing now would lose something the author typed."""
        return self._state.visible and self._state.dirty

    def place(
        self, world_id: WorldId | None, session_id: SessionId | None, session_title: str = ""
    ) -> None:
        """Say which world and session the next entry is opened in.

        A form with unsaved changes stays with the session it was opened in.
        """
        self._world, self._session, self._session_title = world_id, session_id, session_title
        if self._state.visible and not self._state.dirty and self._at != (world_id, session_id):
            self._hide()

    def open(self, entry_id: LoreId) -> None:
        """Show the form of an entry, once what is in it now is safe."""
        if entry_id == self._entry_id and self._state.visible:
            self._show(replace(self._state, summons=self._state.summons + 1))
            return

        def go() -> None:
            self._begin(entry_id)
            self._scope.start("open", self._open(entry_id))

        self._leave(go)

    def new(self) -> None:
        """Show an empty form, once what is in it now is safe."""

        def go() -> None:
            self._begin(None)
            self._scope.start("open", self._read_names())

        self._leave(go)

    def close(self) -> None:
        """Put the form away, once what is in it is safe."""
        self._leave(self._hide)

    def edit(self, fields: Fields) -> None:
        """Take what stands in the form now."""
        if fields == self._state.fields:
            return
        question = self._state.question
        if question is Question.LEAVE:
            question = Question.NOTHING
        problem = "" if fields.title.strip() else self._state.title_problem
        self._show(replace(self._state, fields=fields, title_problem=problem, question=question))

    def save(self) -> None:
        """Store what was typed; what cannot be stored stays in the form."""
        state = self._state
        if state.saving or not state.dirty or state.question is Question.CHANGED:
            return
        if not state.fields.title.strip():
            self._next = None
            self._show(replace(state, title_problem=_NO_TITLE, question=Question.NOTHING))
            return
        self._show(replace(state, saving=True, notice=None, question=Question.NOTHING))
        self._scope.start("save", self._save())

    def discard(self) -> None:
        """Forget what was typed and go where the author wanted to."""
        go, self._next = self._next, None
        self._show(
            replace(
                self._state,
                fields=self._state.saved,
                question=Question.NOTHING,
                title_problem="",
                notice=None,
            )
        )
        if go is not None:
            go()

    def keep_editing(self) -> None:
        """Stay in the form."""
        self._next = None
        self._show(replace(self._state, question=Question.NOTHING))

    def reload(self) -> None:
        """Take what was changed elsewhere instead of what was typed."""
        if self._newer is not None:
            fields = fields_of(self._newer)
            self._take(self._newer, fields=fields)

    def keep_mine(self) -> None:
        """Keep what was typed; saving will replace what was changed elsewhere."""
        if self._newer is not None:
            fields, _ = merged(self._state.fields, self._state.saved, fields_of(self._newer))
            self._take(self._newer, fields=fields)

    def leave(self, go: Callable[[], None]) -> None:
        """Go elsewhere once what is in the form is safe; the author is asked if it is not."""
        self._leave(go)
        if self._next is not None:
            self._show(replace(self._state, summons=self._state.summons + 1))

    async def aclose(self) -> None:
        """Stop listening and working."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        await self._scope.aclose()

    def _leave(self, go: Callable[[], None]) -> None:
        if self.has_unsaved:
            self._next = go
            self._show(replace(self._state, question=Question.LEAVE))
        else:
            go()

    def _begin(self, entry_id: LoreId | None) -> None:
        if self._world is None:
            return
        self._entry_id, self._newer = entry_id, None
        self._at = (self._world, self._session)
        self._scope.cancel("refresh")
        self._show(
            EntryState(
                visible=True,
                summons=self._state.summons + 1,
                session_id=self._session,
                in_session=self._session is not None,
                session_title=self._session_title,
                loading=entry_id is not None,
            )
        )

    def _hide(self) -> None:
        self._entry_id = self._at = self._next = self._newer = None
        for work in ("open", "save", "refresh"):
            self._scope.cancel(work)
        self._show(EntryState(summons=self._state.summons))

    async def _open(self, entry_id: LoreId) -> None:
        if self._at is None:
            return
        view = await self._library.entry(entry_id, self._at[1])
        self._take(view, fields=fields_of(view))
        await self._read_names()

    async def _read_names(self) -> None:
        if self._at is None:
            return
        facets = await self._library.facets(*self._at)
        known = facets.known_categories
        self._show(replace(self._state, categories=known, tags=tuple(facets.tags)))

    async def _save(self) -> None:
        if self._at is None:
            return
        world, session = self._at
        sent = self._state.fields
        note = self._state.view.note if self._state.view else None
        if self._state.is_new or self._state.entry_dirty:
            revision = self._state.view.entry.revision if self._state.view else None
            like = EntryDraft(
                world_id=world,
                id=self._entry_id,
                base_revision=revision,
                title="",
                category="",
                content="",
            )
            entry = await self._library.save_entry(draft_of(sent, like))
            self._entry_id = entry.id
            await self._stored(replace(sent, note=self._state.saved.note))
        if session is not None and self._entry_id is not None and self._state.note_dirty:
            await self._library.save_note(
                session, self._entry_id, sent.note.strip(), base=note.revision if note else None
            )
            await self._stored(sent)
        go, self._next = self._next, None
        self._show(replace(self._state, saving=False))
        if go is not None:
            go()

    async def _stored(self, sent: Fields) -> None:
        """Read back what was just stored; what was typed meanwhile stays unsaved."""
        if self._entry_id is None or self._at is None:
            return
        view = await self._library.entry(self._entry_id, self._at[1])
        stored = fields_of(view)
        fields, _ = merged(self._state.fields, sent, stored)
        self._show(replace(self._state, view=view, saved=stored, fields=fields))

    async def _read_again(self) -> None:
        entry_id, at = self._entry_id, self._at
        if entry_id is None or at is None or self._is_saving():
            return
        view = await self._library.entry(entry_id, at[1])
        if self._is_saving():
            return  # saving reads back what is stored
        if view == self._state.view:
            return
        fields, clashes = merged(self._state.fields, self._state.saved, fields_of(view))
        if clashes:
            self._newer = view
            self._show(replace(self._state, question=Question.CHANGED))
        else:
            self._take(view, fields=fields)

    def _take(self, view: EntryView, *, fields: Fields) -> None:
        self._newer = None
        question = self._state.question
        self._show(
            replace(
                self._state,
                view=view,
                fields=fields,
                saved=fields_of(view),
                loading=False,
                question=Question.NOTHING if question is Question.CHANGED else question,
                notice=None,
            )
        )

    def _is_saving(self) -> bool:
        return self._state.saving

    def _lore_changed(self, event: LoreChanged) -> None:
        if event.entry_id == self._entry_id:
            self._refresher.ask()

    def _note_changed(self, event: NoteChanged) -> None:
        if event.entry_id == self._entry_id and self._at and event.session_id == self._at[1]:
            self._refresher.ask()

    def _head_moved(self, event: HeadMoved) -> None:
        if self._entry_id is not None and self._at and event.session_id == self._at[1]:
            self._refresher.ask()

    def _failed(self, name: str, error: BaseException) -> None:
        self._next = None
        self._show(replace(self._state, saving=False, loading=False, notice=told(name, error)))
        if name == "save":
            # It may have been refused because of a change that has not been heard of yet.
            self._refresher.ask()

    def _show(self, state: EntryState) -> None:
        self._state = state
        self._view.show_state(state)
