import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from loredesk.domain.settings import Theme
from loredesk.domain.steering import Steer, Steered
from loredesk.ui.context.bars import Bar
from loredesk.ui.context.why.state import Answer, Suggestion, WhyState
from loredesk.ui.context.why.view import WhyPane
from loredesk.ui.notice import Notice
from loredesk.ui.steered import SteeringState

ANSWER = Answer(
    entry_id="horn",
    title="The Horn",
    was_told=False,
    sentence="It was not among the 51 entries that came closest to this turn.",
    about="Judged now: the record of turn 4 does not speak of it.",
    standings="Written now, it would stand at place 134 by words.",
    bars=(Bar(name="words", share=0.5, value=2.0),),
)
ANSWERED = WhyState(is_open=True, answer=ANSWER)
OFFERING = WhyState(
    is_open=True,
    wanted="ga",
    suggestions=(
        Suggestion(entry_id="gate", title="Gate", category="location"),
        Suggestion(entry_id="gang", title="The Gang", category="thieves"),
    ),
)


@pytest.fixture
def pane(look, qtbot):
    pane = WhyPane(look)
    qtbot.addWidget(pane)
    pane.resize(320, 300)
    pane.show()
    pane.show_state(WhyState(is_open=True))
    return pane


def names(pane):
    model = pane._offered
    return [model.item(at).text() for at in range(model.rowCount())]


def test_typing_is_a_wish_to_find_an_entry(pane, qtbot):
    with qtbot.waitSignal(pane.wanted_changed, timeout=500) as wanted:
        qtbot.keyClicks(pane._form.wanted, "g")

    assert wanted.args == ["g"]


def test_without_a_session_nothing_can_be_asked(pane):
    pane.show_state(WhyState())

    assert not pane._form.wanted.isEnabled()


def test_the_entries_that_fit_are_offered_and_one_of_them_can_be_chosen(pane, qtbot):
    pane.show_state(OFFERING)
    assert names(pane) == ["Gate", "The Gang"]

    with qtbot.waitSignal(pane.entry_asked, timeout=500) as asked:
        pane._ask(pane._offered.index(1, 0))

    assert asked.args == ["gang"]


def test_the_names_come_up_under_the_field_that_has_the_keyboard(pane, qtbot):
    pane.activateWindow()
    pane._form.wanted.setFocus()
    qtbot.waitUntil(pane._form.wanted.hasFocus)

    pane.show_state(OFFERING)

    assert pane._completer.popup().isVisible()
    with qtbot.waitSignal(pane.entry_asked, timeout=500) as asked:
        qtbot.keyClick(pane._completer.popup(), Qt.Key.Key_Down)
        qtbot.keyClick(pane._completer.popup(), Qt.Key.Key_Return)
    assert asked.args == ["gate"]


def test_enter_asks_about_the_first(pane, qtbot):
    with qtbot.waitSignal(pane.first_asked, timeout=500):
        qtbot.keyClick(pane._form.wanted, Qt.Key.Key_Return)


def test_a_name_nobody_has_is_said_to_be_nobodys(pane, qtbot):
    pane.show_state(WhyState(is_open=True, wanted="dragon"))

    assert names(pane) == ["No entry is called that"]
    assert pane._offered.item(0).flags() == Qt.ItemFlag.NoItemFlags
    with qtbot.assertNotEmitted(pane.entry_asked, wait=10):
        pane._ask(pane._offered.index(0, 0))


def test_an_answer_stands_above_the_question(pane):
    assert pane._form.card_place.isHidden()

    pane.show_state(ANSWERED)

    form = pane._form
    assert form.card_place.isVisible()
    assert form.title.accessibleName() == "The Horn"
    assert form.sentence.text() == ANSWER.sentence
    assert form.standings.text() == ANSWER.standings
    assert form.about.text() == ANSWER.about
    assert "place 134 by words" in form.card.accessibleName()
    assert pane._bars.accessibleName() == "found by words"
    assert not pane.grab().isNull()


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_an_answer_can_be_painted_in_every_theme(pane, look, theme):
    pane.show_state(ANSWERED)
    look.apply(theme)

    assert not pane.grab().isNull()
    look.apply(Theme.LIGHT)


def test_the_answer_is_closed_opened_and_acted_upon(pane, qtbot):
    pane.show_state(ANSWERED)

    with qtbot.waitSignal(pane.entry_chosen, timeout=500) as chosen:
        pane._form.open.click()
    assert chosen.args == ["horn"]
    with qtbot.waitSignal(pane.steer_chosen, timeout=500) as steered:
        pane._form.steer._buttons[Steer.PIN].click()
    assert steered.args == ["horn", "The Horn", Steer.PIN]
    with qtbot.waitSignal(pane.close_requested, timeout=500):
        pane._form.close_card.click()


def test_escape_closes_the_answer(pane, qtbot):
    with qtbot.assertNotEmitted(pane.close_requested, wait=10):
        qtbot.keyClick(pane._form.wanted, Qt.Key.Key_Escape)
    pane.show_state(ANSWERED)

    with qtbot.waitSignal(pane.close_requested, timeout=500):
        qtbot.keyClick(pane._form.wanted, Qt.Key.Key_Escape)


def test_closing_the_answer_empties_the_question(pane):
    pane._form.wanted.setText("The Horn")
    pane.show_state(ANSWERED)
    assert pane._form.wanted.text() == "The Horn"

    pane.show_state(WhyState(is_open=True))

    assert pane._form.wanted.text() == ""
    assert pane._form.card_place.isHidden()


def test_how_the_entry_is_steered_shows_in_the_answer(pane):
    pane.show_state(ANSWERED)
    assert pane._form.steer._buttons[None].isChecked()

    row = Steered(entry_id="horn", title="The Horn", steer=Steer.BAN)
    pane.show_steering(SteeringState(in_session=True, rows=(row,)))

    assert pane._form.steer._buttons[Steer.BAN].isChecked()


def test_while_it_is_asked_again_the_answer_cannot_be_acted_upon(pane):
    pane.show_state(WhyState(is_open=True, answer=ANSWER, is_asking=True))

    assert not pane._form.card.isEnabled()


def test_what_went_wrong_can_be_tried_again(pane, qtbot):
    notice = Notice(sentence="The library is busy.", action="Try again")
    pane.show_state(WhyState(is_open=True, notice=notice))

    with qtbot.waitSignal(pane.mend_requested, timeout=500):
        pane._form.notice.findChildren(QPushButton)[0].click()


def test_a_long_answer_scrolls_where_there_is_little_room(pane):
    long = Answer(
        entry_id="e", title="Horn", was_told=True, sentence="Words and words. " * 60, about=""
    )
    pane.show_state(WhyState(is_open=True, answer=long))
    pane.resize(320, 200)
    pane.grab()

    place = pane._form.card_place
    assert place.verticalScrollBar().maximum() > 0
    pane.resize(320, 1_200)
    pane.grab()
    assert place.verticalScrollBar().maximum() == 0
