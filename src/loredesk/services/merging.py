"""Merging duplicates: one entry stands for the other, until the author splits them again."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from loredesk.domain.errors import UserFixableError
from loredesk.domain.events import LoreChanged
from loredesk.domain.ids import LoreId, MessageId, RedirectId, RevisionId, SessionId
from loredesk.domain.lore import LoreEntry, Redirect
from loredesk.domain.merge import merged
from loredesk.domain.notes import NoteRevision
from loredesk.domain.proposals import ProposalKind
from loredesk.domain.unsettled import WAITING
from loredesk.ports.store import Repos, Store
from loredesk.services.documents import DocumentKeeper
from loredesk.services.joining import together
from loredesk.services.locking import refuse_locked, refuse_merged, refuse_trashed
from loredesk.services.timeline import Timeline
from loredesk.services.updates import queue_update

AUTHOR = "author"
MERGED, SPLIT = "merged", "split"


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePreview:
    """Two entries on their way to being one, for the author to edit what they come to."""

    from_title: str
    to_title: str
    from_text: str
    to_text: str
    proposed: str


class MergeService:
    """Merges entries and splits them again. Both stay in the file as they are."""

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

    async def preview(
        self, session_id: SessionId | None, from_id: LoreId, to_id: LoreId
    ) -> MergePreview:
        """Return what merging the one into the other would come to.

        The text is what canon says where both are canon; else the note of the session.
        """
        return await self._store.read(
            lambda repos: _Pair(repos, session_id, from_id, to_id).shown()
        )

    async def merge(
        self, session_id: SessionId | None, from_id: LoreId, to_id: LoreId, text: str
    ) -> Redirect:
        """Let the entry *to_id* stand for the other one, and say *text*.

        Canon merged with canon is one in every session. Where a newcomer takes part the merge
        belongs to its session, and counts where both origins are on the line.
        """
        return await self._store.write(
            lambda repos: self._merge(repos, _Pair(repos, session_id, from_id, to_id), text.strip())
        )

    async def split(self, redirect_id: RedirectId) -> None:
        """Undo a merge: both entries are there again, each as it was.

        What the author or a turn has added to the merged text since then stays with the entry
        that stood for both.
        """

        def work(repos: Repos) -> None:
            repos.ledger.acting(AUTHOR)
            redirect = repos.redirects.get(redirect_id)
            if redirect.undone_at is not None:
                hint = "The entry that stood for both shows what is merged now."
                raise UserFixableError("This merge was undone already.", hint=hint)
            self.undo(repos, redirect)

        await self._store.write(work)

    async def redirects(self, entry_id: LoreId) -> tuple[Redirect, ...]:
        """Return the merges an entry takes part in, in order; those undone are not among them."""
        found = await self._store.read(lambda repos: repos.redirects.of_entry(entry_id))
        return tuple(one for one in found if one.undone_at is None)

    def undo(self, repos: Repos, redirect: Redirect) -> None:
        """Put a redirect out of force and take its text back, in the caller's transaction."""
        repos.redirects.put_undone(redirect.id, repos.now)
        entry = repos.lore.get(redirect.to_id)
        if redirect.lore_revision is not None:
            self._restore_content(repos, entry, redirect.lore_revision)
        for revision_id in repos.redirects.notes_of(redirect.id):
            self._timeline.take_back(repos, revision_id)
        _announce(repos, redirect)

    def _merge(self, repos: Repos, pair: "_Pair", text: str) -> Redirect:
        repos.ledger.acting(AUTHOR, MERGED)
        redirect = Redirect(
            id=RedirectId(self._new_id()),
            world_id=pair.to.world_id,
            session_id=pair.session_id,
            from_id=pair.gone.id,
            to_id=pair.to.id,
            anchors=pair.anchors,
            created_at=repos.now,
        )
        notes: list[RevisionId] = []
        if pair.session_id is None:
            if text != pair.to.content:
                refuse_locked(pair.to, "content")
                redirect = replace(redirect, lore_revision=self._say(repos, pair.to, text))
        elif text != pair.text_of(pair.to):
            refuse_locked(pair.to, "note")
            notes = [self._note(repos, pair.session_id, pair.to.id, text, anchors=pair.anchors)]
            redirect = replace(redirect, note_revision=notes[0])
        repos.redirects.add(redirect)
        repos.redirects.add_notes(redirect.id, notes)
        if pair.session_id is None:
            for session_id in repos.trash.noted_in(pair.gone.id, trash=True):
                self._timeline.join(repos, session_id, redirect)
        self._hand_over_events(repos, redirect)
        _announce(repos, redirect)
        return redirect

    def _say(self, repos: Repos, entry: LoreEntry, content: str) -> int:
        changed = replace(entry, content=content, revision=entry.revision + 1, updated_at=repos.now)
        repos.lore.put(changed, by=AUTHOR, why=MERGED)
        self._documents.entry_changed(repos, changed)
        return changed.revision

    def _note(
        self,
        repos: Repos,
        session_id: SessionId,
        entry_id: LoreId,
        text: str,
        *,
        anchors: frozenset[MessageId] = frozenset(),
    ) -> RevisionId:
        note = repos.notes.current(session_id, entry_id)
        revision = NoteRevision(
            id=RevisionId(self._new_id()),
            session_id=session_id,
            entry_id=entry_id,
            seq=0,
            base=note.revision if note else None,
            anchors=anchors,
            content=text,
            by="author",
            stood_at=repos.sessions.get(session_id).head,
            created_at=repos.now,
        )
        return self._timeline.note_added(repos, revision).id

    def _restore_content(self, repos: Repos, entry: LoreEntry, revision: int) -> None:
        """Take the merged text out of an entry, and leave what was written since then."""
        texts = {one.revision: one.fields["content"] for one in repos.lore.revisions(entry.id)}
        content = merged(texts[revision], texts[revision - 1], entry.content)
        if content is None or content == entry.content:
            return
        changed = replace(entry, content=content, revision=entry.revision + 1, updated_at=repos.now)
        repos.lore.put(changed, by=AUTHOR, why=SPLIT)
        self._documents.entry_changed(repos, changed)

    def _hand_over_events(self, repos: Repos, redirect: Redirect) -> None:
        """Queue what waits for the author about the one entry to be taken in by the other.

        Of canon that is in every session. What was put aside for later would never be seen again.
        """
        waiting = [
            one
            for state in WAITING
            for one in repos.proposals.of_session(redirect.session_id, state)
        ]
        for one in waiting:
            if one.entry_id == redirect.from_id and one.kind is ProposalKind.UPDATE_NOTE:
                for event in one.events:
                    queue_update(repos, self._new_id, one.session_id, redirect.to_id, event)


