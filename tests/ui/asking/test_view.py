import re

import pytest
from PySide6.QtCore import Qt, QUrl

from loredesk.domain.answers import Answer, Citation, Place, SourceKind, Statement, Threads
from loredesk.domain.settings import Theme
from loredesk.ui.asking.state import AskingState, Wish
from loredesk.ui.asking.view import AskingPane
from loredesk.ui.asking.words import found_html, looked_through
from loredesk.ui.notice import Notice

QUESTION = "What has Dagny broken?"
NOTE = Citation(
    kind=SourceKind.NOTE, title="Dagny Roe, note", quote="broken her left wrist", entry_id="e1"
)
TURN = Citation(
    kind=SourceKind.TURN,
    title="Turn 4, You",
    quote="\u201cMy wrist!\u201d",
    message_id="m4",
    turn=4,
)
TOLD = Statement(text="She has broken her left wrist.", citations=(NOTE, TURN))
PLACES = (
    Place(kind=SourceKind.NOTE, title="Dagny Roe, note", entry_id="e1"),
    Place(kind=SourceKind.LORE, title="Dagny Roe", entry_id="e1"),
    Place(kind=SourceKind.LORE, title="Marrow Pass", entry_id="e2"),
    Place(kind=SourceKind.TURN, title="Turn 11, You", message_id="m11", turn=11),
    Place(kind=SourceKind.TURN, title="Turn 4, You", message_id="m4", turn=4),
    Place(kind=SourceKind.TURN, title="Turn 4, Narrator", message_id="m5", turn=4),
)
KNOWN = Answer(question=QUESTION, statements=(TOLD,), sources=7, places=PLACES, unfounded=2)
UNKNOWN = Answer(question=QUESTION, sources=7, places=PLACES)
READY = AskingState(has_world=True, in_session=True)


def at(**values):
    return AskingState(**{"has_world": True, "in_session": True, **values})


@pytest.fixture
def pane(qtbot, look):
    pane = AskingPane(look)
    qtbot.addWidget(pane)
    pane.show_state(READY)
    pane.resize(340, 600)
    pane.show()
    return pane


def text(pane):
    return pane._form.answer.toPlainText()


def links(pane):
    """Return what the links say, by their addresses."""
    found = re.findall(r'<a href="(\S+?)".*?>(.*?)</a>', pane._form.answer.toHtml(), re.DOTALL)
    return {address: re.sub(r"<.*?>", "", words) for address, words in found}


def follow(pane, address):
    pane._form.answer.anchorClicked.emit(QUrl(address))


def test_enter_asks_what_was_typed(pane, qtbot):
    qtbot.keyClicks(pane._form.question, QUESTION)

    with qtbot.waitSignal(pane.ask_requested, timeout=500) as asked:
        qtbot.keyClick(pane._form.question, Qt.Key.Key_Return)

    assert asked.args == [QUESTION]


def test_nothing_is_asked_where_nothing_is_typed(pane, qtbot):
    pane._form.question.setText("  ")

    with qtbot.assertNotEmitted(pane.ask_requested):
        qtbot.keyClick(pane._form.question, Qt.Key.Key_Return)

    assert not pane._form.ask.isEnabled()


def test_a_question_from_elsewhere_is_asked_and_an_empty_one_is_only_made_room_for(pane, qtbot):
    with qtbot.waitSignal(pane.ask_requested, timeout=500) as asked:
        pane.ask_about(f" {QUESTION} ")
    assert asked.args == [QUESTION]

    with qtbot.assertNotEmitted(pane.ask_requested):
        pane.ask_about("")
    assert pane._form.question.selectedText() == QUESTION


def test_every_sentence_stands_with_where_it_is_from(pane):
    pane.show_state(at(question=QUESTION, found=KNOWN))

    lines = [line.replace("\ufffc", "").strip() for line in text(pane).splitlines() if line.strip()]
    assert lines == [
        QUESTION,
        "She has broken her left wrist.",
        "Dagny Roe, note \u201cbroken her left wrist\u201d",
        "Turn 4, You \u201cMy wrist!\u201d",
        "Looked through 1 note, 2 entries and 2 turns.",
        "2 sentences of the model's are not shown: no source bears them out.",
    ]


def test_a_note_leads_to_its_entry_and_a_turn_to_its_message(pane, qtbot):
    pane.show_state(at(question=QUESTION, found=KNOWN))
    assert links(pane) == {"way:0": "Dagny Roe, note", "way:1": "Turn 4, You"}

    with qtbot.waitSignal(pane.entry_chosen, timeout=500) as entry:
        follow(pane, "way:0")
    with qtbot.waitSignal(pane.message_chosen, timeout=500) as message:
        follow(pane, "way:1")

    assert (entry.args, message.args) == (["e1"], ["m4"])


@pytest.mark.parametrize("address", ["way:2", "way:x", "http://a.b", "way:-1", ""])
def test_a_link_that_leads_nowhere_is_no_wish(pane, qtbot, address):
    pane.show_state(at(question=QUESTION, found=KNOWN))

    with qtbot.assertNotEmitted(pane.entry_chosen), qtbot.assertNotEmitted(pane.message_chosen):
        follow(pane, address)


