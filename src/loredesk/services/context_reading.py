"""What a prompt is made from: everything recall found for a turn, read from one snapshot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from loredesk.domain.ids import LoreId, MessageId
from loredesk.domain.lore import LoreEntry, is_visible
from loredesk.domain.messages import Role
from loredesk.domain.notes import SessionNote, current
from loredesk.domain.proposals import ProposalKind, ProposalState
from loredesk.domain.steering import Steer
from loredesk.domain.summaries import SummariesInForce
from loredesk.ports.store import Repos
from loredesk.recall.candidates import Candidate
from loredesk.services.deciding import in_sight
from loredesk.services.documents import is_seen
from loredesk.services.listening import Heard, Listener, heard_by
from loredesk.services.scene import Scene
from loredesk.services.summaries.recaps import MOST_CHAPTERS

PINNED, BANNED = "pinned by you", "banned by you in this session"
STICKY_TURNS = 3
"""What was told stays more likely for so many replies, so that nothing flickers."""
_STICKY = 0.6
_BOOST = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Something that seems to have happened, and waits for the author's review."""

    message_id: MessageId
    turn: int
    title: str
    """The entry it is about."""
    text: str
    """The line of the prompt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read for one prompt."""

    candidates: tuple[Candidate, ...]
    """In the order in which they matter; those that may not be told stand last."""
    banned: frozenset[LoreId]
    unreviewed: tuple[Waiting, ...]
    summaries: SummariesInForce
    now: datetime
    missed: Mapping[LoreId, str] = field(default_factory=dict, hash=False)
    """The titles of entries that would be candidates, but of which nothing may be told."""
    heard: Heard
    """What may be told of the entries, and what is withheld."""
    voice: str = ""
    """The character who speaks; empty for the narrator."""

    @property
    def entries(self) -> Mapping[LoreId, LoreEntry]:
        """Return the entries, with no more than may be told of them."""
        return self.heard.entries

    @property
    def notes(self) -> Mapping[LoreId, SessionNote]:
        """Return the notes on them, with no more than may be told."""
        return self.heard.notes

    @property
    def must(self) -> int:
        """Return how many of the first candidates must be told."""
        return sum(one.must for one in self.candidates)


def read_for(
    repos: Repos, scene: Scene, listener: Listener, candidates: Sequence[Candidate]
) -> Reading:
    """Read what *candidates* say on the line of *scene*, and bring them into their final order.

    Of each no more is kept than *listener* may be told.
    """
    missed = repos.lore.many([one.entry_id for one in candidates if one.hidden])
    candidates = [one for one in candidates if not one.hidden]
    steering = _steering(repos, scene)
    known = {one.entry_id for one in candidates}
    wanted = [
        *candidates,
        *(
            Candidate(entry_id=one, score=0.0, reason=PINNED)
            for one, steer in steering.items()
            if steer is Steer.PIN and one not in known and one not in listener.hidden
        ),
    ]
    ids = [one.entry_id for one in wanted]
    entries = {
        one: entry
        for one, entry in repos.lore.many(ids).items()
        if entry.deleted_at is None and (one in known or _is_here(repos, scene, entry))
    }
    path = _path(repos, scene)
    if path is not None:
        entries = {one: entry for one, entry in entries.items() if is_visible(entry, path)}
    notes = _notes(repos, scene, list(entries), path)
    heard = heard_by(repos, listener, entries, notes)
    sticky = _told_lately(repos, scene)
    steered = [
        _steered(one, steering.get(one.entry_id), sticky.get(one.entry_id, 0.0))
        for one in wanted
        if one.entry_id in heard.entries
    ]
    banned = frozenset(one for one, steer in steering.items() if steer is Steer.BAN)
    return Reading(
        candidates=_in_order(steered, banned),
        banned=banned,
        heard=heard,
        voice=listener.voice.title if listener.voice else "",
        missed={one: entry.title for one, entry in missed.items() if entry.deleted_at is None},
        unreviewed=_unreviewed(repos, scene, listener, path),
        summaries=_summaries(repos, scene, path),
        now=repos.now,
    )


