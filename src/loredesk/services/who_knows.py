"""Reading who knows an entry, sentence by sentence, for the author to look at."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from loredesk.domain.diff import sentences
from loredesk.domain.ids import LoreId, SessionId
from loredesk.domain.knowing import (
    Guarded,
    Learned,
    Part,
    SentenceMark,
    Source,
    on_line,
    own_mark,
)
from loredesk.domain.visibility import Visibility
from loredesk.domain.who_knows import KnownSentence, Learner, WhoKnows
from loredesk.domain.withholding import closed_by, closing_sentence
from loredesk.domain.wording import sentence_key
from loredesk.ports.store import Repos
from loredesk.services.knowing import guarded_of


def who_knows(repos: Repos, entry_id: LoreId, session_id: SessionId | None) -> WhoKnows:
    """Return an entry with everything that is set and known of it in a session, on any line."""
    source = source_of(repos, entry_id, session_id)
    learned = _not_taken_back(repos, entry_id, session_id)
    told = _Telling(repos, source, session_id, learned)
    every = tuple(told.sentences())
    people = {one.who for one in learned}
    people |= _named(source.entry.visibility)
    for sentence in every:
        people |= _named(sentence.counts) | (_named(sentence.own) if sentence.own else set())
    names = {one: entry.title for one, entry in repos.lore.many(sorted(people)).items()}
    return WhoKnows(entry=source.entry, sentences=every, learners=told.learners(None), names=names)


def source_of(repos: Repos, entry_id: LoreId, session_id: SessionId | None) -> Source:
    """Return an entry with its note in a session, and what is set about it there."""
    entry = repos.lore.get(entry_id)
    note = repos.notes.current(session_id, entry_id) if session_id else None
    guarded = guarded_of(repos, entry.world_id, session_id, [entry_id])
    return Source(
        entry=entry,
        note=note.note_content if note else "",
        guarded=guarded.get(entry_id, Guarded()),
    )


@dataclass(frozen=True, slots=True)
class _Telling:
    """Puts together what is shown of the sentences of an entry."""

    repos: Repos
    source: Source
    session_id: SessionId | None
    learned: tuple[Learned, ...]

    def sentences(self) -> Iterator[KnownSentence]:
        shown: set[str] = set()
        parts: tuple[tuple[Part, str], ...] = (
            ("content", self.source.entry.content),
            ("note", self.source.note),
        )
        for part, text in parts:
            for number, sentence in enumerate(sentences(text), start=1):
                shown.add(sentence_key(sentence))
                yield self._sentence(part, number, sentence)
        for part, key, text in self._others():
            if key not in shown:
                shown.add(key)
                yield self._sentence(part, 0, text)

    def learners(self, key: str | None) -> tuple[Learner, ...]:
        """Return who learned a sentence, or the entry as a whole."""
        some = [one for one in self.learned if one.key == key]
        line = self.repos.messages.on_line({one.message_id for one in some if one.message_id})
        here = {one.id for one in on_line(some, line)}
        people = self.repos.lore.many([one.who for one in some])
        return tuple(
            Learner(
                id=one.id,
                who=one.who,
                name=people[one.who].title,
                message_id=one.message_id,
                turn=self.repos.messages.turn_of(one.message_id) if one.message_id else None,
                in_force=one.id in here,
            )
            for one in some
        )

    def _sentence(self, part: Part, number: int, text: str) -> KnownSentence:
        key, session_id = sentence_key(text), self.session_id
        mark = own_mark(self.source.guarded.marks, part, key, session_id)
        return KnownSentence(
            part=part,
            number=number,
            text=text,
            own=mark.visibility if mark else None,
            counts=closed_by(self.source, part, text, session_id=session_id),
            learners=self.learners(key),
            like=closing_sentence(self.source, part, text, session_id=session_id),
        )

    def _others(self) -> Iterator[tuple[Part, str, str]]:
        """Yield what is set or known of that may not be in the text any more."""
        for mark in _of_session(self.source.guarded.marks, self.session_id):
            yield "content" if mark.session_id is None else "note", mark.key, mark.text
        for one in self.learned:
            if one.key is not None:
                yield "note", one.key, one.text


def _of_session(
    marks: Iterable[SentenceMark], session_id: SessionId | None
) -> Iterator[SentenceMark]:
    return (one for one in marks if one.session_id in {None, session_id})


def _not_taken_back(
    repos: Repos, entry_id: LoreId, session_id: SessionId | None
) -> tuple[Learned, ...]:
    if session_id is None:
        return ()
    found = repos.knowledge.learned_in(session_id, [entry_id])
    return tuple(one for one in found if one.withdrawn_at is None)


def _named(visibility: Visibility) -> set[LoreId]:
    return set(visibility.by or ())
