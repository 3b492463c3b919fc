"""The form of an entry on screen."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from loredesk.domain.ids import LoreId
from loredesk.domain.visibility import Visibility
from loredesk.ui.entry.connections import Connections
from loredesk.ui.entry.presenter import EntryPresenter
from loredesk.ui.entry.sides import Sides
from loredesk.ui.entry.state import EntryState, Fields, Question
from loredesk.ui.entry.words import (
    asked,
    content_caption,
    note_caption,
    size,
    told,
)
from loredesk.ui.forms.entry_form import Ui_EntryForm
from loredesk.ui.history.view import HistoryPane
from loredesk.ui.knowing.view import KnowingPane
from loredesk.ui.lore.delegate import category_icon
from loredesk.ui.theme.look import Look
from loredesk.ui.theme.roles import Tone, set_tone


class EntryForm(QDialog):
    """Shows an `EntryState`; says what the author writes and wants done with it."""

    fields_edited = Signal(object)
    """What stands in the form now: `Fields`."""
    save_requested = Signal()
    close_requested = Signal()
    stay_requested = Signal()
    discard_requested = Signal()
    reload_requested = Signal()
    keep_mine_requested = Signal()
    entry_chosen = Signal(str)
    """The author wants to see a connected entry: a `LoreId`."""
    entry_shown = Signal(object, object)
    """The form shows this entry as it is stored now: a `LoreId` and a `SessionId` or None."""
    promotion_requested = Signal(object, object)
    merge_requested = Signal(object, object)
    locks_chosen = Signal(object, object)
    """The author wants exactly these fields locked: a `LoreEntry` and their names."""
    people_requested = Signal(str, object, object)
    """The author wants to say who knows the entry: its title, and now a `Visibility` and names."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._form = Ui_EntryForm()
        self._form.setupUi(self)
        self._state = EntryState()
        self._showing = False
        self._sides = Sides(self._form)
        self._links = Connections(self._form, look, self)
        self.steering = self._form.steering
        self.history = HistoryPane(look, self)
        self._form.history_column.addWidget(self.history)
        self.knowing = KnowingPane(look, self)
        self._form.knowing_column.addWidget(self.knowing)
        self._dress()
        self._listen()

    def join(self, presenter: EntryPresenter) -> None:
        """Carry every wish of this form to *presenter*."""
        self.fields_edited.connect(presenter.edit)
        self.save_requested.connect(presenter.save)
        self.close_requested.connect(presenter.close)
        self.stay_requested.connect(presenter.keep_editing)
        self.discard_requested.connect(presenter.discard)
        self.reload_requested.connect(presenter.reload)
        self.keep_mine_requested.connect(presenter.keep_mine)
        self.entry_chosen.connect(presenter.open)

    def show_state(self, state: EntryState) -> None:
        """Replace what is on screen with *state*."""
        was, self._state = self._state, state
        self._showing = True
        try:
            self._show_head(state)
            self._show_fields(state)
            self._show_question(state)
            self._links.show_links(state.view.links if state.view else ())
            if state.view is not was.view:
                self._form.composite.show_plain(state.view.composite if state.view else "")
            self._show_foot(state)
        finally:
            self._showing = False
        if state.summons != was.summons or state.visible != was.visible:
            self._appear(state, begins=state.visible and not was.visible)
        if state.view is not None and state.view is not was.view:
            self.entry_shown.emit(state.view.entry.id, state.session_id)

    def take_known(self, visibility: Visibility, names: Mapping[LoreId, str]) -> None:
        """Take who knows the entry, as the author has chosen it; it is stored with the rest."""
        self._form.known_to.show_known(visibility, {**self._form.known_to.names, **names})
        self._tell()

    def reject(self) -> None:
        """Wish to close: Escape and the window's own button end up here."""
        self.close_requested.emit()

    def closeEvent(self, event: QCloseEvent, /) -> None:  # noqa: N802 - Qt's method
        """Wish to close; the form goes when what is in it is safe."""
        if self._state.visible:
            event.ignore()
            self.close_requested.emit()
        else:
            super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent, /) -> None:  # noqa: N802 - Qt's method
        """Put canon and note above each other where there is no room side by side."""
        super().resizeEvent(event)
        self._sides.fit(event.size().width())

    def _dress(self) -> None:
        form, look = self._form, self._look
        for widget in (form.notice, form.composite, form.steering):
            widget.set_look(look)
        for editor in (form.content, form.note):
            editor.document().setDefaultFont(look.story_font())
        set_tone(form.question, "warning")
        set_tone(form.title_problem, "danger")
        look.set_icon(form.save, "check", "on_accent")
        look.changed.connect(self._repaint)

    def _listen(self) -> None:
        form = self._form
        for line in (form.title, form.tags, form.aliases):
            line.textEdited.connect(self._tell)
        form.category.editTextChanged.connect(self._tell)
        form.always_on.toggled.connect(self._tell)
        for editor in (form.content, form.note):
            editor.textChanged.connect(self._tell)
        form.save.clicked.connect(self.save_requested)
        form.close_form.clicked.connect(self.close_requested)
        form.stay.clicked.connect(self.stay_requested)
        form.give_up.clicked.connect(self._give_up)
        form.go_on.clicked.connect(self._go_on)
        self._links.chosen.connect(self.entry_chosen)
        form.promote.clicked.connect(self._wish_promotion)
        form.merge.clicked.connect(self._wish_merge)
        form.locks.locks_chosen.connect(self._choose_locks)
        form.known_to.clicked.connect(self._wish_people)
        save = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self)
        save.activated.connect(self.save_requested)

    def _tell(self) -> None:
        if self._showing:
            return
        form = self._form
        fields = Fields(
            title=form.title.text(),
            category=form.category.currentText(),
            tags=form.tags.text(),
            aliases=form.aliases.text(),
            content=form.content.toPlainText(),
            always_on=form.always_on.isChecked(),
            note=form.note.toPlainText(),
            visibility=form.known_to.visibility,
        )
        self.fields_edited.emit(fields)

    def _give_up(self) -> None:
        changed = self._state.question is Question.CHANGED
        (self.reload_requested if changed else self.discard_requested).emit()

    def _go_on(self) -> None:
        changed = self._state.question is Question.CHANGED
        (self.keep_mine_requested if changed else self.save_requested).emit()

    def _wish_promotion(self) -> None:
        if self._state.view is not None:
            self.promotion_requested.emit(self._state.view.entry.id, self._state.session_id)

    def _wish_merge(self) -> None:
        if self._state.view is not None:
            self.merge_requested.emit(self._state.view.entry.id, self._state.session_id)

    def _choose_locks(self, wanted: object) -> None:
        if self._state.view is not None:
            self.locks_chosen.emit(self._state.view.entry, wanted)

    def _wish_people(self) -> None:
        known = self._form.known_to
        self.people_requested.emit(self._state.heading, known.visibility, known.names)

    def _show_head(self, state: EntryState) -> None:
        form = self._form
        form.heading.setText(state.heading)
        self._repaint_icon()
        canon = state.view is None or state.view.entry.origin == "canon"
        tone: Tone = "plain" if canon else "info"
        form.marks.show_chips([(state.origin, tone)] if state.visible else [])
        form.notice.show_notice(state.notice)
        star = "*" if state.dirty else ""
        self.setWindowTitle(f"{state.heading}{star}")

    def _repaint(self) -> None:
        self._repaint_icon()
        self._links.repaint()

    def _repaint_icon(self) -> None:
        drawing = category_icon(self._state.fields.category)
        self._form.icon.setPixmap(self._look.pixmap(drawing, "accent_ink", 22, self))

    def _show_fields(self, state: EntryState) -> None:
        form, fields = self._form, state.fields
        form.category.show_category(fields.category, state.categories)
        for line, text in (
            (form.title, fields.title),
            (form.tags, fields.tags),
            (form.aliases, fields.aliases),
        ):
            if line.text() != text:
                line.setText(text)
        for editor, text in ((form.content, fields.content), (form.note, fields.note)):
            if editor.toPlainText() != text:
                editor.setPlainText(text)
            editor.setReadOnly(state.loading)
        form.always_on.setChecked(fields.always_on)
        names = {**form.known_to.names, **(state.view.people if state.view else {})}
        form.known_to.show_known(fields.visibility, names)
        self._show_captions(state)

    def _show_captions(self, state: EntryState) -> None:
        form = self._form
        form.title_problem.setText(state.title_problem)
        form.title_problem.setVisible(bool(state.title_problem))
        set_tone(form.title, "danger" if state.title_problem else "plain")
        label, caption = content_caption(state)
        form.content_label.setText(label)
        form.content_caption.setText(caption)
        form.content_size.setText(size(state.fields.content))
        self._sides.show_note(state.has_note_side)
        form.note_caption.setText(note_caption(state))
        form.note_size.setText(size(state.fields.note))
        for tab in (form.knowing_tab, form.history_tab, form.links_tab, form.composite_tab):
            form.tabs.setTabVisible(form.tabs.indexOf(tab), not state.is_new)

    def _show_question(self, state: EntryState) -> None:
        form = self._form
        sentence, stay, give_up, go_on = asked(state)
        form.question_place.setVisible(state.question is not Question.NOTHING)
        form.question_text.setText(sentence)
        form.stay.setText(stay)
        form.stay.setVisible(bool(stay))
        form.give_up.setText(give_up)
        form.go_on.setText(go_on)

    def _show_foot(self, state: EntryState) -> None:
        form = self._form
        form.status.setText(told(state))
        form.promote.setVisible(state.can_promote)
        form.merge.setVisible(state.view is not None)
        form.locks.setVisible(state.view is not None)
        for button in (form.promote, form.merge):
            button.setEnabled(not state.dirty)
        form.steering.about(state.view.entry.id if state.view else None, state.heading)
        if state.view is not None:
            form.locks.show_locks(state.view.entry.locked, own=state.view.own_fields)
        changed = state.question is Question.CHANGED
        form.save.setEnabled(state.dirty and not state.saving and not changed)

    def _appear(self, state: EntryState, *, begins: bool) -> None:
        if not state.visible:
            self.hide()
        elif begins:
            self._form.tabs.setCurrentIndex(0)
            self.show()
            (self._form.title if state.is_new else self._form.content).setFocus()
        if state.visible:
            self.raise_()
