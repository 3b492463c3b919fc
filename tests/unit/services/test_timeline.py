"""Moving along the tree of a session, one rule at a time."""

import pytest

from loredesk.domain.events import DocumentsChanged, HeadMoved, LoreChanged, NoteChanged
from loredesk.domain.proposals import ProposalKind, ProposalState
from loredesk.domain.tasks import NewTask, TaskStatus, TaskType
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
    return await library.add_entry(world, "Mara Venn", "She keeps the ferry.")


async def model_note(library, session, entry, text, *replies):
    return await library.add_note(
        session, entry.id, text, anchors=frozenset(one.id for one in replies)
    )


async def cards(library, session):
    found = await library.read(lambda repos: repos.proposals.of_session(session, None))
    return [one for one in found if one.kind is ProposalKind.MERGE_EDIT]


async def of_entry(library, session, entry):
    return await library.read(lambda repos: repos.documents.of_entry(session, entry.id))


async def test_a_note_goes_with_its_turn_and_comes_back_with_it(library, session, mara):
    author, reply = await library.add_turn(session)
    revision = await model_note(library, session, mara, "She owes.", reply)

    left = await library.goto(session, author.id)
    assert await library.note_text(session, mara.id) == ""
    back = await library.goto(session, reply.id)
    assert await library.note_text(session, mara.id) == "She owes."

    assert [(one.title, one.revision) for one in left.out_of_force] == [("Mara Venn", revision.id)]
    assert left.in_force == back.out_of_force == ()
    assert [one.revision for one in back.in_force] == [revision.id]


async def test_a_note_that_reads_differently_is_both_in_and_out_of_force(library, session, mara):
    _, first = await library.add_turn(session)
    one = await model_note(library, session, mara, "She owes.", first)
    _, second = await library.add_turn(session)
    two = await model_note(library, session, mara, "She paid.", second)

    change = await library.goto(session, first.id)

    assert [note.revision for note in change.in_force] == [one.id]
    assert [note.revision for note in change.out_of_force] == [two.id]


async def test_the_session_knows_its_head_and_how_many_turns_lead_to_it(library, session, mara):
    author, _ = await library.add_turn(session)
    await library.add_turn(session)
    rows = await library.read(lambda repos: repos.sessions.rows())
    assert rows[0].turns == 2

    await library.goto(session, author.id)

    rows = await library.read(lambda repos: repos.sessions.rows())
    assert (rows[0].head, rows[0].turns) == (author.id, 1)


async def test_what_changed_is_announced_and_what_did_not_is_not(library, world, session, mara):
    await library.add_entry(world, "Wick", "A lock-boy.")
    author, reply = await library.add_turn(session)
    await model_note(library, session, mara, "She owes.", reply)
    library.published.clear()

    await library.goto(session, author.id)

    assert HeadMoved(session_id=session, head=author.id) in library.published
    notes = [one for one in library.published if isinstance(one, NoteChanged)]
    assert notes == [NoteChanged(session_id=session, entry_id=mara.id)]
    documents = [one for one in library.published if isinstance(one, DocumentsChanged)]
    assert [one.keys for one in documents] == [(f"{session}:{mara.id}:0",)]


async def test_search_finds_the_note_only_where_it_counts(library, session, mara):
    author, reply = await library.add_turn(session)
    await model_note(library, session, mara, "She owes the Heron.", reply)

    def found(repos):
        hits = repos.words.find(("heron",), world_id=mara.world_id, session_id=session, limit=5)
        return [hit.entry_id for hit in hits]

    assert await library.read(found) == [mara.id]
    await library.goto(session, author.id)
    assert await library.read(found) == []
    assert await of_entry(library, session, mara) == ()
    assert len(await of_entry(library, None, mara)) == 1


async def test_a_text_that_was_embedded_before_needs_no_call_when_it_comes_back(
    library, session, mara
):
    import numpy as np

    from tests.fakes.library import EMBEDDER

    author, reply = await library.add_turn(session)
    await model_note(library, session, mara, "She owes.", reply)
    (document,) = await of_entry(library, session, mara)
    vector = {document.text_hash: np.ones(3, dtype=np.float32)}
    await library.write(lambda repos: repos.documents.put_vectors(EMBEDDER, vector))
    before = await library.read(lambda repos: len(repos.queue.listed()))

    await library.goto(session, author.id)
    await library.goto(session, reply.id)

    assert await library.read(lambda repos: len(repos.queue.listed())) == before


async def test_a_newcomer_is_seen_and_found_only_where_it_came_in(library, world, session):
    author, reply = await library.add_turn(session)
    wick = await library.add_entry(
        world, "Wick", "A lock-boy.", session_id=session, origin_message=reply.id
    )
    await library.goto(session, author.id)
    library.published.clear()

    assert await of_entry(library, session, wick) == ()
    assert await library.read(lambda repos: repos.lore.visible(world.id, session)) == ()

    await library.goto(session, reply.id)

    assert len(await of_entry(library, session, wick)) == 1
    assert LoreChanged(entry_id=wick.id, world_id=world.id) in library.published
    assert [one.id for one in await library.read(lambda r: r.lore.visible(world.id, session))] == [
        wick.id
    ]


