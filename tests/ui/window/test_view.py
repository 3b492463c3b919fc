from dataclasses import replace

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDockWidget,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
)

from loredesk.domain.glances import SessionRow, WorldRow
from loredesk.domain.messages import TrustRule
from loredesk.ui.ask_line import AskLine
from loredesk.ui.notice import Notice
from loredesk.ui.window.actions import ACTIONS
from loredesk.ui.window.docks import Panes
from loredesk.ui.window.memory import WindowMemory
from loredesk.ui.window.shortcut_sheet import ShortcutSheet
from loredesk.ui.window.state import Chip, Phase, WindowState
from loredesk.ui.window.view import MainWindow

READY = WindowState(
    phase=Phase.READY,
    worlds=(
        WorldRow(id="w1", title="Valley", entries=34),
        WorldRow(id="w2", title="Sea", entries=2),
    ),
    world_id="w1",
    sessions=(
        SessionRow(id="s1", world_id="w1", title="First winter", head=None, turns=12),
        SessionRow(id="s2", world_id="w1", title="", head=None, turns=1),
    ),
    session_id="s1",
    queue=Chip(text="3 waiting", detail="2 at work"),
    models=Chip(text="Built-in rules", detail="Generation: Built-in rules"),
    open_proposals=3,
    privacy="Nothing leaves this machine",
)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "window.ini"


@pytest.fixture
def window(look, qtbot, file):
    window = MainWindow(look=look, memory=WindowMemory(file))
    qtbot.addWidget(window)
    window.set_panes(
        Panes(
            chat=QPlainTextEdit(),
            lore=QLineEdit(),
            ask=QLineEdit(),
            review=QLineEdit(),
            queue=QLineEdit(),
            context=QLineEdit(),
            panel=QLineEdit(),
            branches=QLineEdit(),
            story=QLineEdit(),
        )
    )
    return window


@pytest.fixture
def done(window):
    """What the panes were asked to do."""
    done = []
    names = ("chat.send", "chat.stop", "chat.regenerate", "lore.search", "app.settings")
    window.set_routes({name: (lambda name=name: done.append(name)) for name in names})
    return done


def action(window, name) -> QAction:
    return window.findChild(QAction, name)


def dock(window, name) -> QDockWidget:
    return window.findChild(QDockWidget, f"dock_{name}")


def test_it_can_be_painted_before_anything_is_open(look, qtbot, file):
    window = MainWindow(look=look, memory=WindowMemory(file))
    qtbot.addWidget(window)
    window.show()

    assert not window.grab().isNull()
    assert "Opening" in window._skeleton.accessibleName()


def test_a_library_that_cannot_be_opened_says_so_with_the_way_out(window):
    failure = Notice(sentence="The library is newer.", hint="Update Loredesk.", tone="danger")

    window.show_state(WindowState(phase=Phase.FAILED, failure=failure))

    assert window._skeleton.accessibleName() == "The library is newer. Update Loredesk."


def test_panes_are_seen_once_the_library_is_open(window):
    lore = window._waiting.lore
    assert dock(window, "lore").widget() is not lore

    window.show_state(READY)

    assert dock(window, "lore").widget() is lore


def test_ready_it_shows_the_chat_and_where_the_author_is(window):
    window.show_state(READY)

    bar = window._top_bar._form
    assert window._stack.currentIndex() == 1
    assert bar.world.currentText() == "Valley"
    assert bar.session.currentText() == "First winter \u00b7 12 turns"
    assert bar.session.itemText(1) == "Untitled session \u00b7 1 turn"
    assert window._privacy.text() == "Nothing leaves this machine"


def test_choosing_a_session_is_a_wish(window, qtbot):
    window.show_state(READY)

    with qtbot.waitSignal(window.session_chosen, timeout=1000) as chosen:
        window._top_bar._form.session.activated.emit(1)

    assert chosen.args == ["s2"]


def test_choosing_a_world_is_a_wish(window, qtbot):
    window.show_state(READY)

    with qtbot.waitSignal(window.world_chosen, timeout=1000) as chosen:
        window._top_bar._form.world.activated.emit(1)

    assert chosen.args == ["w2"]


