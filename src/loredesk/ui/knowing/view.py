"""Who knows an entry on screen: the sentences, and of the one that is chosen who knows it."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QListWidgetItem, QWidget

from loredesk.domain.visibility import EVERYONE
from loredesk.ui.forms.knowing_pane import Ui_KnowingPane
from loredesk.ui.knowing.presenter import KnowingPresenter
from loredesk.ui.knowing.state import WHOLE, KnowingState, key_of
from loredesk.ui.knowing.words import (
    caption_of,
    is_closed,
    known_line,
    learner_line,
    learners_caption,
    whole_caption,
    why_line,
)
from loredesk.ui.row_model import RowModel
from loredesk.ui.theme.look import Ink, Look
from loredesk.ui.theme.tokens import MEASURES
from loredesk.ui.titled_rows import Painted, TitledRows

_NARROW = 640
"""Below this width the chosen sentence stands below the list, not beside it."""
_SHARES = (540, 360)
_ID = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    key: str
    icon: str
    ink: Ink
    title: str
    caption: str


class KnowingPane(QWidget):
    """Shows a `KnowingState`; says what is to be known by whom."""

    row_chosen = Signal(str)
    change_requested = Signal()
    learn_requested = Signal()
    take_back_requested = Signal(str)
    notice_dismissed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._state = KnowingState()
        self._showing = False
        self._form = Ui_KnowingPane()
        self._form.setupUi(self)
        form = self._form
        self._model = RowModel(identity=_key, spoken=_spoken, parent=self)
        form.rows.setModel(self._model)
        form.rows.setItemDelegate(TitledRows(look, form.rows, _painted))
        form.sides.setSizes(_SHARES)
        form.sides.setStretchFactor(0, 3)
        form.sides.setStretchFactor(1, 2)
        form.sentence.set_look(look, "story")
        form.notice.set_look(look)
        form.empty.set_look(look)
        look.set_icon(form.change, "eye", "muted")
        look.set_icon(form.learn, "people", "muted")
        self._listen()
        self.show_state(self._state)

    def join(self, presenter: KnowingPresenter) -> None:
        """Carry every wish of this pane to *presenter*."""

        def take_back(learner: str) -> None:
            for one in [one for one in self._state.learners if one.id == learner]:
                presenter.take_back(one.id)

        self.row_chosen.connect(presenter.choose)
        self.change_requested.connect(presenter.change)
        self.learn_requested.connect(presenter.learn)
        self.take_back_requested.connect(take_back)
        self.notice_dismissed.connect(presenter.dismiss)

    def show_state(self, state: KnowingState) -> None:
        """Replace what is on screen with *state*."""
        self._state = state
        form = self._form
        self._showing = True
        try:
            form.notice.show_notice(state.notice)
            self._model.show_rows(_rows(state))
            index = self._model.index_of(state.chosen)
            if index.isValid():
                form.rows.setCurrentIndex(index)
                form.rows.scrollTo(index)
            self._show_chosen(state)
            self._show_learners(state)
        finally:
            self._showing = False
        form.pages.setCurrentWidget(form.rows_page if state.found else form.empty_page)
        words = self.tr("Looking \u2026") if state.loading else self.tr("Nothing to show yet")
        form.empty.say("eye", words)

    def resizeEvent(self, event: QResizeEvent, /) -> None:  # noqa: N802 - Qt's method
        """Put the chosen sentence below the list where there is no room beside it."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self._form.sides.orientation() is not wanted:
            self._form.sides.setOrientation(wanted)
        self._form.detail_column.setContentsMargins(
            0 if narrow else MEASURES.close, MEASURES.close if narrow else 0, 0, 0
        )

    def _listen(self) -> None:
        form = self._form
        form.rows.selectionModel().currentChanged.connect(self._choose_row)
        form.rows.activated.connect(self.change_requested)
        form.change.clicked.connect(self.change_requested)
        form.learn.clicked.connect(self.learn_requested)
        form.take_back.clicked.connect(self._take_back)
        form.learners.itemSelectionChanged.connect(self._allow)
        form.notice.dismissed.connect(self.notice_dismissed)
        self._look.changed.connect(form.rows.viewport().update)

    def _choose_row(self, index: QModelIndex) -> None:
        row = self._model.row(index)
        if row is not None and not self._showing:
            self.row_chosen.emit(row.key)

    def _show_chosen(self, state: KnowingState) -> None:
        form, sentence = self._form, state.sentence
        form.sentence.setVisible(sentence is not None)
        form.sentence.show_plain(sentence.text if sentence else "")
        form.known.setText(known_line(state))
        form.why.setText(why_line(state))
        form.change.setEnabled(state.can_change)

    def _show_learners(self, state: KnowingState) -> None:
        form = self._form
        chosen = {item.data(_ID) for item in form.learners.selectedItems()}
        form.learners.clear()
        for one in state.learners:
            item = QListWidgetItem(learner_line(one))
            item.setData(_ID, one.id)
            item.setToolTip(learner_line(one))
            if not one.in_force:
                item.setForeground(QColor(self._look.tokens.muted))
            form.learners.addItem(item)
            if one.id in chosen:
                form.learners.setCurrentItem(item)
        form.learners.setVisible(bool(state.learners))
        form.learners_caption.setText(learners_caption(state))
        form.learn.setEnabled(state.can_learn)
        form.take_back.setVisible(bool(state.learners))
        self._allow()

    def _allow(self) -> None:
        chosen = bool(self._form.learners.selectedItems())
        self._form.take_back.setEnabled(chosen and not self._state.busy)

    def _take_back(self) -> None:
        for item in self._form.learners.selectedItems():
            self.take_back_requested.emit(item.data(_ID))


def _rows(state: KnowingState) -> tuple[_Row, ...]:
    found = state.found
    if found is None:
        return ()
    open_one = found.entry.visibility == EVERYONE
    whole = _Row(
        key=WHOLE,
        icon="eye" if open_one else "eye-off",
        ink="muted" if open_one else "warning_ink",
        title="The whole entry",
        caption=whole_caption(found),
    )
    return (
        whole,
        *(
            _Row(
                key=key_of(one),
                icon="eye-off" if is_closed(one) else "eye",
                ink="warning_ink" if is_closed(one) else "muted",
                title=" ".join(one.text.split()),
                caption=caption_of(one, found),
            )
            for one in found.sentences
        ),
    )


def _key(row: _Row) -> str:
    return row.key


def _spoken(row: _Row) -> str:
    return f"{row.title}, {row.caption}"


def _painted(row: _Row) -> Painted:
    return row.icon, row.ink, row.title, row.caption
