from dataclasses import replace

import pytest

from loredesk.ui.merge.state import Candidate, Merged, MergeState, Sides
from loredesk.ui.merge.view import MergeDialog

STATE = MergeState(
    open=True,
    title="Dagny",
    candidates=(
        Candidate(id="f", title="Dagny Roe", category="character", newcomer=True),
        Candidate(id="g", title="Odo", category="character", newcomer=False),
    ),
    merged=(Merged(id="m1", words="The smith \u2192 Dagny"),),
)
BOTH = replace(
    STATE,
    other="f",
    sides=Sides(
        gone_title="Dagny", gone_text="A <b>smith</b>.", kept_title="Dagny Roe", kept_text="Tall."
    ),
    text="Tall. A smith.",
)


@pytest.fixture
def dialog(look, qtbot):
    dialog = MergeDialog(look)
    qtbot.addWidget(dialog)
    dialog.show_state(STATE)
    return dialog


def test_nothing_can_be_merged_before_the_other_entry_is_chosen(dialog, qtbot):
    assert not dialog._form.merge.isEnabled()
    with qtbot.waitSignal(dialog.entry_chosen, timeout=500) as chosen:
        dialog._form.entries.setCurrentIndex(dialog._model.index(1))

    assert chosen.args == ["g"]


def test_both_texts_stand_side_by_side_and_foreign_text_is_no_markup(dialog):
    dialog.show_state(BOTH)

    assert dialog._form.gone.toPlainText() == "A <b>smith</b>."
    assert dialog._form.kept.toPlainText() == "Tall."
    assert dialog._form.text.toPlainText() == "Tall. A smith."
    assert dialog._form.merge.isEnabled()
    assert "answers to \u201cDagny\u201d" in dialog._form.heading.text()


def test_what_is_merged_already_can_be_split(dialog, qtbot):
    with qtbot.waitSignal(dialog.split_requested, timeout=500) as split:
        dialog._form.split.click()

    assert split.args == ["m1"]


def test_without_merges_there_is_nothing_to_split(dialog):
    dialog.show_state(replace(STATE, merged=()))

    assert not dialog._form.split.isVisible()


def test_writing_is_a_wish_and_showing_is_not(dialog, qtbot):
    with qtbot.assertNotEmitted(dialog.text_edited):
        dialog.show_state(BOTH)
    with qtbot.waitSignal(dialog.text_edited, timeout=500) as edited:
        dialog._form.text.setPlainText("Mine.")

    assert edited.args == ["Mine."]