def test_showing_the_same_state_again_wishes_nothing(window, qtbot):
    window.show_state(READY)

    with qtbot.assertNotEmitted(window.session_chosen):
        window.show_state(READY)


def test_the_trust_rule_is_chosen_in_a_menu(window, qtbot):
    window.show_state(READY)
    trusting = window._top_bar._trust_actions[TrustRule.ACCEPT_ALL]

    with qtbot.waitSignal(window.trust_chosen, timeout=1000) as chosen:
        trusting.trigger()

    assert chosen.args == [TrustRule.ACCEPT_ALL]


def test_whether_the_model_is_told_what_waits_is_chosen_beside_it_and_explained(window, qtbot):
    bar = window._top_bar
    window.show_state(replace(READY, shows_unreviewed=True))
    assert bar._unreviewed.isChecked()

    with qtbot.waitSignal(window.unreviewed_chosen, timeout=1000) as chosen:
        bar._unreviewed.trigger()

    assert chosen.args == [False]
    assert "not confirmed" in bar._unreviewed.toolTip()
    labels = [label.text() for label in bar.rules.findChildren(QLabel)]
    assert any("not confirmed" in text for text in labels)


def test_in_a_narrow_window_the_names_come_first(window, qtbot):
    window.show_state(READY)
    window.show()
    bar = window._top_bar

    bar.resize(800, 40)
    assert bar._form.models.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly

    bar.resize(1200, 40)
    assert bar._form.models.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon


def test_what_waits_is_counted_on_the_tab(window):
    window.show_state(READY)

    assert dock(window, "review").windowTitle() == "Review (3)"
    assert dock(window, "queue").windowTitle() == "Queue"


@pytest.mark.parametrize(
    ("key", "modifiers", "name"),
    [
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier, "chat.send"),
        (Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier, "chat.regenerate"),
        (Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier, "lore.search"),
        (Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier, "app.settings"),
    ],
)
def test_shortcuts_work_while_the_author_writes(window, qtbot, done, key, modifiers, name):
    window.show_state(READY)
    window.show()
    window.activateWindow()
    chat = window._stack.widget(1)
    chat.setFocus()
    qtbot.waitUntil(chat.hasFocus, timeout=2000)

    qtbot.keyClick(chat, key, modifiers)

    assert done == [name]


def test_the_palette_opens_while_the_author_writes(window, qtbot):
    window.show_state(READY)
    window.show()
    window.activateWindow()
    chat = window._stack.widget(1)
    chat.setFocus()
    qtbot.waitUntil(chat.hasFocus, timeout=2000)

    qtbot.keyClick(chat, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)

    assert window._palette.isVisible()


def test_stopping_is_possible_only_while_there_is_something_to_stop(window, done):
    window.show_state(READY)
    assert not action(window, "chat.stop").isEnabled()

    window.set_action_enabled("chat.stop", True)
    action(window, "chat.stop").trigger()

    assert done == ["chat.stop"]


def test_what_nobody_can_do_is_not_shown(window, done):
    window.show_state(READY)

    assert action(window, "chat.send").isVisible()
    assert not action(window, "lore.new_entry").isVisible()


def test_without_a_session_there_is_nothing_to_send(window, done):
    window.show_state(WindowState(phase=Phase.READY))

    assert not action(window, "chat.send").isEnabled()
    assert action(window, "app.settings").isEnabled()


def test_no_two_actions_share_a_shortcut(window):
    keys = [QKeySequence(shortcut).toString() for spec in ACTIONS for shortcut in spec.shortcuts]

    assert len(keys) == len(set(keys))
    assert all(keys)


def test_the_palette_finds_by_the_beginnings_of_words(window, qtbot, done):
    window.show_state(READY)
    window.run("app.palette")
    palette = window._palette

    qtbot.keyClicks(palette._form.filter, "sear lo")
    qtbot.keyClick(palette._form.filter, Qt.Key.Key_Return)

    assert done == ["lore.search"]
    assert not palette.isVisible()


