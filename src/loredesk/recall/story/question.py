"""What is asked of a story: its terms, whom it names, what kind of answer it wants."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from loredesk.recall.terms import COMMON, telling_terms, terms, words

_WANTS_TIME = re.compile(
    r"\b(when|how long|since|what (day|date|month|year|time|week|season))\b", re.IGNORECASE
)
_WANTS_NUMBER = re.compile(
    r"\b(how (many|much|old|far|long|tall|big|often|heavy|deep)|what (age|number|price|size))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A text that something of the story should answer, or be remembered for."""

    text: str
    asked: tuple[str, ...]
    """Its terms, each once, without common words and the names of those who speak.

    These only where nothing else is left.
    """
    telling: tuple[str, ...]
    """Its words, each once, never common words or those names."""
    named: frozenset[str]
    """The words of speakers' names in it."""
    wants_time: bool
    wants_number: bool
    vector: NDArray[np.float32] | None
    """Of length 1; None where meaning cannot be compared."""

    @classmethod
    def read(
        cls,
        text: str,
        *,
        speakers: Collection[str],
        vector: NDArray[np.float32] | None = None,
    ) -> Self:
        """Read *text*; *speakers* are the words of the names of those who speak in the story."""
        name_terms = {term for name in speakers for term in terms(name)}
        telling = dict.fromkeys(telling_terms(text))
        said = dict.fromkeys(words(text))
        line = " ".join(text.split())
        return cls(
            text=text,
            asked=tuple(term for term in telling if term not in name_terms) or tuple(telling),
            telling=tuple(word for word in said if word not in COMMON and word not in speakers),
            named=frozenset(said) & frozenset(speakers),
            wants_time=bool(_WANTS_TIME.search(line)),
            wants_number=bool(_WANTS_NUMBER.search(line)),
            vector=vector,
        )
