import pytest
from PySide6.QtWidgets import QMenu

from loredesk.domain.steering import Steer, Steered
from loredesk.ui.steered import SteeringState
from loredesk.ui.widgets.steer_actions import SteerActions
from loredesk.ui.widgets.steer_bar import SteerBar
from loredesk.ui.widgets.steer_button import SteerButton

MARA = Steered(entry_id="mara", title="Mara", steer=Steer.BAN)
STATE = SteeringState(in_session=True, rows=(MARA,))


@pytest.fixture
def bar(look, qtbot):
    bar = SteerBar()
    bar.set_look(look)
    qtbot.addWidget(bar)
    return bar


@pytest.fixture
def button(look, qtbot):
    button = SteerButton()
    button.set_look(look)
    qtbot.addWidget(button)
    return button


def test_the_button_that_is_down_shows_how_an_entry_is_treated(bar, qtbot):
    bar.show_steer(Steer.BOOST)

    with qtbot.waitSignal(bar.chosen, timeout=500) as chosen:
        bar._buttons[Steer.BAN].click()

    assert chosen.args == [Steer.BAN]
    # Until it is stored, what was so is shown.
    assert [one for one, its in bar._buttons.items() if its.isChecked()] == [Steer.BOOST]
    bar.show_steer(Steer.BAN)
    assert bar._buttons[Steer.BAN].isChecked()


def test_a_menu_marks_how_an_entry_is_treated_and_offers_nothing_without_a_session(look, qtbot):
    menu = QMenu()
    qtbot.addWidget(menu)
    actions = SteerActions(menu, look)

    actions.show_steer(Steer.PIN)
    assert [action.text() for action in menu.actions() if action.isChecked()] == [
        "Pin: always tell it"
    ]
    with qtbot.waitSignal(actions.chosen, timeout=500) as chosen:
        menu.actions()[-1].trigger()
    assert chosen.args == [None]

    actions.show_steer(None, possible=False)
    assert not any(action.isVisible() for action in menu.actions())


def test_the_button_of_a_form_says_how_its_entry_is_treated(button, qtbot):
    assert button.isHidden()
    button.show_steering(STATE)
    button.about("mara", "Mara")
    assert not button.isHidden()
    assert button.text() == "Banned"
    assert button.accessibleName().startswith("Banned in this session")

    with qtbot.waitSignal(button.steer_chosen, timeout=500) as chosen:
        button.menu().actions()[0].trigger()
    assert chosen.args == ["mara", "Mara", Steer.PIN]
    assert button.text() == "Banned"

    button.about("quay", "The Quay")
    assert button.text() == "Left to recall"
    button.about(None, "")
    assert button.isHidden()
