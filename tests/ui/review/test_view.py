from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton

from loredesk.domain.notes import SessionNote
from loredesk.domain.proposals import ProposalKind, ProposalState
from loredesk.domain.settings import Theme
from loredesk.ui.review.growing_text import GrowingText
from loredesk.ui.review.state import Grouping, ReviewState
from loredesk.ui.review.view import ReviewPane
from tests.fakes.proposals import BASE, PROPOSED, event, newcomer, update

PROPOSALS = (update("p1"), newcomer("n1"), update("p2", events=(event(9),)))
STATE = ReviewState(
    in_session=True, proposals=PROPOSALS, chosen=PROPOSALS[0], ticked=frozenset({1, 2})
)


@pytest.fixture
def pane(qtbot, look):
    pane = ReviewPane(look)
    qtbot.addWidget(pane)
    pane.resize(360, 900)
    pane.show()
    return pane


def said(pane):
    """All that stands on labels of the sheet."""
    return "\n".join(label.text() for label in pane._sheet._page.findChildren(QLabel))


def test_proposals_stand_under_the_heading_of_their_turn(pane):
    pane.show_state(STATE)
    model = pane._form.proposals.model()

    lines = [model.index(at).data() for at in range(model.rowCount())]

    assert lines[0] == "Turn 12"
    assert lines[3] == "Turn 9"
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsSelectable


def test_choosing_in_the_list_is_a_wish(pane, qtbot):
    pane.show_state(STATE)
    model = pane._form.proposals.model()

    with qtbot.waitSignal(pane.proposal_chosen, timeout=500) as chosen:
        pane._form.proposals.setCurrentIndex(model.index(2))

    assert chosen.args == ["n1"]


@pytest.mark.parametrize(
    ("key", "wish"),
    [
        (Qt.Key.Key_J, "next_requested"),
        (Qt.Key.Key_K, "previous_requested"),
        (Qt.Key.Key_A, "accept_requested"),
        (Qt.Key.Key_E, "edit_requested"),
        (Qt.Key.Key_R, "reject_requested"),
        (Qt.Key.Key_S, "snooze_requested"),
    ],
)
def test_the_list_is_worked_with_single_keys(pane, qtbot, key, wish):
    pane.show_state(STATE)
    pane.activateWindow()
    pane.focus_list()
    qtbot.waitUntil(pane._form.proposals.hasFocus)

    with qtbot.waitSignal(getattr(pane, wish), timeout=500):
        qtbot.keyClick(pane._form.proposals, key)


def test_single_keys_work_from_the_sheet_too(pane, qtbot):
    pane.show_state(STATE)
    pane.activateWindow()
    pane._form.edit.setFocus()
    qtbot.waitUntil(pane._form.edit.hasFocus)

    with qtbot.waitSignal(pane.next_requested, timeout=500):
        qtbot.keyClick(pane._form.edit, Qt.Key.Key_J)


def test_the_chosen_row_stays_in_sight_when_others_come(pane):
    pane.show_state(STATE)
    chosen = STATE.chosen
    others = tuple(replace(chosen, id=f"x{number}") for number in range(40))

    pane.show_state(replace(STATE, proposals=(*others, *STATE.proposals)))

    rows = pane._form.proposals
    assert rows.viewport().rect().contains(rows.visualRect(rows.currentIndex()).center())


def test_each_change_has_a_box_of_its_own(pane, qtbot):
    pane.show_state(STATE)
    boxes = [box for box in pane._sheet._page.findChildren(QCheckBox) if box.isVisible()]
    assert [box.isChecked() for box in boxes] == [True, True]

    with qtbot.waitSignal(pane.change_ticked, timeout=500) as ticked:
        boxes[1].click()

    assert ticked.args == [2, False]


def test_the_button_says_how_many_changes_it_accepts(pane):
    pane.show_state(STATE)
    assert pane._form.accept.text() == "Accept"

    pane.show_state(replace(STATE, ticked=frozenset({1})))
    assert pane._form.accept.text() == "Accept 1 of 2"


def test_ticking_does_not_build_the_sheet_anew(pane):
    pane.show_state(STATE)
    page = pane._sheet._page

    pane.show_state(replace(STATE, ticked=frozenset({1})))

    assert pane._sheet._page is page


def test_sources_are_shown_with_their_evidence(pane):
    chosen = update("p1", events=(event(12, reason="She promised."), event(3, quote_found=False)))
    pane.show_state(replace(STATE, chosen=chosen))

    words = said(pane)

    assert "quote found in turn 12" in words
    assert "quote not found in turn 3" in words
    assert "Why: She promised." in words


def test_a_newcomer_is_shown_with_all_that_is_known_of_it(pane):
    pane.show_state(
        replace(STATE, chosen=PROPOSALS[1], ticked=frozenset(), names={"c1": "Mara Venn"})
    )

    words = said(pane)

    assert "was given the whistle by \u2192 Mara Venn" in words
    assert "sleeps in \u2192 l9" in words
    assert "Is this 'Wickham'?" in words
    assert not any(box.isVisible() for box in pane._sheet._page.findChildren(QCheckBox))


