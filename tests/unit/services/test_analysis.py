"""Reading a turn: its findings, item by item, become tasks."""

import pytest

from loredesk.domain.errors import AnswerError, TooLongError
from loredesk.domain.proposals import ProposalKind
from loredesk.domain.tasks import Lane, TaskStatus, TaskType


@pytest.fixture
async def mara(campaign):
    return await campaign.add("Mara Venn", "A ferrywoman.", aliases=("the ferrywoman",))


@pytest.fixture
async def reply(campaign, mara):
    return await campaign.turn(
        "I hand Mara the lamp.", "Mara burns her hand. A boy called Wick laughs."
    )


def update(entry, summary="Mara burns her hand.", quote="Mara burns her hand.", **values):
    return {
        "lore_entry_id": entry.handle,
        "update_summary": summary,
        "quote": quote,
        "reasoning": "It says so.",
        **values,
    }


def creation(name="Wick", quote="A boy called Wick laughs.", **values):
    return {
        "entity_type": "character",
        "name": name,
        "creation_summary": "A boy who laughs.",
        "quote": quote,
        "reasoning": "He is new.",
        **values,
    }


def found(*, updates=(), creations=()):
    return {"updates": list(updates), "creations": list(creations)}


async def event_of(campaign, task_type=TaskType.UPDATE_NOTE):
    (task,) = await campaign.tasks(task_type)
    return task.task_data["event"]


async def test_updates_and_newcomers_become_tasks_that_carry_their_event(campaign, mara, reply):
    campaign.model.then("analyse_turn", found(updates=[update(mara)], creations=[creation()]))

    task = await campaign.analyse(reply)

    assert task.status is TaskStatus.COMPLETED
    assert task.result == {"updates": 1, "creations": 1, "queued": 2, "problems": []}
    (note_task,) = await campaign.tasks(TaskType.UPDATE_NOTE)
    assert note_task.task_data["entry_id"] == mara.id
    assert note_task.anchor == reply.id
    assert note_task.task_data["event"] == {
        "message_id": reply.id,
        "anchor": reply.id,
        "turn": 1,
        "summary": "Mara burns her hand.",
        "quote": "Mara burns her hand.",
        "quote_found": True,
        "reason": "It says so.",
        "source": "turn",
    }
    (newcomer,) = await campaign.tasks(TaskType.CREATE_ENTITY)
    assert (newcomer.task_data["name"], newcomer.task_data["entity_type"]) == (
        "Wick",
        "character",
    )


async def test_the_model_is_shown_the_whole_turn_and_handles_instead_of_ids(campaign, mara, reply):
    campaign.model.then("analyse_turn", found())

    await campaign.analyse(reply)

    (request,) = campaign.model.asked("analyse_turn")
    assert [one.text for one in request.inputs.messages] == [
        "I hand Mara the lamp.",
        "Mara burns her hand. A boy called Wick laughs.",
    ]
    sent = "\n".join(message.content for message in request.messages)
    assert mara.handle in sent
    assert mara.id not in sent


@pytest.mark.parametrize(
    ("bad", "problem"),
    [
        ({"lore_entry_id": "c99", "update_summary": "x"}, "unknown entry 'c99'"),
        ({"update_summary": "x"}, "unknown entry ''"),
        ("just words", "not an object"),
        (None, "not an object"),
        (7, "not an object"),
    ],
)
async def test_one_bad_update_never_loses_the_rest(campaign, mara, reply, bad, problem):
    campaign.model.then("analyse_turn", found(updates=[bad, update(mara)], creations=[creation()]))

    task = await campaign.analyse(reply)

    assert (task.result["updates"], task.result["creations"]) == (1, 1)
    assert problem in task.result["problems"][0]


async def test_one_bad_newcomer_never_loses_the_rest(campaign, mara, reply):
    nameless = creation(name="  ")
    campaign.model.then(
        "analyse_turn", found(updates=[update(mara)], creations=[nameless, creation()])
    )

    task = await campaign.analyse(reply)

    assert (task.result["updates"], task.result["creations"]) == (1, 1)
    assert task.result["problems"] == ["A newcomer has no name."]


async def test_an_update_that_says_nothing_is_named_by_its_entry(campaign, mara, reply):
    campaign.model.then("analyse_turn", found(updates=[update(mara, summary=" ")]))

    task = await campaign.analyse(reply)

    assert task.result["problems"] == ["An update for 'Mara Venn' says nothing."]


@pytest.mark.parametrize("part", ["updates", "creations"])
async def test_a_part_that_is_no_list_costs_only_itself(campaign, mara, reply, part):
    answer = found(updates=[update(mara)], creations=[creation()])
    answer[part] = {"not": "a list"}
    campaign.model.then("analyse_turn", answer)

    task = await campaign.analyse(reply)

    assert task.result["queued"] == 1
    assert task.result["problems"] == [f"{part!r} is not a list."]


async def test_wrong_types_inside_an_item_do_not_break_it(campaign, mara, reply):
    odd = update(mara, quote=["not", "text"], reasoning=None)
    campaign.model.then("analyse_turn", found(updates=[odd]))

    await campaign.analyse(reply)

    event = await event_of(campaign)
    assert (event["quote"], event["quote_found"], event["reason"]) == ("", False, "")


