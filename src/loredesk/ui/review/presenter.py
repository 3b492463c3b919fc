"""Review without its window: the author looks, ticks, edits and decides."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from loredesk.domain.events import HeadMoved, NoteChanged, ProposalMoved
from loredesk.domain.hub import Hub
from loredesk.domain.ids import LoreId, ProposalId, SessionId, WorldId
from loredesk.domain.listings import ReviewOutcome
from loredesk.domain.proposals import Proposal, ProposalState
from loredesk.ui.notice import Notice
from loredesk.ui.refresher import Refresher
from loredesk.ui.review.draft import Draft, entity_of
from loredesk.ui.review.needs import Decisions, Library, ReviewView
from loredesk.ui.review.order import beside, ordered, still_chosen
from loredesk.ui.review.reading import around, has_more
from loredesk.ui.review.settling import settle
from loredesk.ui.review.state import Grouping, ReviewState, all_of
from loredesk.ui.review.words import (
    GAINED,
    NOTHING_TICKED,
    REFUSALS,
    outcome_in_words,
    put_off,
    refusal,
    rejected,
)
from loredesk.ui.task_scope import TaskScope
from loredesk.ui.trouble import told


class ReviewPresenter:
    """Keeps the list of proposals true and carries out what the author decides."""

    def __init__(
        self,
        *,
        view: ReviewView,
        review: Decisions,
        library: Library,
        hub: Hub,
        refresh_pause: float = 0.2,
    ) -> None:
        self._view = view
        self._review = review
        self._library = library
        self._state = ReviewState()
        self._world: WorldId | None = None
        self._session: SessionId | None = None
        self._drafts: dict[ProposalId, Draft] = {}
        """What the author writes in place of what is proposed, also while it is not looked at."""
        self._scope = TaskScope(on_error=self._failed)
        self._refresher = Refresher(self._read, scope=self._scope, pause=refresh_pause)
        self._unsubscribe: tuple[Callable[[], None], ...] = (
            hub.subscribe(ProposalMoved, self._moved),
            hub.subscribe(NoteChanged, self._moved),
            hub.subscribe(HeadMoved, self._moved),
        )
        self._view.show_state(self._state)

    def open(self, world_id: WorldId | None, session_id: SessionId | None) -> None:
        """Show the proposals of a session."""
        self._world, self._session = world_id, session_id
        kept = ReviewState(in_session=session_id is not None, grouping=self._state.grouping)
        self._show(replace(kept, loading=session_id is not None))
        self._read_anew()

    def show_only(self, state: ProposalState) -> None:
        """List the proposals that are in *state*."""
        if state is not self._state.shown:
            self._choose(None)
            self._show(replace(self._state, shown=state, proposals=(), loading=True, notice=None))
            self._read_anew()

    def group(self, grouping: Grouping) -> None:
        """Group the list in another way."""
        proposals = ordered(self._state.proposals, grouping)
        self._show(replace(self._state, grouping=grouping, proposals=proposals))

    def choose(self, proposal_id: ProposalId) -> None:
        """Look at one proposal."""
        found = {proposal.id: proposal for proposal in self._state.proposals}.get(proposal_id)
        if found is not None and found != self._state.chosen:
            self._choose(found)

    def next(self) -> None:
        """Look at the proposal below."""
        self._step(1)

    def previous(self) -> None:
        """Look at the proposal above."""
        self._step(-1)

    def tick(self, number: int, *, accepted: bool) -> None:
        """Say whether change *number* is to be accepted."""
        ticked = self._state.ticked | {number} if accepted else self._state.ticked - {number}
        self._show(replace(self._state, ticked=ticked, notice=None))

    def edit(self) -> None:
        """Let the author write in place of what is proposed, beginning with what is ticked."""
        state = self._state
        if state.chosen is not None and state.acceptable and not state.editing:
            draft = self._drafts[state.chosen.id] = state.begun
            self._show(replace(state, draft=draft, notice=None))

    def write(self, draft: Draft) -> None:
        """Take what stands in the editor now; what it lacked before is no longer said of it."""
        state = self._state
        if state.chosen is None or not state.editing:
            return
        self._drafts[state.chosen.id] = draft
        refused = state.notice in REFUSALS
        self._state = replace(state, draft=draft, notice=None if refused else state.notice)
        if refused or self._state.lacks_title is not state.lacks_title:
            self._view.show_state(self._state)

    def stop_editing(self) -> None:
        """Put the editor away and what stands in it."""
        if self._state.chosen is not None:
            self._drafts.pop(self._state.chosen.id, None)
            self._show(replace(self._state, draft=None, notice=None))

    def accept(self) -> None:
        """Put the chosen proposal into force: as edited, as ticked, or whole."""
        state, chosen = self._state, self._state.chosen
        if chosen is None or state.busy or not state.acceptable:
            return
        if state.editing and state.draft is not None:
            self._accept_edited(chosen, state.draft)
        elif state.settleable:
            self.edit()
        elif state.partial and not state.ticked:
            self._show(replace(state, notice=NOTHING_TICKED))
        else:
            hunks = sorted(state.ticked) if state.partial else None
            self._decide(lambda: self._review.accept([chosen.id], hunks=hunks))

    def same_as(self, entry_id: LoreId) -> None:
        """Accept the chosen newcomer as an entry that is known already."""
        chosen = self._state.chosen
        if chosen is not None and self._state.decidable and not self._state.busy:
            self._decide(lambda: self._review.same_as(chosen.id, entry_id))

    def reject(self) -> None:
        """Turn the chosen proposal down."""
        chosen = self._state.chosen
        if chosen is not None and self._state.decidable and not self._state.busy:
            self._decide(lambda: self._review.reject([chosen.id]), rejected(chosen))

    def snooze(self) -> None:
        """Put the chosen proposal off."""
        chosen = self._state.chosen
        if chosen is not None and chosen.state is ProposalState.OPEN and not self._state.busy:
            self._decide(lambda: self._review.snooze([chosen.id]), put_off(chosen))

    def accept_all(self) -> None:
        """Ask whether all that are listed are meant."""
        if self._state.proposals and self._state.shown is ProposalState.OPEN:
            self._show(replace(self._state, asks_for_all=True))

    def confirm_all(self) -> None:
        """Put all that are listed into force."""
        ids = [proposal.id for proposal in self._state.proposals]
        if self._state.asks_for_all and not self._state.busy:
            self._decide(lambda: self._review.accept(ids))

    def cancel_all(self) -> None:
        """Take back the wish to accept all."""
        self._show(replace(self._state, asks_for_all=False))

    async def aclose(self) -> None:
        """Stop listening and working."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        await self._scope.aclose()

    def _accept_edited(self, chosen: Proposal, draft: Draft) -> None:
        lacking, text = refusal(draft), draft.text.strip()
        if lacking is not None:
            self._show(replace(self._state, notice=lacking))
        elif chosen.entity is not None:
            entity = entity_of(draft, chosen.entity)
            self._decide(lambda: self._review.accept([chosen.id], entity=entity))
        elif chosen.state is ProposalState.CONFLICT:
            note = self._state.standing
            self._decide(lambda: settle(self._review, self._library, chosen, note, text))
        else:
            self._decide(lambda: self._review.accept([chosen.id], text=text))

    def _decide(
        self, act: Callable[[], Awaitable[ReviewOutcome]], done: Notice | None = None
    ) -> None:
        self._show(replace(self._state, busy=True, asks_for_all=False, notice=None))
        self._scope.start("decide", self._carry_out(act, done))

    async def _carry_out(
        self, act: Callable[[], Awaitable[ReviewOutcome]], done: Notice | None
    ) -> None:
        outcome = await act()
        for decided in (*outcome.accepted, *outcome.rejected):
            self._drafts.pop(decided, None)
        chosen = self._state.chosen
        notice = outcome_in_words(outcome) or done
        state = replace(self._state, busy=False, draft=None, notice=notice)
        if chosen is not None and outcome == ReviewOutcome(conflicts=(chosen.id,)):
            # The sheet explains it.
            state = replace(state, shown=ProposalState.CONFLICT, notice=None)
        self._show(state)
        await self._read()

    def _step(self, step: int) -> None:
        chosen = self._state.chosen
        found = beside(self._state.proposals, chosen.id if chosen else None, step)
        if found is not None and found != chosen:
            self._choose(found)

    def _choose(self, proposal: Proposal | None) -> None:
        self._show(
            replace(
                self._state,
                chosen=proposal,
                ticked=all_of(proposal),
                draft=self._drafts.get(proposal.id) if proposal is not None else None,
                standing=None,
                asks_for_all=False,
                notice=None,
            )
        )
        self._scope.cancel("context")
        if proposal is not None and has_more(proposal):
            self._scope.start("context", self._read_context(proposal))

    def _read_anew(self) -> None:
        if self._session is None:
            self._scope.cancel("read")
        else:
            self._scope.start("read", self._read())

    async def _read(self) -> None:
        session, shown = self._session, self._state.shown
        if session is None:
            return
        found = await self._review.proposals(session, shown)
        conflicts = await self._review.proposals(session, ProposalState.CONFLICT)
        if (session, shown) != (self._session, self._state.shown):
            return  # the author has moved on; the reading for the new place is on its way
        before, chosen = self._state.proposals, self._state.chosen
        after = ordered(found, self._state.grouping)
        self._show(replace(self._state, proposals=after, conflicts=len(conflicts), loading=False))
        again = still_chosen(before, after, chosen.id if chosen else None)
        if again != chosen or (again is not None and again.state is ProposalState.CONFLICT):
            self._choose_again(chosen, again)

    def _choose_again(self, before: Proposal | None, again: Proposal | None) -> None:
        """Look at *again*; what is said and being written stays where it still fits."""
        notice = self._state.notice
        same = before is not None and again is not None and before.id == again.id
        if same and before != again and self._state.editing:
            notice = GAINED
        ticked = self._state.ticked
        unchanged = same and before is not None and again and before.proposed == again.proposed
        self._choose(again)
        if unchanged:
            self._show(replace(self._state, ticked=ticked))
        self._show(replace(self._state, notice=notice))

    async def _read_context(self, proposal: Proposal) -> None:
        found = await around(self._library, self._world, proposal)
        self._show(
            replace(
                self._state,
                standing=found.standing,
                names=found.names,
                categories=found.categories,
            )
        )

    def _moved(self, event: ProposalMoved | NoteChanged | HeadMoved) -> None:
        if event.session_id == self._session:
            self._refresher.ask()

    def _failed(self, name: str, error: BaseException) -> None:
        self._show(replace(self._state, busy=False, loading=False, notice=told(name, error)))

    def _show(self, state: ReviewState) -> None:
        self._state = state
        self._view.show_state(state)
