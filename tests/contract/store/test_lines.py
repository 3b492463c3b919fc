import pytest

from loredesk.domain.ids import MessageId, SessionId, WorldId
from loredesk.domain.lore import World
from loredesk.domain.messages import LineShift, Message, Role, Session

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
async def store(library):
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

    await library.write(work)
    return library.store


async def show(store, head):
    return await store.write(lambda repos: repos.sessions.put_head(SESSION, MessageId(head)))


async def shown(store):
    return await store.read(lambda repos: repos.messages.on_line([*TREE, "nobody"]))


async def test_the_first_line_comes_as_a_whole(store):
    shift = await show(store, "gone")

    assert shift == LineShift(came=("opening", "knock", "closed", "leave", "gone"))
    assert await shown(store) == {"opening", "knock", "closed", "leave", "gone"}


async def test_moving_tells_what_left_and_what_came_and_what_both_lines_share_is_neither(store):
    await show(store, "gone")

    shift = await show(store, "open")

    assert shift == LineShift(left=("closed", "leave", "gone"), came=("open",))
    assert await shown(store) == {"opening", "knock", "open"}


async def test_going_up_the_line_only_leaves_and_going_down_only_comes(store):
    await show(store, "gone")

    assert await show(store, "knock") == LineShift(left=("closed", "leave", "gone"))
    assert await show(store, "leave") == LineShift(came=("closed", "leave"))


async def test_showing_what_is_shown_moves_nothing(store):
    await show(store, "gone")

    assert await show(store, "gone") == LineShift()


async def test_what_a_move_would_do_can_be_asked_without_moving(store):
    await show(store, "open")

    asked = await store.read(lambda repos: repos.messages.shift_to(SESSION, MessageId("gone")))

    assert asked == LineShift(left=("open",), came=("closed", "leave", "gone"))
    assert await shown(store) == {"opening", "knock", "open"}


async def test_the_line_of_another_session_stays_as_it_is(store):
    def work(repos):
        other = SessionId("other")
        repos.sessions.add(Session(id=other, world_id=WorldId("w"), title="Second"))
        first = Message(
            id=MessageId("first"),
            session_id=other,
            parent_id=None,
            seq=0,
            role=Role.AUTHOR,
            speaker="",
            text="I wake.",
        )
        repos.messages.add(first)
        return repos.sessions.put_head(other, first.id)

    await show(store, "gone")
    assert await store.write(work) == LineShift(came=("first",))
    await show(store, "open")

    assert await store.read(lambda repos: repos.messages.on_line(["first"])) == {"first"}


async def test_the_session_knows_how_many_turns_lead_to_its_head(store):
    for head, turns in (("gone", 2), ("open", 1), ("opening", 0)):
        await show(store, head)
        (row,) = await store.read(lambda repos: repos.sessions.rows())
        assert (row.head, row.turns) == (head, turns)


async def test_keeping_a_session_does_not_move_its_head(store):
    before = await store.read(lambda repos: repos.sessions.get(SESSION))
    await show(store, "gone")

    await store.write(lambda repos: repos.sessions.put(before))

    assert (await store.read(lambda repos: repos.sessions.get(SESSION))).head == "gone"


@pytest.mark.parametrize(("message", "count"), [("knock", 2), ("leave", 1), ("gone", 0)])
async def test_the_replies_to_a_message_are_counted_on_all_lines(store, message, count):
    found = await store.read(lambda repos: repos.messages.replies_to(MessageId(message)))

    assert found == count


@pytest.mark.parametrize(("message", "turn"), [("opening", 0), ("open", 1), ("gone", 2)])
async def test_a_message_knows_its_turn(store, message, turn):
    assert await store.read(lambda repos: repos.messages.turn_of(MessageId(message))) == turn
