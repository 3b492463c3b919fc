import pytest

from loredesk.ui.widgets.lock_button import LockButton


@pytest.fixture
def button(qtbot):
    button = LockButton()
    qtbot.addWidget(button)
    button.show_locks({"title"}, own={"title", "content"})
    return button


def test_what_is_locked_and_whose_it_is_is_said_in_words(button):
    assert button.text() == "Locked: title"
    assert [one.text() for one in button.menu().actions() if one.text().endswith("(yours)")] == [
        "Title (yours)",
        "Content (yours)",
    ]


def test_locking_more_is_a_wish_that_shows_once_it_is_stored(button, qtbot):
    with qtbot.waitSignal(button.locks_chosen, timeout=500) as wish:
        next(one for one in button.menu().actions() if one.text() == "Note").trigger()

    assert wish.args == [frozenset({"title", "note"})]
    assert button.text() == "Locked: title"


def test_a_locked_entry_offers_no_single_field(button):
    button.show_locks({"entry"}, own=())

    enabled = [one.text() for one in button.menu().actions() if one.isEnabled() and one.text()]
    assert enabled == ["The whole entry"]
    assert button.text() == "Locked: the whole entry"
