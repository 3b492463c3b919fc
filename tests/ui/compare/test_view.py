from dataclasses import replace

import pytest

from loredesk.domain.settings import Theme
from loredesk.ui.compare.state import CompareState, Difference, Kind
from loredesk.ui.compare.view import CompareDialog

NOTE = Difference(kind=Kind.NOTE, title="Dagny", one="She is <b>well</b>.", other="She is hurt.")
STATE = CompareState(
    open=True,
    one_name="Turn 3",
    other_name="Here, turn 5",
    distance="They part after turn 2.",
    differences=(NOTE, Difference(kind=Kind.ONLY_ONE, title="Odo")),
)


@pytest.fixture
def dialog(look, qtbot):
    dialog = CompareDialog(look)
    qtbot.addWidget(dialog)
    dialog.show_state(STATE)
    return dialog


def test_it_opens_without_stopping_the_program_and_closes_with_its_state(dialog):
    assert dialog.isVisible()

    dialog.show_state(CompareState())

    assert not dialog.isVisible()


def test_both_texts_stand_side_by_side_and_foreign_text_is_no_markup(dialog):
    assert "<b>well</b>" in dialog._form.one.toPlainText()
    assert "hurt" not in dialog._form.one.toPlainText()
    assert dialog._form.other.toPlainText() == "She is hurt."


def test_who_is_only_on_one_line_is_said_on_both_sides(dialog):
    dialog.show_state(replace(STATE, chosen=1))

    assert "Odo is in the story" in dialog._form.one.toPlainText()
    assert "Not in the story" in dialog._form.other.toPlainText()


def test_a_note_that_is_missing_on_one_line_is_said(dialog):
    dialog.show_state(replace(STATE, differences=(replace(NOTE, one=""),)))

    assert "no note" in dialog._form.one.toPlainText()


def test_choosing_a_difference_is_a_wish_and_showing_one_is_not(dialog, qtbot):
    with qtbot.assertNotEmitted(dialog.difference_chosen):
        dialog.show_state(replace(STATE, chosen=1))
    with qtbot.waitSignal(dialog.difference_chosen, timeout=500) as chosen:
        dialog._form.differences.setCurrentRow(0)

    assert chosen.args == [0]


def test_lines_that_say_the_same_say_so(dialog):
    dialog.show_state(replace(STATE, differences=()))

    assert dialog._form.pages.currentWidget() is dialog._form.same_page


def test_the_texts_follow_the_colours(dialog, look):
    before = dialog._form.one.toHtml()

    look.apply(Theme.DARK)

    assert dialog._form.one.toHtml() != before
