"""Proposals become notes and entries when the author says so, and never blindly."""

from dataclasses import replace

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import ProposalId, RevisionId
from loredesk.domain.listings import ReviewOutcome
from loredesk.domain.messages import TrustRule
from loredesk.domain.proposals import NewEntity, ProposalEvent, ProposalKind, ProposalState
from loredesk.domain.tasks import TaskType
from loredesk.services.history import HistoryService
from loredesk.services.review import ReviewService

BASE = "She keeps the ferry. She is honest. She says little."
PROPOSED = "She keeps the ferry and a dog. She is honest. She says nothing now."


@pytest.fixture
async def mara(campaign):
    return await campaign.add("Mara Venn", "A ferrywoman.")


@pytest.fixture
async def reply(campaign):
    return await campaign.turn("I wait.", "Mara burns her hand on the lamp.")


@pytest.fixture
async def proposal(campaign, mara, reply):
    await campaign.library.add_note(campaign.session.id, mara.id, BASE)
    return await campaign.library.add_proposal(campaign.session.id, mara, reply, PROPOSED)


async def test_accepting_makes_the_proposed_text_the_note(campaign, mara, proposal):
    outcome = await campaign.review.accept([proposal.id])

    assert outcome == ReviewOutcome(accepted=(proposal.id,))
    assert await campaign.note(mara) == PROPOSED
    view = await campaign.lore.entry(mara.id, campaign.session.id)
    assert view.revisions[0].events == proposal.events
    assert view.revisions[0].revision.by == "model"


async def test_accepting_leaves_canon_as_the_author_wrote_it(campaign, mara, proposal):
    await campaign.review.accept([proposal.id])

    view = await campaign.lore.entry(mara.id, campaign.session.id)
    assert (view.entry.content, view.entry.revision) == ("A ferrywoman.", 1)


async def test_accepting_queues_the_embedding_of_the_new_document(campaign, mara, proposal):
    await campaign.work()

    await campaign.review.accept([proposal.id])

    waiting = [one for one in await campaign.tasks() if one.status == "pending"]
    assert [one.task_type for one in waiting] == [TaskType.EMBED_DOCUMENT]
    assert waiting[0].task_data == {"entry_id": mara.id, "session_id": campaign.session.id}


async def test_some_hunks_can_be_accepted_and_the_others_stay_as_they_were(
    campaign, mara, proposal
):
    await campaign.review.accept([proposal.id], hunks=[2])

    assert await campaign.note(mara) == "She keeps the ferry. She is honest. She says nothing now."


async def test_a_hunk_there_is_not_is_refused_and_nothing_changes(campaign, mara, proposal):
    with pytest.raises(UserFixableError, match="no hunk 7") as refused:
        await campaign.review.accept([proposal.id], hunks=[1, 7])

    assert "hunks 1 to 2" in refused.value.hint
    assert await campaign.note(mara) == BASE
    assert (await campaign.proposal(proposal.id)).state is ProposalState.OPEN


async def test_the_authors_own_text_is_kept_in_place_of_the_proposed(campaign, mara, proposal):
    await campaign.review.accept([proposal.id], text="  She keeps two dogs. ")

    assert await campaign.note(mara) == "She keeps two dogs."


async def test_rejecting_changes_nothing_and_keeps_the_comment(campaign, mara, proposal):
    outcome = await campaign.review.reject([proposal.id], comment="She never did.")

    assert outcome == ReviewOutcome(rejected=(proposal.id,))
    assert await campaign.note(mara) == BASE
    kept = await campaign.proposal(proposal.id)
    assert (kept.state, kept.comment, kept.decided_by) == (
        ProposalState.REJECTED,
        "She never did.",
        "author",
    )


async def test_what_is_put_aside_can_be_accepted_later(campaign, mara, proposal):
    await campaign.review.snooze([proposal.id])
    assert await campaign.open_proposals() == ()

    await campaign.review.accept([proposal.id])

    assert await campaign.note(mara) == PROPOSED


