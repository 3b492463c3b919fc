from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from loredesk.domain.lore import CATEGORIES
from loredesk.domain.settings import Theme
from loredesk.ui.review.draft import Draft, NewcomerFields
from loredesk.ui.review.state import ReviewState, all_of
from loredesk.ui.review.view import ReviewPane
from loredesk.ui.review.words import NO_TITLE
from loredesk.ui.screens import render
from tests.fakes.proposals import newcomer, update

NOTE, WICK = update("p1"), newcomer("n1")
STATE = ReviewState(
    in_session=True,
    proposals=(NOTE, WICK),
    chosen=NOTE,
    ticked=all_of(NOTE),
    categories=(*CATEGORIES, "ship"),
)
WRITING = replace(STATE, draft=Draft(text="It opens."))
FIELDS = NewcomerFields(title="Wick", category="ship", aliases="the boy, Wickie", tags="lock")
LOOKING = replace(STATE, chosen=WICK, ticked=frozenset())
DESCRIBING = replace(LOOKING, draft=Draft(text="A lock-boy.", fields=FIELDS))


@pytest.fixture
def pane(qtbot, look):
    pane = ReviewPane(look)
    qtbot.addWidget(pane)
    pane.resize(360, 900)
    pane.show()
    pane.activateWindow()
    return pane


@pytest.fixture
def form(pane):
    return pane._editor._form


@pytest.fixture
def all_fields(form):
    return (form.title, form.category, form.aliases, form.tags, form.text)


def test_the_editor_takes_the_place_of_the_sheet(pane, form, qtbot):
    pane.show_state(WRITING)
    assert form.text.isVisible()
    assert not pane._form.sheet_scroll.isVisible()

    with qtbot.waitSignal(pane.draft_edited, timeout=500) as edited:
        qtbot.keyClicks(form.text, "x")
    with qtbot.waitSignal(pane.edit_cancelled, timeout=500):
        pane._form.edit.click()

    assert edited.args == [Draft(text="xIt opens.")]
    pane.show_state(STATE)
    assert pane._form.sheet_scroll.isVisible()
    assert not form.text.isVisible()


def test_one_writes_on_at_the_end_of_the_text(pane, form):
    pane.show_state(STATE)
    pane.show_state(WRITING)

    assert form.text.textCursor().position() == len("It opens.")
    assert QApplication.focusWidget() is form.text


def test_a_note_has_no_fields_but_its_text(pane, form):
    pane.show_state(WRITING)

    assert not form.fields.isVisible()
    assert pane._form.accept.text() == "Accept my text"
    assert form.caption.text() == "Your text for \u201cMara Venn\u201d. Its sources stay with it."


def test_a_newcomer_is_edited_with_all_its_fields_filled_in(pane, form, all_fields):
    pane.show_state(LOOKING)
    pane.show_state(DESCRIBING)

    assert all(field.isVisible() for field in all_fields)
    assert form.title.text() == "Wick"
    assert form.category.currentText() == "ship"
    assert form.aliases.text() == "the boy, Wickie"
    assert form.tags.text() == "lock"
    assert form.text.toPlainText() == "A lock-boy."
    assert form.caption.text() == "The newcomer keeps its sources and connections."
    assert pane._form.accept.text() == "Accept as edited"


def test_a_category_is_one_of_the_worlds_or_written(pane, form, qtbot):
    pane.show_state(DESCRIBING)
    offered = [form.category.itemText(at) for at in range(form.category.count())]
    assert offered == [*CATEGORIES, "ship"]

    with qtbot.waitSignal(pane.draft_edited, timeout=500) as chosen:
        form.category.setCurrentIndex(1)
    assert chosen.args[0].fields.category == "location"

    form.category.lineEdit().selectAll()
    QTest.keyClicks(form.category, "weather")
    assert form.category.currentText() == "weather"


def test_what_is_written_into_any_field_is_told_whole(pane, form, all_fields):
    drafts = []
    pane.draft_edited.connect(drafts.append)
    pane.show_state(DESCRIBING)

    for field in all_fields:
        QTest.keyClick(field, Qt.Key.Key_End)
        QTest.keyClicks(field, "ra")

    assert drafts[-1] == Draft(
        text="A lock-boy.ra",
        fields=NewcomerFields(
            title="Wickra", category="shipra", aliases="the boy, Wickiera", tags="lockra"
        ),
    )


def test_showing_a_draft_is_no_edit(pane, qtbot):
    with qtbot.assertNotEmitted(pane.draft_edited):
        pane.show_state(DESCRIBING)
        pane.show_state(replace(DESCRIBING, draft=replace(DESCRIBING.draft, text="Else.")))
        pane.show_state(WRITING)


def test_letters_in_the_editor_are_letters(pane, all_fields, qtbot):
    pane.show_state(DESCRIBING)
    wishes = []
    for wish in (pane.accept_requested, pane.edit_requested, pane.reject_requested):
        wish.connect(lambda: wishes.append("a wish"))

    for field in all_fields:
        field.setFocus()
        qtbot.waitUntil(field.hasFocus)
        QTest.keyClicks(QApplication.focusWidget(), "Rare jerks")

    assert wishes == []
    assert all_fields[0].text() == "WickRare jerks"
    assert "Rare jerks" in all_fields[1].currentText()


