from dataclasses import replace
from datetime import UTC, datetime

import pytest

from loredesk.domain.backups import Backup
from loredesk.ui.backups.state import BackupsState
from loredesk.ui.backups.view import BackupsDialog

WHEN = datetime(2026, 3, 4, tzinfo=UTC)
GOOD = Backup(name="b2", created_at=WHEN, reason="by hand", bytes=2_400_000, verified=True)
BAD = replace(GOOD, name="b1", verified=False, problem="It is cut off.")
STATE = BackupsState(open=True, backups=(GOOD, BAD), chosen="b2")


@pytest.fixture
def dialog(look, qtbot):
    dialog = BackupsDialog(look)
    qtbot.addWidget(dialog)
    dialog.show_state(STATE)
    return dialog


def test_each_backup_says_why_it_was_made_and_whether_it_can_be_trusted(dialog):
    spoken = [dialog._model.index(at).data() for at in range(2)]

    assert "by hand \u00b7 2.4 MB \u00b7 checked" in spoken[0]
    assert "not to be trusted: It is cut off." in spoken[1]


def test_a_backup_that_cannot_be_trusted_cannot_be_restored(dialog):
    dialog.show_state(replace(STATE, chosen="b1"))

    assert not dialog._form.restore.isEnabled()


def test_restoring_is_asked_in_place_with_what_will_happen(dialog, qtbot):
    with qtbot.waitSignal(dialog.restore_requested, timeout=500):
        dialog._form.restore.click()
    dialog.show_state(replace(STATE, asks=True))

    assert dialog._form.question.isVisible()
    assert "kept beside it" in dialog._form.question_text.text()
    with qtbot.waitSignal(dialog.restore_confirmed, timeout=500):
        dialog._form.go_on.click()


def test_while_something_is_done_nothing_else_can_be_asked_for(dialog):
    dialog.show_state(replace(STATE, doing="Copying the library \u2026"))

    form = dialog._form
    assert not any(one.isEnabled() for one in (form.create, form.verify, form.restore))
    assert form.caption.text() == "Copying the library \u2026"


def test_without_a_backup_it_says_so(dialog):
    dialog.show_state(BackupsState(open=True))

    assert dialog._form.pages.currentWidget() is dialog._form.empty_page
