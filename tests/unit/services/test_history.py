"""The past of an entry: who wrote what, when and why, and how it stood as of a turn."""

from dataclasses import replace

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.listings import EntryDraft
from loredesk.domain.proposals import ProposalEvent, ProposalState
from loredesk.services.history import HistoryService


@pytest.fixture
async def mara(campaign):
    return await campaign.add("Mara Venn", "She keeps the ferry.")


@pytest.fixture
def history(campaign):
    return HistoryService(store=campaign.library.store, timeline=campaign.library.timeline)


@pytest.fixture
def session(campaign):
    return campaign.session.id


async def turn(campaign):
    campaign.library.clock.forward(minutes=1)
    return await campaign.turn()


def happened(reply, turn_number, summary, **values):
    event = ProposalEvent(
        message_id=reply.id,
        anchor=reply.id,
        turn=turn_number,
        summary=summary,
        quote=f"“{summary}”",
        reason="It is said.",
    )
    return replace(event, **values)


async def accepted(campaign, entry, events, text, **values):
    library, session = campaign.library, campaign.session.id
    reply = await library.read(lambda repos: repos.messages.get(events[0].anchor))
    proposal = await library.add_proposal(
        session,
        entry,
        reply,
        text,
        events=tuple(events),
        state=ProposalState.ACCEPTED,
        decided_by="author",
        **values,
    )
    return await library.add_note(
        session, entry.id, text, anchors=proposal.anchors, proposal_id=proposal.id
    )


async def edit_canon(campaign, entry, content):
    campaign.library.clock.forward(minutes=1)
    return await campaign.lore.save_entry(
        EntryDraft(
            world_id=entry.world_id,
            id=entry.id,
            base_revision=entry.revision,
            title=entry.title,
            category=entry.category,
            content=content,
        )
    )


async def test_history_has_canon_and_note_with_who_when_why_and_quotes(
    campaign, mara, history, session
):
    reply = await turn(campaign)
    model = await accepted(campaign, mara, [happened(reply, 1, "She drowned.")], "She drowned.")
    campaign.library.clock.forward(minutes=1)
    hand = await campaign.library.add_note(session, mara.id, "She drowned. Alas.")
    await edit_canon(campaign, mara, "She kept the ferry.")

    found = await history.history(mara.id, session)

    assert [(one.part, one.revision, one.by) for one in found.versions] == [
        ("entry", "2", "author"),
        ("note", hand.id, "author"),
        ("note", model.id, "model"),
        ("entry", "1", "author"),
    ]
    newest, mine, theirs, oldest = found.versions
    assert (newest.content, newest.in_force) == ("She kept the ferry.", True)
    assert (oldest.content, oldest.in_force) == ("She keeps the ferry.", False)
    assert (theirs.turn, theirs.why) == (1, "rewritten from the story, accepted by author")
    assert [event.quote for event in theirs.events] == ["“She drowned.”"]
    assert (mine.turn, mine.why, mine.events) == (1, "written by hand", ())
    assert mine.in_force
    assert not mine.withdrawn


async def test_without_a_session_history_is_that_of_canon(campaign, mara, history):
    reply = await turn(campaign)
    await accepted(campaign, mara, [happened(reply, 1, "She drowned.")], "She drowned.")

    found = await history.history(mara.id, None)

    assert [one.part for one in found.versions] == ["entry"]


async def test_history_says_what_was_taken_back_and_with_which(campaign, mara, history, session):
    first, second = await turn(campaign), await turn(campaign)
    events = [happened(first, 1, "She fell."), happened(second, 2, "She drowned.")]
    whole = await accepted(campaign, mara, events, "She fell and drowned.")
    await campaign.library.goto(session, first.id)
    part = await accepted(campaign, mara, events[:1], "She has fallen.")
    await history.withdraw(session, part.id)

    found = await history.history(mara.id, session)

    by_id = {one.revision: one for one in found.versions if one.part == "note"}
    assert by_id[part.id].withdrawn
    assert by_id[part.id].withdrawn_with is None
    assert by_id[whole.id].withdrawn_with == part.id
    assert not any(one.in_force for one in by_id.values())
    dated = next(one for one in by_id.values() if one.revision not in {whole.id, part.id})
    assert dated.why == "kept as dated lines until it is rewritten"


