"""The panel pane on screen."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from loredesk.ui.forms.panel_pane import Ui_PanelPane
from loredesk.ui.panel.state import PanelState
from loredesk.ui.theme.look import Look
from loredesk.ui.theme.roles import set_role
from loredesk.ui.widgets.labels import plain_label


class PanelPane(QWidget):
    """Shows a `PanelState`: when and where the story is, who is there, and how it feels."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._form = Ui_PanelPane()
        self._form.setupUi(self)
        self._form.nothing.set_look(look)
        look.changed.connect(self._dress)
        self._dress()
        self.show_state(PanelState())

    def show_state(self, state: PanelState) -> None:
        """Replace what is on screen with *state*."""
        form = self._form
        form.pages.setCurrentWidget(form.scene if state.is_known else form.nothing)
        if not state.is_known:
            self._explain(state)
            return
        for label, text in (
            (form.time, state.time),
            (form.place, state.place),
            (form.mood, state.mood),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        form.present.show_words(state.present, "accent")
        form.present_title.setVisible(bool(state.present))
        self._show_fields(state.fields)
        form.source.setText(self._source(state))

    def _dress(self) -> None:
        font = self._look.story_font()
        font.setItalic(True)
        font.setPointSizeF(self._look.control_font(1.1).pointSizeF())
        self._form.mood.setFont(font)
        self._form.mood.setAccessibleName(self.tr("Mood"))

    def _explain(self, state: PanelState) -> None:
        if state.is_open:
            headline = self.tr("No scene yet")
            sentence = self.tr("The narrator describes it with each reply.")
        else:
            headline = self.tr("No story is open")
            sentence = self.tr("The scene of the session you play is shown here.")
        self._form.nothing.say("panel", headline, sentence)

    def _show_fields(self, fields: tuple[tuple[str, str], ...]) -> None:
        column = self._form.fields
        while (item := column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.setParent(None)
                old.deleteLater()
        for name, value in fields:
            column.addWidget(_field(self._form.page, name, value))

    def _source(self, state: PanelState) -> str:
        if state.turn == 0:
            return self.tr("As the opening left it")
        if state.turn == state.now:
            return self.tr("As turn {0} left it").format(state.turn)
        words = self.tr("As turn {0} left it; the turns since then did not describe a scene")
        return words.format(state.turn)


def _field(parent: QWidget, name: str, value: str) -> QWidget:
    field = QWidget(parent)
    column = QVBoxLayout(field)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(1)
    title, text = plain_label(field, name), plain_label(field, value, wrap=True)
    set_role(title, "caption")
    column.addWidget(title)
    column.addWidget(text)
    field.setAccessibleName(f"{name}: {value}")
    return field
