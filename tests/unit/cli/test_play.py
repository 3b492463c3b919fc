"""Accepting proposals as they open, while others decide them too and things go wrong."""

import io
from types import SimpleNamespace

import pytest

from loredesk.cli.play import clicking, settle
from loredesk.cli.printing import Printer
from loredesk.domain.errors import UserFixableError
from loredesk.domain.events import ProposalMoved
from loredesk.domain.hub import Hub
from loredesk.domain.ids import ProposalId, SessionId
from loredesk.domain.listings import ReviewOutcome
from loredesk.domain.proposals import ProposalState

SESSION = SessionId("s")


class Review:
    """Proposals, of which some are decided by others and some cannot be accepted."""

    def __init__(self, *ids):
        self.states = {ProposalId(one): ProposalState.OPEN for one in ids}
        self.others: set[str] = set()
        self.problems: list[Exception] = []

    async def proposals(self, session_id):
        return [
            SimpleNamespace(id=one)
            for one, state in self.states.items()
            if state is ProposalState.OPEN
        ]

    async def proposal(self, proposal_id):
        return SimpleNamespace(id=proposal_id, state=self.states[proposal_id])

    async def accept(self, ids):
        (one,) = ids
        if self.problems:
            raise self.problems.pop(0)
        if one in self.others:
            self.states[one] = ProposalState.REJECTED
            raise UserFixableError("This proposal is already rejected.")
        self.states[one] = ProposalState.ACCEPTED
        return ReviewOutcome(accepted=(one,), rejected=(), conflicts=())


class Queue:
    async def run(self):
        """Nothing waits."""


def desk_of(review):
    return SimpleNamespace(review=review, queue=Queue(), hub=Hub())


def printer_to(err):
    return Printer(io.StringIO(), err, as_json=True)


def opened(proposal_id="a"):
    return ProposalMoved(
        proposal_id=ProposalId(proposal_id), session_id=SESSION, state=ProposalState.OPEN
    )


async def test_what_somebody_else_decided_first_counts_as_decided():
    review = Review("a", "b")
    review.others = {"a"}

    await settle(desk_of(review), SESSION, accept=True)

    assert review.states == {"a": ProposalState.REJECTED, "b": ProposalState.ACCEPTED}


async def test_what_cannot_be_accepted_is_told():
    review = Review("a")
    review.problems = [UserFixableError("The disk is full.")]

    with pytest.raises(UserFixableError, match="disk is full"):
        await settle(desk_of(review), SESSION, accept=True)


async def test_a_click_that_fails_is_told_and_the_next_one_is_made(settled):
    review, err = Review("a"), io.StringIO()
    desk = desk_of(review)
    review.problems = [UserFixableError("The disk is full.", hint="Make room.")]

    async with clicking(desk, SESSION, printer_to(err)):
        desk.hub.publish(opened())
        await settled()
        assert err.getvalue() == "The disk is full. Make room.\n"
        assert review.states["a"] is ProposalState.OPEN
        desk.hub.publish(opened())
        await settled()
        assert review.states["a"] is ProposalState.ACCEPTED


async def test_a_mistake_while_clicking_is_not_swallowed(settled):
    review = Review("a")
    desk = desk_of(review)
    review.problems = [ZeroDivisionError("a mistake")]

    async def play():
        async with clicking(desk, SESSION, printer_to(io.StringIO())):
            desk.hub.publish(opened())
            await settled()

    with pytest.raises(ZeroDivisionError):
        await play()
