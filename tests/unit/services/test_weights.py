"""What was learned for a world can be looked at and given up, and every reply says what it was told by."""

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.events import WeightsChanged
from loredesk.recall.story.weights import FIRST, SECOND, StoryWeights
from loredesk.services.weights import WeightService, about_order
from tests.fakes.lessons import learned, lesson
from tests.fakes.library import EMBEDDER

OTHERS = StoryWeights({**FIRST, "length": 3.0}, SECOND)


@pytest.fixture
def weights(campaign):
    return WeightService(store=campaign.library.store, books=campaign.books, may_write=True)


async def test_what_was_learned_is_kept_with_where_and_when(campaign, weights):
    kept = await weights.keep(campaign.session.id, OTHERS, lesson(), EMBEDDER)

    assert await weights.of_world(campaign.world.id) == kept
    assert kept.learned_at == campaign.library.clock.now()
    assert kept.session_title == campaign.session.title
    assert WeightsChanged(world_id=campaign.world.id) in campaign.library.published


async def test_it_counts_at_once_and_until_it_is_given_up(campaign, weights):
    assert await weights.in_use(campaign.world.id) is None

    await weights.keep(campaign.session.id, OTHERS, lesson(), EMBEDDER)
    assert await campaign.books.of_session(campaign.session.id) == OTHERS

    await weights.forget(campaign.world.id)
    assert await weights.in_use(campaign.world.id) is None
    assert await weights.of_world(campaign.world.id) is None


async def test_what_was_learned_with_another_embedder_is_kept_but_not_in_use(campaign, weights):
    await weights.keep(campaign.session.id, OTHERS, lesson(), "another")

    assert await weights.in_use(campaign.world.id) is None
    assert await weights.of_world(campaign.world.id) is not None


async def test_beside_the_owner_nothing_is_kept_or_given_up(campaign):
    weights = WeightService(store=campaign.library.store, books=campaign.books, may_write=False)

    with pytest.raises(UserFixableError, match="Loredesk is open here"):
        await weights.keep(campaign.session.id, OTHERS, lesson(), EMBEDDER)
    with pytest.raises(UserFixableError, match="Loredesk is open here"):
        await weights.forget(campaign.world.id)


async def test_a_reply_says_that_its_messages_were_ordered_by_what_was_learned(campaign, weights):
    await campaign.turn("I look.", "Mara hides the brass lantern.")
    before = await campaign.generation.preview(campaign.session.id, "Where is the lantern?")

    kept = await weights.keep(campaign.session.id, OTHERS, lesson(), EMBEDDER)
    after = await campaign.generation.preview(campaign.session.id, "Where is the lantern?")

    assert before.remarks == ()
    assert after.remarks == about_order(kept)
    assert after.remarks[0].startswith("Messages were ordered as learned from 40 turns of \u201c")


def test_the_built_in_weights_need_no_remark():
    assert about_order(None) == ()
    assert len(about_order(learned("world", "session"))) == 1
