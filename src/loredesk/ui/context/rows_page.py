"""One of the two lists of a context, with what narrows it and what can be done with its rows."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, Signal
from PySide6.QtWidgets import QWidget

from loredesk.domain.ids import LoreId
from loredesk.domain.manifest import Unit
from loredesk.domain.steering import Steer
from loredesk.ui.context.row_delegate import ICONS, RowDelegate
from loredesk.ui.context.row_menu import RowMenu
from loredesk.ui.context.rows import UNITS, Line, Row, RowFilter
from loredesk.ui.forms.rows_page import Ui_RowsPage
from loredesk.ui.row_model import RowModel
from loredesk.ui.steered import WORDS, SteeringState
from loredesk.ui.theme.look import Look


class RowsPage(QWidget):
    """Shows rows under their headings; says what is to be listed, opened, explained, steered."""

    wanted_changed = Signal(str)
    unit_chosen = Signal(object)
    """Only this `Unit` is to be listed; everything for None."""
    all_requested = Signal()
    entry_chosen = Signal(str)
    message_chosen = Signal(str)
    """The message of this id is to be shown in the story."""
    why_requested = Signal(str, str)
    steer_chosen = Signal(str, str, object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._steering = SteeringState()
        self._units: tuple[Unit, ...] | None = None
        self._form = Ui_RowsPage()
        self._form.setupUi(self)
        form = self._form
        self._model = RowModel(
            identity=_key_of, spoken=self._spoken, is_choosable=_is_row, parent=self
        )
        form.rows.setModel(self._model)
        form.rows.setItemDelegate(RowDelegate(look, form.rows, self._steer_of))
        self._menu = RowMenu(look, self)
        for part in (form.empty, form.steer):
            part.set_look(look)
        leading = form.wanted.ActionPosition.LeadingPosition
        search = form.wanted.addAction(look.icon("search", "muted"), leading)
        look.set_icon(search, "search", "muted")
        look.changed.connect(self._dress)
        self.setFocusProxy(form.rows)
        self._listen()
        self._show_acts()

    def name_list(self, name: str) -> None:
        """Say what the list holds, for a screen reader."""
        self._form.rows.setAccessibleName(name)

    def show_lines(
        self, lines: Sequence[Line], wanted: RowFilter, units: tuple[Unit, ...], nothing: str
    ) -> None:
        """List *lines*; *nothing* says why there are none where nothing is filtered."""
        form = self._form
        if form.wanted.text().strip() != wanted.text:
            form.wanted.setText(wanted.text)
        self._offer_units(units, wanted.unit)
        self._model.show_rows(lines)
        form.rows.setVisible(bool(lines))
        form.empty.setVisible(not lines)
        if wanted != RowFilter():
            words = self.tr("Nothing here says that, or is of that kind.")
            all_of_it = self.tr("List everything")
            form.empty.say("search", self.tr("Nothing matches"), words, action=all_of_it)
        else:
            form.empty.say("context", nothing)
        self._show_acts()

    def show_steering(self, state: SteeringState) -> None:
        """Take *state* as what the author says about recall."""
        self._steering = state
        self._model.say_anew()
        self._form.rows.scheduleDelayedItemsLayout()
        self._show_acts()

    def _listen(self) -> None:
        form = self._form
        form.wanted.textChanged.connect(self.wanted_changed)
        form.unit.activated.connect(self._choose_unit)
        form.empty.action_requested.connect(self.all_requested)
        form.rows.activated.connect(self._open)
        form.rows.clicked.connect(self._clicked)
        form.rows.customContextMenuRequested.connect(self._offer)
        form.rows.selectionModel().currentChanged.connect(self._show_acts)
        self._model.rowsRemoved.connect(self._show_acts)
        form.steer.chosen.connect(self._steer)
        self._menu.open_requested.connect(self._open_chosen)
        self._menu.why_requested.connect(self._ask_why)
        self._menu.steer_chosen.connect(self._steer)

    def _dress(self) -> None:
        self._form.rows.viewport().update()
        for at in range(1, self._form.unit.count()):
            icon = ICONS[self._form.unit.itemData(at)]
            self._form.unit.setItemIcon(at, self._look.icon(icon, "muted"))

    def _offer_units(self, units: tuple[Unit, ...], chosen: Unit | None) -> None:
        box = self._form.unit
        if units != self._units:
            self._units = units
            box.clear()
            box.addItem(self.tr("Everything"), None)
            for unit in units:
                box.addItem(self.tr(UNITS[unit]), unit)
            self._dress()
        box.setVisible(len(units) > 1)
        box.setCurrentIndex(units.index(chosen) + 1 if chosen is not None else 0)

    def _chosen(self) -> Row | None:
        row = self._model.row(self._form.rows.currentIndex())
        return row if isinstance(row, Row) else None

    def _show_acts(self) -> None:
        row = self._chosen()
        is_entry = row is not None and row.entry_id is not None
        self._form.steer.setVisible(is_entry)
        if row is not None and is_entry:
            self._form.steer.show_steer(self._steer_of(row.entry_id))

    def _choose_unit(self, at: int) -> None:
        self.unit_chosen.emit(self._form.unit.itemData(at))

    def _clicked(self, index: QModelIndex) -> None:
        row = self._model.row(index)
        if isinstance(row, Row) and row.message_id is not None:
            self.message_chosen.emit(row.message_id)

    def _open(self, index: QModelIndex) -> None:
        row = self._model.row(index)
        if isinstance(row, Row) and row.entry_id is not None:
            self.entry_chosen.emit(row.entry_id)
        else:
            self._clicked(index)

    def _open_chosen(self) -> None:
        self._open(self._form.rows.currentIndex())

    def _ask_why(self) -> None:
        row = self._chosen()
        if row is not None and row.entry_id is not None:
            self.why_requested.emit(row.entry_id, row.title)

    def _steer(self, steer: object) -> None:
        row = self._chosen()
        if row is not None and row.entry_id is not None:
            self.steer_chosen.emit(row.entry_id, row.title, steer)

    def _offer(self, point: QPoint) -> None:
        rows = self._form.rows
        index = rows.indexAt(point)
        if not isinstance(self._model.row(index), Row):
            # From the keyboard, whose place is not that of the row it is on.
            index = rows.currentIndex()
            point = rows.visualRect(index).center()
        row = self._model.row(index)
        if isinstance(row, Row):
            rows.setCurrentIndex(index)
            place = rows.viewport().mapToGlobal(point)
            self._menu.offer(place, row, self._steer_of(row.entry_id))

    def _steer_of(self, entry_id: LoreId | None) -> Steer | None:
        return self._steering.of(entry_id) if entry_id is not None else None

    def _spoken(self, line: Line) -> str:
        steer = self._steer_of(line.entry_id) if isinstance(line, Row) else None
        return line.spoken if steer is None else f"{line.spoken}. {WORDS[steer].meaning}"


def _key_of(line: Line) -> str:
    return line.key


def _is_row(line: Line) -> bool:
    return isinstance(line, Row)
