import pytest
from PySide6.QtCore import Qt

from loredesk.domain.steering import Steer, Steered
from loredesk.ui.steered import SteeringState
from loredesk.ui.steering.view import SteeredPage

ROWS = (
    Steered(entry_id="gate", title="The Gate", steer=Steer.PIN),
    Steered(entry_id="mara", title="Mara", steer=Steer.BAN),
)
STATE = SteeringState(in_session=True, rows=ROWS)


@pytest.fixture
def page(look, qtbot):
    page = SteeredPage(look)
    qtbot.addWidget(page)
    page.resize(320, 500)
    page.show()
    return page


def test_all_that_is_steered_is_listed_with_what_it_means(page):
    page.show_steering(STATE)

    model = page._form.entries.model()
    assert [model.index(at).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(2)] == [
        "The Gate. Pinned in this session: the model is told it with every reply.",
        "Mara. Banned in this session: the model is never told it.",
    ]
    assert not page.grab().isNull()


def test_a_chosen_entry_can_be_set_free(page, qtbot):
    page.show_steering(STATE)
    assert page._form.steer.isHidden()
    page._form.entries.setCurrentIndex(page._form.entries.model().index(1))

    with qtbot.waitSignal(page.steer_chosen, timeout=500) as chosen:
        page._form.steer._buttons[None].click()

    assert chosen.args == ["mara", "Mara", None]


def test_an_entry_in_the_list_can_be_opened(page, qtbot):
    page.show_steering(STATE)

    with qtbot.waitSignal(page.entry_chosen, timeout=500) as chosen:
        page._form.entries.activated.emit(page._form.entries.model().index(0))

    assert chosen.args == ["gate"]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (SteeringState(in_session=True), "Nothing is steered"),
        (SteeringState(), "No story is open"),
    ],
)
def test_an_empty_list_says_why(page, state, words):
    page.show_steering(STATE)

    page.show_steering(state)

    assert page._form.empty.isVisible()
    assert page._form.empty.accessibleName().startswith(words)
    assert page._form.steer.isHidden()
