from dataclasses import replace

import pytest

from loredesk.ui.trash.state import TrashLine, TrashState
from loredesk.ui.trash.view import TrashDialog

ENTRY = TrashLine(kind="entry", id="1", title="Dagny")
MESSAGE = TrashLine(kind="message", id="2", title="Your turn 1: I knock.")
STATE = TrashState(open=True, lines=(ENTRY, MESSAGE), chosen="1")


@pytest.fixture
def dialog(look, qtbot):
    dialog = TrashDialog(look)
    qtbot.addWidget(dialog)
    dialog.show_state(STATE)
    return dialog


def test_it_lists_what_lies_there_and_restores_the_chosen(dialog, qtbot):
    assert dialog._form.summary.text() == "2 things in the trash"
    assert dialog._model.row(dialog._form.lines.currentIndex()) == ENTRY

    with qtbot.waitSignal(dialog.restore_requested, timeout=500):
        dialog._form.restore.click()


def test_choosing_a_line_is_a_wish(dialog, qtbot):
    with qtbot.waitSignal(dialog.line_chosen, timeout=500) as chosen:
        dialog._form.lines.setCurrentIndex(dialog._model.index(1))

    assert chosen.args == ["2"]


def test_while_something_is_restored_nothing_else_is(dialog):
    dialog.show_state(replace(STATE, busy=True))

    assert not dialog._form.restore.isEnabled()


def test_an_empty_trash_says_that_nothing_is_erased(dialog):
    dialog.show_state(TrashState(open=True))

    assert dialog._form.pages.currentWidget() is dialog._form.empty_page
    assert not dialog._form.restore.isEnabled()


def test_closing_is_said(dialog, qtbot):
    with qtbot.waitSignal(dialog.rejected, timeout=500):
        dialog._form.close.click()
