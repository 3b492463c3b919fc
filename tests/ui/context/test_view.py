from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent
from PySide6.QtWidgets import QLabel, QStyleOptionViewItem, QToolTip

from loredesk.domain.ids import LoreId, ManifestId, RevisionId, SessionId
from loredesk.domain.manifest import (
    Block,
    ContextEntry,
    ContextPassage,
    LeftOut,
    Manifest,
    Unit,
)
from loredesk.domain.settings import Theme
from loredesk.domain.steering import Steer, Steered
from loredesk.ui.context.comparison.state import ComparisonState
from loredesk.ui.context.rows import RowFilter, left_out_rows, told_rows
from loredesk.ui.context.state import ContextState, Subject, as_text
from loredesk.ui.context.view import ContextPane
from loredesk.ui.context.why.state import Answer, WhyState
from loredesk.ui.notice import Notice
from loredesk.ui.steered import SteeringState

MANIFEST = Manifest(
    id=ManifestId("c"),
    session_id=SessionId("s"),
    tokens=500,
    budget=1_000,
    blocks=(
        Block(name="Rules", role="system", text="You <i>narrate</i>.", tokens=100),
        Block(name="Turn 4: new words", role="user", text="I knock.", tokens=400),
    ),
    entries=(
        ContextEntry(
            entry_id=LoreId("mara"),
            handle="mara",
            title="Mara",
            reason="named",
            tokens=80,
            revision=RevisionId("r1"),
            scores={"words": 1.0},
        ),
        ContextEntry(
            entry_id=LoreId("quay"), handle="quay", title="Quay", reason="always on", tokens=20
        ),
    ),
    passages=(
        ContextPassage(
            unit=Unit.PASSAGE,
            message_id="m3",
            turn=2,
            title="Turn 2, You",
            reason="close in words",
            tokens=30,
            scores={"words": 3.0, "first stage": 1.0},
        ),
    ),
    left_out=(LeftOut(entry_id=LoreId("gate"), title="Gate", reason="no room"),),
)
TEXTS = {"m3": "I bury the whistle."}
STATE = ContextState(
    subject=Subject.REPLY,
    is_open=True,
    message_id="m8",
    turn=4,
    manifest=MANIFEST,
    told=told_rows(MANIFEST, TEXTS),
    left_out=left_out_rows(MANIFEST, TEXTS),
)
STEERED = SteeringState(
    in_session=True, rows=(Steered(entry_id="mara", title="Mara", steer=Steer.PIN),)
)


@pytest.fixture
def pane(look, qtbot):
    pane = ContextPane(look)
    qtbot.addWidget(pane)
    pane.resize(400, 700)
    pane.show()
    return pane


def told(pane):
    return pane._told._form.rows


def choose(pane, title):
    """Choose a row of what was told by its title."""
    rows = told(pane)
    model = rows.model()
    for at in range(model.rowCount()):
        if model.index(at).data().startswith(title):
            rows.setCurrentIndex(model.index(at))
            return model.index(at)
    raise AssertionError(title)


def offered(menu):
    return {one.text(): one for one in menu.actions() if one.isVisible() and one.text()}


def blocks_of(pane):
    column = pane._form.blocks_column
    return [column.itemAt(place).widget() for place in range(column.count() - 1)]


def test_the_tabs_say_how_much_was_in_and_out(pane):
    pane.show_state(STATE)

    tabs = pane._form.tabs
    assert [tabs.tabText(tab) for tab in range(3)] == ["Told  3", "Left out  1", "Sent  2"]
    assert pane._budget._tokens.text() == "500 of 1,000 tokens"
    assert pane._form.subject.accessibleName() == "Turn 4"


def test_tabs_without_room_say_how_much_under_the_pointer(pane):
    pane.resize(255, 700)
    pane.show_state(replace(STATE, wanted=RowFilter(text="mara")))

    assert [pane._form.tabs.tabText(tab) for tab in range(3)] == ["Told", "Left out", "Sent"]
    assert pane._form.tabs.tabToolTip(0) == "Told: 1 of 3"


def test_rows_say_everything_to_a_screen_reader(pane):
    pane.show_state(STATE)

    said = choose(pane, "Mara").data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Mara, 80 tokens, named  \u00b7  with its note, found by words"
    passage = choose(pane, "Turn 2").data()
    assert passage == (
        "Turn 2, You, 30 tokens, close in words, found by words and overall, I bury the whistle."
    )


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
@pytest.mark.parametrize("width", [260, 400, 900])
def test_the_lists_can_be_painted(pane, look, theme, width):
    look.apply(theme)
    pane.resize(width, 700)
    pane.show_steering(STEERED)
    pane.show_state(replace(STATE, told=(replace(STATE.told[0], is_cut=True), *STATE.told[1:])))
    choose(pane, "Mara")

    assert not pane.grab().isNull()
    look.apply(Theme.LIGHT)