async def test_a_proposal_on_an_old_base_becomes_a_conflict_and_changes_nothing(
    campaign, mara, proposal
):
    await campaign.library.add_note(campaign.session.id, mara.id, "The author's own words.")

    outcome = await campaign.review.accept([proposal.id])

    assert outcome == ReviewOutcome(conflicts=(proposal.id,))
    assert await campaign.note(mara) == "The author's own words."
    assert (await campaign.proposal(proposal.id)).state is ProposalState.CONFLICT


async def test_of_two_proposals_on_one_base_the_second_is_a_conflict(
    campaign, mara, proposal, reply
):
    other = await campaign.library.add_proposal(campaign.session.id, mara, reply, "Other words.")

    outcome = await campaign.review.accept([proposal.id, other.id])

    assert outcome == ReviewOutcome(accepted=(proposal.id,), conflicts=(other.id,))
    assert await campaign.note(mara) == PROPOSED


@pytest.mark.parametrize(
    ("decide", "state"),
    [("accept", ProposalState.ACCEPTED), ("reject", ProposalState.REJECTED)],
)
async def test_what_was_decided_is_listed_while_its_turn_is_on_the_line(
    campaign, proposal, reply, decide, state
):
    await getattr(campaign.review, decide)([proposal.id])

    async def listed():
        return [one.id for one in await campaign.review.proposals(campaign.session.id, state)]

    assert await listed() == [proposal.id]
    await campaign.library.goto(campaign.session.id, reply.parent_id)
    assert await listed() == []


async def test_every_proposal_a_session_has_had_is_counted(campaign, mara, proposal, reply):
    other = await campaign.library.add_proposal(campaign.session.id, mara, reply, "Other words.")
    elsewhere = await campaign.library.add_session(campaign.world)
    await campaign.review.reject([other.id])
    await campaign.library.goto(campaign.session.id, reply.parent_id)

    assert await campaign.review.count(campaign.session.id) == 2
    assert await campaign.review.count(elsewhere.id) == 0


async def test_before_several_are_accepted_at_once_the_library_is_copied(
    campaign, mara, proposal, reply
):
    library, seen = campaign.library, []

    async def copy():
        seen.append(await campaign.note(mara))

    review = ReviewService(
        store=library.store,
        timeline=library.timeline,
        documents=library.documents,
        new_id=library.new_id,
        before_several=copy,
    )
    wick = await campaign.add("Wick")
    others = [
        await library.add_proposal(campaign.session.id, wick, reply, text)
        for text in ("He laughs.", "He sings.")
    ]

    await review.accept([others[0].id])
    assert seen == []
    await review.accept([proposal.id, others[1].id])

    assert seen == [BASE]
    assert await campaign.note(mara) == PROPOSED


async def test_what_was_decided_cannot_be_decided_again(campaign, proposal):
    await campaign.review.accept([proposal.id])

    with pytest.raises(UserFixableError, match="already accepted"):
        await campaign.review.reject([proposal.id])


async def test_a_proposal_whose_turn_is_not_on_the_line_is_not_shown_and_is_refused(
    campaign, mara, proposal
):
    opening = (await campaign.line())[0]
    await campaign.library.goto(campaign.session.id, opening.id)

    assert await campaign.open_proposals() == ()
    with pytest.raises(UserFixableError, match="no longer on the line"):
        await campaign.review.accept([proposal.id])
    assert await campaign.note(mara) == BASE


async def test_one_unknown_proposal_among_several_decides_none_of_them(campaign, mara, proposal):
    with pytest.raises(UserFixableError, match="no proposal 'nobody'"):
        await campaign.review.accept([proposal.id, ProposalId("nobody")])

    assert await campaign.note(mara) == BASE
    assert (await campaign.proposal(proposal.id)).state is ProposalState.OPEN


