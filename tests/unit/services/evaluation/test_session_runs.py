import pytest

from loredesk.services.evaluation.session_line import SHOWN
from loredesk.services.evaluation.session_runs import SessionRuns


@pytest.fixture
def measured(campaign, bench):
    async def measure():
        heard = []
        runs = SessionRuns(bench, author=campaign.library.store, tell=heard.append)
        return (await runs.measured(campaign.session.id, campaign.world.id)).tally

    return measure


async def played(campaign, *turns):
    for text, reply in turns:
        await campaign.turn(text, reply)


FILLER = [("I wait.", "Rain falls on slate."), ("I wait on.", "Rain falls still.")] * 2


async def test_a_reply_that_draws_on_an_old_message_is_measured_against_what_recall_offers(
    campaign, measured
):
    await played(
        campaign,
        ("I look round.", "Mara hides the brass lantern below the chapel stairs."),
        *FILLER,
        ("I search the chapel for what Mara hid.", "There it stands: the brass lantern."),
    )

    tally = await measured()

    assert tally.questions == 1
    assert {"turns", "entries", "newest", "words", "final"} <= set(tally.of_stages())
    assert tally.of_stages()["turns"]["recall@5"] == 1
    assert [(one.name, one.questions) for one in tally.of_groups()] == [("rare words", 1)]


async def test_an_entry_is_offered_beside_the_messages(campaign, measured):
    await campaign.add("Old Patience", "A bell of bronze, cast by Salamon in a pit.")
    await played(
        campaign,
        ("I begin.", "Nothing yet."),
        *FILLER,
        ("I touch Old Patience.", "Cold bronze, and the name of Salamon on the rim."),
    )

    tally = await measured()

    assert tally.of_stages()["entries"]["recall@5"] == 1
    assert tally.of_stages()["turns"]["recall@5"] == 0
    assert tally.figures()["recall@5"] == 1


async def test_what_the_last_messages_say_is_never_asked_for(campaign, measured):
    await played(
        campaign,
        ("I look round.", "Mara hides the brass lantern below the chapel stairs."),
        ("I go down.", "There it stands: the brass lantern."),
    )
    assert SHOWN >= 2

    assert (await measured()).questions == 0


async def test_a_reply_is_never_found_by_itself_or_by_what_came_later(campaign, measured):
    await played(
        campaign,
        ("I begin.", "Nothing yet."),
        *FILLER,
        ("I dig.", "A copper astrolabe, green with age."),
        *FILLER,
        ("I wait once more.", "Rain again."),
    )

    assert (await measured()).questions == 0


async def test_an_empty_session_asks_nothing(measured):
    assert (await measured()).questions == 0


async def test_entries_are_held_against_each_search_for_entries_alone(campaign, measured):
    await campaign.add("Old Patience", "A bell of bronze, cast by Salamon in a pit.")
    await campaign.add("The Weather", "Always grey.", always_on=True)
    await played(
        campaign,
        ("I begin.", "Nothing yet."),
        *FILLER,
        ("I think of a bell of bronze.", "Salamon cast it in a pit, they say."),
    )

    stages = (await measured()).of_stages()

    assert stages["entries by words"]["mrr"] == 1
    assert {"entries by meaning", "entries"} <= set(stages)
    # What is always on, and not asked for, is passed by.
    assert stages["entries"]["mrr"] == 1
