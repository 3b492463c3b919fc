"""What is undone goes, and only that: events of other turns and edits by hand stay."""

import pytest

from loredesk.domain.proposals import ProposalEvent, ProposalKind, ProposalState
from loredesk.domain.tasks import TaskType
from loredesk.services.deciding import in_sight
from tests.fakes.library import SqlLibrary


@pytest.fixture
async def library(tmp_path):
    async with SqlLibrary(tmp_path) as library:
        yield library


@pytest.fixture
async def world(library):
    return await library.add_world()


@pytest.fixture
async def session(library, world):
    session = await library.add_session(world)
    return session.id


@pytest.fixture
async def mara(library, world):
    return await library.add_entry(world, "Mara Venn", "She keeps the lock of the tide gate.")


def happened(reply, turn, summary):
    return ProposalEvent(
        message_id=reply.id, anchor=reply.id, turn=turn, summary=summary, quote=summary
    )


async def accepted(library, session, entry, events, text):
    reply_ids = frozenset(event.anchor for event in events)
    any_reply = await library.read(lambda repos: repos.messages.get(events[0].anchor))
    proposal = await library.add_proposal(
        session, entry, any_reply, text, events=tuple(events), state=ProposalState.ACCEPTED
    )
    return await library.add_note(
        session, entry.id, text, anchors=reply_ids, proposal_id=proposal.id
    )


async def test_a_note_that_took_in_two_turns_keeps_the_first_when_the_second_is_undone(
    library, session, mara
):
    _, first = await library.add_turn(session)
    _, second = await library.add_turn(session)
    events = [happened(first, 1, "Mara lost the key."), happened(second, 2, "Mara drowned.")]
    whole = await accepted(library, session, mara, events, "Mara lost the key, then drowned.")

    await library.goto(session, first.id)

    note = await library.note_text(session, mara.id)
    assert note == "Turn 1: Mara lost the key."
    tasks = await library.read(lambda repos: repos.queue.listed(task_type=TaskType.UPDATE_NOTE))
    assert [task.task_data["event"]["summary"] for task in tasks] == ["Mara lost the key."]

    await library.goto(session, second.id)

    current = await library.read(lambda repos: repos.notes.current(session, mara.id))
    assert current.revision == whole.id


async def test_going_back_and_forth_adds_the_dated_lines_only_once(library, session, mara):
    _, first = await library.add_turn(session)
    _, second = await library.add_turn(session)
    events = [happened(first, 1, "Mara lost the key."), happened(second, 2, "Mara drowned.")]
    await accepted(library, session, mara, events, "Mara lost the key, then drowned.")

    for head in (first.id, second.id, first.id, second.id, first.id):
        await library.goto(session, head)

    revisions = await library.read(lambda repos: repos.notes.revisions(session, mara.id))
    assert len(revisions) == 2


async def test_an_edit_by_hand_stays_when_the_turn_beneath_it_is_undone(library, session, mara):
    _, first = await library.add_turn(session)
    await library.add_note(session, mara.id, "Mara is tired. Mara is wet.", anchors={first.id})
    _, second = await library.add_turn(session)
    await library.add_note(
        session, mara.id, "Mara is tired. Mara is wet. Mara is home.", anchors={second.id}
    )
    await library.add_note(session, mara.id, "Mara is weary. Mara is wet. Mara is home.")

    await library.goto(session, first.id)

    assert await library.note_text(session, mara.id) == "Mara is weary. Mara is wet."


async def test_an_edit_that_cannot_be_carried_over_becomes_a_card_and_nothing_is_overwritten(
    library, session, mara
):
    _, first = await library.add_turn(session)
    await library.add_note(session, mara.id, "Mara is tired.", anchors={first.id})
    _, second = await library.add_turn(session)
    await library.add_note(session, mara.id, "Mara sleeps in the loft.", anchors={second.id})
    await library.add_note(session, mara.id, "Mara sleeps in the cellar.")

    await library.goto(session, first.id)

    assert await library.note_text(session, mara.id) == "Mara is tired."
    cards = await library.read(
        lambda repos: repos.proposals.of_session(session, ProposalState.OPEN)
    )
    assert [(card.kind, card.proposed) for card in cards] == [
        (ProposalKind.MERGE_EDIT, "Mara sleeps in the cellar.")
    ]


