from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt

from loredesk.domain.listings import Facets, LoreFilter, LoreRow
from loredesk.domain.notes import SessionNote
from loredesk.domain.settings import Theme
from loredesk.domain.steering import Steer, Steered
from loredesk.ui.lore.state import LoreState, caption, marks
from loredesk.ui.lore.view import LorePane
from loredesk.ui.notice import Notice
from loredesk.ui.steered import SteeringState

NOTE = SessionNote(
    session_id="s", entry_id="e1", note_content="x", last_updated_turn=4, revision="r"
)


def row(number, **values):
    values = {"title": f"Entry {number:05}", "note": None, "always_on": False} | values
    return LoreRow(
        id=f"e{number}",
        handle=f"c{number}",
        category="character",
        tags=("harbour",),
        origin="canon",
        is_dynamically_generated=False,
        **values,
    )


def filled(number, **values):
    values = {
        "has_world": True,
        "in_session": True,
        "rows": tuple(row(at) for at in range(number)),
        "matching": number,
        "facets": Facets(categories={"character": number}, tags={"harbour": number}),
    } | values
    return LoreState(**values)


@pytest.fixture
def pane(qtbot, look):
    pane = LorePane(look)
    qtbot.addWidget(pane)
    pane.resize(340, 600)
    pane.show()
    return pane


def test_typing_is_a_wish_to_search(pane, qtbot):
    with qtbot.waitSignal(pane.search_changed, timeout=500) as search:
        qtbot.keyClicks(pane._form.search, "M")

    assert search.args == ["M"]


