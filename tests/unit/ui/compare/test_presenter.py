import asyncio
from dataclasses import replace

import pytest

from loredesk.domain.branches import NoteDifference
from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import LoreId, MessageId
from loredesk.domain.messages import Role
from loredesk.ui.compare.presenter import ComparePresenter
from loredesk.ui.compare.state import Kind, distance_of
from tests.fakes.tree import MemoryTree


class Screen:
    def __init__(self):
        self.states = []

    @property
    def state(self):
        return self.states[-1]

    def show_state(self, state):
        self.states.append(state)


async def settled():
    for _ in range(20):
        await asyncio.sleep(0)


def message(number):
    return MessageId(f"m{number}")


@pytest.fixture
def tree():
    memory = MemoryTree()
    memory.add(Role.NARRATOR, "It rains.")
    memory.add(Role.AUTHOR, "I knock.")
    memory.add(Role.AUTHOR, "I wait.", parent=message(1))
    memory.comparison = replace(
        memory.comparison,
        common=message(1),
        one_turns=1,
        other_turns=2,
        notes=(NoteDifference(entry_id=LoreId("d"), title="Dagny", one="Well.", other="Hurt."),),
        only_one=("Odo",),
        only_other=("Mara",),
    )
    return memory


@pytest.fixture
def screen():
    return Screen()


@pytest.fixture
async def compare(screen, tree):
    presenter = ComparePresenter(view=screen, lines=tree)
    presenter.follow(tree.told())
    yield presenter
    await presenter.aclose()


async def test_two_ends_are_named_and_everything_that_differs_is_listed(compare, screen):
    compare.open(message(2), message(3))
    assert screen.state.loading
    await settled()

    state = screen.state
    assert (state.one_name, state.other_name) == (
        "Turn 1, take 1 of 2",
        "Here, turn 1, take 2 of 2",
    )
    assert [(one.kind, one.title) for one in state.differences] == [
        (Kind.NOTE, "Dagny"),
        (Kind.ONLY_ONE, "Odo"),
        (Kind.ONLY_OTHER, "Mara"),
    ]
    assert state.looked_at.one == "Well."


async def test_another_difference_can_be_looked_at(compare, screen):
    compare.open(message(2), message(3))
    await settled()

    compare.choose(1)
    assert screen.state.looked_at.title == "Odo"
    compare.choose(9)
    assert screen.state.looked_at.title == "Odo"


async def test_lines_that_cannot_be_compared_say_why(compare, tree, screen):
    tree.problem = UserFixableError("The library is gone.", hint="Open it again.")

    compare.open(message(2), message(3))
    await settled()

    assert screen.state.notice.sentence == "The library is gone."
    assert not screen.state.loading


async def test_closing_puts_it_away(compare, screen):
    compare.open(message(2), message(3))
    await settled()

    compare.close()

    assert not screen.state.open


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"common_turn": 4}, "They part after turn 4: 1 turn on the left, 2 turns on the right."),
        ({"one_turns": 0}, "The right one goes on for 2 turns after the opening."),
        ({"other_turns": 0}, "The left one goes on for 1 turn after the opening."),
        ({"one_turns": 0, "other_turns": 0}, "They part after the opening, within one turn."),
        ({"common": None}, "They begin differently: 1 turn on the left, 2 turns on the right."),
    ],
)
def test_how_far_apart_two_lines_are_is_told_in_a_sentence(tree, changes, sentence):
    assert distance_of(replace(tree.comparison, **changes)) == sentence
