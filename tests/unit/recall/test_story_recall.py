"""What was said on a line is found, and only that, whatever becomes of the line meanwhile."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from loredesk.domain.errors import TransientError
from loredesk.domain.events import StoryEmbedded, WeightsChanged
from loredesk.domain.messages import MessageState, Role
from loredesk.recall.story.weights import BUILT_IN, FIRST, SECOND, basis_of
from loredesk.recall.story_recall import LINES_REMEMBERED, StoryRecall
from loredesk.recall.weight_books import WeightBooks
from tests.fakes.lessons import learned
from tests.fakes.library import SqlLibrary
from tests.fakes.scripted_models import FakeEmbedder


class Story:
    """A session in a library, and recall over it."""

    def __init__(self, library, session, likeness=lambda: None):
        self.library, self.session = library, session
        self.embedder = FakeEmbedder()
        self.thread = ThreadPoolExecutor(max_workers=1)
        self.recall = StoryRecall(
            store=library.store,
            embedder=self.embedder,
            likeness=likeness,
            thread=self.thread,
            weights=WeightBooks(
                store=library.store, model=lambda: self.embedder.info.model, hub=library.hub
            ),
            missing=self.tell_of_missing,
            hub=library.hub,
        )
        self.missing_in = []

    async def tell_of_missing(self, session_id):
        self.missing_in.append(session_id)

    async def tell(self, *texts, session=None):
        """Add turns of the author's, a day apart, each with a reply; return the last reply."""
        reply = None
        for text in texts:
            self.library.clock.forward(days=1)
            _, reply = await self.library.add_turn(
                (session or self.session).id, text, f"So: {text}"
            )
        return reply

    async def head(self, session=None):
        wanted = (session or self.session).id
        return (await self.library.read(lambda repos: repos.sessions.get(wanted))).head

    async def find(self, text, *, limit=3, head=None, session=None):
        session = session or self.session
        at = head or await self.head(session)
        return await self.recall.find(session.id, at, text, limit=limit)

    async def found(self, text, **where):
        return [one.passage.text for one in await self.find(text, **where)]

    async def rows(self, head=None, session=None):
        session = session or self.session
        rows, _ = await self.recall.ranked(session.id, head or await self.head(session), "")
        return rows

    async def told(self, **where):
        return [row.text for row in await self.rows(**where)]

    async def missing(self, *, most=99):
        return await self.recall.without_vector(self.session.id, await self.head(), most=most)

    async def embed(self, *, most=99, tell=True):
        """Make the vectors the line lacks, as the work behind it does."""
        missing = await self.missing(most=most)
        vectors = await self.embedder.embed(list(missing.values()), purpose="document")
        by_hash, model = dict(zip(missing, vectors, strict=True)), self.embedder.info.model
        await self.library.write(lambda repos: repos.documents.put_vectors(model, by_hash))
        if tell:
            self.library.hub.publish(StoryEmbedded(session_id=self.session.id))

    async def alike(self, text):
        """Return the cosine of each passage with *text*."""
        found = await self.find(text, limit=99)
        return {one.passage.text: one.scores["meaning"] for one in found}


@pytest.fixture
async def library(tmp_path):
    async with SqlLibrary(tmp_path) as library:
        yield library


@pytest.fixture
async def story(library):
    story = Story(library, await library.add_session(await library.add_world()))
    yield story
    story.thread.shutdown()


@pytest.fixture
def held_reads(library, monkeypatch):
    """Hold the answer to the next reading for which `hold` says so, until `let_go` is set."""

    class Held:
        def __init__(self):
            self.read = library.store.read
            self.has_read, self.let_go = asyncio.Event(), asyncio.Event()
            self.number = 0
            self.hold = None

        async def reading(self, work):
            result = await self.read(work)
            self.number += 1
            if self.number == self.hold:
                self.has_read.set()
                await self.let_go.wait()
            return result

    held = Held()
    monkeypatch.setattr(library.store, "read", held.reading)
    return held


async def test_what_matters_to_a_text_is_found_with_where_it_was_said(story):
    await story.tell("I light the lantern.", "I feed the owl.", "I mend the bell.")

    best, second = await story.find("What about the owl?", limit=2)

    assert {best.passage.text, second.passage.text} == {"I feed the owl.", "So: I feed the owl."}
    assert best.passage.turn == second.passage.turn == 2
    assert best.score >= second.score
    assert set(best.scores) == {"words", "near", "meaning"}
    assert best.scores["words"] > 0


