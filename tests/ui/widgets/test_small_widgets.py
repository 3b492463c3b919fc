"""The widgets that only lay things out."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from loredesk.domain.settings import Theme
from loredesk.ui.ask_line import AskLine
from loredesk.ui.widgets.empty_state import EmptyState
from loredesk.ui.widgets.flow_layout import FlowLayout
from loredesk.ui.widgets.labels import ElidedLabel, plain_label
from loredesk.ui.widgets.tag_chips import TagChips


def test_an_empty_pane_says_why_and_what_to_do(look, qtbot):
    empty = EmptyState()
    qtbot.addWidget(empty)
    empty.set_look(look)

    empty.say("review", "Nothing to review", "Play a turn first.", action="Go to the chat")

    assert empty.accessibleName() == "Nothing to review Play a turn first."
    with qtbot.waitSignal(empty.action_requested, timeout=1000):
        empty._button.click()


def test_an_empty_pane_without_anything_to_do_has_no_button(look, qtbot):
    empty = EmptyState()
    qtbot.addWidget(empty)
    empty.say("review", "Nothing to review")
    empty.set_look(look)

    assert empty._button.isHidden()
    assert empty._sentence.isHidden()
    assert not empty._icon.pixmap().isNull()


def test_an_empty_pane_changes_with_the_colours(look, qtbot):
    empty = EmptyState()
    qtbot.addWidget(empty)
    empty.set_look(look)
    empty.say("review", "Nothing to review")
    before = empty._icon.pixmap().toImage()

    look.apply(Theme.DARK)

    assert empty._icon.pixmap().toImage() != before


def test_chips_are_broken_into_lines_where_they_do_not_fit(look, qtbot):
    chips = TagChips()
    qtbot.addWidget(chips)
    chips.show_words(["harbour", "winter", "bells", "ferry", "ledger"])

    assert chips.layout().heightForWidth(1000) < chips.layout().heightForWidth(90)
    assert chips.accessibleName() == "harbour, winter, bells, ferry, ledger"


def test_chips_are_replaced_not_added_to(look, qtbot):
    chips = TagChips()
    qtbot.addWidget(chips)
    chips.show_words(["one", "two"])

    chips.show_chips([("three", "accent")])

    assert [label.text() for label in chips.findChildren(QLabel)] == ["three"]
    assert chips.findChild(QLabel).property("tone") == "accent"


def test_without_words_there_are_no_chips(look, qtbot):
    chips = TagChips()
    qtbot.addWidget(chips)
    chips.show_words(["one"])

    chips.show_words([])

    assert chips.isHidden()


def test_hidden_widgets_take_no_room_in_a_flow(qtbot):
    box = QWidget()
    qtbot.addWidget(box)
    flow = FlowLayout(box)
    for _ in range(3):
        label = QLabel("a word", box)
        flow.addWidget(label)
    narrow = flow.heightForWidth(40)

    box.findChild(QLabel).hide()

    assert flow.heightForWidth(40) < narrow
    assert flow.itemAt(7) is None
    assert flow.takeAt(7) is None
    assert flow.expandingDirections() == Qt.Orientation(0)


def test_a_label_never_reads_markup(qtbot):
    label = plain_label(None, "<img src='file:///x'>")
    qtbot.addWidget(label)

    assert label.textFormat() == Qt.TextFormat.PlainText


def test_a_long_line_ends_in_an_ellipsis_but_is_read_aloud_whole(qtbot):
    box = QWidget()
    qtbot.addWidget(box)
    label = ElidedLabel(box)
    QVBoxLayout(box).addWidget(label)
    box.resize(120, 40)
    box.show()

    label.setText("The bell over the ferry house had not rung for three winters")

    assert label.text().endswith("\u2026")
    assert label.accessibleName().endswith("winters")


def test_a_line_is_asked_for_and_answered(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    asking = AskLine(parent)
    asking.ask("What is it called?", explanation="", button="Begin", line="Old name")
    assert asking.isVisible()
    assert asking._form.line.selectedText() == "Old name"

    asking._form.line.setText("  New name ")
    with qtbot.waitSignal(asking.answered, timeout=1000) as answer:
        qtbot.keyClick(asking._form.line, Qt.Key.Key_Return)

    assert answer.args == ["New name"]


def test_nothing_is_no_answer(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    asking = AskLine(parent)
    asking.ask("What is it called?", explanation="Say it.", button="Begin")

    asking._form.line.setText("   ")

    assert not asking._form.accept.isEnabled()
    with qtbot.assertNotEmitted(asking.answered):
        qtbot.keyClick(asking._form.line, Qt.Key.Key_Return)
