"""Finding what changes for the known entries in a turn: sentences that state a fact about them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from loredesk.gateway.builtin.lexicon import (
    CHANGES,
    CHANGES_PLAIN,
    COPULAS,
    DETERMINERS,
    NEGATIONS,
    PLACE_VERBS,
    PLACING,
    STATES,
    UNREAL,
)
from loredesk.gateway.builtin.prose import SPEECH, WORD, Mention, Names, ended, third_person
from loredesk.ports.task_inputs import KnownEntry

_CLAUSES = re.compile(r"[;:]\s+|,\s+(?:and|but|while)\s+")
_GOES_ON = re.compile(
    r"(?:then\s+)?(?:he|she|they|it|I|we|his|her|their|my)\b|(?![A-Z])\w+(?:s|ed)\b"
)
_OPENING = re.compile(r"^(?P<word>He|She|They|It)\b")
_HIM = re.compile(
    r"(?<=\s)(?:him|her(?=[.,;!]|\s+(?:in|at|to|from|with|there|on|for|and|by|into|before|as)\b))"
)
_THEM = re.compile(r"(?<=\s)them(?=\W)")
_NEAR = 2
_QUIET_CATEGORIES = frozenset({"concept", "event"})
_CHARACTER = "character"
_GROUPS = frozenset({_CHARACTER, "faction"})
_INSTEAD = frozenset({"instead", "without", "than", "like", "about"})
_WAYS = PLACING | {"from", "to", "down", "up"}
_BEARERS = frozenset({"i", "we", "they", "you", "who", "also", "then", "both"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A sentence that says something new about a known entry."""

    entry: KnownEntry
    kind: str
    """The kind of change, as in `CHANGES`, or `state`."""
    summary: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clause:
    text: str
    start: int
    verbs: tuple[str, ...]
    kind: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(slots=True)
class _Talk:
    """Whom the pronouns of the next sentence mean."""

    one: KnownEntry | None = None
    many: KnownEntry | None = None
    thing: KnownEntry | None = None

    def opened_by(self, word: str) -> KnownEntry | None:
        """Return who *word* at the beginning of a sentence means."""
        if word in {"He", "She"}:
            return self.one
        return (self.many or self.one) if word == "They" else self.thing

    def hear(self, mentions: Sequence[Mention]) -> None:
        """Take in the names of a sentence."""
        named = [mention.entry for mention in mentions]
        self.one = next((one for one in named if one.category == _CHARACTER), self.one)
        self.many = next((one for one in named if one.category == "faction"), self.many)
        self.thing = next((one for one in named if one.category not in _GROUPS), self.thing)


def find_changes(
    lines: Sequence[str], names: Names, newcomers: Iterable[KnownEntry] = ()
) -> list[Change]:
    """Return what the sentences *lines*, one after another, change for the entries of *names*.

    *newcomers* of the same turn only help to understand the pronouns.
    """
    everybody = Names((*names.entries, *newcomers))
    known = {entry.handle for entry in names.entries}
    found: dict[tuple[str, str], Change] = {}
    talk = _Talk()
    for line in lines:
        for change in _changes_in(line, everybody, talk):
            if change.entry.handle in known:
                found.setdefault((change.entry.handle, change.quote), change)
        talk.hear(everybody.mentions(line))
    return list(found.values())


def change_kind(sentence: str) -> str:
    """Return the first kind of change that *sentence* states, or nothing."""
    return next((clause.kind for clause in _clauses(sentence) if clause.kind), "")


def _changes_in(line: str, names: Names, talk: _Talk) -> list[Change]:
    """Return the changes one sentence states; its pronouns are put into names first."""
    if line.rstrip("\"\u201d' ").endswith("?"):
        return []
    told = _named(line, names, talk)
    clauses = _clauses(told)
    changed = [clause for clause in clauses if clause.kind]
    found = []
    for mention in names.mentions(told):
        clause = next((one for one in changed if one.start <= mention.start < one.end), None)
        if clause is not None and _concerns(told, mention, clause):
            summary = ended(third_person(_told_about(told, clauses, mention)))
            found.append(Change(entry=mention.entry, kind=clause.kind, summary=summary, quote=line))
    return found


def resolved(lines: Sequence[str], names: Names) -> list[str]:
    """Return the sentences *lines* with the pronouns that are safe to resolve put into names."""
    talk = _Talk()
    told = []
    for line in lines:
        told.append(_named(line, names, talk))
        talk.hear(names.mentions(line))
    return told


