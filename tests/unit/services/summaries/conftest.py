"""A campaign whose chapters are two turns long, and a model that sums them up."""

import itertools

import pytest

from loredesk.domain.tasks import TaskType
from loredesk.services.summaries.service import SummaryService


def chapter_of(request):
    """Return one sentence for each turn of a chapter."""
    told = {one.turn: one.text for one in request.inputs.messages}
    return {
        "sentences": [{"text": f"Told: {text}", "turns": [turn]} for turn, text in told.items()]
    }


def story_of(request):
    """Return the last sentence of what was told before, and the first of every chapter."""
    inputs = request.inputs
    told = [*inputs.before[-1:], *(chapter[0] for chapter in inputs.chapters)]
    return {"sentences": [{"text": one.text, "turns": list(one.turns)} for one in told]}


@pytest.fixture
async def campaign(campaign):
    """Return the campaign with what sums it up."""
    library = campaign.library
    campaign.summaries = SummaryService(store=library.store, new_id=library.new_id, may_write=True)
    await campaign.summaries.set_chapters(campaign.session.id, 2)
    campaign.model.always("analyse_turn", {"updates": [], "creations": []})
    campaign.model.always("summarise_chapter", chapter_of)
    campaign.model.always("summarise_story", story_of)
    return campaign


class Telling:
    """Plays turns, and looks at what is summed up."""

    def __init__(self, campaign):
        self.campaign = campaign
        self.session = campaign.session.id
        self._numbers = itertools.count(1)

    async def play(self, turns, *, work=True, word="Turn"):
        """Play so many turns, each with a reply of the model's."""
        for _ in range(turns):
            number = next(self._numbers)
            self.campaign.model.then("reply", f"{word} {number} is told.")
            async for _event in self.campaign.generation.reply(self.session, f"{word} {number}."):
                pass
        if work:
            await self.campaign.work()

    async def add(self, turns):
        """Add turns as an import would: nothing follows from them."""
        for _ in range(turns):
            await self.campaign.turn()

    async def standing(self, head=None):
        """Return (chapters as turns, story as turns) of what is in force."""
        found = await self.campaign.library.read(
            lambda repos: repos.summaries.in_force(self.session, head=head)
        )
        story = found.story
        return (
            [(one.stretch.first_turn, one.stretch.last_turn) for one in found.chapters],
            story and (story.stretch.first_turn, story.stretch.last_turn),
        )

    async def tasks(self, *statuses):
        """Return the tasks that sum up, the oldest first."""
        found = await self.campaign.tasks(TaskType.SUMMARIZE)
        return [one for one in reversed(found) if not statuses or one.status in statuses]

    async def parts(self):
        """Return what the author sees."""
        return await self.campaign.summaries.story_so_far(self.session)


@pytest.fixture
def telling(campaign):
    return Telling(campaign)
