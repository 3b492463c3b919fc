"""The four ways to treat an entry, side by side as buttons."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QToolButton, QWidget

from loredesk.domain.steering import Steer
from loredesk.ui.steered import CHOICES, WORDS
from loredesk.ui.theme.look import Ink, Look
from loredesk.ui.theme.roles import set_role
from loredesk.ui.widgets.flow_layout import FlowLayout


class SteerBar(QWidget):
    """Shows how an entry is treated by the button that is down; says which was pressed."""

    chosen = Signal(object)
    """The author wants it treated so: a `Steer`, or None for recall to decide."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look: Look | None = None
        self._steer: Steer | None = None
        self._group = QButtonGroup(self)
        self._buttons: dict[Steer | None, QToolButton] = {}
        flow = FlowLayout(self)
        for choice in CHOICES:
            button = QToolButton(self)
            words = WORDS[choice]
            button.setText(self.tr(words.short))
            button.setToolTip(self.tr(words.meaning))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setCheckable(True)
            set_role(button, "chip")
            self._group.addButton(button)
            self._buttons[choice] = button
            flow.addWidget(button)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("How recall treats it in this session"))
        self._group.buttonClicked.connect(self._choose)

    def set_look(self, look: Look) -> None:
        """Wear the icons of *look*, also when they change."""
        if self._look is None:
            look.changed.connect(self._mark)
        self._look = look
        self._mark()

    def show_steer(self, steer: Steer | None) -> None:
        """Show how the entry is treated."""
        self._steer = steer
        self._buttons[steer].setChecked(True)
        self._mark()

    def _choose(self, button: QToolButton) -> None:
        choice = next(one for one, its in self._buttons.items() if its is button)
        self.show_steer(self._steer)  # what is shown follows once it is stored
        self.chosen.emit(choice)

    def _mark(self) -> None:
        if self._look is None:
            return
        for choice, button in self._buttons.items():
            ink: Ink = "on_accent" if button.isChecked() else "muted"
            button.setIcon(self._look.icon(WORDS[choice].icon, ink))
