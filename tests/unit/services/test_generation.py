"""Replies: streamed, kept even when cut, and never at the cost of the author's turn."""

import asyncio
from contextlib import aclosing

import pytest

from loredesk.domain.errors import AnswerError, TooLongError, TransientError, UserFixableError
from loredesk.domain.listings import ReplyFinished, ReplyPiece, ReplyStarted
from loredesk.domain.messages import MessageState, Role
from loredesk.domain.tasks import TaskType
from loredesk.domain.tokens import estimate_tokens
from loredesk.ports.models import Piece
from tests.unit.services.conftest import collected

PANEL = "<panel>\ntime: dusk\nplace: The Lock\npresent: Mara\nmood: wary\nweather: rain\n</panel>"
ANSWER = f"Mara looks up. The water is high.\n\n{PANEL}"


@pytest.fixture
def model(campaign):
    campaign.model.always("reply", ANSWER)
    return campaign.model


async def play(campaign, text="I go to the lock."):
    return await collected(campaign.generation.reply(campaign.session.id, text))


async def test_a_reply_streams_and_ends_with_the_stored_message(campaign, model):
    events = await play(campaign)

    assert isinstance(events[0], ReplyStarted)
    assert isinstance(events[-1], ReplyFinished)
    pieces = [event.text for event in events if isinstance(event, ReplyPiece)]
    assert len(pieces) > 2
    assert "".join(pieces).strip() == "Mara looks up. The water is high."
    stored = (await campaign.line())[-1]
    assert stored == events[-1].message
    assert (stored.state, stored.role) == (MessageState.COMPLETE, Role.NARRATOR)
    assert stored.text == "Mara looks up. The water is high."


async def test_the_panel_is_read_and_never_shown_in_the_prose(campaign, model):
    events = await play(campaign)

    panel = events[-1].message.panel
    assert (panel.time, panel.place, panel.present, panel.mood) == (
        "dusk",
        "The Lock",
        ("Mara",),
        "wary",
    )
    assert panel.fields == {"weather": "rain"}
    shown = "".join(event.text for event in events if isinstance(event, ReplyPiece))
    assert "panel" not in shown


async def test_the_authors_turn_is_safe_before_the_model_is_asked(campaign, model):
    events = campaign.generation.reply(campaign.session.id, "  I go to the lock. ")

    async with aclosing(events):
        started = await anext(events)
        line = await campaign.line()

    assert started.author_message == line[-1]
    assert line[-1].text == "I go to the lock."
    assert model.requests == []


async def test_an_empty_turn_is_not_sent(campaign, model):
    with pytest.raises(UserFixableError, match="nothing to send"):
        await play(campaign, " \n ")

    assert await campaign.line() == ()


async def test_stopping_keeps_what_has_arrived_and_marks_it_as_cut(campaign, model):
    events = campaign.generation.reply(campaign.session.id, "I go.")
    async with aclosing(events):
        async for event in events:
            if isinstance(event, ReplyPiece) and "looks" in event.text:
                break

    stored = (await campaign.line())[-1]
    assert (stored.state, stored.text) == (MessageState.CUT, "Mara looks")


async def test_a_reply_cancelled_while_it_waits_for_more_keeps_what_has_arrived(campaign):
    waits = asyncio.Event()

    async def stalling(request):
        yield Piece(text="Mara looks")
        waits.set()
        await asyncio.Event().wait()

    campaign.generation._model = type("Stalling", (), {"generate": staticmethod(stalling)})()
    playing = asyncio.get_running_loop().create_task(play(campaign))
    await waits.wait()

    playing.cancel()
    await asyncio.gather(playing, return_exceptions=True)

    assert playing.cancelled()
    stored = (await campaign.line())[-1]
    assert (stored.state, stored.text) == (MessageState.CUT, "Mara looks")


