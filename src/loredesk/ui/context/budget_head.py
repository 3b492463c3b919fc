"""The budget over the lists: the bar, its size in words, its parts by name, and any remark."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from loredesk.domain.manifest import Manifest
from loredesk.ui.context.budget_bar import BudgetBar, BudgetLegend
from loredesk.ui.context.parts import budget_parts
from loredesk.ui.theme.look import Look
from loredesk.ui.theme.roles import set_role
from loredesk.ui.theme.tokens import MEASURES

_HIGH, _HIGHER = 600, 700
"""In a pane of this height there is room for the names of the parts; also beside an answer."""


class BudgetHead(QWidget):
    """Shows what the budget of one request was spent on; the names hide where room is scarce."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._names: bool | None = None
        """Whether the author wants the parts named; None as long as there is room."""
        self._height, self._wanted = 0, _HIGH
        self._bar = BudgetBar(look, self)
        self._legend = BudgetLegend(look, self)
        self._tokens = QToolButton(self)
        self._tokens.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._tokens.setToolTip(self.tr("Show or hide what the budget was spent on"))
        set_role(self._tokens, "caption")
        self._tokens.clicked.connect(self._toggle)
        self._remark = QLabel(self)
        self._remark.setTextFormat(Qt.TextFormat.PlainText)
        self._remark.setWordWrap(True)
        set_role(self._remark, "caption")
        row = QHBoxLayout()
        row.addWidget(self._tokens)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MEASURES.tight)
        column.addWidget(self._bar)
        column.addLayout(row)
        column.addWidget(self._legend)
        column.addWidget(self._remark)
        self._show_names()

    def follow(self, widget: QWidget) -> None:
        """Let the keyboard come here from *widget*."""
        self.setTabOrder(widget, self._tokens)

    def show_manifest(self, manifest: Manifest | None) -> None:
        """Show what *manifest* says was spent, or nothing."""
        self.setVisible(manifest is not None)
        if manifest is None:
            return
        words = self.tr("{0} of {1} tokens")
        self._tokens.setText(words.format(f"{manifest.tokens:,}", f"{manifest.budget:,}"))
        self._remark.setText("\n".join(manifest.remarks))
        self._remark.setVisible(bool(manifest.remarks))
        parts = budget_parts(manifest)
        self._bar.show_budget(parts, manifest.budget)
        self._legend.show_budget(parts, manifest.budget)

    def fit(self, height: int) -> None:
        """Name the parts as far as a pane of *height* has room for it."""
        self._height = height
        self._show_names()

    def make_room(self, answers: bool) -> None:  # noqa: FBT001 - a signal's argument
        """Give way where an answer takes room."""
        self._wanted = _HIGHER if answers else _HIGH
        self._show_names()

    def _toggle(self) -> None:
        self._names = self._legend.isHidden()
        self._show_names()

    def _show_names(self) -> None:
        names = self._height >= self._wanted if self._names is None else self._names
        self._look.set_icon(self._tokens, "chevron-down" if names else "right", "muted")
        self._legend.setVisible(names)
