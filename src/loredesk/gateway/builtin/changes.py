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
from loredesk.gateway.builtin.pronouns import Talk, named
from loredesk.gateway.builtin.prose import SPEECH, WORD, Mention, Names, ended, third_person
from loredesk.gateway.builtin.renaming import Renaming, renamings
from loredesk.ports.task_inputs import KnownEntry

_CLAUSES = re.compile(r"[;:]\s+|,\s+(?:and|but|while)\s+")
_GOES_ON = re.compile(
    r"(?:then\s+)?(?:he|she|they|it|I|we|his|her|their|my)\b|(?![A-Z])\w+(?:s|ed)\b"
)
_NEAR = 2
_QUIET_CATEGORIES = frozenset({"concept", "event"})
_CHARACTER = "character"
_INSTEAD = frozenset({"instead", "without", "than", "like", "about"})
_WAYS = PLACING | {"from", "to", "down", "up"}
_BESIDE = _WAYS | {
    "past",
    "with",
    "of",
    "for",
    "by",
    "beside",
    "before",
    "after",
    "against",
    "than",
    "like",
    "about",
    "towards",
    "around",
    "round",
    "between",
    "among",
    "under",
    "thinking",
    "instead",
    "without",
}
_TOWARDS = frozenset({"to", "from", "for", "with", "of", "by", "against"})
_SECOND, _GIVEN, _PASSING = 2, 3, 4
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
    verb_at: int = 0
    """Where in the sentence the first verb of change begins."""

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def find_changes(
    lines: Sequence[str],
    names: Names,
    newcomers: Iterable[KnownEntry] = (),
    here: KnownEntry | None = None,
) -> list[Change]:
    """Return what the sentences *lines*, one after another, change for the entries of *names*.

    *newcomers* of the same turn only help to understand the pronouns, and *here*, the place of
    the scene, to understand what is meant by "the inn".
    """
    everybody = Names((*names.entries, *newcomers))
    known = {entry.handle for entry in names.entries}
    found = {(one.entry.handle, one.quote): _renamed(one) for one in renamings(lines, names, here)}
    talk = Talk()
    for line in lines:
        for change in _changes_in(line, everybody, talk):
            if change.entry.handle in known:
                found.setdefault((change.entry.handle, change.quote), change)
        talk.hear(everybody.mentions(line))
    return list(found.values())


def _renamed(one: Renaming) -> Change:
    return Change(entry=one.entry, kind="making", summary=one.summary, quote=one.quote)


def change_kind(sentence: str) -> str:
    """Return the first kind of change that *sentence* states, or nothing."""
    return next((clause.kind for clause in _clauses(sentence) if clause.kind), "")


def _changes_in(line: str, names: Names, talk: Talk) -> list[Change]:
    """Return the changes one sentence states; its pronouns are put into names first."""
    if line.rstrip("\"\u201d' ").endswith("?"):
        return []
    told = named(line, names, talk)
    clauses = _clauses(told)
    changed = [clause for clause in clauses if clause.kind]
    mentions = names.mentions(told)
    found = []
    for clause in changed:
        concerned = [
            one
            for one in mentions
            if clause.start <= one.start < clause.end and _concerns(told, one, clause)
        ]
        for mention in _foremost(told, concerned, clause):
            summary = ended(third_person(_told_about(told, clauses, mention)))
            found.append(Change(entry=mention.entry, kind=clause.kind, summary=summary, quote=line))
    return found


def _foremost(line: str, mentions: Sequence[Mention], clause: _Clause) -> list[Mention]:
    """Return who acts in *clause* and what is acted upon: two at most, in their order."""
    ranked: dict[str, tuple[int, int, Mention]] = {}
    for mention in mentions:
        rank = _rank(line, mention, clause)
        acts = rank == 0 and any(place[0] == 0 for place in ranked.values())
        place = (_SECOND if acts else rank, mention.start, mention)
        ranked.setdefault(mention.entry.handle, place)
    chosen = sorted(ranked.values(), key=lambda place: place[:2])[:_NEAR]
    foremost = [place[2] for place in chosen if place[0] < _PASSING]
    return sorted(foremost or [place[2] for place in chosen[:1]], key=lambda one: one.start)


def _rank(line: str, mention: Mention, clause: _Clause) -> int:
    """Return 0 for the subject, 1 for the object, then who is given to, and who only stands by."""
    if mention.start < clause.verb_at:
        before = _small_words(line[clause.start : mention.start])
        return _PASSING if before and before[-1] in _BESIDE else 0
    between = _small_words(line[clause.verb_at : mention.start])[1:]
    if _BESIDE.isdisjoint(between):
        return 1
    behind = between[-1] if between else ""
    return _GIVEN if behind in _TOWARDS or _happens_there(clause) else _PASSING


def _small_words(text: str) -> list[str]:
    said = [word.casefold() for word in WORD.findall(text)]
    while said and said[-1] in DETERMINERS:
        said.pop()
    return said


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
        verbs, kind, at = _verbs(text)
        clauses.append(_Clause(text=text, start=start, verbs=verbs, kind=kind, verb_at=start + at))
        start = cut[1]
    return clauses


def _verbs(clause: str) -> tuple[tuple[str, ...], str, int]:
    """Return the verbs of change that *clause* states as facts, and what the first is and where."""
    found: list[tuple[str, str, int]] = []
    before: list[str] = []
    for match in WORD.finditer(clause):
        written = match[0]
        word = written.casefold()
        if word in UNREAL:
            break
        kind = "" if written[0].isupper() else _kind(word, before)
        if kind and not NEGATIONS.intersection(near.casefold() for near in before[-_NEAR:]):
            found.append((word, kind, match.start()))
        before.append(written)
    _, kind, at = found[0] if found else ("", "", 0)
    return tuple(word for word, _, _ in found), kind, at


def _kind(word: str, before: Sequence[str]) -> str:
    previous = before[-1] if before else ""
    if not previous or previous.casefold() in DETERMINERS or previous == "to":
        return ""
    if previous == "longer" and "no" in (near.casefold() for near in before[-_NEAR:]):
        return "resolve"
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
