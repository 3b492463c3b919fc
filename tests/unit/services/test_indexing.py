"""Search by meaning stays in step with what is in force, and SQLite is the truth."""

import asyncio
from dataclasses import replace

import numpy as np
import pytest

from loredesk.domain.errors import TransientError
from loredesk.domain.events import IndexStateChanged
from loredesk.domain.settings import Engine
from loredesk.domain.tasks import TaskStatus, TaskType
from loredesk.ports.vectors import IndexedPassage
from loredesk.services.indexing import IndexService
from loredesk.storage.vectors.exact import ExactIndex
from tests.fakes.library import EMBEDDER


@pytest.fixture
async def mara(campaign):
    entry = await campaign.add("Mara Venn", "A ferrywoman with a lantern.")
    await campaign.add("The Tower", "Old stones and owls.", category="location")
    await campaign.work()
    campaign.embedder.calls.clear()
    return entry


def documents_asked(campaign):
    return [texts for texts, purpose in campaign.embedder.calls if purpose == "document"]


async def closest(campaign, text, **how):
    return await campaign.index.closest(
        text, world_id=campaign.world.id, session_id=campaign.session.id, limit=5, **how
    )


@pytest.mark.parametrize("engine", [Engine.EXACT, Engine.CHROMA])
async def test_everything_in_force_is_indexed_and_finds_itself(campaign, mara, engine):
    report = await campaign.index.check(engine)

    assert (report.documents, report.indexed, report.engine) == (2, 2, engine.value)
    assert (report.missing, report.stale, report.ghosts, report.unfindable) == (0, 0, 0, 0)


async def test_what_has_no_vector_yet_is_counted_as_missing(campaign, mara):
    await campaign.add("Wick", "A lock-boy.")

    report = await campaign.index.check(Engine.EXACT)

    assert (report.documents, report.indexed, report.missing) == (3, 2, 1)


@pytest.mark.parametrize("engine", [Engine.EXACT, Engine.CHROMA, Engine.AUTO])
async def test_a_rebuild_asks_for_no_vector_at_all(campaign, mara, engine):
    await campaign.index.check(Engine.CHROMA)
    campaign.embedder.calls.clear()
    await campaign.second.held.clear()

    report = await campaign.index.rebuild(engine)

    assert (report.indexed, report.missing, report.unfindable) == (2, 0, 0)
    assert documents_asked(campaign) == []
    if engine is not Engine.EXACT:
        assert len(await campaign.second.contents()) == 2


async def test_a_changed_document_is_found_by_its_new_text_as_soon_as_it_has_its_vector(
    campaign, mara
):
    await closest(campaign, "warm up")
    await campaign.library.add_note(campaign.session.id, mara.id, "compass compass compass")
    assert mara.id not in await closest(campaign, "compass")

    await campaign.work()

    best = await closest(campaign, "compass")
    assert next(iter(best)) == mara.id


async def test_a_document_without_its_new_vector_is_never_found_by_its_old_one(campaign, mara):
    assert mara.id in await closest(campaign, "ferrywoman lantern")

    await campaign.library.add_note(campaign.session.id, mara.id, "She lost her compass.")

    assert mara.id not in await closest(campaign, "ferrywoman lantern")


async def test_an_entry_of_many_passages_leaves_room_for_the_others(campaign, mara):
    long = await campaign.add("Annals", "The ferrywoman held her lantern. " * 400)
    await campaign.work()

    found = await campaign.index.closest(
        "ferrywoman lantern", world_id=campaign.world.id, session_id=campaign.session.id, limit=2
    )

    assert set(found) == {long.id, mara.id}


async def similarities(campaign, text, *entries):
    return await campaign.index.similarities(
        text,
        [one.id for one in entries],
        world_id=campaign.world.id,
        session_id=campaign.session.id,
    )


async def test_how_close_an_entry_is_is_what_a_search_says_of_it(campaign, mara):
    found = await closest(campaign, "ferrywoman lantern")

    asked = await similarities(campaign, "ferrywoman lantern", mara)

    assert asked == pytest.approx({mara.id: found[mara.id]})


async def test_of_an_entry_without_a_vector_nothing_is_said(campaign, mara):
    wick = await campaign.add("Wick", "A lock-boy.")
    await closest(campaign, "lock-boy")

    assert await similarities(campaign, "lock-boy", wick) == {}


async def test_vectors_of_another_length_are_not_compared(campaign, mara):
    await closest(campaign, "ferrywoman lantern")
    campaign.embedder.dimension = 7

    assert await similarities(campaign, "ferrywoman lantern", mara) == {}


async def test_vectors_of_another_model_are_not_compared(campaign, mara):
    await closest(campaign, "ferrywoman lantern")
    campaign.embedder.info = replace(campaign.embedder.info, model="fake/another")

    assert await similarities(campaign, "ferrywoman lantern", mara) == {}


async def test_a_text_that_is_known_needs_no_call(campaign, mara):
    other = await campaign.library.add_session(campaign.world)
    await campaign.library.add_note(campaign.session.id, mara.id, "She lost her compass.")
    await campaign.work()
    campaign.embedder.calls.clear()

    await campaign.library.add_note(other.id, mara.id, "She lost her compass.")
    await campaign.work()

    assert documents_asked(campaign) == []
    assert (await campaign.index.check(Engine.EXACT)).missing == 0


