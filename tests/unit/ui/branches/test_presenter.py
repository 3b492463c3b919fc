import asyncio

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import MessageId
from loredesk.domain.messages import Role
from loredesk.ui.branches.presenter import BranchesPresenter
from loredesk.ui.branches.state import MOST_UNNAMED
from tests.fakes.stories import SESSION
from tests.fakes.tree import MemoryTree


class Screen:
    def __init__(self):
        self.states = []

    @property
    def state(self):
        return self.states[-1]

    def show_state(self, state):
        self.states.append(state)


class Moves:
    def __init__(self):
        self.wished = []

    def act(self, action, message_id):
        self.wished.append((action, message_id))

    def name(self, message_id, name):
        self.wished.append((name, message_id))


class Notebook:
    def __init__(self):
        self.commands = []

    def done(self, command):
        self.commands.append(command)


async def settled():
    for _ in range(20):
        await asyncio.sleep(0)


def message(number):
    return MessageId(f"m{number}")


@pytest.fixture
async def tree():
    memory = MemoryTree()
    memory.add(Role.NARRATOR, "It rains.")
    memory.add(Role.AUTHOR, "I knock.")
    memory.add(Role.NARRATOR, "It opens.\n\nIt is dark.\n")
    await memory.branch(SESSION, message(3), "The door")
    memory.add(Role.AUTHOR, "I wait.", parent=message(1))
    return memory


@pytest.fixture
def screen():
    return Screen()


@pytest.fixture
def moves():
    return Moves()


@pytest.fixture
def notebook():
    return Notebook()


@pytest.fixture
def compared():
    return []


@pytest.fixture
async def branches(screen, tree, moves, notebook, compared):
    presenter = BranchesPresenter(
        view=screen,
        branches=tree,
        moves=moves,
        compare=lambda one, other: compared.append((one, other)),
        deeds=notebook,
    )
    presenter.follow(tree.told())
    await settled()
    yield presenter
    await presenter.aclose()


async def test_named_branches_come_first_and_then_the_other_ends(branches, screen):
    rows = screen.state.rows

    assert [(row.name, row.turn, row.last_line) for row in rows] == [
        ("The door", 1, "It is dark."),
        ("", 1, "You: I wait."),
    ]
    assert [row.is_here for row in rows] == [False, True]


async def test_going_to_a_branch_is_a_move_like_any_other(branches, moves):
    branches.choose(["b1"])

    branches.go()

    assert moves.wished == [("message.goto", message(3))]


async def test_where_the_story_stands_one_need_not_go(branches, moves):
    branches.choose([message(4)])

    branches.go()

    assert moves.wished == []


async def test_two_branches_are_compared_and_one_with_where_the_story_stands(branches, compared):
    branches.choose(["b1"])
    branches.compare()
    branches.choose(["b1", message(4)])
    branches.compare()

    assert compared == [(message(3), message(4))] * 2


async def test_of_more_than_two_the_last_two_count(branches, screen):
    branches.choose(["x", "b1", message(4)])

    assert [row.key for row in screen.state.picked] == ["b1", message(4)]


async def test_a_branch_is_renamed_and_that_is_taken_back(branches, tree, screen, notebook):
    branches.choose(["b1"])
    branches.name("The open door")
    await settled()

    assert screen.state.rows[0].name == "The open door"
    await notebook.commands[0].undo()
    assert screen.state.rows[0].name == "The door"
    await notebook.commands[0].redo()
    assert screen.state.rows[0].name == "The open door"


async def test_an_end_without_a_name_gets_its_first_one_as_a_move(branches, moves):
    branches.choose([message(4)])

    branches.name("Waiting")

    assert moves.wished == [("Waiting", message(4))]


async def test_the_line_the_story_stands_on_can_be_named(branches, moves):
    branches.name_here(" Here ")

    assert moves.wished == [("Here", message(4))]


async def test_forgetting_a_name_leaves_the_end_and_is_taken_back(branches, tree, screen, notebook):
    branches.choose(["b1"])
    branches.drop()
    await settled()
    assert [row.name for row in screen.state.rows] == ["", ""]

    await notebook.commands[0].undo()

    assert screen.state.rows[0].name == "The door"
    assert tree.session.head == message(4), "the story stays where it was"
    await notebook.commands[0].redo()
    assert tree.named == {}


async def test_a_name_that_is_taken_is_refused_with_a_sentence(branches, tree, screen, notebook):
    await tree.branch(SESSION, message(3), "Other")
    branches.choose(["b1"])

    branches.name("Other")
    await settled()

    assert "already" in screen.state.notice.sentence
    assert notebook.commands == []


async def test_a_library_that_cannot_be_read_says_so(branches, tree, screen):
    tree.problem = UserFixableError("The library is gone.", hint="Open it again.")

    branches.follow(tree.told())
    await settled()

    assert screen.state.notice.sentence == "The library is gone."
    branches.dismiss()
    assert screen.state.notice is None


async def test_a_session_with_many_takes_lists_only_the_latest_ends(branches, tree, screen):
    for number in range(MOST_UNNAMED + 5):
        tree.add(Role.NARRATOR, f"Take {number}.", parent=message(4))
    branches.follow(tree.told())
    await settled()

    unnamed = [row for row in screen.state.rows if row.branch_id is None]
    assert len(unnamed) == MOST_UNNAMED
    assert unnamed[0].last_line == f"Take {MOST_UNNAMED + 4}."


async def test_without_a_session_there_is_nothing(branches, screen):
    branches.close_session()

    assert screen.state.rows == ()
    assert not screen.state.in_session


async def test_a_long_last_line_is_cut(branches, tree, screen):
    tree.add(Role.NARRATOR, "word " * 200)
    branches.follow(tree.told())
    await settled()

    assert max(len(row.last_line) for row in screen.state.rows) < 200