async def test_what_is_carried_and_merged_is_called_so(campaign, mara, history, session):
    first, second = await turn(campaign), await turn(campaign)
    await accepted(campaign, mara, [happened(second, 2, "She fell.")], "She fell. It rained.")
    await campaign.library.add_note(session, mara.id, "She fell. It rained. She is old.")
    await campaign.library.add_note(session, mara.id, "She stumbled. It rained. She is old.")
    await campaign.library.goto(session, first.id)
    (card,) = await campaign.open_proposals()
    await campaign.review.accept([card.id], text="She stumbles.")

    found = await history.history(mara.id, session)

    reasons = [one.why for one in found.versions if one.part == "note"]
    assert reasons == [
        "merged by hand",
        "an edit by hand, carried over",
        "written by hand",
        "written by hand",
        "rewritten from the story, accepted by author",
    ]


async def test_an_edit_that_changes_nothing_where_it_is_carried_to_is_told_once(
    campaign, mara, history, session
):
    first, second = await turn(campaign), await turn(campaign)
    await accepted(campaign, mara, [happened(first, 1, "She stood.")], "She stood.")
    await accepted(campaign, mara, [happened(second, 2, "She fell.")], "She fell.")
    hand = await campaign.library.add_note(session, mara.id, "She stood.")

    await campaign.library.goto(session, first.id)

    revisions = await campaign.library.read(lambda repos: repos.notes.revisions(session, mara.id))
    assert (revisions[-1].merge_of, revisions[-1].content) == (hand.id, "She stood.")
    found = await history.history(mara.id, session)
    assert [(one.by, one.content) for one in found.versions if one.part == "note"] == [
        ("author", "She stood."),
        ("model", "She fell."),
        ("model", "She stood."),
    ]


async def test_a_simulated_change_says_so(campaign, mara, history, session):
    reply = await turn(campaign)
    event = happened(reply, 1, "She sailed.", source="simulated")
    await accepted(campaign, mara, [event], "She sailed.", simulated=True)

    (note, _) = (await history.history(mara.id, session)).versions

    assert note.why == "rewritten from a simulation, accepted by author"


async def test_blame_gives_each_sentence_its_turn_and_its_own_quote(
    campaign, mara, history, session
):
    reply = await turn(campaign)
    events = [happened(reply, 1, "She drowned."), happened(reply, 1, "Her dog barks.")]
    model = await accepted(campaign, mara, events, "Her dog barks. She drowned.")
    later = await turn(campaign)
    hand = await campaign.library.add_note(
        session, mara.id, "Her dog barks. She is old. She drowned."
    )

    found = await history.blame(mara.id, session)

    assert later
    assert [(one.text, one.by, one.revision, one.turn, one.quote) for one in found] == [
        ("Her dog barks.", "model", model.id, 1, "“Her dog barks.”"),
        (" She is old.", "author", hand.id, 2, ""),
        (" She drowned.", "model", model.id, 1, "“She drowned.”"),
    ]
    assert found[0].reason == "It is said."


async def test_blame_of_no_note_is_nothing_and_without_a_session_it_is_of_canon(
    campaign, mara, history, session
):
    await edit_canon(campaign, mara, "She keeps the ferry. She is old.")

    assert await history.blame(mara.id, session) == ()
    assert [(one.text, one.revision, one.by) for one in await history.blame(mara.id, None)] == [
        ("She keeps the ferry.", "1", "author"),
        (" She is old.", "2", "author"),
    ]


