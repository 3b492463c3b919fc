"""Rewriting notes: one entry, its lore, its note and what happened, into one proposal."""

from dataclasses import replace

import pytest

from loredesk.domain.errors import AnswerError, TransientError, UserFixableError
from loredesk.domain.messages import TrustRule
from loredesk.domain.proposals import ProposalEvent, ProposalState
from loredesk.domain.tasks import Lane, TaskStatus
from loredesk.services.updates import update_task


def happened(reply, summary, **values):
    return ProposalEvent(
        **{
            "message_id": reply.id,
            "anchor": reply.id,
            "turn": 1,
            "summary": summary,
            "quote": summary,
            "quote_found": True,
            **values,
        }
    )


@pytest.fixture
async def mara(campaign):
    return await campaign.add("Mara Venn", "A ferrywoman.")


@pytest.fixture
async def reply(campaign):
    return await campaign.turn("I wait.", "Mara burns her hand. Mara laughs.")


async def test_a_rewrite_is_proposed_with_its_events_and_changes_nothing_yet(campaign, mara, reply):
    campaign.model.then("rewrite_note", "Her hand is burnt.")
    task = await campaign.update(mara, happened(reply, "Mara burns her hand."))

    (done,) = await campaign.step(Lane.NOTES)

    (proposal,) = await campaign.open_proposals()
    assert done.status is TaskStatus.COMPLETED
    assert done.result == {"proposal_id": proposal.id}
    assert (proposal.base, proposal.proposed) == ("", "Her hand is burnt.")
    assert proposal.task_id == task.id
    assert [one.summary for one in proposal.events] == ["Mara burns her hand."]
    assert await campaign.note(mara) == ""


async def test_the_model_is_told_lore_note_and_events(campaign, mara, reply):
    await campaign.library.add_note(campaign.session.id, mara.id, "She keeps a dog.")
    campaign.model.then("rewrite_note", "Dog and burn.")
    await campaign.update(mara, happened(reply, "Mara burns her hand."))

    await campaign.step(Lane.NOTES)

    (request,) = campaign.model.asked("rewrite_note")
    assert (request.inputs.entry.content, request.inputs.entry.note) == (
        "A ferrywoman.",
        "She keeps a dog.",
    )
    assert [one.summary for one in request.inputs.events] == ["Mara burns her hand."]
    assert all(
        word in request.messages[-1].content
        for word in ("A ferrywoman.", "She keeps a dog.", "Mara burns her hand.")
    )


async def test_several_waiting_updates_become_one_rewrite(campaign, mara, reply):
    campaign.model.then("rewrite_note", "Burnt, and laughing.")
    first = await campaign.update(mara, happened(reply, "Mara burns her hand."))
    second = await campaign.update(mara, happened(reply, "Mara laughs."))

    done = await campaign.step(Lane.NOTES)

    assert len(campaign.model.asked("rewrite_note")) == 1
    assert [task.status for task in done] == [TaskStatus.COMPLETED] * 2
    assert done[1].result == {"merged_into": first.id}
    assert done[1].id == second.id
    (proposal,) = await campaign.open_proposals()
    assert [one.summary for one in proposal.events] == ["Mara burns her hand.", "Mara laughs."]


async def test_later_events_join_the_open_proposal_on_the_same_base(campaign, mara, reply):
    campaign.model.then("rewrite_note", "Burnt.", "Burnt, and laughing.")
    await campaign.update(mara, happened(reply, "Mara burns her hand."))
    await campaign.step(Lane.NOTES)
    (before,) = await campaign.open_proposals()

    await campaign.update(mara, happened(reply, "Mara laughs."))
    await campaign.step(Lane.NOTES)

    (after,) = await campaign.open_proposals()
    assert after.id == before.id
    assert after.proposed == "Burnt, and laughing."
    assert [one.summary for one in after.events] == ["Mara burns her hand.", "Mara laughs."]
    told = campaign.model.asked("rewrite_note")[-1].inputs.events
    assert len(told) == 2


