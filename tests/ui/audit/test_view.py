from dataclasses import replace
from datetime import UTC, datetime

import pytest

from loredesk.domain.audit import AuditEntry, AuditVerdict
from loredesk.ui.audit.state import EVERYTHING, AuditState, Scope
from loredesk.ui.audit.view import AuditDialog

EDIT = AuditEntry(
    seq=7,
    at=datetime(2026, 3, 4, tzinfo=UTC),
    actor="author",
    action="change an entry",
    subject="Dagny",
    session_id=None,
    entry_id=None,
    why="rolled back to 1",
    before={"content": "She <b>stays</b>.", "title": "Dagny"},
    after={"content": "She left.", "title": "Dagny"},
    details={"revision": 3},
)
STATE = AuditState(
    open=True,
    scopes=(EVERYTHING, Scope(name="This session", session_id="s")),
    entries=(EDIT, replace(EDIT, seq=6, before=None)),
    chosen=7,
    verdict=AuditVerdict(rows=7, last_seq=7),
)


@pytest.fixture
def dialog(look, qtbot):
    dialog = AuditDialog(look)
    qtbot.addWidget(dialog)
    dialog.show_state(STATE)
    return dialog


def test_who_did_what_and_why_is_said_with_what_was_there_before(dialog):
    text = dialog._form.detail.toPlainText()

    assert "author" in text
    assert "rolled back to 1" in text
    assert "<b>stays</b>" in text
    assert "left" in text
    assert "title" not in text


def test_whether_the_chain_is_whole_stands_on_top(dialog):
    assert "The chain is whole" in dialog._form.verdict.text()

    dialog.show_state(replace(STATE, verdict=AuditVerdict(rows=7, last_seq=7, broken=(3,))))

    assert "from entry 3 on" in dialog._form.verdict.text()


def test_choosing_is_a_wish_and_showing_is_not(dialog, qtbot):
    with qtbot.assertNotEmitted(dialog.entry_chosen):
        dialog.show_state(replace(STATE, chosen=6))
    with qtbot.waitSignal(dialog.entry_chosen, timeout=500) as chosen:
        dialog._form.lines.setCurrentIndex(dialog._model.index(0))

    assert chosen.args == [7]


def test_another_scope_is_a_wish(dialog, qtbot):
    with qtbot.waitSignal(dialog.scope_chosen, timeout=500) as chosen:
        dialog._form.scope.activated.emit(1)

    assert chosen.args == [STATE.scopes[1]]


def test_an_empty_log_says_so(dialog):
    dialog.show_state(replace(STATE, entries=()))

    assert dialog._form.pages.currentWidget() is dialog._form.empty_page
