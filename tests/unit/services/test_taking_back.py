"""Taking one automatic change back: it goes by cause, and what stood on it is folded again."""

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.proposals import ProposalEvent, ProposalKind, ProposalState
from loredesk.domain.tasks import TaskType
from loredesk.services.deciding import in_sight
from loredesk.services.history import HistoryService
from loredesk.services.updates import queue_update
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
    return (await library.add_session(world)).id


@pytest.fixture
async def mara(library, world):
    return await library.add_entry(world, "Mara Venn", "She keeps the lock of the tide gate.")


@pytest.fixture
def history(library):
    return HistoryService(store=library.store, timeline=library.timeline)


def happened(reply, turn, summary):
    return ProposalEvent(
        message_id=reply.id, anchor=reply.id, turn=turn, summary=summary, quote=summary
    )


async def accepted(library, session, entry, events, text):
    reply = await library.read(lambda repos: repos.messages.get(events[0].anchor))
    proposal = await library.add_proposal(
        session, entry, reply, text, events=tuple(events), state=ProposalState.ACCEPTED
    )
    return await library.add_note(
        session, entry.id, text, anchors=proposal.anchors, proposal_id=proposal.id
    )


async def queued(library):
    tasks = await library.read(lambda repos: repos.queue.listed(task_type=TaskType.UPDATE_NOTE))
    return sorted(task.task_data["event"]["summary"] for task in tasks)


async def open_cards(library, session):
    found = await library.read(
        lambda repos: repos.proposals.of_session(session, ProposalState.OPEN)
    )
    return [one for one in found if one.kind is ProposalKind.MERGE_EDIT]


@pytest.fixture
async def told(library, session, mara):
    """Return three replies and the three changes they made, one on top of the other."""
    replies = [(await library.add_turn(session))[1] for _ in range(3)]
    texts = ("She lost the key.", "She broke an arm.", "She is in jail.")
    note, revisions = "", []
    for turn, (reply, text) in enumerate(zip(replies, texts, strict=True), start=1):
        note = f"{note} {text}".strip()
        event = happened(reply, turn, text)
        revisions.append(await accepted(library, session, mara, [event], note))
    return replies, revisions


async def test_the_last_change_goes_and_the_note_beneath_it_stands(
    library, session, mara, history, told
):
    _, revisions = told

    change = await history.withdraw(session, revisions[2].id)

    assert await library.note_text(session, mara.id) == "She lost the key. She broke an arm."
    assert [one.revision for one in change.in_force] == [revisions[1].id]
    assert [one.revision for one in change.out_of_force] == [revisions[2].id]
    assert await queued(library) == []


async def test_what_stood_on_a_change_keeps_its_events_as_dated_lines_and_is_rewritten(
    library, session, mara, history, told
):
    _, revisions = told

    await history.withdraw(session, revisions[0].id)

    assert await library.note_text(session, mara.id) == (
        "Turn 2: She broke an arm.\nTurn 3: She is in jail."
    )
    assert await queued(library) == ["She broke an arm.", "She is in jail."]


async def test_reinstating_restores_exactly_what_stood(library, session, mara, history, told):
    replies, revisions = told
    before = await library.note_text(session, mara.id)

    await history.withdraw(session, revisions[1].id)
    await library.goto(session, replies[1].id)
    await library.goto(session, replies[2].id)
    await history.reinstate(session, revisions[1].id)

    assert await library.note_text(session, mara.id) == before
    current = await library.read(lambda repos: repos.notes.current(session, mara.id))
    assert current.revision == revisions[2].id


async def test_a_change_taken_back_counts_on_no_line(library, session, mara, history, told):
    replies, revisions = told
    await history.withdraw(session, revisions[0].id)

    await library.goto(session, replies[0].id)
    assert await library.note_text(session, mara.id) == ""

    await library.goto(session, replies[2].id)
    assert "key" not in await library.note_text(session, mara.id)


