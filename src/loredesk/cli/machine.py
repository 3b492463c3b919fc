"""`models`, `doctor`: the machine and what runs on it."""

from argparse import Namespace
from dataclasses import asdict

from loredesk.cli.printing import Printer
from loredesk.domain.errors import UserFixableError
from loredesk.domain.listings import Finding
from loredesk.domain.services import Service
from loredesk.services.desk import Desk

LIBRARY = "library: "
"""What the names of the checks of the library begin with."""


async def models(desk: Desk, args: Namespace, printer: Printer) -> None:
    """List the profiles, or make a real call to each."""
    wanted = [Service(args.service)] if args.service else list(Service)
    if args.verb == "list":
        profiles = [desk.models.profile(service) for service in wanted]
        rows = [{**asdict(one), "has_key": await desk.models.has_key(one)} for one in profiles]
        printer.answer(
            rows,
            [
                f"{one.service}: {one.provider} {one.model} {one.base_url}".strip()
                for one in profiles
            ],
        )
        return
    checks = [await desk.models.test(service) for service in wanted]
    printer.answer(
        [asdict(check) for check in checks],
        [
            f"{check.service}: {check.answer} ({check.ms:.0f} ms)"
            if check.ok
            else f"{check.service}: {check.problem} {check.hint}".rstrip()
            for check in checks
        ],
    )
    broken = [check.service.value for check in checks if not check.ok]
    if broken:
        raise UserFixableError(f"These models do not answer: {', '.join(broken)}.")


async def doctor(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Look for everything that can be wrong, and mend what can be mended."""
    if args.quarantine:
        rows = await desk.doctor.quarantined()
        printer.answer(
            [{**asdict(row), "at": row.at.isoformat()} for row in rows],
            [f"{row.id}  {row.at:%Y-%m-%d %H:%M}  {row.table} {row.why}: {row.row}" for row in rows]
            or ["Nothing was put aside."],
        )
        return
    findings = await desk.doctor.examine(repair=not args.look)
    repaired = sum(one.repaired for one in findings)
    quarantined = sum(one.quarantined for one in findings)
    shown = [one for one in findings if one.count or not one.name.startswith(LIBRARY)]
    looked_for = sum(one.name.startswith(LIBRARY) for one in findings)
    lines = [f"{_mark(one)}  {one.name}: {one.detail}" for one in shown]
    lines.append(f"{looked_for} kinds of damage in the library were looked for.")
    if repaired or quarantined:
        lines.append(f"{repaired} repaired, {quarantined} put into quarantine.")
    printer.answer(
        {
            "ok": all(one.ok for one in findings),
            "problems": sum(one.count for one in findings),
            "repaired": repaired,
            "quarantined": quarantined,
            "checks": [asdict(one) for one in findings],
        },
        lines,
    )


def _mark(finding: Finding) -> str:
    if not finding.ok:
        return "BAD"
    return "ok " if not finding.count else "was"
