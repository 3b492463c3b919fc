"""Changing the tree of a session by hand: edits, the trash, branches, and looking before leaping."""

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import BranchId
from loredesk.domain.messages import MessageState, Role
from loredesk.domain.tasks import NewTask, TaskStatus, TaskType
from loredesk.domain.withdrawal import Withdrawal
from tests.unit.services.conftest import collected


async def note(campaign, entry, text, *replies):
    """Let an accepted change of a note rest on *replies*."""
    anchors = frozenset(one.id for one in replies)
    return await campaign.library.add_note(campaign.session.id, entry.id, text, anchors=anchors)


async def newcomer(campaign, title, reply):
    return await campaign.add(title, session_id=campaign.session.id, origin_message=reply.id)


async def ids(campaign):
    return [one.id for one in await campaign.line()]


async def places(campaign):
    story = await campaign.stories.story(campaign.session.id)
    return {place.message.id: place for place in story.messages}


# Edits


async def test_an_edited_reply_is_another_take_and_the_old_one_stays(campaign):
    first = await campaign.turn("I knock.", "Mara opens.")
    (author, _) = await campaign.line()

    change = await campaign.stories.edit(campaign.session.id, first.id, " Nobody opens. ")

    line = await campaign.line()
    assert [one.text for one in line] == ["I knock.", "Nobody opens."]
    assert change.head == line[-1].id
    assert (line[-1].parent_id, line[-1].role, line[-1].speaker) == (
        author.id,
        Role.NARRATOR,
        first.speaker,
    )
    found = await places(campaign)
    assert [(found[one].take, found[one].takes) for one in (first.id, change.head)] == [
        (1, 2),
        (2, 2),
    ]


async def test_an_edited_reply_is_read_again(campaign):
    first = await campaign.turn("I knock.", "Mara opens.")

    change = await campaign.stories.edit(campaign.session.id, first.id, "Nobody opens.")

    (task,) = await campaign.tasks(TaskType.ANALYZE_TURN)
    assert (task.anchor, task.status) == (change.head, TaskStatus.PENDING)
    assert await campaign.tasks(TaskType.SIMULATE_WORLD) == ()


async def test_an_edited_reply_lets_the_world_live_on_where_that_is_due(campaign):
    await campaign.stories.set_simulation(campaign.session.id, 2)
    await campaign.turn()
    second = await campaign.turn()

    change = await campaign.stories.edit(campaign.session.id, second.id, "Night falls.")

    assert [one.anchor for one in await campaign.tasks(TaskType.SIMULATE_WORLD)] == [change.head]


async def test_an_edited_turn_of_the_authors_waits_for_a_reply_and_keeps_the_old_story(campaign):
    reply = await campaign.turn("I knock.", "Mara opens.")
    author = (await campaign.line())[0]

    change = await campaign.stories.edit(campaign.session.id, author.id, "I shout.")

    assert [one.text for one in await campaign.line()] == ["I shout."]
    assert await campaign.tasks() == ()
    campaign.model.then("reply", "Mara shouts back.")
    await collected(campaign.generation.regenerate(campaign.session.id, change.head))
    assert [one.text for one in await campaign.line()] == ["I shout.", "Mara shouts back."]
    await campaign.stories.goto(campaign.session.id, reply.id)
    assert [one.text for one in await campaign.line()] == ["I knock.", "Mara opens."]


async def test_an_edited_opening_is_another_beginning_and_is_not_read(campaign):
    opening = await campaign.library.add_message(campaign.session.id, Role.NARRATOR, "Once.")

    await campaign.stories.edit(campaign.session.id, opening.id, "Long ago.")

    assert [one.text for one in await campaign.line()] == ["Long ago."]
    assert await campaign.tasks() == ()


async def test_an_edit_that_changes_nothing_adds_nothing(campaign):
    reply = await campaign.turn("I knock.", "Mara opens.")

    change = await campaign.stories.edit(campaign.session.id, reply.id, " Mara opens. ")

    assert change.head == reply.id
    assert len(await places(campaign)) == 2


async def test_an_edit_withdraws_what_rested_on_the_old_words(campaign):
    mara = await campaign.add("Mara Venn")
    reply = await campaign.turn()
    revision = await note(campaign, mara, "She owes.", reply)

    change = await campaign.stories.edit(campaign.session.id, reply.id, "Nothing happens.")

    assert [one.revision for one in change.out_of_force] == [revision.id]
    assert await campaign.note(mara) == ""


