"""The rule of what may be told to whom.

A pure function of four things: the visibility of an entry, the marks on its sentences, what was
learned on the line, and who is to know. An entry is told where one of those knows it. A sentence
with a mark of its own is told by that mark alone. One without is told where the entry is, unless it
says what a marked sentence says: a rewrite never opens what was closed. Who has learned an entry
knows all of it but its marked sentences; who has learned a sentence knows that sentence.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from loredesk.domain.diff import joined, sentences, with_their_breaks
from loredesk.domain.ids import LoreId, SessionId
from loredesk.domain.knowing import (
    STRANGER,
    Audience,
    Guarded,
    Part,
    Person,
    SentenceMark,
    Source,
    Told,
    Withheld,
    marks_in,
    own_mark,
)
from loredesk.domain.lore import LoreEntry
from loredesk.domain.visibility import EVERYONE, Visibility
from loredesk.domain.wording import says_the_same, sentence_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What is set and known in a session on a line, for those who are to know."""

    session_id: SessionId | None
    audience: Audience = None
    guarded: Mapping[LoreId, Guarded] = field(default_factory=dict, hash=False)

    def guards(self, entry: LoreEntry) -> bool:
        """Return whether anything of *entry* may have to be withheld; else all of it is told."""
        if self.audience is None:
            return False
        return entry.visibility != EVERYONE or entry.id in self.guarded

    def told(self, entry: LoreEntry, note: str = "") -> Told:
        """Return what may be told of *entry* and its note."""
        if not self.guards(entry):
            return Told(entry=entry, note=note)
        guarded = self.guarded.get(entry.id, Guarded())
        source = Source(entry=entry, note=note, guarded=guarded)
        return told(source, self.audience or (), session_id=self.session_id)


def told(source: Source, audience: Sequence[Person], *, session_id: SessionId | None) -> Told:
    """Return what of an entry and its note may be told where one of *audience* is to know it."""
    entry = source.entry
    rules = [_Rule(source, person, session_id) for person in audience or (STRANGER,)]
    named = any(rule.knows_entry() for rule in rules)
    from_whom = tuple(one.id for one in audience)
    if source.guarded == Guarded():
        # Nothing is said of any sentence: it is all or nothing.
        whole = () if named else (_withheld(entry, "entry", "", entry.visibility, from_whom),)
        return Told(
            entry=entry if named else None, note=source.note if named else "", withheld=whole
        )
    said: dict[Part, str] = {}
    withheld: list[Withheld] = []
    for part, text in _parts(source):
        kept: list[str] = []
        for piece in (pieces := with_their_breaks(text)):
            if any(rule.knows(part, piece) for rule in rules):
                kept.append(piece)
                continue
            visibility = closed_by(source, part, piece, session_id=session_id)
            withheld.append(_withheld(entry, part, piece.strip(), visibility, from_whom))
        said[part] = text if len(kept) == len(pieces) else joined(kept).strip()
    if not named and not any(one.strip() for one in said.values()):
        whole = (_withheld(entry, "entry", "", entry.visibility, from_whom),)
        return Told(entry=None, note="", withheld=whole)
    shown = replace(entry, content=said["content"])
    if not named:
        shown = replace(shown, aliases=(), tags=(), foreign=None)
    return Told(entry=shown, note=said["note"], withheld=tuple(withheld))


def closed_by(
    source: Source, part: Part, sentence: str, *, session_id: SessionId | None
) -> Visibility:
    """Return the visibility that counts for a sentence before anybody has learned it."""
    marks = source.guarded.marks
    mark = own_mark(marks, part, sentence_key(sentence), session_id)
    if mark is not None:
        return mark.visibility
    closing = [source.entry.visibility]
    closing += [one.visibility for one in _alike(source, part, sentence, session_id)]
    for other in source.guarded.merged:
        closing += [
            closed_by(other, its_part, said, session_id=session_id)
            for its_part, said in _same_in(other, sentence)
        ]
    known = [one.by for one in closing if one.by is not None]
    return Visibility(frozenset.intersection(*known)) if known else EVERYONE


def closing_sentence(
    source: Source, part: Part, sentence: str, *, session_id: SessionId | None
) -> str:
    """Return the sentence that closes one without a mark of its own, since it says the same."""
    key = sentence_key(sentence)
    if own_mark(source.guarded.marks, part, key, session_id) is not None:
        return ""
    for mark in _alike(source, part, sentence, session_id):
        if mark.visibility != EVERYONE and mark.key != key:
            return mark.text
    for other in source.guarded.merged:
        for its_part, said in _same_in(other, sentence):
            if closed_by(other, its_part, said, session_id=session_id) != EVERYONE:
                return said
    return ""


class _Rule:
    """What one person knows of one entry."""

    def __init__(self, source: Source, person: Person, session_id: SessionId | None) -> None:
        self.source = source
        self._someone = person.counts_as
        self._session_id = session_id
        learned = [one for one in source.guarded.learned if one.who in self._someone]
        self._keys = {one.key for one in learned if one.key is not None}
        self._learned_whole = any(one.key is None for one in learned)
        self._merged = [_Rule(one, person, session_id) for one in source.guarded.merged]

    def knows_entry(self) -> bool:
        """Return whether the entry as a whole is known."""
        return self._learned_whole or self.source.entry.visibility.lets(self._someone)

    def knows(self, part: Part, sentence: str) -> bool:
        """Return whether a sentence is known."""
        key = sentence_key(sentence)
        if key in self._keys:
            return True
        mark = own_mark(self.source.guarded.marks, part, key, self._session_id)
        if mark is not None:
            return mark.visibility.lets(self._someone)
        return (
            self.knows_entry()
            and all(map(self._is_open, _alike(self.source, part, sentence, self._session_id)))
            and all(
                rule.knows(its_part, said)
                for rule in self._merged
                for its_part, said in _same_in(rule.source, sentence)
            )
        )

    def _is_open(self, mark: SentenceMark) -> bool:
        return mark.key in self._keys or mark.visibility.lets(self._someone)


def _parts(source: Source) -> tuple[tuple[Part, str], ...]:
    return ("content", source.entry.content), ("note", source.note)


def _alike(
    source: Source, part: Part, sentence: str, session_id: SessionId | None
) -> Iterator[SentenceMark]:
    """Yield the marks on sentences that say what *sentence* says."""
    about = source.entry.names
    for mark in marks_in(source.guarded.marks, part, session_id):
        if says_the_same(mark.text, sentence, about=about):
            yield mark


def _same_in(source: Source, sentence: str) -> Iterator[tuple[Part, str]]:
    """Yield the sentences of an entry that say what *sentence* says."""
    guarded = source.guarded
    if source.entry.visibility == EVERYONE and not guarded.marks and not guarded.merged:
        return
    for part, text in _parts(source):
        for said in sentences(text):
            if says_the_same(said, sentence, about=source.entry.names):
                yield part, said


def _withheld(
    entry: LoreEntry,
    part: Part | Literal["entry"],
    text: str,
    visibility: Visibility,
    from_whom: tuple[LoreId, ...],
) -> Withheld:
    return Withheld(
        entry_id=entry.id,
        title=entry.title,
        part=part,
        text=text,
        visibility=visibility,
        from_whom=from_whom,
    )
