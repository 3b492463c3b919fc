"""The queue pane on screen."""

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from loredesk.domain.ids import TaskId
from loredesk.domain.tasks import TaskType
from loredesk.ui.forms.queue_pane import Ui_QueuePane
from loredesk.ui.queue.counts import StatusCounts, place
from loredesk.ui.queue.delegate import TaskDelegate
from loredesk.ui.queue.presenter import QueuePresenter
from loredesk.ui.queue.state import QueueState, TaskLine
from loredesk.ui.queue.words import DOES, standing_trouble
from loredesk.ui.row_model import RowModel
from loredesk.ui.theme.look import Look
from loredesk.ui.theme.roles import set_tone

_REASONS = 2
"""How many reasons are told in full above the list."""


class QueuePane(QWidget):
    """Shows a `QueueState`; says what the author wants done about a task."""

    type_chosen = Signal(object)
    status_chosen = Signal(object)
    task_chosen = Signal(object)
    retry_requested = Signal()
    cancel_requested = Signal()
    retry_all_requested = Signal()
    cancel_all_requested = Signal()
    pause_toggled = Signal()
    lane_toggled = Signal(object)
    session_toggled = Signal()
    refresh_requested = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._look = look
        self._form = Ui_QueuePane()
        self._form.setupUi(self)
        self._state = QueueState()
        self._showing = False
        self._model = RowModel(identity=_id_of, spoken=_spoken, parent=self)
        self._counts = StatusCounts(self._form.counts)
        place(self._counts, self._form.counts)
        self._form.tasks.setModel(self._model)
        self._form.tasks.setItemDelegate(TaskDelegate(look, self._form.tasks))
        self._retry = QAction(self.tr("Retry"), self)
        self._cancel = QAction(self.tr("Cancel task"), self)
        self.setFocusProxy(self._form.tasks)
        self._dress()
        self._listen()

    def join(self, presenter: QueuePresenter) -> None:
        """Carry every wish of this pane to *presenter*."""
        self.type_chosen.connect(presenter.only_type)
        self.status_chosen.connect(presenter.only_status)
        self.task_chosen.connect(presenter.choose)
        self.retry_requested.connect(presenter.retry)
        self.cancel_requested.connect(presenter.cancel)
        self.retry_all_requested.connect(presenter.retry_all)
        self.cancel_all_requested.connect(presenter.cancel_all)
        self.pause_toggled.connect(presenter.toggle_pause)
        self.lane_toggled.connect(presenter.toggle_lane)
        self.session_toggled.connect(presenter.toggle_session)
        self.refresh_requested.connect(presenter.refresh)

    def show_state(self, state: QueueState) -> None:
        """Replace what is on screen with *state*."""
        self._showing, self._state = True, state
        try:
            self._show_head(state)
            self._show_failures(state)
            self._show_list(state)
            self._show_foot(state)
        finally:
            self._showing = False

    def _dress(self) -> None:
        form, look = self._form, self._look
        form.task_type.addItem(self.tr("All kinds of work"), None)
        for task_type, does in DOES.items():
            form.task_type.addItem(does, task_type)
        form.notice.set_look(look)
        form.empty.set_look(look)
        look.set_icon(form.retry_all, "retry")
        look.set_icon(form.cancel_all, "cancel")
        look.set_icon(form.retry, "retry")
        look.set_icon(self._retry, "retry")
        look.set_icon(self._cancel, "cancel")
        set_tone(form.failures, "warning")
        form.tasks.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        look.changed.connect(self._repaint)
        self._repaint()

    def _listen(self) -> None:
        form = self._form
        form.task_type.activated.connect(self._choose_type)
        self._counts.status_chosen.connect(self.status_chosen)
        form.tasks.selectionModel().currentChanged.connect(self._choose_task)
        form.tasks.customContextMenuRequested.connect(self._offer)
        form.pause.clicked.connect(self.pause_toggled)
        form.pause_parts.lane_toggled.connect(self.lane_toggled)
        form.pause_parts.session_toggled.connect(self.session_toggled)
        form.retry_all.clicked.connect(self.retry_all_requested)
        form.cancel_all.clicked.connect(self.cancel_all_requested)
        form.retry.clicked.connect(self.retry_requested)
        form.cancel.clicked.connect(self.cancel_requested)
        form.notice.action_requested.connect(self.refresh_requested)
        self._retry.triggered.connect(self.retry_requested)
        self._cancel.triggered.connect(self.cancel_requested)

    def _repaint(self) -> None:
        icon = self._look.pixmap("warning", "warning_ink", 18, self)
        self._form.failures_icon.setPixmap(icon)
        self._form.tasks.viewport().update()

    def _choose_type(self, index: int) -> None:
        # A box gives plain text back.
        chosen = self._form.task_type.itemData(index)
        self.type_chosen.emit(None if chosen is None else TaskType(chosen))

    def _choose_task(self, index: QModelIndex) -> None:
        line: TaskLine | None = self._model.row(index)
        if not self._showing:
            self.task_chosen.emit(line.id if line is not None else None)

    def _offer(self, point: QPoint) -> None:
        if self._form.tasks.indexAt(point).isValid():
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addActions([self._retry, self._cancel])
            menu.popup(self._form.tasks.viewport().mapToGlobal(point))

    def _show_head(self, state: QueueState) -> None:
        form = self._form
        form.summary.setText(state.summary)
        form.pause.setText(self.tr("Go on") if state.status.paused else self.tr("Pause"))
        drawing = "play" if state.status.paused else "pause"
        self._look.set_icon(form.pause, drawing)
        self._counts.show_counts(state.status.total, state.only_status)
        form.task_type.setCurrentIndex(max(form.task_type.findData(state.only_type), 0))
        form.pause_parts.show_paused(
            state.status.paused_lanes,
            session=state.session_rests,
            in_session=state.session_id is not None,
        )
        form.notice.show_notice(state.notice or standing_trouble(state.status))

    def _show_failures(self, state: QueueState) -> None:
        form = self._form
        number = state.status.total.failed
        form.failures_place.setVisible(number > 0)
        if not number:
            return
        tasks = (
            self.tr("One task failed") if number == 1 else f"{number:,} {self.tr('tasks failed')}"
        )
        form.failures_title.setText(tasks)
        told = [
            f"{reason.tasks:,} \u00d7 {reason.sentence}" if reason.tasks > 1 else reason.sentence
            for reason in state.reasons[:_REASONS]
        ]
        more = len(state.reasons) - _REASONS
        if more > 0:
            told.append(self.tr("Other reasons stand beside their tasks below."))
        form.failures_text.setText("\n".join(told))
        one = number == 1
        form.retry_all.setText(self.tr("Retry it") if one else self.tr("Retry all failed"))
        form.cancel_all.setText(self.tr("Cancel it") if one else self.tr("Cancel all failed"))

    def _show_list(self, state: QueueState) -> None:
        form = self._form
        self._model.show_rows(state.lines)
        index = self._model.index_of(state.chosen)
        if index.isValid() and form.tasks.currentIndex() != index:
            form.tasks.setCurrentIndex(index)
        bare = not state.lines and not state.loading
        form.pages.setCurrentWidget(form.empty_page if bare else form.list_page)
        if bare and state.filtered:
            form.empty.say("search", self.tr("No such task"), self.tr("Nothing here is like that."))
        elif bare:
            words = self.tr("After each turn the work it makes is listed here.")
            form.empty.say("queue", self.tr("Nothing to do"), words)

    def _show_foot(self, state: QueueState) -> None:
        form = self._form
        form.foot.setVisible(bool(state.lines))
        form.more.setText(self.tr("Only the newest are listed.") if state.cut else "")
        for control in (form.retry, self._retry):
            control.setEnabled(state.can_retry)
        for control in (form.cancel, self._cancel):
            control.setEnabled(state.can_cancel)


def _id_of(line: TaskLine) -> TaskId:
    return line.id


def _spoken(line: TaskLine) -> str:
    return line.described
