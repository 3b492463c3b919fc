"""Review: proposals become revisions and entries when the author says so, and not before."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import replace

from loredesk.domain.errors import UserFixableError
from loredesk.domain.events import LoreChanged, ProposalMoved
from loredesk.domain.ids import LoreId, ProposalId, RedirectId, RevisionId, SessionId
from loredesk.domain.listings import ReviewOutcome
from loredesk.domain.lore import Redirect
from loredesk.domain.notes import NoteRevision
from loredesk.domain.proposals import NewEntity, Proposal, ProposalKind, ProposalState
from loredesk.domain.trust import may_accept
from loredesk.ports.store import Repos, Store
from loredesk.services.deciding import Said, in_sight, is_closed, refuse_accepting, refuse_off_line
from loredesk.services.documents import DocumentKeeper
from loredesk.services.merging import MergeService
from loredesk.services.newcomers import NewcomerKeeper
from loredesk.services.rebasing import moved_among, rebased
from loredesk.services.recognising import roster
from loredesk.services.reopening import Reopener, latest_first
from loredesk.services.timeline import Timeline
from loredesk.services.updates import queue_update

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
        self._new_id = new_id
        self._newcomers = NewcomerKeeper(documents=documents, new_id=new_id)
        self._reopener = Reopener(
            timeline=timeline,
            newcomers=self._newcomers,
            merges=MergeService(store=store, timeline=timeline, documents=documents, new_id=new_id),
        )

    async def proposals(
        self, session_id: SessionId | None, state: ProposalState = ProposalState.OPEN
    ) -> tuple[Proposal, ...]:
        """Return the proposals in *state* whose turns are on their session's line."""
        return await self._store.read(lambda repos: in_sight(repos, session_id, state))

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
        entity: NewEntity | None = None,
    ) -> ReviewOutcome:
        """Accept proposals: whole, only some *hunks*, or with the author's own *text* instead.

        A newcomer may be accepted as the *entity* the author has made of it; a name that somebody
        else has is refused.
        What rests on a base that is no longer current is put on the newest where that goes without
        a collision; else it becomes a conflict and changes nothing.
        Before several are accepted at once the library is copied.
        """
        if len(ids) > 1 and self._before_several is not None:
            await self._before_several()

        def work(repos: Repos) -> ReviewOutcome:
            said = Said(hunks=hunks, text=text, entity=entity)
            states = [self._accept(repos, one, said, by=AUTHOR) for one in ids]
            outcome = _outcome(ids, states)
            return replace(outcome, rebased=moved_among(repos, outcome.accepted))

        return await self._store.write(work)

    async def reject(self, ids: Sequence[ProposalId], *, comment: str = "") -> ReviewOutcome:
        """Reject proposals; the same events are not proposed again."""
        return await self._close(ids, ProposalState.REJECTED, comment)

    async def snooze(self, ids: Sequence[ProposalId]) -> ReviewOutcome:
        """Put proposals aside for later."""
        return await self._close(ids, ProposalState.SNOOZED, "")

    async def reopen(self, ids: Sequence[ProposalId]) -> tuple[ProposalId, ...]:
        """Open decided proposals again: exactly what accepting, rejecting or snoozing did is undone.

        The latest decision is undone first. Refuses, and undoes none, where something was built
        on one since.
        """

        def work(repos: Repos) -> tuple[ProposalId, ...]:
            repos.ledger.acting(AUTHOR, "opened again")
            found = [repos.proposals.get(one) for one in ids]
            for proposal in latest_first(repos, found):
                opened = self._reopener.reopen(repos, proposal)
                _announce(repos, opened)
                self._fold_again(repos, opened)
            return tuple(ids)

        return await self._store.write(work)

    async def same_as(self, proposal_id: ProposalId, entry_id: LoreId) -> ReviewOutcome:
        """Accept a newcomer as an entry that is known already.

        Its name leads to that entry from now on, and what happened goes into that entry's note.
        """

        def work(repos: Repos) -> ReviewOutcome:
            self._take_as(repos, proposal_id, entry_id)
            return ReviewOutcome(accepted=(proposal_id,))

        return await self._store.write(work)

    def opened(self, repos: Repos, proposal: Proposal) -> None:
        """Announce a proposal that was just opened or has grown, or accept it by trust rule.

        Where its turn was left meanwhile, it waits for the author to come back.
        """
        _announce(repos, proposal)
        rule = repos.sessions.get(proposal.session_id).trust
        locked = _locked(repos, proposal)
        is_here = repos.messages.on_line(proposal.anchors) == proposal.anchors
        if is_here and may_accept(rule, proposal, locked=locked) and not is_closed(repos, proposal):
            self._accept(repos, proposal.id, Said(), by=TRUST_RULE)

    def _accept(
        self,
        repos: Repos,
        proposal_id: ProposalId,
        said: Said,
        *,
        by: str,
    ) -> ProposalState:
        proposal = repos.proposals.get(proposal_id)
        accepted = proposal.closed_as(ProposalState.ACCEPTED, now=repos.now, by=by)
        repos.ledger.acting(by, f"proposal {proposal_id}")
        refuse_accepting(repos, proposal, said)
        placed, text = accepted, said.text_of(proposal)
        if self._is_stale(repos, proposal, said):
            moved = rebased(repos, accepted, text, own=said.is_own(proposal))
            if moved is None:
                conflict = proposal.closed_as(ProposalState.CONFLICT, now=repos.now, by=by)
                repos.proposals.put(conflict)
                _announce(repos, conflict)
                self._fold_again(repos, conflict)
                return ProposalState.CONFLICT
            placed, text = moved.proposal, moved.text
        if (proposed := proposal.entity) is not None:
            entity = said.entity_of(proposal, proposed)
            self._newcomers.put_in(repos, accepted, proposed, entity)
        else:
            self._add_revision(repos, placed, text, own=said.is_own(proposal))
        repos.proposals.put(accepted, accepted=said.hunks)
        _announce(repos, accepted)
        return ProposalState.ACCEPTED

    def _take_as(self, repos: Repos, proposal_id: ProposalId, entry_id: LoreId) -> None:
        proposal = repos.proposals.get(proposal_id)
        accepted = proposal.closed_as(ProposalState.ACCEPTED, now=repos.now, by=AUTHOR)
        repos.ledger.acting(AUTHOR, f"proposal {proposal_id}")
        refuse_off_line(repos, proposal)
        if proposal.entity is None:
            hint = "Accept it, or reject it."
            raise UserFixableError(f"{proposal.title!r} is not a newcomer.", hint=hint)
        session = repos.sessions.get(proposal.session_id)
        known = {one.id: one for one in repos.lore.visible(session.world_id, session.id)}
        if entry_id not in known:
            hint = "`loredesk lore list --session S` lists those that are."
            raise UserFixableError("This session does not see that entry.", hint=hint)
        entry = self._newcomers.put_in(repos, accepted, proposal.entity, proposal.entity)
        origins = (entry, known[entry_id])
        repos.redirects.add(
            Redirect(
                id=RedirectId(self._new_id()),
                world_id=session.world_id,
                session_id=session.id,
                from_id=entry.id,
                to_id=entry_id,
                anchors=frozenset(
                    one.origin_message
                    for one in origins
                    if one.session_id is not None and one.origin_message is not None
                ),
                proposal_id=proposal_id,
                created_at=repos.now,
            )
        )
        repos.proposals.put(accepted)
        for event in proposal.events:
            queue_update(repos, self._new_id, session.id, entry_id, event)
        repos.announce(LoreChanged(entry_id=entry_id, world_id=session.world_id))
        _announce(repos, accepted)

    def _is_stale(self, repos: Repos, proposal: Proposal, said: Said) -> bool:
        if (proposed := proposal.entity) is not None:
            session = repos.sessions.get(proposal.session_id)
            known = roster(repos, session.world_id, session.id)
            return known.identify(said.entity_of(proposal, proposed).title).same is not None
        note = repos.notes.current(proposal.session_id, proposal.entry_id)
        return (note.revision if note else None) != proposal.base_revision

    def _fold_again(self, repos: Repos, decided: Proposal) -> None:
        """See to what waits beside a proposal of a note that was decided and wrote nothing.

        What another proposal shares with it may be proposed anew, and an edit be asked about again.
        """
        if decided.kind is not ProposalKind.CREATE_ENTITY:
            self._timeline.refold(repos, repos.sessions.get(decided.session_id), decided.entry_id)

    def _add_revision(self, repos: Repos, proposal: Proposal, text: str, *, own: bool) -> None:
        """Keep what was accepted; the author's *own* words as an edit on top of the model's."""
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

    async def _close(
        self, ids: Sequence[ProposalId], state: ProposalState, comment: str
    ) -> ReviewOutcome:
        def work(repos: Repos) -> ReviewOutcome:
            for proposal_id in ids:
                proposal = repos.proposals.get(proposal_id)
                closed = proposal.closed_as(state, now=repos.now, by=AUTHOR)
                repos.proposals.put(replace(closed, comment=comment or proposal.comment))
                _announce(repos, closed)
                self._fold_again(repos, closed)
            return _outcome(ids, [state] * len(ids))

        return await self._store.write(work)


def _locked(repos: Repos, proposal: Proposal) -> frozenset[str]:
    entry = repos.lore.find_id(proposal.entry_id)
    return entry.locked if entry else frozenset()


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
