"""Who knows what on a line: read for whoever is to tell something, in the caller's transaction.

A reply is told in three steps. `who_speaks` says whose words it is and who must know what it tells;
`knowledge_of` reads what is set and was learned; `Knowledge.told` then says of one entry after the
other what may be told, without reading anything more.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from loredesk.domain.circles import circle_of, joined_to
from loredesk.domain.ids import LoreId, MessageId, SessionId, WorldId
from loredesk.domain.knowing import (
    Audience,
    Guarded,
    Learned,
    Person,
    SentenceMark,
    Source,
    on_line,
)
from loredesk.domain.lore import LoreEntry, is_visible, name_key
from loredesk.domain.messages import NarratorTells, Session, last_panel
from loredesk.domain.visibility import EVERYONE
from loredesk.domain.withholding import Knowledge
from loredesk.ports.store import Repos
from loredesk.services.places import line_end

PERSON = "character"
"""The category of entries that are people."""
Row = TypeVar("Row", SentenceMark, Learned)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking:
    """Whose words the replies of a session are, and who must know what they tell."""

    voice: LoreEntry | None
    """The character who speaks; None for the narrator."""
    audience: Audience


def who_speaks(
    repos: Repos, session: Session, present: Collection[LoreId], *, head: MessageId | None = None
) -> Speaking:
    """Return who speaks in the next reply, where those in *present* are on the scene.

    A character who is not seen on the line cannot speak: then it is the narrator. With *head*, on
    the line to that message.
    """
    voice = _voice(repos, session, head)
    if voice is not None:
        audience = people(repos, session.world_id, session.id, [voice.id], head=head)
        return Speaking(voice=voice, audience=audience)
    if session.narrator_tells is NarratorTells.ALL:
        return Speaking(voice=None, audience=None)
    here = people(repos, session.world_id, session.id, sorted(present), head=head)
    return Speaking(voice=None, audience=here)


def speaking_now(repos: Repos, session: Session) -> Speaking:
    """Return who speaks where a session stands, among those its last panel says are there."""
    panel = last_panel(line_end(repos, session.head))
    names = panel.present if panel else ()
    return who_speaks(repos, session, called(repos, session.world_id, session.id, names))


def knowledge_of(
    repos: Repos,
    session_id: SessionId,
    audience: Audience,
    *,
    entry_ids: Sequence[LoreId] | None = None,
    head: MessageId | None = None,
) -> Knowledge:
    """Return what *audience* knows of some entries, or of all, on the session's line.

    Reads nothing where the narrator who knows all is to tell. With *head*, on the line to that
    message.
    """
    if audience is None:
        return Knowledge(session_id=session_id)
    world_id = repos.sessions.get(session_id).world_id
    wanted = repos.knowledge.guarded(world_id) if entry_ids is None else entry_ids
    guarded = guarded_of(repos, world_id, session_id, wanted, head=head)
    return Knowledge(session_id=session_id, audience=audience, guarded=guarded)


def guarded_of(
    repos: Repos,
    world_id: WorldId,
    session_id: SessionId | None,
    entry_ids: Collection[LoreId],
    *,
    head: MessageId | None = None,
) -> Mapping[LoreId, Guarded]:
    """Return what is set about some entries, and who has learned them on the line.

    Those about which nothing is set and nothing learned are missing.
    """
    standing = repos.redirects.standing(world_id, session_id, head=head)
    wanted = {standing.get(one, one) for one in entry_ids}
    gone = {one: into for one, into in standing.items() if into in wanted}
    every = sorted({*wanted, *gone})
    marks = _by_entry(repos.knowledge.marks_of(every))
    known = _by_entry(_learned(repos, session_id, every, head))

    def own(entry_id: LoreId) -> Guarded:
        return Guarded(marks=tuple(marks.get(entry_id, ())), learned=tuple(known.get(entry_id, ())))

    merged: dict[LoreId, list[Source]] = {}
    for source in _guarding(repos, session_id, {one: own(one) for one in gone}):
        merged.setdefault(gone[source.entry.id], []).append(source)
    return {
        one: replace(own(one), merged=tuple(merged.get(one, ())))
        for one in wanted
        if one in marks or one in known or one in merged
    }


def people(
    repos: Repos,
    world_id: WorldId,
    session_id: SessionId | None,
    who: Iterable[LoreId],
    *,
    head: MessageId | None = None,
) -> tuple[Person, ...]:
    """Return some entries as people, each with all it counts as on the line."""
    standing = repos.redirects.standing(world_id, session_id, head=head)
    asked = list(dict.fromkeys(standing.get(one, one) for one in who))
    belongs: dict[LoreId, set[LoreId]] = {}
    for gone, into in standing.items():
        belongs.setdefault(gone, set()).add(into)
        belongs.setdefault(into, set()).add(gone)
    seen: set[LoreId] = set()
    open_ones = set(asked)
    while open_ones:
        seen |= open_ones
        for one, whom in _circles(repos, world_id, session_id, sorted(open_ones), head):
            belongs.setdefault(one, set()).add(whom)
        open_ones = set().union(*(belongs.get(one, ()) for one in open_ones)) - seen
    return tuple(Person(id=one, counts_as=joined_to(one, belongs)) for one in asked)


def called(
    repos: Repos,
    world_id: WorldId,
    session_id: SessionId | None,
    names: Iterable[str],
    *,
    head: MessageId | None = None,
) -> frozenset[LoreId]:
    """Return who is called by *names*, as a panel lists them; a name of nobody is passed over."""
    keys = {name_key(one.partition("(")[0]) for one in names} - {""}
    if not keys:
        return frozenset()
    titled = repos.knowledge.titled(world_id, session_id, keys)
    found = {one for some in titled.values() for one in some}
    untitled = keys - titled.keys()
    if untitled:
        rows = [*repos.lore.names(world_id)]
        rows += repos.lore.own_names(session_id) if session_id is not None else ()
        found |= {one.entry_id for one in rows if not untitled.isdisjoint(map(name_key, one.names))}
    entries = repos.lore.many(sorted(found))
    line = _on_line(repos, {one.origin_message for one in entries.values()}, head)
    standing = repos.redirects.standing(world_id, session_id, head=head)
    here = {one for one, entry in entries.items() if is_visible(entry, line)}
    return frozenset(standing.get(one, one) for one in here)


def _voice(repos: Repos, session: Session, head: MessageId | None) -> LoreEntry | None:
    if session.voice is None:
        return None
    standing = repos.redirects.standing(session.world_id, session.id, head=head)
    voice = repos.lore.find_id(standing.get(session.voice, session.voice))
    if voice is None or voice.session_id not in {None, session.id}:
        return None
    origin = {voice.origin_message} - {None}
    return voice if is_visible(voice, _on_line(repos, origin, head)) else None


def _on_line(
    repos: Repos, messages: Collection[MessageId | None], head: MessageId | None
) -> Collection[MessageId]:
    """Return those of *messages* that are on the line, or on that to *head*."""
    wanted = {one for one in messages if one is not None}
    if not wanted:
        return frozenset()
    return repos.messages.on_line(wanted) if head is None else wanted & {*repos.messages.path(head)}


def _learned(
    repos: Repos, session_id: SessionId | None, entry_ids: Sequence[LoreId], head: MessageId | None
) -> tuple[Learned, ...]:
    if session_id is None:
        return ()
    found = repos.knowledge.learned_in(session_id, entry_ids)
    return on_line(found, _on_line(repos, {one.message_id for one in found}, head))


def _guarding(
    repos: Repos, session_id: SessionId | None, gone: Mapping[LoreId, Guarded]
) -> list[Source]:
    """Return those of *gone*, which are merged into others, that guard anything they say."""
    entries = repos.lore.many(sorted(gone))
    guarding = [
        one
        for one, entry in sorted(entries.items())
        if entry.visibility != EVERYONE or gone[one] != Guarded()
    ]
    notes = repos.notes.current_of(session_id, guarding) if session_id and guarding else {}
    return [
        Source(
            entry=entries[one],
            note=notes[one].note_content if one in notes else "",
            guarded=gone[one],
        )
        for one in guarding
    ]


def _circles(
    repos: Repos,
    world_id: WorldId,
    session_id: SessionId | None,
    members: Sequence[LoreId],
    head: MessageId | None,
) -> list[tuple[LoreId, LoreId]]:
    """Return who of *members* belongs to whom, by the links on the line and by their tags."""
    links = repos.lore.links_of(members)
    line = _on_line(repos, {one.origin_message for one in links}, head)
    pairs = [
        pair
        for one in links
        if one.session_id in {None, session_id}
        and (one.session_id is None or one.origin_message is None or one.origin_message in line)
        and (pair := circle_of(one)) is not None
        and pair[0] in set(members)
    ]
    tags = {
        entry.id: [name_key(tag) for tag in entry.tags]
        for entry in repos.lore.many(members).values()
        if entry.tags
    }
    keys = {key for some in tags.values() for key in some} - {""}
    titled = repos.knowledge.titled(world_id, session_id, keys) if keys else {}
    pairs += [
        (one, whom) for one, some in tags.items() for key in some for whom in titled.get(key, ())
    ]
    # A servant does not know what the master knows; only of factions, and places, it is so.
    others = repos.lore.many(sorted({whom for _, whom in pairs}))
    return [(one, whom) for one, whom in pairs if not _is_somebody(others.get(whom))]


def _is_somebody(entry: LoreEntry | None) -> bool:
    return entry is not None and entry.category.casefold() == PERSON


def _by_entry(rows: Iterable[Row]) -> dict[LoreId, list[Row]]:
    found: dict[LoreId, list[Row]] = {}
    for row in rows:
        found.setdefault(row.entry_id, []).append(row)
    return found
