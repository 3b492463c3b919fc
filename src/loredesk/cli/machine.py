"""`models`, `doctor`: the machine and what runs on it."""

from argparse import Namespace
from dataclasses import asdict

from loredesk.cli.printing import Printer
from loredesk.domain.errors import UserFixableError
from loredesk.domain.services import Service
from loredesk.services.desk import Desk


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


async def doctor(desk: Desk, _args: Namespace, printer: Printer) -> None:
    """Look for everything that can be wrong."""
    findings = await desk.doctor.examine()
    printer.answer(
        {
            "ok": all(one.ok for one in findings),
            "problems": sum(one.count for one in findings),
            "checks": [asdict(one) for one in findings],
        },
        [f"{'ok ' if one.ok else 'BAD'}  {one.name}: {one.detail}" for one in findings],
    )
