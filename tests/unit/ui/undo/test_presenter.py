import asyncio

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import SessionId
from loredesk.ui.undo.command import Command
from loredesk.ui.undo.presenter import LONGEST, UndoPresenter

HERE, ELSEWHERE = SessionId("here"), SessionId("elsewhere")


class Screen:
    """What is offered, and what is said."""

    def __init__(self):
        self.states = []
        self.told = []

    @property
    def state(self):
        return self.states[-1]

    def show_state(self, state):
        self.states.append(state)

    def tell(self, notice, remedy):
        self.told.append((notice, remedy))


class Diary:
    """Commands that write down which way they were taken."""

    def __init__(self):
        self.lines = []
        self.gate = None
        self.problem = None

    def command(self, text, session_id=None):
        async def write(line):
            if self.gate is not None:
                await self.gate.wait()
            if self.problem is not None:
                raise self.problem
            self.lines.append(line)

        return Command(
            text=text,
            undo=lambda: write(f"undo {text}"),
            redo=lambda: write(f"redo {text}"),
            session_id=session_id,
        )


async def settled():
    for _ in range(20):
        await asyncio.sleep(0)


@pytest.fixture
def screen():
    return Screen()


@pytest.fixture
def diary():
    return Diary()


@pytest.fixture
async def undo(screen):
    presenter = UndoPresenter(view=screen, tell=screen.tell)
    presenter.enter(HERE)
    yield presenter
    await presenter.aclose()


async def test_what_was_done_is_offered_and_taken_back_the_last_first(undo, screen, diary):
    undo.done(diary.command("a"))
    undo.done(diary.command("b"))

    undo.undo()
    undo.undo()
    await settled()

    assert diary.lines == ["undo b", "undo a"]
    assert (screen.state.steps, screen.state.position) == (("a", "b"), 0)


async def test_what_was_taken_back_can_be_done_again_in_its_order(undo, screen, diary):
    undo.done(diary.command("a"))
    undo.done(diary.command("b"))
    for wish in (undo.undo, undo.undo, undo.redo, undo.redo):
        wish()
    await settled()

    assert diary.lines == ["undo b", "undo a", "redo a", "redo b"]
    assert screen.state.position == 2


async def test_doing_something_new_ends_what_could_be_done_again(undo, screen, diary):
    undo.done(diary.command("a"))
    undo.undo()
    await settled()

    undo.done(diary.command("b"))

    assert screen.state.steps == ("b",)
    undo.redo()
    await settled()
    assert diary.lines == ["undo a"]


async def test_steps_are_taken_one_at_a_time(undo, screen, diary):
    diary.gate = asyncio.Event()
    undo.done(diary.command("a"))
    undo.done(diary.command("b"))
    undo.undo()
    undo.undo()
    await settled()

    assert diary.lines == []
    assert screen.state.position == 2
    diary.gate.set()
    await settled()

    assert diary.lines == ["undo b", "undo a"]
    assert screen.state.position == 0


async def test_a_step_that_fails_stays_and_says_why(undo, screen, diary):
    undo.done(diary.command("a"))
    undo.done(diary.command("b"))
    diary.problem = UserFixableError("The entry was changed since.", hint="Open it.")

    undo.undo()
    undo.undo()
    await settled()

    assert (screen.state.steps, screen.state.position) == (("a", "b"), 2)
    notice, _ = screen.told[0]
    assert notice.sentence == "The entry was changed since."
    assert "\u201cb\u201d could not be undone" in notice.hint
    assert len(screen.told) == 1, "the wishes behind a failed step are dropped"


async def test_a_step_that_cannot_be_taken_can_be_left_out(undo, screen, diary):
    undo.done(diary.command("a"))
    undo.done(diary.command("b"))
    diary.problem = UserFixableError("No.", hint="Never.")
    undo.undo()
    await settled()
    diary.problem = None

    screen.told[0][1]()
    undo.undo()
    await settled()

    assert diary.lines == ["undo a"]


async def test_the_steps_of_another_session_are_neither_offered_nor_taken(undo, screen, diary):
    undo.done(diary.command("for all"))
    undo.done(diary.command("there", ELSEWHERE))

    assert screen.state.steps == ("for all",)
    undo.undo()
    await settled()
    assert diary.lines == ["undo for all"]

    undo.enter(ELSEWHERE)

    assert (screen.state.steps, screen.state.position) == (("there", "for all"), 1)


async def test_nothing_happens_where_there_is_nothing_to_take_back(undo, screen):
    undo.undo()
    undo.redo()
    await settled()

    assert screen.state.steps == ()
    assert not screen.told


async def test_the_oldest_steps_are_forgotten(undo, screen, diary):
    for number in range(LONGEST + 3):
        undo.done(diary.command(str(number)))

    assert len(screen.state.steps) == LONGEST
    assert screen.state.steps[0] == "3"


async def test_a_bug_in_a_step_leaves_the_stack_as_it_was(undo, screen, diary):
    undo.done(diary.command("a"))
    diary.problem = RuntimeError("boom")

    undo.undo()
    await settled()

    assert screen.state.position == 1
    assert "did not expect" in screen.told[0][0].sentence


async def test_one_step_can_be_taken_back_also_where_others_were_done_since(undo, screen, diary):
    first = diary.command("a")
    undo.done(first)
    undo.done(diary.command("b"))

    undo.take_back(first)
    undo.take_back(first)
    await settled()

    assert diary.lines == ["undo a"]
    assert (screen.state.steps, screen.state.position) == (("b", "a"), 1)