class TestNewcomers:
    @pytest.fixture
    async def newcomer(self, campaign, mara, reply):
        return await campaign.library.add_proposal(
            campaign.session.id,
            mara,
            reply,
            "A lock-boy with a whistle.",
            kind=ProposalKind.CREATE_ENTITY,
            title="Wick",
            entry_id="new-entry",
            entity=NewEntity(
                title="Wick",
                category="character",
                content="A lock-boy with a whistle.",
                tags=("boy",),
                aliases=("the lock-boy",),
                connections=((mara.handle, "runs errands for"),),
            ),
        )

    async def test_an_accepted_newcomer_is_an_entry_of_its_session_and_linked(
        self, campaign, mara, reply, newcomer
    ):
        await campaign.review.accept([newcomer.id])

        view = await campaign.lore.entry(newcomer.entry_id, campaign.session.id)
        assert view.entry.is_dynamically_generated
        assert view.entry.session_id == campaign.session.id
        assert view.entry.origin_message == reply.id
        assert (view.entry.tags, view.entry.aliases) == (("boy",), ("the lock-boy",))
        assert [(one.title, one.relation) for one in view.links] == [
            ("Mara Venn", "runs errands for")
        ]

    async def test_a_newcomer_is_seen_in_its_session_only(self, campaign, newcomer):
        await campaign.review.accept([newcomer.id])

        here = await campaign.search.search(
            "whistle", world_id=campaign.world.id, session_id=campaign.session.id, only="words"
        )
        elsewhere = await campaign.search.search(
            "whistle", world_id=campaign.world.id, only="words"
        )
        assert [hit.title for hit in here] == ["Wick"]
        assert elsewhere == ()

    async def test_a_name_taken_meanwhile_is_a_conflict_and_adds_nothing(self, campaign, newcomer):
        await campaign.add("The Wick")

        outcome = await campaign.review.accept([newcomer.id])

        assert outcome == ReviewOutcome(conflicts=(newcomer.id,))
        with pytest.raises(UserFixableError):
            await campaign.lore.entry(newcomer.entry_id, campaign.session.id)

    async def test_the_authors_own_text_of_a_newcomer_is_kept(self, campaign, newcomer):
        await campaign.review.accept([newcomer.id], text="A girl, really.")

        view = await campaign.lore.entry(newcomer.entry_id, campaign.session.id)
        assert view.entry.content == "A girl, really."


class TestTrust:
    @pytest.fixture
    async def trusted(self, campaign):
        await campaign.stories.set_trust(campaign.session.id, TrustRule.ACCEPT_ALL)

    async def opened(self, campaign, proposal):
        await campaign.library.write(lambda repos: campaign.review.opened(repos, proposal))
        return (await campaign.proposal(proposal.id)).state

    async def test_by_default_everything_waits_for_the_author(self, campaign, proposal):
        assert await self.opened(campaign, proposal) is ProposalState.OPEN

    async def test_the_accept_all_rule_accepts_what_has_its_quote(
        self, campaign, mara, proposal, trusted
    ):
        assert await self.opened(campaign, proposal) is ProposalState.ACCEPTED
        assert (await campaign.proposal(proposal.id)).decided_by == "trust rule"
        assert await campaign.note(mara) == PROPOSED

    @pytest.mark.parametrize(
        "unsafe",
        [
            {"proposed": BASE[: int(len(BASE) * 0.6)]},
            {"simulated": True},
            {"proposed": PROPOSED + " See https://example.org."},
            {"proposed": PROPOSED + " ![map](map.png)"},
        ],
        ids=["shrinks by more than 30 %", "simulated", "brings a link", "brings an image"],
    )
    async def test_what_a_guard_holds_back_waits_in_spite_of_the_rule(
        self, campaign, mara, proposal, trusted, unsafe
    ):
        await campaign.library.write(lambda repos: repos.proposals.put(replace(proposal, **unsafe)))

        state = await self.opened(campaign, replace(proposal, **unsafe))

        assert state is ProposalState.OPEN
        assert await campaign.note(mara) == BASE

    async def test_an_event_whose_quote_was_not_found_waits(self, campaign, mara, reply, trusted):
        proposal = await campaign.library.add_proposal(
            campaign.session.id, mara, reply, "She is burnt."
        )
        unproven = replace(proposal, events=(replace(proposal.events[0], quote_found=False),))
        await campaign.library.write(lambda repos: repos.proposals.put(unproven))

        assert await self.opened(campaign, unproven) is ProposalState.OPEN

    async def test_what_is_about_an_entry_that_went_into_the_trash_waits_for_it(
        self, campaign, mara, proposal, trusted
    ):
        await campaign.trash.delete_entry(mara.id)

        assert await self.opened(campaign, proposal) is ProposalState.OPEN

        await campaign.trash.restore_entry(mara.id)
        assert await campaign.open_proposals() == (proposal,)

    async def test_a_newcomer_that_resembles_somebody_waits(self, campaign, mara, reply, trusted):
        lookalike = await campaign.library.add_proposal(
            campaign.session.id,
            mara,
            reply,
            "Maybe the same.",
            kind=ProposalKind.CREATE_ENTITY,
            title="Mara Vann",
            entry_id="lookalike",
            base_revision=None,
            entity=NewEntity(
                title="Mara Vann",
                category="character",
                content="Maybe the same.",
                resembles=("Mara Venn",),
            ),
        )

        assert await self.opened(campaign, lookalike) is ProposalState.OPEN


