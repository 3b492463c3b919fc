"""What became of a proposal is in the audit log, and what did not change is not."""

from dataclasses import replace

import pytest

from loredesk.domain.audit import LONGEST_TEXT
from loredesk.domain.documents import text_hash
from loredesk.domain.proposals import ProposalState
from loredesk.services.audit import AuditService
from loredesk.storage.schema.story import blobs
from loredesk.storage.values import unpacked


@pytest.fixture
async def proposal(library):
    """Return an open proposal."""
    world = await library.add_world()
    session, mara = await library.add_session(world), await library.add_entry(world, "Mara")
    _, reply = await library.add_turn(session.id, "I wait.", "I owe you, says Mara.")
    return await library.add_proposal(session.id, mara, reply, "She owes the Heron.")


async def told(library, proposal):
    """Return what the log says of a proposal, the newest first."""
    return await AuditService(store=library.store).entries(subject=proposal.id)


async def put(library, proposal, **values):
    await library.write(lambda repos: repos.proposals.put(proposal, **values))


async def test_a_new_one_is_told_with_what_it_rests_on(library, proposal):
    (opened,) = await told(library, proposal)

    assert (opened.actor, opened.action) == ("model", "open update note")
    assert opened.why == "turn 1: “I owe you, says Mara.”"
    assert opened.after["proposed"] == "She owes the Heron."
    assert opened.entry_id == proposal.entry_id


async def test_one_that_is_kept_as_it_was_is_not_told_again(library, proposal):
    await put(library, proposal)

    assert len(await told(library, proposal)) == 1


async def test_one_that_grows_is_told_with_the_new_events_alone(library, proposal):
    (event,) = proposal.events
    more = replace(event, turn=2, summary="She sings.", quote="", reason="It is night.")

    await put(library, replace(proposal, proposed="She owes. She sings.", events=(event, more)))

    grown, _ = await told(library, proposal)
    assert (grown.action, grown.why) == ("grow update note", "turn 2: It is night.")
    assert grown.before["proposed"] == "She owes the Heron."
    assert "state" not in grown.after


@pytest.mark.parametrize(
    ("state", "action"),
    [
        (ProposalState.ACCEPTED, "accept update note"),
        (ProposalState.REJECTED, "reject update note"),
        (ProposalState.SNOOZED, "snooze update note"),
        (ProposalState.CONFLICT, "find a conflict in update note"),
    ],
)
async def test_a_decision_is_told_with_who_took_it_and_why(library, proposal, state, action):
    closed = proposal.closed_as(state, now=library.clock.now(), by="author")
    closed = replace(closed, comment="So be it.")

    await put(library, closed, accepted={3, 1})
    await put(library, proposal)

    reopened, decided, _ = await told(library, proposal)
    assert (decided.actor, decided.action, decided.why) == ("author", action, "So be it.")
    assert (decided.before["state"], decided.after["state"]) == ("open", state.value)
    assert decided.details["hunks"] == [1, 3]
    assert reopened.action == "reopen update note"
    assert reopened.details["hunks"] is None


@pytest.mark.parametrize("over", [0, 1])
async def test_a_long_text_that_is_written_over_is_kept_beside_the_log(library, proposal, over):
    text = "m" * (LONGEST_TEXT + over)
    await put(library, replace(proposal, proposed=text))

    for other in ("She owes.", "She sings.", text, "She owes."):  # the same text is lost twice
        await put(library, replace(proposal, proposed=other))

    def kept(repos):
        found = repos.proposals._connection.execute(
            blobs.select().where(blobs.c.hash == text_hash(text))
        )
        return [unpacked(row.data) for row in found]

    assert await library.read(kept) == [text] * over
    lost = (await told(library, proposal))[0].before["proposed"]
    assert lost == (text if not over else {**lost, "sha256": text_hash(text)})
