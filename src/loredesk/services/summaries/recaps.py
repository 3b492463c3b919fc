"""What of the summaries a reply is told: which, in which order, and as much as fits."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from loredesk.domain.ids import MessageId
from loredesk.domain.summaries import SummariesInForce, Summary, SummaryLevel, told_by
from loredesk.domain.tokens import estimate_tokens
from loredesk.recall.budget import SMALLEST_CUT
from loredesk.services.shortening import shortened

MOST_CHAPTERS = 12
"""So many of the last chapters are looked at for what fits; the story has taken in all others."""
_FRAME_TOKENS = 12
"""What the heading of a summary costs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recap:
    """A summary as it is told."""

    summary: Summary
    text: str
    cut: bool = False

    @property
    def title(self) -> str:
        """Return what it sums up, in words."""
        stretch = self.summary.stretch
        if self.summary.level is SummaryLevel.STORY:
            return f"The story up to turn {stretch.last_turn}"
        return f"Chapter {stretch.chapter}, turns {stretch.first_turn} to {stretch.last_turn}"

    @property
    def tokens(self) -> int:
        """Return what telling it costs."""
        return _FRAME_TOKENS + estimate_tokens(self.text)


def recaps_of(found: SummariesInForce, *, turns: Collection[int] | None) -> tuple[Recap, ...]:
    """Return the summaries in the order in which they matter: the story, then the last chapters.

    Where *turns* are given, only sentences that rest on those alone are told.
    """
    parts = (*filter(None, [found.story]), *reversed(found.chapters))
    recaps = (Recap(summary=one, text=_told(one, turns)) for one in parts)
    return tuple(one for one in recaps if one.text)


def fitting_recaps(
    recaps: Sequence[Recap], room: int, *, shown: Collection[MessageId]
) -> tuple[Recap, ...]:
    """Return as many of *recaps* as fit *room* tokens, the oldest first.

    What they sum up is not all among the messages *shown*. The first that does not fit is
    shortened where that says something, and none follows it.
    """
    told: list[Recap] = []
    for one in not_all_shown(recaps, shown):
        if one.tokens > room:
            if room - _FRAME_TOKENS >= SMALLEST_CUT:
                text = shortened(one.text, room - _FRAME_TOKENS)
                told.append(replace(one, text=text, cut=True))
            break
        told.append(one)
        room -= one.tokens
    return tuple(sorted(told, key=_place))


def not_all_shown(recaps: Iterable[Recap], shown: Collection[MessageId]) -> list[Recap]:
    """Return those of *recaps* that tell more than the end of the line that is *shown*."""
    return [one for one in recaps if one.summary.stretch.first not in shown]


def _told(summary: Summary, turns: Collection[int] | None) -> str:
    if turns is None:
        return summary.text
    return told_by(one for one in summary.sentences if one.turns and set(one.turns) <= set(turns))


def _place(one: Recap) -> tuple[bool, int]:
    return one.summary.level is SummaryLevel.CHAPTER, one.summary.stretch.chapter
