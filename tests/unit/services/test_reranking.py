"""A better order where there is one to be had, recall's own where not, and nobody kept waiting."""

import asyncio
from dataclasses import replace

import pytest

from loredesk.domain.errors import TransientError
from loredesk.domain.events import ModelTended
from loredesk.domain.hub import Hub
from loredesk.domain.services import Profile, Provider, Service
from loredesk.domain.settings import Settings
from loredesk.gateway.switchboard import Switchboard
from loredesk.services.reranking import LONGEST_QUERY, LONGEST_TEXT, MOST, Reranking, Rival
from loredesk.services.resting import FAILURES
from tests.fakes.library import HandClock
from tests.fakes.model_server import ModelServer
from tests.fakes.model_speech import Reply
from tests.fakes.scripted_models import FakeReranker

LORE = [Rival("salted herring", 2.0), Rival("the lamp in the tower", 1.9), Rival("rope", 0.1)]
STORY = [Rival("they ate", 1.0), Rival("Mara lit the lamp", 0.9), Rival("snow", 0.1)]


@pytest.fixture
def reranker():
    return FakeReranker()


def reranking(reranker, *, provider=Provider.OPENAI, seconds=30.0):
    profile = Profile(service=Service.RERANKING, provider=provider)
    return Reranking(
        reranker=reranker,
        profile=lambda: profile,
        now=HandClock().now,
        hub=Hub(),
        seconds=seconds,
    )


async def test_one_request_puts_each_group_into_a_better_order(reranker):
    found = await reranking(reranker).reorder("Who lit the lamp?", LORE, STORY)

    assert [order.places for order in found.orders] == [(1, 0, 2), (1, 0, 2)]
    for order in found.orders:
        assert order.judged == pytest.approx((2 / 3, 1.0, 1 / 3))
    assert found.remark == ""
    assert reranker.calls == [
        ("Who lit the lamp?", tuple(one.text for one in (*LORE, *STORY))),
    ]


async def test_built_in_nothing_is_asked_and_the_order_stands(reranker):
    found = await reranking(reranker, provider=Provider.BUILT_IN).reorder("lamp", LORE, STORY)

    assert [order.places for order in found.orders] == [(0, 1, 2), (0, 1, 2)]
    assert (found.remark, reranker.calls) == ("", [])


@pytest.mark.parametrize(("query", "groups"), [(" ", (LORE,)), ("lamp", ()), ("lamp", (LORE[:1],))])
async def test_where_there_is_nothing_to_compare_nothing_is_asked(reranker, query, groups):
    found = await reranking(reranker).reorder(query, *groups)

    assert len(found.orders) == len(groups)
    assert reranker.calls == []


async def test_of_many_only_the_first_are_sent_and_change_places(reranker):
    lore = [Rival(f"lamp {'x' * 2_000}" if at % 2 else "rope", 90.0 - at) for at in range(90)]

    found = await reranking(reranker).reorder("lamp " * 500, lore, STORY)

    query, texts = reranker.calls[0]
    assert len(texts) == MOST
    assert len(query) <= LONGEST_QUERY
    assert max(map(len, texts)) == LONGEST_TEXT
    places = found.orders[0].places
    assert sorted(places) == list(range(90))
    assert places[MOST - 3 :] == tuple(range(MOST - 3, 90))
    assert set(places[: MOST - 3]) == set(range(MOST - 3))


@pytest.mark.parametrize(
    "answer", [(1.0,), (), (*[1.0] * 5, float("nan")), (float("inf"),) * 6, (1.0,) * 7]
)
async def test_an_odd_answer_changes_nothing_and_is_told(reranker, caplog, answer):
    reranker.answer = answer

    found = await reranking(reranker).reorder("lamp", LORE, STORY)

    assert [order.places for order in found.orders] == [(0, 1, 2), (0, 1, 2)]
    assert found.remark.startswith("Not reranked: ")
    assert "own order stands" in caplog.text


async def test_a_failure_changes_nothing_and_is_told(reranker):
    reranker.error = TransientError("The server is busy.", hint="Try again.")

    found = await reranking(reranker).reorder("lamp", LORE)

    assert found.orders[0].places == (0, 1, 2)
    assert found.remark == "Not reranked: The server is busy. Try again."