async def test_a_message_cannot_be_edited_into_nothing(campaign):
    reply = await campaign.turn()

    with pytest.raises(UserFixableError, match="cannot be empty"):
        await campaign.stories.edit(campaign.session.id, reply.id, " \n")


async def test_a_reply_still_arriving_is_not_edited(campaign):
    await campaign.library.add_message(campaign.session.id, Role.AUTHOR)
    arriving = await campaign.library.add_message(
        campaign.session.id, Role.NARRATOR, state=MessageState.ARRIVING
    )

    with pytest.raises(UserFixableError, match="still arriving"):
        await campaign.stories.edit(campaign.session.id, arriving.id, "No.")


# The trash


async def test_a_deleted_message_goes_with_all_below_it_and_the_line_ends_above(campaign):
    first = await campaign.turn("I knock.", "Mara opens.")
    await campaign.turn("I enter.", "It is dark.")
    second = (await campaign.line())[2]

    change = await campaign.stories.delete(campaign.session.id, second.id)

    assert change.head == first.id
    assert [one.text for one in await campaign.line()] == ["I knock.", "Mara opens."]
    assert len(await places(campaign)) == 2


async def test_in_place_of_a_deleted_take_the_newest_other_one_is_shown(campaign):
    one = await campaign.turn("I knock.", "Mara opens.")
    two = (await campaign.stories.edit(campaign.session.id, one.id, "Nobody opens.")).head
    three = (await campaign.stories.edit(campaign.session.id, one.id, "Wick opens.")).head

    change = await campaign.stories.delete(campaign.session.id, three)

    assert change.head == two
    assert [(place.take, place.takes) for place in (await places(campaign)).values()] == [
        (1, 1),
        (1, 2),
        (2, 2),
    ]


async def test_deleting_a_take_beside_the_line_moves_nothing(campaign):
    one = await campaign.turn("I knock.", "Mara opens.")
    two = (await campaign.stories.edit(campaign.session.id, one.id, "Nobody opens.")).head

    change = await campaign.stories.delete(campaign.session.id, one.id)

    assert change.head == two
    assert (change.in_force, change.out_of_force) == ((), ())
    assert one.id not in await places(campaign)


async def test_a_deleted_message_comes_back_with_all_that_went_with_it_and_is_shown(campaign):
    mara = await campaign.add("Mara Venn")
    await campaign.turn("I knock.", "Mara opens.")
    reply = await campaign.turn("I enter.", "It is dark.")
    revision = await note(campaign, mara, "She owes.", reply)
    before = await ids(campaign)

    gone = await campaign.stories.delete(campaign.session.id, before[1])
    assert await campaign.note(mara) == ""
    back = await campaign.stories.restore(campaign.session.id, before[1])

    assert await ids(campaign) == before
    assert await campaign.note(mara) == "She owes."
    assert [one.revision for one in gone.out_of_force] == [revision.id]
    assert [one.revision for one in back.in_force] == [revision.id]


async def test_what_was_deleted_before_stays_in_the_trash_when_what_it_hung_on_comes_back(campaign):
    await campaign.turn("I knock.", "Mara opens.")
    await campaign.turn("I enter.", "It is dark.")
    line = await ids(campaign)
    await campaign.stories.delete(campaign.session.id, line[3])
    await campaign.stories.delete(campaign.session.id, line[1])

    await campaign.stories.restore(campaign.session.id, line[1])

    assert await ids(campaign) == line[:3]
    deleted = await campaign.stories.deleted(campaign.session.id)
    assert [place.message.id for place in deleted] == [line[3]]


async def test_restoring_what_hangs_on_something_deleted_brings_that_back_too(campaign):
    await campaign.turn("I knock.", "Mara opens.")
    await campaign.turn("I enter.", "It is dark.")
    line = await ids(campaign)
    await campaign.stories.delete(campaign.session.id, line[3])
    await campaign.stories.delete(campaign.session.id, line[1])

    await campaign.stories.restore(campaign.session.id, line[3])

    assert await ids(campaign) == line
    assert await campaign.stories.deleted(campaign.session.id) == ()


