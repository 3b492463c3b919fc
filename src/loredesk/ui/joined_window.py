"""The main window joined to the services of an opened home: every pane with its presenter."""

from collections.abc import Callable
from datetime import UTC, datetime

from loredesk.domain.ids import LoreId, SessionId, WorldId
from loredesk.domain.settings import Theme
from loredesk.services.desk import Desk
from loredesk.ui.chat.drafts import KeptDrafts
from loredesk.ui.entry.presenter import EntryPresenter
from loredesk.ui.entry.view import EntryForm
from loredesk.ui.first_start.presenter import FirstStartPresenter
from loredesk.ui.first_start.view import FirstStartDialog
from loredesk.ui.first_start.wiring import join_first_start
from loredesk.ui.joined_asking import JoinedAsking
from loredesk.ui.joined_lore import JoinedLore
from loredesk.ui.joined_story import JoinedStory
from loredesk.ui.joined_voice import JoinedVoice
from loredesk.ui.lore.presenter import LorePresenter
from loredesk.ui.lore.view import LorePane
from loredesk.ui.notice import Notice
from loredesk.ui.queue.presenter import QueuePresenter
from loredesk.ui.queue.view import QueuePane
from loredesk.ui.review.presenter import ReviewPresenter
from loredesk.ui.review.view import ReviewPane
from loredesk.ui.settings_dialog.presenter import SettingsPresenter
from loredesk.ui.settings_dialog.view import SettingsDialog
from loredesk.ui.settings_dialog.wiring import join_settings
from loredesk.ui.theme.look import Look
from loredesk.ui.trash.presenter import TrashPresenter
from loredesk.ui.trash.view import TrashDialog
from loredesk.ui.undo.decisions import RecordedDecisions
from loredesk.ui.undo.presenter import UndoPresenter
from loredesk.ui.undo.view import UndoSteps
from loredesk.ui.undo.writing import RecordedWriting
from loredesk.ui.window.docks import Panes
from loredesk.ui.window.memory import WindowMemory
from loredesk.ui.window.needs import WindowServices
from loredesk.ui.window.presenter import WindowPresenter
from loredesk.ui.window.state import session_here, world_here
from loredesk.ui.window.view import MainWindow
from loredesk.ui.window.wiring import join_window