async def test_a_note_that_changed_meanwhile_is_rewritten_again_from_the_new_text(
    campaign, mara, reply
):
    async def author_writes():
        await campaign.library.add_note(campaign.session.id, mara.id, "The author's words.")

    class Slow:
        """Lets the author write while it thinks."""

        def __init__(self, inner):
            self.inner = inner

        async def generate(self, request):
            if len(self.inner.requests) == 0:
                await author_writes()
            async for piece in self.inner.generate(request):
                yield piece

    campaign.model.then("rewrite_note", "On the old base.", "The author's words. Burnt.")
    asker = campaign.handlers[next(iter(campaign.handlers))]._asker
    asker._model = Slow(campaign.model)
    await campaign.update(mara, happened(reply, "Mara burns her hand."))

    (first,) = await campaign.step(Lane.NOTES)
    assert first.status is TaskStatus.PENDING
    assert "changed while it was being rewritten" in first.error_message
    assert await campaign.open_proposals() == ()
    (again,) = await campaign.step(Lane.NOTES)

    assert again.status is TaskStatus.COMPLETED
    (proposal,) = await campaign.open_proposals()
    assert (proposal.base, proposal.proposed) == (
        "The author's words.",
        "The author's words. Burnt.",
    )


async def test_a_rewrite_that_says_the_same_proposes_nothing(campaign, mara, reply):
    await campaign.library.add_note(campaign.session.id, mara.id, "She keeps a dog.")
    campaign.model.then("rewrite_note", "She keeps a dog.")
    await campaign.update(mara, happened(reply, "The dog barks."))

    (done,) = await campaign.step(Lane.NOTES)

    assert done.result == {"unchanged": True}
    assert await campaign.open_proposals() == ()


async def test_simulated_events_mark_the_whole_proposal(campaign, mara, reply):
    await campaign.stories.set_trust(campaign.session.id, TrustRule.ACCEPT_ALL)
    campaign.model.then("rewrite_note", "She has gone to sea.")
    await campaign.update(mara, happened(reply, "Gone to sea.", source="simulated"))

    await campaign.step(Lane.NOTES)

    (proposal,) = await campaign.open_proposals()
    assert proposal.simulated
    assert proposal.state is ProposalState.OPEN


async def test_under_the_accept_all_rule_the_rewrite_stands_at_once(campaign, mara, reply):
    await campaign.stories.set_trust(campaign.session.id, TrustRule.ACCEPT_ALL)
    campaign.model.then("rewrite_note", "Her hand is burnt.")
    await campaign.update(mara, happened(reply, "Mara burns her hand."))

    await campaign.step(Lane.NOTES)

    assert await campaign.note(mara) == "Her hand is burnt."


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (TransientError("The server is busy."), TaskStatus.PENDING),
        (AnswerError("Nothing came.", fault="empty"), TaskStatus.PENDING),
        (UserFixableError("The key is wrong.", hint="Check it."), TaskStatus.FAILED),
    ],
)
async def test_a_model_that_fails_leaves_the_task_with_the_sentence(
    campaign, mara, reply, error, status
):
    campaign.model.then("rewrite_note", error)
    await campaign.update(mara, happened(reply, "Mara burns her hand."))

    (task,) = await campaign.step(Lane.NOTES)

    assert (task.status, task.error_message) == (status, error.sentence())
    assert await campaign.open_proposals() == ()


async def test_a_task_that_names_no_session_asks_no_model_and_is_not_tried_again(
    campaign, mara, reply
):
    new = update_task(campaign.session.id, mara.id, happened(reply, "Mara burns her hand."))
    await campaign.library.add_task(replace(new, session_id=None))

    (task,) = await campaign.step(Lane.NOTES)

    assert task.status is TaskStatus.FAILED
    assert "has no session" in task.error_message
    assert campaign.model.requests == []


async def test_an_answer_cut_at_its_limit_is_no_note(campaign, mara, reply):
    campaign.model.finish = "length"
    campaign.model.always("rewrite_note", "Half a")
    await campaign.update(mara, happened(reply, "Mara burns her hand."))

    await campaign.step(Lane.NOTES)
    (task,) = await campaign.step(Lane.NOTES)

    assert task.status is TaskStatus.FAILED
    assert "cut because it grew too long" in task.error_message


