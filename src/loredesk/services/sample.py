"""The sample world: reading it from the files that came along, and adding it to the library."""

import asyncio
from collections.abc import Callable, Mapping
from importlib.resources.abc import Traversable
from typing import Any

from ruamel.yaml import YAML

from loredesk.domain.diff import sentences
from loredesk.domain.events import WorldChanged
from loredesk.domain.ids import LinkId, LoreId, MarkId, WorldId
from loredesk.domain.knowing import SentenceMark
from loredesk.domain.lore import Link, LoreEntry, World
from loredesk.domain.quotes import find_quote
from loredesk.domain.visibility import EVERYONE, Visibility
from loredesk.domain.wording import sentence_key
from loredesk.ports.store import Repos, Store
from loredesk.services.documents import DocumentKeeper

SAMPLE = "sample"
_FACT = "sample_world"


class SampleService:
    """Adds the sample world once."""

    def __init__(
        self,
        *,
        store: Store,
        documents: DocumentKeeper,
        folder: Callable[[], Traversable],
        new_id: Callable[[], str],
    ) -> None:
        self._store = store
        self._documents = documents
        self._folder = folder
        self._new_id = new_id

    def script(self) -> str:
        """Return the turns that play the sample world, one a line."""
        return self._folder().joinpath("script.txt").read_text(encoding="utf-8")

    async def installed(self) -> World | None:
        """Return the sample world, or None where it has not been added."""
        return await self._store.read(_installed)

    async def install(self) -> World:
        """Return the sample world, adding it where it is not there yet."""
        data = await asyncio.to_thread(self._read)
        return await self._store.write(lambda repos: _installed(repos) or self._add(repos, data))

    def _read(self) -> Mapping[str, Any]:
        text = self._folder().joinpath("world.yaml").read_text(encoding="utf-8")
        data: Mapping[str, Any] = YAML(typ="safe", pure=True).load(text)
        return data

    def _add(self, repos: Repos, data: Mapping[str, Any]) -> World:
        world = World(
            id=WorldId(self._new_id()),
            title=data["title"],
            description=data["description"].strip(),
            opening=data["opening"].strip(),
            narrator=data["narrator"],
            panel_fields=tuple(data["panel_fields"]),
            created_at=repos.now,
        )
        repos.worlds.add(world)
        ids = {item["title"]: LoreId(self._new_id()) for item in data["entries"]}
        for item in data["entries"]:
            self._add_entry(repos, world, ids, item)
        for item in data["entries"]:
            for link in item.get("links", ()):
                repos.lore.add_link(
                    Link(
                        id=LinkId(self._new_id()),
                        world_id=world.id,
                        from_id=ids[item["title"]],
                        to_id=ids[link["to"]],
                        relation=link["relation"],
                    )
                )
        repos.ledger.put_fact(_FACT, world.id)
        repos.announce(WorldChanged(world_id=world.id))
        return world

    def _add_entry(
        self, repos: Repos, world: World, ids: Mapping[str, LoreId], item: Mapping[str, Any]
    ) -> None:
        entry = LoreEntry(
            id=ids[item["title"]],
            world_id=world.id,
            handle=repos.lore.next_handle(world.id, item["category"]),
            title=item["title"],
            category=item["category"],
            content=item["content"].strip(),
            tags=tuple(item.get("tags", ())),
            aliases=tuple(item.get("aliases", ())),
            always_on=item.get("always_on", False),
            visibility=_known_by(ids, item) if "known_by" in item else EVERYONE,
            created_at=repos.now,
            updated_at=repos.now,
        )
        repos.lore.add(entry, by="author")
        self._documents.entry_changed(repos, entry)
        for secret in item.get("secrets", ()):
            every = sentences(entry.content)
            said = next(one for one in every if find_quote(secret["quote"], one))
            repos.knowledge.put_mark(
                SentenceMark(
                    id=MarkId(self._new_id()),
                    entry_id=entry.id,
                    session_id=None,
                    key=sentence_key(said),
                    text=said,
                    visibility=_known_by(ids, secret),
                    created_at=repos.now,
                )
            )


def _known_by(ids: Mapping[str, LoreId], item: Mapping[str, Any]) -> Visibility:
    return Visibility.known_by(*(ids[title] for title in item["known_by"]))


def _installed(repos: Repos) -> World | None:
    world_id = repos.ledger.fact(_FACT)
    return repos.worlds.find(world_id) if world_id else None