def _named(line: str, names: Names, talk: _Talk) -> str:
    opening = _OPENING.match(line)
    bearer = talk.opened_by(opening["word"]) if opening is not None else None
    if bearer is not None and opening is not None:
        line = _spoken(bearer) + line[opening.end() :]
    elif opening is None:
        line = _with_him(line, names, talk)
    return _with_them(line, names, talk)


def _with_him(line: str, names: Names, talk: _Talk) -> str:
    """Put a name for `him` where one other character acts and it can only be the last one named."""
    people = [one.entry for one in names.mentions(line) if one.entry.category == _CHARACTER]
    alone = len({one.handle for one in people}) == 1
    if alone and talk.one is not None and talk.one.handle != people[0].handle:
        return _HIM.sub(_spoken(talk.one), line, count=1)
    return line


def _with_them(line: str, names: Names, talk: _Talk) -> str:
    """Put a name for `them` where a character acts upon the company that was named last."""
    them = list(_THEM.finditer(line))
    if talk.many is None or not them:
        return line
    before = [one for one in names.mentions(line) if one.end <= them[-1].start()]
    if not before or before[-1].entry.category != _CHARACTER:
        return line
    company = _spoken(talk.many)
    return f"{line[: them[-1].start()]}{company[0].lower()}{company[1:]}{line[them[-1].end() :]}"


def _spoken(entry: KnownEntry) -> str:
    bare = entry.category == _CHARACTER or entry.title.startswith("The ") or "'s " in entry.title
    return entry.title if bare else f"The {entry.title}"


def _told_about(line: str, clauses: Sequence[_Clause], mention: Mention) -> str:
    """Return the clauses of *line* that go together with the mention."""
    groups: list[tuple[int, int]] = []
    for clause in clauses:
        if groups and _GOES_ON.match(clause.text):
            groups[-1] = (groups[-1][0], clause.end)
        else:
            groups.append((clause.start, clause.end))
    return next(line[start:end] for start, end in groups if start <= mention.start < end)


def _clauses(line: str) -> list[_Clause]:
    blanked = SPEECH.sub(lambda match: " " * len(match[0]), line)
    clauses, start = [], 0
    for cut in (*(match.span() for match in _CLAUSES.finditer(blanked)), (len(line), len(line))):
        text = blanked[start : cut[0]]
        verbs, kind = _verbs(text)
        clauses.append(_Clause(text=text, start=start, verbs=verbs, kind=kind))
        start = cut[1]
    return clauses


def _verbs(clause: str) -> tuple[tuple[str, ...], str]:
    """Return the verbs of change that *clause* states as facts, and the kind of the first."""
    found: list[tuple[str, str]] = []
    before: list[str] = []
    for written in WORD.findall(clause):
        word = written.casefold()
        if word in UNREAL:
            break
        kind = "" if written[0].isupper() else _kind(word, before)
        if kind and not NEGATIONS.intersection(near.casefold() for near in before[-_NEAR:]):
            found.append((word, kind))
        before.append(written)
    return tuple(word for word, _ in found), found[0][1] if found else ""


def _kind(word: str, before: Sequence[str]) -> str:
    previous = before[-1] if before else ""
    if not previous or previous.casefold() in DETERMINERS or previous == "to":
        return ""
    if word in STATES and COPULAS.intersection(near.casefold() for near in before[-_NEAR:]):
        return "state"
    kind = next((kind for kind, forms in CHANGES.items() if word in forms), "")
    if kind:
        return kind
    borne = previous.casefold() in _BEARERS or previous[0].isupper() or previous.endswith("ly")
    return CHANGES_PLAIN.get(word, "") if borne else ""


def _concerns(line: str, mention: Mention, clause: _Clause) -> bool:
    """Return whether the change in *clause* happens to what is mentioned, not just near it."""
    before = [word.casefold() for word in WORD.findall(line[clause.start : mention.start])]
    if before and before[-1] in DETERMINERS:
        before = before[:-1]
    behind = before[-1] if before else ""
    if _INSTEAD.intersection(before[-3:]):
        return False
    category = mention.entry.category
    if category == _CHARACTER:
        return behind != "of"
    if line.startswith(("'s", "\u2019s"), mention.end):
        return False
    if not any(verb in before for verb in clause.verbs):
        return behind not in _WAYS
    if category in _QUIET_CATEGORIES:
        return False
    return behind not in _WAYS or category != "location" or _happens_there(clause)


def _happens_there(clause: _Clause) -> bool:
    return not PLACE_VERBS.isdisjoint(clause.verbs)
