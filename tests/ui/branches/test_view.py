from dataclasses import replace

import pytest
from PySide6.QtCore import QItemSelectionModel

from loredesk.domain.ids import BranchId, MessageId
from loredesk.ui.ask_line import AskLine
from loredesk.ui.branches.state import BranchesState, BranchRow
from loredesk.ui.branches.view import BranchesPane

NAMED = BranchRow(
    tip=MessageId("a"), branch_id=BranchId("b1"), name="The door", turn=3, last_line="It opens."
)
HERE = BranchRow(tip=MessageId("c"), turn=5, last_line="You: I wait.", is_here=True)
FULL = BranchesState(in_session=True, rows=(NAMED, HERE))


@pytest.fixture
def pane(look, qtbot):
    pane = BranchesPane(look)
    qtbot.addWidget(pane)
    pane.resize(400, 600)
    pane.show()
    pane.show_state(FULL)
    return pane


def choose(pane, *rows):
    model = pane._form.branches.selectionModel()
    model.clearSelection()
    for row in rows:
        model.select(pane._model.index(row), QItemSelectionModel.SelectionFlag.Select)


def test_choosing_rows_is_a_wish(pane, qtbot):
    wished = []
    pane.chosen_changed.connect(wished.append)

    choose(pane, 0, 1)

    assert sorted(wished[-1]) == ["b1", "c"]


def test_showing_rows_chooses_none(pane, qtbot):
    with qtbot.assertNotEmitted(pane.chosen_changed):
        pane.show_state(replace(FULL, rows=(HERE,)))


def test_what_can_be_done_follows_the_choice(pane):
    assert not pane._go.isEnabled()
    assert not pane._compare.isEnabled()

    pane.show_state(replace(FULL, chosen=("b1",)))
    assert pane._go.isEnabled()
    assert pane._compare.isEnabled()
    assert pane._drop.isVisible()

    pane.show_state(replace(FULL, chosen=("c",)))
    assert not pane._go.isEnabled()
    assert not pane._drop.isVisible()


def test_a_branch_is_renamed_from_the_name_it_has(pane, qtbot):
    pane.show_state(replace(FULL, chosen=("b1",)))

    pane._name.click()
    asking = pane.findChild(AskLine)
    assert asking._form.line.text() == "The door"
    asking._form.line.setText("The open door")
    with qtbot.waitSignal(pane.name_given, timeout=500) as named:
        asking._form.accept.click()

    assert named.args == ["The open door"]


def test_activating_a_row_goes_there(pane, qtbot):
    with qtbot.waitSignals([pane.chosen_changed, pane.go_requested], timeout=500):
        pane._form.branches.activated.emit(pane._model.index(0))


def test_without_a_story_the_pane_says_so(pane):
    pane.show_state(BranchesState())

    assert pane._form.pages.currentWidget() is pane._form.empty_page
    assert not pane._form.foot.isVisible()


def test_a_row_is_read_aloud_with_where_it_leads(pane):
    assert "the story stands here" in HERE.described
    assert NAMED.described == "The door, turn 3: It opens."
