import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from loredesk.ui.widgets.category_combo import CategoryCombo

KNOWN = ("character", "location", "ship")


@pytest.fixture
def page(qtbot, look):
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    column.addWidget(QLineEdit(page))
    column.addWidget(CategoryCombo(page))
    page.show()
    page.activateWindow()
    page.findChild(QLineEdit).setFocus()
    return page


@pytest.fixture
def combo(page):
    combo = page.findChild(CategoryCombo)
    combo.show_category("location", KNOWN)
    return combo


def turned(combo):
    """Turn the wheel over it by one notch."""
    event = QWheelEvent(
        QPointF(5, 5),
        combo.mapToGlobal(QPointF(5, 5)),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    combo.wheelEvent(event)
    return event


def test_it_offers_what_is_known_and_shows_what_it_is(combo):
    assert [combo.itemText(at) for at in range(combo.count())] == [*KNOWN]
    assert (combo.currentText(), combo.currentIndex()) == ("location", 1)


def test_a_category_nobody_knows_is_shown_and_not_offered(combo):
    combo.show_category("weather", KNOWN)

    assert (combo.currentText(), combo.currentIndex()) == ("weather", -1)
    assert combo.count() == len(KNOWN)


def test_what_becomes_known_later_does_not_change_what_it_is(combo):
    combo.show_category("location", (*KNOWN, "weather"))

    assert combo.currentText() == "location"
    assert combo.count() == 4


def test_the_wheel_turns_the_page_and_not_the_category(combo):
    assert not turned(combo).isAccepted()
    assert combo.currentText() == "location"


def test_the_wheel_chooses_where_the_keyboard_is(combo, qtbot):
    combo.setFocus()
    qtbot.waitUntil(combo.hasFocus)

    turned(combo)

    assert combo.currentText() == "ship"


def test_a_long_category_takes_no_more_room_than_a_short_one(combo):
    before = combo.minimumSizeHint().width()

    combo.show_category("rumour", (*KNOWN, "rumour of the northern harbours " * 5))

    assert combo.minimumSizeHint().width() == before