async def test_an_embedder_that_is_away_leaves_the_text_missing_and_the_task_waiting(
    campaign, mara
):
    campaign.embedder.error = TransientError("The embedder does not answer.")
    await campaign.library.add_note(campaign.session.id, mara.id, "She lost her compass.")
    for _ in range(4):
        await campaign.work()
    (task, *_) = await campaign.tasks(TaskType.EMBED_DOCUMENT)
    assert task.status is TaskStatus.FAILED

    campaign.embedder.error = None
    await campaign.queue.retry_failed()
    await campaign.work()

    assert (await campaign.index.check(Engine.EXACT)).missing == 0


async def test_what_has_no_vector_of_a_new_model_is_queued_at_the_next_start(campaign, mara):
    campaign.embedder.info = type(campaign.embedder.info)(model="another", description="")

    assert await campaign.embedding.queue_missing() == 2
    await campaign.work()

    report = await campaign.index.check(Engine.EXACT)
    assert (report.indexed, report.missing) == (2, 0)
    assert EMBEDDER != "another"


async def test_where_chroma_is_away_the_mirror_answers_and_it_is_said(campaign, mara):
    heard = []
    campaign.library.hub.subscribe(IndexStateChanged, heard.append)
    campaign.second.away = True

    found = await closest(campaign, "ferrywoman lantern", engine=Engine.CHROMA)

    assert next(iter(found)) == mara.id
    assert [event.state for event in heard] == ["missing"]
    assert "Chroma is not running" in heard[0].message


async def test_asked_for_by_name_chroma_answers(campaign, mara):
    found = await closest(campaign, "ferrywoman lantern", engine=Engine.CHROMA)

    assert next(iter(found)) == mara.id
    assert campaign.second.asked == 1


async def test_chroma_lost_in_the_middle_of_a_search_costs_no_answer(campaign, mara):
    campaign.engine = Engine.CHROMA
    await campaign.index.check(Engine.CHROMA)
    campaign.second.query = _broken

    assert next(iter(await closest(campaign, "ferrywoman lantern"))) == mara.id


async def _broken(*_args, **_how):
    raise TransientError("It went away.")


async def test_checking_an_index_that_is_away_says_so(campaign, mara):
    campaign.second.away = True

    with pytest.raises(TransientError, match="Chroma is not running"):
        await campaign.index.check(Engine.CHROMA)


async def test_the_second_index_follows_and_catches_up_after_it_was_away(campaign, mara):
    campaign.index.start()
    await campaign.index.in_step()
    assert len(await campaign.second.contents()) == 2
    campaign.second.away = True
    await campaign.library.add_note(campaign.session.id, mara.id, "She lost her compass.")
    await campaign.work()
    await campaign.index.in_step()

    campaign.second.away = False
    campaign.second.restarted()
    await campaign.index.in_step()

    report = await campaign.index.check(Engine.CHROMA)
    assert (report.documents, report.indexed, report.ghosts) == (3, 3, 0)


async def test_ghosts_and_stale_texts_in_chroma_are_put_right_when_it_comes_back(campaign, mara):
    await campaign.index.check(Engine.CHROMA)
    await campaign.second.held.upsert(
        [
            type(one)(
                key=f"-:ghost:{number}",
                world_id=one.world_id,
                session_id=None,
                entry_id="ghost",
                text_hash="x",
                vector=one.vector,
            )
            for number, one in enumerate(
                await campaign.library.read(lambda repos: list(repos.documents.passages(EMBEDDER)))
            )
        ]
    )
    campaign.second.restarted()

    report = await campaign.index.check(Engine.CHROMA)

    assert (report.ghosts, report.stale, report.indexed) == (0, 0, 2)


async def test_searches_and_changes_at_once_do_not_disturb_each_other(campaign, mara):
    async def change(number):
        await campaign.library.add_note(campaign.session.id, mara.id, f"Note {number}. Compass.")

    await asyncio.gather(*(closest(campaign, "lantern") for _ in range(8)), *map(change, range(8)))
    await campaign.work()

    report = await campaign.index.check(Engine.EXACT)
    assert (report.missing, report.stale, report.ghosts) == (0, 0, 0)


async def noted(campaign, entry, *notes):
    for note in notes:
        await campaign.library.add_note(campaign.session.id, entry.id, note)
        await campaign.work()


def interrupting(call, meanwhile):
    """Return *call*, before which the first time something else happens."""
    waiting = [meanwhile]

    async def interrupted(*args, **how):
        if waiting:
            await waiting.pop()()
        return await call(*args, **how)

    return interrupted


