"""What is learned from a generated campaign in which the author asks for what was told.

Behind the story the author asks for some of what happened in it, most often in other words, and each
reply tells that again. So it is known that replies use what was asked for, which no campaign of a
real author can say.
"""

import random
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from loredesk.bootstrap.bench.made_home import bare_home
from tests.recall.campaign.running import Sizes
from tests.recall.campaign.world import Campaign, Turn, made
from tests.recall.campaign.writing import SESSION, write

IN_OTHER_WORDS = 0.7
"""So often."""
ASKED = (
    "What has become of the one {}?",
    "Is that the one {}, whom we met?",
    "I try to remember who it was, {}.",
)


async def learn(sizes: Sizes) -> Mapping[str, Any]:
    """Make a campaign, ask for so much of it as *sizes* has probes, and learn from its session."""
    campaign = made(sizes.entries, sizes.turns, sizes.seed)
    ask(campaign, sizes.probes, random.Random(sizes.seed))
    async with bare_home() as home:
        await write(home, campaign)
        run = await home.joined.desk.evaluations.session(SESSION, learn=True)
        if home.joined.engine is not None:
            await home.joined.engine.aclose()
    lesson = run.report.lesson
    assert lesson is not None
    return {"sizes": asdict(sizes), "lesson": asdict(lesson), "remarks": list(run.report.remarks)}


def ask(campaign: Campaign, count: int, chance: random.Random) -> None:
    """Let *count* turns follow that ask for what was told in those there are."""
    news = [change.note[-1] for turn in campaign.turns for change in turn.changes]
    for _ in range(count):
        told = chance.choice(news)
        how = told.otherwise if chance.random() < IN_OTHER_WORDS else told.said
        campaign.turns.append(
            Turn(
                number=len(campaign.turns) + 1,
                asked=chance.choice(ASKED).format(how),
                reply=f"{told.told} Nobody says more.",
                place="the road",
                present=(),
                changes=(),
            )
        )