async def test_the_trash_lists_what_was_deleted_with_its_turn_and_not_what_went_along(campaign):
    await campaign.turn("I knock.", "Mara opens.")
    await campaign.turn("I enter.", "It is dark.")
    line = await ids(campaign)
    await campaign.stories.delete(campaign.session.id, line[2])

    (place,) = await campaign.stories.deleted(campaign.session.id)

    assert (place.message.text, place.turn, place.on_line) == ("I enter.", 2, False)
    assert place.message.deleted_at == campaign.library.clock.now()


async def test_the_only_beginning_of_a_session_cannot_be_deleted(campaign):
    await campaign.turn()
    first = (await ids(campaign))[0]

    for ask in (campaign.stories.delete, campaign.stories.preview_delete):
        with pytest.raises(UserFixableError, match="first message") as refused:
            await ask(campaign.session.id, first)
        assert "another session" in refused.value.hint


async def test_of_two_beginnings_one_can_be_deleted(campaign):
    opening = await campaign.library.add_message(campaign.session.id, Role.NARRATOR, "Once.")
    other = (await campaign.stories.edit(campaign.session.id, opening.id, "Long ago.")).head

    change = await campaign.stories.delete(campaign.session.id, other)

    assert change.head == opening.id


async def test_nothing_is_done_with_what_is_in_the_trash_but_restoring_it(campaign):
    await campaign.turn()
    first, reply = await ids(campaign)
    stories, session = campaign.stories, campaign.session.id
    await stories.delete(session, reply)

    for doing in (
        stories.goto(session, reply),
        stories.preview(session, reply),
        stories.edit(session, reply, "No."),
        stories.delete(session, reply),
        stories.preview_delete(session, reply),
        stories.branch(session, reply),
        stories.compare(session, first, reply),
        collected(campaign.generation.regenerate(session, reply)),
    ):
        with pytest.raises(UserFixableError, match="in the trash"):
            await doing


async def test_what_is_not_in_the_trash_cannot_be_restored(campaign):
    reply = await campaign.turn()

    with pytest.raises(UserFixableError, match="not in the trash"):
        await campaign.stories.restore(campaign.session.id, reply.id)


async def test_messages_of_another_session_are_refused(campaign):
    reply = await campaign.turn()
    other = await campaign.library.add_session(campaign.world)

    for doing in (
        campaign.stories.goto(other.id, reply.id),
        campaign.stories.restore(other.id, reply.id),
    ):
        with pytest.raises(UserFixableError, match="belongs to another session"):
            await doing


async def test_nothing_is_deleted_above_a_reply_that_is_arriving(campaign):
    reply = await campaign.turn()
    await campaign.library.add_message(campaign.session.id, Role.AUTHOR)
    await campaign.library.add_message(
        campaign.session.id, Role.NARRATOR, state=MessageState.ARRIVING
    )

    with pytest.raises(UserFixableError, match="still arriving"):
        await campaign.stories.delete(campaign.session.id, reply.id)

    assert await campaign.stories.deleted(campaign.session.id) == ()


async def test_work_for_a_deleted_turn_waits_until_it_is_restored(campaign):
    reply = await campaign.turn()
    task = await campaign.library.add_task(
        NewTask(task_type=TaskType.ANALYZE_TURN, session_id=campaign.session.id, anchor=reply.id)
    )

    await campaign.stories.delete(campaign.session.id, reply.id)
    assert await campaign.status_of(task) == [TaskStatus.PARKED]

    await campaign.stories.restore(campaign.session.id, reply.id)
    assert await campaign.status_of(task) == [TaskStatus.PENDING]


# Branches


async def test_a_branch_begins_at_a_message_and_is_shown(campaign):
    reply = await campaign.turn()
    await campaign.turn()

    branch = await campaign.stories.branch(campaign.session.id, reply.id, " The quiet way ")

    assert (branch.name, branch.tip, branch.turn) == ("The quiet way", reply.id, 1)
    assert (await ids(campaign))[-1] == reply.id
    assert await campaign.stories.branches(campaign.session.id) == (branch,)


async def test_playing_on_carries_the_tip_of_a_branch_along_and_taking_another_way_does_not(
    campaign,
):
    reply = await campaign.turn()
    await campaign.stories.branch(campaign.session.id, reply.id, "Mine")
    last = await campaign.turn()

    (branch,) = await campaign.stories.branches(campaign.session.id)
    assert (branch.tip, branch.turn) == (last.id, 2)

    await campaign.stories.goto(campaign.session.id, reply.id)
    await campaign.turn()
    await campaign.stories.edit(campaign.session.id, last.id, "Otherwise.")
    assert (await campaign.stories.branches(campaign.session.id))[0].tip == last.id


