from dataclasses import replace

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.events import ProposalMoved
from loredesk.domain.hub import Hub
from loredesk.domain.listings import EntryView, Facets, LoreRow, ReviewOutcome
from loredesk.domain.lore import CATEGORIES, LoreEntry
from loredesk.domain.notes import SessionNote
from loredesk.domain.proposals import ProposalState
from loredesk.ui.review.draft import Draft, NewcomerFields
from loredesk.ui.review.presenter import ReviewPresenter
from loredesk.ui.review.state import Grouping
from tests.fakes.proposals import BASE, PROPOSED, event, newcomer, update
from tests.ui.settled import settled


class Screen:
    def __init__(self):
        self.states = []

    @property
    def state(self):
        return self.states[-1]

    @property
    def listed(self):
        return [proposal.id for proposal in self.state.proposals]

    def show_state(self, state):
        self.states.append(state)


class Desk:
    """Proposals, what was decided about them, and the library behind them."""

    def __init__(self, hub, *proposals):
        self.hub = hub
        self.known = {proposal.id: proposal for proposal in proposals}
        self.stale = set()
        self.calls = []
        self.saved_notes = []
        self.entries_known = {"e1"}
        self.error = None

    async def proposals(self, session_id, state=ProposalState.OPEN):
        return tuple(one for one in self.known.values() if one.state is state)

    async def accept(self, ids, *, hunks=None, text=None, entity=None):
        edited = text if entity is None else entity
        self.calls.append(("accept", list(ids), hunks, edited))
        if self.error:
            raise self.error
        conflicts = [one for one in ids if one in self.stale]
        accepted = [one for one in ids if one not in self.stale]
        self._move(accepted, ProposalState.ACCEPTED)
        self._move(conflicts, ProposalState.CONFLICT)
        return ReviewOutcome(accepted=tuple(accepted), conflicts=tuple(conflicts))

    async def same_as(self, proposal_id, entry_id):
        self.calls.append(("same as", proposal_id, entry_id))
        self._move([proposal_id], ProposalState.ACCEPTED)
        return ReviewOutcome(accepted=(proposal_id,))

    async def reject(self, ids, *, comment=""):
        self.calls.append(("reject", list(ids), comment))
        self._move(ids, ProposalState.REJECTED)
        return ReviewOutcome(rejected=tuple(ids))

    async def snooze(self, ids):
        self.calls.append(("snooze", list(ids)))
        self._move(ids, ProposalState.SNOOZED)
        return ReviewOutcome()

    async def entries(self, world_id, session_id, filter, *, offset=0, limit=200):  # noqa: A002
        row = LoreRow(
            id="e1",
            handle="c1",
            title="Mara Venn",
            category="character",
            tags=(),
            origin="canon",
            is_dynamically_generated=False,
            always_on=False,
            note=None,
        )
        return (row,)

    async def facets(self, world_id, session_id):
        return Facets(categories={"character": 3, "lock": 1})

    async def entry(self, entry_id, session_id):
        if entry_id not in self.entries_known:
            raise UserFixableError("There is no such entry.", hint="Look at the list.")
        entry = LoreEntry(id=entry_id, world_id="w", handle="c1", title="Mara Venn")
        note = SessionNote(
            session_id=session_id,
            entry_id=entry_id,
            note_content="The note as it stands.",
            last_updated_turn=13,
            revision="r2",
        )
        return EntryView(entry=entry, note=note, revisions=(), links=(), composite="")

    async def save_note(self, session_id, entry_id, text, *, base):
        self.saved_notes.append((entry_id, text, base))

    def put(self, proposal):
        self.known[proposal.id] = proposal
        self._announce(proposal)

    def _move(self, ids, state):
        for one in ids:
            self.known[one] = replace(self.known[one], state=state)
            self._announce(self.known[one])

    def _announce(self, proposal):
        self.hub.publish(
            ProposalMoved(session_id="s", proposal_id=proposal.id, state=proposal.state)
        )


