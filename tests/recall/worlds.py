"""Measuring which entries of the hand-written worlds are found, as the product measures it."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from loredesk.bootstrap.bench.made_home import bare_home
from loredesk.bootstrap.evaluating import throw_away
from loredesk.domain.documents import embedded, passages, text_hash
from loredesk.domain.entry_questions import EntryQuestion
from loredesk.domain.ids import LoreId, WorldId
from loredesk.domain.lore import LoreEntry, World, handle_letter
from loredesk.domain.measures import Figures
from loredesk.ports.store import Repos
from loredesk.services.evaluation.bench import Bench
from loredesk.services.evaluation.entry_runs import EntryRuns
from loredesk.services.evaluation.tally import Tally

FOLDER = Path(__file__).parent.parent / "data" / "worlds"


def names() -> list[str]:
    """Return what the worlds are called."""
    return sorted(file.stem for file in FOLDER.glob("*.json"))


async def measured(name: str) -> Tally:
    """Return what all questions about a world come to, by every stage."""
    data = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    titles = {one["id"]: one["title"] for one in data["entries"]}
    questions = [
        EntryQuestion(
            text=one["text"], kind=one["kind"], entries=tuple(titles[id_] for id_ in one["entries"])
        )
        for one in data["queries"]
    ]
    async with bare_home() as home, throw_away(home.parts) as bench:
        world_id = WorldId(name)
        await bench.store.write(
            lambda repos: repos.worlds.add(World(id=world_id, title=name, created_at=repos.now))
        )
        entries = await _write(bench, world_id, data["entries"])
        runs = EntryRuns(bench.recall, bench.look, tell=lambda _progress: None)
        return (await runs.measured(questions, world_id, entries)).tally


def lines(name: str, tally: Tally) -> list[str]:
    """Return the figures of a world as lines of text."""
    rows: list[tuple[str, Figures]] = [
        *((f"{name}, {stage}", figures) for stage, figures in tally.of_stages().items()),
        *((f"{name}, {group.name}", group.figures) for group in tally.of_groups()),
    ]
    return [f"{title:24} {_shares(figures)}" for title, figures in rows]


def _shares(figures: Mapping[str, float]) -> str:
    return "  ".join(f"{name} {100 * share:5.1f}" for name, share in figures.items())


async def _write(
    bench: Bench, world_id: WorldId, told: Sequence[Mapping[str, Any]]
) -> list[LoreEntry]:
    texts = [text for one in told for text in passages(one["title"], one["content"])]
    rows = await bench.embedder.embed(list(map(embedded, texts)), purpose="document")
    vectors = {text_hash(text): row for text, row in zip(texts, rows, strict=True)}

    def work(repos: Repos) -> list[LoreEntry]:
        repos.documents.put_vectors(bench.embedder.info.model, vectors)
        return [_entry(bench, repos, world_id, one) for one in told]

    return await bench.store.write(work)


def _entry(bench: Bench, repos: Repos, world_id: WorldId, told: Mapping[str, Any]) -> LoreEntry:
    entry = LoreEntry(
        id=LoreId(f"{world_id}-{told['id']}"),
        world_id=world_id,
        handle=f"{handle_letter(told['category'])}{told['id'].removeprefix('e')}",
        title=told["title"],
        category=told["category"],
        content=told["content"],
        aliases=tuple(told["aliases"]),
        created_at=repos.now,
        updated_at=repos.now,
    )
    repos.lore.add(entry, by="author")
    bench.documents.entry_changed(repos, entry)
    return entry