async def test_before_anything_is_said_there_is_nothing_to_find(story):
    assert await story.recall.find(story.session.id, None, "owl", limit=5) == []
    assert story.embedder.calls == []


async def test_at_most_so_many_are_found(story):
    await story.tell("I light the lantern.")

    assert len(await story.find("owl", limit=1)) == 1
    assert await story.find("owl", limit=0) == []


async def test_every_passage_is_told_with_how_it_was_judged(story):
    await story.tell("I light the lantern.", "I feed the owl.")

    rows, ranked = await story.recall.ranked(story.session.id, await story.head(), "owl")

    assert [row.text for row in rows][::2] == ["I light the lantern.", "I feed the owl."]
    assert sorted(ranked.order) == [0, 1, 2, 3]
    assert len(ranked.scores) == 4


async def test_what_is_added_to_the_line_is_found_and_the_rest_is_not_read_again(story):
    await story.tell("I light the lantern.")
    before = await story.rows()

    await story.tell("I feed the owl.")
    after = await story.rows()

    assert [row.text for row in after[2:]] == ["I feed the owl.", "So: I feed the owl."]
    assert all(old is new for old, new in zip(before, after[:2], strict=True))
    assert [row.turn for row in after] == [1, 1, 2, 2]


async def test_another_take_is_found_in_place_of_the_first(story):
    author, reply = await story.library.add_turn(story.session.id, "I knock.", "An owl answers.")
    assert "An owl answers." in await story.told()

    await story.library.add_message(
        story.session.id, Role.NARRATOR, "A bell answers.", parent=author.id
    )

    assert await story.told() == ["I knock.", "A bell answers."]
    assert await story.told(head=reply.id) == ["I knock.", "An owl answers."]


async def test_going_back_forgets_what_came_behind(story):
    first = await story.tell("I light the lantern.")
    await story.tell("I feed the owl.", "I mend the bell.")
    assert len(await story.told()) == 6

    await story.library.goto(story.session.id, first.id)

    assert await story.told() == ["I light the lantern.", "So: I light the lantern."]
    assert [row.turn for row in await story.rows()] == [1, 1]


async def test_a_branch_goes_its_own_way_from_where_it_leaves(story):
    first = await story.tell("I light the lantern.")
    last = await story.tell("I feed the owl.")
    await story.told()

    await story.library.add_turn(story.session.id, "I run.", "You run.", parent=first.id)

    texts = ["I light the lantern.", "So: I light the lantern."]
    assert await story.told() == [*texts, "I run.", "You run."]
    assert [row.turn for row in await story.rows()] == [1, 1, 2, 2]
    assert await story.told(head=last.id) == [*texts, "I feed the owl.", "So: I feed the owl."]


async def test_two_lines_without_anything_in_common_are_kept_apart(story):
    one = await story.library.add_message(story.session.id, Role.NARRATOR, "Fog.")
    other = replace(one, id="other", text="Snow.", parent_id=None)
    await story.library.write(lambda repos: repos.messages.add(other))

    assert await story.told(head=one.id) == ["Fog."]
    assert await story.told(head="other") == ["Snow."]
    assert [row.turn for row in await story.rows(head="other")] == [0]


@pytest.mark.parametrize("first", [0, 1, 20])
async def test_a_line_that_has_grown_much_since_it_was_read_is_read_whole(story, first):
    told = [f"I count {number}." for number in range(first)]
    await story.tell(*told)
    if first:
        assert len(await story.rows()) == 2 * first

    more = [f"I count {number}." for number in range(first, first + 70)]
    await story.tell(*more)
    rows = await story.rows()

    assert [row.text for row in rows[::2]] == [*told, *more]
    assert [row.turn for row in rows[::2]] == list(range(1, first + 71))


async def test_a_reply_that_is_still_arriving_is_no_part_of_the_story(story):
    await story.library.add_message(story.session.id, Role.AUTHOR, "I knock.")
    reply = await story.library.add_message(
        story.session.id, Role.NARRATOR, "An ow", state=MessageState.ARRIVING
    )
    assert await story.told() == ["I knock."]

    whole = replace(reply, text="An owl answers.", state=MessageState.COMPLETE)
    await story.library.write(lambda repos: repos.messages.put(whole))

    assert await story.told() == ["I knock.", "An owl answers."]
    assert [row.turn for row in await story.rows()] == [1, 1]


async def test_a_reply_that_was_cut_off_is_part_of_the_story(story):
    await story.library.add_message(
        story.session.id, Role.NARRATOR, "An owl ans", state=MessageState.CUT
    )

    assert await story.told() == ["An owl ans"]