def _path(repos: Repos, scene: Scene) -> frozenset[MessageId] | None:
    """Return the line a reply follows, where that is not the one that is shown to its end.

    Which is shown is asked here: the author may have gone elsewhere since the scene was read.
    """
    if scene.end == repos.sessions.get(scene.session.id).head:
        return None
    return frozenset(repos.messages.path(scene.end)) if scene.end else frozenset()


def _notes(
    repos: Repos, scene: Scene, entry_ids: Sequence[LoreId], path: frozenset[MessageId] | None
) -> Mapping[LoreId, SessionNote]:
    """Return the notes as they stand on the line a reply follows."""
    session_id = scene.session.id
    if path is None:
        return repos.notes.current_of(session_id, entry_ids)
    found = {}
    for entry_id in entry_ids:
        standing = current(repos.notes.revisions(session_id, entry_id), path)
        if standing is not None:
            found[entry_id] = SessionNote(
                session_id=session_id,
                entry_id=entry_id,
                note_content=standing.content,
                last_updated_turn=scene.last_turn,
                revision=standing.id,
            )
    return found


def _steering(repos: Repos, scene: Scene) -> Mapping[LoreId, Steer]:
    """Return what the author says of entries; of one that is merged it counts for the other."""
    said = repos.steering.of_session(scene.session.id)
    standing = repos.redirects.standing(scene.world.id, scene.session.id)
    merged = {standing[one]: steer for one, steer in said.items() if one in standing}
    return {**merged, **{one: steer for one, steer in said.items() if one not in standing}}


def _is_here(repos: Repos, scene: Scene, entry: LoreEntry) -> bool:
    """Return whether an entry is known on the line that is shown: pinning brings nobody there."""
    return entry.session_id in {None, scene.session.id} and is_seen(repos, entry)


def _steered(one: Candidate, steer: Steer | None, sticky: float) -> Candidate:
    if steer is Steer.PIN:
        return replace(one, reason=one.reason if one.must else PINNED, must=True)
    score = one.score + sticky + (_BOOST if steer is Steer.BOOST else 0.0)
    return replace(one, score=score)


def _in_order(candidates: Sequence[Candidate], banned: frozenset[LoreId]) -> tuple[Candidate, ...]:
    """Return those that must be told first, as they came; then by score; the banned ones last."""
    told = [one for one in candidates if one.entry_id not in banned]
    must = [one for one in told if one.must]
    rest = sorted((one for one in told if not one.must), key=lambda one: -one.score)
    out = [replace(one, reason=BANNED, must=False) for one in candidates if one.entry_id in banned]
    return (*must, *rest, *out)


def _told_lately(repos: Repos, scene: Scene) -> Mapping[LoreId, float]:
    """Return what was told for the last replies, each with how much that still counts."""
    replies = [one for one in scene.before if one.role is Role.NARRATOR][-STICKY_TURNS:]
    told = repos.manifests.told([one.id for one in replies])
    found: dict[LoreId, float] = {}
    for ago, reply in enumerate(reversed(replies)):
        for entry_id in told.get(reply.id, ()):
            found.setdefault(entry_id, _STICKY * (1 - ago / STICKY_TURNS))
    return found


def _summaries(repos: Repos, scene: Scene, path: frozenset[MessageId] | None) -> SummariesInForce:
    head = None if path is None else scene.end
    if scene.end is None:
        return SummariesInForce()
    return repos.summaries.in_force(scene.session.id, head=head, last=MOST_CHAPTERS)


def _unreviewed(
    repos: Repos, scene: Scene, listener: Listener, path: frozenset[MessageId] | None
) -> tuple[Waiting, ...]:
    """Return what waits for the author's review, where the session shows it to the model.

    About an entry of which not all may be told nothing is said.
    """
    if not scene.session.shows_unreviewed:
        return ()
    waiting = [
        one
        for one in in_sight(repos, scene.session.id, ProposalState.OPEN)
        if one.kind is ProposalKind.UPDATE_NOTE and (path is None or one.anchors <= path)
    ]
    entries = repos.lore.many([one.entry_id for one in waiting])
    return tuple(
        Waiting(
            message_id=event.message_id,
            turn=event.turn,
            title=one.title,
            text=f"Turn {event.turn}, {one.title}: {event.summary}",
        )
        for one in waiting
        if one.entry_id in entries and not listener.knowledge.guards(entries[one.entry_id])
        for event in one.events
        if event.quote_found
    )