@pytest.mark.parametrize(
    "error",
    [
        UserFixableError("The key is wrong."),
        TransientError("Nobody answers."),
        AnswerError("Refused.", fault="refused"),
    ],
)
async def test_a_failure_before_the_first_piece_keeps_the_turn(campaign, error):
    campaign.model.then("reply", error)

    with pytest.raises(type(error), match=error.message):
        await play(campaign)

    line = await campaign.line()
    assert [one.role for one in line] == [Role.AUTHOR]
    assert await campaign.tasks(TaskType.ANALYZE_TURN) == ()


async def test_a_failure_in_the_middle_keeps_the_piece_and_has_it_read(campaign, model):
    model.cut_after, model.cut_error = 3, TransientError("The connection broke.")

    with pytest.raises(TransientError, match="connection broke"):
        await play(campaign)

    stored = (await campaign.line())[-1]
    assert (stored.state, stored.text) == (MessageState.CUT, "Mara looks up.")
    assert [task.anchor for task in await campaign.tasks(TaskType.ANALYZE_TURN)] == [stored.id]


async def test_a_reply_cut_inside_its_panel_keeps_what_of_the_panel_came(campaign):
    campaign.model.then("reply", "Mara looks up.\n<panel>\ntime: dusk\nplace: The Lo")
    campaign.model.finish = "length"

    events = await play(campaign)

    stored = events[-1].message
    assert stored.state is MessageState.CUT
    assert (stored.text, stored.panel.time) == ("Mara looks up.", "dusk")


async def test_an_empty_answer_is_an_error_and_no_message(campaign):
    campaign.model.then("reply", "   ")

    with pytest.raises(AnswerError, match="answered with nothing"):
        await play(campaign)

    assert [one.role for one in await campaign.line()] == [Role.AUTHOR]


async def test_an_answer_without_a_single_word_is_an_error_too(campaign):
    async def silent(request):
        yield Piece(reasoning="Hmm.")

    campaign.generation._model = type("Silent", (), {"generate": staticmethod(silent)})()

    with pytest.raises(AnswerError, match="answered with nothing"):
        await play(campaign)


async def test_after_a_failure_regenerate_asks_for_the_reply_the_turn_is_without(campaign):
    campaign.model.then("reply", TransientError("Nobody answers."), ANSWER)
    with pytest.raises(TransientError):
        await play(campaign)
    author = (await campaign.line())[-1]

    events = await collected(campaign.generation.regenerate(campaign.session.id, author.id))

    line = await campaign.line()
    assert events[-1].turn == 1
    assert [one.role for one in line] == [Role.AUTHOR, Role.NARRATOR]
    assert line[1].parent_id == author.id


async def test_regenerating_writes_another_take_and_keeps_the_first(campaign, model):
    first = (await play(campaign))[-1].message

    events = await collected(campaign.generation.regenerate(campaign.session.id, first.id))

    second = events[-1].message
    story = await campaign.stories.story(campaign.session.id)
    takes = {place.message.id: (place.take, place.on_line) for place in story.messages}
    assert (takes[first.id], takes[second.id]) == ((1, False), (2, True))
    assert second.parent_id == first.parent_id
    assert model.requests[-1].inputs.take == 2
    assert [one.inputs.recent for one in model.requests] == [(), ()]


async def test_the_opening_scene_has_no_other_take(campaign, model):
    opening = await campaign.library.add_message(campaign.session.id, Role.NARRATOR, "Once.")

    with pytest.raises(UserFixableError, match="opening scene has no other take"):
        await collected(campaign.generation.regenerate(campaign.session.id, opening.id))


async def test_a_message_of_another_session_is_refused(campaign, model):
    reply = (await play(campaign))[-1].message
    other = await campaign.library.add_session(campaign.world)

    with pytest.raises(UserFixableError, match="belongs to another session"):
        await collected(campaign.generation.regenerate(other.id, reply.id))