async def test_the_folded_note_says_which_revision_it_is(campaign, mara, proposal):
    await campaign.review.accept([proposal.id])

    view = await campaign.lore.entry(mara.id, campaign.session.id)
    assert view.note is not None
    assert view.note.revision == view.revisions[0].revision.id
    assert view.note.last_updated_turn == 1
    assert view.revisions[0].revision.base == RevisionId(proposal.base_revision)


async def test_a_stale_proposal_is_put_on_the_newer_note_where_they_do_not_collide(campaign):
    mara = await campaign.add("Mara Venn")
    reply = await campaign.turn()
    session = campaign.session.id
    anchors = frozenset({reply.id})
    await campaign.library.add_note(session, mara.id, "She waits. It rains.", anchors=anchors)
    proposal = await campaign.library.add_proposal(
        session, mara, reply, "She waits in vain. It rains. She owes."
    )
    hand = await campaign.library.add_note(session, mara.id, "She waits. It snows.")

    outcome = await campaign.review.accept([proposal.id])

    assert (outcome.accepted, outcome.rebased) == ((proposal.id,), (proposal.id,))
    assert await campaign.note(mara) == "She waits in vain. It snows. She owes."
    view = await campaign.lore.entry(mara.id, session)
    assert view.revisions[0].revision.base == hand.id
    assert (await campaign.proposal(proposal.id)).proposed == proposal.proposed


async def test_of_a_stale_proposal_only_the_hunks_that_were_accepted_are_put_in(campaign):
    mara = await campaign.add("Mara Venn")
    reply = await campaign.turn()
    session = campaign.session.id
    anchors = frozenset({reply.id})
    await campaign.library.add_note(session, mara.id, "She waits. It rains.", anchors=anchors)
    proposal = await campaign.library.add_proposal(
        session, mara, reply, "She waits in vain. It rains. She owes."
    )
    await campaign.library.add_note(session, mara.id, "She waits. It snows.")

    await campaign.review.accept([proposal.id], hunks=[2])

    assert await campaign.note(mara) == "She waits. It snows. She owes."


async def test_own_words_on_a_stale_proposal_stay_an_edit_on_top_of_the_models(campaign):
    mara = await campaign.add("Mara Venn")
    reply = await campaign.turn()
    session = campaign.session.id
    anchors = frozenset({reply.id})
    await campaign.library.add_note(session, mara.id, "She waits. It rains.", anchors=anchors)
    proposal = await campaign.library.add_proposal(
        session, mara, reply, "She waits. It rains. She owes."
    )
    await campaign.library.add_note(session, mara.id, "She waits. It snows.")

    await campaign.review.accept([proposal.id], text="She waits. It rains. She owes much.")

    revisions = await campaign.library.read(lambda repos: repos.notes.revisions(session, mara.id))
    assert [(one.by, one.content) for one in revisions[-2:]] == [
        ("model", "She waits. It snows. She owes."),
        ("author", "She waits. It snows. She owes much."),
    ]


