from dataclasses import replace
from datetime import UTC, datetime

import pytest

from loredesk.domain.lore import LoreEntry
from loredesk.domain.past import BlamedPiece, EntryAsOf, EntryVersion
from loredesk.domain.proposals import ProposalEvent
from loredesk.ui.history.state import HistoryState, Part
from loredesk.ui.history.view import HistoryPane

WHEN = datetime(2026, 3, 4, tzinfo=UTC)
EVENT = ProposalEvent(
    turn=3,
    message_id="m",
    anchor="m",
    summary="She goes.",
    quote="I am gone",
    quote_found=True,
    reason="Said.",
)
STATE = HistoryState(
    in_session=True,
    versions=(
        EntryVersion(
            part="note",
            revision="r2",
            by="worker",
            created_at=WHEN,
            why="",
            content="She <b>left</b>.",
            turn=3,
            events=(EVENT,),
        ),
        EntryVersion(
            part="note",
            revision="r1",
            by="author",
            created_at=WHEN,
            why="",
            content="She stays.",
            withdrawn=True,
        ),
        EntryVersion(
            part="entry",
            revision="1",
            by="author",
            created_at=WHEN,
            why="promoted",
            content="Canon.",
            in_force=False,
        ),
    ),
)


@pytest.fixture
def pane(look, qtbot):
    pane = HistoryPane(look)
    qtbot.addWidget(pane)
    pane.show_state(STATE)
    pane.show()
    return pane


def test_a_version_shows_its_words_its_source_and_the_quote(pane):
    text = pane._form.detail.toPlainText()

    assert "She <b>left</b>." in text
    assert "\u201cI am gone\u201d" in text
    assert "quote found in turn 3" in text


@pytest.mark.parametrize(
    ("chosen", "offered"), [(0, "take_back"), (1, "bring_back"), (2, "roll_back")]
)
def test_only_what_can_be_done_with_a_version_is_offered(pane, chosen, offered):
    pane.show_state(replace(STATE, chosen=chosen))

    form = pane._form
    shown = [
        one.objectName()
        for one in (form.take_back, form.bring_back, form.roll_back)
        if one.isVisible()
    ]
    assert shown == [offered]


def test_what_counts_is_said_in_words(pane):
    spoken = [pane._model.index(at).data() for at in range(3)]

    assert "in force" in spoken[0]
    assert "taken back" in spoken[1]
    assert "replaced" in spoken[2]


def test_choosing_a_version_is_a_wish_and_showing_one_is_not(pane, qtbot):
    with qtbot.assertNotEmitted(pane.row_chosen):
        pane.show_state(replace(STATE, chosen=1))
    with qtbot.waitSignal(pane.row_chosen, timeout=500) as chosen:
        pane._form.rows.setCurrentIndex(pane._model.index(2))

    assert chosen.args == [2]


def test_a_sentence_says_whose_it_is(pane):
    piece = BlamedPiece(
        text="She left.", revision="r2", by="worker", turn=3, quote="gone", reason="Said."
    )
    pane.show_state(replace(STATE, part=Part.SENTENCES, sentences=(piece,)))

    text = pane._form.detail.toPlainText()
    assert "by the model, turn 3" in text
    assert "\u201cgone\u201d" in text


def test_an_entry_as_of_a_turn_shows_lore_and_note(pane, qtbot):
    entry = LoreEntry(id="e", world_id="w", handle="e", title="Dagny", content="Now.")
    then = EntryAsOf(entry=entry, content="Then.", note=None, turn=2)
    pane.show_state(replace(STATE, part=Part.AS_OF, as_of=then, turn=2, last_turn=7))

    text = pane._form.as_of.toPlainText()
    assert "Dagny as of turn 2" in text
    assert "Then." in text
    assert "no note yet" in text
    with qtbot.waitSignal(pane.turn_chosen, timeout=500) as chosen:
        pane._form.turn.setValue(4)
    assert chosen.args == [4]


def test_without_a_version_it_says_so(pane):
    pane.show_state(HistoryState())

    assert pane._form.pages.currentWidget() is pane._form.empty_page