async def test_an_answer_that_was_journalled_is_not_asked_for_again(campaign, mara, reply):
    campaign.model.then("rewrite_note", "Her hand is burnt.")
    task = await campaign.update(mara, happened(reply, "Mara burns her hand."))
    handler = campaign.handlers[task.task_type]
    from loredesk.tasks.journal import Journal

    (task,) = await campaign.library.write(
        lambda repos: repos.tasks.claim(Lane.NOTES, token="t", boot_id="b", now=repos.now)
    )
    journal = Journal(campaign.library.store, [task])
    await handler.run([task], journal)  # the program dies before the effect is written
    effect = await handler.run([task], journal)
    await campaign.library.write(effect)

    assert len(campaign.model.requests) == 1
    assert [one.proposed for one in await campaign.open_proposals()] == ["Her hand is burnt."]


async def test_a_rewrite_leaves_the_sentences_of_the_author_as_they_are_and_says_so(
    campaign, mara, reply
):
    await campaign.library.add_note(campaign.session.id, mara.id, "Mara is tired. She owes.")
    campaign.model.then("rewrite_note", "Mara is very tired now. Her hand is burnt.")
    await campaign.update(mara, happened(reply, "Mara burns her hand."))

    await campaign.step(Lane.NOTES)

    (proposal,) = await campaign.open_proposals()
    assert proposal.proposed == "Mara is tired. She owes. Her hand is burnt."
    assert proposal.comment == (
        "2 sentences of yours would have been changed; they stay as you wrote them."
    )


async def test_a_rewrite_that_only_drops_what_the_author_wrote_proposes_nothing(
    campaign, mara, reply
):
    session, anchors = campaign.session.id, frozenset({reply.id})
    await campaign.library.add_note(session, mara.id, "It rains.", anchors=anchors)
    await campaign.library.add_note(session, mara.id, "It rains. Mara is tired.")
    campaign.model.then("rewrite_note", "It rains.")
    await campaign.update(mara, happened(reply, "Mara burns her hand."))

    (task,) = await campaign.step(Lane.NOTES)

    assert task.result == {"unchanged": True}
    assert await campaign.open_proposals() == ()


async def test_one_sentence_kept_is_told_as_one(campaign, mara, reply):
    await campaign.library.add_note(campaign.session.id, mara.id, "Mara is tired.")
    campaign.model.then("rewrite_note", "Her hand is burnt.")
    await campaign.update(mara, happened(reply, "Mara burns her hand."))

    await campaign.step(Lane.NOTES)

    (proposal,) = await campaign.open_proposals()
    assert proposal.proposed == "Mara is tired. Her hand is burnt."
    assert proposal.comment.startswith("A sentence of yours")


async def test_an_event_the_note_has_taken_in_asks_no_model(campaign, mara, reply):
    event = happened(reply, "Mara burns her hand.")
    campaign.model.then("rewrite_note", "Her hand is burnt.")
    await campaign.update(mara, event)
    await campaign.step(Lane.NOTES)
    await campaign.review.accept([one.id for one in await campaign.open_proposals()])
    again = await campaign.update(mara, event)

    await campaign.step(Lane.NOTES)

    assert (await campaign.library.task(again.id)).result == {"known": True}
    assert len(campaign.model.asked("rewrite_note")) == 1


async def test_an_event_that_waits_for_the_author_on_an_earlier_text_asks_no_model(
    campaign, mara, reply
):
    burns = happened(reply, "Mara burns her hand.")
    await campaign.library.add_proposal(
        campaign.session.id, mara, reply, "Burnt, and laughing.", events=(burns,)
    )
    await campaign.library.add_note(campaign.session.id, mara.id, "The author's words.")
    campaign.model.then("rewrite_note", "The author's words. She laughs.")
    await campaign.update(mara, burns)
    await campaign.update(mara, happened(reply, "Mara laughs."))

    await campaign.step(Lane.NOTES)

    waiting, new = await campaign.open_proposals()
    assert (waiting.events, new.proposed) == ((burns,), "The author's words. She laughs.")
    assert [one.summary for one in new.events] == ["Mara laughs."]


async def test_an_event_the_author_rejected_meanwhile_asks_no_model(campaign, mara, reply):
    burns = happened(reply, "Mara burns her hand.")
    task = await campaign.update(mara, burns)
    await campaign.library.add_proposal(
        campaign.session.id, mara, reply, "Burnt.", events=(burns,), state=ProposalState.REJECTED
    )

    await campaign.step(Lane.NOTES)

    assert (await campaign.library.task(task.id)).result == {"known": True}
    assert await campaign.open_proposals() == ()