@pytest.fixture
def desk():
    return Desk(
        Hub(),
        update("p1"),
        newcomer("n1", events=(event(11),)),
        update("p2", title="Tide-debt", events=(event(10),)),
    )


@pytest.fixture
def screen():
    return Screen()


@pytest.fixture
async def review(screen, desk):
    presenter = ReviewPresenter(
        view=screen, review=desk, library=desk, hub=desk.hub, refresh_pause=0
    )
    presenter.open("w", "s")
    await settled()
    yield presenter
    await presenter.aclose()


async def test_the_newest_turn_comes_first_and_is_looked_at(review, screen):
    assert screen.listed == ["p1", "n1", "p2"]
    assert screen.state.chosen.id == "p1"
    assert screen.state.ticked == {1, 2}


async def test_grouping_by_kind_puts_notes_before_newcomers(review, screen):
    review.group(Grouping.KIND)

    assert screen.listed == ["p1", "p2", "n1"]


async def test_stepping_stops_at_either_end(review, screen):
    review.previous()
    assert screen.state.chosen.id == "p1"

    for _ in range(5):
        review.next()
    assert screen.state.chosen.id == "p2"


async def test_accepting_whole_moves_on_to_the_next(review, screen, desk):
    review.accept()
    await settled()

    assert desk.calls == [("accept", ["p1"], None, None)]
    assert screen.state.chosen.id == "n1"
    assert not screen.state.busy


async def test_only_the_ticked_changes_are_accepted(review, desk):
    review.tick(2, accepted=False)
    review.accept()
    await settled()

    assert desk.calls == [("accept", ["p1"], [1], None)]


async def test_nothing_ticked_is_not_accepted_but_explained(review, screen, desk):
    review.tick(1, accepted=False)
    review.tick(2, accepted=False)
    review.accept()
    await settled()

    assert desk.calls == []
    assert "ticked" in screen.state.notice.sentence


async def test_editing_begins_with_what_is_ticked(review, screen, desk):
    review.tick(2, accepted=False)
    review.edit()
    assert screen.state.draft.text == (
        "Mara keeps the ferry. She owes the Heron. She is honest. She says little."
    )
    assert screen.state.draft.fields is None

    review.write(Draft(text="My own words. "))
    review.accept()
    await settled()

    assert desk.calls == [("accept", ["p1"], None, "My own words.")]


async def test_an_edit_survives_looking_elsewhere(review, screen):
    review.edit()
    review.write(Draft(text="Half a sent"))
    review.next()
    assert not screen.state.editing

    review.previous()

    assert screen.state.editing
    assert screen.state.draft.text == "Half a sent"


async def test_an_edit_survives_new_events_for_the_same_proposal(review, screen, desk):
    review.edit()
    review.write(Draft(text="Half a sent"))
    desk.put(update("p1", proposed=PROPOSED + " She left."))
    await settled()

    assert screen.state.draft.text == "Half a sent"
    assert "kept" in screen.state.notice.sentence


async def test_an_empty_edit_is_not_accepted(review, screen, desk):
    review.edit()
    review.write(Draft(text="  "))
    review.accept()
    await settled()

    assert desk.calls == []
    assert screen.state.editing


async def test_a_failure_keeps_the_edit(review, screen, desk):
    desk.error = UserFixableError("The disk is full.", hint="Make room.")
    review.edit()
    review.write(Draft(text="My own words."))
    review.accept()
    await settled()

    assert screen.state.notice.sentence == "The disk is full."
    assert screen.state.draft.text == "My own words."
    assert not screen.state.busy


async def test_ticks_survive_a_refresh(review, screen, desk):
    review.tick(1, accepted=False)
    desk.put(newcomer("n2"))
    await settled()

    assert screen.state.ticked == {2}
    assert "n2" in screen.listed


