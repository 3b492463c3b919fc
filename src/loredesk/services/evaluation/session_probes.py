"""Asking a story for what it tells by words of its own, which any weights must find.

What replies use is in part chance, and what is learned from chance could lose what is asked for. So
some replies are asked for by a few words of one of their sentences. Turns of the author's are not:
where one asks for something, another that asked the same is no answer.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loredesk.domain.diff import sentences
from loredesk.domain.ids import MessageId
from loredesk.domain.messages import Message, Role
from loredesk.domain.scripts import is_unspaced
from loredesk.recall.terms import COMMON, words

MOST = 200
"""So many replies are asked for."""
WORDS = 3
"""By so many words."""
SIGNS = 4
"""So many stand for a word, where words are not parted."""
AMONG = 10
"""Each is to be among so many messages from the top."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """A text, and the message it is taken from."""

    text: str
    message_id: MessageId


def probes(line: Sequence[Message], chance: random.Random) -> list[Probe]:
    """Return what to ask *line* for; replies that say too little are passed over."""
    replies = [one for one in line if one.role is not Role.AUTHOR]
    some = chance.sample(replies, min(MOST, len(replies)))
    return [probe for message in some for probe in _of(message, chance)]


def found(probe: Probe, order: Sequence[MessageId]) -> bool:
    """Return whether *order*, the best first, has what was asked for high enough."""
    return probe.message_id in order[:AMONG]


def _of(message: Message, chance: random.Random) -> Iterator[Probe]:
    said = [_telling(one) for one in sentences(message.text)]
    telling = [one for one in said if len(one) >= WORDS]
    if telling:
        text = " ".join(chance.sample(chance.choice(telling), WORDS))
        yield Probe(text=text, message_id=message.id)


def _telling(sentence: str) -> list[str]:
    """Return the words of a sentence that say something; where no spaces part them, a few signs."""
    said = (piece for word in dict.fromkeys(words(sentence)) for piece in _pieces(word))
    return [one for one in said if one not in COMMON]


def _pieces(word: str) -> Iterator[str]:
    step = SIGNS if is_unspaced(word) else len(word)
    return (word[start : start + step] for start in range(0, len(word), step))