async def test_a_stale_proposal_that_collides_is_a_conflict_and_changes_nothing(campaign):
    mara = await campaign.add("Mara Venn")
    reply = await campaign.turn()
    session = campaign.session.id
    anchors = frozenset({reply.id})
    await campaign.library.add_note(session, mara.id, "She waits.", anchors=anchors)
    proposal = await campaign.library.add_proposal(session, mara, reply, "She waits in vain.")
    await campaign.library.add_note(session, mara.id, "She left.")

    outcome = await campaign.review.accept([proposal.id])

    assert (outcome.conflicts, outcome.rebased) == ((proposal.id,), ())
    assert await campaign.note(mara) == "She left."


async def test_what_was_proposed_on_a_text_that_is_undone_is_never_put_on_another(campaign):
    mara = await campaign.add("Mara Venn")
    first, second = await campaign.turn(), await campaign.turn()
    session = campaign.session.id
    await campaign.library.add_note(session, mara.id, "She waits.", anchors=frozenset({first.id}))
    await campaign.library.add_note(
        session, mara.id, "She waits. She drowned.", anchors=frozenset({second.id})
    )
    proposal = await campaign.library.add_proposal(
        session, mara, first, "She waits. She drowned. She owes."
    )
    await campaign.library.goto(session, first.id)

    outcome = await campaign.review.accept([proposal.id])

    assert outcome.conflicts == (proposal.id,)
    assert await campaign.note(mara) == "She waits."


async def test_a_locked_note_waits_for_the_author_under_every_rule(campaign):
    from loredesk.domain.messages import TrustRule

    mara = await campaign.add("Mara Venn", locked=frozenset({"note"}))
    reply = await campaign.turn(reply="She owes.")
    await campaign.stories.set_trust(campaign.session.id, TrustRule.ACCEPT_ALL)
    proposal = await campaign.library.add_proposal(campaign.session.id, mara, reply, "She owes.")

    await campaign.library.write(lambda repos: campaign.review.opened(repos, proposal))

    assert await campaign.note(mara) == ""


async def two_cards(campaign):
    """Return an entry and the cards of two edits that do not fit where the session stands."""
    mara = await campaign.add("Mara Venn")
    first, second = await campaign.turn(), await campaign.turn()
    library, session = campaign.library, campaign.session.id
    await library.add_note(session, mara.id, "It rains. It is dark.", anchors=frozenset({first.id}))
    await library.add_note(session, mara.id, "She fell. She rose.", anchors=frozenset({second.id}))
    await library.add_note(session, mara.id, "She stumbled. She rose.")
    await library.add_note(session, mara.id, "She stumbled. She got up.")
    await library.goto(session, first.id)
    return mara, await campaign.open_proposals()


async def test_a_merge_card_is_asked_only_where_its_edit_does_not_stand(campaign):
    mara, cards = await two_cards(campaign)
    there = (await campaign.line())[-1]
    tree = await campaign.library.read(lambda repos: repos.messages.of_session(campaign.session.id))

    await campaign.library.goto(campaign.session.id, tree[-1].id)
    assert await campaign.note(mara) == "She stumbled. She got up."
    assert await campaign.open_proposals() == ()

    await campaign.library.goto(campaign.session.id, there.id)
    assert await campaign.open_proposals() == cards


async def test_merge_cards_asked_at_once_can_be_settled_one_after_the_other(campaign):
    mara, (one, other) = await two_cards(campaign)
    assert one.base_text == "She fell. She rose."
    assert other.base_text == "She stumbled. She rose."

    await campaign.review.accept([one.id], text="It rains. It is dark. She stumbles.")
    outcome = await campaign.review.accept([other.id], text="It rains. It is dusk.")

    assert outcome.accepted == (other.id,)
    assert await campaign.note(mara) == "It rains. It is dusk. She stumbles."
    assert await campaign.open_proposals() == ()