async def test_rejecting_and_putting_off(review, screen, desk):
    review.reject()
    await settled()
    review.snooze()
    await settled()

    assert desk.calls == [("reject", ["p1"], ""), ("snooze", ["n1"])]
    said = [state.notice.sentence for state in screen.states if state.notice]
    assert any(sentence.startswith("Rejected: ") for sentence in said)
    assert said[-1].startswith("Put off: ")
    assert screen.listed == ["p2"]


async def test_what_was_put_off_can_be_found_and_accepted(review, screen, desk):
    review.snooze()
    await settled()
    review.show_only(ProposalState.SNOOZED)
    await settled()
    assert screen.listed == ["p1"]

    review.accept()
    await settled()

    assert desk.known["p1"].state is ProposalState.ACCEPTED


async def test_accepting_all_asks_first(review, screen, desk):
    review.accept_all()
    assert screen.state.asks_for_all
    assert desk.calls == []

    review.confirm_all()
    await settled()

    assert desk.calls == [("accept", ["p1", "n1", "p2"], None, None)]
    assert screen.listed == []
    assert screen.state.notice.sentence == "3 proposals accepted."


async def test_conflicts_among_many_are_counted(review, screen, desk):
    desk.stale = {"p1"}
    review.accept_all()
    review.confirm_all()
    await settled()

    assert screen.state.conflicts == 1
    assert "conflict" in screen.state.notice.sentence


async def test_a_conflict_is_settled_with_the_authors_own_text(review, screen, desk):
    desk.stale = {"p1"}
    review.accept()
    await settled()
    assert screen.state.shown is ProposalState.CONFLICT
    assert screen.state.base == "The note as it stands."

    review.accept()
    assert screen.state.editing
    review.write(Draft(text="What should stand."))
    review.accept()
    await settled()

    assert desk.saved_notes == [("e1", "What should stand.", "r2")]
    assert desk.known["p1"].state is ProposalState.REJECTED


async def test_a_newcomer_in_conflict_can_only_be_rejected(review, screen, desk):
    desk.stale = {"n1"}
    review.choose("n1")
    review.accept()
    await settled()
    calls = list(desk.calls)

    review.edit()
    review.accept()
    await settled()

    assert desk.calls == calls
    assert not screen.state.editing
    assert desk.saved_notes == []


async def test_connections_of_a_newcomer_get_their_titles(review, screen):
    review.choose("n1")
    await settled()

    assert screen.state.names == {"c1": "Mara Venn"}


@pytest.fixture
async def editing(review):
    """A newcomer that stands in the editor."""
    review.choose("n1")
    review.edit()
    return review


def changed(screen, *, text=None, **fields):
    """What stands in the editor, with some of it written anew."""
    draft = screen.state.draft
    text = draft.text if text is None else text
    return Draft(text=text, fields=replace(draft.fields, **fields))


async def test_a_newcomer_is_edited_beginning_with_all_that_is_proposed(review, screen, desk):
    entity = replace(newcomer().entity, aliases=("the boy", "Wickie"), tags=("lock", "child"))
    desk.put(newcomer("n2", entity=entity))
    await settled()
    review.choose("n2")
    await settled()

    review.edit()

    assert screen.state.draft == Draft(
        text="A lock-boy.",
        fields=NewcomerFields(
            title="Wick", category="character", aliases="the boy, Wickie", tags="lock, child"
        ),
    )
    assert screen.state.categories == (*CATEGORIES, "lock")


async def test_a_newcomer_is_accepted_with_every_field_as_edited(editing, screen, desk):
    editing.write(
        changed(
            screen,
            text="A lock-boy of nine. ",
            title=" Wick Lamplighter",
            category="Lock ",
            aliases="Wick, the boy,, Wick",
            tags="lamp; child",
        )
    )
    editing.accept()
    await settled()

    edited = replace(
        newcomer().entity,
        title="Wick Lamplighter",
        category="lock",
        content="A lock-boy of nine.",
        aliases=("Wick", "the boy"),
        tags=("lamp", "child"),
    )
    assert desk.calls == [("accept", ["n1"], None, edited)]
    assert screen.state.chosen.id != "n1"
    assert not screen.state.editing