async def test_vectors_come_to_the_line_when_it_is_said_that_they_were_made(story):
    await story.tell("I light the lantern.", "I feed the owl.")
    assert set((await story.alike("I feed the owl.")).values()) == {0}

    await story.embed()

    alike = await story.alike("I feed the owl.")
    assert alike["I feed the owl."] == pytest.approx(1)
    assert alike["I light the lantern."] < 1
    assert await story.missing() == {}


async def test_what_has_no_vector_is_looked_for_once_until_somebody_makes_some(story, held_reads):
    await story.tell("I light the lantern.")
    await story.find("lantern")
    await story.embed(tell=False)

    before = held_reads.number
    assert set((await story.alike("lantern")).values()) == {0}
    assert held_reads.number - before == 2, "the head and the line"

    story.library.hub.publish(StoryEmbedded(session_id=story.session.id))
    assert max((await story.alike("I light the lantern.")).values()) == pytest.approx(1)


async def test_vectors_made_while_they_are_looked_for_are_found_the_next_time(story, held_reads):
    await story.tell("I light the lantern.")
    missing = await story.missing()
    story.library.hub.publish(StoryEmbedded(session_id=story.session.id))
    held_reads.hold = held_reads.number + 3
    searching = asyncio.get_running_loop().create_task(story.alike("I light the lantern."))
    await held_reads.has_read.wait()

    vectors = await story.embedder.embed(list(missing.values()), purpose="document")
    by_hash, model = dict(zip(missing, vectors, strict=True)), story.embedder.info.model
    await story.library.write(lambda repos: repos.documents.put_vectors(model, by_hash))
    story.library.hub.publish(StoryEmbedded(session_id=story.session.id))
    held_reads.let_go.set()

    assert set((await searching).values()) == {0}
    assert max((await story.alike("I light the lantern.")).values()) == pytest.approx(1)


async def test_that_another_session_has_vectors_now_is_nothing_to_this_one(story, held_reads):
    await story.tell("I light the lantern.")
    await story.find("lantern")
    before = held_reads.number

    story.library.hub.publish(StoryEmbedded(session_id="another"))
    await story.find("lantern")

    assert held_reads.number - before == 2


async def test_only_so_many_texts_are_given_out_to_be_embedded(story):
    await story.tell("I light the lantern.", "I feed the owl.")

    missing = await story.missing(most=3)

    assert list(missing.values()) == [
        "I light the lantern.",
        "So: I light the lantern.",
        "I feed the owl.",
    ]
    await story.embed(most=3)
    assert list((await story.missing()).values()) == ["So: I feed the owl."]


async def test_another_embedding_model_forgets_the_vectors_of_the_one_before(story):
    await story.tell("I light the lantern.", "I feed the owl.")
    await story.embed()
    await story.alike("owl")
    first = story.embedder.info

    story.embedder.info = replace(first, model="fake/other")
    assert set((await story.alike("I feed the owl.")).values()) == {0}
    assert len(await story.missing()) == 4

    story.embedder.info = first
    assert max((await story.alike("I feed the owl.")).values()) == pytest.approx(1)
    assert await story.missing() == {}


async def test_an_embedder_that_is_away_costs_only_the_meaning(story, caplog):
    caplog.set_level("INFO")
    await story.tell("I light the lantern.", "I feed the owl.")
    await story.embed()
    story.embedder.error = TransientError("The server is away.")

    found = await story.find("Who fed the owl?")

    assert "owl" in found[0].passage.text
    assert {one.scores["meaning"] for one in found} == {0}
    assert "The server is away." in caplog.text


async def test_a_bug_of_the_embedder_is_no_fault_of_the_model_and_is_raised(story):
    await story.tell("I light the lantern.")
    story.embedder.error = ValueError("a bug")

    with pytest.raises(ValueError, match="a bug"):
        await story.find("lantern")

    story.embedder.error = None
    assert len(await story.found("lantern")) == 2


async def test_the_question_is_embedded_without_the_names_of_those_who_speak(story):
    world = await story.library.add_world("Other")
    session = await story.library.add_session(world)
    await story.library.add_message(session.id, Role.NARRATOR, "Hm.")
    whole = await story.head(session)
    named = await story.library.read(lambda repos: repos.messages.get(whole))
    spoken = replace(named, id="spoken", parent_id=whole, speaker="Mira", text="Owls, Mira!")
    await story.library.write(lambda repos: repos.messages.add(spoken))

    await story.recall.find(session.id, "spoken", "What did Mira say?", limit=1)

    assert story.embedder.calls == [(("What did say?",), "query")]


