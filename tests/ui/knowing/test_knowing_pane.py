from dataclasses import replace

import pytest

from loredesk.domain.lore import LoreEntry
from loredesk.domain.visibility import EVERYONE, SECRET, Visibility
from loredesk.domain.who_knows import KnownSentence, Learner, WhoKnows
from loredesk.ui.knowing.state import KnowingState, key_of
from loredesk.ui.knowing.view import KnowingPane
from loredesk.ui.row_model import ROW

ENTRY = LoreEntry(id="e", world_id="w", handle="c1", title="The Baron")
TOLD = Learner(id="k1", who="odo", name="Odo", message_id="m2", turn=2, in_force=True)
ELSEWHERE = replace(TOLD, id="k2", name="Dagny", turn=None, in_force=False)
BEES = KnownSentence(
    part="content", number=1, text="He <b>keeps</b> bees.", own=None, counts=EVERYONE
)
DARK = KnownSentence(
    part="note",
    number=1,
    text="He did it.",
    own=Visibility.known_by("odo"),
    counts=Visibility.known_by("odo"),
    learners=(TOLD, ELSEWHERE),
)
LIKE = KnownSentence(
    part="note", number=2, text="They say he did.", own=None, counts=SECRET, like="He did it."
)
LOST = KnownSentence(part="note", number=0, text="Gone.", own=SECRET, counts=SECRET)
STATE = KnowingState(
    in_session=True,
    found=WhoKnows(
        entry=ENTRY, sentences=(BEES, DARK, LIKE, LOST), learners=(), names={"odo": "Odo"}
    ),
)


@pytest.fixture
def pane(look, qtbot):
    pane = KnowingPane(look)
    qtbot.addWidget(pane)
    pane.show_state(STATE)
    pane.resize(800, 500)
    pane.show()
    return pane


def rows(pane):
    model = pane._model
    return [model.index(row).data(ROW) for row in range(model.rowCount())]


def look_at(pane, sentence, **values):
    pane.show_state(replace(STATE, chosen=key_of(sentence), **values))


def test_the_entry_comes_first_then_every_sentence_with_who_knows_it(pane):
    assert [(row.title, row.caption) for row in rows(pane)] == [
        ("The whole entry", "Known to everyone"),
        ("He <b>keeps</b> bees.", "Entry · known to everyone"),
        ("He did it.", "Note · known to Odo only · learned by Odo"),
        ("They say he did.", "Note · known to nobody in the story"),
        ("Gone.", "Note, not there any more · known to nobody in the story"),
    ]
    assert [row.icon for row in rows(pane)] == ["eye", "eye", "eye-off", "eye-off", "eye-off"]


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        (BEES, "As the entry is"),
        (DARK, "Set for this sentence alone."),
        (LIKE, "Because it says what this says: “He did it.”"),
        (LOST, "not in the text any more"),
    ],
)
def test_of_the_chosen_sentence_it_is_said_who_knows_it_and_why(pane, sentence, why):
    look_at(pane, sentence)

    assert pane._form.sentence.toPlainText() == sentence.text
    assert pane._form.known.text().startswith("Known to ")
    assert why in pane._form.why.text()


def test_who_learned_it_is_shown_with_the_turn_and_where_it_does_not_count(pane):
    look_at(pane, DARK)
    learners = pane._form.learners

    assert [learners.item(row).text() for row in range(learners.count())] == [
        "Odo · turn 2",
        "Dagny · from the beginning, not on this line",
    ]
    assert not pane._form.take_back.isEnabled()


def test_taking_back_is_a_wish_about_the_chosen_one(pane, qtbot):
    look_at(pane, DARK)
    pane._form.learners.setCurrentRow(1)

    with qtbot.waitSignal(pane.take_back_requested, timeout=500) as wished:
        pane._form.take_back.click()

    assert wished.args == ["k2"]
    look_at(pane, DARK, busy=True)
    assert pane._form.learners.selectedItems()[0].text().startswith("Dagny")
    assert not pane._form.take_back.isEnabled()


def test_choosing_a_row_is_a_wish_and_showing_is_not(pane, qtbot):
    with qtbot.assertNotEmitted(pane.row_chosen):
        look_at(pane, DARK)
    with qtbot.waitSignal(pane.row_chosen, timeout=500) as chosen:
        pane._form.rows.setCurrentIndex(pane._model.index(0))

    assert chosen.args == ["entry"]


def test_what_can_be_asked_is_offered(pane, qtbot):
    with qtbot.waitSignal(pane.change_requested, timeout=500):
        pane._form.change.click()
    with qtbot.waitSignal(pane.learn_requested, timeout=500):
        pane._form.learn.click()
    pane.show_state(replace(STATE, in_session=False))
    assert not pane._form.learn.isEnabled()
    assert "Open a session" in pane._form.learners_caption.text()
    look_at(pane, LOST)
    assert (pane._form.change.isEnabled(), pane._form.learn.isEnabled()) == (True, False)


def test_before_anything_is_read_it_says_so(pane):
    pane.show_state(KnowingState(loading=True))

    assert pane._form.pages.currentWidget() is pane._form.empty_page
    assert "Looking" in pane._form.empty.accessibleName()


def test_where_it_is_narrow_the_sentence_stands_below_the_list(pane):
    pane.resize(400, 500)

    assert pane._form.sides.orientation().name == "Vertical"
