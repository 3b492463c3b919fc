from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QPushButton, QStyleOptionViewItem, QToolTip

from loredesk.domain.explanations import compared
from loredesk.domain.manifest import ContextEntry, ContextPassage, Manifest, Unit
from loredesk.ui.context.comparison.state import ComparisonState, ReplyChoice
from loredesk.ui.context.comparison.view import ContextComparison
from loredesk.ui.notice import Notice

MARA = ContextEntry(entry_id="mara", handle="mara", title="Mara", reason="on scene", tokens=9)
PASSAGE = ContextPassage(
    unit=Unit.PASSAGE, message_id="m1", turn=1, title="Turn 1, You", reason="near", tokens=4
)
ONE = Manifest(
    id="c", session_id="s", tokens=90, budget=200, blocks=(), entries=(MARA,), passages=(PASSAGE,)
)
OTHER = replace(ONE, tokens=80, passages=())
CHOICES = (
    ReplyChoice(message_id="m4", name="Turn 2", label="Turn 2 \u00b7 It rains."),
    ReplyChoice(message_id="m2", name="Turn 1", label="Turn 1 \u00b7 It is cold."),
)
STATE = ComparisonState(
    is_shown=True, choices=CHOICES, here="m4", there="m2", found=compared(ONE, OTHER)
)


@pytest.fixture
def pane(look, qtbot):
    pane = ContextComparison(look)
    qtbot.addWidget(pane)
    pane.resize(320, 600)
    pane.show()
    return pane


def test_what_differs_is_listed_under_its_headings(pane):
    pane.show_state(STATE)

    model = pane._form.rows.model()
    assert [model.index(at).data() for at in range(model.rowCount())] == [
        "Only for turn 2, 1  \u00b7  4 tokens",
        "Turn 1, You, 4 tokens, Turn 2: near, Turn 1: no candidate",
        "For both, 1",
        "Mara, 9 tokens, on scene",
    ]
    assert pane._form.summary.text() == "90 tokens, 10 more than the other."
    assert not pane.grab().isNull()


def test_either_reply_can_be_chosen_and_both_changed_over(pane, qtbot):
    pane.show_state(STATE)
    form = pane._form
    assert (form.here.currentData(), form.there.currentData()) == ("m4", "m2")

    with qtbot.waitSignal(pane.here_chosen, timeout=500) as here:
        form.here.activated.emit(1)
    with qtbot.waitSignal(pane.there_chosen, timeout=500) as there:
        form.there.activated.emit(0)
    with qtbot.waitSignal(pane.swap_requested, timeout=500):
        form.swap.click()

    assert (here.args, there.args) == (["m2"], ["m4"])


def test_an_entry_is_opened_and_a_passage_read(pane, qtbot):
    pane.show_state(STATE)
    rows = pane._form.rows
    passage, entry = rows.model().index(1), rows.model().index(3)

    with qtbot.waitSignal(pane.entry_chosen, timeout=500) as chosen:
        rows.activated.emit(entry)
    with qtbot.waitSignal(pane.message_chosen, timeout=500) as read:
        qtbot.mouseClick(
            rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualRect(passage).center()
        )
    with qtbot.waitSignal(pane.message_chosen, timeout=500):
        rows.activated.emit(passage)
    with qtbot.assertNotEmitted(pane.message_chosen, wait=10):
        rows.clicked.emit(entry)

    assert (chosen.args, read.args) == (["mara"], ["m1"])


def test_a_row_says_everything_under_the_pointer(pane):
    pane.show_state(STATE)
    rows = pane._form.rows
    event = QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), QPoint(5, 5))
    delegate, option = rows.itemDelegate(), QStyleOptionViewItem()

    assert delegate.helpEvent(event, rows, option, rows.model().index(1))
    assert QToolTip.text() == "Turn 1, You\n4 tokens\nTurn 2: near\nTurn 1: no candidate"
    assert not delegate.helpEvent(event, rows, option, rows.model().index(0))
    QToolTip.hideText()


def test_it_comes_and_goes_and_escape_or_back_ends_it(pane, qtbot):
    with qtbot.waitSignal(pane.shown_changed, timeout=500) as shown:
        pane.show_state(STATE)
    assert shown.args == [True]

    with qtbot.waitSignal(pane.close_requested, timeout=500):
        qtbot.keyClick(pane._form.rows, Qt.Key.Key_Escape)
    with qtbot.waitSignal(pane.close_requested, timeout=500):
        pane._form.back.click()
    with qtbot.waitSignal(pane.shown_changed, timeout=500) as gone:
        pane.show_state(ComparisonState())
    assert gone.args == [False]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"found": None, "is_reading": True}, "Comparing"),
        ({"found": None, "there": None, "choices": CHOICES[:1]}, "There is no other reply yet"),
        ({"found": compared(*[replace(ONE, entries=(), passages=())] * 2)}, "Neither was told"),
        ({"found": None, "notice": Notice(sentence="No record.")}, "They cannot be compared"),
    ],
)
def test_an_empty_comparison_says_why(pane, values, words):
    pane.show_state(replace(STATE, **values))

    assert pane._form.empty.isVisible()
    assert pane._form.empty.accessibleName().startswith(words)
    assert pane._form.there.isVisible() is (values.get("there", "m2") is not None)


def test_what_went_wrong_can_be_tried_again(pane, qtbot):
    notice = Notice(sentence="No record.", action="Try again")
    pane.show_state(replace(STATE, found=None, notice=notice))

    with qtbot.waitSignal(pane.mend_requested, timeout=500):
        pane._form.notice.findChildren(QPushButton)[0].click()