class JoinedWindow:
    """Owns every view and presenter of the window, and lets them hear of each other."""

    def __init__(
        self,
        *,
        window: MainWindow,
        look: Look,
        memory: WindowMemory,
        desk: Desk,
        drafts: KeptDrafts,
    ) -> None:
        self.window = window
        self.look = look
        self._drafts = drafts
        self._desk = desk
        self.undo_steps = UndoSteps(window)
        self.undo = UndoPresenter(view=self.undo_steps, tell=self._tell)
        self.story = JoinedStory(
            window=window, look=look, desk=desk, drafts=drafts, undo=self.undo, tell=self._tell
        )
        self.chat_pane, self.chat = self.story.chat_pane, self.story.chat
        self.panel_pane, self.panel = self.story.panel_pane, self.story.panel
        self.context_pane, self.context = self.story.recall.pane, self.story.recall.context
        self._make_views()
        self._make_presenters(memory)
        self.around_lore = JoinedLore(
            window=window,
            form=self.entry_form,
            look=look,
            desk=desk,
            deeds=self.undo,
            say=self._say,
            go_to=self.presenter.choose_session,
        )
        self.voice = JoinedVoice(window=window, look=look, desk=desk, say=self._say)
        self.asking = JoinedAsking(window=window, look=look, desk=desk)
        self._join_panes()
        join_window(window, self.presenter)
        join_first_start(self.first_start_dialog, self.first_start)
        join_settings(self.settings_dialog, self.settings)
        window.set_panes(
            Panes(
                chat=self.chat_pane,
                lore=self.lore_pane,
                ask=self.asking.pane,
                review=self.review_pane,
                queue=self.queue_pane,
                context=self.context_pane,
                panel=self.panel_pane,
                branches=self.story.branches_pane,
                story=self.story.summaries_pane,
            )
        )
        window.set_routes(self._routes())
        window.set_guard(self._may_leave)
        self.first_start_dialog.finished.connect(self.chat_pane.focus_message)
        for dialog in (self.first_start_dialog, self.settings_dialog, self.trash_dialog):
            dialog.finished.connect(window.regain_keyboard)

    def open(self, *, first_start: bool) -> None:
        """Show the library; offer the ways to begin where the author has not chosen one."""
        self.presenter.open()
        self.queue.refresh()
        if first_start:
            self.first_start.open()

    async def aclose(self) -> None:
        """End every presenter."""
        for presenter in (
            self.undo,
            self.story,
            self.lore,
            self.around_lore,
            self.voice,
            self.asking,
            self.entry,
            self.review,
            self.queue,
            self.trash,
            self.settings,
            self.first_start,
            self.presenter,
        ):
            await presenter.aclose()
        # Last: what could not be sent any more is a draft again.
        await self._drafts.aclose()

    def _make_views(self) -> None:
        look, window = self.look, self.window
        self.lore_pane = LorePane(look)
        self.review_pane = ReviewPane(look)
        self.queue_pane = QueuePane(look)
        self.entry_form = EntryForm(look, window)
        self.first_start_dialog = FirstStartDialog(look, window)
        self.settings_dialog = SettingsDialog(look, window)
        self.trash_dialog = TrashDialog(look, window)

    def _make_presenters(self, memory: WindowMemory) -> None:
        desk, hub = self._desk, self._desk.hub
        self.lore = LorePresenter(view=self.lore_pane, library=desk.library, hub=hub)
        writing = RecordedWriting(
            desk.library, canon=desk.canon, past=desk.history, trash=desk.trash, deeds=self.undo
        )
        self.entry = EntryPresenter(view=self.entry_form, library=writing, hub=hub)
        self.review = ReviewPresenter(
            view=self.review_pane,
            review=RecordedDecisions(desk.review, self.undo),
            library=writing,
            hub=hub,
        )
        self.queue = QueuePresenter(
            view=self.queue_pane, queue=desk.queue, library=desk.library, hub=hub, now=_now
        )
        self.trash = TrashPresenter(
            view=self.trash_dialog,
            trash=desk.trash,
            tree=desk.stories,
            deeds=self.undo,
            tell=self._tell,
        )
        self.settings = SettingsPresenter(
            view=self.settings_dialog, models=desk.models, on_theme=self._apply_theme
        )
        self.first_start = FirstStartPresenter(
            view=self.first_start_dialog, models=desk.models, open_sample=self._open_sample
        )
        self.presenter = WindowPresenter(
            view=self.window,
            services=WindowServices(
                library=desk.library,
                stories=desk.stories,
                queue=desk.queue,
                reviews=desk.review,
                models=desk.models,
            ),
            hub=hub,
            memory=memory,
            on_choice=self._choose,
        )

    def _join_panes(self) -> None:
        self.lore_pane.join(self.lore)
        self.entry_form.join(self.entry)
        self.review_pane.join(self.review)
        self.queue_pane.join(self.queue)
        self.lore_pane.entry_chosen.connect(self.entry.open)
        self.lore_pane.new_entry_requested.connect(self.entry.new)
        self.chat_pane.ways_requested.connect(self.first_start.open)
        self.context_pane.entry_chosen.connect(self._open_entry)
        self.story.recall.join_lore(self.lore_pane, self.lore, self.entry_form)
        self.lore_pane.ask_requested.connect(self.asking.ask_about)
        self.asking.pane.entry_chosen.connect(self._open_entry)
        self.asking.pane.message_chosen.connect(self.story.recall.show_message)
        self.trash_dialog.join(self.trash)
        self.lore_pane.delete_requested.connect(self._delete_entry)
        self.lore_pane.choice_changed.connect(self._allow_deleting)
        self.undo_steps.offered.connect(self.window.offer_action)

    def _routes(self) -> dict[str, Callable[[], None]]:
        return {
            **self.story.routes(),
            **self.around_lore.routes(),
            **self.asking.routes(),
            "edit.undo": self.undo.undo,
            "edit.redo": self.undo.redo,
            "edit.trash": self.trash.open,
            "session.delete": self._delete_session,
            "world.delete": self._delete_world,
            "lore.delete_entry": self.lore_pane.delete_chosen,
            "lore.search": self.lore_pane.focus_search,
            "lore.new_entry": self.entry.new,
            "app.settings": self.settings.open,
            "app.evaluation": self._evaluate,
            "app.first_start": self.first_start.open,
        }

    def _choose(self, world_id: WorldId | None, session_id: SessionId | None) -> None:
        self.lore.open(world_id, session_id)
        self.review.open(world_id, session_id)
        if world_id is not None:
            self.entry.place(world_id, session_id)
        self.story.open(session_id)
        self.undo.enter(session_id)
        self.queue.enter(session_id)
        self.around_lore.enter(world_id, session_id)
        self.voice.enter(world_id, session_id)
        self.asking.enter(world_id, session_id)
        self.trash.enter(session_id)

    def _evaluate(self) -> None:
        session = session_here(self.presenter.here)
        self.around_lore.evaluation.open("" if session is None else session.title)

    def _delete_session(self) -> None:
        session = session_here(self.presenter.here)
        if session is not None:
            self.trash.delete_session(session.id, session.title)

    def _delete_world(self) -> None:
        world = world_here(self.presenter.here)
        if world is not None:
            self.trash.delete_world(world.id, world.title)

    def _delete_entry(self, entry_id: str, title: str) -> None:
        self.trash.delete_entry(LoreId(entry_id), title)

    def _allow_deleting(self, chosen: bool) -> None:  # noqa: FBT001 - a signal's argument
        self.window.set_action_enabled("lore.delete_entry", chosen)

    def _tell(self, notice: Notice, remedy: Callable[[], None]) -> None:
        self.presenter.tell(notice, remedy)

    def _say(self, notice: Notice) -> None:
        self.presenter.tell(notice, _nothing)

    def _open_entry(self, entry_id: str) -> None:
        self.entry.open(LoreId(entry_id))

    def _may_leave(self) -> bool:
        """Return whether nothing would be lost; else the form asks, and closes the window then."""
        if self.entry.has_unsaved:
            self.entry.leave(self._leave)
            return False
        return True

    def _leave(self) -> None:
        self.window.close()

    def _apply_theme(self, theme: Theme) -> None:
        self.look.apply(theme)

    async def _open_sample(self) -> None:
        await open_sample(self._desk)
        self.presenter.open()


async def open_sample(desk: Desk) -> None:
    """Add the sample world and begin a session in it, unless there is one already."""
    world = await desk.sample.install()
    if not await desk.library.sessions(world.id):
        await desk.library.new_session(world.id)


def _nothing() -> None:
    """Do nothing: the notice offers nothing."""


def _now() -> datetime:
    return datetime.now(UTC)