async def test_nobody_waits_longer_than_the_deadline(reranker):
    reranker.gate = asyncio.Event()

    found = await reranking(reranker, seconds=0.01).reorder("lamp", LORE)

    assert found.orders[0].places == (0, 1, 2)
    assert "did not answer within 0.01 seconds" in found.remark


async def test_a_real_server_that_falls_silent_is_hung_up_on_by_who_gives_up():
    profile = Profile(service=Service.RERANKING, provider=Provider.OPENAI)
    asked = asyncio.Event()

    def fall_silent(*_):
        asked.set()
        return Reply(ending="stall")

    async with ModelServer() as server:
        server.on_rerank = fall_silent
        profile = replace(profile, base_url=server.base_url, model="ranks")
        settings = Settings(profiles={**Settings().profiles, Service.RERANKING: profile})
        board = Switchboard(settings=settings, key_of=lambda _: None, on_call=lambda _: None)
        asking = Reranking(
            reranker=board.reranker,
            profile=lambda: profile,
            now=HandClock().now,
            hub=Hub(),
            seconds=30.0,
        )

        waiting = asyncio.ensure_future(asking.reorder("lamp", LORE))
        await asked.wait()
        waiting.cancel()
        await server.until_hung_up()
        await board.aclose()

        with pytest.raises(asyncio.CancelledError):
            await waiting


async def test_who_is_cancelled_while_waiting_is_cancelled(reranker):
    reranker.gate = asyncio.Event()
    waiting = asyncio.ensure_future(reranking(reranker).reorder("lamp", LORE))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    waiting.cancel()

    with pytest.raises(asyncio.CancelledError):
        await waiting


class TestLeavingItAlone:
    """A reranker that fails again and again costs no reply its deadline."""

    @pytest.fixture
    def clock(self):
        return HandClock()

    @pytest.fixture
    def hub(self):
        return Hub()

    @pytest.fixture
    async def resting(self, reranker, clock, hub):
        """Return one that has just failed so often that it is left alone."""
        self.profile = Profile(service=Service.RERANKING, provider=Provider.OPENAI)
        made = Reranking(
            reranker=reranker, profile=lambda: self.profile, now=clock.now, hub=hub, seconds=30.0
        )
        reranker.error = TransientError("The server is busy.")
        for _ in range(FAILURES):
            await made.reorder("lamp", LORE)
        return made

    async def test_after_some_failures_in_a_row_it_is_not_asked_and_that_is_told(
        self, reranker, resting
    ):
        found = await resting.reorder("lamp", LORE)

        assert len(reranker.calls) == FAILURES
        assert found.orders[0].places == (0, 1, 2)
        assert found.remark == (
            "Not reranked: the reranker failed 3 times in a row and is left alone for 1 minute, or "
            "until you test it in Settings. The last time: The server is busy."
        )

    async def test_an_answer_in_between_begins_the_count_anew(self, reranker, clock):
        asking = reranking(reranker)
        for error in (*[TransientError("Busy.")] * (FAILURES - 1), None) * 2:
            reranker.error = error
            await asking.reorder("lamp", LORE)

        assert len(reranker.calls) == 2 * FAILURES

    async def test_after_the_rest_it_is_asked_again_and_one_failure_makes_the_next_longer(
        self, reranker, clock, resting
    ):
        clock.forward(minutes=1)
        await resting.reorder("lamp", LORE)
        assert len(reranker.calls) == FAILURES + 1

        clock.forward(seconds=90)
        assert "left alone for 1 minute," in (await resting.reorder("lamp", LORE)).remark
        clock.forward(seconds=30)
        reranker.error = None
        assert (await resting.reorder("lamp", LORE)).remark == ""

        reranker.error = TransientError("The server is busy.")
        await resting.reorder("lamp", LORE)
        assert len(reranker.calls) == FAILURES + 3

    async def test_it_is_asked_at_once_where_the_author_has_tried_it(self, reranker, hub, resting):
        reranker.error = None
        hub.publish(ModelTended(service=Service.GENERATION))
        assert (await resting.reorder("lamp", LORE)).remark

        hub.publish(ModelTended(service=Service.RERANKING))

        assert (await resting.reorder("lamp", LORE)).remark == ""

    async def test_it_is_asked_at_once_where_the_author_has_chosen_another(self, reranker, resting):
        reranker.error = None
        self.profile = replace(self.profile, model="another")

        assert (await resting.reorder("lamp", LORE)).remark == ""
