"""A library with something of everything in it, to be damaged and mended."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np

from loredesk.domain.damage import Circumstances
from loredesk.domain.ids import KnowledgeId, LinkId, ManifestId, MarkId, RedirectId, SummaryId
from loredesk.domain.knowing import Learned, SentenceMark
from loredesk.domain.listings import Finding
from loredesk.domain.lore import Link, Redirect
from loredesk.domain.manifest import Block, Manifest
from loredesk.domain.summaries import Stretch, Summary, SummaryLevel, SummarySentence
from loredesk.domain.tasks import NewTask, TaskType
from loredesk.domain.visibility import Visibility
from loredesk.domain.wording import sentence_key
from loredesk.services.audit import AuditService
from loredesk.services.mending import MendingService
from loredesk.storage.repos import SqlRepos
from tests.fakes.library import EMBEDDER, SqlLibrary

BOOT = "this-boot"


class Patient:
    """Something of everything, a mender for it, and a way to damage it."""

    def __init__(self, folder: Path) -> None:
        self.library = SqlLibrary(folder)
        self.copies: list[str] = []
        self.mending = MendingService(
            store=self.library.store,
            audit=AuditService(store=self.library.store),
            timeline=self.library.timeline,
            documents=self.library.documents,
            here=lambda: Circumstances(now=self.library.clock.now(), boot_id=BOOT, model=EMBEDDER),
            copy=self._copy,
            new_id=self.library.new_id,
        )

    async def _copy(self, reason: str) -> str:
        self.copies.append(reason)
        return reason

    async def fill(self) -> None:
        """Keep a world, a session with two lines, notes, proposals, tasks, vectors and the rest."""
        library = self.library
        self.world = await library.add_world()
        self.session = await library.add_session(self.world)
        self.mara = await library.add_entry(self.world, "Mara", "She keeps the ferry.")
        self.wick = await library.add_entry(self.world, "Wick", "A lock-boy.", aliases=("Boy",))
        self.quay = await library.add_entry(self.world, "The Quay", "Below the town.")
        turns = [await library.add_turn(self.session.id, f"I wait, {n}.") for n in range(3)]
        self.replies = [reply for _, reply in turns]
        self.newcomer = await library.add_entry(
            self.world,
            "Old Tam",
            "A beggar.",
            session_id=self.session.id,
            origin_message=self.replies[0].id,
            is_dynamically_generated=True,
        )
        self.first = await library.add_note(
            self.session.id, self.mara.id, "She waits.", anchors=frozenset({self.replies[0].id})
        )
        self.second = await library.add_note(self.session.id, self.mara.id, "She waits. It rains.")
        self.other = await library.add_note(self.session.id, self.wick.id, "He has a key.")
        self.proposal = await library.add_proposal(
            self.session.id, self.wick, self.replies[1], "He has a key. He runs."
        )
        self.task = await library.add_task(
            NewTask(
                task_type=TaskType.ANALYZE_TURN,
                session_id=self.session.id,
                anchor=self.replies[2].id,
                entity_key="turn",
                dedupe_key="turn",
            )
        )
        await library.write(self._rest)
        await library.write(self._summaries)
        await library.write(_vectors)

    def _rest(self, repos: SqlRepos) -> None:
        links = {
            "link1": (self.mara.id, self.wick.id),
            "link2": (self.mara.id, self.quay.id),
        }
        for name, (one, other) in links.items():
            repos.lore.add_link(
                Link(
                    id=LinkId(name),
                    world_id=self.world.id,
                    from_id=one,
                    to_id=other,
                    relation="knows",
                )
            )
        self._keep_knowledge(repos)
        repos.redirects.add(
            Redirect(
                id=RedirectId("merge1"),
                world_id=self.world.id,
                from_id=self.wick.id,
                to_id=self.quay.id,
                created_at=repos.now,
            )
        )
        block = Block(name="system", role="system", text="You are the narrator.", tokens=4)
        for number, reply in enumerate(self.replies):
            repos.manifests.add(
                Manifest(
                    id=ManifestId(f"manifest{number}"),
                    session_id=self.session.id,
                    message_id=reply.id,
                    tokens=4,
                    budget=100,
                    blocks=(block, Block(name="turn", role="user", text=f"{number}", tokens=1)),
                    created_at=repos.now,
                )
            )

    def _keep_knowledge(self, repos: SqlRepos) -> None:
        said = "A lock-boy."
        repos.knowledge.put_mark(
            SentenceMark(
                id=MarkId("mark1"),
                entry_id=self.wick.id,
                session_id=None,
                key=sentence_key(said),
                text=said,
                visibility=Visibility.known_by(self.mara.id),
                created_at=repos.now,
            )
        )
        repos.knowledge.add_learned(
            Learned(
                id=KnowledgeId("learned1"),
                session_id=self.session.id,
                entry_id=self.wick.id,
                who=self.quay.id,
                message_id=self.replies[1].id,
                key=sentence_key(said),
                text=said,
                created_at=repos.now,
            )
        )

    def _summaries(self, repos: SqlRepos) -> None:
        first, last = (repos.messages.line(self.replies[1].id)[at] for at in (0, -1))
        for level in SummaryLevel:
            repos.summaries.add(
                Summary(
                    id=SummaryId(f"{level}1"),
                    session_id=self.session.id,
                    level=level,
                    stretch=Stretch(
                        chapter=1, first=first.id, last=last.id, first_turn=1, last_turn=2
                    ),
                    text="Mara waited.",
                    sentences=(SummarySentence(text="Mara waited.", turns=(1, 2)),),
                    created_at=repos.now,
                )
            )

    async def aclose(self) -> None:
        """Close the file."""
        await self.library.store.aclose()

    def damage(self, *statements: str, certain: bool = True) -> None:
        """Change the file behind the back of everything that keeps it in order."""
        with closing(sqlite3.connect(self.library.file)) as connection, connection:
            for statement in statements:
                changed = connection.execute(statement.format(p=self))
                assert changed.rowcount != 0 or not certain, statement

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return what a query finds in the file."""
        with closing(sqlite3.connect(self.library.file)) as connection:
            return connection.execute(query.format(p=self)).fetchall()

    async def findings(self, *, repair: bool) -> dict[str, Finding]:
        """Return what is wrong, by kind; kinds of which there is nothing are left out."""
        found = await self.mending.examine(repair=repair)
        return {one.name.removeprefix("library: "): one for one in found if one.count}


def _vectors(repos: SqlRepos) -> None:
    texts = repos.documents.without_vector(EMBEDDER)
    some = np.array([0.6, 0.8, 0.0, 0.0], dtype="float32")
    repos.documents.put_vectors(EMBEDDER, dict.fromkeys(texts, some))
    repos.documents.put_receipts(EMBEDDER, repos.documents.hashes())