def test_the_keyboard_goes_from_the_list_through_every_field_to_the_buttons(pane, form, all_fields):
    pane.show_state(LOOKING)
    pane.show_state(DESCRIBING)
    assert QApplication.focusWidget() is form.title
    assert form.title.cursorPosition() == len("Wick")
    pane.focus_list()

    visited = []
    for _ in range(8):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        visited.append(QApplication.focusWidget())

    buttons = (pane._form.accept, pane._form.edit, pane._form.reject)
    assert visited == [*all_fields, *buttons]


def test_escape_leaves_for_the_list_and_keeps_what_is_written(pane, all_fields, qtbot):
    pane.show_state(DESCRIBING)

    for field in all_fields:
        field.setFocus()
        qtbot.waitUntil(field.hasFocus)
        with qtbot.assertNotEmitted(pane.edit_cancelled):
            QTest.keyClick(field, Qt.Key.Key_Escape)
        assert QApplication.focusWidget() is pane._form.proposals


def test_escape_closes_the_open_categories_first(pane, form, qtbot):
    pane.show_state(DESCRIBING)
    form.category.setFocus()
    form.category.showPopup()
    qtbot.waitUntil(form.category.view().isVisible)

    QTest.keyClick(form.category.view(), Qt.Key.Key_Escape)

    assert not form.category.view().isVisible()
    assert QApplication.focusWidget() is not pane._form.proposals


def test_what_is_edited_stays_in_sight_in_the_list(pane):
    others = tuple(replace(NOTE, id=f"x{number}") for number in range(40))
    proposals = (*others, WICK)
    pane.show_state(replace(LOOKING, proposals=proposals))

    pane.show_state(replace(DESCRIBING, proposals=proposals))

    rows = pane._form.proposals
    assert rows.viewport().rect().contains(rows.visualRect(rows.currentIndex()).center())


def test_stepping_to_a_draft_leaves_the_keyboard_on_the_list(pane):
    pane.show_state(STATE)
    pane.focus_list()

    pane.show_state(DESCRIBING)

    assert QApplication.focusWidget() is pane._form.proposals


def test_a_missing_title_is_marked_and_asked_for(pane, form):
    untitled = Draft(text="A lock-boy.", fields=replace(FIELDS, title=" "))
    pane.show_state(replace(DESCRIBING, draft=untitled))
    form.text.setFocus()

    pane.show_state(replace(DESCRIBING, draft=untitled, notice=NO_TITLE))

    assert QApplication.focusWidget() is form.title
    assert form.title.property("tone") == "danger"
    assert pane._form.notice.isVisible()
    pane.show_state(DESCRIBING)
    assert form.title.property("tone") == "plain"


def test_an_emptied_category_says_what_it_stays(pane, form):
    pane.show_state(
        replace(DESCRIBING, draft=Draft(text="A.", fields=replace(FIELDS, category="")))
    )

    assert form.category.lineEdit().placeholderText() == "character, as proposed"


def test_every_field_has_a_label_in_words_and_a_name_to_be_read_aloud(pane, form, all_fields):
    pane.show_state(DESCRIBING)

    labels = {label.buddy(): label for label in form.fields.findChildren(QLabel)}
    for field in all_fields:
        assert field.accessibleName()
        assert labels[field].isVisible()
        assert labels[field].text()


@pytest.mark.parametrize("width", [260, 320, 480, 699, 700, 900])
@pytest.mark.parametrize("height", [380, 620])
def test_no_field_is_cut_off_or_covered_at_any_width(pane, form, all_fields, width, height):
    pane.show_state(DESCRIBING)

    render(pane, (width, height), pane._look, Theme.LIGHT)

    room = form.scroll.viewport().width()
    assert form.page.width() == room
    places = [QRect(field.mapTo(form.page, QPoint(0, 0)), field.size()) for field in all_fields]
    assert all(place.left() >= 0 and place.right() < room for place in places)
    assert all(place.width() >= 120 for place in places)
    assert all(upper.bottom() < lower.top() for upper, lower in pairwise(places))
    assert all(
        field.height() >= field.minimumSizeHint().height() for field in (form.title, form.category)
    )


def test_where_there_is_little_height_the_editor_scrolls(pane, form, qtbot):
    pane.resize(400, 380)
    pane.show_state(DESCRIBING)

    assert form.text.height() >= 96
    qtbot.waitUntil(lambda: form.scroll.verticalScrollBar().maximum() > 0)
    form.tags.setFocus()
    QTest.keyClick(form.tags, Qt.Key.Key_Tab)

    assert QApplication.focusWidget() is form.text
    view, writing = form.scroll.viewport(), form.text.cursorRect().center()
    assert view.rect().contains(form.text.viewport().mapTo(view, writing))
