"""How much each sign counts that an entry matters to a turn.

Learned on the hand-written worlds of tests/data/worlds, each measured by the weights of the other.
"""

from collections.abc import Mapping

WORDS, MEANING, TRIGGERS = "words", "meaning", "triggers"
LINKS, RECENT = "links", "recent"

WEIGHTS: Mapping[str, float] = {
    WORDS: 0.84,
    MEANING: 0.66,
    TRIGGERS: 1.36,
    LINKS: 0.5,
    RECENT: 0.5,
}
"""Words and meaning are standardised; the others lie between 0 and 1."""
