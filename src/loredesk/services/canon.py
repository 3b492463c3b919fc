"""Canon: what a session brought up becomes the world's, and every version of it can come back."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from loredesk.domain.errors import UserFixableError
from loredesk.domain.events import LoreChanged
from loredesk.domain.ids import LoreId, RevisionId, SessionId
from loredesk.domain.lore import LOCKABLE, WHOLE, LoreEntry, LoreRevision, own_fields
from loredesk.domain.merge import merged
from loredesk.domain.notes import NoteRevision
from loredesk.domain.promotion import Promotion, promotion_of
from loredesk.ports.store import Repos, Store
from loredesk.services.documents import DocumentKeeper
from loredesk.services.locking import (
    refuse_locked,
    refuse_locked_changes,
    refuse_merged,
    refuse_trashed,
)
from loredesk.services.recognising import roster
from loredesk.services.staying_closed import keep_closed
from loredesk.services.timeline import Timeline
from loredesk.services.versions import version_of, with_fields

AUTHOR = "author"
PROMOTED, FROM_A_NOTE = "promoted", "promoted from a note"
TAKEN_BACK = "promotion taken back"


class CanonService:
    """Promotes to canon, and looks after the versions and the locks of entries."""

    def __init__(
        self,
        *,
        store: Store,
        timeline: Timeline,
        documents: DocumentKeeper,
        new_id: Callable[[], str],
    ) -> None:
        self._store = store
        self._timeline = timeline
        self._documents = documents
        self._new_id = new_id

    async def promotion(self, session_id: SessionId, entry_id: LoreId) -> Promotion:
        """Return what promoting a newcomer, or the note on an entry of canon, would change."""
        return await self._store.read(lambda repos: _promotion(repos, session_id, entry_id))

    async def promote(
        self,
        session_id: SessionId,
        entry_id: LoreId,
        *,
        hunks: Collection[int] | None = None,
        text: str | None = None,
    ) -> LoreEntry:
        """Make a newcomer canon, or take the note on an entry into canon.

        Whole, only some *hunks*, or with the author's own *text* as what canon says then. What
        became canon leaves the session's note, and what did not stays there.
        """

        def work(repos: Repos) -> LoreEntry:
            repos.ledger.acting(AUTHOR, "promotion")
            promotion = _promotion(repos, session_id, entry_id)
            refuse_locked(promotion.entry, "content")
            content = promotion.content_with(hunks)
            if text is not None:
                content = text.strip()
            if promotion.note_revision is None:
                return self._promote_newcomer(
                    repos, session_id, promotion, content, promotion.rest(hunks)
                )
            return self._promote_note(repos, session_id, promotion, content, promotion.rest(hunks))

        return await self._store.write(work)

    async def demote(self, entry_id: LoreId) -> LoreEntry:
        """Take back the latest promotion of an entry that still stands.

        A newcomer belongs to its session again; what was promoted from a note is in the note again.
        """
        return await self._store.write(lambda repos: self._demote(repos, entry_id))

    async def revisions(self, entry_id: LoreId) -> tuple[LoreRevision, ...]:
        """Return every version of an entry, the newest first."""
        return (await self._store.read(lambda repos: repos.lore.revisions(entry_id)))[::-1]

    async def rollback(
        self, entry_id: LoreId, revision: int, *, expected: int | None = None
    ) -> LoreEntry:
        """Give an entry the fields of an earlier version, as a new one.

        With *expected*, only where the entry still reads as it did in that version.
        """

        def work(repos: Repos) -> LoreEntry:
            repos.ledger.acting(AUTHOR)
            entry = repos.lore.get(entry_id)
            refuse_trashed(entry)
            if (
                expected is not None
                and with_fields(entry, version_of(repos, entry, expected)) != entry
            ):
                hint = "Look at the newer version first."
                raise UserFixableError(f"{entry.title!r} was changed meanwhile.", hint=hint)
            old = version_of(repos, entry, revision)
            after = with_fields(entry, old)
            refuse_locked_changes(entry, after)
            _refuse_taken_names(repos, after)
            return self._keep(repos, after, f"rolled back to {revision}")

        return await self._store.write(work)

    async def set_locks(self, entry_id: LoreId, locked: Collection[str]) -> LoreEntry:
        """Lock exactly these fields of an entry; `entry` locks all of it."""
        unknown = sorted(set(locked) - {*LOCKABLE, WHOLE})
        if unknown:
            hint = f"The fields are {', '.join(LOCKABLE)}; {WHOLE} means all of them."
            raise UserFixableError(f"There is no field {unknown[0]!r} to lock.", hint=hint)

        def work(repos: Repos) -> LoreEntry:
            repos.ledger.acting(AUTHOR)
            entry = replace(repos.lore.get(entry_id), locked=frozenset(locked))
            repos.lore.put_locked(entry_id, entry.locked)
            repos.announce(LoreChanged(entry_id=entry.id, world_id=entry.world_id))
            return entry

        return await self._store.write(work)

    async def own_fields(self, entry_id: LoreId) -> frozenset[str]:
        """Return the fields of an entry that the author wrote last."""
        return own_fields(await self._store.read(lambda repos: repos.lore.revisions(entry_id)))

    def _promote_newcomer(
        self, repos: Repos, session_id: SessionId, promotion: Promotion, content: str, rest: str
    ) -> LoreEntry:
        entry = promotion.entry
        promoted = replace(
            entry,
            session_id=None,
            promoted_from=session_id,
            content=content,
            revision=entry.revision + 1,
            updated_at=repos.now,
        )
        _refuse_taken_names(repos, promoted)
        left = None
        if rest:
            note = repos.notes.current(session_id, entry.id)
            text = f"{rest}\n{note.note_content}" if note else rest
            left = self._edit_note(repos, session_id, entry.id, text)
        kept = self._keep(repos, promoted, PROMOTED, note_revision=left)
        self._move_links(repos, kept, session_id, to_canon=True)
        return kept

    def _promote_note(
        self, repos: Repos, session_id: SessionId, promotion: Promotion, content: str, rest: str
    ) -> LoreEntry:
        entry = promotion.entry
        refuse_locked(entry, "note")
        keep_closed(repos, self._new_id, session_id, entry.id, content)
        left = self._edit_note(repos, session_id, entry.id, rest)
        changed = replace(entry, content=content, revision=entry.revision + 1, updated_at=repos.now)
        return self._keep(repos, changed, FROM_A_NOTE, note_revision=left)

    def _demote(self, repos: Repos, entry_id: LoreId) -> LoreEntry:
        repos.ledger.acting(AUTHOR, TAKEN_BACK)
        entry = repos.lore.get(entry_id)
        for promotion in _standing_promotions(repos.lore.revisions(entry_id)):
            note = promotion.note_revision
            stood = note is not None and repos.notes.get(note).withdrawn_at is None
            before, entry = entry, self._take_back(repos, entry, promotion)
            # Of one whose text was rolled back and whose note stands again nothing is left.
            if promotion.why == PROMOTED or stood or entry.content != before.content:
                return entry
        hint = "`rollback` gives it an earlier text."
        raise UserFixableError(f"{entry.title!r} was not promoted.", hint=hint)

    def _take_back(self, repos: Repos, entry: LoreEntry, promotion: LoreRevision) -> LoreEntry:
        earlier = version_of(repos, entry, promotion.revision - 1).fields["content"]
        content = merged(promotion.fields["content"], earlier, entry.content)
        demoted = replace(entry, content=entry.content if content is None else content)
        session_id = entry.promoted_from if promotion.why == PROMOTED else None
        if session_id is not None:
            _refuse_used_elsewhere(repos, entry)
            demoted = replace(demoted, session_id=session_id, promoted_from=None)
        if promotion.note_revision is not None:
            self._timeline.take_back(repos, promotion.note_revision)
        kept = self._keep(repos, demoted, TAKEN_BACK)
        if session_id is not None:
            self._move_links(repos, kept, session_id, to_canon=False)
        return kept

    def _keep(
        self,
        repos: Repos,
        entry: LoreEntry,
        why: str,
        *,
        note_revision: RevisionId | None = None,
    ) -> LoreEntry:
        kept = replace(entry, revision=repos.lore.get(entry.id).revision + 1, updated_at=repos.now)
        repos.lore.put(kept, by=AUTHOR, why=why, note_revision=note_revision)
        self._documents.entry_changed(repos, kept)
        repos.announce(LoreChanged(entry_id=kept.id, world_id=kept.world_id))
        return kept

    def _edit_note(
        self, repos: Repos, session_id: SessionId, entry_id: LoreId, text: str
    ) -> RevisionId:
        """Keep what is left of a note as an edit of the author's on top of it."""
        note = repos.notes.current(session_id, entry_id)
        revision = NoteRevision(
            id=RevisionId(self._new_id()),
            session_id=session_id,
            entry_id=entry_id,
            seq=0,
            base=note.revision if note else None,
            anchors=frozenset(),
            content=text,
            by="author",
            stood_at=repos.sessions.get(session_id).head,
            created_at=repos.now,
        )
        return self._timeline.note_added(repos, revision).id

    def _move_links(
        self, repos: Repos, entry: LoreEntry, session_id: SessionId, *, to_canon: bool
    ) -> None:
        """Let the links between the entry and canon belong to whom the entry belongs to."""
        links = repos.lore.links_of([entry.id])
        others = repos.lore.many([one.to_id for one in links] + [one.from_id for one in links])
        for link in links:
            other = others[link.to_id if link.from_id == entry.id else link.from_id]
            if to_canon and link.session_id == session_id and other.session_id is None:
                repos.lore.put_link(link.id, session_id=None)
            elif not to_canon and link.session_id is None:
                repos.lore.put_link(link.id, session_id=session_id)


