"""Who knows an entry, sentence by sentence, as the author looks at it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from loredesk.domain.ids import KnowledgeId, LoreId, MessageId
from loredesk.domain.knowing import Part, known_to
from loredesk.domain.lore import LoreEntry
from loredesk.domain.visibility import Visibility


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """Somebody who learned something, and where."""

    id: KnowledgeId
    who: LoreId
    name: str
    message_id: MessageId | None
    turn: int | None
    """The turn of that message; None where it was known from the beginning."""
    in_force: bool
    """Whether it counts on the line the session shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSentence:
    """A sentence of an entry or of its note, with who knows it."""

    part: Part
    number: int
    """Counts the sentences of its part from 1; 0 where it does not stand there any more."""
    text: str
    own: Visibility | None
    """What the author has set for it; None where it is what its entry is."""
    counts: Visibility
    """What counts, for those who have not learned it."""
    learners: tuple[Learner, ...] = ()
    like: str = ""
    """The sentence that closes it, since it says the same."""

    @property
    def stands(self) -> bool:
        """Return whether the sentence is in the text as it is now."""
        return self.number > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoKnows:
    """An entry with everything that is set and known of it."""

    entry: LoreEntry
    sentences: tuple[KnownSentence, ...]
    """Those of the entry, then those of the note; those that are not there any more come last."""
    learners: tuple[Learner, ...]
    """Who learned the entry as a whole."""
    names: Mapping[LoreId, str] = field(default_factory=dict, hash=False)
    """The titles of all who are named in it."""

    def in_words(self, visibility: Visibility) -> str:
        """Return *visibility* as a phrase that follows "known to"."""
        return known_to(visibility, self.names)

    def of(self, part: Part) -> Iterator[KnownSentence]:
        """Yield the sentences that stand in one part, in order."""
        return (one for one in self.sentences if one.part == part and one.stands)
