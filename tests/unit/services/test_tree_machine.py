"""A tree worked at random: whatever is done, every message knows its place.

A state machine over a real database file, beside a plain model of the tree: after each step the
line, the turns, the depths and the trash are what the model says they are.
"""

import itertools
import tempfile
from dataclasses import dataclass
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select

from loredesk.domain.ids import MessageId, SessionId, WorldId
from loredesk.domain.lore import World
from loredesk.domain.messages import Message, Role, Session
from loredesk.services import branching, pruning
from loredesk.services.comparing import compared
from loredesk.services.documents import DocumentKeeper
from loredesk.services.timeline import Timeline
from loredesk.storage.engine import open_writer
from loredesk.storage.repos import SqlRepos
from loredesk.storage.schema.story import messages as table
from tests.fakes.library import EMBEDDER, CountedIds, HandClock, new_database

SESSION = SessionId("s")


@dataclass
class Place:
    """What the model knows of a message."""

    parent: str | None
    role: Role
    number: int
    deleted_with: str | None = None


class TreeMachine(RuleBasedStateMachine):
    """Writes, moves, edits, deletes, restores and branches at random."""

    @initialize()
    def begin(self):
        self.folder = tempfile.TemporaryDirectory()
        self.clock = HandClock()
        self.engine = open_writer(new_database(Path(self.folder.name)))
        with self.engine.connect() as connection:
            connection.connection.dbapi_connection.execute("PRAGMA synchronous = OFF")
        self.new_id = CountedIds()
        self.numbers = itertools.count(1)
        self.timeline = Timeline(
            documents=DocumentKeeper(new_id=self.new_id, embedding_model=lambda: EMBEDDER),
            new_id=self.new_id,
        )
        self.model: dict[str, Place] = {}
        self.tips: dict[str, str] = {}
        self.head: str | None = None

        def work(repos):
            repos.worlds.add(World(id=WorldId("w"), title="Underquay"))
            repos.sessions.add(Session(id=SESSION, world_id=WorldId("w"), title="The Key"))

        self.write(work)
        self.add(None, Role.NARRATOR)

    def teardown(self):
        self.engine.dispose()
        self.folder.cleanup()

    def write(self, work):
        with self.engine.begin() as connection:
            return work(SqlRepos(connection, now=self.clock.now))

    # The model

    def path(self, name):
        path = []
        while name is not None:
            path.append(name)
            name = self.model[name].parent
        return path[::-1]

    def shown(self):
        return [one for one, place in self.model.items() if place.deleted_with is None]

    def below(self, name):
        return [one for one in self.model if name in self.path(one)]

    def other_takes(self, name):
        here = self.model[name]
        return [
            one
            for one in self.shown()
            if one != name
            and (self.model[one].parent, self.model[one].role)
            == (
                here.parent,
                here.role,
            )
        ]

    def keep(self, name, parent, role):
        self.model[name] = Place(parent, role, len(self.model))

    def add(self, parent, role):
        def work(repos):
            session = repos.sessions.get(SESSION)
            message = repos.messages.add(
                Message(
                    id=MessageId(f"m{next(self.numbers)}"),
                    session_id=SESSION,
                    parent_id=parent,
                    seq=0,
                    role=role,
                    speaker="",
                    text="Once.",
                )
            )
            if session.head == parent:
                self.timeline.advance(repos, session, message.id)
            else:
                self.timeline.move(repos, session, message.id)
            return message.id

        name = self.write(work)
        self.keep(name, parent, role)
        if parent == self.head:
            self.tips = {one: name if tip == parent else tip for one, tip in self.tips.items()}
        self.head = name

    def draw(self, data, names):
        return data.draw(st.sampled_from(sorted(names)))

    # What may happen

    @rule(data=st.data(), role=st.sampled_from(list(Role)))
    def write_below(self, data, role):
        self.add(self.draw(data, self.shown()), role)

    @rule(role=st.sampled_from(list(Role)))
    def play_on(self, role):
        self.add(self.head, role)

    @rule(data=st.data())
    def goto(self, data):
        name = self.draw(data, self.shown())
        self.write(lambda repos: self.timeline.move(repos, repos.sessions.get(SESSION), name))
        self.head = name

    @rule(data=st.data())
    def edit(self, data):
        name = self.draw(data, self.shown())

        def work(repos):
            text = f"Otherwise {next(self.numbers)}."
            message = repos.messages.get(name)
            return pruning.edit(repos, self.timeline, self.new_id, message, text)

        take = self.write(work).head
        self.keep(take, self.model[name].parent, self.model[name].role)
        self.head = take

    @rule(data=st.data())
    def delete(self, data):
        able = [one for one in self.shown() if self.model[one].parent or self.other_takes(one)]
        if not able:
            return
        name = self.draw(data, able)

        change = self.write(
            lambda repos: pruning.delete(repos, self.timeline, repos.messages.get(name))
        )

        if name in self.path(self.head):
            takes = self.other_takes(name)
            newest = max(takes, key=lambda one: self.model[one].number, default=None)
            self.head = newest or self.model[name].parent
        assert change.head == self.head
        for one in self.below(name):
            self.model[one].deleted_with = self.model[one].deleted_with or name

    @precondition(lambda self: any(place.deleted_with for place in self.model.values()))
    @rule(data=st.data())
    def restore(self, data):
        name = self.draw(data, [one for one, it in self.model.items() if it.deleted_with])

        change = self.write(
            lambda repos: pruning.restore(repos, self.timeline, repos.messages.get(name))
        )

        for one in reversed(self.path(name)):
            cause = self.model[one].deleted_with
            for other in self.model.values():
                if cause and other.deleted_with == cause:
                    other.deleted_with = None
        back = [one for one in self.below(name) if self.model[one].deleted_with is None]
        self.head = max(back, key=lambda one: self.model[one].number)
        assert change.head == self.head

    @rule(data=st.data())
    def undo_a_deletion(self, data):
        able = [one for one in self.shown() if self.model[one].parent or self.other_takes(one)]
        if not able:
            return
        name, here = self.draw(data, able), self.head
        before = self.rows()

        def work(repos):
            pruning.delete(repos, self.timeline, repos.messages.get(name))
            pruning.restore(repos, self.timeline, repos.messages.get(name))
            self.timeline.move(repos, repos.sessions.get(SESSION), here)

        self.write(work)
        assert self.rows() == before

    @rule(data=st.data())
    def branch(self, data):
        name = self.draw(data, self.shown())
        branch = self.write(
            lambda repos: branching.add_branch(repos, self.new_id, repos.messages.get(name), "")
        )
        self.tips[branch.id] = name

    @rule(data=st.data())
    def compare(self, data):
        one, other = self.draw(data, self.shown()), self.draw(data, self.shown())

        found = self.write(lambda repos: compared(repos, SESSION, one, other))

        common = [name for name in self.path(one) if name in self.path(other)]
        assert found.common == (common[-1] if common else None)

    # What must hold

    def rows(self):
        with self.engine.connect() as connection:
            return {row.id: row for row in connection.execute(select(table))}

    @invariant()
    def every_message_knows_its_place(self):
        if not hasattr(self, "model"):
            return
        line = self.path(self.head)
        for name, row in self.rows().items():
            path = self.path(name)
            turns = [one for one in path if self.model[one].role is Role.AUTHOR]
            assert (row.turn, row.depth) == (len(turns), len(path) - 1)
            assert row.on_line == (name in line)
            assert row.deleted_with == self.model[name].deleted_with
            assert (row.deleted_at is None) == (row.deleted_with is None)

    @invariant()
    def the_session_ends_where_it_should(self):
        if not hasattr(self, "model"):
            return
        story = self.write(
            lambda repos: (
                repos.sessions.rows()[0],
                [one.id for one in repos.messages.line(repos.sessions.get(SESSION).head)],
                repos.messages.path(self.head),
                {one.id for one in repos.messages.of_session(SESSION)},
                repos.messages.deleted(SESSION),
                {one.id: one.tip for one in repos.branches.of_session(SESSION)},
            )
        )
        row, line, path, shown, deleted, tips = story
        authors = [one for one in path if self.model[one].role is Role.AUTHOR]
        assert (row.head, row.turns) == (self.head, len(authors))
        assert line == list(path) == self.path(self.head)
        assert shown == set(self.shown())
        assert not set(line) - shown
        assert deleted == {one for one, place in self.model.items() if place.deleted_with == one}
        assert tips == {one: tip for one, tip in self.tips.items() if tip in shown}


TestTreeMachine = TreeMachine.TestCase
TestTreeMachine.settings = settings(
    max_examples=40, stateful_step_count=25, deadline=None, derandomize=True
)
