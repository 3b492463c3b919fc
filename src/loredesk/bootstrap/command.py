"""Running one headless command: here, beside the owner of the home, or by handing it over."""

import asyncio
import io
import os
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

from loredesk.cli import arguments, backup
from loredesk.cli.commands import Command, Need, command_for
from loredesk.cli.printing import Printer
from loredesk.domain.errors import DamagedLibraryError, LoredeskError, UserFixableError
from loredesk.domain.settings import Settings
from loredesk.host import logs, settings_file
from loredesk.host.home import Home, find_home
from loredesk.host.home_lock import HomeLock, new_boot_id, take, take_patiently
from loredesk.host.owner_link import OwnerServer, ask_owner
from loredesk.services.desk import Desk

DONE, FAILED, MISUSED = 0, 1, 2
NEVER_HANDED_OVER = frozenset({"play", "bench", "eval"})
OWNER_SECONDS = 600.0


def run_command(args: Namespace, argv: Sequence[str]) -> int:
    """Run the command in *args*; return the exit code."""
    printer = Printer(sys.stdout, sys.stderr, args.json)
    home = None
    try:
        home = find_home(args.home, os.environ)
        home.create()
        return _run_in(home, args, argv, printer)
    except DamagedLibraryError as error:
        printer.say(_with_a_way_back(error, home))
        return FAILED
    except LoredeskError as error:
        printer.say(error.sentence())
        return FAILED
    except KeyboardInterrupt:
        printer.say("Stopped.")
        return FAILED
    except BrokenPipeError:
        return FAILED


class RequestHandler:
    """Answers the commands other processes hand to the owner of a home."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def __call__(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Run the command in `argv`; return its exit code and what it printed."""
        if "argv" not in request:
            return {}
        out, err = io.StringIO(), io.StringIO()
        code = await self._run([str(one) for one in request["argv"]], out, err)
        return {"exit": code, "out": out.getvalue(), "err": err.getvalue()}

    async def _run(self, argv: Sequence[str], out: io.StringIO, err: io.StringIO) -> int:
        # In a thread: the parser looks for the words of the author's language on the disk.
        args = await asyncio.to_thread(_understood, argv, out, err)
        if isinstance(args, int):
            return args
        if args.command is None or args.command in NEVER_HANDED_OVER:
            err.write("This is for a loredesk of its own.\n")
            return MISUSED
        printer = Printer(out, err, args.json)
        try:
            await command_for(args).run(self._desk, args, printer)
        except LoredeskError as error:
            printer.say(error.sentence())
            return FAILED
        return DONE


def _understood(argv: Sequence[str], out: io.StringIO, err: io.StringIO) -> Namespace | int:
    """Return what *argv* asks for, or the exit code where it asks for help or for nothing."""
    try:
        with redirect_stdout(out), redirect_stderr(err):
            return arguments.read(argv)
    except SystemExit as ended:
        # It stands for the end of the one command that was asked for, not of the owner.
        return ended.code if isinstance(ended.code, int) else MISUSED


def _run_in(home: Home, args: Namespace, argv: Sequence[str], printer: Printer) -> int:
    command = command_for(args)
    if command.need is Need.FILES or _may_read(home, command):
        return _run_here(home, args, printer, new_boot_id(), None)
    boot_id = new_boot_id()
    lock = take(home, boot_id)
    if lock is None and (code := _handed_over(home, args, argv, printer)) is not None:
        return code
    # Nobody listens: what owns the home is about to begin or to end.
    lock = lock or take_patiently(home, boot_id)
    if lock is not None:
        return _run_here(home, args, printer, boot_id, lock)
    if _may_read(home, command, Need.MEND):
        return _run_here(home, args, printer, boot_id, None)
    code = _handed_over(home, args, argv, printer)
    if code is not None:
        return code
    hint = f"Do it there, or close it first ({home.path})."
    raise UserFixableError("Loredesk is open here.", hint=hint)


def _may_read(home: Home, command: Command, *other: Need) -> bool:
    """Return whether *command* can do with looking at a library that is there and up to date."""
    from loredesk.storage.migrate import is_newest

    return command.need in {Need.READ, Need.LOOK_OVER, *other} and is_newest(home.db_file)


def _handed_over(home: Home, args: Namespace, argv: Sequence[str], printer: Printer) -> int | None:
    """Have the owner of *home* run the command; None where nobody takes it."""
    if args.command in NEVER_HANDED_OVER:
        return None
    answer = ask_owner(home, {"argv": list(argv)}, timeout=OWNER_SECONDS)
    if answer is None:
        return None
    printer.out.write(str(answer["out"]))
    printer.err.write(str(answer["err"]))
    return int(answer["exit"])


def _run_here(
    home: Home, args: Namespace, printer: Printer, boot_id: str, lock: HomeLock | None
) -> int:
    log = logs.start(home, name="loredesk" if lock else "command")
    try:
        work = _open_and_run(home, args, command_for(args), printer, (boot_id, lock, log))
        return asyncio.run(work)
    finally:
        log.close()
        if lock is not None:
            lock.release()


async def _open_and_run(
    home: Home,
    args: Namespace,
    command: Command,
    printer: Printer,
    owner: tuple[str, HomeLock | None, logs.Logs],
) -> int:
    # The heavy half is imported only once it is clear that the command runs here.
    from loredesk.bootstrap.home import OpenedHome, Opening

    boot_id, lock, log = owner
    if command.need in {Need.FILES, Need.CLOSED}:
        from loredesk.bootstrap.closed import ClosedHome

        await backup.backup(ClosedHome(home, owned=lock is not None), args, printer)
        return DONE
    environ = settings_file.with_values(os.environ, getattr(args, "set", ()))
    or_defaults = command.need in {Need.LOOK_OVER, Need.MEND}
    settings, problem = _settings(home, environ, or_defaults=or_defaults)
    opening = Opening(
        home=home,
        settings=settings,
        settings_problem=problem,
        environ=environ,
        logs=log,
        lock=lock,
        boot_id=boot_id,
    )
    async with OpenedHome(opening) as opened:
        server = OwnerServer(home, RequestHandler(opened.desk)) if lock is not None else None
        if server is not None:
            await server.start()
        try:
            if command.need is Need.WORK:
                await opened.start_work()
            await command.run(opened.desk, args, printer)
        finally:
            if server is not None:
                await server.aclose()
    return DONE


def _settings(home: Home, environ: Mapping[str, str], *, or_defaults: bool) -> tuple[Settings, str]:
    """Return the settings, and what is wrong with their file where it is passed over."""
    try:
        return settings_file.load(home.settings_file, environ), ""
    except LoredeskError as error:
        if not or_defaults:
            raise
        return Settings(), error.sentence()


def _with_a_way_back(error: DamagedLibraryError, home: Home | None) -> str:
    """Return *error* as a sentence with the command that puts the newest sound backup back."""
    from loredesk.bootstrap.closed import newest_sound

    name = newest_sound(home) if home is not None else ""
    if not name:
        return error.sentence()
    way = f"`loredesk backup restore {name}` puts the newest backup that is sound in its place."
    return f"{error.sentence()} {way}"
