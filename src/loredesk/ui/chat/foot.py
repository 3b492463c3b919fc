"""The quiet row under a message: its takes, and what one can do with it."""

from dataclasses import dataclass, replace

from loredesk.domain.messages import Role
from loredesk.ui.chat.state import UNSENT, Passage

ACT_LINK = "act"
CONTEXT_LINK = "context"
MORE = "more"
"""Stands in a link for everything else one can do."""


@dataclass(frozen=True, slots=True)
class Part:
    """A few words of the row, and where they lead."""

    words: str
    target: str = ""
    is_close: bool = False
    """Whether it belongs to the part before it, without a dot between."""
    is_faint: bool = False
    """Whether it leads nowhere now."""


def foot(passage: Passage) -> tuple[Part, ...]:
    """Return the row under *passage*; empty under one that is not stored yet."""
    if passage.message_id == UNSENT:
        return ()
    parts = [*_takes(passage)]
    if passage.role is Role.NARRATOR and passage.turn:
        parts.append(_act(passage, "Regenerate", "chat.regenerate"))
    parts.append(_act(passage, "Edit", "message.edit"))
    parts.append(_act(passage, "Branch", "message.branch"))
    parts.append(_act(passage, "More", MORE))
    if passage.has_context:
        told = f"{CONTEXT_LINK}:{passage.message_id}"
        parts.append(Part("What the model was told", told))
    return tuple(parts)


def act_of(target: str) -> tuple[str, str]:
    """Return the action and the message that the target of a link names."""
    action, _, message_id = target.partition(":")
    return action, message_id


def _takes(passage: Passage) -> tuple[Part, ...]:
    if passage.takes == 1:
        return ()
    has_earlier, has_later = passage.take > 1, passage.take < passage.takes
    earlier = (
        _act(passage, "\u25c0", "chat.take_left") if has_earlier else Part("\u25c0", is_faint=True)
    )
    later = (
        _act(passage, "\u25b6", "chat.take_right") if has_later else Part("\u25b6", is_faint=True)
    )
    words = f"\u00a0 {passage.take} of {passage.takes} \u00a0".replace(" ", "\u00a0")
    return (earlier, Part(words, is_close=True), replace(later, is_close=True))


def _act(passage: Passage, words: str, action: str) -> Part:
    return Part(words, f"{ACT_LINK}:{action}:{passage.message_id}")
