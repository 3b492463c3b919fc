"""Letting the world live on: characters off scene, whose doings wait for the author."""

import pytest

from loredesk.domain.messages import Role, TrustRule
from loredesk.domain.panel import Panel
from loredesk.domain.tasks import Lane, TaskStatus, TaskType


@pytest.fixture
async def mara(campaign):
    return await campaign.add("Mara Venn", "A ferrywoman.")


@pytest.fixture
async def bren(campaign):
    return await campaign.add("Bren Holt", "A smith.")


@pytest.fixture
async def tower(campaign):
    return await campaign.add("The Tower", "Old.", category="location")


def did(entry, summary="Has gone to sea."):
    return {"lore_entry_id": entry.handle, "update_summary": summary, "reasoning": "He is bored."}


async def tick(campaign):
    await campaign.queue.tick(campaign.session.id)
    return (await campaign.step(Lane.SIMULATION))[0]


async def test_only_characters_who_are_off_scene_live_on(campaign, mara, bren, tower):
    await campaign.turn("I wait.", "Mara Venn sings.")
    campaign.model.then("simulate_world", {"updates": []})

    await tick(campaign)

    (request,) = campaign.model.asked("simulate_world")
    assert [one.title for one in request.inputs.entries] == ["Bren Holt"]


async def test_who_is_present_in_the_panel_is_on_scene(campaign, mara, bren):
    author = await campaign.library.add_message(campaign.session.id, Role.AUTHOR, "I wait.")
    assert author
    await campaign.library.add_message(
        campaign.session.id, Role.NARRATOR, "Somebody sings.", panel=Panel(present=("Bren Holt",))
    )
    campaign.model.then("simulate_world", {"updates": []})

    await tick(campaign)

    (request,) = campaign.model.asked("simulate_world")
    assert [one.title for one in request.inputs.entries] == ["Mara Venn"]


async def test_what_they_did_becomes_updates_of_notes_marked_as_simulated(campaign, mara, bren):
    reply = await campaign.turn("I wait.", "Mara Venn sings.")
    campaign.model.then("simulate_world", {"updates": [did(bren), did(mara)]})
    campaign.model.then("rewrite_note", "He has gone to sea.")
    await campaign.stories.set_trust(campaign.session.id, TrustRule.ACCEPT_ALL)

    task = await tick(campaign)
    await campaign.work()

    assert task.result["updates"] == 1  # who is on scene is not in what the model may move
    (update,) = await campaign.tasks(TaskType.UPDATE_NOTE)
    assert update.task_data["event"]["source"] == "simulated"
    assert update.anchor == reply.id
    (proposal,) = await campaign.open_proposals()
    assert proposal.simulated
    assert proposal.events[0].reason == "He is bored."
    assert await campaign.note(bren) == ""


async def test_a_simulation_of_the_same_moment_proposes_nothing_twice(campaign, mara, bren):
    await campaign.turn("I wait.", "Mara Venn sings.")
    campaign.model.always("simulate_world", {"updates": [did(bren)]})
    campaign.model.always("rewrite_note", "He has gone to sea.")
    await tick(campaign)
    await campaign.work()
    (proposal,) = await campaign.open_proposals()
    await campaign.review.reject([proposal.id])

    again = await tick(campaign)

    assert (again.result["updates"], again.result["queued"]) == (1, 0)


async def test_where_nobody_is_off_scene_no_model_is_asked(campaign, mara):
    await campaign.turn("I wait.", "Mara Venn sings.")

    task = await tick(campaign)

    assert task.status is TaskStatus.COMPLETED
    assert campaign.model.requests == []
