from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from loredesk.domain.visibility import EVERYONE
from loredesk.ui.people.state import Choice, Moment, PeopleState, Purpose, Question, Somebody
from loredesk.ui.people.view import PeopleDialog

ROWS = (
    Somebody(id="d", title="Dagny", category="character"),
    Somebody(id="g", title="The Guild", category="faction"),
)
STATE = PeopleState(
    open=True,
    question=Question(purpose=Purpose.ENTRY, about="The Key"),
    choice=Choice.SOME,
    rows=ROWS,
    ticked=ROWS[:1],
)
LEARNED = Question(
    purpose=Purpose.LEARNED,
    about="The Key",
    sentence="It <b>fits</b>.",
    moments={
        1: Moment(message_id="m1", said="Once.\nThen."),
        4: Moment(message_id="m4", said="End."),
    },
)


@pytest.fixture
def dialog(look, qtbot):
    dialog = PeopleDialog(look)
    qtbot.addWidget(dialog)
    dialog.show_state(STATE)
    return dialog


def test_who_is_chosen_is_ticked(dialog):
    people = dialog._form.people

    assert [people.item(row).text() for row in range(people.count())] == ["Dagny", "The Guild"]
    assert people.item(0).checkState() is Qt.CheckState.Checked
    assert people.item(1).checkState() is Qt.CheckState.Unchecked
    assert people.item(1).toolTip() == "The Guild (faction)"


def test_ticking_is_a_wish_and_showing_is_not(dialog, qtbot):
    with qtbot.assertNotEmitted(dialog.somebody_ticked):
        dialog.show_state(replace(STATE, ticked=ROWS))
    with qtbot.waitSignal(dialog.somebody_ticked, timeout=500) as ticked:
        dialog._form.people.item(0).setCheckState(Qt.CheckState.Unchecked)

    assert ticked.args == ["d", False]


def test_enter_ticks_who_the_keyboard_is_on(dialog, qtbot):
    with qtbot.waitSignal(dialog.somebody_ticked, timeout=500) as ticked:
        dialog._form.people.itemActivated.emit(dialog._form.people.item(1))

    assert ticked.args == ["g", True]


def test_people_are_listed_only_for_these(dialog, qtbot):
    dialog.show_state(replace(STATE, choice=Choice.EVERYONE))
    assert not dialog._form.people_place.isEnabled()
    assert dialog._form.accept.isEnabled()

    with qtbot.waitSignal(dialog.choice_made, timeout=500) as made:
        dialog._form.some.click()

    assert made.args == [Choice.SOME]


def test_a_sentence_can_be_known_as_its_entry_and_an_entry_cannot(dialog):
    assert dialog._form.as_entry.isHidden()

    question = Question(purpose=Purpose.SENTENCE, about="The Key", sentence="It fits.")
    dialog.show_state(replace(STATE, question=question, choice=Choice.AS_ENTRY))

    assert not dialog._form.as_entry.isHidden()
    assert dialog._form.as_entry.isChecked()
    assert dialog._form.sentence.toPlainText() == "It fits."


def test_who_learned_it_is_asked_with_the_turn_and_what_was_said_there(dialog, qtbot):
    dialog.show_state(replace(STATE, question=LEARNED, turn=4))
    form = dialog._form

    assert form.choices.isHidden()
    assert not form.turn_place.isHidden()
    assert (form.turn.minimum(), form.turn.value(), form.turn.maximum()) == (1, 4, 4)
    assert form.said.accessibleName() == "End."
    assert form.sentence.toPlainText() == "It <b>fits</b>."
    with qtbot.waitSignal(dialog.turn_chosen, timeout=500) as chosen:
        form.turn.setValue(1)
    assert chosen.args == [1]


def test_nobody_found_is_said(dialog):
    dialog.show_state(replace(STATE, rows=(), wanted="xyz"))
    assert dialog._form.pages.currentWidget() is dialog._form.empty_page
    assert "Nobody is called that" in dialog._form.empty.accessibleName()
    dialog.show_state(replace(STATE, rows=(), loading=True))
    assert "Looking" in dialog._form.empty.accessibleName()
    dialog.show_state(replace(STATE, rows=()))
    assert "nobody yet" in dialog._form.empty.accessibleName()


def test_without_anybody_there_is_no_answer(dialog):
    dialog.show_state(replace(STATE, ticked=()))

    assert not dialog._form.accept.isEnabled()


def test_it_goes_with_its_state_and_says_when_it_is_put_away(dialog, qtbot):
    with qtbot.waitSignal(dialog.rejected, timeout=500):
        dialog._form.cancel.click()
    dialog.show_state(STATE)
    assert dialog.isVisible()

    dialog.show_state(PeopleState())

    assert not dialog.isVisible()
    assert STATE.question.visibility == EVERYONE
