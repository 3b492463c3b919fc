"""Lines of a story in passages, and vectors to compare them by."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from loredesk.domain.documents import text_hash
from loredesk.domain.ids import MessageId, SessionId
from loredesk.domain.messages import Message, Role
from loredesk.recall.story.passages import StoryPassages
from tests.fakes.vectors import direction

BEGIN = datetime(2026, 1, 1, 20, tzinfo=UTC)
Line = str | tuple[str, str]
"""What is said, or who says it and what."""


def said(text: str, speaker: str = "Narrator", number: int = 0, at: datetime = BEGIN) -> Message:
    """Return a message of a story."""
    return Message(
        id=MessageId(f"m{number}"),
        session_id=SessionId("s"),
        parent_id=None,
        seq=number,
        role=Role.NARRATOR,
        speaker=speaker,
        text=text,
        created_at=at,
    )


def told(*sittings: Sequence[Line]) -> StoryPassages:
    """Return the passages of *sittings*, each some lines; a day lies between them."""
    passages = StoryPassages()
    for day, lines in enumerate(sittings):
        for minute, line in enumerate(lines):
            speaker, text = line if isinstance(line, tuple) else ("Narrator", line)
            at = BEGIN + timedelta(days=day, minutes=minute)
            passages.append(said(text, speaker, passages.messages, at), passages.messages)
    return passages


def vector_of(text: str) -> NDArray[np.float32]:
    """Return a vector that belongs to a text and to no other."""
    return direction(*(1.0 + byte for byte in bytes.fromhex(text_hash(text))[:4]))


def embed(passages: StoryPassages) -> None:
    """Give every passage that has none its vector."""
    missing = passages.without_vector()
    passages.put_vectors({name: vector_of(text) for name, text in missing.items()})


class WordDirections:
    """Words point where they are told to; of others nothing is known."""

    def __init__(self, **directions: Sequence[float]) -> None:
        self.known = {word: direction(*numbers) for word, numbers in directions.items()}
        self.asked: list[tuple[str, ...]] = []

    def of(self, words: Sequence[str]) -> NDArray[np.float32]:
        """Return a unit vector for each of *words*; zeros for one nothing is known of."""
        self.asked.append(tuple(words))
        nothing = np.zeros(len(next(iter(self.known.values()))), np.float32)
        return np.stack([self.known.get(word, nothing) for word in words])
