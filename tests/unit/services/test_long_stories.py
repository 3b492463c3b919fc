"""In a long session the work of a move is that of what it changes, counted and not timed."""

from dataclasses import replace

import pytest
from sqlalchemy import event

from loredesk.domain.ids import MessageId
from loredesk.domain.messages import Message, Role
from loredesk.domain.panel import Panel
from loredesk.services.documents import DocumentKeeper
from loredesk.services.places import RECENT, line_end
from loredesk.services.timeline import Timeline
from loredesk.storage.engine import open_writer
from loredesk.storage.repos import SqlRepos
from tests.fakes.library import EMBEDDER, NOON, CountedIds, new_database
from tests.fakes.long_stories import SESSION, WORLD, entry_of, reply_of, tell

SHORT, LONG = 50, 5_000
STEP = 10


class Counted:
    """A story of some length on a file, and what the database does for it."""

    def __init__(self, folder, turns):
        self.turns = turns
        folder.mkdir()
        self.engine = open_writer(new_database(folder))
        new_id = CountedIds()
        self.timeline = Timeline(
            documents=DocumentKeeper(new_id=new_id, embedding_model=lambda: EMBEDDER),
            new_id=new_id,
        )
        with self.engine.begin() as connection:
            tell(connection, turns)

    def doing(self, work):
        """Return how many statements *work* runs, and how many steps they take in SQLite."""
        statements = []
        steps = 0

        def run(_connection, _cursor, statement, *_):
            statements.append(statement)

        def step():
            nonlocal steps
            steps += STEP
            return 0

        with self.engine.begin() as connection:
            driver = connection.connection.dbapi_connection
            event.listen(self.engine, "before_cursor_execute", run)
            driver.set_progress_handler(step, STEP)
            try:
                work(SqlRepos(connection, now=lambda: NOON))
            finally:
                driver.set_progress_handler(None, 0)
                event.remove(self.engine, "before_cursor_execute", run)
        return len(statements), steps

    def move(self, head):
        return self.doing(
            lambda repos: self.timeline.move(repos, repos.sessions.get(SESSION), head)
        )

    def advance(self, name):
        def work(repos):
            session = repos.sessions.get(SESSION)
            repos.messages.add(
                Message(
                    id=MessageId(name),
                    session_id=SESSION,
                    parent_id=session.head,
                    seq=0,
                    role=Role.AUTHOR,
                    speaker="",
                    text="I wait.",
                )
            )
            self.timeline.advance(repos, session, MessageId(name))

        return self.doing(work)


@pytest.fixture(scope="module")
def stories(tmp_path_factory):
    """Return a short story and a long one."""
    folder = tmp_path_factory.mktemp("stories")
    made = [Counted(folder / str(turns), turns) for turns in (SHORT, LONG)]
    yield made
    for one in made:
        one.engine.dispose()


def assert_as_little(short, long):
    """Check that the long story took as many statements, and no more than a deeper tree costs."""
    assert long[0] == short[0]
    assert long[1] <= 1.5 * short[1]


def test_going_back_one_turn_and_forward_again_is_as_little_work_in_a_long_session(stories):
    back = [story.move(reply_of(story.turns - 1)) for story in stories]
    forward = [story.move(reply_of(story.turns)) for story in stories]

    assert_as_little(*back)
    assert_as_little(*forward)


def test_playing_on_is_as_little_work_in_a_long_session(stories):
    assert_as_little(*[story.advance("next") for story in stories])
    for story in stories:
        story.move(reply_of(story.turns))


def test_asking_what_a_session_sees_is_as_little_work_whatever_its_line_is_long(stories):
    def ask(repos):
        repos.lore.own_names(SESSION)
        repos.messages.on_line([reply_of(1), reply_of(2)])
        repos.messages.turn_of(reply_of(40))
        repos.messages.shift_to(SESSION, reply_of(repos.messages.turn_of(head) - 1))

    counts = []
    for story in stories:
        head = reply_of(story.turns)
        counts.append(story.doing(ask))

    assert_as_little(*counts)


def test_reading_the_end_of_a_long_line_is_as_little_work(stories):
    def ask(story):
        return lambda repos: repos.messages.line(reply_of(story.turns), last=20)

    assert_as_little(*[story.doing(ask(story)) for story in stories])


def test_the_end_of_a_line_reaches_back_to_where_the_scene_was_last_told(stories):
    with stories[1].engine.begin() as connection:
        repos = SqlRepos(connection, now=lambda: NOON)
        head = reply_of(LONG)
        assert len(line_end(repos, head)) == 2 * LONG

        told = repos.messages.get(reply_of(LONG - 3))
        repos.messages.put(replace(told, panel=Panel(time="dusk")))
        assert len(line_end(repos, head)) == RECENT
        assert len(line_end(repos, head, at_least=8)) == 8
        assert len(line_end(repos, head, at_least=4)) == 2 * LONG
        assert len(line_end(repos, reply_of(2))) == 4
        repos.messages.put(told)


def test_a_move_in_a_long_session_still_changes_exactly_what_it_must(stories):
    story = stories[1]

    def read(repos):
        notes = repos.notes.all_current(SESSION)
        parked = [one.anchor for one in repos.queue.listed() if one.status.value == "parked"]
        return notes.keys(), parked, repos.sessions.rows(WORLD)[0].turns

    with story.engine.begin() as connection:
        repos = SqlRepos(connection, now=lambda: NOON)
        change = story.timeline.move(repos, repos.sessions.get(SESSION), reply_of(LONG - 10))
        notes, parked, turns = read(repos)
        left = {entry_of(turn) for turn in range(LONG - 9, LONG + 1)}
        assert {one.entry_id for one in change.out_of_force} == left
        assert len(notes) == LONG - 10
        assert not left & notes
        assert (parked, turns) == ([reply_of(LONG)], LONG - 10)

        back = story.timeline.move(repos, repos.sessions.get(SESSION), reply_of(LONG))
        notes, parked, turns = read(repos)
        assert {one.entry_id for one in back.in_force} == left
        assert (len(notes), parked, turns) == (LONG, [], LONG)
