"""Names in a line, as an author writes them: with commas between."""

import re
from collections.abc import Iterable

_SEPARATORS = re.compile(r"\s*[,;\n]\s*")


def as_line(names: Iterable[str]) -> str:
    """Return *names* as one line to write on in."""
    return ", ".join(names)


def in_line(line: str) -> tuple[str, ...]:
    """Return the names in *line*, each once, in the order of writing."""
    return tuple(dict.fromkeys(name for name in _SEPARATORS.split(line.strip()) if name))
