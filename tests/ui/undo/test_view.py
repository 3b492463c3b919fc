import pytest

from loredesk.ui.undo.state import UndoState
from loredesk.ui.undo.view import UndoSteps


@pytest.fixture
def steps(qapp):
    return UndoSteps()


@pytest.fixture
def offers(steps):
    offered = {}
    steps.offered.connect(lambda action, text, possible: offered.update({action: (text, possible)}))
    return offered


def test_the_actions_name_the_step_they_would_take(steps, offers):
    steps.show_state(UndoState(steps=("Accept the note of Dagny", "Delete turn 3"), position=1))

    assert offers["edit.undo"] == ("Undo \u201cAccept the note of Dagny\u201d", True)
    assert offers["edit.redo"] == ("Redo \u201cDelete turn 3\u201d", True)


def test_where_there_is_nothing_the_actions_say_only_their_verb(steps, offers):
    steps.show_state(UndoState())

    assert offers == {"edit.undo": ("Undo", False), "edit.redo": ("Redo", False)}


def test_the_stack_follows_steps_that_grow_and_that_change(steps, offers):
    steps.show_state(UndoState(steps=("a",), position=1))
    steps.show_state(UndoState(steps=("a", "b"), position=2))
    assert steps.stack.count() == 2

    steps.show_state(UndoState(steps=("a", "c"), position=1))

    assert [steps.stack.text(at) for at in range(steps.stack.count())] == ["a", "c"]
    assert offers["edit.redo"] == ("Redo \u201cc\u201d", True)


def test_a_step_may_hold_a_mark_that_qt_would_take_for_a_key(steps, offers):
    steps.show_state(UndoState(steps=("Delete Salt & Iron",), position=1))

    assert offers["edit.undo"][0] == "Undo \u201cDelete Salt & Iron\u201d"
