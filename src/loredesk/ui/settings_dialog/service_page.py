"""The fields about the model of one service."""

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from loredesk.domain.services import Provider, Service
from loredesk.ui.forms.service_page import Ui_ServicePage
from loredesk.ui.profiles import ADDRESS, KEY, MODEL, PURPOSE, TOKENS, Typed
from loredesk.ui.settings_dialog.state import ServiceState
from loredesk.ui.theme.look import Look
from loredesk.ui.theme.roles import set_tone
from loredesk.ui.theme.tokens import MEASURES
from loredesk.ui.widgets.labels import keep_place

_NAMES = {
    Provider.BUILT_IN: "Built in: no key, no network",
    Provider.OPENAI: "OpenAI, or a server that speaks its language",
    Provider.ANTHROPIC: "Anthropic",
}
_ADDRESSES = {
    Provider.BUILT_IN: "",
    Provider.OPENAI: "https://api.openai.com/v1",
    Provider.ANTHROPIC: "https://api.anthropic.com",
}

_ADDRESS_ROW, _KEY_ROW, _MODEL_ROW, _TOKENS_ROW, _TEMPERATURE_ROW = range(1, 6)
"""The rows of the drawing's form, below the provider."""


class ServicePage(QWidget):
    """Shows a `ServiceState`; says what was typed and what is wished."""

    typed = Signal(object, object)
    """A service and the `Typed` about it."""
    address_left = Signal(object)
    servers_requested = Signal(object)
    models_requested = Signal(object)
    test_requested = Signal(object)
    everywhere_requested = Signal(object)

    def __init__(self, service: Service, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._service = service
        self._look = look
        self._shown = ServiceState(service=service)
        self._form = Ui_ServicePage()
        self._form.setupUi(self)
        self._form.purpose.setText(self.tr(PURPOSE[service]))
        self._form.result.set_look(look)
        self._form.everywhere.setVisible(service.is_text)
        for provider in self._providers():
            self._form.provider.addItem(self.tr(_NAMES[provider]), provider)
        for spin in (self._form.context, self._form.answer, self._form.temperature):
            # The style sheet's padding does not reach the line inside.
            spin.lineEdit().setTextMargins(MEASURES.tight, 0, 0, 0)
        for label in self._problem_labels():
            keep_place(label)
        self._listen()
        look.changed.connect(self._dress)
        self._dress()

    def show_state(self, state: ServiceState, *, key_place: str, built_in: str) -> None:
        """Show *state*; *built_in* says what answers where no server does."""
        self._shown = state
        self._show_typed(state.typed)
        self._show_offered(state)
        self._show_parts(state, built_in)
        self._show_problems(state.shown_problems)
        self._form.key.setPlaceholderText(self._key_hint(state, key_place))
        self._form.leaving.setText(state.leaving)
        self._form.busy.setText(state.busy)
        self._form.result.show_notice(state.result)
        for button in (self._form.test, self._form.list_models, self._form.find_servers):
            button.setEnabled(not state.busy)

    def _providers(self) -> tuple[Provider, ...]:
        if self._service.is_text:
            return tuple(Provider)
        return (Provider.BUILT_IN, Provider.OPENAI)

    def _listen(self) -> None:
        form = self._form
        form.provider.activated.connect(self._tell)
        form.address.textChanged.connect(self._tell)
        form.key.textChanged.connect(self._tell)
        form.model.editTextChanged.connect(self._tell)
        form.context.valueChanged.connect(self._tell)
        form.answer.valueChanged.connect(self._tell)
        form.temperature.valueChanged.connect(self._tell)
        form.address.editingFinished.connect(self._leave_address)
        form.find_servers.clicked.connect(self._ask_for_servers)
        form.list_models.clicked.connect(self._ask_for_models)
        form.test.clicked.connect(self._ask_for_test)
        form.everywhere.clicked.connect(self._ask_for_everywhere)

    def _tell(self) -> None:
        form = self._form
        temperature = form.temperature.value()
        typed = Typed(
            provider=Provider(form.provider.currentData()),
            base_url=form.address.text(),
            model=form.model.currentText(),
            key=form.key.text(),
            context_tokens=form.context.value(),
            max_tokens=form.answer.value(),
            temperature=None if temperature < 0 else round(temperature, 2),
        )
        self.typed.emit(self._service, typed)

    def _show_typed(self, typed: Typed) -> None:
        form = self._form
        blockers = [
            QSignalBlocker(field)
            for field in (form.address, form.key, form.model, form.context, form.answer)
        ]
        blockers.append(QSignalBlocker(form.temperature))
        form.provider.setCurrentIndex(form.provider.findData(typed.provider))
        _put(form.address, typed.base_url)
        _put(form.key, typed.key)
        if form.model.currentText() != typed.model:
            form.model.setEditText(typed.model)
        form.context.setValue(typed.context_tokens)
        form.answer.setValue(typed.max_tokens)
        least = form.temperature.minimum()
        form.temperature.setValue(least if typed.temperature is None else typed.temperature)
        del blockers

    def _show_offered(self, state: ServiceState) -> None:
        box = self._form.model
        if [box.itemText(at) for at in range(box.count())] == list(state.offered):
            return
        blocker = QSignalBlocker(box)
        box.clear()
        box.addItems(list(state.offered))
        box.setEditText(state.typed.model)
        del blocker

    def _show_parts(self, state: ServiceState, built_in: str) -> None:
        form = self._form
        provider = state.typed.provider
        remote = provider is not Provider.BUILT_IN
        text = self._service.is_text
        for row, visible in {
            _ADDRESS_ROW: remote,
            _KEY_ROW: remote,
            _MODEL_ROW: remote,
            _TOKENS_ROW: text,
            _TEMPERATURE_ROW: remote and text,
        }.items():
            form.fields.setRowVisible(row, visible)
        for button in (form.list_models, form.find_servers):
            button.setVisible(provider is Provider.OPENAI)
        form.address.setPlaceholderText(_ADDRESSES[provider])
        what = self.tr(PURPOSE[self._service])
        form.purpose.setText(what if remote else f"{what} {built_in}".strip())

    def _show_problems(self, problems: Mapping[str, str]) -> None:
        form = self._form
        places: tuple[tuple[str, QWidget, QLabel], ...] = (
            (ADDRESS, form.address, form.address_problem),
            (KEY, form.key, form.key_problem),
            (MODEL, form.model, form.model_problem),
            (TOKENS, form.answer, form.tokens_problem),
        )
        for name, field, label in places:
            sentence = problems.get(name, "")
            label.setText(sentence)
            label.setVisible(bool(sentence))
            field.setAccessibleDescription(sentence)
            set_tone(field, "danger" if sentence else "plain")

    def _problem_labels(self) -> tuple[QLabel, ...]:
        form = self._form
        return (form.address_problem, form.key_problem, form.model_problem, form.tokens_problem)

    def _key_hint(self, state: ServiceState, key_place: str) -> str:
        if state.has_key:
            return self.tr("A key is kept: {place}").format(place=key_place)
        return self.tr("Needed by services on the net, rarely by servers of your own")

    def _dress(self) -> None:
        picture = self._look.pixmap("context", "muted", MEASURES.icon, self)
        self._form.leaving_icon.setPixmap(picture)

    def _leave_address(self) -> None:
        self.address_left.emit(self._service)

    def _ask_for_servers(self) -> None:
        self.servers_requested.emit(self._service)

    def _ask_for_models(self) -> None:
        self.models_requested.emit(self._service)

    def _ask_for_test(self) -> None:
        self.test_requested.emit(self._service)

    def _ask_for_everywhere(self) -> None:
        self.everywhere_requested.emit(self._service)


def _put(field: QLineEdit, text: str) -> None:
    if field.text() != text:
        field.setText(text)
