"""Review: proposals become revisions and entries when the author says so, and not before."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import replace

from loredesk.domain.errors import UserFixableError
from loredesk.domain.events import LoreChanged, ProposalMoved
from loredesk.domain.identity import identify
from loredesk.domain.ids import LinkId, ProposalId, RevisionId, SessionId
from loredesk.domain.listings import ReviewOutcome
from loredesk.domain.lore import Link, LoreEntry
from loredesk.domain.notes import NoteRevision
from loredesk.domain.proposals import NewEntity, Proposal, ProposalKind, ProposalState
from loredesk.domain.trust import may_accept
from loredesk.ports.store import Repos, Store
from loredesk.services.documents import DocumentKeeper
from loredesk.services.timeline import Timeline

AUTHOR, TRUST_RULE = "author", "trust rule"


class ReviewService:
    """Decides proposals. Accepting is a compare-and-swap on the base."""

    def __init__(
        self,
        *,
        store: Store,
        timeline: Timeline,
        documents: DocumentKeeper,
        new_id: Callable[[], str],
        before_several: Callable[[], Awaitable[object]] | None = None,
    ) -> None:
        self._store = store
        self._before_several = before_several
        self._timeline = timeline
        self._documents = documents
        self._new_id = new_id

    async def proposals(
        self, session_id: SessionId | None, state: ProposalState = ProposalState.OPEN
    ) -> tuple[Proposal, ...]:
        """Return the proposals in *state* whose turns are on their session's line."""
        return await self._store.read(lambda repos: _on_line(repos, session_id, state))

    async def count(self, session_id: SessionId) -> int:
        """Return how many proposals a session has had, in any state."""
        return len(
            await self._store.read(lambda repos: repos.proposals.of_session(session_id, None))
        )

    async def proposal(self, proposal_id: ProposalId) -> Proposal:
        """Return one proposal."""
        return await self._store.read(lambda repos: repos.proposals.get(proposal_id))

    async def accept(
        self,
        ids: Sequence[ProposalId],
        *,
        hunks: Collection[int] | None = None,
        text: str | None = None,
    ) -> ReviewOutcome:
        """Accept proposals: whole, only some *hunks*, or with the author's own *text* instead.

        What rests on a base that is no longer current becomes a conflict and changes nothing.
        Before several are accepted at once the library is copied.
        """
        if len(ids) > 1 and self._before_several is not None:
            await self._before_several()

        def work(repos: Repos) -> ReviewOutcome:
            states = [self._accept(repos, one, hunks, text, by=AUTHOR) for one in ids]
            return _outcome(ids, states)

        return await self._store.write(work)

    async def reject(self, ids: Sequence[ProposalId], *, comment: str = "") -> ReviewOutcome:
        """Reject proposals; the same events are not proposed again."""
        return await self._close(ids, ProposalState.REJECTED, comment)

    async def snooze(self, ids: Sequence[ProposalId]) -> ReviewOutcome:
        """Put proposals aside for later."""
        return await self._close(ids, ProposalState.SNOOZED, "")

    def opened(self, repos: Repos, proposal: Proposal) -> None:
        """Announce a proposal that was just opened or has grown, or accept it by trust rule.

        Where its turn was left meanwhile, it waits for the author to come back.
        """
        _announce(repos, proposal)
        rule = repos.sessions.get(proposal.session_id).trust
        is_here = repos.messages.on_line(proposal.anchors) == proposal.anchors
        if is_here and may_accept(rule, proposal):
            self._accept(repos, proposal.id, None, None, by=TRUST_RULE)

    def _accept(
        self,
        repos: Repos,
        proposal_id: ProposalId,
        hunks: Collection[int] | None,
        text: str | None,
        *,
        by: str,
    ) -> ProposalState:
        proposal = repos.proposals.get(proposal_id)
        accepted = proposal.closed_as(ProposalState.ACCEPTED, now=repos.now, by=by)
        repos.ledger.acting(by, f"proposal {proposal_id}")
        if repos.messages.on_line(proposal.anchors) != proposal.anchors:
            raise UserFixableError(
                f"The turn behind the proposal for {proposal.title!r} is no longer on the line.",
                hint="Go back to that turn first.",
            )
        if self._is_stale(repos, proposal):
            conflict = proposal.closed_as(ProposalState.CONFLICT, now=repos.now, by=by)
            repos.proposals.put(conflict)
            _announce(repos, conflict)
            return ProposalState.CONFLICT
        result = text.strip() if text is not None else proposal.text_with(hunks)
        if proposal.kind is ProposalKind.CREATE_ENTITY:
            self._add_entry(repos, accepted, result)
        else:
            own = text is not None and result != proposal.proposed
            self._add_revision(repos, accepted, result, own=own)
        repos.proposals.put(accepted, accepted=hunks)
        _announce(repos, accepted)
        return ProposalState.ACCEPTED

    def _is_stale(self, repos: Repos, proposal: Proposal) -> bool:
        if proposal.entry_id is None:
            return True
        if proposal.kind is ProposalKind.CREATE_ENTITY:
            session = repos.sessions.get(proposal.session_id)
            visible = repos.lore.visible(session.world_id, session.id)
            return identify(proposal.title, visible).same is not None
        note = repos.notes.current(proposal.session_id, proposal.entry_id)
        return (note.revision if note else None) != proposal.base_revision

    def _add_revision(self, repos: Repos, proposal: Proposal, text: str, *, own: bool) -> None:
        """Keep what was accepted; the author's *own* words as an edit on top of the model's."""
        if proposal.entry_id is None:
            message = f"Proposal {proposal.id} is about no entry"
            raise ValueError(message)
        by_hand = proposal.kind is ProposalKind.MERGE_EDIT
        revision = NoteRevision(
            id=RevisionId(self._new_id()),
            session_id=proposal.session_id,
            entry_id=proposal.entry_id,
            seq=0,
            base=proposal.base_revision,
            anchors=proposal.anchors,
            content=proposal.proposed if own and not by_hand else text,
            by="author" if by_hand else "model",
            stood_at=repos.sessions.get(proposal.session_id).head if by_hand else None,
            proposal_id=proposal.id,
            created_at=repos.now,
        )
        self._timeline.note_added(repos, revision)
        if own and not by_hand:
            edit = replace(
                revision,
                id=RevisionId(self._new_id()),
                base=revision.id,
                anchors=frozenset(),
                content=text,
                by="author",
                stood_at=repos.sessions.get(proposal.session_id).head,
                proposal_id=None,
            )
            self._timeline.note_added(repos, edit)

    def _add_entry(self, repos: Repos, proposal: Proposal, text: str) -> None:
        entity, entry_id = proposal.entity, proposal.entry_id
        if entity is None or entry_id is None:
            message = f"Proposal {proposal.id} has no entity"
            raise ValueError(message)
        session = repos.sessions.get(proposal.session_id)
        entry = LoreEntry(
            id=entry_id,
            world_id=session.world_id,
            handle=repos.lore.next_handle(session.world_id, entity.category),
            title=entity.title,
            category=entity.category,
            content=text,
            tags=entity.tags,
            aliases=entity.aliases,
            is_dynamically_generated=True,
            session_id=session.id,
            origin_message=proposal.events[0].anchor,
            created_at=repos.now,
            updated_at=repos.now,
        )
        repos.lore.add(entry, by="model")
        self._link(repos, entry, entity)
        self._documents.entry_changed(repos, entry)
        repos.announce(LoreChanged(entry_id=entry.id, world_id=entry.world_id))

    def _link(self, repos: Repos, entry: LoreEntry, entity: NewEntity) -> None:
        for handle, relation in entity.connections:
            for known in repos.lore.find(handle, entry.world_id):
                repos.lore.add_link(
                    Link(
                        id=LinkId(self._new_id()),
                        world_id=entry.world_id,
                        from_id=entry.id,
                        to_id=known.id,
                        relation=relation,
                        session_id=entry.session_id,
                        origin_message=entry.origin_message,
                    )
                )

    async def _close(
        self, ids: Sequence[ProposalId], state: ProposalState, comment: str
    ) -> ReviewOutcome:
        def work(repos: Repos) -> ReviewOutcome:
            for proposal_id in ids:
                proposal = repos.proposals.get(proposal_id)
                closed = proposal.closed_as(state, now=repos.now, by=AUTHOR)
                repos.proposals.put(replace(closed, comment=comment or proposal.comment))
                _announce(repos, closed)
            return _outcome(ids, [state] * len(ids))

        return await self._store.write(work)


def _on_line(
    repos: Repos, session_id: SessionId | None, state: ProposalState
) -> tuple[Proposal, ...]:
    found = repos.proposals.of_session(session_id, state)
    line = repos.messages.on_line({anchor for proposal in found for anchor in proposal.anchors})
    return tuple(proposal for proposal in found if proposal.anchors <= line)


def _announce(repos: Repos, proposal: Proposal) -> None:
    repos.announce(
        ProposalMoved(session_id=proposal.session_id, proposal_id=proposal.id, state=proposal.state)
    )


def _outcome(ids: Sequence[ProposalId], states: Sequence[ProposalState]) -> ReviewOutcome:
    ended = list(zip(ids, states, strict=True))
    return ReviewOutcome(
        accepted=tuple(one for one, state in ended if state is ProposalState.ACCEPTED),
        rejected=tuple(one for one, state in ended if state is ProposalState.REJECTED),
        conflicts=tuple(one for one, state in ended if state is ProposalState.CONFLICT),
    )