async def test_a_change_taken_back_goes_from_every_revision_that_took_it_in(
    library, session, mara, history
):
    _, first = await library.add_turn(session)
    _, second = await library.add_turn(session)
    events = [happened(first, 1, "She lost the key."), happened(second, 2, "She drowned.")]
    await accepted(library, session, mara, events, "She lost the key, then drowned.")
    await library.goto(session, first.id)
    rewritten = await accepted(library, session, mara, events[:1], "The key is lost.")

    await history.withdraw(session, rewritten.id)

    assert await library.note_text(session, mara.id) == ""
    await library.goto(session, second.id)
    assert await library.note_text(session, mara.id) == "Turn 2: She drowned."
    await history.reinstate(session, rewritten.id)
    assert await library.note_text(session, mara.id) == "She lost the key, then drowned."


async def test_edits_by_hand_on_top_stay(library, session, mara, history, told):
    _, revisions = told
    note = await library.note_text(session, mara.id)
    await library.add_note(session, mara.id, f"{note} She is left-handed.")

    await history.withdraw(session, revisions[0].id)

    text = await library.note_text(session, mara.id)
    assert "She is left-handed." in text
    assert "Turn 2: She broke an arm." in text
    assert "key" not in text


async def test_an_edit_of_what_is_taken_back_becomes_a_card_with_three_sides(
    library, session, mara, history, told
):
    _, revisions = told
    edit = await library.add_note(
        session, mara.id, "She lost the silver key. She broke an arm. She is in jail."
    )

    await history.withdraw(session, revisions[0].id)

    (card,) = await open_cards(library, session)
    assert card.edit == edit.id
    assert card.base_text == "She lost the key. She broke an arm. She is in jail."
    assert card.proposed == "She lost the silver key. She broke an arm. She is in jail."
    assert card.base == await library.note_text(session, mara.id)
    assert "key" not in card.base


async def test_an_edit_by_hand_can_be_taken_back_and_reinstated(library, session, mara, history):
    _, reply = await library.add_turn(session)
    await library.add_note(session, mara.id, "She is tired.", anchors=frozenset({reply.id}))
    edit = await library.add_note(session, mara.id, "She is tired. She is left-handed.")

    await history.withdraw(session, edit.id)
    assert await library.note_text(session, mara.id) == "She is tired."

    await history.reinstate(session, edit.id)
    assert await library.note_text(session, mara.id) == "She is tired. She is left-handed."


async def test_the_copies_of_an_edit_on_other_lines_go_with_it(library, session, mara, history):
    _, first = await library.add_turn(session)
    await library.add_note(session, mara.id, "She is tired.", anchors=frozenset({first.id}))
    _, second = await library.add_turn(session)
    await library.add_note(
        session, mara.id, "She is tired. She is home.", anchors=frozenset({second.id})
    )
    await library.add_note(session, mara.id, "She is tired. She is home. She is left-handed.")
    await library.goto(session, first.id)
    assert await library.note_text(session, mara.id) == "She is tired. She is left-handed."
    copy = await library.read(lambda repos: repos.notes.current(session, mara.id))

    await history.withdraw(session, copy.revision)

    assert await library.note_text(session, mara.id) == "She is tired."
    await library.goto(session, second.id)
    assert await library.note_text(session, mara.id) == "She is tired. She is home."


async def test_events_taken_back_are_not_proposed_again_until_they_are_reinstated(
    library, session, mara, history, told
):
    replies, revisions = told
    event = happened(replies[0], 1, "She lost the key.")
    await history.withdraw(session, revisions[0].id)

    def propose(repos):
        return queue_update(repos, library.new_id, session, mara.id, event)

    assert not await library.write(propose)
    _, elsewhere = await library.add_turn(session)
    other = ProposalEvent(
        message_id=replies[0].id,
        anchor=elsewhere.id,
        turn=1,
        summary="The key is gone.",
        quote="She lost the key.",
    )
    assert not await library.write(
        lambda repos: queue_update(repos, library.new_id, session, mara.id, other)
    )