async def test_a_newcomer_that_was_left_alone_is_accepted_as_it_is_proposed(editing, desk):
    editing.accept()
    await settled()

    assert desk.calls == [("accept", ["n1"], None, newcomer().entity)]


async def test_a_newcomer_without_a_title_is_refused_until_it_has_one(editing, screen, desk):
    editing.write(changed(screen, title="  "))
    assert screen.state.lacks_title
    editing.accept()
    await settled()
    assert desk.calls == []
    assert "no title" in screen.state.notice.sentence
    assert screen.state.editing

    editing.write(changed(screen, title="W"))

    assert not screen.state.lacks_title
    assert screen.state.notice is None


async def test_a_newcomer_without_a_text_is_refused(editing, screen, desk):
    editing.write(changed(screen, text=" "))
    editing.accept()
    await settled()

    assert desk.calls == []
    assert screen.state.notice.sentence == "The text is empty."


async def test_every_field_of_a_newcomer_survives_looking_elsewhere(editing, screen):
    draft = changed(screen, text="Half a sent", title="Wi", category="lo", aliases="b,", tags="c")
    editing.write(draft)
    editing.next()
    assert not screen.state.editing

    editing.previous()

    assert screen.state.editing
    assert screen.state.draft == draft


async def test_every_field_of_a_newcomer_survives_new_events_for_it(editing, screen, desk):
    draft = changed(screen, title="Wick Lamplighter")
    editing.write(draft)
    desk.put(newcomer("n1", events=(event(11), event(12))))
    await settled()

    assert screen.state.draft == draft
    assert "kept" in screen.state.notice.sentence


async def test_a_name_that_is_refused_can_be_written_anew(editing, screen, desk):
    desk.error = UserFixableError("There is an entry called 'Mara Venn' already.", hint="Choose.")
    draft = changed(screen, title="Mara Venn")
    editing.write(draft)
    editing.accept()
    await settled()

    assert screen.state.notice.sentence == "There is an entry called 'Mara Venn' already."
    assert screen.state.draft == draft


async def test_an_edit_that_is_cancelled_begins_anew_with_what_is_proposed(editing, screen):
    editing.write(changed(screen, title="Mara Venn"))
    editing.stop_editing()
    assert not screen.state.editing

    editing.edit()

    assert screen.state.draft.fields.title == "Wick"


async def test_what_was_written_for_a_newcomer_that_came_to_a_conflict_is_no_dead_end(
    editing, screen, desk
):
    editing.write(changed(screen, title="Wick Lamplighter"))
    desk.stale = {"n1"}
    editing.accept_all()
    editing.confirm_all()
    await settled()
    editing.show_only(ProposalState.CONFLICT)
    await settled()

    assert screen.state.chosen.id == "n1"
    assert not screen.state.editing
    assert screen.state.notice is None


async def test_another_sessions_proposals_are_not_its_business(review, screen, desk):
    desk.known["p9"] = update("p9")
    desk.hub.publish(ProposalMoved(session_id="other", proposal_id="p9", state=ProposalState.OPEN))
    await settled()

    assert "p9" not in screen.listed


async def test_a_decided_proposal_offers_no_decision(review, screen, desk):
    desk.known["p1"] = update("p1", state=ProposalState.ACCEPTED)
    review.show_only(ProposalState.ACCEPTED)
    await settled()

    assert not screen.state.decidable
    review.reject()
    review.accept()
    await settled()
    assert desk.calls == []
    assert screen.state.base == BASE


async def test_a_newcomer_is_accepted_as_somebody_known(review, screen, desk):
    review.choose("n1")
    review.same_as("e5")
    await settled()

    assert desk.calls == [("same as", "n1", "e5")]
    assert "n1" not in screen.listed
