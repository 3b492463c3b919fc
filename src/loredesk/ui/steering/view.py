"""The list of all that is steered in the session on screen."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from loredesk.domain.ids import LoreId
from loredesk.domain.steering import Steer, Steered
from loredesk.ui.forms.steered_page import Ui_SteeredPage
from loredesk.ui.row_model import RowModel
from loredesk.ui.steered import WORDS, SteeringState, spoken
from loredesk.ui.theme.look import Ink, Look
from loredesk.ui.titled_rows import Painted, TitledRows

_INKS: dict[Steer, Ink] = {
    Steer.PIN: "accent_ink",
    Steer.BOOST: "info_ink",
    Steer.BAN: "danger_ink",
}


class SteeredPage(QWidget):
    """Shows a `SteeringState`; says how an entry is to be treated instead."""

    steer_chosen = Signal(str, str, object)
    """The entry of this id and title is to be treated so: a `Steer` or None."""
    entry_chosen = Signal(str)
    """The entry of this id is to be opened."""
    close_requested = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = Ui_SteeredPage()
        self._form.setupUi(self)
        form = self._form
        self._model = RowModel(identity=_id_of, spoken=spoken, parent=self)
        form.entries.setModel(self._model)
        form.entries.setItemDelegate(TitledRows(look, form.entries, _painted))
        form.title.setText(self.tr("Steered in this session"))
        form.back.clicked.connect(self.close_requested)
        form.entries.activated.connect(self._open)
        form.entries.selectionModel().currentChanged.connect(self._show_acts)
        form.steer.chosen.connect(self._steer)
        for part in (form.empty, form.steer):
            part.set_look(look)
        look.set_icon(form.back, "left", "muted")
        look.changed.connect(form.entries.viewport().update)
        self.setFocusProxy(form.entries)
        self.show_steering(SteeringState())

    def show_steering(self, state: SteeringState) -> None:
        """Replace what is listed by *state*."""
        form = self._form
        self._model.show_rows(state.rows)
        form.entries.setVisible(bool(state.rows))
        form.empty.setVisible(not state.rows)
        if state.in_session:
            form.empty.say(
                "pin",
                self.tr("Nothing is steered"),
                self.tr(
                    "Pin what the model is always to be told, ban what it is never to be told, "
                    "boost what matters more. Choose an entry under Told or Left out, or in the "
                    "lore by its context menu."
                ),
            )
        else:
            form.empty.say("pin", self.tr("No story is open"))
        self._show_acts()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:  # noqa: N802 - Qt's method
        """Go back with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_requested.emit()
        else:
            super().keyPressEvent(event)

    def _chosen(self) -> Steered | None:
        row: Steered | None = self._model.row(self._form.entries.currentIndex())
        return row

    def _show_acts(self) -> None:
        row = self._chosen()
        self._form.steer.setVisible(row is not None)
        if row is not None:
            self._form.steer.show_steer(row.steer)

    def _steer(self, steer: object) -> None:
        row = self._chosen()
        if row is not None:
            self.steer_chosen.emit(row.entry_id, row.title, steer)

    def _open(self, index: QModelIndex) -> None:
        row: Steered | None = self._model.row(index)
        if row is not None:
            self.entry_chosen.emit(row.entry_id)


def _id_of(row: Steered) -> LoreId:
    return row.entry_id


def _painted(row: Steered) -> Painted:
    words = WORDS[row.steer]
    return words.icon, _INKS[row.steer], row.title, f"{words.standing}: {words.effect}"
