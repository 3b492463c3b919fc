from dataclasses import replace

import pytest

from loredesk.domain.branches import Branch
from loredesk.domain.ids import BranchId, MessageId, SessionId, WorldId
from loredesk.domain.lore import World
from loredesk.domain.messages import LineShift, Message, Role, Session
from loredesk.domain.tasks import NewTask, TaskStatus, TaskType

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


async def test_of_a_line_only_the_last_messages_can_be_read(store):
    def ends(repos):
        found = {}
        for last in (1, 2, 5, 9, None):
            line = repos.messages.line(MessageId("gone"), last=last)
            found[last] = [one.id for one in line]
        return found

    whole = ["opening", "knock", "closed", "leave", "gone"]
    assert await store.read(ends) == {
        1: whole[-1:],
        2: whole[-2:],
        5: whole,
        9: whole,
        None: whole,
    }


async def test_what_is_below_a_message_goes_into_the_trash_with_it_and_comes_back_with_it(
    store, noon
):
    def delete(repos):
        repos.messages.put_in_trash(MessageId("gone"), noon)
        repos.messages.put_in_trash(MessageId("closed"), noon)
        return (
            {one.id for one in repos.messages.of_session(SESSION)},
            repos.messages.deleted(SESSION),
            repos.messages.get(MessageId("leave")).deleted_at,
            len(repos.messages.of_session(SESSION, trash=True)),
        )

    def restore(repos):
        repos.messages.take_from_trash(MessageId("closed"))
        return (
            {one.id for one in repos.messages.of_session(SESSION)},
            repos.messages.deleted(SESSION),
            repos.messages.newest_below(MessageId("closed")),
        )

    assert await store.write(delete) == (
        {"opening", "knock", "open"},
        {"closed", "gone"},
        noon,
        len(TREE),
    )
    assert await store.write(restore) == (set(TREE) - {"gone"}, {"gone"}, "leave")


async def test_the_newest_other_take_is_one_that_is_not_in_the_trash(store, noon):
    def takes(repos):
        found = [repos.messages.other_take(repos.messages.get(MessageId("open")))]
        repos.messages.put_in_trash(MessageId("closed"), noon)
        found.append(repos.messages.other_take(repos.messages.get(MessageId("open"))))
        found.append(repos.messages.other_take(repos.messages.get(MessageId("opening"))))
        return found

    assert await store.write(takes) == ["closed", None, None]


async def test_a_branch_is_carried_along_and_gone_while_its_tip_is_in_the_trash(store, noon):
    branch = Branch(
        id=BranchId("b"), session_id=SESSION, name="Mine", tip=MessageId("leave"), created_at=noon
    )

    def work(repos):
        repos.branches.add(branch)
        repos.branches.carry(MessageId("leave"), MessageId("gone"))
        repos.branches.rename(branch.id, "Ours")
        here = repos.branches.of_session(SESSION)
        repos.messages.put_in_trash(MessageId("gone"), noon)
        gone = repos.branches.of_session(SESSION), list(repos.branches.names(SESSION))
        repos.branches.drop(branch.id)
        return here, gone, list(repos.branches.names(SESSION))

    here, gone, names = await store.write(work)

    assert here == (replace(branch, name="Ours", tip=MessageId("gone"), turn=2),)
    assert (gone, names) == (((), ["Ours"]), [])


async def test_work_is_put_aside_with_its_message_and_goes_on_where_it_stopped(library, store):
    new = NewTask(
        task_type=TaskType.ANALYZE_TURN, session_id=SESSION, anchor=MessageId("gone"), priority=3
    )
    before = await library.add_task(new)

    async def at(work):
        moved = await store.write(work)
        return [(one.id, one.status) for one in moved], await store.read(
            lambda repos: repos.queue.waiting_for([MessageId("gone")])
        )

    anchors = [MessageId("gone"), MessageId("open")]
    assert await at(lambda repos: repos.tasks.unpark(anchors)) == ([], 1)
    parked = await at(lambda repos: repos.tasks.park(anchors))
    assert parked == ([(before.id, TaskStatus.PARKED)], 0)
    back = await at(lambda repos: repos.tasks.unpark(anchors))
    assert back == ([(before.id, TaskStatus.PENDING)], 1)
    assert await library.task(before.id) == before