def test_a_link_is_reached_and_followed_with_the_keyboard(pane, qtbot):
    pane.show_state(at(question=QUESTION, found=KNOWN))
    answer = pane._form.answer
    answer.setFocus()
    qtbot.keyClick(answer, Qt.Key.Key_Tab)

    with qtbot.waitSignal(pane.entry_chosen, timeout=500) as entry:
        qtbot.keyClick(answer, Qt.Key.Key_Return)

    assert entry.args == ["e1"]


def test_what_is_not_known_is_said_with_what_was_looked_through(pane, qtbot):
    pane.show_state(at(question=QUESTION, found=UNKNOWN))

    said = text(pane)
    assert "Not known. Nothing that is written down tells." in said
    assert "Looked through 1 note, 2 entries and 2 turns." in said
    assert links(pane) == {
        "way:0": "Dagny Roe",
        "way:1": "Dagny Roe",
        "way:2": "Marrow Pass",
        "way:4": "4",
        "way:3": "11",
    }
    with qtbot.waitSignal(pane.message_chosen, timeout=500) as message:
        follow(pane, "way:3")
    assert message.args == ["m11"]


def test_where_nothing_is_written_down_nothing_was_looked_through(pane):
    pane.show_state(at(question=QUESTION, found=Answer(question=QUESTION)))

    assert "There is nothing yet to look through." in text(pane)
    assert looked_through(PLACES[:1]) == "Looked through 1 note."


def test_themes_and_open_threads_are_numbered_on(pane, qtbot):
    owed = Statement(text="The ferryman is owed a coin.", citations=(TURN,))
    found = Threads(themes=(TOLD,), threads=(owed,), sources=12, unfounded=1)
    pane.show_state(at(found=found))

    said = text(pane)
    assert said.index("Themes\n") < said.index("Open threads\n") < said.index("The ferryman")
    assert "Looked through the newest 12 messages of the story." in said
    assert "One sentence of the model's is not shown" in said
    with qtbot.waitSignal(pane.message_chosen, timeout=500) as message:
        follow(pane, "way:2")
    assert message.args == ["m4"]


def test_that_nothing_runs_through_a_session_is_said(pane):
    pane.show_state(at(found=Threads(sources=1)))

    assert "None found." in text(pane)
    assert "the newest message of the story" in text(pane)


def test_what_others_wrote_is_no_markup(look):
    foreign = "<img src=x><b>bold</b>"
    cited = Citation(kind=SourceKind.LORE, title=foreign, quote=foreign, entry_id="e")
    found = Answer(question=foreign, statements=(Statement(text=foreign, citations=(cited,)),))

    html = found_html(found, look.tokens)

    assert "<img src=x" not in html
    assert "<b>bold" not in html


def test_while_it_is_looked_up_it_can_be_stopped(pane, qtbot):
    pane.show_state(at(question=QUESTION, running=Wish.ANSWER))
    form = pane._form

    assert form.progress.isVisible()
    assert form.ask.isHidden()
    assert not form.threads.isEnabled()
    assert "Looking it up" in form.empty.accessibleName()
    with qtbot.waitSignal(pane.stop_requested, timeout=500):
        form.stop.click()
    with qtbot.waitSignal(pane.stop_requested, timeout=500):
        qtbot.keyClick(form.question, Qt.Key.Key_Escape)

    pane.show_state(at(question=QUESTION))
    assert form.progress.isHidden()
    assert form.ask.isVisible()


def test_a_trouble_keeps_the_question_and_offers_the_way_out(pane, qtbot):
    notice = Notice(sentence="No answer.", hint="Start it.", tone="warning", action="Ask again")
    pane.show_state(at(question=QUESTION, notice=notice))

    assert pane._form.question.text() == QUESTION
    assert "There is no answer yet" in pane._form.empty.accessibleName()
    with qtbot.waitSignal(pane.mend_requested, timeout=500):
        pane._form.notice.action_requested.emit()
    with qtbot.waitSignal(pane.notice_dismissed, timeout=500):
        pane._form.notice.dismissed.emit()


def test_what_is_being_typed_is_left_alone(pane):
    pane.show_state(at(question=QUESTION, running=Wish.ANSWER))
    pane._form.question.setText("And who is Bettany?")

    pane.show_state(at(question=QUESTION, found=KNOWN))

    assert pane._form.question.text() == "And who is Bettany?"


def test_themes_are_a_wish_of_their_own_where_there_is_a_session(pane, qtbot):
    with qtbot.waitSignal(pane.threads_requested, timeout=500):
        pane._form.threads.click()

    pane.show_state(at(in_session=False))
    assert not pane._form.threads.isEnabled()
    assert "only canon is asked" in pane._form.empty.accessibleName()


def test_without_a_world_nothing_can_be_asked(pane):
    pane.show_state(AskingState())

    assert not pane._form.question.isEnabled()
    assert "No world is open" in pane._form.empty.accessibleName()


def test_another_theme_recolours_the_answer(pane, look):
    pane.show_state(at(question=QUESTION, found=KNOWN))
    before = pane._form.answer.toHtml()

    look.apply(Theme.DARK)

    assert pane._form.answer.toHtml() != before
