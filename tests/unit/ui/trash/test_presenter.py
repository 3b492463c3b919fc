import asyncio
from datetime import UTC, datetime

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import LoreId, MessageId, SessionId, WorldId
from loredesk.domain.listings import TrashItem
from loredesk.domain.messages import Role
from loredesk.ui.trash.presenter import TrashPresenter
from tests.fakes.stories import SESSION
from tests.fakes.tree import MemoryTree

WHEN = datetime(2026, 3, 4, 17, 30, tzinfo=UTC)


class Bin:
    """Keeps what was deleted, in the order it was."""

    def __init__(self):
        self.items = []
        self.problem = None

    async def contents(self, world_id=None):
        return tuple(reversed(self.items))

    async def _put(self, kind, one):
        if self.problem is not None:
            raise self.problem
        item = TrashItem(
            kind=kind, id=one, title=f"The {kind}", world_id=WorldId("w"), deleted_at=WHEN
        )
        self.items.append(item)

    async def _take(self, one):
        if self.problem is not None:
            raise self.problem
        self.items = [item for item in self.items if item.id != one]

    async def delete_entry(self, entry_id):
        await self._put("entry", entry_id)

    async def delete_session(self, session_id):
        await self._put("session", session_id)

    async def delete_world(self, world_id):
        await self._put("world", world_id)

    restore_entry = restore_session = restore_world = _take


class Screen:
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


class Notebook:
    def __init__(self):
        self.commands = []
        self.taken_back = []

    def done(self, command):
        self.commands.append(command)

    def take_back(self, command):
        self.taken_back.append(command)


async def settled():
    for _ in range(20):
        await asyncio.sleep(0)


@pytest.fixture
def rubbish():
    return Bin()


@pytest.fixture
def tree():
    memory = MemoryTree()
    memory.add(Role.NARRATOR, "It rains.")
    memory.add(Role.AUTHOR, "I knock.")
    return memory


@pytest.fixture
def screen():
    return Screen()


@pytest.fixture
def notebook():
    return Notebook()


@pytest.fixture
async def trash(screen, rubbish, tree, notebook):
    presenter = TrashPresenter(
        view=screen, trash=rubbish, tree=tree, deeds=notebook, tell=screen.tell
    )
    presenter.enter(SESSION)
    yield presenter
    await presenter.aclose()


DELETIONS = {
    "entry": lambda trash: trash.delete_entry(LoreId("1"), "Dagny"),
    "session": lambda trash: trash.delete_session(SessionId("1"), "Dagny"),
    "world": lambda trash: trash.delete_world(WorldId("1"), "Dagny"),
}


@pytest.mark.parametrize("kind", DELETIONS)
async def test_deleting_asks_nothing_and_offers_the_way_back(
    trash, rubbish, screen, notebook, kind
):
    DELETIONS[kind](trash)
    await settled()

    assert [item.kind for item in rubbish.items] == [kind]
    notice, remedy = screen.told[0]
    assert (notice.sentence, notice.action) == ("\u201cDagny\u201d is in the trash.", "Undo")
    remedy()
    assert notebook.taken_back == notebook.commands
    await notebook.commands[0].undo()
    assert rubbish.items == []
    await notebook.commands[0].redo()
    assert len(rubbish.items) == 1


async def test_what_cannot_be_deleted_says_why_and_is_not_taken_down(
    trash, rubbish, screen, notebook
):
    rubbish.problem = UserFixableError("The entry is locked.", hint="Unlock it.")

    trash.delete_entry(LoreId("1"), "Dagny")
    await settled()

    assert screen.told[0][0].sentence == "The entry is locked."
    assert notebook.commands == []


@pytest.mark.parametrize("kind", DELETIONS)
async def test_what_lies_in_the_trash_is_restored_and_that_is_taken_back(
    trash, rubbish, screen, notebook, kind
):
    DELETIONS[kind](trash)
    await settled()
    trash.open()
    await settled()
    assert [line.kind for line in screen.state.lines] == [kind]

    trash.restore()
    await settled()

    assert rubbish.items == []
    assert screen.state.lines == ()
    assert "is back" in screen.state.notice.sentence
    await notebook.commands[-1].undo()
    assert len(rubbish.items) == 1


async def test_deleted_messages_of_the_session_lie_there_too(trash, tree, screen, notebook):
    await tree.delete(SESSION, MessageId("m2"))
    trash.open()
    await settled()
    assert [line.title for line in screen.state.lines] == ["Your turn 1: I knock."]

    trash.restore()
    await settled()

    assert tree.line == ["It rains.", "I knock."]
    await notebook.commands[0].undo()
    assert tree.line == ["It rains."]


async def test_what_cannot_be_restored_stays_and_says_why(trash, rubbish, screen):
    trash.delete_entry(LoreId("1"), "Dagny")
    await settled()
    trash.open()
    await settled()
    rubbish.problem = UserFixableError("Another entry is called so.", hint="Rename that one.")

    trash.restore()
    await settled()

    assert screen.state.notice.sentence == "Another entry is called so."
    assert len(screen.state.lines) == 1
    assert screen.state.can_restore


async def test_an_empty_trash_offers_nothing(trash, screen):
    trash.open()
    await settled()

    assert not screen.state.can_restore
    trash.close()
    assert not screen.state.open
