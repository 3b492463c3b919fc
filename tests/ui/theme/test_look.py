import re
from pathlib import Path
from typing import get_args

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QPushButton

from loredesk.domain.settings import Theme
from loredesk.ui.theme.look import Ink
from loredesk.ui.theme.roles import set_role, set_tone
from loredesk.ui.theme.tokens import DARK, LIGHT

CHECKOUT = Path(__file__).parents[3]


def ink_of(icon):
    image = icon.pixmap(36, 36).toImage()
    inks = {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }
    assert len(inks) == 1
    return inks.pop()


def test_the_palette_says_what_the_tokens_say(look):
    look.apply(Theme.DARK)

    palette = QApplication.palette()
    assert palette.color(QPalette.ColorRole.Window) == QColor(DARK.window)
    assert palette.color(QPalette.ColorRole.Text) == QColor(DARK.text)


def test_the_theme_changes_while_the_program_runs(look, qtbot):
    button = QPushButton()
    qtbot.addWidget(button)
    look.set_icon(button, "stop")

    with qtbot.waitSignal(look.changed, timeout=1000):
        look.apply(Theme.DARK)

    assert look.tokens is DARK
    assert ink_of(button.icon()) == DARK.text


def test_where_the_system_does_not_say_it_is_light(look):
    look.apply(Theme.DARK)
    look.apply(Theme.SYSTEM)

    assert look.tokens is LIGHT


def test_an_icon_takes_the_colour_of_its_role(look):
    assert ink_of(look.icon("stop", "danger_ink")) == LIGHT.danger_ink


def test_a_button_that_is_gone_is_no_trouble(look):
    button = QPushButton()
    look.set_icon(button, "stop")
    del button

    look.apply(Theme.DARK)


def test_every_icon_can_be_painted(look):
    for name in look.icons.names():
        image = look.icon(name).pixmap(18, 18).toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(18) for y in range(18)), name


@pytest.mark.parametrize("source", sorted((CHECKOUT / "src/loredesk/ui").rglob("*.py")), ids=str)
def test_every_icon_the_code_names_exists(look, source):
    code = source.read_text(encoding="utf-8")
    calls = re.findall(r"(?:set_icon|\.icon|\.pixmap|\.say)\([^()\"]*\"([a-z-]+)\"", code)

    assert set(calls) - set(get_args(Ink)) <= set(look.icons.names())


def test_the_story_has_a_book_face(look):
    assert look.story_font().families()[-1] == "serif"
    assert look.story_font().pointSizeF() > look.control_font().pointSizeF()


def test_a_role_is_seen_at_once(look, qtbot):
    button = QPushButton("Go")
    qtbot.addWidget(button)
    button.show()
    before = button.grab().toImage()

    set_role(button, "primary")

    assert button.grab().toImage() != before


def test_a_tone_set_twice_is_one_tone(look, qtbot):
    button = QPushButton("Go")
    qtbot.addWidget(button)

    set_tone(button, "danger")
    set_tone(button, "danger")

    assert button.property("tone") == "danger"
