import pytest

from loredesk.domain.ids import MessageId, SessionId, WorldId
from loredesk.domain.lore import World
from loredesk.domain.messages import Message, Role, Session
from loredesk.storage.migrate import upgrade
from loredesk.storage.store import SqlStore

SESSION = SessionId("s")
TREE = {
    # An opening, a turn with two takes, and a second turn on the later take.
    "opening": (None, Role.NARRATOR),
    "knock": ("opening", Role.AUTHOR),
    "open": ("knock", Role.NARRATOR),
    "closed": ("knock", Role.NARRATOR),
    "leave": ("closed", Role.AUTHOR),
    "gone": ("leave", Role.NARRATOR),
}


@pytest.fixture
async def store(tmp_path, noon):
    upgrade(tmp_path / "loredesk.db")
    store = SqlStore(tmp_path / "loredesk.db", now=lambda: noon, publish=lambda _event: None)

    def work(repos):
        repos.worlds.add(World(id=WorldId("w"), title="Ostrel"))
        repos.sessions.add(Session(id=SESSION, world_id=WorldId("w"), title="First"))
        for name, (parent, role) in TREE.items():
            message = Message(
                id=MessageId(name),
                session_id=SESSION,
                parent_id=parent,
                seq=0,
                role=role,
                speaker="",
                text=name,
            )
            repos.messages.add(message)

    await store.write(work)
    yield store
    await store.aclose()


async def test_every_message_of_a_line_has_the_number_of_its_turn(store):
    turns = await store.read(lambda repos: repos.messages.line_turns(MessageId("gone")))

    assert list(turns.items()) == [
        ("opening", 0),
        ("knock", 1),
        ("closed", 1),
        ("leave", 2),
        ("gone", 2),
    ]


async def test_a_line_that_has_not_begun_has_no_turns(store):
    assert await store.read(lambda repos: repos.messages.line_turns(None)) == {}


@pytest.mark.parametrize(("message", "count"), [("knock", 2), ("leave", 1), ("gone", 0)])
async def test_the_replies_to_a_message_are_counted_on_all_lines(store, message, count):
    found = await store.read(lambda repos: repos.messages.replies_to(MessageId(message)))

    assert found == count


@pytest.mark.parametrize(("message", "turn"), [("opening", 0), ("open", 1), ("gone", 2)])
async def test_a_message_knows_its_turn(store, message, turn):
    assert await store.read(lambda repos: repos.messages.turn_of(MessageId(message))) == turn