@pytest.mark.parametrize("call", ["upsert", "contents"])
async def test_what_changes_while_chroma_is_brought_in_step_is_brought_as_well(
    campaign, mara, call
):
    await campaign.index.check(Engine.CHROMA)
    if call == "contents":
        campaign.second.restarted()

    async def meanwhile():
        await noted(campaign, mara, "She found another.")

    await campaign.library.add_note(campaign.session.id, mara.id, "She lost her compass.")
    await campaign.work()
    setattr(campaign.second, call, interrupting(getattr(campaign.second, call), meanwhile))
    await closest(campaign, "compass", engine=Engine.CHROMA)

    report = await campaign.index.check(Engine.CHROMA)
    assert (report.documents, report.indexed, report.stale, report.missing) == (3, 3, 0, 0)


@pytest.mark.parametrize("error", [asyncio.CancelledError(), ValueError("odd")])
async def test_what_could_not_be_brought_to_chroma_is_brought_the_next_time(campaign, mara, error):
    await campaign.index.check(Engine.CHROMA)
    await noted(campaign, mara, "She lost her compass.")

    async def fail():
        raise error

    campaign.second.upsert = interrupting(campaign.second.upsert, fail)
    with pytest.raises(type(error)):
        await closest(campaign, "compass", engine=Engine.CHROMA)

    report = await campaign.index.check(Engine.CHROMA)
    assert (report.documents, report.indexed, report.missing) == (3, 3, 0)


@pytest.mark.parametrize("error", [asyncio.CancelledError(), TransientError("The disk is busy.")])
async def test_what_could_not_be_brought_to_the_mirror_is_brought_the_next_time(
    campaign, mara, error, monkeypatch
):
    await closest(campaign, "lantern")
    await noted(campaign, mara, "She lost her compass.")

    async def fail():
        raise error

    store = campaign.library.store
    with monkeypatch.context() as patched:
        patched.setattr(store, "read", interrupting(store.read, fail))
        with pytest.raises(type(error)):
            await campaign.index.check(Engine.EXACT)

    report = await campaign.index.check(Engine.EXACT)
    assert (report.documents, report.indexed, report.stale) == (3, 3, 0)


async def test_a_model_changed_during_a_search_is_never_asked_with_the_vectors_of_the_other(
    campaign, mara
):
    async def change():
        await asyncio.sleep(0)
        campaign.embedder.info = type(campaign.embedder.info)(model="another", description="")

    campaign.embedder.embed = _then(campaign.embedder.embed, change)

    with pytest.raises(TransientError, match="changed during the search"):
        await closest(campaign, "lantern")


async def test_a_model_changed_while_a_text_is_embedded_keeps_no_vector_under_the_old_name(
    campaign, mara
):
    async def change():
        campaign.embedder.info = type(campaign.embedder.info)(model="another", description="")

    await campaign.add("Wick", "A lock-boy.")
    campaign.embedder.embed = _then(campaign.embedder.embed, change)
    await campaign.work()

    missing = await campaign.library.read(
        lambda repos: repos.documents.owners_without_vector(EMBEDDER)
    )
    assert len(missing) == 1
    assert (await campaign.index.check(Engine.EXACT)).indexed == 1


def _then(call, afterwards):
    async def both(*args, **how):
        result = await call(*args, **how)
        await afterwards()
        return result

    return both


async def test_other_vectors_under_the_same_name_cost_no_answer(campaign, mara):
    await closest(campaign, "lantern")
    campaign.embedder.dimension = 32

    assert await closest(campaign, "lantern") == {}
    await noted(campaign, mara, "She lost her compass.")
    assert await closest(campaign, "compass") == {}
    await campaign.index.rebuild(Engine.EXACT)

    report = await campaign.index.check(Engine.EXACT)
    assert (report.documents, report.indexed, report.missing) == (3, 2, 1)


async def test_what_other_models_left_in_chroma_is_dropped_once_the_new_one_is_in_step(
    campaign, mara
):
    campaign.second.old_spaces = 2

    await campaign.index.check(Engine.CHROMA)

    assert campaign.second.old_spaces == 0


async def test_where_the_settings_name_chroma_and_there_is_none_the_exact_index_answers(
    campaign, mara
):
    heard = []
    campaign.library.hub.subscribe(IndexStateChanged, heard.append)
    beside = IndexService(
        store=campaign.library.store,
        embedder=campaign.embedder,
        mirror=ExactIndex,
        second=None,
        engine=lambda: Engine.CHROMA,
        hub=campaign.library.hub,
    )

    report = await beside.check()

    assert (report.engine, report.indexed, report.missing) == ("exact", 2, 0)
    assert "belongs to the Loredesk that has this library open" in heard[0].message
    assert (await beside.rebuild()).engine == "exact"
    with pytest.raises(TransientError, match="no Chroma here"):
        await beside.check(Engine.CHROMA)


async def test_a_look_over_everything_lets_the_loop_go_on(campaign):
    index = ExactIndex()
    passages = [
        IndexedPassage(
            key=f"-:{number}:0",
            world_id=campaign.world.id,
            session_id=None,
            entry_id=str(number),
            text_hash="x",
            vector=vector,
        )
        for number, vector in enumerate(np.eye(512, dtype=np.float32))
    ]
    index.load(passages[:-1])
    turns = 0

    async def count():
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    counting = asyncio.get_running_loop().create_task(count())
    lost = await index.unfindable(passages)
    counting.cancel()

    assert lost == ["-:511:0"]
    assert turns > 1