async def test_every_reply_is_queued_to_be_read_and_every_fifth_moves_the_world(campaign, model):
    for _ in range(5):
        await play(campaign)

    replies = [one for one in await campaign.line() if one.role is Role.NARRATOR]
    read = await campaign.tasks(TaskType.ANALYZE_TURN)
    assert [task.anchor for task in reversed(read)] == [one.id for one in replies]
    moved = await campaign.tasks(TaskType.SIMULATE_WORLD)
    assert [task.anchor for task in moved] == [replies[-1].id]


async def test_a_session_may_do_without_simulations(campaign, model):
    await campaign.stories.set_simulation(campaign.session.id, 0)
    for _ in range(5):
        await play(campaign)

    assert await campaign.tasks(TaskType.SIMULATE_WORLD) == ()


async def test_what_the_model_was_told_is_kept_with_the_reply(campaign, model):
    await campaign.add("Mara Venn", "A ferrywoman.")
    reply = (await play(campaign, "I greet Mara Venn."))[-1].message

    manifest = await campaign.generation.manifest(reply.id)

    kept: dict[str, str] = {}
    for block in manifest.blocks:
        kept[block.role] = kept.get(block.role, "") + block.text
    assert kept == {one.role: one.content for one in model.requests[-1].messages}
    assert [(one.title, one.reason) for one in manifest.entries] == [
        ("Mara Venn", "named in the turn")
    ]


async def test_a_preview_sends_nothing_and_changes_nothing(campaign, model):
    await campaign.add("Mara Venn", "A ferrywoman.")

    manifest = await campaign.generation.preview(campaign.session.id, "I greet Mara Venn.")

    assert [one.title for one in manifest.entries] == ["Mara Venn"]
    assert model.requests == []
    assert await campaign.line() == ()


async def test_a_reply_a_dead_process_left_arriving_is_closed_and_read(campaign):
    author = await campaign.library.add_message(campaign.session.id, Role.AUTHOR, "I go.")
    left = await campaign.library.add_message(
        campaign.session.id, Role.NARRATOR, "Mara loo", state=MessageState.ARRIVING
    )
    assert left.parent_id == author.id

    assert await campaign.generation.recover() == 1
    assert await campaign.generation.recover() == 0

    assert (await campaign.line())[-1].state is MessageState.CUT
    assert [task.anchor for task in await campaign.tasks(TaskType.ANALYZE_TURN)] == [left.id]


async def test_what_a_server_says_it_can_read_is_heeded_at_once_and_from_then_on(campaign):
    for number in range(20):
        await campaign.add(f"Keeper {number}", "The tide gate was built by the third guild. " * 20)
    refusal = TooLongError("Too long.", hint="Lower it.", limit=4096, needed=9000)
    campaign.model.then("reply", refusal, ANSWER, ANSWER)

    first = (await play(campaign, "The keepers of the tide gate meet."))[-1]
    second = (await play(campaign, "They go on."))[-1]

    sizes = [sum(map(_tokens, request.messages)) for request in campaign.model.asked("reply")]
    assert sizes[1] <= sizes[0] * (4096 - 1024) / 9000
    assert sizes[2] <= sizes[0] * (4096 - 1024) / 9000
    for reply in (first, second):
        manifest = await campaign.generation.manifest(reply.message.id)
        assert manifest.tokens <= manifest.budget < campaign.profile.context_tokens - 1024
    assert [one.role for one in await campaign.line()].count(Role.AUTHOR) == 2


@pytest.mark.parametrize("limit", [None, 0, 100_000])
async def test_a_refusal_that_says_nothing_useful_is_the_authors_to_mend(campaign, limit):
    campaign.model.then("reply", TooLongError("Too long.", hint="Lower it.", limit=limit))

    with pytest.raises(UserFixableError, match="Too long"):
        await play(campaign)

    assert len(campaign.model.requests) == 1
    assert [one.role for one in await campaign.line()] == [Role.AUTHOR]


def _tokens(message):
    return estimate_tokens(message.content)
