from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication

from loredesk.domain.ids import LoreId, MessageId, SessionId
from loredesk.domain.messages import Role
from loredesk.ui.ask_line import AskLine
from loredesk.ui.chat.moves_state import Editing, Keepable, MovesState, Question
from loredesk.ui.chat.state import ChatState, Passage, Phase
from loredesk.ui.chat.view import ChatPane
from loredesk.ui.notice import Notice

OPENING = Passage(message_id=MessageId("o"), role=Role.NARRATOR, text="It rains.")
TURN = Passage(message_id=MessageId("a1"), role=Role.AUTHOR, text="I knock.", turn=1, takes=2)
REPLY = Passage(message_id=MessageId("r1"), role=Role.NARRATOR, text="It opens.", turn=1)
READY = ChatState(session_id=SessionId("s"), passages=(OPENING, TURN, REPLY), phase=Phase.READY)
QUESTION = Question(
    wish="Go there",
    sentence="This withdraws 3 changes.",
    hint="They come back.",
    keepables=(Keepable(entry_id=LoreId("m"), title="Mara & Odo"),),
)
EDITING = Editing(message_id=TURN.message_id, role=Role.AUTHOR, text="I knock.")


@pytest.fixture
def pane(look, qtbot):
    pane = ChatPane(look)
    qtbot.addWidget(pane)
    pane.resize(700, 640)
    pane.show()
    pane.show_state(READY)
    return pane


def link(pane, target):
    pane._transcript.anchorClicked.emit(QUrl(target))


def test_the_row_under_a_message_acts_on_that_message(pane, qtbot):
    with qtbot.waitSignal(pane.moves.acted, timeout=500) as acted:
        link(pane, "act:message.edit:a1")

    assert acted.args == ["message.edit", "a1"]


def test_what_cannot_be_done_now_is_not_wished(pane, qtbot):
    pane.show_state(replace(READY, phase=Phase.STREAMING))

    with qtbot.assertNotEmitted(pane.moves.acted):
        link(pane, "act:message.edit:a1")


def test_takes_of_any_message_can_be_turned_over(pane, qtbot):
    assert "1 of 2" in pane._transcript.toPlainText()

    with qtbot.waitSignal(pane.moves.acted, timeout=500) as acted:
        link(pane, "act:chat.take_right:a1")

    assert acted.args == ["chat.take_right", "a1"]


def test_more_opens_the_menu_with_what_fits_the_message(pane):
    link(pane, "act:more:a1")

    menu = pane.moves._menu
    offered = {action.data() for action in menu.actions() if action.isVisible()}
    assert menu.isVisible()
    assert {"message.goto", "message.delete", "message.compare"} <= offered
    assert "message.continue" not in offered
    menu.close()


def test_messages_are_chosen_by_the_keyboard_and_acted_upon(pane, qtbot):
    pane.moves.act("message.above")
    pane.moves.act("message.above")
    assert pane._transcript.chosen == "a1"
    pane.moves.act("message.below")
    pane.moves.act("message.above")

    with qtbot.waitSignal(pane.moves.acted, timeout=500) as acted:
        pane.moves.act("message.delete")

    assert acted.args == ["message.delete", "a1"]


def test_without_a_choice_the_newest_message_is_meant(pane, qtbot):
    with qtbot.waitSignal(pane.moves.acted, timeout=500) as acted:
        pane.moves.act("message.edit")

    assert acted.args == ["message.edit", "r1"]


def test_the_window_learns_what_can_be_done(pane):
    told = []
    pane.moves.possible_changed.connect(told.append)

    pane.show_state(replace(READY, phase=Phase.RECALLING))
    assert told[-1] == frozenset()
    pane.show_state(READY)
    assert "message.continue" in told[-1]
    assert "message.goto" not in told[-1]


def test_the_newest_reply_can_be_continued_from_below(pane, qtbot):
    with qtbot.waitSignal(pane.moves.acted, timeout=500) as acted:
        pane._form.go_on.click()

    assert acted.args == ["message.continue", "r1"]
    pane.show_state(replace(READY, passages=(OPENING, TURN)))
    assert not pane._form.go_on.isVisible()


def test_a_question_stands_in_the_chat_with_the_keyboard_on_cancel(pane, qtbot):
    pane.moves.show_moves(MovesState(question=QUESTION))

    card = pane._question
    assert card.isVisible()
    assert QApplication.focusWidget() is card._cancel
    assert card._go_on.text() == "Go there"
    with qtbot.waitSignal(pane.moves.agreed, timeout=500):
        card._go_on.click()
    with qtbot.waitSignal(pane.moves.refused, timeout=500):
        qtbot.keyClick(card, Qt.Key.Key_Escape)


