"""A notice: something worth saying, shown in place and never in a box that stops the author."""

from dataclasses import dataclass
from typing import Literal

from loredesk.domain.errors import LoredeskError, TransientError

NoticeTone = Literal["info", "success", "warning", "danger"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One sentence for the author, with the way out."""

    sentence: str
    hint: str = ""
    tone: NoticeTone = "info"
    action: str = ""
    """What the button beside it says; empty for no button."""


def notice_of(error: BaseException, *, action: str = "") -> Notice:
    """Return what to tell the author about *error*."""
    if isinstance(error, LoredeskError):
        tone: NoticeTone = "warning" if isinstance(error, TransientError) else "danger"
        return Notice(sentence=error.message, hint=error.hint, tone=tone, action=action)
    return Notice(
        sentence="Something went wrong that Loredesk did not expect.",
        hint=f"What you wrote is kept. The log says more ({type(error).__name__}).",
        tone="danger",
        action=action,
    )
