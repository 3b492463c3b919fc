"""The settings dialog."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QDialog, QRadioButton, QScrollArea, QWidget

from loredesk.domain.services import Service
from loredesk.domain.settings import Engine, Theme
from loredesk.ui.forms.settings_dialog import Ui_SettingsDialog
from loredesk.ui.profiles import BUILT_IN_ORDER, BUILT_IN_RULES, sentence_case
from loredesk.ui.settings_dialog.service_page import ServicePage
from loredesk.ui.settings_dialog.state import SettingsState
from loredesk.ui.theme.look import Look

_ENGINES = {
    Engine.AUTO: (
        "Whichever is faster",
        "Searches in memory, and in Chroma once the library is large enough for that to be faster.",
    ),
    Engine.EXACT: ("In memory", "Compares every document, and so misses none."),
    Engine.CHROMA: ("Chroma", "Searches in Chroma; while it heals, memory answers."),
}


class SettingsDialog(QDialog):
    """Shows a `SettingsState`; says what is wished. Decides nothing."""

    typed = Signal(object, object)
    address_left = Signal(object)
    servers_requested = Signal(object)
    models_requested = Signal(object)
    test_requested = Signal(object)
    everywhere_requested = Signal(object)
    engine_chosen = Signal(object)
    theme_chosen = Signal(object)
    save_requested = Signal()
    cancel_requested = Signal()
    notice_dismissed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = Ui_SettingsDialog()
        self._form.setupUi(self)
        self._form.notice.set_look(look)
        self._pages = {service: self._page(service, look) for service in Service}
        for engine, (name, _) in _ENGINES.items():
            self._form.engine.addItem(self.tr(name), engine)
        self._themes: dict[Theme, QRadioButton] = {
            Theme.SYSTEM: self._form.theme_system,
            Theme.LIGHT: self._form.theme_light,
            Theme.DARK: self._form.theme_dark,
        }
        for button in self._themes.values():
            button.clicked.connect(self._choose_theme)
        self._form.engine.activated.connect(self._choose_engine)
        self._form.save.clicked.connect(self.save_requested)
        self._form.cancel.clicked.connect(self.reject)
        self._form.notice.dismissed.connect(self.notice_dismissed)
        self.rejected.connect(self.cancel_requested)

    def show_state(self, state: SettingsState) -> None:
        """Show *state*, and the dialog itself if it is open."""
        built_in = {
            Service.EMBEDDING: state.embedder,
            Service.RERANKING: self.tr(BUILT_IN_ORDER),
        }
        for service, page in self._pages.items():
            page.show_state(
                state.pages[service],
                key_place=state.key_place,
                built_in=built_in.get(service, self.tr(BUILT_IN_RULES)),
            )
        self._show_rest(state)
        if state.open and not self.isVisible():
            self._form.tabs.setCurrentIndex(0)
            self.open()
        elif not state.open and self.isVisible():
            self.accept()

    def _show_rest(self, state: SettingsState) -> None:
        form = self._form
        form.notice.show_notice(state.notice)
        form.engine.setCurrentIndex(form.engine.findData(state.engine))
        form.engine_words.setText(self.tr(_ENGINES[state.engine][1]))
        for theme, button in self._themes.items():
            blocker = QSignalBlocker(button)
            button.setChecked(theme is state.theme)
            del blocker
        words = self.tr("{place}. Keys never stand in the settings, in a world or in a log.")
        form.keys_words.setText(words.format(place=sentence_case(state.key_place)))
        form.save.setEnabled(not state.saving)

    def _page(self, service: Service, look: Look) -> ServicePage:
        page = ServicePage(service, look, self)
        page.typed.connect(self.typed)
        page.address_left.connect(self.address_left)
        page.servers_requested.connect(self.servers_requested)
        page.models_requested.connect(self.models_requested)
        page.test_requested.connect(self.test_requested)
        page.everywhere_requested.connect(self.everywhere_requested)
        tabs = self._form.tabs
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setWidget(page)
        tabs.insertTab(tabs.count() - 1, scroll, self.tr(service.capitalize()))
        return page

    def _choose_engine(self, index: int) -> None:
        self.engine_chosen.emit(Engine(self._form.engine.itemData(index)))

    def _choose_theme(self) -> None:
        chosen = next(theme for theme, button in self._themes.items() if button.isChecked())
        self.theme_chosen.emit(chosen)