def test_newcomers_can_be_ticked_to_be_kept(pane, qtbot):
    pane.moves.show_moves(MovesState(question=QUESTION))
    box = pane._question._boxes["m"]
    assert box.text() == "Mara && Odo"

    with qtbot.waitSignal(pane.moves.newcomer_kept, timeout=500) as kept:
        box.click()

    assert kept.args == ["m", True]
    pane.moves.show_moves(MovesState())
    assert not pane._question.isVisible()


def test_a_message_is_edited_in_its_own_place(pane, qtbot):
    pane.moves.show_moves(MovesState(editing=EDITING))

    card = pane.moves._card
    assert card.isVisible()
    assert card._text.toPlainText() == "I knock."
    area = pane._transcript.area_of(TURN.message_id)
    assert card.geometry().top() <= area.bottom()
    card._text.setPlainText("I wait.")
    with qtbot.waitSignal(pane.moves.edit_kept, timeout=500) as kept:
        qtbot.keyClick(card._text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert kept.args == ["I wait."]
    with qtbot.waitSignal(pane.moves.edit_left, timeout=500):
        qtbot.keyClick(card._text, Qt.Key.Key_Escape)


def test_what_is_typed_survives_a_question_about_it(pane):
    pane.moves.show_moves(MovesState(editing=EDITING))
    pane.moves._card._text.setPlainText("I wait.")

    pane.moves.show_moves(MovesState(editing=replace(EDITING, text="I wait."), question=QUESTION))

    assert pane.moves._card._text.toPlainText() == "I wait."


def test_only_a_turn_of_the_authors_is_kept_with_a_reply(pane, qtbot):
    pane.moves.show_moves(MovesState(editing=EDITING))
    with qtbot.waitSignal(pane.moves.reply_wanted, timeout=500) as wanted:
        pane.moves._card._reply.click()
    assert wanted.args == ["I knock."]

    pane.moves.show_moves(MovesState())
    reply = Editing(message_id=REPLY.message_id, role=Role.NARRATOR, text="It opens.")
    pane.moves.show_moves(MovesState(editing=reply))

    assert not pane.moves._card._reply.isVisible()


def test_the_card_stays_on_screen_in_a_small_pane(pane):
    pane.resize(360, 380)
    pane.moves.show_moves(MovesState(editing=EDITING))

    assert pane._transcript.rect().contains(pane.moves._card.geometry())


def test_a_name_is_asked_for_and_belongs_to_the_message(pane, qtbot):
    link(pane, "act:message.name:a1")
    asking = pane.findChild(AskLine)
    asking._form.line.setText("The door")

    with qtbot.waitSignal(pane.moves.named, timeout=500) as named:
        asking._form.accept.click()

    assert named.args == ["a1", "The door"]


def test_what_a_move_did_is_said_with_the_way_back(pane, qtbot):
    pane.moves.show_moves(MovesState(notice=Notice(sentence="Gone.", action="Undo")))

    assert pane._form.moved.isVisible()
    with qtbot.waitSignal(pane.moves.mend_requested, timeout=500):
        pane._form.moved._action.click()


def test_ctrl_z_is_the_editors_while_there_is_something_to_take_back_in_it(pane, qtbot):
    editor = pane._editor
    qtbot.keyClicks(editor, "abc")

    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert editor.toPlainText() == ""


def test_what_a_reply_was_told_is_asked_for_and_compared_by_the_keyboard_too(pane, qtbot):
    told = []
    pane.moves.possible_changed.connect(told.append)
    pane.show_state(replace(READY, passages=(OPENING, TURN, replace(REPLY, has_context=True))))
    assert {"message.told", "message.compare_told"} <= told[-1]

    with qtbot.waitSignal(pane.moves.context_acted, timeout=500) as acted:
        pane.moves.act("message.compare_told")

    assert acted.args == ["message.compare_told", "r1"]


def test_of_a_message_without_a_record_nothing_is_asked(pane, qtbot):
    with qtbot.assertNotEmitted(pane.moves.context_acted, wait=10):
        pane.moves.act("message.told")


def test_a_message_can_be_brought_on_screen_where_it_is_on_the_line(pane):
    assert pane.show_message(MessageId("a1"))
    assert pane._transcript.chosen == "a1"

    assert not pane.show_message(MessageId("elsewhere"))
