"""What Loredesk keeps of the summaries of stories."""

from collections.abc import Iterable
from typing import Protocol

from loredesk.domain.ids import MessageId, SessionId, SummaryId
from loredesk.domain.summaries import (
    Covered,
    LinePlace,
    Outline,
    Stretch,
    SummariesInForce,
    Summary,
    SummaryLevel,
)


class SummaryRepo(Protocol):
    """The summaries of all sessions. None is ever changed: another is written beside it."""

    def add(self, summary: Summary) -> Summary:
        """Keep a new version of a summary and return it with its number."""
        ...

    def get(self, summary_id: SummaryId) -> Summary:
        """Return a summary, or refuse with a sentence where there is none."""
        ...

    def current(self, last: MessageId, level: SummaryLevel) -> Summary | None:
        """Return the newest version of the summary that ends with message *last*, or None."""
        ...

    def versions(self, last: MessageId, level: SummaryLevel) -> tuple[Summary, ...]:
        """Return every version of the summary that ends with message *last*, the oldest first."""
        ...

    def of_session(self, session_id: SessionId) -> tuple[Summary, ...]:
        """Return every version of every summary of a session, in the order they were written."""
        ...

    def in_force(
        self, session_id: SessionId, *, head: MessageId | None = None, last: int | None = None
    ) -> SummariesInForce:
        """Return what may be told to a model on the line shown, or on the line to *head*.

        That is without what the author hides, and nothing where the session goes without summaries;
        of the chapters only the *last* ones where their number is given.
        """
        ...

    def standing(self, session_id: SessionId, *, head: MessageId | None = None) -> SummariesInForce:
        """Return what counts on the line shown, or on the line to *head*; also what is hidden."""
        ...

    def outline(self, session_id: SessionId, *, head: MessageId | None = None) -> Outline:
        """Return what `standing` returns, without the texts."""
        ...

    def covered(
        self, session_id: SessionId, planned: Iterable[Stretch] = ()
    ) -> tuple[Covered, ...]:
        """Return where on the line shown there are chapters, written or *planned*, in order."""
        ...

    def places(
        self, session_id: SessionId, *, from_depth: int, to_turn: int
    ) -> tuple[LinePlace, ...]:
        """Return the messages on the line shown, from a depth on to the end of a turn."""
        ...
