"""What looks after the lore beside writing it: its past, locks, promotion, merging, log, backups."""

from collections.abc import Callable, Collection, Mapping
from typing import cast

from PySide6.QtWidgets import QWidget

from loredesk.domain.ids import LoreId, SessionId, WorldId
from loredesk.domain.lore import LoreEntry
from loredesk.domain.visibility import EVERYONE, Visibility
from loredesk.services.desk import Desk
from loredesk.ui.audit.presenter import AuditPresenter
from loredesk.ui.audit.view import AuditDialog
from loredesk.ui.backups.presenter import BackupsPresenter
from loredesk.ui.backups.view import BackupsDialog
from loredesk.ui.carry.presenter import CarryPresenter
from loredesk.ui.carry.view import CarryDialog
from loredesk.ui.entry.locking import LockKeeper
from loredesk.ui.entry.view import EntryForm
from loredesk.ui.evaluation.presenter import EvaluationPresenter
from loredesk.ui.evaluation.view import EvaluationDialog
from loredesk.ui.history.presenter import HistoryPresenter
from loredesk.ui.knowing.presenter import KnowingPresenter
from loredesk.ui.merge.presenter import MergePresenter
from loredesk.ui.merge.view import MergeDialog
from loredesk.ui.notice import Notice
from loredesk.ui.people.presenter import PeoplePresenter
from loredesk.ui.people.state import Answer, Purpose, Question, somebodies
from loredesk.ui.people.view import PeopleDialog
from loredesk.ui.promote.presenter import PromotePresenter
from loredesk.ui.promote.view import PromoteDialog
from loredesk.ui.theme.look import Look
from loredesk.ui.undo.command import Deeds


class JoinedLore:
    """Owns the views and presenters around the form of an entry, and around the whole library."""

    def __init__(
        self,
        *,
        window: QWidget,
        form: EntryForm,
        look: Look,
        desk: Desk,
        deeds: Deeds,
        say: Callable[[Notice], None],
        go_to: Callable[[SessionId], None],
    ) -> None:
        self.promote_dialog = PromoteDialog(look, form)
        self.merge_dialog = MergeDialog(look, form)
        self.history = HistoryPresenter(
            view=form.history,
            past=desk.history,
            versions=desk.canon,
            stories=desk.stories,
            deeds=deeds,
        )
        self.promotion = PromotePresenter(view=self.promote_dialog, canon=desk.canon, deeds=deeds)
        self.merging = MergePresenter(
            view=self.merge_dialog, merging=desk.merging, library=desk.library, deeds=deeds
        )
        self.carry_dialog = CarryDialog(look, window)
        self.carry = CarryPresenter(view=self.carry_dialog, library=desk.library, begun=go_to)
        self.carry_dialog.join(self.carry)
        self.audit_dialog = AuditDialog(look, window)
        self.audit = AuditPresenter(view=self.audit_dialog, log=desk.audit)
        self.backups_dialog = BackupsDialog(look, window)
        self.backups = BackupsPresenter(view=self.backups_dialog, shelf=desk.backups, hub=desk.hub)
        self.audit_dialog.join(self.audit)
        self.backups_dialog.join(self.backups)
        self.evaluation_dialog = EvaluationDialog(look, window)
        self.evaluation = EvaluationPresenter(
            view=self.evaluation_dialog, evaluations=desk.evaluations, weights=desk.weights
        )
        self.evaluation_dialog.join(self.evaluation)
        self._join_knowing(form, look, desk, deeds)
        self.locks = LockKeeper(canon=desk.canon, deeds=deeds, say=say)
        self._form = form
        form.history.join(self.history)
        self.promote_dialog.join(self.promotion)
        self.merge_dialog.join(self.merging)
        form.entry_shown.connect(self._show_past)
        form.promotion_requested.connect(self._promote)
        form.merge_requested.connect(self._merge)
        form.locks_chosen.connect(self._lock)
        form.people_requested.connect(self._ask_who_knows)

    def _join_knowing(self, form: EntryForm, look: Look, desk: Desk, deeds: Deeds) -> None:
        """Join who knows what, and the dialog that asks for people."""
        self.people_dialog = PeopleDialog(look, form)
        self.people = PeoplePresenter(view=self.people_dialog, library=desk.library)
        self.people_dialog.join(self.people)
        self.knowing = KnowingPresenter(
            view=form.knowing,
            knowledge=desk.knowledge,
            stories=desk.stories,
            ask=self.people.ask,
            deeds=deeds,
            hub=desk.hub,
        )
        form.knowing.join(self.knowing)

    def routes(self) -> dict[str, Callable[[], None]]:
        """Return what the menu can ask for."""
        return {
            "app.audit": self.audit.open,
            "app.backups": self.backups.open,
            "session.carry": self.carry.open,
        }

    def enter(self, world_id: WorldId | None, session_id: SessionId | None) -> None:
        """Take this session as where the author is."""
        self.carry.enter(world_id, session_id)
        self.people.place(world_id, session_id)
        self.audit.enter(session_id)
        self.evaluation.enter(world_id, session_id)

    async def aclose(self) -> None:
        """End every presenter."""
        for presenter in (
            self.history,
            self.promotion,
            self.merging,
            self.audit,
            self.backups,
            self.evaluation,
            self.carry,
            self.locks,
            self.knowing,
            self.people,
        ):
            await presenter.aclose()

    # A signal carries plain objects; what the form sends is known.

    def _show_past(self, entry_id: object, session_id: object) -> None:
        self.history.open(cast("LoreId", entry_id), cast("SessionId | None", session_id))
        self.knowing.open(cast("LoreId", entry_id), cast("SessionId | None", session_id))
        self.audit.about(cast("LoreId", entry_id), self._form.windowTitle().removesuffix("*"))

    def _promote(self, entry_id: object, session_id: object) -> None:
        self.promotion.open(cast("LoreId", entry_id), cast("SessionId | None", session_id))

    def _merge(self, entry_id: object, session_id: object) -> None:
        self.merging.open(cast("LoreId", entry_id), cast("SessionId | None", session_id))

    def _lock(self, entry: object, wanted: object) -> None:
        self.locks.lock(cast("LoreEntry", entry), cast("Collection[str]", wanted))

    def _ask_who_knows(self, title: str, visibility: object, names: object) -> None:
        now = cast("Visibility", visibility)
        question = Question(
            purpose=Purpose.ENTRY,
            about=title,
            visibility=now,
            chosen=somebodies(now, cast("Mapping[LoreId, str]", names)),
        )
        self.people.ask(question, self._take_known)

    def _take_known(self, answer: Answer) -> None:
        names = {one.id: one.title for one in answer.people}
        self._form.take_known(answer.visibility or EVERYONE, names)