def test_a_click_on_a_row_chooses_the_entry(pane, qtbot):
    pane.show_state(filled(20))
    entries = pane._form.entries
    place = entries.visualRect(entries.model().index(3)).center()

    with qtbot.waitSignal(pane.entry_chosen, timeout=500) as chosen:
        qtbot.mouseClick(entries.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert chosen.args == ["e3"]


def test_enter_in_the_search_goes_to_the_list_and_enter_there_opens(pane, qtbot):
    pane.show_state(filled(20))
    qtbot.keyClick(pane._form.search, Qt.Key.Key_Return)

    with qtbot.waitSignal(pane.entry_chosen, timeout=500) as chosen:
        qtbot.keyClick(pane._form.entries, Qt.Key.Key_Return)

    assert chosen.args == ["e0"]


def test_scrolling_to_the_end_wishes_for_more(pane, qtbot):
    pane.show_state(filled(200, matching=10_000))
    bar = pane._form.entries.verticalScrollBar()
    pane.grab()
    qtbot.waitUntil(lambda: bar.maximum() > 0)

    with qtbot.waitSignal(pane.more_requested, timeout=1000):
        bar.setValue(bar.maximum())


def test_new_rows_leave_choice_and_place_alone(pane):
    pane.show_state(filled(200, matching=400, chosen="e150"))
    entries = pane._form.entries
    entries.scrollTo(entries.model().index(150))
    place = entries.verticalScrollBar().value()

    pane.show_state(filled(400, chosen="e150"))

    assert entries.currentIndex().row() == 150
    assert entries.verticalScrollBar().value() == place


def test_a_changed_row_is_painted_anew_without_a_reset(pane, qtbot):
    state = filled(50)
    pane.show_state(state)
    model = pane._form.entries.model()
    rows = list(state.rows)
    rows[7] = row(7, title="Mara Venn")

    with (
        qtbot.assertNotEmitted(model.modelReset),
        qtbot.waitSignal(model.dataChanged, timeout=500) as changed,
    ):
        pane.show_state(replace(state, rows=tuple(rows)))

    assert changed.args[0].row() == 7
    assert model.index(7).data().startswith("Mara Venn")


def test_marks_explain_themselves_under_the_pointer(pane):
    pane.show_state(filled(1, rows=(row(1, note=NOTE, always_on=True),)))
    entries = pane._form.entries
    place = entries.visualRect(entries.model().index(0))
    found = {
        entries.itemDelegate().mark_at(row(1, note=NOTE, always_on=True), place, QPoint(x, 16))
        for x in range(place.width())
    }

    assert {one.split(":")[0].split(",")[0] for one in found} == {
        "",
        "Has a note in this session",
        "Always on",
    }


def test_filters_are_wishes_and_follow_the_state(pane, qtbot):
    pane.show_state(filled(3))
    with qtbot.waitSignal(pane.origin_chosen, timeout=500) as origin:
        qtbot.mouseClick(pane._form.proposed, Qt.MouseButton.LeftButton)
    assert origin.args == ["proposed"]

    pane.show_state(filled(3, filter=LoreFilter(origin="canon", category="character")))
    assert pane._form.canon.isChecked()
    assert pane._form.category.currentData() == "character"
    assert pane._form.clear.isVisible()


def test_a_filter_for_what_is_no_longer_there_stays_visible(pane):
    pane.show_state(filled(3, filter=LoreFilter(tag="lost")))

    assert pane._form.tag.currentData() == "lost"


def test_an_empty_list_says_why_and_offers_the_way_out(pane, qtbot):
    pane.show_state(filled(0))
    with qtbot.waitSignal(pane.new_entry_requested, timeout=500):
        pane._form.empty.action_requested.emit()

    pane.show_state(filled(0, filter=LoreFilter(text="dragon")))
    with qtbot.waitSignal(pane.clear_requested, timeout=500):
        pane._form.empty.action_requested.emit()
    assert "dragon" in pane._form.empty.accessibleName()


def test_an_error_stands_over_the_rows(pane):
    pane.show_state(filled(3, notice=Notice(sentence="The disk is full.", tone="danger")))

    assert pane._form.notice.isVisible()
    assert pane._form.entries.isVisible()


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_it_can_be_painted_in_every_theme(pane, look, theme):
    look.apply(theme)
    pane.show_state(filled(30, rows=tuple(row(at, note=NOTE) for at in range(30)), chosen="e2"))

    assert not pane.grab().isNull()


def test_the_delete_key_wishes_the_chosen_entry_into_the_trash(pane, qtbot):
    pane.show_state(filled(20))
    pane._form.entries.setCurrentIndex(pane._model.index(3))
    pane._form.entries.setFocus()

    with qtbot.waitSignal(pane.delete_requested, timeout=500) as wished:
        qtbot.keyClick(pane._form.entries, Qt.Key.Key_Delete)

    assert wished.args == ["e3", "Entry 00003"]


def test_it_says_whether_an_entry_is_chosen(pane, qtbot):
    pane.show_state(filled(2))
    told = []
    pane.choice_changed.connect(told.append)

    pane._form.entries.setCurrentIndex(pane._model.index(0))
    pane.show_state(filled(0))

    assert (told[0], told[-1]) == (True, False)


def test_without_a_choice_nothing_is_deleted(pane, qtbot):
    pane.show_state(filled(2))

    with qtbot.assertNotEmitted(pane.delete_requested):
        pane.delete_chosen()


STEERED = SteeringState(
    in_session=True,
    rows=(
        Steered(entry_id="e1", title="Entry 00001", steer=Steer.PIN),
        Steered(entry_id="e2", title="Entry 00002", steer=Steer.BAN),
    ),
)


def offered(pane, number):
    """Open the menu of a row, and return what can be chosen there."""
    entries = pane._form.entries
    index = entries.model().index(number)
    entries.setCurrentIndex(index)
    entries.customContextMenuRequested.emit(entries.visualRect(index).center())
    return {action.text(): action for action in pane._menu.actions() if action.isVisible()}


def test_what_is_steered_is_said_in_words_and_by_a_mark(pane, qtbot):
    pane.show_state(filled(4))
    model = pane._form.entries.model()

    with qtbot.waitSignal(model.dataChanged, timeout=500):
        pane.show_state(filled(4, steering=STEERED))

    assert model.index(1).data().endswith("the model is told it with every reply.")
    assert model.index(2).data().endswith("the model is never told it.")
    assert caption(row(1), Steer.PIN) == "Pinned \u00b7 character \u00b7 harbour"
    assert [name for name, _ in marks(row(2, always_on=True), Steer.BAN)] == ["ban", "always_on"]
    assert not pane.grab().isNull()


def test_the_menu_of_an_entry_steers_it_and_asks_why_it_was_not_told(pane, qtbot):
    pane.show_state(filled(4, steering=STEERED))
    actions = offered(pane, 2)
    assert actions["Ban: never tell it"].isChecked()

    with qtbot.waitSignal(pane.steer_chosen, timeout=500) as steered:
        actions["Leave it to recall"].trigger()
    with qtbot.waitSignal(pane.why_requested, timeout=500) as asked:
        actions["Why was this not told?"].trigger()

    assert steered.args == ["e2", "Entry 00002", None]
    assert asked.args == ["e2", "Entry 00002"]


def test_without_a_session_there_is_nothing_to_steer(pane):
    pane.show_state(filled(4, in_session=False))

    assert {one for one in offered(pane, 0) if one} == {"Open", "Delete"}


def test_what_stands_in_the_search_line_can_be_asked(pane, qtbot):
    pane.show_state(filled(3))
    pane._form.search.setText(" Who drives the sledge? ")

    with qtbot.waitSignal(pane.ask_requested, timeout=500) as asked:
        pane._form.ask.click()

    assert asked.args == ["Who drives the sledge?"]
    pane.show_state(LoreState())
    assert not pane._form.ask.isEnabled()
