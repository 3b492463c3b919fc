"""`backup`: copies of the library, without opening it."""

from argparse import Namespace
from typing import Protocol

from loredesk.cli.printing import Printer, counted
from loredesk.cli.shapes import Json
from loredesk.domain.backups import Backup
from loredesk.domain.errors import UserFixableError
from loredesk.services.backups import BackupService


class HasBackups(Protocol):
    """A desk, or what there is of one while the library is closed."""

    @property
    def backups(self) -> BackupService:
        """Return the backups."""
        ...


async def backup(desk: HasBackups, args: Namespace, printer: Printer) -> None:
    """Make, list, look over or restore backups."""
    if args.verb == "create":
        made = await desk.backups.create(args.reason)
        printer.answer(_shape(made), [_line(made)])
    elif args.verb == "list":
        rows = await desk.backups.list()
        printer.answer([_shape(row) for row in rows], [_line(row) for row in rows])
    elif args.verb == "verify":
        await _verify(desk.backups, args.name, printer)
    else:
        restored = await desk.backups.restore(args.name)
        kept = f" What stood there is kept as {restored.kept}." if restored.kept else ""
        printer.answer(
            {"restored": restored.name, "kept": restored.kept},
            [f"The library is as it was in the backup {restored.name}.{kept}"],
        )


async def _verify(backups: BackupService, name: str | None, printer: Printer) -> None:
    names = [name] if name else [row.name for row in await backups.list()]
    checks = [await backups.verify(one) for one in names]
    printer.answer(
        [{"name": one.name, "ok": one.ok, "problem": one.problem} for one in checks],
        [f"{'ok ' if one.ok else 'BAD'}  {one.name}  {one.problem}".rstrip() for one in checks],
    )
    if bad := sum(not one.ok for one in checks):
        raise UserFixableError(f"{counted(bad, 'backup')} cannot be trusted.")


def _shape(row: Backup) -> Json:
    return {
        "name": row.name,
        "created_at": row.created_at.isoformat(),
        "reason": row.reason,
        "bytes": row.bytes,
        "verified": row.verified,
        "problem": row.problem,
    }


def _line(row: Backup) -> str:
    state = "ok " if row.verified else "BAD"
    return f"{state}  {row.name}  {row.bytes / 1e6:.1f} MB  {row.reason}  {row.problem}".rstrip()
