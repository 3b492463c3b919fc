"""Running: the tests are collected once, and every mistake gets a process of its own.

The process is a copy of the one that has collected the tests, so that nothing is imported twice:
it plants the mistake and runs the tests of that module until one fails.
"""

import gc
import os
import resource
import shutil
import signal
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from tests.mutation.mutants import Mutant
from tests.mutation.planting import plant

KILLED, SURVIVED, TIMEOUT = "killed", "survived", "timeout"
_CPU_SECONDS = 20
_SECONDS = 90
_MEMORY = 2 << 30
_EXAMPLES = 25


class NotGreenError(Exception):
    """The tests fail without any mistake planted, so that they would tell nothing."""


class Runner:
    """A plugin that runs the collected tests once for each mistake."""

    def __init__(
        self,
        planned: Sequence[tuple[Sequence[Path], Iterable[Mutant]]],
        found: Callable[[Mutant, str, float], None],
    ) -> None:
        self._planned = planned
        self._found = found
        self.problem = ""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the tests in forked processes in place of the usual once."""
        for item in session.items:
            _quicken(item)
        home = Path(str(session.config._tmp_path_factory.getbasetemp()))  # type: ignore[attr-defined]
        gc.collect()
        gc.freeze()
        for files, planted in self._planned:
            items = [one for one in session.items if Path(one.path) in files]
            try:
                items = self._quickest_first(session, items, home)
            except NotGreenError as error:
                self.problem = str(error)
                break
            for mutant in planted:
                started = time.monotonic()
                verdict = _attempt(session, items, mutant, home)
                self._found(mutant, verdict, time.monotonic() - started)
        return True

    def _quickest_first(
        self, session: pytest.Session, items: list[pytest.Item], home: Path
    ) -> list[pytest.Item]:
        """Return *items* by how long they take; they must all pass."""
        notes = home / "durations"

        def run() -> int:
            lines = []
            for at, item in enumerate(items):
                started = time.process_time()
                _run(session, [item])
                lines.append(f"{time.process_time() - started} {at}")
                if session.testsfailed:
                    notes.write_text(item.nodeid)
                    return 1
            notes.write_text("\n".join(lines))
            return 0

        if _forked(run, home, generous=True) != SURVIVED:
            raise NotGreenError(f"without a mistake this fails: {notes.read_text()}")
        order = sorted((float(took), int(at)) for took, at in map(str.split, _lines(notes)))
        return [items[at] for _, at in order]


def _lines(path: Path) -> list[str]:
    return path.read_text().splitlines()


def _quicken(item: pytest.Item) -> None:
    """Let a property try fewer examples and not look for the smallest one that fails."""
    function = getattr(item, "obj", None)
    function = getattr(function, "__func__", function)
    usual = getattr(function, "_hypothesis_internal_use_settings", None)
    if usual is not None:
        most = min(usual.max_examples, _EXAMPLES)
        quick = settings(
            usual, max_examples=most, phases=(Phase.explicit, Phase.generate), deadline=None
        )
        setattr(function, "_hypothesis_internal_use_settings", quick)  # noqa: B010


def _attempt(
    session: pytest.Session, items: Sequence[pytest.Item], mutant: Mutant, home: Path
) -> str:
    def run() -> int:
        plant(mutant)
        _run(session, items)
        return int(bool(session.testsfailed))

    return _forked(run, home)


def _run(session: pytest.Session, items: Sequence[pytest.Item]) -> None:
    for item in items:
        item.ihook.pytest_runtest_protocol(item=item, nextitem=None)
        if session.testsfailed:
            return


def _forked(run: Callable[[], int], home: Path, *, generous: bool = False) -> str:
    """Return what became of *run* in a process of its own."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.chdir(home)
            nothing = os.open(os.devnull, os.O_RDWR)
            os.dup2(nothing, 1)
            os.dup2(nothing, 2)
            _limit(10 if generous else 1)
            code = run()
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    for folder in home.glob("*[0-9]"):
        shutil.rmtree(folder, ignore_errors=True)
    if os.WIFSIGNALED(status):
        return TIMEOUT
    return KILLED if os.WEXITSTATUS(status) else SURVIVED


def _limit(times: int) -> None:
    seconds = _CPU_SECONDS * times
    for number in (signal.SIGALRM, signal.SIGXCPU):
        signal.signal(number, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.alarm(_SECONDS * times)


def run_mutants(
    planned: Sequence[tuple[Sequence[Path], Iterable[Mutant]]],
    found: Callable[[Mutant, str, float], None],
) -> None:
    """Run for each group of mutants the tests of its files, and report each by *found*.

    Raises `NotGreenError` where the tests fail as they are, or cannot even be collected.
    """
    files = sorted({str(path) for paths, _ in planned for path in paths})
    runner = Runner(planned, found)
    options = [
        "-q",
        "-x",
        "-s",
        "--tb=native",
        "--no-header",
        "-p",
        "no:cacheprovider",
        "--assert=plain",
    ]
    code = pytest.main([*options, *files], plugins=[runner])
    if runner.problem or code != pytest.ExitCode.OK:
        raise NotGreenError(runner.problem or f"the tests could not be run (pytest says {code!r})")
