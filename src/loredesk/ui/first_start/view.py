"""The dialog of the first start."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from loredesk.ui.first_start.state import FirstStartState, Way
from loredesk.ui.first_start.way_page import WayPage
from loredesk.ui.forms.first_start_dialog import Ui_FirstStartDialog
from loredesk.ui.theme.look import Look

_TITLES = {
    Way.LOCAL: "On this machine",
    Way.OPENAI: "OpenAI or compatible",
    Way.ANTHROPIC: "Anthropic",
}
_ICON_SIZE = 34


class FirstStartDialog(QDialog):
    """Shows a `FirstStartState`; says how the author wants to begin. Decides nothing."""

    built_in_requested = Signal()
    skip_requested = Signal()
    sample_wished = Signal(bool)
    notice_dismissed = Signal()
    typed = Signal(object, object)
    server_chosen = Signal(int)
    look_requested = Signal()
    address_left = Signal(object)
    models_requested = Signal(object)
    test_requested = Signal(object)
    begin_requested = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._form = Ui_FirstStartDialog()
        self._form.setupUi(self)
        self._form.notice.set_look(look)
        self._pages = {way: self._page(way) for way in Way}
        self._form.begin_built_in.clicked.connect(self.built_in_requested)
        self._form.skip.clicked.connect(self.reject)
        self._form.with_sample.clicked.connect(self.sample_wished)
        self._form.notice.dismissed.connect(self.notice_dismissed)
        self.rejected.connect(self.skip_requested)
        look.changed.connect(self._dress)
        self._dress()

    def show_state(self, state: FirstStartState) -> None:
        """Show *state*, and the dialog itself if it is open."""
        form = self._form
        for page in self._pages.values():
            page.show_state(state)
        form.notice.show_notice(state.notice)
        form.with_sample.setChecked(state.with_sample)
        form.begin_built_in.setEnabled(not state.beginning)
        form.skip.setEnabled(not state.beginning)
        count = f" ({len(state.servers)})" if state.servers else ""
        form.tabs.setTabText(0, f"{self.tr(_TITLES[Way.LOCAL])}{count}")
        form.search_words.setText(state.search)
        if state.open and not self.isVisible():
            self.open()
            form.begin_built_in.setFocus()
        elif not state.open and self.isVisible():
            self.accept()

    def _page(self, way: Way) -> WayPage:
        page = WayPage(way, self._look, self)
        page.typed.connect(self.typed)
        page.server_chosen.connect(self.server_chosen)
        page.look_requested.connect(self.look_requested)
        page.address_left.connect(self.address_left)
        page.models_requested.connect(self.models_requested)
        page.test_requested.connect(self.test_requested)
        page.begin_requested.connect(self.begin_requested)
        self._form.tabs.addTab(page, self.tr(_TITLES[way]))
        return page

    def _dress(self) -> None:
        picture = self._look.pixmap("lore", "accent_ink", _ICON_SIZE, self)
        self._form.main_icon.setPixmap(picture)