async def test_a_text_without_a_word_is_not_embedded(story):
    await story.tell("I light the lantern.")

    assert len(await story.find("  \n", limit=9)) == 2
    assert story.embedder.calls == []


async def test_how_alike_words_are_is_asked_for_once_and_not_on_the_loops_thread(library):
    threads = []

    def likeness():
        threads.append(threading.current_thread())

    story = Story(library, await library.add_session(await library.add_world()), likeness)
    await story.tell("I light the lantern.")
    await story.find("lantern")
    await story.find("owl")
    story.thread.shutdown()

    assert len(threads) == 1
    assert threads[0] is not threading.main_thread()


async def test_the_sessions_that_were_asked_for_longest_ago_are_forgotten(story):
    world = await story.library.add_world("Other")
    sessions = [await story.library.add_session(world) for _ in range(LINES_REMEMBERED + 1)]
    for number, session in enumerate(sessions):
        await story.tell(f"I count {number}.", session=session)
    rows = {one.id: await story.rows(session=one) for one in sessions[:LINES_REMEMBERED]}
    await story.rows(session=sessions[0])

    rows[sessions[-1].id] = await story.rows(session=sessions[-1])

    kept = [
        (await story.rows(session=one))[0] is rows[one.id][0]
        for one in (sessions[-1], sessions[0], *sessions[2:-1], sessions[1])
    ]
    assert kept == [True] * LINES_REMEMBERED + [False]


async def test_a_search_that_is_given_up_loses_nothing_that_was_read(story, held_reads):
    await story.tell("I light the lantern.", "I feed the owl.")
    before = await story.rows()
    await story.tell("I mend the bell.")
    for hold in (2, 1):
        held_reads.hold = held_reads.number + hold
        searching = asyncio.get_running_loop().create_task(story.find("owl"))
        await held_reads.has_read.wait()
        held_reads.has_read.clear()

        searching.cancel()
        with pytest.raises(asyncio.CancelledError):
            await searching

    after = await story.rows()
    assert [row.text for row in after[4:]] == ["I mend the bell.", "So: I mend the bell."]
    assert all(old is new for old, new in zip(before, after[:4], strict=True))


async def test_a_search_that_is_given_up_while_the_line_is_cut_into_passages_leaves_it_whole(story):
    held, let_go = threading.Event(), threading.Event()

    def wait():
        held.set()
        assert let_go.wait(10)

    await story.tell("I light the lantern.")
    holding = story.thread.submit(wait)
    await asyncio.to_thread(held.wait, 10)
    searching = asyncio.get_running_loop().create_task(story.find("lantern"))
    await asyncio.wait({searching}, timeout=0.05)
    searching.cancel()
    with pytest.raises(asyncio.CancelledError):
        await searching
    let_go.set()
    await asyncio.wrap_future(holding)

    assert await story.told() == ["I light the lantern.", "So: I light the lantern."]


async def test_searches_at_once_for_two_heads_each_see_their_own_line(story):
    first = await story.tell("I light the lantern.")
    last = await story.tell("I feed the owl.")

    many = await asyncio.gather(*(story.told(head=head) for head in (first.id, last.id) * 4))

    assert [len(one) for one in many] == [2, 4] * 4


async def test_of_texts_without_a_vector_it_is_told_once_for_each_session(story):
    await story.tell("I light the lantern.")

    await story.find("lantern")
    await story.find("owl")

    assert story.missing_in == [story.session.id]


async def test_a_story_is_judged_by_what_was_learned_for_its_world(story):
    await story.tell("I feed the owl.", "I mend the bell and oil it.", "I wait.")
    head = await story.head()
    nothing = dict.fromkeys(FIRST, 0.0)
    kept = learned(
        story.session.world_id,
        story.session.id,
        first={**nothing, "length": 1.0},
        second={**dict.fromkeys(SECOND, 0.0), "length": 1.0},
        basis=basis_of(story.embedder.info.model),
    )
    assert (await story.found("owl"))[0] in {"I feed the owl.", "So: I feed the owl."}
    assert await story.recall.learned(story.session.id) is None

    await story.library.write(lambda repos: repos.weights.put(kept))
    story.library.hub.publish(WeightsChanged(world_id=story.session.world_id))

    assert (await story.found("owl"))[0] == "So: I mend the bell and oil it."
    assert (await story.recall.learned(story.session.id)).first == kept.first
    rows, ranked = await story.recall.ranked(story.session.id, head, "owl", weights=BUILT_IN)
    assert "owl" in rows[ranked.order[0]].text
