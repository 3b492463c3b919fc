from dataclasses import replace
from itertools import product

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.proposals import (
    NewEntity,
    Proposal,
    ProposalEvent,
    ProposalKind,
    ProposalState,
    same_event,
)
from tests.fakes.proposals import BASE, PROPOSED, event, newcomer, update

MOVES = {
    ("open", "accepted"),
    ("open", "rejected"),
    ("open", "snoozed"),
    ("open", "conflict"),
    ("snoozed", "open"),
    ("snoozed", "accepted"),
    ("snoozed", "rejected"),
    ("snoozed", "conflict"),
    ("conflict", "open"),
    ("conflict", "rejected"),
}


@pytest.mark.parametrize(("before", "after"), list(product(ProposalState, ProposalState)))
def test_a_proposal_moves_only_where_it_may(before, after, noon):
    proposal = update(state=before)

    if (before.value, after.value) in MOVES:
        closed = proposal.closed_as(after, now=noon, by="author")
        assert (closed.state, closed.decided_at, closed.decided_by) == (after, noon, "author")
    else:
        with pytest.raises(UserFixableError, match="Mara Venn") as refused:
            proposal.closed_as(after, now=noon, by="author")
        assert refused.value.hint


def test_accepting_nothing_in_particular_accepts_the_whole_text():
    assert update().text_with(None) == PROPOSED
    assert update().text_with([1, 2]) == PROPOSED
    assert update().text_with([]) == BASE


def test_accepting_a_hunk_that_is_not_there_is_refused_with_the_numbers_there_are():
    with pytest.raises(UserFixableError, match="no hunk 0, 7") as refused:
        update().text_with([1, 7, 0])

    assert "1 to 2" in refused.value.hint


def test_a_proposal_without_hunks_says_so():
    with pytest.raises(UserFixableError) as refused:
        replace(update(), base="Same.", proposed="Same.").text_with([1])

    assert "1 to 0" not in refused.value.sentence()


def test_a_proposal_rests_on_every_message_of_its_events():
    proposal = update(events=(event(1), event(2, message_id="said")))

    assert proposal.anchors == {"m1", "said", "m2"}
    assert update(events=()).anchors == frozenset()


def test_an_entity_read_back_from_plain_data_is_the_same():
    entity = newcomer().entity

    assert NewEntity.from_json(entity.as_json()) == entity


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (event(2, message_id="m1", quote="“Help!”", summary="She cries."), True),
        (event(2, message_id="m1", quote="“No!”", summary="She cries."), False),
        (event(2, message_id="m2", quote="“Help!”", summary="She cries."), False),
        (event(1, quote="", summary="the Mara CALLS"), True),
        (event(1, quote="", summary="She cries."), False),
        (event(2, quote="", summary="The Mara calls."), False),
    ],
)
def test_an_event_is_known_again_by_its_quote_or_by_its_anchor_and_summary(other, same):
    one = event(1, quote="“Help!”", summary="The Mara calls.")

    assert same_event(one, other) is same
    assert same_event(other, one) is same


def test_two_events_without_a_quote_are_not_one_for_that():
    assert not same_event(event(1, quote="", summary="a"), event(1, quote="", summary="b"))


def test_a_hint_names_the_hunks_there_are():
    one = replace(update(), base="She waits.", proposed="She runs.")
    none = replace(update(), base="Same.", proposed="Same.")

    with pytest.raises(UserFixableError) as only_one:
        one.text_with([2])
    with pytest.raises(UserFixableError) as nothing:
        none.text_with([1])

    assert only_one.value.hint == "It has only hunk 1."
    assert nothing.value.hint == "It changes nothing."


def test_an_entity_keeps_whom_it_resembles_and_one_from_before_resembles_nobody():
    entity = replace(newcomer().entity, resembles_ids=("e1",))
    data = entity.as_json()

    assert data["resembles_ids"] == ["e1"]
    assert NewEntity.from_json(data) == entity
    del data["resembles_ids"]
    assert NewEntity.from_json(data).resembles_ids == ()


def test_a_new_proposal_is_open_and_empty_and_nobody_decided_it():
    kind = ProposalKind.UPDATE_NOTE
    found = Proposal(id="p", session_id="s", kind=kind, title="Mara", entry_id="e")

    assert (found.state, found.simulated) == (ProposalState.OPEN, False)
    assert (found.base, found.proposed, found.base_text) == ("", "", "")
    assert (found.decided_by, found.comment) == ("", "")


def test_an_event_comes_from_a_turn_and_its_quote_is_not_found_until_it_is():
    found = ProposalEvent(message_id="m", anchor="m", turn=1, summary="She fell.")

    assert (found.quote, found.quote_found, found.reason, found.source) == ("", False, "", "turn")
