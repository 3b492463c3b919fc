"""Measuring which entries of a world are found for a text.

What is always on stands in every prompt, whatever is asked: where a question does not ask for it,
it is taken out of every order, since its place there says nothing of how well is searched.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loredesk.domain.entry_questions import EntryQuestion
from loredesk.domain.evaluations import Progress
from loredesk.domain.ids import LoreId, WorldId
from loredesk.domain.lore import LoreEntry, composite, name_key
from loredesk.domain.measures import Wanted
from loredesk.domain.tokens import estimate_tokens
from loredesk.recall.engine import ALL_STAGES, Query, RecallEngine
from loredesk.services.evaluation.bench import Tell
from loredesk.services.evaluation.second_look import SecondLook
from loredesk.services.evaluation.tally import Asked, Tally

FRAME_TOKENS = 24
"""What the frame around an entry costs in a prompt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryResult:
    """What the questions about a world came to."""

    tally: Tally
    skipped: int
    """Names that no entry has."""


class EntryRuns:
    """Asks for entries, by every stage of recall together and by each alone."""

    def __init__(self, recall: RecallEngine, look: SecondLook, *, tell: Tell) -> None:
        self._recall = recall
        self._look = look
        self._tell = tell

    async def measured(
        self,
        questions: Sequence[EntryQuestion],
        world_id: WorldId,
        entries: Sequence[LoreEntry],
    ) -> EntryResult:
        """Return what all questions about a world came to; each kind of question is a group."""
        tally, skipped = Tally(), 0
        by_name, by_id = _by_name(entries), {entry.id: entry for entry in entries}
        costs: dict[str, int] = {entry.id: entry_tokens(entry) for entry in entries}
        texts: dict[str, str] = {entry.id: entry.content for entry in entries}
        always = {entry.id for entry in entries if entry.always_on}
        titles: dict[str, str] = {entry.id: entry.title for entry in entries}
        for done, question in enumerate(questions):
            self._tell(Progress(doing="asking", done=done, total=len(questions)))
            known = [by_name[name_key(one)] for one in question.entries if name_key(one) in by_name]
            skipped += len(question.entries) - len(known)
            if not known:
                continue
            asked = Asked(
                text=question.text,
                wanted=tuple(
                    Wanted(name=one, carriers=frozenset({one})) for one in dict.fromkeys(known)
                ),
                costs=costs,
                texts=texts,
                names=titles,
                groups=(question.kind,) if question.kind else (),
            )
            orders = await self._orders(question.text, world_id, by_id)
            seen = (costs.keys() - always) | set(known)
            tally.add(
                asked,
                {stage: [one for one in order if one in seen] for stage, order in orders.items()},
            )
        self._tell(Progress(doing="asking", done=len(questions), total=len(questions)))
        return EntryResult(tally=tally, skipped=skipped)

    async def _orders(
        self, text: str, world_id: WorldId, entries: Mapping[LoreId, LoreEntry]
    ) -> dict[str, list[str]]:
        orders: dict[str, list[str]] = {}
        for stage in sorted(ALL_STAGES):
            query = Query(world_id=world_id, session_id=None, text=text, stages=frozenset({stage}))
            orders[stage] = [one.entry_id for one in await self._recall.find(query)]
        found = await self._recall.find(Query(world_id=world_id, session_id=None, text=text))
        looked = await self._look.at(text, found=found, entries=entries)
        return {**orders, **{stage: list(seen.entries) for stage, seen in looked.items()}}


def entry_tokens(entry: LoreEntry) -> int:
    """Return what an entry costs in a prompt."""
    words = (entry.title, composite(entry.content, ""), *entry.aliases)
    return FRAME_TOKENS + sum(map(estimate_tokens, words))


def _by_name(entries: Sequence[LoreEntry]) -> Mapping[str, LoreId]:
    """Return the entries by handle, alias and title; a title counts before all others' aliases."""
    found: dict[str, LoreId] = {}
    for entry in entries:
        for alias in (entry.handle, *entry.aliases):
            found.setdefault(name_key(alias), entry.id)
    return {**found, **{name_key(entry.title): entry.id for entry in entries}}