async def test_an_endless_list_is_read_up_to_a_limit(campaign, mara, reply):
    many = [update(mara, summary=f"Event {number}.") for number in range(100)]
    campaign.model.then("analyse_turn", found(updates=many))

    task = await campaign.analyse(reply)

    assert task.result["updates"] == 24
    assert "100 items; only 24 were read" in task.result["problems"][0]


async def test_a_quote_that_is_not_in_the_turn_is_marked_so(campaign, mara, reply):
    campaign.model.then("analyse_turn", found(updates=[update(mara, quote="She flew away.")]))

    await campaign.analyse(reply)

    assert (await event_of(campaign))["quote_found"] is False


async def test_a_quote_is_found_in_the_message_that_says_it(campaign, mara, reply):
    campaign.model.then("analyse_turn", found(updates=[update(mara, quote="i hand MARA the lamp")]))

    await campaign.analyse(reply)

    event = await event_of(campaign)
    assert event["quote_found"] is True
    assert event["message_id"] == reply.parent_id
    assert event["anchor"] == reply.id


async def test_a_newcomer_with_a_known_name_or_alias_is_an_update(campaign, mara, reply):
    campaign.model.then(
        "analyse_turn", found(creations=[creation(name="The Ferrywoman"), creation()])
    )

    task = await campaign.analyse(reply)

    assert (task.result["updates"], task.result["creations"]) == (1, 1)
    (note_task,) = await campaign.tasks(TaskType.UPDATE_NOTE)
    assert note_task.task_data["entry_id"] == mara.id


async def test_an_answer_that_is_no_object_is_asked_for_once_more_and_then_fails(
    campaign, mara, reply
):
    campaign.model.always("analyse_turn", ["a", "list"])

    await campaign.analyse(reply)
    (task,) = await campaign.step(Lane.ANALYSIS)

    assert task.status is TaskStatus.FAILED
    assert task.error_message == "The model did not answer with a JSON object."
    assert len(campaign.model.asked("analyse_turn")) == 2


async def test_a_broken_answer_then_a_good_one_is_enough(campaign, mara, reply):
    campaign.model.then(
        "analyse_turn",
        AnswerError("No JSON.", fault="invalid"),
        found(updates=[update(mara)]),
    )

    await campaign.analyse(reply)
    (task,) = await campaign.step(Lane.ANALYSIS)

    assert task.status is TaskStatus.COMPLETED
    assert len(await campaign.tasks(TaskType.UPDATE_NOTE)) == 1


class TestReadAgain:
    @pytest.fixture
    async def read_once(self, campaign, mara, reply):
        campaign.model.always("analyse_turn", found(updates=[update(mara)], creations=[creation()]))
        campaign.model.always("rewrite_note", "Her hand is burnt.")
        campaign.model.always("create_entity", {"title": "Wick", "content": "A boy."})
        await campaign.analyse(reply)
        await campaign.work()
        return {one.kind: one for one in await campaign.open_proposals()}

    async def test_what_was_rejected_is_not_proposed_again(self, campaign, reply, read_once):
        assert set(read_once) == {ProposalKind.UPDATE_NOTE, ProposalKind.CREATE_ENTITY}
        await campaign.review.reject([one.id for one in read_once.values()])

        task = await campaign.analyse(reply)
        await campaign.work()

        assert task.result["queued"] == 0
        assert await campaign.open_proposals() == ()

    async def test_what_was_accepted_is_not_taken_in_twice(self, campaign, mara, reply, read_once):
        await campaign.review.accept([one.id for one in read_once.values()])

        task = await campaign.analyse(reply)
        await campaign.work()

        assert task.result["queued"] == 0
        assert await campaign.note(mara) == "Her hand is burnt."
        assert await campaign.open_proposals() == ()

    async def test_what_is_open_gains_no_second_copy_of_its_event(self, campaign, reply, read_once):
        await campaign.analyse(reply)
        await campaign.work()

        assert {one.id: one.events for one in await campaign.open_proposals()} == {
            one.id: one.events for one in read_once.values()
        }

    async def test_on_another_take_the_same_words_of_the_author_count_anew(
        self, campaign, mara, reply, read_once
    ):
        await campaign.review.accept([read_once[ProposalKind.UPDATE_NOTE].id])
        author = reply.parent_id
        from loredesk.domain.messages import Role

        other = await campaign.library.add_message(
            campaign.session.id, Role.NARRATOR, "Mara burns her hand.", parent=author
        )
        assert await campaign.note(mara) == ""

        task = await campaign.analyse(other)

        assert task.result["updates"] == 1
        assert task.result["queued"] >= 1


async def test_a_question_too_long_for_the_server_is_asked_again_with_less_lore(campaign, mara):
    for number in range(30):
        await campaign.add(f"Keeper {number}", "The tide gate was built by the third guild. " * 8)
    reply = await campaign.turn("The keepers of the tide gate meet.", "They talk of the guild.")
    refusal = TooLongError("Too long.", hint="", limit=4096, needed=12_000)
    campaign.model.then("analyse_turn", refusal, found())

    refused = await campaign.analyse(reply)
    (again,) = await campaign.step(Lane.ANALYSIS)

    assert (refused.status, again.status) == (TaskStatus.PENDING, TaskStatus.COMPLETED)
    first, second = campaign.model.asked("analyse_turn")
    assert len(second.inputs.entries) < len(first.inputs.entries)
