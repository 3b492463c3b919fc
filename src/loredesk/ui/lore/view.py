"""The lore browser on screen."""

from typing import Literal, cast

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QComboBox, QToolButton, QWidget

from loredesk.domain.ids import LoreId
from loredesk.domain.listings import LoreFilter, LoreRow
from loredesk.domain.lore import Origin
from loredesk.domain.steering import Steer
from loredesk.ui.forms.lore_pane import Ui_LorePane
from loredesk.ui.lore.delegate import LoreDelegate, category_icon
from loredesk.ui.lore.menu import LoreMenu
from loredesk.ui.lore.presenter import LorePresenter
from loredesk.ui.lore.state import LoreState, described
from loredesk.ui.row_model import RowModel
from loredesk.ui.theme.look import Look
from loredesk.ui.widgets.flow_layout import FlowLayout

Place = Origin | Literal["", "proposed"]


class LorePane(QWidget):
    """Shows a `LoreState`; says what the author looks for and chooses."""

    search_changed = Signal(str)
    category_chosen = Signal(str)
    tag_chosen = Signal(str)
    origin_chosen = Signal(str)
    clear_requested = Signal()
    more_requested = Signal()
    entry_chosen = Signal(str)
    """The author wants to see this entry: a `LoreId`."""
    delete_requested = Signal(str, str)
    """The entry of this id and title is to go into the trash."""
    why_requested = Signal(str, str)
    """Why the entry of this id and title was not told is asked for."""
    steer_chosen = Signal(str, str, object)
    """The entry of this id and title is to be treated so by recall: a `Steer` or None."""
    choice_changed = Signal(bool)
    """Whether an entry is chosen in the list."""
    new_entry_requested = Signal()
    refresh_requested = Signal()
    ask_requested = Signal(str)
    """What stands in the search line is a question to the lore; it may be empty."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._form = Ui_LorePane()
        self._form.setupUi(self)
        self._state = LoreState()
        self._model = RowModel(identity=_id_of, spoken=self._spoken, parent=self)
        self._form.entries.setModel(self._model)
        self._form.entries.setItemDelegate(LoreDelegate(look, self._form.entries, self._steer_of))
        self._origins: dict[QToolButton, Place] = {
            self._form.all_origins: "",
            self._form.canon: "canon",
            self._form.session: "session",
            self._form.proposed: "proposed",
        }
        flow = FlowLayout(self._form.origin_row)
        for button in self._origins:
            flow.addWidget(button)
        self.setFocusProxy(self._form.entries)
        self._menu = LoreMenu(look, self)
        self._form.entries.addAction(self._menu.delete)
        self._form.entries.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._dress()
        self._listen()

    def join(self, presenter: LorePresenter) -> None:
        """Carry every wish of this pane to *presenter*."""
        self.search_changed.connect(presenter.search)
        self.category_chosen.connect(presenter.narrow_category)
        self.tag_chosen.connect(presenter.narrow_tag)
        self.origin_chosen.connect(presenter.narrow_origin)
        self.clear_requested.connect(presenter.clear_filters)
        self.more_requested.connect(presenter.read_more)
        self.entry_chosen.connect(presenter.choose)
        self.refresh_requested.connect(presenter.refresh)

    def show_state(self, state: LoreState) -> None:
        """Replace what is on screen with *state*."""
        before, self._state = self._state, state
        form = self._form
        if form.search.text().strip() != state.filter.text:
            form.search.setText(state.filter.text)
        self._show_facets(state)
        for button, origin in self._origins.items():
            button.setChecked(origin == state.filter.origin)
        for button in (form.session, form.proposed):
            button.setEnabled(state.in_session)
        form.notice.show_notice(state.notice)
        self._model.show_rows(state.rows, has_more=state.has_more)
        if state.steering != before.steering:
            self._model.say_anew()
        self._show_choice(state.chosen)
        form.summary.setText(state.summary if state.has_world else "")
        form.clear.setVisible(state.filtered)
        for button in (form.new_entry, form.ask):
            button.setEnabled(state.has_world)
        self._show_page(state)

    def focus_search(self) -> None:
        """Put the keyboard into the search line."""
        self._form.search.setFocus()
        self._form.search.selectAll()

    def delete_chosen(self) -> None:
        """Wish for the chosen entry to go into the trash."""
        row = self._chosen_row()
        if row is not None:
            self.delete_requested.emit(row.id, row.title)

    def ask_for_new_entry(self) -> None:
        """Wish for an empty form."""
        self.new_entry_requested.emit()

    def _dress(self) -> None:
        form, look = self._form, self._look
        look.set_icon(form.new_entry, "add", "accent_ink")
        for widget in (form.notice, form.empty):
            widget.set_look(look)
        search = form.search.addAction(
            look.icon("search", "muted"), form.search.ActionPosition.LeadingPosition
        )
        look.set_icon(search, "search", "muted")
        look.changed.connect(self._repaint)

    def _repaint(self) -> None:
        self._form.entries.viewport().update()
        self._show_facets(self._state)

    def _listen(self) -> None:
        form = self._form
        form.search.textChanged.connect(self.search_changed)
        form.category.activated.connect(self._choose_category)
        form.tag.activated.connect(self._choose_tag)
        form.origins.buttonClicked.connect(self._choose_origin)
        form.clear.clicked.connect(self.clear_requested)
        form.new_entry.clicked.connect(self.new_entry_requested)
        form.ask.clicked.connect(self._ask)
        form.entries.clicked.connect(self._choose_entry)
        form.entries.activated.connect(self._choose_entry)
        form.search.returnPressed.connect(self._go_to_list)
        form.empty.action_requested.connect(self._act_on_empty)
        form.notice.action_requested.connect(self.refresh_requested)
        form.entries.customContextMenuRequested.connect(self._offer)
        form.entries.selectionModel().currentChanged.connect(self._tell_choice)
        self._model.rowsRemoved.connect(self._tell_choice)
        self._menu.open_requested.connect(self._open_chosen)
        self._menu.why_requested.connect(self._ask_why)
        self._menu.steer_chosen.connect(self._steer_chosen)
        self._menu.delete.triggered.connect(self.delete_chosen)
        self._model.more_requested.connect(self.more_requested)

    def _ask(self) -> None:
        self.ask_requested.emit(self._form.search.text().strip())

    def _choose_category(self, index: int) -> None:
        self.category_chosen.emit(self._form.category.itemData(index))

    def _choose_tag(self, index: int) -> None:
        self.tag_chosen.emit(self._form.tag.itemData(index))

    def _choose_origin(self, button: QToolButton) -> None:
        self.origin_chosen.emit(self._origins[button])

    def _choose_entry(self, index: QModelIndex) -> None:
        row = self._model.row(index)
        if row is not None:
            self.entry_chosen.emit(row.id)

    def _chosen_row(self) -> LoreRow | None:
        row: LoreRow | None = self._model.row(self._form.entries.currentIndex())
        return row

    def _open_chosen(self) -> None:
        self._choose_entry(self._form.entries.currentIndex())

    def _ask_why(self) -> None:
        row = self._chosen_row()
        if row is not None:
            self.why_requested.emit(row.id, row.title)

    def _steer_chosen(self, steer: object) -> None:
        row = self._chosen_row()
        if row is not None:
            self.steer_chosen.emit(row.id, row.title, steer)

    def _steer_of(self, entry_id: LoreId) -> Steer | None:
        return self._state.steering.of(entry_id)

    def _spoken(self, row: LoreRow) -> str:
        return described(row, self._steer_of(row.id))

    def _offer(self, point: QPoint) -> None:
        row = self._model.row(self._form.entries.indexAt(point))
        if row is not None:
            place = self._form.entries.viewport().mapToGlobal(point)
            self._menu.offer(place, self._steer_of(row.id), in_session=self._state.in_session)

    def _tell_choice(self) -> None:
        self.choice_changed.emit(self._chosen_row() is not None)

    def _go_to_list(self) -> None:
        entries = self._form.entries
        if self._model.rowCount():
            entries.setFocus()
            if not entries.currentIndex().isValid():
                entries.setCurrentIndex(self._model.index(0))

    def _act_on_empty(self) -> None:
        if self._state.filtered:
            self.clear_requested.emit()
        else:
            self.new_entry_requested.emit()

    def _show_choice(self, chosen: LoreId | None) -> None:
        current = self._model.row(self._form.entries.currentIndex())
        if chosen is not None and (current is None or current.id != chosen):
            index = self._model.index_of(chosen)
            if index.isValid():
                self._form.entries.setCurrentIndex(index)

    def _show_facets(self, state: LoreState) -> None:
        facets, narrowed = state.facets, state.filter
        categories = [(f"{name} ({number:,})", name) for name, number in facets.categories.items()]
        tags = [(f"{name} ({number:,})", name) for name, number in facets.tags.items()]
        _fill(
            self._form.category, [(self.tr("All categories"), ""), *categories], narrowed.category
        )
        _fill(self._form.tag, [(self.tr("All tags"), ""), *tags], narrowed.tag)
        for at in range(1, self._form.category.count()):
            icon = category_icon(cast("str", self._form.category.itemData(at)))
            self._form.category.setItemIcon(at, self._look.icon(icon, "muted"))

    def _show_page(self, state: LoreState) -> None:
        form = self._form
        bare = not state.rows and not state.loading
        form.pages.setCurrentWidget(form.empty_page if bare else form.list_page)
        if not bare:
            return
        if not state.has_world:
            form.empty.say(
                "world", self.tr("No world is open"), self.tr("Open one to see its lore.")
            )
        elif state.notice is not None:
            form.empty.say(
                "warning", self.tr("The lore cannot be shown"), self.tr("Nothing is lost.")
            )
        elif state.filtered:
            form.empty.say(
                "search",
                self.tr("Nothing matches"),
                _missed(state.filter),
                action=self.tr("Show all entries"),
            )
        else:
            form.empty.say(
                "lore",
                self.tr("This world is still blank"),
                self.tr("Write down a person, a place or a thing, and the story will know it."),
                action=self.tr("New entry"),
            )


def _missed(narrowed: LoreFilter) -> str:
    if narrowed.text:
        sought = f"No entry that is listed has \u201c{narrowed.text}\u201d in its title, aliases or tags."
        return f"{sought} Ask looks into their texts, too."
    return "No entry has what you filter by."


def _id_of(row: LoreRow) -> LoreId:
    return row.id


def _fill(box: QComboBox, items: list[tuple[str, str]], chosen: str) -> None:
    """Offer *items* in *box*, touching it only where they differ."""
    if chosen and chosen not in {value for _, value in items}:
        items = [*items, (chosen, chosen)]
    shown = [(box.itemText(at), box.itemData(at)) for at in range(box.count())]
    if shown != items:
        box.clear()
        for text, value in items:
            box.addItem(text, value)
    box.setCurrentIndex(next(at for at, (_, value) in enumerate(items) if value == chosen))
