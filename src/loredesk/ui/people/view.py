"""Choosing people on screen."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QDialog, QListWidgetItem, QRadioButton, QWidget

from loredesk.ui.forms.people_dialog import Ui_PeopleDialog
from loredesk.ui.lore.delegate import category_icon
from loredesk.ui.people.presenter import PeoplePresenter
from loredesk.ui.people.state import Choice, PeopleState, Purpose
from loredesk.ui.theme.look import Look

_SIZE = (480, 560)
_ID = Qt.ItemDataRole.UserRole


class PeopleDialog(QDialog):
    """Shows a `PeopleState`; says who was chosen."""

    choice_made = Signal(object)
    wanted_changed = Signal(str)
    somebody_ticked = Signal(str, bool)
    turn_chosen = Signal(int)
    accept_requested = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._state = PeopleState()
        self._form = Ui_PeopleDialog()
        self._form.setupUi(self)
        self.resize(*_SIZE)
        form = self._form
        form.notice.set_look(look)
        form.empty.set_look(look)
        form.sentence.set_look(look, "story")
        self._choices: dict[Choice, QRadioButton] = {
            Choice.AS_ENTRY: form.as_entry,
            Choice.EVERYONE: form.everyone,
            Choice.NOBODY: form.nobody,
            Choice.SOME: form.some,
        }
        self._listen()

    def join(self, presenter: PeoplePresenter) -> None:
        """Carry every wish of this dialog to *presenter*."""

        def tick(who: str, taken: bool) -> None:  # noqa: FBT001 - a signal's argument
            for one in [one for one in self._state.rows if one.id == who]:
                presenter.tick(one.id, taken=taken)

        self.choice_made.connect(presenter.choose)
        self.wanted_changed.connect(presenter.find)
        self.somebody_ticked.connect(tick)
        self.turn_chosen.connect(presenter.go_to_turn)
        self.accept_requested.connect(presenter.accept)
        self.rejected.connect(presenter.cancel)

    def show_state(self, state: PeopleState) -> None:
        """Show *state*, and the dialog itself if it is open."""
        was, self._state = self._state, state
        form = self._form
        if state.open:
            self._show_words(state)
            self._show_choice(state)
            self._show_turn(state)
            self._show_people(state, was)
        form.notice.show_notice(state.notice)
        form.accept.setEnabled(state.can_accept)
        if state.open and not self.isVisible():
            form.wanted.clear()
            self.open()
        elif not state.open and self.isVisible():
            self.hide()

    def _listen(self) -> None:
        form = self._form
        for button in self._choices.values():
            button.clicked.connect(self._choose)
        form.wanted.textEdited.connect(self.wanted_changed)
        form.people.itemChanged.connect(self._tick)
        form.people.itemActivated.connect(self._toggle)
        form.turn.valueChanged.connect(self.turn_chosen)
        form.accept.clicked.connect(self.accept_requested)
        form.cancel.clicked.connect(self.reject)

    def _show_words(self, state: PeopleState) -> None:
        form, about = self._form, state.question.about
        heading, caption, accept = {
            Purpose.ENTRY: (
                self.tr("Who knows \u201c{0}\u201d?"),
                self.tr("Others are told it only where they learn it in the story."),
                self.tr("Take this"),
            ),
            Purpose.SENTENCE: (
                self.tr("Who knows this sentence of \u201c{0}\u201d?"),
                self.tr("It stays so wherever a rewrite leaves the sentence as it is."),
                self.tr("Set"),
            ),
            Purpose.LEARNED: (
                self.tr("Who learned this of \u201c{0}\u201d?")
                if state.question.sentence
                else self.tr("Who learned of \u201c{0}\u201d?"),
                self.tr("It counts where that turn is on the line, and goes with it."),
                self.tr("They know now"),
            ),
            Purpose.VOICE: (
                self.tr("Who speaks in the replies?"),
                self.tr("Whoever it is tells only what they know."),
                self.tr("Let them speak"),
            ),
        }[state.purpose]
        form.heading.setText(heading.format(about))
        self.setWindowTitle(form.heading.text())
        form.caption.setText(caption)
        form.accept.setText(accept)
        form.sentence.show_plain(state.question.sentence)
        form.sentence_place.setVisible(bool(state.question.sentence))

    def _show_choice(self, state: PeopleState) -> None:
        form = self._form
        form.choices.setVisible(state.asks_for_choice)
        form.as_entry.setVisible(state.purpose is Purpose.SENTENCE)
        self._choices[state.choice].setChecked(True)
        form.people_place.setEnabled(state.lists_people)

    def _show_turn(self, state: PeopleState) -> None:
        form = self._form
        form.turn_place.setVisible(state.asks_for_turn)
        moments = state.question.moments
        if moments:
            with QSignalBlocker(form.turn):
                form.turn.setRange(min(moments), max(moments))
                form.turn.setValue(state.turn)
        said = " ".join(state.moment.said.split()) if state.moment else ""
        form.said.setText(said)
        form.said.setToolTip(said)

    def _show_people(self, state: PeopleState, was: PeopleState) -> None:
        form = self._form
        ticked = {one.id for one in state.ticked}
        with QSignalBlocker(form.people):
            if state.rows != was.rows or not was.open:
                self._list(state)
            for row in range(form.people.count()):
                item = form.people.item(row)
                taken = item.data(_ID) in ticked
                item.setCheckState(Qt.CheckState.Checked if taken else Qt.CheckState.Unchecked)
        form.pages.setCurrentWidget(form.list_page if state.rows else form.empty_page)
        if state.loading:
            form.empty.say("people", self.tr("Looking for people \u2026"))
        elif state.wanted:
            form.empty.say("people", self.tr("Nobody is called that"))
        else:
            words = self.tr("Characters and factions of this world stand here.")
            form.empty.say("people", self.tr("There is nobody yet"), words)
        form.more.setVisible(state.has_more)

    def _list(self, state: PeopleState) -> None:
        self._form.people.clear()
        for one in state.rows:
            icon = self._look.icon(category_icon(one.category), "accent_ink")
            item = QListWidgetItem(icon, one.title)
            item.setData(_ID, one.id)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsUserCheckable
                | Qt.ItemFlag.ItemIsSelectable
            )
            said = f"{one.title} ({one.category})" if one.category else one.title
            item.setToolTip(said)
            self._form.people.addItem(item)

    def _choose(self) -> None:
        for choice, button in self._choices.items():
            if button.isChecked():
                self.choice_made.emit(choice)

    def _tick(self, item: QListWidgetItem) -> None:
        self.somebody_ticked.emit(item.data(_ID), item.checkState() is Qt.CheckState.Checked)

    def _toggle(self, item: QListWidgetItem) -> None:
        taken = item.checkState() is Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if taken else Qt.CheckState.Checked)
