"""The scene panel: time, place, who is present and the mood, embedded at the end of a reply.

A reply carries it as a block of `name: value` lines between `<panel>` and `</panel>`:
plain text that every model can write and an author can read.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

OPENING = "<panel>"
CLOSING = "</panel>"
STANDARD_FIELDS = ("time", "place", "present", "mood")

_LINE = re.compile(r"^\s*[-*]?\s*\**([^:*]{1,40}?)\**\s*:\s*(.*?)\s*$")
_SEPARATORS = re.compile(r"\s*[,;]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """The scene as a reply left it."""

    time: str = ""
    place: str = ""
    present: tuple[str, ...] = ()
    mood: str = ""
    fields: Mapping[str, str] = field(default_factory=dict, hash=False)
    """The world's own fields, by name."""

    def as_text(self) -> str:
        """Return the panel as the block a reply carries."""
        lines = [
            f"time: {self.time}",
            f"place: {self.place}",
            f"present: {', '.join(self.present)}",
            f"mood: {self.mood}",
            *(f"{name}: {value}" for name, value in self.fields.items()),
        ]
        return "\n".join((OPENING, *lines, CLOSING))


def split_reply(text: str, fields: Sequence[str] = ()) -> tuple[str, Panel | None]:
    """Return the prose of a reply and its panel, also where the reply was cut inside the panel.

    Of several panels the last counts.
    """
    prose, panel, rest = [], None, text
    while (start := rest.find(OPENING)) >= 0:
        prose.append(rest[:start])
        inside, _, rest = rest[start + len(OPENING) :].partition(CLOSING)
        panel = parse_panel(inside, fields)
    prose.append(_without_partial_tag(rest))
    return "\n\n".join(part.strip() for part in prose if part.strip()), panel


def visible_prose(text: str) -> str:
    """Return what of a reply still arriving may be shown: all before the panel begins."""
    start = text.find(OPENING)
    return text[:start] if start >= 0 else _without_partial_tag(text)


def parse_panel(text: str, fields: Sequence[str] = ()) -> Panel:
    """Read the lines of a panel; a line that is not `name: value` is passed over.

    Only the standard fields and the world's own *fields* are kept.
    """
    wanted = {name.casefold(): name for name in fields}
    values: dict[str, str] = {}
    own: dict[str, str] = {}
    for line in text.splitlines():
        match = _LINE.match(line)
        if match is None:
            continue
        name = match[1].strip().casefold()
        if name in STANDARD_FIELDS:
            values[name] = match[2]
        elif name in wanted:
            own[wanted[name]] = match[2]
    present = tuple(name for name in _SEPARATORS.split(values.get("present", "")) if name)
    return Panel(
        time=values.get("time", ""),
        place=values.get("place", ""),
        present=present,
        mood=values.get("mood", ""),
        fields=own,
    )


def _without_partial_tag(text: str) -> str:
    for length in range(len(OPENING) - 1, 0, -1):
        if text.endswith(OPENING[:length]):
            return text[:-length]
    return text
