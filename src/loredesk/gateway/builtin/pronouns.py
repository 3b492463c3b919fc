"""Putting names for pronouns, where it is safe to say whom they mean."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loredesk.gateway.builtin.prose import Mention, Names, pronoun_of, spoken
from loredesk.ports.task_inputs import KnownEntry

_OPENING = re.compile(r"^(?P<word>He|She|They|It)\b")
_HIM = re.compile(
    r"(?<=\s)(?:him|her(?=[.,;!]|\s+(?:in|at|to|from|with|there|on|for|and|by|into|before|as)\b))"
)
_THEM = re.compile(r"(?<=\s)them(?=\W)")
_CHARACTER = "character"
_GROUPS = frozenset({_CHARACTER, "faction"})
_SUFFERS = re.compile(
    r"\s+(?:is|was|has\s+been)\s+(?:\w+ly\s+)?(?:killed|hanged|executed|slain|murdered|beheaded|strangled|"
    r"drowned|shot|buried|imprisoned|sentenced|released|freed|banished|exiled|locked)\b"
)


@dataclass(slots=True)
class Talk:
    """Whom the pronouns of the next sentence mean."""

    one: KnownEntry | None = None
    people: tuple[KnownEntry, ...] = ()
    """The characters of the last sentence that named any."""
    many: KnownEntry | None = None
    thing: KnownEntry | None = None

    def opened_by(self, word: str, after: str = "") -> KnownEntry | None:
        """Return who *word* at the beginning of a sentence, before *after*, means."""
        if word in {"He", "She"}:
            suffers = _SUFFERS.match(after) is not None
            return self._he_or_she(word.casefold(), suffers=suffers)
        return (self.many or self.one) if word == "They" else self.thing

    def _he_or_she(self, word: str, *, suffers: bool) -> KnownEntry | None:
        """Return the first of the last named who is called *word*, or of whom it is not known.

        Who is hanged, though, is whom the last sentence was done to.
        """
        people = self.people if suffers else reversed(self.people)
        fitting = {pronoun_of(one): one for one in people}
        return fitting.get(word, fitting.get("they"))

    def hear(self, mentions: Sequence[Mention]) -> None:
        """Take in the names of a sentence."""
        named = [mention.entry for mention in mentions]
        self.people = tuple(one for one in named if one.category == _CHARACTER) or self.people
        self.one = next((one for one in named if one.category == _CHARACTER), self.one)
        self.many = next((one for one in named if one.category == "faction"), self.many)
        self.thing = next((one for one in named if one.category not in _GROUPS), self.thing)


def resolved(lines: Sequence[str], names: Names) -> list[str]:
    """Return the sentences *lines* with the pronouns that are safe to resolve put into names."""
    talk = Talk()
    told = []
    for line in lines:
        told.append(named(line, names, talk))
        talk.hear(names.mentions(line))
    return told


def named(line: str, names: Names, talk: Talk) -> str:
    """Return *line* with a name for the pronoun that begins it, for him and for them."""
    opening = _OPENING.match(line)
    bearer = talk.opened_by(opening["word"], line[opening.end() :]) if opening else None
    if bearer is not None and opening is not None:
        line = spoken(bearer) + line[opening.end() :]
    elif opening is None:
        line = _with_him(line, names, talk)
    return _with_them(line, names, talk)


def _with_him(line: str, names: Names, talk: Talk) -> str:
    """Put a name for `him` where one other character acts and it can only be the last one named."""
    him = _HIM.search(line)
    before = [one for one in names.mentions(line) if him is not None and one.end <= him.start()]
    people = [one.entry for one in before if one.entry.category == _CHARACTER]
    alone = len({one.handle for one in people}) == 1
    if alone and talk.one is not None and talk.one.handle != people[0].handle:
        return _HIM.sub(spoken(talk.one), line, count=1)
    return line


def _with_them(line: str, names: Names, talk: Talk) -> str:
    """Put a name for `them` where a character acts upon the company that was named last."""
    them = list(_THEM.finditer(line))
    if talk.many is None or not them:
        return line
    before = [one for one in names.mentions(line) if one.end <= them[-1].start()]
    if not before or before[-1].entry.category != _CHARACTER:
        return line
    company = spoken(talk.many)
    return f"{line[: them[-1].start()]}{company[0].lower()}{company[1:]}{line[them[-1].end() :]}"
