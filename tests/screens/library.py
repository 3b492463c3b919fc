"""What looks after the whole library: the audit log, the backups, and beginning anew."""

from dataclasses import replace
from datetime import UTC, datetime

from loredesk.domain.audit import AuditEntry, AuditVerdict
from loredesk.domain.backups import Backup
from loredesk.domain.ids import LoreId
from loredesk.ui.audit.state import AuditState
from loredesk.ui.audit.view import AuditDialog
from loredesk.ui.backups.state import BackupsState
from loredesk.ui.backups.view import BackupsDialog
from loredesk.ui.carry.state import CarryState, Portable
from loredesk.ui.carry.view import CarryDialog
from loredesk.ui.notice import Notice
from tests.screens.camera import Camera
from tests.screens.dialogs import hide_from_screen
from tests.screens.made_up import UNBROKEN

WHEN = datetime(2026, 3, 4, 17, 30, tzinfo=UTC)


def shoot_all(camera: Camera) -> None:
    """Take the pictures of the audit log and of the backups."""
    _shoot_audit(camera)
    _shoot_backups(camera)
    _shoot_carry(camera)


def _shoot_audit(camera: Camera) -> None:
    edit = AuditEntry(
        seq=1204,
        at=WHEN,
        actor="author",
        action="change an entry",
        subject="Bettany Crake",
        session_id=None,
        entry_id=None,
        why="rolled back to 1",
        before={"content": "She keeps the Kettle.", "locked": ["title"]},
        after={"content": f"She keeps what is left of the Kettle. {UNBROKEN}", "locked": []},
        details={"revision": 3},
    )
    entries = (edit, *(replace(edit, seq=1203 - at, actor="worker") for at in range(12)))
    whole = AuditState(
        open=True,
        entries=entries,
        chosen=1204,
        has_more=True,
        verdict=AuditVerdict(rows=1204, last_seq=1204),
    )
    states = {
        "whole": whole,
        "broken": replace(whole, verdict=AuditVerdict(rows=1204, last_seq=1204, broken=(77,))),
        "checking": AuditState(open=True, loading=True),
    }
    for name, state in states.items():
        dialog = AuditDialog(camera.look)
        hide_from_screen(dialog)
        dialog.show_state(state)
        camera.shoot(f"audit-{name}", dialog, (900, 560), (520, 400))
        dialog.deleteLater()


def _shoot_backups(camera: Camera) -> None:
    good = Backup(name="b3", created_at=WHEN, reason="by hand", bytes=48_400_000, verified=True)
    bad = replace(good, name="b1", verified=False, problem="The file ends too early.")
    timed = replace(good, name="b2", reason="after 30 minutes of change")
    full = BackupsState(open=True, backups=(good, timed, bad), chosen="b3")
    refused = Notice(
        sentence="Something you have written in a form is not saved yet.",
        hint="Save or discard it, then restore the backup.",
        tone="danger",
    )
    states = {
        "list": full,
        "ask": replace(full, asks=True),
        "busy": replace(full, doing="Restoring the backup \u2026"),
        "refused": replace(full, notice=refused),
        "empty": BackupsState(open=True),
    }
    for name, state in states.items():
        dialog = BackupsDialog(camera.look)
        hide_from_screen(dialog)
        dialog.show_state(state)
        camera.shoot(f"restore-{name}", dialog, (640, 500), (480, 380))
        dialog.deleteLater()


def _shoot_carry(camera: Camera) -> None:
    names = ("Bettany Crake", "The Kettle", UNBROKEN, "Odo the Ferryman")
    entries = tuple(
        Portable(id=LoreId(name), title=name, what="its note" if at % 2 else "newcomer")
        for at, name in enumerate(names)
    )
    full = CarryState(open=True, entries=entries, ticked=frozenset({entries[0].id}))
    refused = Notice(
        sentence="There is a 'Bettany Crake' in this world already.",
        hint="Leave that newcomer out.",
        tone="danger",
    )
    states = {
        "some": full,
        "refused": replace(full, notice=refused),
        "empty": CarryState(open=True),
    }
    for name, state in states.items():
        dialog = CarryDialog(camera.look)
        hide_from_screen(dialog)
        dialog.show_state(state)
        camera.shoot(f"carry-{name}", dialog, (540, 520), (460, 400))
        dialog.deleteLater()