async def test_a_merge_card_that_comes_too_late_is_asked_again_on_what_stands_now(campaign):
    mara, (one, other) = await two_cards(campaign)

    await campaign.review.accept([one.id], text="It pours.")
    outcome = await campaign.review.accept([other.id], text="It rains. It is dusk.")

    assert outcome.conflicts == (other.id,)
    assert await campaign.note(mara) == "It pours."
    (again,) = await campaign.open_proposals()
    assert (again.edit, again.base) == (other.edit, "It pours.")


async def test_the_author_is_not_asked_about_an_edit_while_it_is_taken_back(campaign):
    _, (one, other) = await two_cards(campaign)
    library, session = campaign.library, campaign.session.id
    history = HistoryService(store=library.store, timeline=library.timeline)

    await history.withdraw(session, one.edit)

    assert one.id not in [card.id for card in await campaign.open_proposals()]
    with pytest.raises(
        UserFixableError, match="Your edit of the note on 'Mara Venn' was taken back"
    ):
        await campaign.review.accept([one.id])
    await campaign.review.reject([one.id])
    await campaign.review.reopen([one.id])
    await history.reinstate(session, one.edit)
    assert await campaign.open_proposals() == (one, other)


async def test_what_a_rejected_proposal_hid_is_proposed_without_what_was_rejected(
    campaign, mara, proposal, reply
):
    (burnt,) = proposal.events
    rest = replace(burnt, summary="Mara laughs.", quote="the lamp")
    wider = await campaign.library.add_proposal(
        campaign.session.id, mara, reply, f"{PROPOSED} She laughs.", events=(burnt, rest)
    )
    assert await campaign.open_proposals() == (proposal,)

    await campaign.review.reject([proposal.id])

    assert await campaign.open_proposals() == ()
    (task,) = await campaign.tasks(TaskType.UPDATE_NOTE)
    assert task.task_data["event"]["summary"] == "Mara laughs."
    await campaign.review.reopen([proposal.id])
    await campaign.review.reject([wider.id])
    assert await campaign.open_proposals() == ()
    await campaign.review.reopen([wider.id])
    assert await campaign.open_proposals() == (proposal,)


async def test_what_was_rejected_and_is_opened_again_elsewhere_is_proposed_as_far_as_it_happened(
    campaign, mara, reply
):
    later = await campaign.turn("I wait.", "Mara laughs.")
    events = tuple(
        ProposalEvent(message_id=one.id, anchor=one.id, turn=1, summary=one.text)
        for one in (reply, later)
    )
    both = await campaign.library.add_proposal(
        campaign.session.id, mara, later, "Burnt, and laughing.", events=events
    )
    await campaign.review.reject([both.id])
    await campaign.library.goto(campaign.session.id, reply.id)
    assert await campaign.tasks(TaskType.UPDATE_NOTE) == ()

    await campaign.review.reopen([both.id])

    (task,) = await campaign.tasks(TaskType.UPDATE_NOTE)
    assert task.task_data["event"]["summary"] == "Mara burns her hand on the lamp."


async def test_what_was_left_out_is_asked_about_only_while_what_the_decision_rests_on_is_taken_back(
    campaign, mara, reply
):
    library, session = campaign.library, campaign.session.id
    history = HistoryService(store=library.store, timeline=library.timeline)
    edit = await library.add_note(session, mara.id, "Mine.")
    event = ProposalEvent(
        message_id=reply.id, anchor=reply.id, turn=1, summary="She fell.", quote="She fell."
    )
    card = await library.add_proposal(session, mara, reply, "Mine. She fell.", events=(event,))
    await campaign.review.accept([card.id], hunks=[])
    before = await campaign.note(mara)

    await history.withdraw(session, edit.id)
    again = await library.add_proposal(session, mara, reply, "She fell.", events=(event,))

    assert await campaign.note(mara) == ""
    assert await campaign.open_proposals() == (again,)

    await history.reinstate(session, edit.id)

    assert before == await campaign.note(mara) == "Mine."
    assert await campaign.open_proposals() == ()
