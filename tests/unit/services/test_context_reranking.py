"""What may be told in a better order: never what must be told or may not, and never late."""

from dataclasses import replace

import pytest

from loredesk.domain.errors import TransientError
from loredesk.domain.messages import Role
from loredesk.domain.services import Provider
from loredesk.domain.steering import Steer
from loredesk.services.resting import FAILURES

TURN = "I think of whoever keeps the tide gate."


@pytest.fixture
async def keepers(campaign):
    """Return a campaign with keepers who all have to do with a turn, and a story before it."""
    campaign.reranking_profile = replace(campaign.reranking_profile, provider=Provider.OPENAI)
    for number in range(6):
        await campaign.add(f"Keeper {number}", f"Keeps a tide gate, number {number}. " * 3)
    for number in range(40):
        said = (
            f"The tide gate creaks at night {number}." if number == 4 else f"Snow falls {number}."
        )
        role = Role.NARRATOR if number % 2 else Role.AUTHOR
        await campaign.library.add_message(campaign.session.id, role, said)
    return campaign


async def preview(campaign, text=TURN):
    return await campaign.generation.preview(campaign.session.id, text)


def titles(manifest):
    return [one.title for one in manifest.entries]


def prefers(word):
    async def rerank(query, texts):
        prefers.sent = (query, texts)
        return tuple(float(word in text) for text in texts)

    return rerank


async def test_built_in_nothing_is_asked(campaign, keepers):
    keepers.reranking_profile = replace(keepers.reranking_profile, provider=Provider.BUILT_IN)

    manifest = await preview(campaign)

    assert titles(manifest)
    assert campaign.reranker.calls == []
    assert not any("reranked" in one.scores for one in manifest.entries)


@pytest.mark.parametrize("number", [0, 5])
async def test_who_the_reranker_prefers_comes_first(keepers, number):
    keepers.reranker.rerank = prefers(f"number {number}")

    manifest = await preview(keepers)

    assert titles(manifest)[0] == f"Keeper {number}"
    assert manifest.entries[0].scores["reranked"] == 1.0
    assert manifest.remarks == ()
    query, texts = prefers.sent
    assert query == TURN
    assert len([one for one in texts if one.startswith("Keeper")]) == 6


async def test_a_passage_says_what_the_reranker_thought_of_it(keepers):
    manifest = await preview(keepers)

    judged = [one for one in (*manifest.passages, *manifest.left_out) if one.title == "Turn 3, You"]
    assert any("creaks" in text for text in keepers.reranker.calls[0][1])
    assert judged
    assert all(0 < one.scores["reranked"] <= 1 for one in judged)


async def test_what_must_be_told_stays_first_and_what_is_banned_is_not_even_sent(keepers):
    named = await keepers.add("Mara Venn", "A ferrywoman.")
    banned = await keepers.add("Old Gate", "A tide gate that is kept secret.")
    await keepers.explaining.steer(keepers.session.id, banned.id, Steer.BAN)
    keepers.reranker.rerank = prefers("secret")

    manifest = await preview(keepers, f"{TURN} Mara Venn rows.")

    assert titles(manifest)[0] == named.title
    assert "Old Gate" not in titles(manifest)
    assert not any("secret" in text or "ferrywoman" in text for text in prefers.sent[1])


@pytest.mark.parametrize("answer", [None, (1.0,)])
async def test_where_it_fails_the_order_stands_and_the_manifest_says_so(keepers, answer):
    keepers.reranking_profile = replace(keepers.reranking_profile, provider=Provider.BUILT_IN)
    own = await preview(keepers)
    keepers.reranking_profile = replace(keepers.reranking_profile, provider=Provider.OPENAI)
    keepers.reranker.answer = answer
    keepers.reranker.error = None if answer else TransientError("The server is busy.")

    manifest = await preview(keepers)

    assert titles(manifest) == titles(own)
    assert manifest.passages == own.passages
    assert manifest.left_out == own.left_out
    (remark,) = manifest.remarks
    assert remark.startswith("Not reranked: ")


async def test_one_that_failed_again_and_again_is_not_asked_for_a_reply(keepers):
    keepers.reranker.error = TransientError("The server is busy.")
    for _ in range(FAILURES):
        await preview(keepers)

    manifest = await preview(keepers)

    assert len(keepers.reranker.calls) == FAILURES
    (remark,) = manifest.remarks
    assert "left alone for 1 minute" in remark
    keepers.library.clock.forward(minutes=1)
    keepers.reranker.error = None
    assert (await preview(keepers)).remarks == ()


async def test_why_not_is_answered_by_the_order_the_reranker_gives(keepers):
    keepers.reranker.rerank = prefers("number 5")
    await keepers.turn("I listen.", TURN)
    told = (await preview(keepers, "")).entries[0]

    answer = await keepers.explaining.why_not(keepers.session.id, told.entry_id)

    assert told.title == "Keeper 5"
    assert (answer.was_told, answer.recorded) == (True, False)
    assert answer.scores["reranked"] == 1.0
