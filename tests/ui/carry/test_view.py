from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from loredesk.ui.carry.state import CarryState, Portable
from loredesk.ui.carry.view import CarryDialog

STATE = CarryState(
    open=True,
    entries=(
        Portable(id="d", title="Dagny", what="its note"),
        Portable(id="o", title="Odo", what="newcomer"),
    ),
    ticked=frozenset({"d"}),
)


@pytest.fixture
def dialog(look, qtbot):
    dialog = CarryDialog(look)
    qtbot.addWidget(dialog)
    dialog.show_state(STATE)
    return dialog


def test_what_comes_along_is_ticked_and_named(dialog):
    entries = dialog._form.entries

    assert entries.item(0).text() == "Dagny (its note)"
    assert entries.item(0).checkState() is Qt.CheckState.Checked
    assert entries.item(1).checkState() is Qt.CheckState.Unchecked


def test_ticking_is_a_wish_and_showing_is_not(dialog, qtbot):
    with qtbot.assertNotEmitted(dialog.entry_ticked):
        dialog.show_state(replace(STATE, ticked=frozenset({"d", "o"})))
    with qtbot.waitSignal(dialog.entry_ticked, timeout=500) as ticked:
        dialog._form.entries.item(0).setCheckState(Qt.CheckState.Unchecked)

    assert ticked.args == ["d", False]


def test_a_session_without_notes_says_so_and_cannot_be_carried_over(dialog):
    dialog.show_state(CarryState(open=True))

    assert dialog._form.pages.currentWidget() is dialog._form.empty_page
    assert not dialog._form.begin.isEnabled()


def test_it_goes_with_its_state(dialog):
    dialog.show_state(CarryState())

    assert not dialog.isVisible()
