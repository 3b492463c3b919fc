"""The merge on screen: the other entry, both texts, and what they come to."""

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QDialog, QListWidgetItem, QWidget

from loredesk.ui.forms.merge_dialog import Ui_MergeDialog
from loredesk.ui.lore.delegate import category_icon
from loredesk.ui.merge.presenter import MergePresenter
from loredesk.ui.merge.state import Candidate, MergeState
from loredesk.ui.row_model import RowModel
from loredesk.ui.theme.look import Look
from loredesk.ui.titled_rows import Painted, TitledRows

_SIZE = (940, 600)
_ID = Qt.ItemDataRole.UserRole


class MergeDialog(QDialog):
    """Shows a `MergeState`; says what is to be merged with what."""

    wanted_changed = Signal(str)
    entry_chosen = Signal(str)
    swap_requested = Signal()
    text_edited = Signal(str)
    merge_requested = Signal()
    split_requested = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._showing = False
        self._form = Ui_MergeDialog()
        self._form.setupUi(self)
        self.resize(*_SIZE)
        form = self._form
        self._model = RowModel(identity=_id_of, spoken=_spoken, parent=self)
        form.entries.setModel(self._model)
        form.entries.setItemDelegate(TitledRows(look, form.entries, _painted))
        form.sides.setSizes((240, 680))
        form.sides.setStretchFactor(1, 1)
        for part in (form.notice, form.empty, form.gone, form.kept):
            part.set_look(look)
        form.text.document().setDefaultFont(look.story_font())
        look.changed.connect(form.entries.viewport().update)
        self._listen()

    def join(self, presenter: MergePresenter) -> None:
        """Carry every wish of this dialog to *presenter*."""
        self.wanted_changed.connect(presenter.find)
        self.entry_chosen.connect(presenter.choose)
        self.swap_requested.connect(presenter.swap)
        self.text_edited.connect(presenter.write)
        self.merge_requested.connect(presenter.merge)
        self.split_requested.connect(presenter.split)
        self.rejected.connect(presenter.close)

    def show_state(self, state: MergeState) -> None:
        """Show *state*, and the dialog itself if it is open."""
        form = self._form
        self._showing = True
        try:
            form.heading.setText(state.heading)
            form.notice.show_notice(state.notice)
            self._model.show_rows(state.candidates)
            index = self._model.index_of(state.other)
            if index.isValid():
                form.entries.setCurrentIndex(index)
            self._show_merged(state)
            self._show_sides(state)
        finally:
            self._showing = False
        form.merge.setEnabled(state.can_merge)
        if state.open and not self.isVisible():
            form.wanted.clear()
            self.open()
        elif not state.open and self.isVisible():
            self.hide()

    def _listen(self) -> None:
        form = self._form
        form.wanted.textEdited.connect(self.wanted_changed)
        form.entries.selectionModel().currentChanged.connect(self._choose)
        form.swap.clicked.connect(self.swap_requested)
        form.text.textChanged.connect(self._tell_text)
        form.merge.clicked.connect(self.merge_requested)
        form.split.clicked.connect(self._split)
        form.merged.itemActivated.connect(self._split)
        form.close.clicked.connect(self.reject)

    def _show_merged(self, state: MergeState) -> None:
        form = self._form
        form.merged_place.setVisible(bool(state.merged))
        form.split.setEnabled(not state.busy)
        known = [form.merged.item(row).data(_ID) for row in range(form.merged.count())]
        if known != [one.id for one in state.merged]:
            form.merged.clear()
            for one in state.merged:
                item = QListWidgetItem(one.words)
                item.setData(_ID, one.id)
                item.setToolTip(one.words)
                form.merged.addItem(item)
            form.merged.setCurrentRow(0)

    def _show_sides(self, state: MergeState) -> None:
        form, sides = self._form, state.sides
        form.pages.setCurrentWidget(form.work_page if sides is not None else form.empty_page)
        if sides is not None:
            form.gone_name.setText(self.tr("Not listed any more: ") + sides.gone_title)
            form.gone.show_plain(sides.gone_text)
            form.kept_name.setText(self.tr("Stays: ") + sides.kept_title)
            form.kept.show_plain(sides.kept_text)
            with QSignalBlocker(form.text):
                if form.text.toPlainText() != state.text:
                    form.text.setPlainText(state.text)
        elif state.loading:
            form.empty.say("merge", self.tr("Looking for entries \u2026"))
        elif state.notice is not None and state.other is not None:
            form.empty.say("merge", self.tr("These two cannot be merged"))
        elif not state.candidates:
            form.empty.say("merge", self.tr("There is no such entry"))
        else:
            words = self.tr("Both texts will stand here side by side, and what they come to.")
            if state.has_more:
                words = self.tr("The list has the first of many; a word above finds the others.")
            form.empty.say("merge", self.tr("Choose the other entry"), words)

    def _choose(self, index: QModelIndex) -> None:
        row = self._model.row(index)
        if isinstance(row, Candidate) and not self._showing:
            self.entry_chosen.emit(row.id)

    def _split(self) -> None:
        item = self._form.merged.currentItem()
        if item is not None:
            self.split_requested.emit(item.data(_ID))

    def _tell_text(self) -> None:
        if not self._showing:
            self.text_edited.emit(self._form.text.toPlainText())


def _id_of(row: Candidate) -> str:
    return row.id


def _spoken(row: Candidate) -> str:
    return f"{row.title}, {row.caption}"


def _painted(row: Candidate) -> Painted:
    return category_icon(row.category), "accent_ink", row.title, row.caption
