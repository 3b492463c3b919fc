"""Printing answers: JSON for scripts, plain lines for people; messages go to the error stream."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TextIO


@dataclass(frozen=True, slots=True)
class Printer:
    """Where a command's answer and its messages go."""

    out: TextIO
    err: TextIO
    as_json: bool

    def answer(self, data: Any, lines: Iterable[str]) -> None:  # noqa: ANN401  # JSON
        """Print the one answer of a command: *data* as JSON, or *lines* for people."""
        if self.as_json:
            print(json.dumps(data, ensure_ascii=False, indent=2), file=self.out, flush=True)
            return
        for line in lines:
            print(line, file=self.out)
        self.out.flush()

    def event(self, data: Any, lines: Iterable[str]) -> None:  # noqa: ANN401  # JSON
        """Print one of a stream of answers: an object a line as JSON, or *lines* for people."""
        if self.as_json:
            print(json.dumps(data, ensure_ascii=False), file=self.out, flush=True)
            return
        for line in lines:
            print(line, file=self.out)
        self.out.flush()

    def piece(self, text: str) -> None:
        """Print a piece of a reply as it arrives; people only."""
        if not self.as_json:
            print(text, end="", file=self.out, flush=True)

    def say(self, text: str) -> None:
        """Print a message for people to the error stream."""
        print(text, file=self.err, flush=True)


def counted(number: int, noun: str) -> str:
    """Return *number* of *noun*, in the plural where there is not exactly one."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