def test_the_arrow_keys_move_in_the_palette_while_one_types(window, qtbot):
    window.show_state(READY)
    window.run("app.palette")
    form = window._palette._form
    first = form.commands.currentItem().text(0)

    qtbot.keyClick(form.filter, Qt.Key.Key_Down)

    assert form.commands.currentItem().text(0) != first


def test_the_palette_says_when_nothing_fits(window, qtbot):
    window.run("app.palette")
    palette = window._palette

    qtbot.keyClicks(palette._form.filter, "zzz")
    qtbot.keyClick(palette._form.filter, Qt.Key.Key_Return)

    assert palette._form.nothing.isVisible()
    assert palette.isVisible()


def test_the_shortcut_sheet_opens(window, qtbot):
    window.show()
    window.run("app.shortcuts")

    sheet = window.findChild(ShortcutSheet)
    assert sheet.isVisible()
    sheet.reject()


def test_a_new_world_is_asked_for_its_name(window, qtbot):
    window.show_state(READY)
    window.show()
    window.run("world.new")
    asking = window.findChild(AskLine)
    assert not asking._form.accept.isEnabled()

    qtbot.keyClicks(asking._form.line, " Islands ")
    with qtbot.waitSignal(window.new_world_requested, timeout=1000) as wished:
        asking._form.accept.click()

    assert wished.args == ["Islands"]


def test_renaming_begins_with_the_name_it_has(window, qtbot):
    window.show_state(READY)
    window.show()
    window.run("session.rename")
    asking = window.findChild(AskLine)
    assert asking._form.line.text() == "First winter"

    asking._form.line.setText("Second winter")
    with qtbot.waitSignal(window.rename_requested, timeout=1000) as wished:
        asking._form.accept.click()

    assert wished.args == ["Second winter"]


def test_the_queue_chip_brings_the_queue_to_the_front(window):
    window.show_state(READY)
    window.show()
    dock(window, "queue").hide()

    window._top_bar._form.queue.click()

    assert not dock(window, "queue").isHidden()


def test_docks_stay_where_they_were_put(window, look, qtbot, file):
    window.show()
    window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, dock(window, "panel"))
    window.resize(QSize(790, 600))
    window.close()

    again = MainWindow(look=look, memory=WindowMemory(file))
    qtbot.addWidget(again)

    area = again.dockWidgetArea(dock(again, "panel"))
    assert area == Qt.DockWidgetArea.BottomDockWidgetArea
    assert again.size() == QSize(790, 600)


def test_the_layout_can_be_reset(window):
    window.show()
    window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, dock(window, "panel"))
    dock(window, "lore").hide()

    window.run("view.reset")

    right = Qt.DockWidgetArea.RightDockWidgetArea
    assert window.dockWidgetArea(dock(window, "panel")) == right
    assert not dock(window, "lore").isHidden()


def test_a_tabbed_dock_has_no_second_title(window, qtbot):
    window.show()
    panel = dock(window, "panel")
    assert panel.titleBarWidget() is not None

    window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, panel)

    qtbot.waitUntil(lambda: panel.titleBarWidget() is None, timeout=2000)


def test_closing_is_said(window, qtbot):
    window.show()

    with qtbot.waitSignal(window.close_requested, timeout=1000):
        window.run("app.quit")


def test_a_notice_can_be_dismissed(window, qtbot):
    window.show_state(
        WindowState(phase=Phase.READY, notice=Notice(sentence="Chroma fell silent.", action="See"))
    )
    assert not window._notice.isHidden()

    with qtbot.waitSignal(window.notice_action_requested, timeout=1000):
        window._notice._action.click()
    with qtbot.waitSignal(window.notice_dismissed, timeout=1000):
        window._notice._close.click()

    assert window._notice.isHidden()


def test_every_button_and_field_has_a_name_to_be_read_aloud(window):
    window.show_state(READY)

    for control in window._top_bar.findChildren(QAbstractButton):
        assert control.text() or control.accessibleName(), control.objectName()
    for control in window._top_bar.findChildren(QComboBox):
        assert control.accessibleName()