async def test_a_note_on_a_newcomer_comes_back_with_it(library, world, session):
    author, reply = await library.add_turn(session)
    wick = await library.add_entry(
        world, "Wick", "A lock-boy.", session_id=session, origin_message=reply.id
    )
    await library.add_note(session, wick.id, "He has the key.")

    await library.goto(session, author.id)
    await library.goto(session, reply.id)

    (document,) = await of_entry(library, session, wick)
    assert "He has the key." in document.text


async def test_waiting_work_is_parked_with_its_turn_and_waits_again_with_it(library, session):
    author, reply = await library.add_turn(session)
    anchored = await library.add_task(
        NewTask(task_type=TaskType.ANALYZE_TURN, session_id=session, anchor=reply.id)
    )
    free = await library.add_task(NewTask(task_type=TaskType.EMBED_DOCUMENT, session_id=session))

    await library.goto(session, author.id)
    assert (await library.task(anchored.id)).status is TaskStatus.PARKED
    assert (await library.task(free.id)).status is TaskStatus.PENDING

    await library.goto(session, reply.id)
    assert (await library.task(anchored.id)).status is TaskStatus.PENDING


async def test_a_note_begun_by_hand_is_seen_on_every_line_beside_what_turns_say_there(
    library, session, mara
):
    _, opening = await library.add_turn(session)
    _, one = await library.add_turn(session)
    await model_note(library, session, mara, "She owes.", one)
    _, other = await library.add_turn(session, parent=opening.id)
    await library.add_note(session, mara.id, "She is left-handed.")

    await library.goto(session, opening.id)
    assert await library.note_text(session, mara.id) == "She is left-handed."

    await library.goto(session, one.id)
    text = await library.note_text(session, mara.id)
    assert "She owes." in text
    assert "She is left-handed." in text

    await library.goto(session, other.id)
    assert await library.note_text(session, mara.id) == "She is left-handed."


async def test_an_edit_by_hand_does_not_hide_what_another_line_has_taken_in(library, session, mara):
    _, first = await library.add_turn(session)
    await model_note(library, session, mara, "She owes.", first)
    _, one = await library.add_turn(session)
    await model_note(library, session, mara, "She owes. She paid half.", one)
    _, other = await library.add_turn(session, parent=first.id)
    await library.add_note(session, mara.id, "She owes. She is tired.")

    await library.goto(session, one.id)

    text = await library.note_text(session, mara.id)
    assert "She paid half." in text
    assert "She is tired." in text
    await library.goto(session, other.id)
    assert await library.note_text(session, mara.id) == "She owes. She is tired."


async def collision(library, session, mara):
    """Return two heads: an edit made by hand on the second cannot be carried to the first."""
    _, first = await library.add_turn(session)
    await model_note(library, session, mara, "Mara is tired.", first)
    _, second = await library.add_turn(session)
    await model_note(library, session, mara, "Mara sleeps in the loft.", second)
    await library.add_note(session, mara.id, "Mara sleeps in the cellar.")
    await library.goto(session, first.id)
    return first, second


async def test_the_author_is_asked_about_an_edit_once_however_often_they_come_by(
    library, session, mara
):
    first, second = await collision(library, session, mara)

    for head in (second.id, first.id, second.id, first.id):
        await library.goto(session, head)

    assert len(await cards(library, session)) == 1


async def test_a_merge_card_that_was_accepted_is_not_asked_about_again(library, session, mara):
    first, second = await collision(library, session, mara)
    (card,) = await cards(library, session)

    await library.add_note(session, mara.id, "Mara is tired, in the cellar.", proposal_id=card.id)
    for head in (second.id, first.id):
        await library.goto(session, head)

    assert await library.note_text(session, mara.id) == "Mara is tired, in the cellar."
    assert len(await cards(library, session)) == 1
    await library.goto(session, second.id)
    assert await library.note_text(session, mara.id) == "Mara sleeps in the cellar."


async def test_a_merge_card_that_was_rejected_is_not_asked_about_again(library, session, mara):
    first, second = await collision(library, session, mara)
    (card,) = await cards(library, session)
    closed = card.closed_as(ProposalState.REJECTED, now=library.clock.now(), by="author")
    await library.write(lambda repos: repos.proposals.put(closed))

    for head in (second.id, first.id):
        await library.goto(session, head)

    assert await library.note_text(session, mara.id) == "Mara is tired."
    assert len(await cards(library, session)) == 1


async def test_a_note_says_which_turn_of_this_line_it_was_last_touched_in(library, session, mara):
    _, first = await library.add_turn(session)
    _, second = await library.add_turn(session)
    await library.add_turn(session)
    await library.add_note(session, mara.id, "She is left-handed.")

    async def turn():
        note = await library.read(lambda repos: repos.notes.current(session, mara.id))
        return note.last_updated_turn

    assert await turn() == 3
    await library.goto(session, first.id)
    assert await turn() <= 1
    await library.goto(session, second.id)
    await model_note(library, session, mara, "She is left-handed. She owes.", second)
    assert await turn() == 2
