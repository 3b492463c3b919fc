from dataclasses import replace

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import ProposalId
from loredesk.domain.listings import ReviewOutcome
from loredesk.ui.undo.decisions import RecordedDecisions
from tests.fakes.proposals import newcomer, update


class Reviews:
    """Decides as the services would; what is in `stale` comes to a conflict."""

    def __init__(self, *proposals):
        self.open = {one.id: one for one in proposals}
        self.decided = {}
        self.stale = set()
        self.calls = []

    async def proposals(self, session_id, state=None):
        return tuple(self.open.values())

    async def proposal(self, proposal_id):
        return {**self.open, **self.decided}[proposal_id]

    async def accept(self, ids, *, hunks=None, text=None, entity=None):
        self.calls.append(("accept", list(ids), hunks, text))
        return self._close(ids, "accepted")

    async def reject(self, ids, *, comment=""):
        self.calls.append(("reject", list(ids), comment))
        return self._close(ids, "rejected")

    async def snooze(self, ids):
        self._close(ids, "rejected")
        return ReviewOutcome()

    async def same_as(self, proposal_id, entry_id):
        return self._close([proposal_id], "accepted")

    async def reopen(self, ids):
        for one in ids:
            self.open[one] = self.decided.pop(one)

    def _close(self, ids, kind):
        stale = tuple(one for one in ids if one in self.stale)
        closed = tuple(one for one in ids if one not in self.stale)
        for one in closed:
            self.decided[one] = self.open.pop(one)
        return ReviewOutcome(conflicts=stale, **{kind: closed})


class Notebook:
    def __init__(self):
        self.commands = []

    def done(self, command):
        self.commands.append(command)


ONE, TWO, NEW = (
    replace(update(), id=ProposalId("1")),
    replace(update(), id=ProposalId("2")),
    replace(newcomer(), id=ProposalId("3")),
)


@pytest.fixture
def reviews():
    return Reviews(ONE, TWO, NEW)


@pytest.fixture
def notebook():
    return Notebook()


@pytest.fixture
def decisions(reviews, notebook):
    return RecordedDecisions(reviews, notebook)


async def test_an_acceptance_is_taken_back_by_opening_it_again(decisions, reviews, notebook):
    await decisions.accept([ONE.id], hunks=[1])

    command = notebook.commands[0]
    assert command.text == f"Accept the note of {ONE.title}"
    assert command.session_id == ONE.session_id
    await command.undo()
    assert ONE.id in reviews.open
    await command.redo()
    assert reviews.calls == [("accept", ["1"], [1], None)] * 2


async def test_a_newcomer_is_called_by_its_name(decisions, notebook):
    await decisions.accept([NEW.id])

    assert notebook.commands[0].text == f"Accept {NEW.title}"


async def test_many_at_once_are_one_step(decisions, reviews, notebook):
    await decisions.accept([ONE.id, TWO.id, NEW.id])

    assert [command.text for command in notebook.commands] == ["Accept 3 proposals"]
    await notebook.commands[0].undo()
    assert len(reviews.open) == 3


async def test_what_came_to_a_conflict_is_no_part_of_the_step(decisions, reviews, notebook):
    reviews.stale = {ONE.id}

    await decisions.accept([ONE.id, TWO.id])
    await notebook.commands[0].undo()
    await notebook.commands[0].redo()

    assert reviews.calls[-1][1] == ["2"]


async def test_where_nothing_was_decided_nothing_is_taken_down(decisions, reviews, notebook):
    reviews.stale = {ONE.id}

    await decisions.accept([ONE.id])

    assert notebook.commands == []


@pytest.mark.parametrize("verb", ["reject", "snooze"])
async def test_rejecting_and_putting_off_are_taken_back_too(decisions, reviews, notebook, verb):
    await getattr(decisions, verb)([ONE.id])
    assert ONE.id not in reviews.open

    await notebook.commands[0].undo()

    assert ONE.id in reviews.open


async def test_taking_a_newcomer_for_one_that_is_known_is_taken_back(decisions, reviews, notebook):
    await decisions.same_as(NEW.id, "dagny")

    await notebook.commands[0].undo()

    assert NEW.id in reviews.open


async def test_a_decision_that_is_refused_is_not_taken_down(decisions, reviews, notebook):
    async def refuse(ids, **_):
        message = "The turn is not on the line."
        raise UserFixableError(message, hint="Go there.")

    reviews.accept = refuse

    with pytest.raises(UserFixableError):
        await decisions.accept([ONE.id])

    assert notebook.commands == []


async def test_reading_is_passed_on(decisions):
    assert await decisions.proposals(None) == (ONE, TWO, NEW)
