from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from loredesk.domain.lore import LoreEntry
from loredesk.domain.notes import SessionNote
from loredesk.domain.promotion import promotion_of
from loredesk.ui.promote.state import PromoteState
from loredesk.ui.promote.view import PromoteDialog

NOTE = SessionNote(
    session_id="s",
    entry_id="e",
    note_content="She left. She is hurt.",
    last_updated_turn=3,
    revision="r1",
)
ENTRY = LoreEntry(id="e", world_id="w", handle="e", title="Dagny", content="A smith.")
STATE = PromoteState(
    open=True,
    promotion=promotion_of(ENTRY, NOTE),
    ticked=frozenset({1}),
    text="A smith.\n\nShe left.",
)


@pytest.fixture
def dialog(look, qtbot):
    dialog = PromoteDialog(look)
    qtbot.addWidget(dialog)
    dialog.show_state(STATE)
    return dialog


def test_sentences_stand_with_their_ticks_beside_the_result(dialog):
    hunks = dialog._form.hunks

    assert [hunks.item(at).text() for at in range(2)] == ["She left.", "She is hurt."]
    assert hunks.item(0).checkState() is Qt.CheckState.Checked
    assert hunks.item(1).checkState() is Qt.CheckState.Unchecked
    assert dialog._form.text.toPlainText() == "A smith.\n\nShe left."
    assert "1 part stays" in dialog._form.rest.text()


def test_ticking_and_writing_are_wishes_and_showing_is_not(dialog, qtbot):
    with qtbot.assertNotEmitted(dialog.sentence_ticked), qtbot.assertNotEmitted(dialog.text_edited):
        dialog.show_state(replace(STATE, ticked=frozenset({1, 2}), text="Other."))
    with qtbot.waitSignal(dialog.sentence_ticked, timeout=500) as ticked:
        dialog._form.hunks.item(0).setCheckState(Qt.CheckState.Unchecked)
    with qtbot.waitSignal(dialog.text_edited, timeout=500) as edited:
        dialog._form.text.setPlainText("Mine.")

    assert ticked.args == [1, False]
    assert edited.args == ["Mine."]


def test_a_newcomer_has_no_canon_to_compare_with(dialog):
    newcomer = replace(ENTRY, session_id="s")
    dialog.show_state(replace(STATE, promotion=promotion_of(newcomer, None)))

    assert not dialog._form.base.isVisible()
    assert "newcomer" in dialog._form.heading.text()


def test_it_goes_with_its_state(dialog):
    dialog.show_state(PromoteState())

    assert not dialog.isVisible()