class _Pair:
    """Two entries that may be merged; refuses with a sentence where they may not."""

    def __init__(
        self, repos: Repos, session_id: SessionId | None, from_id: LoreId, to_id: LoreId
    ) -> None:
        self._repos = repos
        self.gone, self.to = repos.lore.get(from_id), repos.lore.get(to_id)
        both = (self.gone, self.to)
        owners = {one.session_id for one in both} - {None}
        if from_id == to_id or self.gone.world_id != self.to.world_id:
            hint = "Choose two entries of one world."
            raise UserFixableError("These two cannot be merged.", hint=hint)
        if owners - {session_id}:
            title = next(one.title for one in both if one.session_id not in {None, session_id})
            hint = "Name the session it belongs to, or promote it first."
            raise UserFixableError(f"{title!r} is a newcomer of a session.", hint=hint)
        self.session_id = session_id if owners else None
        for one in both:
            refuse_trashed(one)
            refuse_merged(repos, one, self.session_id)
        self.anchors = frozenset(
            one.origin_message
            for one in both
            if one.session_id is not None and one.origin_message is not None
        )
        if repos.messages.on_line(self.anchors) != self.anchors:
            hint = "Go back to the turns they came from first."
            raise UserFixableError("These two are not both on the line.", hint=hint)
        if self.gone.id in _reached(repos, to_id, self.session_id):
            # Each would stand for the other where both merges count, and neither be seen.
            raise UserFixableError(
                f"{self.to.title!r} is merged into {self.gone.title!r} on another line"
                f"{'' if self.session_id else ', or in a session'}.",
                hint="Split them again first.",
            )

    def shown(self) -> MergePreview:
        """Return the pair with what it would come to."""
        theirs, ours = self.text_of(self.gone), self.text_of(self.to)
        known = ours if self.session_id is None else f"{self.to.content}\n{ours}"
        return MergePreview(
            from_title=self.gone.title,
            to_title=self.to.title,
            from_text=theirs,
            to_text=ours,
            proposed=together(ours, theirs, known=known),
        )

    def text_of(self, entry: LoreEntry) -> str:
        """Return what an entry brings: of canon its text; in a session what it says there."""
        if self.session_id is None:
            return entry.content
        note = self._repos.notes.current(self.session_id, entry.id)
        said = note.note_content if note else ""
        return said if entry is self.to else together(entry.content, said)


def _reached(repos: Repos, entry_id: LoreId, session_id: SessionId | None) -> set[LoreId]:
    """Return an entry and what stands for it anywhere in a session, or in any: on whichever line."""
    reached: set[LoreId] = set()
    ahead = {entry_id}
    while ahead:
        reached |= ahead
        steps = [one for each in ahead for one in repos.redirects.of_entry(each)]
        ahead = {
            one.to_id
            for one in steps
            if one.undone_at is None
            and (session_id is None or one.session_id in {None, session_id})
            and one.from_id in ahead
        } - reached
    return reached


def _announce(repos: Repos, redirect: Redirect) -> None:
    for entry_id in (redirect.from_id, redirect.to_id):
        repos.announce(LoreChanged(entry_id=entry_id, world_id=redirect.world_id))