def test_a_heading_stands_over_each_kind_and_cannot_be_chosen(pane, qtbot):
    pane.show_state(STATE)
    rows = told(pane)
    assert rows.model().index(0).data() == "Lore, 2  \u00b7  100 tokens"

    choose(pane, "Quay")
    qtbot.keyClick(rows, Qt.Key.Key_Down)

    assert rows.currentIndex().data().startswith("Turn 2, You")


def test_everything_of_a_row_is_told_under_the_pointer(pane):
    pane.show_state(STATE)
    rows = told(pane)
    event = QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), QPoint(5, 5))

    assert rows.itemDelegate().helpEvent(
        event, rows, QStyleOptionViewItem(), choose(pane, "Turn 2")
    )
    assert "words 3.00" in QToolTip.text()
    assert not rows.itemDelegate().helpEvent(
        event, rows, QStyleOptionViewItem(), rows.model().index(0)
    )
    QToolTip.hideText()


def test_an_entry_can_be_opened(pane, qtbot):
    pane.show_state(STATE)

    with qtbot.waitSignal(pane.entry_chosen, timeout=500) as chosen:
        told(pane).activated.emit(choose(pane, "Quay"))

    assert chosen.args == ["quay"]


def test_a_click_on_a_passage_leads_to_its_message_and_one_on_an_entry_does_not(pane, qtbot):
    pane.show_state(STATE)
    rows = told(pane)
    entry, passage = choose(pane, "Quay"), choose(pane, "Turn 2")

    with qtbot.waitSignal(pane.message_chosen, timeout=500) as chosen:
        qtbot.mouseClick(
            rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualRect(passage).center()
        )
    assert chosen.args == ["m3"]
    with qtbot.waitSignal(pane.message_chosen, timeout=500):
        rows.activated.emit(passage)
    with qtbot.assertNotEmitted(pane.message_chosen, wait=20):
        qtbot.mouseClick(
            rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualRect(entry).center()
        )


def test_what_is_typed_or_chosen_narrows_both_lists(pane, qtbot):
    pane.show_state(STATE)
    form = pane._told._form
    with qtbot.waitSignal(pane.wanted_changed, timeout=500) as wanted:
        qtbot.keyClicks(form.wanted, "m")
    assert wanted.args == ["m"]
    assert [form.unit.itemText(at) for at in range(form.unit.count())] == [
        "Everything",
        "Lore",
        "Passages of the story",
    ]
    with qtbot.waitSignal(pane.unit_chosen, timeout=500) as unit:
        form.unit.activated.emit(2)
    assert unit.args == [Unit.PASSAGE]

    pane.show_state(replace(STATE, wanted=RowFilter(text="bury", unit=Unit.PASSAGE)))

    assert form.wanted.text() == "bury"
    assert form.unit.currentIndex() == 2
    assert told(pane).model().rowCount() == 1
    assert pane._form.tabs.tabText(0) == "Told  1 of 3"


def test_a_list_in_which_nothing_matches_offers_everything_again(pane, qtbot):
    pane.show_state(replace(STATE, wanted=RowFilter(text="dragon")))
    empty = pane._told._form.empty
    assert empty.isVisible()

    with qtbot.waitSignal(pane.all_requested, timeout=500):
        empty._button.click()

    pane.show_state(replace(STATE, told=(), wanted=RowFilter()))
    assert empty.accessibleName() == "Nothing but the story itself"


def test_a_chosen_entry_can_be_steered_by_the_buttons_below(pane, qtbot):
    pane.show_state(STATE)
    pane.show_steering(STEERED)
    assert pane._told._form.steer.isHidden()
    choose(pane, "Mara")
    assert pane._told._form.steer._buttons[Steer.PIN].isChecked()

    with qtbot.waitSignal(pane.steer_chosen, timeout=500) as steered:
        pane._told._form.steer._buttons[None].click()

    assert steered.args == ["mara", "Mara", None]
    choose(pane, "Turn 2")
    assert pane._told._form.steer.isHidden()


def test_how_an_entry_is_steered_is_said_in_its_row(pane):
    pane.show_state(STATE)

    pane.show_steering(STEERED)

    assert choose(pane, "Mara").data().endswith("the model is told it with every reply.")
    assert pane._form.steered.text() == "1"
    assert pane._form.steered.accessibleName() == "Steered in this session: 1"


