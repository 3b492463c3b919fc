"""What might have been learned from a session."""

from typing import Any

from loredesk.domain.ids import SessionId, WorldId
from loredesk.domain.learned_weights import LearnedWeights
from loredesk.domain.lessons import BUILT_IN, LEARNED, MEANING, WORDS, Lesson, Verdict
from loredesk.domain.measures import MEASURES
from loredesk.recall.story.weights import FIRST, SECOND, basis_of
from tests.fakes.library import EMBEDDER, NOON

SHARES = {WORDS: 0.2, MEANING: 0.3, BUILT_IN: 0.4, LEARNED: 0.5}


def lesson(**values: Any) -> Lesson:
    """Return a lesson after which the weights were kept."""
    told: dict[str, Any] = {
        "turns": 40,
        "verdict": Verdict.KEPT,
        "figures": {name: dict.fromkeys(MEASURES, share) for name, share in SHARES.items()},
        "asked": {BUILT_IN: 0.9, LEARNED: 0.95},
    }
    return Lesson(**{**told, **values})


def learned(world_id: WorldId, session_id: SessionId, **values: Any) -> LearnedWeights:
    """Return weights that were learned from a session: the built-in ones, if nothing else is said."""
    told: dict[str, Any] = {
        "first": dict(FIRST),
        "second": dict(SECOND),
        "basis": basis_of(EMBEDDER),
        "lesson": lesson(),
        "learned_at": NOON,
    }
    return LearnedWeights(world_id=world_id, session_id=session_id, **{**told, **values})
