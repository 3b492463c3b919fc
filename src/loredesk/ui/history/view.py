"""The past of an entry on screen."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from loredesk.ui.forms.history_pane import Ui_HistoryPane
from loredesk.ui.history.presenter import HistoryPresenter
from loredesk.ui.history.state import HistoryState, Part
from loredesk.ui.history.words import (
    PARTS,
    as_of_html,
    detail_html,
    nothing,
    sentence_caption,
    version_caption,
    version_title,
)
from loredesk.ui.row_model import RowModel
from loredesk.ui.theme.look import Look
from loredesk.ui.theme.tokens import MEASURES
from loredesk.ui.titled_rows import Painted, TitledRows

_NARROW = 640
"""Below this width the chosen version stands below the list, not beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    number: int
    key: str
    icon: str
    counts: bool
    title: str
    caption: str


class HistoryPane(QWidget):
    """Shows a `HistoryState`; says what is to be looked at and what taken back."""

    part_chosen = Signal(object)
    row_chosen = Signal(int)
    turn_chosen = Signal(int)
    take_back_requested = Signal()
    bring_back_requested = Signal()
    roll_back_requested = Signal()
    notice_dismissed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._state = HistoryState()
        self._showing = False
        self._form = Ui_HistoryPane()
        self._form.setupUi(self)
        form = self._form
        self._model = RowModel(identity=_key, spoken=_spoken, parent=self)
        form.rows.setModel(self._model)
        form.rows.setItemDelegate(TitledRows(look, form.rows, _painted))
        for part, name in PARTS.items():
            form.part.addItem(name, part)
        form.sides.setStretchFactor(0, 2)
        form.sides.setStretchFactor(1, 3)
        for text in (form.detail, form.as_of):
            text.set_look(look, "story")
            text.document().setDocumentMargin(MEASURES.even)
        form.notice.set_look(look)
        form.empty.set_look(look)
        self._listen()

    def join(self, presenter: HistoryPresenter) -> None:
        """Carry every wish of this pane to *presenter*."""
        self.part_chosen.connect(presenter.look_at)
        self.row_chosen.connect(presenter.choose)
        self.turn_chosen.connect(presenter.go_to_turn)
        self.take_back_requested.connect(presenter.take_back)
        self.bring_back_requested.connect(presenter.bring_back)
        self.roll_back_requested.connect(presenter.roll_back)
        self.notice_dismissed.connect(presenter.dismiss)

    def show_state(self, state: HistoryState) -> None:
        """Replace what is on screen with *state*."""
        self._state = state
        self._showing = True
        try:
            self._show_head(state)
            self._model.show_rows(_rows(state))
            if state.chosen < self._model.rowCount():
                self._form.rows.setCurrentIndex(self._model.index(state.chosen))
            self._show_texts()
            self._show_acts(state)
        finally:
            self._showing = False

    def resizeEvent(self, event: QResizeEvent, /) -> None:  # noqa: N802 - Qt's method
        """Put the chosen version below the list where there is no room beside it."""
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
        form.part.activated.connect(self._choose_part)
        form.rows.selectionModel().currentChanged.connect(self._choose_row)
        form.turn.valueChanged.connect(self._choose_turn)
        form.take_back.clicked.connect(self.take_back_requested)
        form.bring_back.clicked.connect(self.bring_back_requested)
        form.roll_back.clicked.connect(self.roll_back_requested)
        form.notice.dismissed.connect(self.notice_dismissed)
        self._look.changed.connect(self._show_texts)
        self._look.changed.connect(form.rows.viewport().update)

    def _choose_part(self, index: int) -> None:
        self.part_chosen.emit(self._form.part.itemData(index))

    def _choose_row(self, index: QModelIndex) -> None:
        if not self._showing and index.isValid():
            self.row_chosen.emit(index.row())

    def _choose_turn(self, turn: int) -> None:
        if not self._showing:
            self.turn_chosen.emit(turn)

    def _show_head(self, state: HistoryState) -> None:
        form = self._form
        form.notice.show_notice(state.notice)
        form.part.setCurrentIndex(form.part.findData(state.part))
        as_of = form.part.findData(Part.AS_OF)
        form.part.view().setRowHidden(as_of, not state.in_session)  # type: ignore[attr-defined] # a combo box shows a list view
        for widget in (form.turn_label, form.turn):
            widget.setVisible(state.part is Part.AS_OF)
        with QSignalBlocker(form.turn):
            form.turn.setRange(0, max(state.last_turn, state.turn))
            form.turn.setValue(state.turn)

    def _show_texts(self) -> None:
        form, state, tokens = self._form, self._state, self._look.tokens
        form.detail.setHtml(detail_html(state, tokens))
        form.as_of.setHtml(as_of_html(state.as_of, tokens) if state.as_of is not None else "")
        if state.part is Part.AS_OF:
            page = form.as_of_page if state.as_of is not None else form.empty_page
        else:
            page = form.rows_page if self._model.rowCount() else form.empty_page
        form.pages.setCurrentWidget(page)
        form.empty.say("history", *nothing(state))

    def _show_acts(self, state: HistoryState) -> None:
        form = self._form
        for button, offered in (
            (form.take_back, state.can_take_back),
            (form.bring_back, state.can_bring_back),
            (form.roll_back, state.can_roll_back),
        ):
            button.setVisible(offered)
            button.setEnabled(not state.busy)


def _rows(state: HistoryState) -> tuple[_Row, ...]:
    if state.part is Part.SENTENCES:
        return tuple(
            _Row(
                number=at,
                key=f"{at}:{piece.text}",
                icon="edit" if piece.by == "author" else "quote",
                counts=True,
                title=" ".join(piece.text.split()),
                caption=sentence_caption(piece),
            )
            for at, piece in enumerate(state.sentences)
        )
    return tuple(
        _Row(
            number=at,
            key=f"{version.part}:{version.revision}",
            icon=("edit" if version.by == "author" else "model"),
            counts=version.in_force and not version.withdrawn,
            title=version_title(version),
            caption=version_caption(version),
        )
        for at, version in enumerate(state.versions)
    )


def _key(row: _Row) -> str:
    return row.key


def _spoken(row: _Row) -> str:
    return f"{row.title}, {row.caption}"


def _painted(row: _Row) -> Painted:
    return row.icon, "accent_ink" if row.counts else "muted", row.title, row.caption