async def test_a_change_cannot_be_taken_back_twice_or_reinstated_where_it_stands(
    library, session, mara, history, told
):
    _, revisions = told

    with pytest.raises(UserFixableError, match="not taken back"):
        await history.reinstate(session, revisions[0].id)
    await history.withdraw(session, revisions[0].id)
    with pytest.raises(UserFixableError, match="already"):
        await history.withdraw(session, revisions[0].id)


async def test_a_change_of_another_session_is_refused(library, world, mara, history, told):
    _, revisions = told
    other = await library.add_session(world)

    with pytest.raises(UserFixableError, match="another session") as refused:
        await history.withdraw(other.id, revisions[0].id)
    assert refused.value.hint


async def test_a_revision_there_is_not_is_refused(session, history):
    with pytest.raises(UserFixableError, match="no note revision 'r9'"):
        await history.withdraw(session, "r9")


async def test_of_a_note_of_three_turns_each_line_keeps_what_happened_on_it(library, session, mara):
    replies = [(await library.add_turn(session))[1] for _ in range(3)]
    events = [happened(one, turn, f"Event {turn}.") for turn, one in enumerate(replies, start=1)]
    await accepted(library, session, mara, events, "Event 1. Event 2. Event 3.")

    await library.goto(session, replies[0].id)
    assert await library.note_text(session, mara.id) == "Turn 1: Event 1."
    await library.goto(session, replies[1].id)
    assert await library.note_text(session, mara.id) == "Turn 1: Event 1.\nTurn 2: Event 2."
    await library.goto(session, replies[2].id)
    assert await library.note_text(session, mara.id) == "Event 1. Event 2. Event 3."


async def test_what_was_undone_with_its_decision_is_not_reinstated(
    library, session, mara, history, told
):
    _, revisions = told
    await library.write(lambda repos: library.timeline.take_back(repos, revisions[2].id))

    with pytest.raises(UserFixableError, match="undone"):
        await history.reinstate(session, revisions[2].id)
    with pytest.raises(UserFixableError, match="undone"):
        await history.withdraw(session, revisions[2].id)


async def test_what_went_with_a_change_leads_back_to_that_change(library, session, mara, history):
    _, first = await library.add_turn(session)
    _, second = await library.add_turn(session)
    events = [happened(first, 1, "She lost the key."), happened(second, 2, "She drowned.")]
    whole = await accepted(library, session, mara, events, "She lost the key, then drowned.")
    await library.goto(session, first.id)
    rewritten = await accepted(library, session, mara, events[:1], "The key is lost.")
    await library.goto(session, second.id)
    await history.withdraw(session, rewritten.id)

    with pytest.raises(UserFixableError, match="already"):
        await history.withdraw(session, whole.id)
    await history.reinstate(session, whole.id)

    assert await library.note_text(session, mara.id) == "She lost the key, then drowned."


async def test_what_was_proposed_anew_meanwhile_is_shown_once_when_a_change_is_brought_back(
    library, session, mara, history
):
    _, reply = await library.add_turn(session)
    edit = await library.add_note(session, mara.id, "Mine.")
    events = (happened(reply, 1, "She fell."), happened(reply, 1, "She rose."))
    first = await library.add_proposal(
        session, mara, reply, "Mine. She fell. She rose.", events=events
    )
    await history.withdraw(session, edit.id)
    assert await queued(library) == ["She fell.", "She rose."]
    more = happened(reply, 1, "She left.")
    second = await library.add_proposal(
        session, mara, reply, "She fell. She rose. She left.", events=(*events, more)
    )

    async def shown():
        return await library.read(lambda repos: in_sight(repos, session, ProposalState.OPEN))

    assert await shown() == (second,)

    await history.reinstate(session, edit.id)

    assert await shown() == (first,)
    assert await queued(library) == ["She fell.", "She left.", "She rose."]
    await history.withdraw(session, edit.id)
    assert await shown() == (second,)
