"""The reranker is measured as it is used: the same texts are sent, and its order counts as there."""

from dataclasses import replace

import pytest

from loredesk.domain.entry_questions import EntryQuestion
from loredesk.domain.errors import TransientError
from loredesk.domain.services import Provider
from loredesk.services.evaluation.dialogue_runs import DialogueRuns
from loredesk.services.evaluation.second_look import BEFORE, RERANKED
from loredesk.services.evaluation.session_runs import SessionRuns
from loredesk.services.evaluation.tally import FINAL
from tests.unit.services.evaluation.test_dialogue_runs import dialogues
from tests.unit.services.evaluation.test_entry_runs import measured
from tests.unit.services.evaluation.test_session_runs import FILLER, played


def silently(*_):
    pass


@pytest.fixture
def asked(reranker):
    """A reranker of the author's own is in use."""
    reranker.profile = replace(reranker.profile, provider=Provider.OPENAI)
    return reranker


async def asked_for_a_keeper(bench, campaign):
    for number in range(6):
        await campaign.add(f"Keeper {number}", f"Keeps a tide gate, number {number}.")
    question = EntryQuestion(text="Who keeps the tide gate?", entries=("Keeper 5",))
    return (await measured(bench, campaign, question)).tally


async def test_where_none_is_in_use_nothing_is_asked_and_there_is_no_stage_of_it(
    bench, campaign, reranker
):
    tally = await asked_for_a_keeper(bench, campaign)

    assert not {RERANKED, BEFORE} & set(tally.of_stages())
    assert reranker.calls == []
    assert bench.look.caveats() == ()


async def test_entries_are_told_in_the_order_both_give_and_the_stages_tell_them_apart(
    bench, campaign, asked
):
    async def rerank(_query, texts):
        return tuple(float("number 5" in text) for text in texts)

    asked.rerank = rerank

    tally = await asked_for_a_keeper(bench, campaign)

    stages = tally.of_stages()
    assert list(stages)[-3:] == [BEFORE, RERANKED, FINAL]
    assert stages[RERANKED]["mrr"] == stages[FINAL]["mrr"] == 1
    assert stages[BEFORE]["mrr"] < 1
    assert tally.figures() == stages[FINAL]
    (caveat,) = bench.look.caveats()
    assert "the reranker had the last look" in caveat


async def test_where_it_fails_the_own_order_counts_and_that_is_told(bench, campaign, asked):
    asked.error = TransientError("The server is busy.")

    stages = (await asked_for_a_keeper(bench, campaign)).of_stages()

    assert stages[BEFORE] == stages[RERANKED] == stages[FINAL]
    assert "did not answer for 1 of 1 questions" in bench.look.caveats()[1]


async def test_of_a_dialogue_what_stands_out_is_sent(bench, asked):
    runs = DialogueRuns(bench, ablation=False, tell=silently)

    stages = (await runs.measured(dialogues())).of_stages()

    assert {BEFORE, RERANKED, FINAL} <= set(stages)
    query, texts = asked.calls[0]
    assert query == "Where does the brass key hang?"
    assert "Mara: The brass key hangs behind the stove, as ever." in texts
    assert len(texts) < 8


async def test_for_a_reply_entries_and_messages_are_sent_together(bench, campaign, asked):
    await campaign.add("Tarn", "He sweeps the chapel.")
    await played(
        campaign,
        ("I look round.", "Mara hides the brass lantern below the chapel stairs."),
        *FILLER,
        ("I search the chapel for what Mara hid.", "There it stands: the brass lantern."),
    )
    runs = SessionRuns(bench, author=campaign.library.store, tell=silently)

    stages = (await runs.measured(campaign.session.id, campaign.world.id)).tally.of_stages()

    assert {"turns", "entries", "newest", BEFORE, RERANKED, FINAL} <= set(stages)
    ((query, texts),) = asked.calls
    assert query == "I search the chapel for what Mara hid."
    assert "Tarn\n\nHe sweeps the chapel." in texts
    assert "Narrator: Mara hides the brass lantern below the chapel stairs." in texts