def test_the_menu_of_a_row_offers_what_can_be_done_with_it(pane, qtbot):
    pane.show_state(STATE)
    pane.show_steering(STEERED)
    rows, menu = told(pane), pane._told._menu
    place = rows.visualRect(choose(pane, "Mara")).center()
    rows.customContextMenuRequested.emit(place)
    actions = offered(menu)
    assert set(actions) == {
        "Open the entry",
        "Pin: always tell it",
        "Boost: tell it sooner",
        "Ban: never tell it",
        "Leave it to recall",
    }
    with qtbot.waitSignal(pane.steer_chosen, timeout=500) as steered:
        actions["Ban: never tell it"].trigger()
    assert steered.args == ["mara", "Mara", Steer.BAN]
    with qtbot.waitSignal(pane.entry_chosen, timeout=500):
        actions["Open the entry"].trigger()

    choose(pane, "Turn 2")
    # As from the keyboard, where the place is not on the row.
    rows.customContextMenuRequested.emit(QPoint(-5, -5))
    actions = offered(menu)
    assert set(actions) == {"Read it in the story"}
    with qtbot.waitSignal(pane.message_chosen, timeout=500):
        actions["Read it in the story"].trigger()


def test_why_something_was_left_out_can_be_asked(pane, qtbot):
    pane.show_state(STATE)
    pane._form.tabs.setCurrentIndex(1)
    rows = pane._left_out._form.rows
    index = rows.model().index(1)

    rows.customContextMenuRequested.emit(rows.visualRect(index).center())
    with qtbot.waitSignal(pane.why_requested, timeout=500) as asked:
        offered(pane._left_out._menu)["Why was this not told?"].trigger()

    assert asked.args == ["gate", "Gate"]


def test_all_that_is_steered_can_be_looked_at_and_left_again(pane, qtbot):
    pane.show_state(STATE)
    pane.show_steering(STEERED)

    pane._form.steered.click()
    assert pane._form.sides.currentWidget() is pane._steering
    with qtbot.waitSignal(pane.entry_chosen, timeout=500):
        pane._steering._form.entries.activated.emit(pane._steering._form.entries.model().index(0))

    qtbot.keyClick(pane._steering, Qt.Key.Key_Escape)
    assert pane._form.sides.currentWidget() is pane._form.one_reply
    pane._form.steered.click()
    pane.turn_to_reply()
    assert pane._form.sides.currentWidget() is pane._form.one_reply


def test_the_reply_that_is_looked_at_can_be_compared(pane, qtbot):
    pane.show_state(STATE)

    with qtbot.waitSignal(pane.compare_requested, timeout=500) as compared:
        pane._form.compare.click()
    assert compared.args == ["m8"]
    pane.comparison.show_state(ComparisonState(is_shown=True))
    assert pane._form.sides.currentWidget() is pane.comparison

    pane.comparison.show_state(ComparisonState())
    assert pane._form.sides.currentWidget() is pane._form.one_reply


def test_the_parts_of_the_budget_are_named_where_there_is_room_or_the_author_wants_it(pane):
    pane.show_state(STATE)
    words = [label.text() for label in pane._budget._legend.findChildren(QLabel)]
    assert words == ["Rules 100", "New turn 400", "Free 500"]
    assert pane._budget._legend.isVisible()

    pane.resize(400, 500)
    assert not pane._budget._legend.isVisible()
    pane._budget._tokens.click()
    assert pane._budget._legend.isVisible()
    pane._budget._tokens.click()
    pane.resize(400, 700)
    assert not pane._budget._legend.isVisible()


def test_an_answer_takes_the_room_of_the_names(pane):
    pane.resize(400, 660)
    pane.show_state(STATE)
    assert pane._budget._legend.isVisible()

    answer = Answer(entry_id="e", title="Horn", was_told=False, sentence="No.", about="")
    pane.why.show_state(WhyState(is_open=True, answer=answer))
    assert not pane._budget._legend.isVisible()

    pane.why.show_state(WhyState(is_open=True))
    assert pane._budget._legend.isVisible()


@pytest.mark.parametrize(("width", "words"), [(320, "Preview"), (420, "What would be sent now?")])
def test_the_button_for_a_preview_says_as_much_as_there_is_room_for(pane, width, words):
    pane.resize(width, 700)

    assert pane._form.preview.text() == words
    assert pane._form.preview.accessibleName() == "What would be sent now?"


def test_the_keyboard_goes_from_the_lists_to_the_question_and_to_the_preview(pane):
    pane.show_state(STATE)
    order, at = [], pane._budget._tokens
    for _ in range(400):
        at = at.nextInFocusChain()
        order.append(at)

    places = [
        order.index(widget)
        for widget in (
            pane._form.tabs.tabBar(),
            pane._told._form.wanted,
            pane._told._form.rows,
            pane._told._form.steer._buttons[Steer.PIN],
            pane.why._form.wanted,
            pane._form.preview,
        )
    ]
    assert places == sorted(places)


