import pytest

from loredesk.ui.window.action_spec import MENUS
from loredesk.ui.window.actions import ACTIONS, matches, plain_text, with_shortcuts


@pytest.mark.parametrize("wanted", ["", "new", "ENTRY", "ent new", "n e"])
def test_the_beginnings_of_words_are_enough_in_any_order(wanted):
    assert matches("New entry", wanted)


@pytest.mark.parametrize("wanted", ["try", "new world", "x"])
def test_what_does_not_begin_a_word_does_not_match(wanted):
    assert not matches("New entry", wanted)


def test_marks_for_the_keyboard_are_not_read():
    assert plain_text("&Settings \u2026") == "Settings"


def test_every_action_has_an_id_of_its_own_a_menu_and_a_sentence():
    assert len({spec.id for spec in ACTIONS}) == len(ACTIONS)
    assert {spec.menu for spec in ACTIONS} == set(MENUS)
    assert all(spec.tip.endswith(".") for spec in ACTIONS)


def test_the_sheet_lists_what_has_a_shortcut():
    assert all(spec.shortcuts for spec in with_shortcuts(ACTIONS))
