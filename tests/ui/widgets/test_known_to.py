from loredesk.domain.visibility import EVERYONE, SECRET, Visibility
from loredesk.ui.widgets.known_to import KnownTo
from loredesk.ui.widgets.short_text import ShortText


def test_it_says_who_knows_in_words_and_ends_them_where_there_is_no_room(qtbot):
    button = KnownTo()
    qtbot.addWidget(button)
    button.resize(400, 30)
    button.show()
    assert (button.visibility, button.text()) == (EVERYONE, "Everyone")
    button.show_known(SECRET, {})
    assert button.text() == "Nobody in the story"

    names = {"o": "Odo & Sons", "d": "Dagny of the Long Valley"}
    button.show_known(Visibility.known_by("o", "d"), names)

    assert button.text() == "Dagny of the Long Valley, Odo && Sons only"
    assert button.accessibleName() == "Known to: Dagny of the Long Valley, Odo & Sons only"
    button.resize(120, 30)
    assert button.text().endswith("…")
    assert button.names == names


def test_a_short_text_is_as_tall_as_it_is_long_but_not_taller_than_a_few_lines(look, qtbot):
    text = ShortText()
    text.set_look(look, "story")
    qtbot.addWidget(text)
    text.resize(300, 40)
    text.show()

    text.show_plain("He did it.")
    one = text.height()
    text.show_plain("He did it. " * 12)
    some = text.height()
    text.show_plain("He did it. " * 200)

    assert one < some <= text.height() <= 108