def test_the_pane_fits_a_dock_at_its_least(pane):
    pane.show_state(STATE)
    answer = Answer(entry_id="e", title="Horn", was_told=False, sentence="No. " * 40, about="")
    pane.resize(260, 380)
    pane.why.show_state(WhyState(is_open=True, answer=answer))

    assert pane.minimumSizeHint().width() <= 260
    assert pane.minimumSizeHint().height() <= 380


def test_blocks_open_and_close_and_show_their_text_as_it_is(pane):
    pane.show_state(STATE)
    pane._form.tabs.setCurrentWidget(pane._form.sent)
    block = blocks_of(pane)[0]
    assert block._text is None

    block._head.click()
    assert block._text.toPlainText() == "You <i>narrate</i>."
    assert not block._text.isHidden()

    block._head.click()
    assert block._text.isHidden()


def test_the_name_of_a_block_ends_in_time_and_is_told_whole(pane, qtbot):
    pane.resize(260, 700)
    long = Block(name="What is known, " * 9, role="user", text="x", tokens=1_400)
    pane.show_state(replace(STATE, manifest=replace(MANIFEST, blocks=(long,))))
    pane._form.tabs.setCurrentWidget(pane._form.sent)
    block = blocks_of(pane)[0]
    qtbot.waitUntil(block.isVisible)

    assert block._head.text().endswith("\u2026")
    assert block._size.geometry().right() <= block.width()
    assert block._head.geometry().right() < block._size.geometry().left()
    assert block._head.accessibleName().startswith(f"Show {long.name}")


def test_blocks_are_made_only_when_they_are_looked_at(pane):
    pane.show_state(STATE)
    assert blocks_of(pane) == []

    pane._form.tabs.setCurrentWidget(pane._form.sent)
    assert len(blocks_of(pane)) == 2

    pane.show_state(replace(STATE, manifest=replace(MANIFEST, blocks=MANIFEST.blocks[:1])))
    assert len(blocks_of(pane)) == 1


def test_the_budget_says_which_part_is_which(pane):
    pane.show_state(STATE)
    pane.grab()
    bar = pane._budget._bar
    width = bar.width()

    assert bar.words_at(QPoint(5, 3)) == "Rules: 100 tokens"
    assert bar.words_at(QPoint(width // 4, 3)) == "New turn: 400 tokens"
    assert bar.words_at(QPoint(width - 2, 3)) == "Free"
    assert bar.accessibleDescription() == "Rules: 100 tokens; New turn: 400 tokens"


def test_everything_sent_can_be_copied(pane):
    pane.show_state(STATE)

    pane._form.copy.click()

    assert QGuiApplication.clipboard().text() == as_text(MANIFEST)
    assert pane._form.copied.isVisible()


def test_an_older_reply_offers_the_way_to_the_newest(pane, qtbot):
    pane.show_state(replace(STATE, is_newest=False))

    with qtbot.waitSignal(pane.newest_requested, timeout=500):
        pane._form.newest.click()

    pane.show_state(STATE)
    assert not pane._form.newest.isVisible()


@pytest.mark.parametrize(("width", "words"), [(260, ""), (400, "Newest reply")])
def test_the_turn_is_named_beside_the_way_to_the_newest_however_narrow(pane, width, words):
    pane.resize(width, 700)
    pane.show_steering(STEERED)
    pane.show_state(replace(STATE, is_newest=False))
    pane.grab()

    assert pane._form.newest.text() == words
    assert pane._form.newest.accessibleName() == "Newest reply"
    assert pane._form.subject.text() == "Turn 4"


def test_a_preview_can_be_asked_for_where_there_is_a_session(pane, qtbot):
    assert not pane._form.preview.isEnabled()
    pane.show_state(ContextState(is_open=True))

    with qtbot.waitSignal(pane.preview_requested, timeout=500):
        pane._form.preview.click()


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (ContextState(), "No story is open"),
        (ContextState(is_open=True), "No reply yet"),
        (ContextState(is_open=True, is_reading=True), "Reading"),
        (replace(STATE, manifest=None), "Not known"),
        (ContextState(is_open=True, notice=Notice(sentence="No.")), "could not be read"),
    ],
)
def test_an_empty_pane_says_why(pane, state, words):
    pane.show_state(state)

    assert pane._form.pages.currentWidget() is pane._form.nothing
    assert words in pane._form.nothing.accessibleName()


def test_a_remark_stands_under_the_budget_word_for_word(pane):
    pane.show_state(STATE)
    label = pane._budget._remark
    assert not label.isVisibleTo(pane)

    remark = "Not reranked: <b>busy</b>."
    pane.show_state(replace(STATE, manifest=replace(MANIFEST, remarks=(remark,))))

    assert label.isVisibleTo(pane)
    assert label.text() == remark
