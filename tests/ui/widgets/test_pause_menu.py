import pytest

from loredesk.domain.tasks import Lane
from loredesk.ui.widgets.pause_menu import PauseMenu


@pytest.fixture
def menu(qtbot):
    menu = PauseMenu()
    qtbot.addWidget(menu)
    menu.show_paused(["notes"], session=False, in_session=True)
    return menu


def action(menu, text):
    return next(one for one in menu.menu().actions() if one.text() == text)


def test_what_rests_is_ticked(menu):
    ticked = [one.text() for one in menu.menu().actions() if one.isChecked()]

    assert ticked == ["Pause rewriting notes"]


def test_every_kind_of_work_can_rest(menu, qtbot):
    wished = []
    menu.lane_toggled.connect(wished.append)

    for one in menu.menu().actions()[: len(Lane)]:
        one.trigger()

    assert wished == [*Lane]


def test_a_choice_shows_once_it_is_so(menu, qtbot):
    with qtbot.waitSignal(menu.session_toggled, timeout=500):
        action(menu, "Pause the work of this session").trigger()

    assert not action(menu, "Pause the work of this session").isChecked()


def test_without_a_session_its_work_cannot_rest(menu):
    menu.show_paused([], session=False, in_session=False)

    assert not action(menu, "Pause the work of this session").isEnabled()