async def test_as_of_a_turn_an_entry_reads_as_it_did(campaign, mara, history, session):
    first = await turn(campaign)
    one = await accepted(campaign, mara, [happened(first, 1, "She fell.")], "She fell.")
    await edit_canon(campaign, mara, "She kept the ferry.")
    second = await turn(campaign)
    await accepted(campaign, mara, [happened(second, 2, "She rose.")], "She fell. She rose.")

    before = await history.as_of(mara.id, session, 0)
    then = await history.as_of(mara.id, session, 1)
    now = await history.as_of(mara.id, session, 2)

    assert (before.note, before.turn) == (None, 0)
    assert (then.content, then.note.note_content) == ("She keeps the ferry.", "She fell.")
    assert (then.note.revision, then.note.last_updated_turn) == (one.id, 1)
    assert then.entry.revision == 1
    assert (now.content, now.note.note_content) == ("She kept the ferry.", "She fell. She rose.")


async def test_as_of_a_turn_inside_a_rewrite_of_several_its_events_are_dated_lines(
    campaign, mara, history, session
):
    first, second = await turn(campaign), await turn(campaign)
    events = [happened(first, 1, "She fell."), happened(second, 2, "She rose.")]
    whole = await accepted(campaign, mara, events, "She fell and rose.")

    then = await history.as_of(mara.id, session, 1)

    assert then.note.note_content == "Turn 1: She fell."
    assert then.note.revision == whole.id
    revisions = await campaign.library.read(lambda repos: repos.notes.revisions(session))
    assert len(revisions) == 1


async def test_as_of_a_turn_what_was_written_by_hand_later_is_not_there(
    campaign, mara, history, session
):
    await turn(campaign)
    early = await campaign.library.add_note(session, mara.id, "She is old.")
    await turn(campaign)
    await campaign.library.add_note(session, mara.id, "She is old. She is ill.")

    assert (await history.as_of(mara.id, session, 1)).note.note_content == early.content
    assert (await history.as_of(mara.id, session, 2)).note.note_content == "She is old. She is ill."


@pytest.mark.parametrize("number", [-1, 3])
async def test_as_of_a_turn_there_is_not_is_refused(campaign, mara, history, session, number):
    await turn(campaign)
    await turn(campaign)

    with pytest.raises(UserFixableError, match=f"no turn {number}") as refused:
        await history.as_of(mara.id, session, number)
    assert "0 to 2" in refused.value.hint


async def test_as_of_a_turn_before_an_entry_was_written_is_refused(campaign, history, session):
    await turn(campaign)
    campaign.library.clock.forward(minutes=1)
    late = await campaign.add("Wick", "A lock-boy.")
    await turn(campaign)

    with pytest.raises(UserFixableError, match="no 'Wick' yet in turn 1"):
        await history.as_of(late.id, session, 1)
    assert (await history.as_of(late.id, session, 2)).content == "A lock-boy."


async def test_the_world_as_of_a_turn_has_who_was_there_by_then(campaign, mara, history, session):
    first = await turn(campaign)
    await accepted(campaign, mara, [happened(first, 1, "She fell.")], "She fell.")
    second = await turn(campaign)
    campaign.library.clock.forward(minutes=1)
    await campaign.add("Wick", "A lock-boy.", session_id=session, origin_message=second.id)
    await campaign.add("Late", "An island.")
    await turn(campaign)

    def shown(world):
        return [(one.entry.title, one.note.note_content if one.note else "") for one in world]

    assert shown(await history.world_as_of(session, 0)) == [("Mara Venn", "")]
    assert shown(await history.world_as_of(session, 1)) == [("Mara Venn", "She fell.")]
    assert shown(await history.world_as_of(session, 2)) == [
        ("Mara Venn", "She fell."),
        ("Wick", ""),
    ]
    assert shown(await history.world_as_of(session, 3)) == [
        ("Late", ""),
        ("Mara Venn", "She fell."),
        ("Wick", ""),
    ]


async def test_as_of_the_beginning_of_an_empty_session_the_world_is_canon(
    campaign, mara, history, session
):
    assert [one.entry.title for one in await history.world_as_of(session, 0)] == ["Mara Venn"]
