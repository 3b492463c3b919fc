"""Running a command of Loredesk in this very process, and what it said."""

import contextlib
import io
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loredesk.__main__ import main


@dataclass(frozen=True, slots=True)
class Told:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Return the one JSON document it printed."""
        return json.loads(self.out)

    @property
    def events(self) -> list[dict[str, Any]]:
        """Return the JSON objects it printed, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]


class CommandLine:
    """Types commands about one home."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def __call__(self, *words: str, env: dict[str, str] | None = None) -> Told:
        """Run a command and return how it ended, whatever that was."""
        out, err = io.StringIO(), io.StringIO()
        with (
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
            _environment(env or {}),
        ):
            try:
                code = main(["--home", str(self.home), *words])
            except SystemExit as ended:
                code = int(ended.code or 0)
        return Told(code, out.getvalue(), err.getvalue())

    def done(self, *words: str, env: dict[str, str] | None = None) -> Any:
        """Run a command that must succeed; return its JSON."""
        told = self(*words, "--json", env=env)
        assert told.code == 0, (words, told)
        return told.json

    def log(self) -> str:
        """Return everything the log of the home says."""
        files = sorted((self.home / "logs").glob("*"))
        return "\n".join(one.read_text(encoding="utf-8", errors="replace") for one in files)


@contextlib.contextmanager
def _environment(values: dict[str, str]) -> Any:
    before = dict(os.environ)
    os.environ.update(values)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
