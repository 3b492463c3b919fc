"""Protecting what the author wrote: a rewrite may add around their sentences, never change them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from loredesk.domain.blame import blame
from loredesk.domain.diff import joined, sentences, with_their_breaks
from loredesk.domain.notes import NoteRevision

ALIKE = 0.6
"""How alike a new sentence must be (Ratcliff/Obershelp, 0 to 1) to be another wording of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Protected:
    """A rewrite in which every sentence of the author's stands."""

    text: str
    restored: tuple[str, ...] = ()
    """The sentences the rewrite had changed or left out."""


def by_the_author(chain: Sequence[NoteRevision]) -> tuple[str, ...]:
    """Return the sentences of the last revision of *chain* that the author wrote."""
    found = blame([(one.content, one) for one in chain])
    return tuple(one.text.strip() for one in found if one.version.by == "author")


def protect(base: str, theirs: Sequence[str], proposed: str) -> Protected:
    """Return *proposed*, a rewrite of *base*, with the sentences in *theirs* as they were.

    One that was put in other words stands in place of those; one that was left out stands behind
    the sentence it stood behind.
    """
    before = sentences(base)
    result = _Text(proposed, known=before)
    spare = Counter(sentences(proposed))
    restored: list[str] = []
    wanted = Counter(theirs)
    for at, sentence in enumerate(before):
        if not wanted[sentence]:
            continue
        wanted[sentence] -= 1
        if spare[sentence]:
            spare[sentence] -= 1
            continue
        restored.append(sentence)
        if not result.replaced(sentence):
            result.insert(sentence, behind=before[:at])
    return Protected(text=result.text if restored else proposed, restored=tuple(restored))


class _Text:
    """A text that is put together again sentence by sentence."""

    def __init__(self, text: str, *, known: Sequence[str]) -> None:
        parts = with_their_breaks(text)
        self._sentences = sentences(text)
        self._breaks = [
            part[: len(part) - len(part.lstrip())] for part in parts
        ]  # What stands before each sentence.
        self._tail = parts[-1][len(parts[-1].rstrip()) :] if parts else ""
        self._new = [one not in set(known) for one in self._sentences]

    @property
    def text(self) -> str:
        """Return the text, with a break wherever two sentences would run into one another."""
        parts = zip(self._breaks, self._sentences, strict=True)
        return joined([one for part in parts for one in part] + [self._tail])

    def replaced(self, sentence: str) -> bool:
        """Put *sentence* in place of its other wording; return whether there is one."""
        alike = [
            (SequenceMatcher(None, sentence, other, autojunk=False).ratio(), -at)
            for at, other in enumerate(self._sentences)
            if self._new[at]
        ]
        likest, place = max(alike, default=(0.0, 0))
        if likest < ALIKE:
            return False
        self._sentences[-place] = sentence
        self._new[-place] = False
        return True

    def insert(self, sentence: str, *, behind: Sequence[str]) -> None:
        """Put *sentence* behind the nearest of those it stood *behind* that is still there."""
        places = [at for one in reversed(behind) for at in self._places(one)]
        at = places[0] + 1 if places else 0
        self._sentences.insert(at, sentence)
        self._breaks.insert(at, " " if at else "")
        self._new.insert(at, False)

    def _places(self, sentence: str) -> list[int]:
        return [at for at, one in enumerate(self._sentences) if one == sentence]
