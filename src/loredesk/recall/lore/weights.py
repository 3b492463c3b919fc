"""How much each sign counts that an entry matters to a turn.

Measured on the hand-written worlds of tests/data/worlds and on generated campaigns
(tests/recall/campaign).
"""

from collections.abc import Mapping

WORDS, MEANING, TRIGGERS = "words", "meaning", "triggers"
OTHERWISE = "otherwise"
LINKS, RECENT = "links", "recent"

WEIGHTS: Mapping[str, float] = {
    WORDS: 0.75,
    MEANING: 0.75,
    OTHERWISE: 0.25,
    TRIGGERS: 1.36,
    LINKS: 0.5,
    RECENT: 0.5,
}
"""Words, meaning and other words are standardised; the rest lies between 0 and 1."""
