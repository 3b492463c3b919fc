import pytest

from loredesk.ui.panel.state import PanelState
from loredesk.ui.panel.view import PanelPane

SCENE = PanelState(
    is_open=True,
    is_known=True,
    time="Dusk",
    place="The <b>quay</b>",
    present=("Mara", "Tob"),
    mood="uneasy",
    fields=(("Tide", "turning"), ("Coin", "twelve")),
    turn=3,
    now=3,
)


@pytest.fixture
def pane(look, qtbot):
    pane = PanelPane(look)
    qtbot.addWidget(pane)
    pane.show()
    return pane


def fields_of(pane):
    column = pane._form.fields
    return [column.itemAt(place).widget().accessibleName() for place in range(column.count())]


def test_the_scene_is_shown_as_it_was_written(pane):
    pane.show_state(SCENE)

    assert pane._form.place.text() == "The <b>quay</b>"
    assert pane._form.present.accessibleName() == "Mara, Tob"
    assert fields_of(pane) == ["Tide: turning", "Coin: twelve"]
    assert pane._form.source.text() == "As turn 3 left it"


def test_what_is_not_known_takes_no_room(pane):
    pane.show_state(PanelState(is_open=True, is_known=True, place="The quay"))

    assert not pane._form.time.isVisible()
    assert not pane._form.present_title.isVisible()
    assert fields_of(pane) == []
    assert pane._form.source.text() == "As the opening left it"


def test_an_older_scene_says_which_turn_it_is_from(pane):
    pane.show_state(PanelState(is_open=True, is_known=True, place="The quay", turn=2, now=4))

    assert pane._form.source.text().startswith("As turn 2 left it; the turns since")


def test_fields_are_replaced_and_not_piled_up(pane):
    pane.show_state(SCENE)
    pane.show_state(PanelState(is_open=True, is_known=True, fields=(("Tide", "low"),)))

    assert fields_of(pane) == ["Tide: low"]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (PanelState(), "No story is open"),
        (PanelState(is_open=True), "No scene yet"),
    ],
)
def test_an_empty_pane_says_why(pane, state, words):
    pane.show_state(state)

    assert pane._form.pages.currentWidget() is pane._form.nothing
    assert words in pane._form.nothing.accessibleName()