def test_markup_in_foreign_text_is_only_text(pane):
    chosen = update("p1", base="Old.", proposed="<img src='file:///etc/passwd'><h1>Big</h1>")
    pane.show_state(replace(STATE, chosen=chosen, ticked=frozenset({1})))

    texts = [card._words.toPlainText() for card in pane._sheet._cards]

    assert any("<h1>Big</h1>" in text for text in texts)


def test_a_conflict_offers_to_settle_it(pane):
    chosen = update("p1", state=ProposalState.CONFLICT)
    note = SessionNote(
        session_id="s", entry_id="e1", note_content="Now.", last_updated_turn=1, revision="r2"
    )
    pane.show_state(
        replace(
            STATE,
            shown=ProposalState.CONFLICT,
            proposals=(chosen,),
            chosen=chosen,
            standing=note,
            ticked=frozenset(),
        )
    )

    assert pane._form.accept.text().startswith("Settle")
    assert not pane._form.edit.isVisible()
    assert "changed since" in said(pane)


def test_a_newcomer_in_conflict_can_only_be_rejected(pane):
    chosen = newcomer("n1", state=ProposalState.CONFLICT)
    pane.show_state(replace(STATE, proposals=(chosen,), chosen=chosen, ticked=frozenset()))

    assert not pane._form.accept.isVisible()
    assert pane._form.reject.isVisible()


def test_accepting_all_is_asked_in_place(pane, qtbot):
    pane.show_state(replace(STATE, asks_for_all=True))
    assert pane._form.ask_yes.isVisible()

    with qtbot.waitSignals([pane.accept_all_confirmed, pane.accept_all_cancelled], timeout=500):
        pane._form.ask_yes.click()
        pane._form.ask_no.click()


def test_the_list_stands_beside_the_sheet_where_there_is_room(pane):
    pane.show_state(STATE)
    assert pane._form.work.orientation() is Qt.Orientation.Vertical

    pane.resize(900, 600)

    assert pane._form.work.orientation() is Qt.Orientation.Horizontal


def test_an_empty_list_says_so(pane):
    pane.show_state(ReviewState(in_session=True))
    assert "Nothing waits" in pane._form.empty.accessibleName()

    pane.show_state(ReviewState())
    assert "No session" in pane._form.empty.accessibleName()


def test_filters_and_groups_are_wishes(pane, qtbot):
    pane.show_state(STATE)

    with qtbot.waitSignal(pane.shown_chosen, timeout=500) as shown:
        pane._form.shown.activated.emit(2)
    assert shown.args[0] is ProposalState.CONFLICT

    with qtbot.waitSignal(pane.grouping_chosen, timeout=500) as grouping:
        pane._form.grouping.activated.emit(1)
    assert grouping.args[0] is Grouping.KIND

    pane.show_state(replace(STATE, shown=ProposalState.REJECTED, grouping=Grouping.KIND))
    assert pane._form.shown.currentData() == ProposalState.REJECTED
    assert not pane._form.accept_all.isVisible()


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_it_can_be_painted_in_every_theme(pane, look, theme):
    for chosen in PROPOSALS:
        pane.show_state(replace(STATE, chosen=chosen))
        look.apply(theme)
        assert not pane.grab().isNull()


def test_a_newcomer_that_resembles_somebody_can_be_the_same_or_new(pane, qtbot):
    entity = replace(newcomer().entity, resembles_ids=("e5",))
    both = newcomer(entity=entity)
    pane.show_state(ReviewState(in_session=True, proposals=(both,), chosen=both))

    answers = {one.text(): one for one in pane._sheet.findChildren(QPushButton)}
    with qtbot.waitSignal(pane.same_as_chosen, timeout=500) as same:
        answers["Same as Wickham"].click()
    with qtbot.waitSignal(pane.accept_requested, timeout=500):
        answers["It is new"].click()

    assert same.args == ["e5"]


def test_a_decided_newcomer_is_no_longer_asked_about(pane):
    entity = replace(newcomer().entity, resembles_ids=("e5",))
    both = newcomer(entity=entity, state=ProposalState.ACCEPTED)
    pane.show_state(ReviewState(in_session=True, proposals=(both,), chosen=both))

    assert "Same as Wickham" not in [one.text() for one in pane._sheet.findChildren(QPushButton)]


def test_an_edit_from_another_line_shows_its_three_sides(pane):
    edit = update(kind=ProposalKind.MERGE_EDIT, base_text="She kept the ferry once.")
    pane.show_state(ReviewState(in_session=True, proposals=(edit,), chosen=edit))

    words = said(pane).splitlines()
    texts = [one.toPlainText() for one in pane._sheet.findChildren(GrowingText)]
    assert {"What your edit was made on", "Your edit", "What stands here"} <= {*words}
    assert texts[:3] == ["She kept the ferry once.", PROPOSED, BASE]
