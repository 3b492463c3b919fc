"""`audit`: who changed what, when and why, and whether the log of it is whole."""

from argparse import Namespace
from dataclasses import asdict
from typing import Any

from loredesk.cli.printing import Printer
from loredesk.domain.audit import AuditEntry, AuditVerdict
from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import SessionId
from loredesk.services.desk import Desk


async def audit(desk: Desk, args: Namespace, printer: Printer) -> None:
    """List what was done, the newest first, or check the whole log."""
    if args.verb == "verify":
        await _verify(desk, printer)
        return
    session_id = None if args.session is None else SessionId(args.session)
    found = await desk.audit.entries(
        subject=args.subject, session_id=session_id, limit=args.limit, before_seq=args.before
    )
    printer.answer([_row(one) for one in found], [_line(one) for one in found])


async def _verify(desk: Desk, printer: Printer) -> None:
    verdict = await desk.audit.verify()
    printer.answer(
        {
            "ok": verdict.broken_at is None,
            "rows": verdict.rows,
            "broken_at": verdict.broken_at,
            "broken": list(verdict.broken),
            "sealed": list(verdict.sealed),
            "head_is_wrong": verdict.head_is_wrong,
        },
        [_summary(verdict)],
    )
    if verdict.broken_at is not None:
        raise UserFixableError(
            f"The audit log is damaged at row {verdict.broken_at}.",
            hint="`loredesk doctor` seals it; a backup may hold the rows as they were.",
        )


def _summary(verdict: AuditVerdict) -> str:
    damaged = len(verdict.broken)
    sealed = f"; {len(verdict.sealed)} were damaged before and sealed" if verdict.sealed else ""
    return f"The audit log has {verdict.rows} rows, {damaged or 'none'} of them damaged{sealed}."


def _row(entry: AuditEntry) -> dict[str, Any]:
    return {**asdict(entry), "at": entry.at.isoformat()}


def _line(entry: AuditEntry) -> str:
    why = f" ({entry.why})" if entry.why else ""
    return f"{entry.seq}  {entry.at:%Y-%m-%d %H:%M}  {entry.actor}: {entry.action} {entry.subject}{why}"