async def test_a_branch_without_a_name_is_called_after_its_turn(campaign):
    reply = await campaign.turn()

    names = [(await campaign.stories.branch(campaign.session.id, reply.id)).name for _ in range(3)]

    assert names == ["Branch from turn 1", "Branch from turn 1 (2)", "Branch from turn 1 (3)"]


async def test_two_branches_of_a_session_are_never_called_the_same(campaign):
    reply = await campaign.turn()
    stories, session = campaign.stories, campaign.session.id
    await stories.branch(session, reply.id, "Mine")
    other = await stories.branch(session, reply.id, "Yours")

    with pytest.raises(UserFixableError, match="called 'Mine' already"):
        await stories.branch(session, reply.id, " Mine ")
    with pytest.raises(UserFixableError, match="called 'Mine' already"):
        await stories.rename_branch(other.id, "Mine")


async def test_a_branch_is_renamed_also_to_what_it_is_called(campaign):
    reply = await campaign.turn()
    branch = await campaign.stories.branch(campaign.session.id, reply.id, "Mine")

    for name in ("Mine", " Ours "):
        await campaign.stories.rename_branch(branch.id, name)

    assert [one.name for one in await campaign.stories.branches(campaign.session.id)] == ["Ours"]
    with pytest.raises(UserFixableError, match="needs a name"):
        await campaign.stories.rename_branch(branch.id, "  ")


async def test_dropping_a_branch_forgets_the_name_only(campaign):
    reply = await campaign.turn()
    branch = await campaign.stories.branch(campaign.session.id, reply.id, "Mine")

    await campaign.stories.drop_branch(branch.id)

    assert await campaign.stories.branches(campaign.session.id) == ()
    assert reply.id in await places(campaign)
    with pytest.raises(UserFixableError, match="no branch"):
        await campaign.stories.drop_branch(BranchId("gone"))


async def test_a_branch_goes_into_the_trash_and_comes_back_with_its_tip(campaign):
    reply = await campaign.turn()
    branch = await campaign.stories.branch(campaign.session.id, reply.id)

    await campaign.stories.delete(campaign.session.id, reply.id)
    assert await campaign.stories.branches(campaign.session.id) == ()

    await campaign.stories.restore(campaign.session.id, reply.id)
    assert await campaign.stories.branches(campaign.session.id) == (branch,)


# Looking before leaping


async def test_a_preview_says_what_leaving_withdraws_and_changes_nothing(campaign):
    mara, wick = await campaign.add("Mara Venn"), await campaign.add("Wick")
    first = await campaign.turn()
    await note(campaign, mara, "She owes.", first)
    second = await campaign.turn()
    await note(campaign, mara, "She owes. She paid.", second)
    await note(campaign, wick, "He saw it.", second)
    await newcomer(campaign, "Old Tam", second)
    await campaign.library.add_task(
        NewTask(task_type=TaskType.ANALYZE_TURN, session_id=campaign.session.id, anchor=second.id)
    )
    before = await ids(campaign)

    found = await campaign.stories.preview(campaign.session.id, first.id)

    assert (found.changes, found.newcomers, found.returning, found.tasks) == (2, ("Old Tam",), 0, 1)
    assert found.sentence() == "This withdraws 2 changes and 1 newcomer."
    assert await ids(campaign) == before
    assert await campaign.note(mara) == "She owes. She paid."


async def test_a_preview_says_what_going_back_brings(campaign):
    mara = await campaign.add("Mara Venn")
    first = await campaign.turn()
    second = await campaign.turn()
    await note(campaign, mara, "She paid.", second)
    await campaign.stories.goto(campaign.session.id, first.id)

    found = await campaign.stories.preview(campaign.session.id, second.id)

    assert found == Withdrawal(returning=1)
    assert found.sentence() == ""


async def test_a_newcomer_the_author_has_edited_is_named_before_it_goes(campaign):
    first = await campaign.turn()
    second = await campaign.turn()
    tam = await newcomer(campaign, "Old Tam", second)

    found = await campaign.stories.preview(campaign.session.id, first.id)

    assert found.edited_newcomers == ((tam.id, "Old Tam"),)