async def test_what_was_rewritten_while_a_turn_was_undone_is_not_added_again(
    library, session, mara
):
    _, first = await library.add_turn(session)
    _, second = await library.add_turn(session)
    events = [happened(first, 1, "Mara lost the key."), happened(second, 2, "Mara drowned.")]
    whole = await accepted(library, session, mara, events, "Mara lost the key, then drowned.")
    await library.goto(session, first.id)
    await accepted(library, session, mara, events[:1], "The key is lost, and Mara lost it.")

    await library.goto(session, second.id)

    current = await library.read(lambda repos: repos.notes.current(session, mara.id))
    assert current.revision == whole.id
    assert current.note_content == "Mara lost the key, then drowned."


async def queued(library):
    tasks = await library.read(lambda repos: repos.queue.listed(task_type=TaskType.UPDATE_NOTE))
    return [task.task_data["event"]["summary"] for task in tasks]


@pytest.mark.parametrize("state", [ProposalState.OPEN, ProposalState.SNOOZED])
async def test_what_still_waits_for_the_author_and_is_undone_in_part_is_proposed_anew(
    library, session, mara, state
):
    _, first = await library.add_turn(session)
    _, second = await library.add_turn(session)
    events = (happened(first, 1, "Mara lost the key."), happened(second, 2, "Mara drowned."))
    both = "Mara lost the key. Mara drowned."
    await library.add_proposal(session, mara, second, both, events=events, state=state)

    await library.goto(session, second.id)
    assert await queued(library) == []
    await library.goto(session, first.id)

    assert await queued(library) == ["Mara lost the key."]


async def test_what_waits_and_was_taken_in_meanwhile_is_proposed_without_that(
    library, session, mara
):
    _, first = await library.add_turn(session)
    _, second = await library.add_turn(session)
    events = (happened(first, 1, "Mara lost the key."), happened(second, 2, "Mara drowned."))
    both = "Mara lost the key. Mara drowned."
    whole = await library.add_proposal(session, mara, second, both, events=events)
    await library.goto(session, first.id)
    part = await accepted(library, session, mara, events[:1], "Mara lost the key.")
    assert await queued(library) == ["Mara lost the key."]

    await library.goto(session, second.id)

    assert sorted(await queued(library)) == ["Mara drowned.", "Mara lost the key."]
    shown = await library.read(lambda repos: in_sight(repos, session, ProposalState.OPEN))
    assert shown == ()
    await library.write(lambda repos: library.timeline.take_back(repos, part.id))
    shown = await library.read(lambda repos: in_sight(repos, session, ProposalState.OPEN))
    assert shown == (whole,)


async def test_what_the_author_struck_out_comes_back_only_as_a_proposal(library, session, mara):
    _, first = await library.add_turn(session)
    _, second = await library.add_turn(session)
    events = (happened(first, 1, "Mara betrayed us."), happened(second, 2, "Mara drowned."))
    proposal = await library.add_proposal(
        session,
        mara,
        first,
        "Mara betrayed us. Mara drowned.",
        events=events,
        state=ProposalState.ACCEPTED,
    )
    await library.add_note(
        session,
        mara.id,
        "Mara drowned.",
        anchors=frozenset({first.id, second.id}),
        proposal_id=proposal.id,
    )

    await library.goto(session, first.id)

    assert await library.note_text(session, mara.id) == ""
    tasks = await library.read(lambda repos: repos.queue.listed(task_type=TaskType.UPDATE_NOTE))
    assert [task.task_data["event"]["summary"] for task in tasks] == ["Mara betrayed us."]


async def test_an_edit_made_of_an_ordinary_proposal_carries_no_other_edit(library, session, mara):
    _, reply = await library.add_turn(session)
    proposal = await library.add_proposal(session, mara, reply, "She is tired.")

    edit = await library.add_note(session, mara.id, "She is weary.", proposal_id=proposal.id)

    assert edit.merge_of is None
    assert await library.note_text(session, mara.id) == "She is weary."
