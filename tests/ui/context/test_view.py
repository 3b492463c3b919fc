from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

from loredesk.domain.ids import LoreId, ManifestId, RevisionId, SessionId
from loredesk.domain.manifest import Block, ContextEntry, LeftOut, Manifest
from loredesk.ui.context.state import ContextState, Subject, as_text
from loredesk.ui.context.view import ContextPane
from loredesk.ui.notice import Notice

MANIFEST = Manifest(
    id=ManifestId("c"),
    session_id=SessionId("s"),
    tokens=500,
    budget=1_000,
    blocks=(
        Block(name="Rules", role="system", text="You <i>narrate</i>.", tokens=100),
        Block(name="Turn", role="user", text="I knock.", tokens=400),
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
    left_out=(LeftOut(entry_id=LoreId("gate"), title="Gate", reason="no room"),),
)
STATE = ContextState(subject=Subject.REPLY, is_open=True, turn=4, manifest=MANIFEST)


@pytest.fixture
def pane(look, qtbot):
    pane = ContextPane(look)
    qtbot.addWidget(pane)
    pane.resize(400, 700)
    pane.show()
    return pane


def blocks_of(pane):
    column = pane._form.blocks_column
    return [column.itemAt(place).widget() for place in range(column.count() - 1)]


def test_the_tabs_say_how_much_was_in_and_out(pane):
    pane.show_state(STATE)

    tabs = pane._form.tabs
    assert [tabs.tabText(tab) for tab in range(3)] == ["Told  2", "Left out  1", "Sent  2"]
    assert pane._form.tokens.text() == "500 of 1,000 tokens"
    assert pane._form.subject.accessibleName() == "Turn 4"


def test_rows_say_everything_to_a_screen_reader(pane):
    pane.show_state(STATE)

    index = pane._form.told.model().index(0, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == (
        "Mara, 80, named, found by words  \u00b7  with its note"
    )
    assert index.data() == "Mara"


def test_the_lists_can_be_painted(pane):
    pane.show_state(STATE)
    pane._form.told.setCurrentIndex(pane._form.told.model().index(0, 0))

    assert not pane.grab().isNull()


def test_an_entry_can_be_opened(pane, qtbot):
    pane.show_state(STATE)

    with qtbot.waitSignal(pane.entry_chosen, timeout=500) as chosen:
        pane._form.told.activated.emit(pane._form.told.model().index(1, 0))

    assert chosen.args == ["quay"]


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
    width = pane._budget.width()

    assert pane._budget.words_at(QPoint(5, 3)) == "Rules: 100 tokens"
    assert pane._budget.words_at(QPoint(width // 4, 3)) == "Turn: 400 tokens"
    assert pane._budget.words_at(QPoint(width - 2, 3)) == "Free"
    assert pane._budget.accessibleDescription() == "Rules: 100 tokens; Turn: 400 tokens"


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