async def test_what_the_author_wrote_by_hand_is_not_withdrawn(campaign):
    mara = await campaign.add("Mara Venn")
    first = await campaign.turn()
    await campaign.turn()
    await campaign.library.add_note(campaign.session.id, mara.id, "She is left-handed.")

    assert await campaign.stories.preview(campaign.session.id, first.id) == Withdrawal()


async def test_a_preview_of_deleting_counts_what_rests_on_all_below(campaign):
    mara = await campaign.add("Mara Venn")
    await campaign.turn()
    second = await campaign.turn()
    await note(campaign, mara, "She paid.", second)
    reply = (await ids(campaign))[1]

    found = await campaign.stories.preview_delete(campaign.session.id, reply)

    assert found.sentence() == "This withdraws 1 change."


async def test_deleting_beside_the_line_withdraws_nothing(campaign):
    mara = await campaign.add("Mara Venn")
    one = await campaign.turn()
    await note(campaign, mara, "She paid.", one)
    await campaign.stories.edit(campaign.session.id, one.id, "Otherwise.")

    assert (await campaign.stories.preview_delete(campaign.session.id, one.id)).sentence() == ""


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (Withdrawal(changes=3, newcomers=("A", "B")), "This withdraws 3 changes and 2 newcomers."),
        (Withdrawal(newcomers=("A",), tasks=2), "This withdraws 1 newcomer."),
        (Withdrawal(tasks=2, returning=1), ""),
    ],
)
def test_a_withdrawal_is_told_in_one_sentence(found, sentence):
    assert found.sentence() == sentence


# Comparing


async def test_two_lines_are_compared_by_what_differs_in_their_lore(campaign):
    mara, wick = await campaign.add("Mara Venn"), await campaign.add("Wick")
    first = await campaign.turn()
    await note(campaign, wick, "He saw it.", first)
    one = await campaign.turn()
    await note(campaign, mara, "She paid.", one)
    await newcomer(campaign, "Old Tam", one)
    one = await campaign.turn()
    await campaign.stories.goto(campaign.session.id, first.id)
    other = await campaign.turn()
    await note(campaign, mara, "She fled.", other)
    await newcomer(campaign, "The Heron", other)

    found = await campaign.stories.compare(campaign.session.id, one.id, other.id)

    assert (found.common, found.common_turn) == (first.id, 1)
    assert (found.one_turns, found.other_turns) == (2, 1)
    assert [(one.title, one.one, one.other) for one in found.notes] == [
        ("Mara Venn", "She paid.", "She fled.")
    ]
    assert (found.only_one, found.only_other) == (("Old Tam",), ("The Heron",))


async def test_a_comparison_is_the_same_wherever_the_author_stands(campaign):
    mara = await campaign.add("Mara Venn")
    first = await campaign.turn()
    one = await campaign.turn()
    await note(campaign, mara, "She paid.", one)
    await campaign.stories.goto(campaign.session.id, first.id)
    other = await campaign.turn()
    seen = []

    for head in (one, other, first):
        await campaign.stories.goto(campaign.session.id, head.id)
        seen.append(await campaign.stories.compare(campaign.session.id, one.id, other.id))

    assert seen[0] == seen[1] == seen[2]
    assert [(one.one, one.other) for one in seen[0].notes] == [("She paid.", "")]


async def test_two_takes_of_a_turn_differ_in_that_turn(campaign):
    one = await campaign.turn()
    other = (await campaign.stories.edit(campaign.session.id, one.id, "Otherwise.")).head

    found = await campaign.stories.compare(campaign.session.id, one.id, other)

    assert (found.common_turn, found.one_turns, found.other_turns) == (1, 1, 1)


async def test_a_line_does_not_differ_from_itself_nor_from_its_own_beginning(campaign):
    first = await campaign.turn()
    second = await campaign.turn()

    same = await campaign.stories.compare(campaign.session.id, second.id, second.id)
    shorter = await campaign.stories.compare(campaign.session.id, first.id, second.id)

    assert (same.common, same.one_turns, same.other_turns) == (second.id, 0, 0)
    assert (shorter.common, shorter.one_turns, shorter.other_turns) == (first.id, 0, 1)


async def test_lines_that_begin_differently_have_nothing_in_common(campaign):
    opening = await campaign.library.add_message(campaign.session.id, Role.NARRATOR, "Once.")
    other = (await campaign.stories.edit(campaign.session.id, opening.id, "Long ago.")).head

    found = await campaign.stories.compare(campaign.session.id, opening.id, other)

    assert (found.common, found.common_turn) == (None, 0)
