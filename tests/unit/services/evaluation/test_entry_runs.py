from loredesk.domain.entry_questions import EntryQuestion
from loredesk.services.evaluation.bench import embed_documents
from loredesk.services.evaluation.copying import copy_canon
from loredesk.services.evaluation.entry_runs import EntryRuns


def silently(*_):
    pass


async def measured(bench, campaign, *questions):
    entries = await copy_canon(campaign.library.store, bench, campaign.world.id)
    await embed_documents(bench, silently)
    runs = EntryRuns(bench.recall, bench.look, tell=silently)
    return await runs.measured(questions, campaign.world.id, entries)


async def test_an_entry_is_found_by_title_alias_and_handle(campaign, bench):
    mara = await campaign.add("Mara Venn", "Keeper of the light.", aliases=("the Keeper",))
    await campaign.add("Odo", "He rows the ferry.")

    result = await measured(
        bench,
        campaign,
        EntryQuestion(text="I ask Mara Venn.", entries=("Mara Venn",), kind="named"),
        EntryQuestion(text="I ask the Keeper.", entries=("The keeper",), kind="alias"),
        EntryQuestion(text="Who rows?", entries=("odo", mara.handle), kind="described"),
    )

    assert result.tally.questions == 3
    assert result.tally.figures()["recall@5"] == 1
    assert set(result.tally.of_stages()) == {"words", "meaning", "triggers", "final"}
    assert [one.name for one in result.tally.of_groups()] == ["named", "alias", "described"]


async def test_a_name_no_entry_has_is_counted_and_its_question_left_out(campaign, bench):
    await campaign.add("Mara Venn")

    result = await measured(
        bench,
        campaign,
        EntryQuestion(text="Who?", entries=("Nobody",)),
        EntryQuestion(text="Mara?", entries=("Mara Venn", "Somebody")),
    )

    assert (result.tally.questions, result.skipped) == (1, 2)


async def test_what_is_always_on_takes_no_place_from_what_is_asked_for(campaign, bench):
    await campaign.add("The Law", "Be quiet.", always_on=True)
    await campaign.add("Odo", "He rows the ferry.")

    result = await measured(bench, campaign, EntryQuestion(text="Who rows?", entries=("Odo",)))

    assert result.tally.figures()["mrr"] == 1


async def test_the_authors_library_is_only_read(campaign, bench):
    entry = await campaign.add("Odo", "He rows the ferry.")
    tasks = await campaign.tasks()

    await measured(bench, campaign, EntryQuestion(text="Odo?", entries=("Odo",)))

    assert await campaign.tasks() == tasks
    assert await campaign.library.read(lambda repos: repos.lore.get(entry.id)) == entry
