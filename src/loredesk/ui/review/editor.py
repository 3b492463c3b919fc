"""The editor that takes the place of the sheet: what the author makes of the chosen proposal."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QWidget

from loredesk.ui.forms.proposal_editor import Ui_ProposalEditor
from loredesk.ui.review.draft import Draft, NewcomerFields
from loredesk.ui.review.state import ReviewState
from loredesk.ui.review.words import NO_TITLE, as_proposed, editor_in_words
from loredesk.ui.theme.look import Look
from loredesk.ui.theme.roles import set_tone


class ProposalEditor(QWidget):
    """Shows the draft of a `ReviewState`; says what the author makes of it."""

    draft_edited = Signal(object)
    """What stands in the editor now: a `Draft`."""
    left = Signal()
    """The author wants to be elsewhere; what is written stays."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = Ui_ProposalEditor()
        self._form.setupUi(self)
        self._state = ReviewState()
        self._showing = False
        self._form.text.document().setDefaultFont(look.story_font())
        for line in (self._form.title, self._form.aliases, self._form.tags):
            line.textEdited.connect(self._tell)
        self._form.category.editTextChanged.connect(self._tell)
        self._form.text.textChanged.connect(self._tell)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.left)

    def follow(self, before: QWidget) -> None:
        """Let the keyboard come here after *before*, and go on where it went from there."""
        form = self._form
        for widget in (form.title, form.category, form.aliases, form.tags, form.text):
            self.setTabOrder(before, widget)
            before = widget

    def show_state(self, state: ReviewState) -> None:
        """Show the draft of *state*, or hide where nothing is edited."""
        was, self._state = self._state, state
        self.setVisible(state.editing)
        if not state.editing or state.draft is None:
            return
        self._showing = True
        try:
            self._show_draft(state, state.draft)
        finally:
            self._showing = False
        same = (
            was.chosen is not None and state.chosen is not None and was.chosen.id == state.chosen.id
        )
        if same and not was.editing:
            self._begin()
        elif state.notice == NO_TITLE and was.notice != NO_TITLE:
            self._form.title.setFocus()

    def _show_draft(self, state: ReviewState, draft: Draft) -> None:
        form, fields = self._form, draft.fields
        form.caption.setText(editor_in_words(state))
        form.fields.setVisible(fields is not None)
        if form.text.toPlainText() != draft.text:
            form.text.setPlainText(draft.text)
        if fields is None:
            return
        for line, text in (
            (form.title, fields.title),
            (form.aliases, fields.aliases),
            (form.tags, fields.tags),
        ):
            if line.text() != text:
                line.setText(text)
        form.category.show_category(
            fields.category, state.categories, when_empty=as_proposed(state)
        )
        set_tone(form.title, "danger" if draft.lacks_title else "plain")

    def _begin(self) -> None:
        """Put the keyboard where one writes on: at the end of what comes first."""
        self._form.text.moveCursor(QTextCursor.MoveOperation.End)
        if self._form.fields.isHidden():
            self._form.text.setFocus()
        else:
            self._form.title.setFocus()
            self._form.title.end(False)  # noqa: FBT003 - Qt's method

    def _tell(self) -> None:
        if self._showing or self._state.draft is None:
            return
        form = self._form
        fields = None
        if self._state.draft.fields is not None:
            fields = NewcomerFields(
                title=form.title.text(),
                category=form.category.currentText(),
                aliases=form.aliases.text(),
                tags=form.tags.text(),
            )
        self.draft_edited.emit(Draft(text=form.text.toPlainText(), fields=fields))
