from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from loredesk.domain.glances import QueueStatus, TaskCounts
from loredesk.domain.settings import Theme
from loredesk.domain.tasks import TaskStatus, TaskType
from loredesk.ui.queue.state import QueueState, Reason, TaskLine
from loredesk.ui.queue.view import QueuePane

ERROR = "Ollama at http://127.0.0.1:11434 could not be reached. Start it, then retry. " * 2


def line(number, status=TaskStatus.PENDING, **values):
    values = {"error": ""} | values
    return TaskLine(
        id=f"t{number}",
        status=status,
        task_type=TaskType.UPDATE_NOTE,
        does="Rewrite a note",
        about="Mara Venn",
        stands=status.value,
        tries="try 1 of 4",
        when="since 21:14:07",
        **values,
    )


STATE = QueueState(
    status=QueueStatus(total=TaskCounts(pending=2, failed=1), per_min=3),
    lines=(line(1), line(2, TaskStatus.FAILED, error=ERROR), line(3)),
    reasons=(Reason(sentence=ERROR, tasks=1),),
    loading=False,
)


@pytest.fixture
def pane(qtbot, look):
    pane = QueuePane(look)
    qtbot.addWidget(pane)
    pane.resize(340, 700)
    pane.show()
    return pane


def test_the_reason_of_a_failure_is_visible_without_opening_anything(pane):
    pane.show_state(STATE)

    assert pane._form.failures.isVisible()
    assert ERROR in pane._form.failures_text.text()


def test_a_row_is_tall_enough_for_all_of_its_error(pane):
    pane.show_state(STATE)
    tasks = pane._form.tasks

    narrow = tasks.visualRect(tasks.model().index(1)).height()
    pane.resize(800, 700)
    pane.grab()
    wide = tasks.visualRect(tasks.model().index(1)).height()

    assert narrow > wide > tasks.visualRect(tasks.model().index(0)).height()


def test_many_failures_are_told_by_reason(pane):
    reasons = tuple(Reason(sentence=f"Reason {number}.", tasks=9) for number in range(4))
    counts = QueueStatus(total=TaskCounts(failed=1234))
    pane.show_state(replace(STATE, status=counts, reasons=reasons))

    assert pane._form.failures_title.text() == "1,234 tasks failed"
    assert "9 \u00d7 Reason 0." in pane._form.failures_text.text()
    assert "Reason 3." not in pane._form.failures_text.text()


def test_the_buttons_follow_the_chosen_task(pane, qtbot):
    pane.show_state(replace(STATE, chosen="t2"))
    assert pane._form.retry.isEnabled()

    with qtbot.waitSignals([pane.retry_requested, pane.cancel_requested], timeout=500):
        pane._form.retry.click()
        pane._form.cancel.click()

    pane.show_state(replace(STATE, chosen="t1"))
    assert not pane._form.retry.isEnabled()
    assert pane._form.cancel.isEnabled()


def test_choosing_a_row_is_a_wish(pane, qtbot):
    pane.show_state(STATE)
    tasks = pane._form.tasks
    place = tasks.visualRect(tasks.model().index(2)).center()

    with qtbot.waitSignal(pane.task_chosen, timeout=500) as chosen:
        qtbot.mouseClick(tasks.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert chosen.args == ["t3"]


def test_a_moving_list_keeps_the_chosen_task(pane, qtbot):
    pane.show_state(replace(STATE, chosen="t3"))

    with qtbot.assertNotEmitted(pane.task_chosen):
        pane.show_state(replace(STATE, chosen="t3", lines=(line(9), *STATE.lines[1:])))

    assert pane._form.tasks.currentIndex().row() == 2


def test_counts_are_filters(pane, qtbot):
    pane.show_state(STATE)
    chip = pane._counts._chips[TaskStatus.FAILED]
    assert chip.text() == "1 failed"

    with qtbot.waitSignal(pane.status_chosen, timeout=500) as chosen:
        chip.click()

    assert chosen.args == [TaskStatus.FAILED]
    assert not pane._counts._chips[TaskStatus.PARKED].isVisible()


def test_types_are_filters(pane, qtbot):
    pane.show_state(STATE)

    with qtbot.waitSignal(pane.type_chosen, timeout=500) as chosen:
        pane._form.task_type.activated.emit(1)

    assert chosen.args[0] is TaskType.ANALYZE_TURN


def test_pausing_is_a_wish_and_shows(pane, qtbot):
    pane.show_state(STATE)
    with qtbot.waitSignal(pane.pause_toggled, timeout=500):
        pane._form.pause.click()

    pane.show_state(replace(STATE, status=QueueStatus(total=TaskCounts(), paused=True)))
    assert pane._form.pause.text() == "Go on"
    assert pane._form.summary.text() == "Paused"


def test_a_menu_on_a_task_offers_the_same(pane, qtbot):
    pane.show_state(replace(STATE, chosen="t2"))

    with qtbot.waitSignals([pane.retry_requested, pane.cancel_requested], timeout=500):
        pane._retry.trigger()
        pane._cancel.trigger()


def test_an_empty_queue_says_why(pane):
    pane.show_state(QueueState(loading=False))
    assert "Nothing to do" in pane._form.empty.accessibleName()
    assert not pane._form.failures.isVisible()

    pane.show_state(QueueState(loading=False, only_status=TaskStatus.FAILED))
    assert "No such task" in pane._form.empty.accessibleName()


def test_a_row_says_all_of_itself_to_a_screen_reader(pane):
    pane.show_state(STATE)
    spoken = pane._form.tasks.model().index(1).data(Qt.ItemDataRole.AccessibleTextRole)

    assert "Rewrite a note, Mara Venn, failed, try 1 of 4" in spoken
    assert "Ollama" in spoken


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_it_can_be_painted_in_every_theme(pane, look, theme):
    look.apply(theme)
    pane.show_state(replace(STATE, chosen="t2"))

    assert not pane.grab().isNull()


def test_what_the_queue_waits_for_is_said_as_long_as_it_waits(pane):
    away = replace(
        STATE.status, waiting_for_models=("Ollama does not answer.",), alerts=("Old work waits.",)
    )
    pane.show_state(replace(STATE, status=away))
    said = pane._form.notice.findChildren(QLabel)

    words = " ".join(one.text() for one in said)
    assert pane._form.notice.isVisible()
    assert "Waiting for the model." in words
    assert "Ollama does not answer." in words
    assert "Old work waits." in words

    pane.show_state(STATE)

    assert not pane._form.notice.isVisible()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"alerts": ("Much failed.", "Look at it.")}, "Much failed."),
        ({"paused_lanes": ("analysis",)}, "Paused: analysis."),
    ],
)
def test_alerts_and_paused_kinds_of_work_are_said(pane, values, words):
    pane.show_state(replace(STATE, status=replace(STATE.status, **values)))

    assert words in " ".join(one.text() for one in pane._form.notice.findChildren(QLabel))