def _promotion(repos: Repos, session_id: SessionId, entry_id: LoreId) -> Promotion:
    entry = repos.lore.get(entry_id)
    session = repos.sessions.get(session_id)
    if entry.world_id != session.world_id or entry.session_id not in {None, session_id}:
        hint = "Name the session it belongs to."
        raise UserFixableError(f"{entry.title!r} is not an entry of this session.", hint=hint)
    refuse_trashed(entry)
    refuse_merged(repos, entry, session_id)
    return promotion_of(entry, repos.notes.current(session_id, entry_id))


def _standing_promotions(revisions: Iterable[LoreRevision]) -> list[LoreRevision]:
    """Return the promotions that were not taken back, the latest first."""
    standing: list[LoreRevision] = []
    for one in revisions:
        if one.why in {PROMOTED, FROM_A_NOTE}:
            standing.insert(0, one)
        elif one.why == TAKEN_BACK:
            standing.pop(0)
    return standing


def _refuse_taken_names(repos: Repos, entry: LoreEntry) -> None:
    others = roster(repos, entry.world_id, entry.session_id).without(entry.id)
    for name in entry.names:
        same = others.identify(name).same
        if same is not None:
            raise UserFixableError(
                f"There is an entry called {name!r} already ({same.title!r}).",
                hint="Merge the two, or rename one of them first.",
            )


def _refuse_used_elsewhere(repos: Repos, entry: LoreEntry) -> None:
    elsewhere = set(repos.trash.noted_in(entry.id)) - {entry.promoted_from}
    if elsewhere:
        title = repos.sessions.get(min(elsewhere)).title
        raise UserFixableError(
            f"The session {title!r} has a note on {entry.title!r}.",
            hint="Leave it in canon, or put that session in the trash first.",
        )
