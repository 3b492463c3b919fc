"""Texts get their vectors: all of them, and without keeping anybody waiting."""

from loredesk.domain.settings import Engine
from loredesk.services.embedding import OWNERS_PER_TRANSACTION, TEXTS_PER_CALL


def long_text(paragraphs):
    return "\n\n".join(
        f"Paragraph {number}. " + f"Lantern {number} on the quay. " * 40
        for number in range(paragraphs)
    )


async def test_an_entry_of_very_many_passages_is_embedded_whole(campaign):
    await campaign.add("The Chronicle", long_text(TEXTS_PER_CALL + 20))

    await campaign.work()

    report = await campaign.index.check(Engine.EXACT)
    assert report.documents > TEXTS_PER_CALL
    assert (report.missing, report.indexed) == (0, report.documents)
    assert max(len(texts) for texts, _ in campaign.embedder.calls) <= TEXTS_PER_CALL


async def test_what_is_queued_after_a_change_of_model_lets_other_writing_slip_between(
    campaign, monkeypatch
):
    for number in range(OWNERS_PER_TRANSACTION + 1):
        await campaign.add(f"Entry {number}", f"Text {number}.")
    await campaign.work()
    campaign.embedder.info = type(campaign.embedder.info)(model="another", description="")
    writes = []
    write = campaign.library.store.write

    async def counted(work):
        writes.append(work)
        return await write(work)

    monkeypatch.setattr(campaign.library.store, "write", counted)

    assert await campaign.embedding.queue_missing() == OWNERS_PER_TRANSACTION + 1
    assert len(writes) == 2
