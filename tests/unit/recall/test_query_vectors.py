"""The vector of a question is computed once, and what failed is tried again."""

import asyncio

import numpy as np
import pytest

from loredesk.domain.errors import TransientError
from loredesk.recall.query_vectors import REMEMBERED, QueryVectors
from tests.fakes.scripted_models import FakeEmbedder


class Counting:
    """An embedder that counts what it is asked, waits until it may go on, and can fail."""

    def __init__(self):
        self.inner = FakeEmbedder()
        self.asked = []
        self.may_go_on = asyncio.Event()
        self.may_go_on.set()
        self.error = None

    @property
    def info(self):
        return self.inner.info

    async def embed(self, texts, *, purpose):
        self.asked += texts
        await self.may_go_on.wait()
        if self.error is not None:
            raise self.error
        return await self.inner.embed(texts, purpose=purpose)


@pytest.fixture
async def counting():
    return Counting()


@pytest.fixture
def vectors(counting):
    return QueryVectors(counting)


async def test_who_asks_the_same_at_once_shares_one_answer(counting, vectors):
    counting.may_go_on.clear()
    asking = [asyncio.ensure_future(vectors.embed(["Mara?"], purpose="query")) for _ in range(2)]
    await asyncio.sleep(0)
    counting.may_go_on.set()

    one, other = await asyncio.gather(*asking)

    assert np.array_equal(one, other)
    assert counting.asked == ["Mara?"]


async def test_one_who_gives_up_leaves_it_to_the_others(counting, vectors):
    counting.may_go_on.clear()
    first = asyncio.ensure_future(vectors.embed(["Mara?"], purpose="query"))
    second = asyncio.ensure_future(vectors.embed(["Mara?"], purpose="query"))
    await asyncio.sleep(0)
    first.cancel()
    counting.may_go_on.set()

    assert (await second).shape[0] == 1


async def test_what_failed_is_asked_again(counting, vectors):
    counting.error = TransientError("Down.")
    with pytest.raises(TransientError):
        await vectors.embed(["Mara?"], purpose="query")
    counting.error = None

    await vectors.embed(["Mara?"], purpose="query")

    assert counting.asked == ["Mara?", "Mara?"]


async def test_several_come_in_their_order(counting, vectors):
    both = await vectors.embed(["Mara?", "Hal?"], purpose="query")

    assert np.array_equal(both, await counting.inner.embed(["Mara?", "Hal?"], purpose="query"))
    assert (await vectors.embed([], purpose="query")).shape[0] == 0


async def test_documents_are_not_remembered(counting, vectors):
    for _ in range(2):
        await vectors.embed(["A text."], purpose="document")

    assert counting.asked == ["A text.", "A text."]


async def test_only_the_last_questions_are_remembered(counting, vectors):
    for number in range(REMEMBERED + 1):
        await vectors.embed([f"{number}?"], purpose="query")

    await vectors.embed(["0?"], purpose="query")

    assert counting.asked.count("0?") == 2
