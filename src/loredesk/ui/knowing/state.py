"""What is shown of who knows an entry, as frozen data."""

from dataclasses import dataclass

from loredesk.domain.visibility import EVERYONE, Visibility
from loredesk.domain.who_knows import KnownSentence, Learner, WhoKnows
from loredesk.ui.notice import Notice

WHOLE = "entry"
"""The key of the row that stands for the entry as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowingState:
    """Who knows one entry at one moment."""

    loading: bool = False
    in_session: bool = False
    found: WhoKnows | None = None
    chosen: str = WHOLE
    """The key of the row that is looked at."""
    busy: bool = False
    notice: Notice | None = None

    @property
    def sentence(self) -> KnownSentence | None:
        """Return the sentence that is looked at; None where it is the entry as a whole."""
        sentences = self.found.sentences if self.found is not None else ()
        return next((one for one in sentences if key_of(one) == self.chosen), None)

    @property
    def learners(self) -> tuple[Learner, ...]:
        """Return who learned what is looked at."""
        if self.sentence is not None:
            return self.sentence.learners
        return self.found.learners if self.found is not None else ()

    @property
    def visibility(self) -> Visibility:
        """Return who knows what is looked at without having learned it."""
        if self.sentence is not None:
            return self.sentence.counts
        return self.found.entry.visibility if self.found is not None else EVERYONE

    @property
    def can_change(self) -> bool:
        """Return whether it can be said who knows what is looked at."""
        if self.found is None or self.busy:
            return False
        return self.sentence is None or self.sentence.stands or self.sentence.own is not None

    @property
    def can_learn(self) -> bool:
        """Return whether somebody can learn what is looked at."""
        if self.found is None or self.busy or not self.in_session:
            return False
        return self.sentence is None or self.sentence.stands


def key_of(sentence: KnownSentence) -> str:
    """Return the key of the row of a sentence."""
    return f"{sentence.part}:{sentence.number}:{sentence.text}"
