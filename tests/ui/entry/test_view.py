from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from loredesk.domain.listings import EntryView, LinkView, RevisionView
from loredesk.domain.lore import LoreEntry, composite
from loredesk.domain.notes import NoteRevision, SessionNote
from loredesk.domain.settings import Theme
from loredesk.domain.visibility import Visibility
from loredesk.ui.entry.state import EntryState, Question, fields_of
from loredesk.ui.entry.view import EntryForm
from tests.fakes.proposals import event


def revision(number, base, content, **values):
    values = {"by": "model", "events": (), "in_force": True} | values
    note = NoteRevision(
        id=f"r{number}",
        session_id="s",
        entry_id="e1",
        seq=number,
        base=base,
        anchors=frozenset(),
        content=content,
        by=values["by"],
    )
    return RevisionView(revision=note, events=values["events"], in_force=values["in_force"])


ENTRY = LoreEntry(
    id="e1", world_id="w", handle="c1", title="Mara Venn", category="character", content="Canon."
)
VIEW = EntryView(
    entry=ENTRY,
    note=SessionNote(
        session_id="s",
        entry_id="e1",
        note_content="She <b>left</b>.",
        last_updated_turn=12,
        revision="r2",
    ),
    revisions=(
        revision(3, "r1", "Elsewhere.", in_force=False),
        revision(2, "r1", "She <b>left</b>.", events=(event(12), event(11, quote_found=False))),
        revision(1, None, "She stays.", by="author"),
    ),
    links=(LinkView(entry_id="e2", title="Old Tobin", relation="sister of", outgoing=True),),
    composite=composite("Canon.", "She left."),
)
STATE = EntryState(
    visible=True,
    summons=1,
    view=VIEW,
    in_session=True,
    fields=fields_of(VIEW),
    saved=fields_of(VIEW),
)


@pytest.fixture
def form(qtbot, look):
    form = EntryForm(look)
    qtbot.addWidget(form)
    form.resize(900, 640)
    return form


def test_what_is_typed_is_reported_whole(form, qtbot):
    form.show_state(STATE)

    with qtbot.waitSignal(form.fields_edited, timeout=500) as edited:
        qtbot.keyClicks(form._form.title, "!")

    assert edited.args[0] == replace(STATE.fields, title="Mara Venn!")


def test_showing_a_state_is_no_edit(form, qtbot):
    with qtbot.assertNotEmitted(form.fields_edited):
        form.show_state(STATE)


def test_the_cursor_stays_where_it_was_while_typing(form):
    form.show_state(STATE)
    cursor = form._form.content.textCursor()
    cursor.setPosition(3)
    form._form.content.setTextCursor(cursor)

    form.show_state(replace(STATE, saving=True))

    assert form._form.content.textCursor().position() == 3


def test_ctrl_s_saves(form, qtbot):
    form.show_state(STATE)
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)

    with qtbot.waitSignal(form.save_requested, timeout=500):
        qtbot.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


def test_only_unsaved_changes_can_be_saved(form):
    form.show_state(STATE)
    assert not form._form.save.isEnabled()

    form.show_state(replace(STATE, fields=replace(STATE.fields, note="New.")))
    assert form._form.save.isEnabled()
    assert form._form.status.text() == "Unsaved changes in the note"
    assert form.windowTitle().endswith("*")


def test_closing_is_only_a_wish(form, qtbot):
    form.show_state(STATE)

    with qtbot.waitSignal(form.close_requested, timeout=500):
        form.close()
    assert form.isVisible()

    with qtbot.waitSignal(form.close_requested, timeout=500):
        qtbot.keyClick(form, Qt.Key.Key_Escape)
    form.show_state(EntryState())
    assert not form.isVisible()


def test_the_question_about_leaving_stands_in_the_form(form, qtbot):
    form.show_state(replace(STATE, question=Question.LEAVE))
    assert form._form.question.isVisible()

    with qtbot.waitSignals(
        [form.stay_requested, form.discard_requested, form.save_requested], timeout=500
    ):
        form._form.stay.click()
        form._form.give_up.click()
        form._form.go_on.click()


def test_a_change_elsewhere_offers_reload_and_keeping(form, qtbot):
    form.show_state(replace(STATE, question=Question.CHANGED))
    assert not form._form.stay.isVisible()

    with qtbot.waitSignals([form.reload_requested, form.keep_mine_requested], timeout=500):
        form._form.give_up.click()
        form._form.go_on.click()


def test_a_missing_title_is_marked_where_it_is_missing(form):
    form.show_state(replace(STATE, title_problem="An entry needs a title."))

    assert form._form.title_problem.isVisible()
    assert form._form.title.property("tone") == "danger"


def test_a_connection_opens_the_other_entry(form, qtbot):
    form.show_state(STATE)

    with qtbot.waitSignal(form.entry_chosen, timeout=500) as chosen:
        form._form.links.itemActivated.emit(form._form.links.item(0))

    assert chosen.args == ["e2"]


def test_a_new_entry_has_only_its_own_text(form):
    form.show_state(EntryState(visible=True, summons=1, in_session=True))

    assert not form._form.note_side.isVisible()
    assert not form._form.tabs.isTabVisible(1)


def test_a_narrow_form_puts_the_note_below(form):
    form.show_state(STATE)
    form.resize(520, 800)
    assert form._form.sides.orientation() is Qt.Orientation.Vertical

    form.resize(900, 640)
    assert form._form.sides.orientation() is Qt.Orientation.Horizontal


def test_the_document_of_the_model_can_be_read(form):
    form.show_state(STATE)

    assert form._form.composite.toPlainText() == VIEW.composite


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_it_can_be_painted_in_every_theme(form, look, theme):
    form.show_state(STATE)
    for tab in range(4):
        form._form.tabs.setCurrentIndex(tab)
        look.apply(theme)
        assert not form.grab().isNull()


def test_who_knows_the_entry_is_shown_by_name_and_asked_for(form, qtbot):
    known = Visibility.known_by("e2")
    view = replace(VIEW, entry=replace(ENTRY, visibility=known), people={"e2": "Old Tobin"})
    form.show_state(replace(STATE, view=view, fields=fields_of(view), saved=fields_of(view)))
    assert form._form.known_to.accessibleName() == "Known to: Old Tobin only"

    with qtbot.waitSignal(form.people_requested, timeout=500) as asked:
        form._form.known_to.click()

    assert asked.args == ["Mara Venn", known, {"e2": "Old Tobin"}]


def test_who_was_chosen_to_know_it_is_a_change_like_any_other(form, qtbot):
    chosen = Visibility.known_by("e2")
    form.show_state(STATE)

    with qtbot.waitSignal(form.fields_edited, timeout=500) as edited:
        form.take_known(chosen, {"e2": "Old Tobin"})

    assert edited.args[0] == replace(STATE.fields, visibility=chosen)
    form.show_state(replace(STATE, fields=edited.args[0]))
    assert form._form.known_to.accessibleName() == "Known to: Old Tobin only"
    assert form._form.save.isEnabled()
