"""One way to reach a language model: its fields, a test, and the button to begin."""

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from loredesk.domain.services import FoundServer
from loredesk.ui.first_start.state import FirstStartState, Way, WayState, found
from loredesk.ui.forms.way_page import Ui_WayPage
from loredesk.ui.profiles import ADDRESS, KEY, MODEL, Typed
from loredesk.ui.theme.look import Look
from loredesk.ui.theme.roles import set_tone
from loredesk.ui.theme.tokens import MEASURES
from loredesk.ui.widgets.labels import keep_place

_SERVER_ROW, _ADDRESS_ROW, _KEY_ROW, _MODEL_ROW = range(4)
_ADDRESSES = {
    Way.LOCAL: "",
    Way.OPENAI: "https://api.openai.com/v1",
    Way.ANTHROPIC: "https://api.anthropic.com",
}


class WayPage(QWidget):
    """Shows a `WayState`; says what was typed and what is wished."""

    typed = Signal(object, object)
    """A way and the `Typed` about it."""
    server_chosen = Signal(int)
    look_requested = Signal()
    address_left = Signal(object)
    models_requested = Signal(object)
    test_requested = Signal(object)
    begin_requested = Signal(object)

    def __init__(self, way: Way, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._way = way
        self._look = look
        self._typed = Typed()
        self._form = Ui_WayPage()
        self._form.setupUi(self)
        self._form.result.set_look(look)
        self._form.address.setPlaceholderText(_ADDRESSES[way])
        local = way is Way.LOCAL
        self._form.found.setVisible(local)
        self._form.look.setVisible(local)
        self._form.fields.setRowVisible(_ADDRESS_ROW, way is Way.OPENAI)
        self._form.fields.setRowVisible(_KEY_ROW, not local)
        self._form.list_models.setVisible(way is Way.OPENAI)
        for label in (self._form.address_problem, self._form.model_problem):
            keep_place(label)
        self._listen()
        look.changed.connect(self._dress)
        self._dress()

    def show_state(self, state: FirstStartState) -> None:
        """Show the page of this way in *state*."""
        page = state.ways[self._way]
        form = self._form
        reachable = self._way is not Way.LOCAL or bool(state.servers)
        form.fields.setRowVisible(_SERVER_ROW, self._way is Way.LOCAL and reachable)
        form.fields.setRowVisible(_MODEL_ROW, reachable)
        form.list_models.setVisible(self._way is Way.OPENAI)
        self._show_servers(state.servers, state.server)
        self._show_typed(page)
        self._show_problems(page.shown_problems)
        form.found.setText(found(state))
        form.look.setEnabled(not state.looking)
        form.key_words.setText(self._key_words(page, state.key_place))
        form.leaving.setText(page.leaving)
        form.busy.setText(page.busy)
        form.result.show_notice(page.result)
        form.leaving.setVisible(reachable)
        form.leaving_icon.setVisible(reachable)
        for button in (form.test, form.begin, form.list_models):
            button.setEnabled(reachable and not page.busy and not state.beginning)

    def _listen(self) -> None:
        form = self._form
        form.server.activated.connect(self.server_chosen)
        form.address.textChanged.connect(self._tell)
        form.key.textChanged.connect(self._tell)
        form.model.editTextChanged.connect(self._tell)
        form.address.editingFinished.connect(self._leave_address)
        form.look.clicked.connect(self.look_requested)
        form.list_models.clicked.connect(self._ask_for_models)
        form.test.clicked.connect(self._ask_for_test)
        form.begin.clicked.connect(self._ask_to_begin)

    def _tell(self) -> None:
        form = self._form
        typed = Typed(
            provider=self._typed.provider,
            base_url=form.address.text(),
            model=form.model.currentText(),
            key=form.key.text(),
        )
        self.typed.emit(self._way, typed)

    def _show_servers(self, servers: tuple[FoundServer, ...], chosen: int) -> None:
        _fill(self._form.server, [f"{server.name} ({server.base_url})" for server in servers])
        self._form.server.setCurrentIndex(chosen if servers else -1)

    def _show_typed(self, page: WayState) -> None:
        self._typed = page.typed
        form = self._form
        blockers = [QSignalBlocker(field) for field in (form.address, form.key, form.model)]
        _put(form.address, page.typed.base_url)
        _put(form.key, page.typed.key)
        _fill(form.model, page.offered)
        if form.model.currentText() != page.typed.model:
            form.model.setEditText(page.typed.model)
        del blockers

    def _show_problems(self, problems: Mapping[str, str]) -> None:
        form = self._form
        places: tuple[tuple[str, QWidget, QLabel], ...] = (
            (ADDRESS, form.address, form.address_problem),
            (KEY, form.key, form.key_problem),
            (MODEL, form.model, form.model_problem),
        )
        for name, field, label in places:
            sentence = problems.get(name, "")
            label.setText(sentence)
            label.setVisible(bool(sentence))
            field.setAccessibleDescription(sentence)
            set_tone(field, "danger" if sentence else "plain")

        # What is wrong with the key stands where it is said otherwise where it is kept.
        form.key_words.setVisible(self._way is not Way.LOCAL and KEY not in problems)

    def _key_words(self, page: WayState, key_place: str) -> str:
        if page.has_key:
            return self.tr("There is a key already: {place}.").format(place=key_place)
        return self.tr("Where it is kept: {place}.").format(place=key_place)

    def _dress(self) -> None:
        picture = self._look.pixmap("context", "muted", MEASURES.icon, self)
        self._form.leaving_icon.setPixmap(picture)

    def _leave_address(self) -> None:
        self.address_left.emit(self._way)

    def _ask_for_models(self) -> None:
        self.models_requested.emit(self._way)

    def _ask_for_test(self) -> None:
        self.test_requested.emit(self._way)

    def _ask_to_begin(self) -> None:
        self.begin_requested.emit(self._way)


def _fill(box: QComboBox, rows: list[str] | tuple[str, ...]) -> None:
    if [box.itemText(at) for at in range(box.count())] != list(rows):
        box.clear()
        box.addItems(list(rows))


def _put(field: QLineEdit, text: str) -> None:
    if field.text() != text:
        field.setText(text)
