"""The comparison of two lines on screen: what differs, and both texts side by side."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QDialog, QListWidgetItem, QWidget

from loredesk.domain.diff import Span, word_diff
from loredesk.ui.compare.presenter import ComparePresenter
from loredesk.ui.compare.state import CompareState, Difference, Kind
from loredesk.ui.forms.compare_dialog import Ui_CompareDialog
from loredesk.ui.review.diff_html import diff_html, plain_html
from loredesk.ui.review.passages import readable
from loredesk.ui.theme.look import Look

_WIDTHS = (200, 330, 330)
_SIZE = (900, 560)
_ICONS = {Kind.NOTE: "note", Kind.ONLY_ONE: "left", Kind.ONLY_OTHER: "right"}


class CompareDialog(QDialog):
    """Shows a `CompareState`; says which difference is to be looked at."""

    difference_chosen = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._state = CompareState()
        self._form = Ui_CompareDialog()
        self._form.setupUi(self)
        self.resize(*_SIZE)
        form = self._form
        form.halves.setSizes(_WIDTHS)
        for number, share in enumerate((0, 1, 1)):
            form.halves.setStretchFactor(number, share)
        for part in (form.notice, form.same, form.one, form.other):
            part.set_look(look)
        form.differences.currentRowChanged.connect(self.difference_chosen)
        form.close.clicked.connect(self.reject)
        look.changed.connect(self._show_texts)

    def join(self, presenter: ComparePresenter) -> None:
        """Carry every wish of this dialog to *presenter*."""
        self.difference_chosen.connect(presenter.choose)
        self.rejected.connect(presenter.close)

    def show_state(self, state: CompareState) -> None:
        """Show *state*, and the dialog itself if it is open."""
        before, self._state = self._state, state
        form = self._form
        form.distance.setText(state.distance or self.tr("Comparing \u2026"))
        form.notice.show_notice(state.notice)
        form.one_name.setText(state.one_name)
        form.other_name.setText(state.other_name)
        if state.differences is not before.differences:
            self._list(state)
        with QSignalBlocker(form.differences):
            form.differences.setCurrentRow(state.chosen)
        self._show_texts()
        self._show_page(state)
        self._come_and_go(state)

    def _list(self, state: CompareState) -> None:
        with QSignalBlocker(self._form.differences):
            self._form.differences.clear()
            for one in state.differences:
                item = QListWidgetItem(self._look.icon(_ICONS[one.kind], "muted"), one.title)
                item.setToolTip(_told(one))
                self._form.differences.addItem(item)

    def _show_texts(self) -> None:
        looked_at = self._state.looked_at
        one, other = self._halves(looked_at) if looked_at is not None else ("", "")
        self._form.one.setHtml(one)
        self._form.other.setHtml(other)

    def _halves(self, difference: Difference) -> tuple[str, str]:
        tokens = self._look.tokens
        if difference.kind is not Kind.NOTE:
            here = f"<p>{plain_html(difference.title)} is in the story on this line.</p>"
            missing = f'<p style="color:{tokens.muted}">Not in the story on this line.</p>'
            return (here, missing) if difference.kind is Kind.ONLY_ONE else (missing, here)
        spans = readable(word_diff(difference.one, difference.other))
        none = f'<p style="color:{tokens.muted}">There is no note on this line.</p>'
        left = diff_html(_without(spans, "added"), tokens) if difference.one else none
        right = diff_html(_without(spans, "removed"), tokens) if difference.other else none
        return left, right

    def _show_page(self, state: CompareState) -> None:
        form = self._form
        is_same = not state.differences
        form.pages.setCurrentWidget(form.same_page if is_same else form.table_page)
        if state.loading:
            form.same.say("compare", self.tr("Comparing \u2026"))
        elif state.notice is not None:
            form.same.say("warning", self.tr("The lines cannot be compared"))
        elif is_same:
            words = self.tr("No note differs, and the same people and things are there.")
            form.same.say("compare", self.tr("The lore says the same on both lines"), words)

    def _come_and_go(self, state: CompareState) -> None:
        if state.open and not self.isVisible():
            self.open()
        elif not state.open and self.isVisible():
            self.hide()


def _without(spans: tuple[Span, ...], kind: str) -> list[Span]:
    return [span for span in spans if span.kind != kind]


def _told(one: Difference) -> str:
    words = {
        Kind.NOTE: "The note reads differently.",
        Kind.ONLY_ONE: "Only on the left line.",
        Kind.ONLY_OTHER: "Only on the right line.",
    }
    return f"{one.title}. {words[one.kind]}"
