from loredesk.ui.widgets.elided_combo import ElidedCombo


def shown(qtbot, look, width):
    box = ElidedCombo()
    qtbot.addWidget(box)
    box.addItem("A playthrough with a very long name")
    box.show()
    box.resize(width, 30)
    return box.shown_text()


def test_words_that_fit_are_whole(qtbot, look):
    assert shown(qtbot, look, 400) == "A playthrough with a very long name"


def test_words_that_do_not_fit_end_in_an_ellipsis(qtbot, look):
    assert shown(qtbot, look, 140).endswith("\u2026")


def test_it_wishes_for_room_for_the_whole_name(qtbot, look):
    box = ElidedCombo()
    qtbot.addWidget(box)
    box.addItem("A playthrough with a very long name")
    box.show()

    box.resize(box.sizeHint())

    assert box.shown_text() == "A playthrough with a very long name"
