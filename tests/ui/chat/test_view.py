from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from loredesk.domain.ids import MessageId, SessionId
from loredesk.domain.messages import Role
from loredesk.ui.chat.state import ChatState, Passage, Phase
from loredesk.ui.chat.view import ChatPane
from loredesk.ui.notice import Notice

TURN = Passage(message_id=MessageId("a1"), role=Role.AUTHOR, text="I knock.", turn=1)
REPLY = Passage(
    message_id=MessageId("r1"), role=Role.NARRATOR, text="It opens.", turn=1, take=2, takes=3
)
READY = ChatState(
    session_id=SessionId("s"),
    session_title="The Key",
    world_title="Underquay",
    passages=(TURN, REPLY),
    phase=Phase.READY,
)


@pytest.fixture
def pane(look, qtbot):
    pane = ChatPane(look)
    qtbot.addWidget(pane)
    pane.resize(900, 600)
    pane.show()
    pane.show_state(READY)
    return pane


def test_enter_sends_what_was_written_and_leaves_it_to_be_cleared(pane, qtbot):
    qtbot.keyClicks(pane._editor, "hello")

    with qtbot.waitSignal(pane.send_requested, timeout=500) as sent:
        qtbot.keyClick(pane._editor, Qt.Key.Key_Return)

    assert sent.args == ["hello"]
    assert pane._editor.toPlainText() == "hello"


def test_shift_and_enter_begin_a_new_line(pane, qtbot):
    qtbot.keyClicks(pane._editor, "one")
    qtbot.keyClick(pane._editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(pane._editor, "two")

    assert pane._editor.toPlainText() == "one\ntwo"


def test_the_placeholder_says_which_key_sends(pane):
    assert "Enter sends" in pane._editor.placeholderText()


def test_the_editor_grows_with_what_is_written_but_not_for_ever(pane):
    small = pane._editor.height()
    pane.put_draft("line\n" * 5)
    larger = pane._editor.height()
    pane.put_draft("line\n" * 50)

    assert small < larger < pane._editor.height() < 400


def test_nothing_is_sent_from_an_empty_editor(pane, qtbot):
    assert not pane._form.send.isEnabled()

    with qtbot.assertNotEmitted(pane.send_requested):
        pane.ask()


def test_while_a_reply_arrives_one_can_write_and_stop_but_not_send(pane, qtbot):
    pane.show_state(replace(READY, phase=Phase.STREAMING))
    qtbot.keyClicks(pane._editor, "next")

    assert pane._form.stop.isVisible()
    assert not pane._form.send.isVisible()
    with qtbot.assertNotEmitted(pane.send_requested):
        qtbot.keyClick(pane._editor, Qt.Key.Key_Return)
    with qtbot.waitSignal(pane.stop_requested, timeout=500):
        qtbot.keyClick(pane._editor, Qt.Key.Key_Escape)


def test_before_the_first_word_the_pane_says_it_is_remembering(pane):
    pane.show_state(replace(READY, passages=(TURN,), phase=Phase.RECALLING))

    assert "Remembering" in pane._transcript.toPlainText()
    assert pane._form.status.text() == "Remembering \u2026"


def test_when_it_takes_longer_the_pane_says_it_waits_for_the_model(pane):
    pane.show_state(replace(READY, passages=(TURN,), phase=Phase.RECALLING))
    for _ in range(3):
        pane._beats.timeout.emit()

    assert "Waiting for the model" in pane._transcript.toPlainText()
    assert pane._form.status.text() == "Waiting for the model \u2026"


def test_pieces_stand_where_the_reply_will_be(pane):
    passages = (TURN,)
    pane.show_state(replace(READY, passages=passages, phase=Phase.RECALLING))
    pane.show_state(replace(READY, passages=passages, phase=Phase.STREAMING))
    pane.append("It op")
    pane._transcript.flush()

    assert pane._transcript.toPlainText().endswith("It op")

    pane.show_state(READY)

    assert "It opens." in pane._transcript.toPlainText()
    assert not pane._transcript.is_growing


def test_takes_are_shown_with_their_number_and_ways_to_the_others(pane, qtbot):
    assert pane._form.take.text() == "Take 2 of 3"

    with qtbot.waitSignal(pane.moves.acted, timeout=500) as asked:
        pane._form.earlier_take.click()
    assert asked.args == ["chat.take_left", "r1"]
    with qtbot.waitSignal(pane.moves.acted, timeout=500) as asked:
        pane._form.later_take.click()
    assert asked.args == ["chat.take_right", "r1"]


def test_the_last_take_has_none_after_it(pane):
    pane.show_state(replace(READY, passages=(TURN, replace(REPLY, take=3))))

    assert pane._form.earlier_take.isEnabled()
    assert not pane._form.later_take.isEnabled()


def test_a_single_take_shows_no_numbers(pane):
    pane.show_state(replace(READY, passages=(TURN, replace(REPLY, take=1, takes=1))))

    assert not pane._form.take.isVisible()


def test_a_turn_without_a_reply_offers_to_ask_for_it(pane, qtbot):
    pane.show_state(replace(READY, passages=(TURN,)))

    assert pane._form.regenerate.text() == "Regenerate"
    with qtbot.waitSignal(pane.moves.acted, timeout=500) as asked:
        pane._form.regenerate.click()
    assert asked.args == ["chat.regenerate", "a1"]


def test_a_failure_is_said_in_place_with_its_way_out(pane, qtbot):
    notice = Notice(sentence="The server is busy.", tone="warning", action="Regenerate")
    pane.show_state(replace(READY, notice=notice))

    assert pane._form.notice.isVisible()
    with qtbot.waitSignal(pane.mend_requested, timeout=500):
        pane._form.notice.action_requested.emit()


def test_a_draft_is_reported_as_it_is_written(pane, qtbot):
    with qtbot.waitSignal(pane.draft_changed, timeout=500) as noted:
        qtbot.keyClicks(pane._editor, "h")

    assert noted.args == ["h"]


def test_without_a_session_the_pane_says_what_to_do(pane):
    pane.show_state(ChatState())

    assert pane._form.pages.currentWidget() is pane._form.closed


def test_a_session_without_a_word_invites_the_first_turn(pane):
    pane.show_state(replace(READY, passages=()))

    assert pane._form.story.currentWidget() is pane._form.unwritten


def test_the_context_of_a_reply_can_be_asked_for(pane, qtbot):
    with qtbot.waitSignal(pane.context_requested, timeout=500) as asked:
        pane._transcript.context_requested.emit("r1")

    assert asked.args == ["r1"]


def test_every_control_has_a_name(pane):
    form = pane._form
    for control in (form.earlier_take, form.later_take, pane._editor, pane._transcript):
        assert control.accessibleName()
    for control in (form.send, form.stop, form.regenerate):
        assert control.text()
