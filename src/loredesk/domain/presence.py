"""Who was there: what of a story somebody has witnessed, by the panels of its messages.

A panel says how a message leaves the scene, so the one before it says how it found it. Who is in
both was there all along; who is in one only came or left meanwhile. What the author writes has no
panel and leaves the scene as it is.
"""

from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum

from loredesk.domain.ids import MessageId
from loredesk.domain.lore import name_key
from loredesk.domain.messages import Message
from loredesk.domain.panel import Panel


class Presence(StrEnum):
    """Whether somebody was there when something was told."""

    SPOKE = "spoke"
    PRESENT = "present"
    PARTLY = "partly"
    """They came or left during it."""
    ABSENT = "absent"
    UNKNOWN = "unknown"
    """No panel has said yet who is there."""

    @property
    def witnessed(self) -> bool:
        """Return whether they may know of it: also where nothing says that they missed it."""
        return self is not Presence.ABSENT


def presence(
    line: Sequence[Message], names: Collection[str], *, before: Panel | None = None
) -> dict[MessageId, Presence]:
    """Return for each message of *line* whether who is called by *names* was there.

    Where *line* is only the end of one, *before* is the last panel of what is missing.
    """
    keys = frozenset(map(name_key, names)) - {""}
    found: dict[MessageId, Presence] = {}
    for message, was, now in _with_scenes(line, before):
        if name_key(message.speaker) in keys:
            found[message.id] = Presence.SPOKE
        else:
            found[message.id] = _between(_is_in(was, keys), _is_in(now, keys))
    return found


def _with_scenes(
    line: Sequence[Message], before: Panel | None
) -> Iterator[tuple[Message, Panel | None, Panel | None]]:
    was = before
    for message in line:
        now = message.panel or was
        yield message, was, now
        was = now


def _is_in(panel: Panel | None, keys: Collection[str]) -> bool | None:
    if panel is None:
        return None
    return any(_plain(name) in keys for name in panel.present)


def _plain(name: str) -> str:
    """Return the key of a name in a panel, without what stands behind it in brackets."""
    return name_key(name.partition("(")[0])


def _between(was: bool | None, now: bool | None) -> Presence:  # noqa: FBT001  # two scenes, alike
    """Return what being there before and after a message comes to; None where nothing is said."""
    if now is None:
        return Presence.UNKNOWN
    if was is not None and was != now:
        return Presence.PARTLY
    return Presence.PRESENT if now else Presence.ABSENT
