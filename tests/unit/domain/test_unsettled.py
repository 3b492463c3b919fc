"""Which revisions of a note something still has to be made of on a line."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from loredesk.domain.causes import is_cause, is_undone
from loredesk.domain.ids import LoreId, MessageId, ProposalId, RevisionId, SessionId
from loredesk.domain.notes import NoteRevision
from loredesk.domain.proposals import ProposalKind
from loredesk.domain.unsettled import is_asked_here, unsettled
from tests.fakes.proposals import update

NOW = datetime(2026, 6, 1, tzinfo=UTC)
LOST = NoteRevision(
    id=RevisionId("r"),
    session_id=SessionId("s"),
    entry_id=LoreId("e"),
    seq=1,
    base=None,
    anchors=frozenset({MessageId("m1"), MessageId("m2")}),
    content="She sings.",
    proposal_id=ProposalId("p"),
)


def test_what_a_turn_brought_up_must_stand_where_that_turn_is():
    assert unsettled([LOST], {"m1"}) == (LOST,)


def test_what_an_undone_acceptance_wrote_needs_nothing_anywhere():
    undone = replace(LOST, withdrawn_at=NOW, withdrawn_with=LOST.id)

    assert is_undone(undone)
    assert not is_cause(undone)
    assert unsettled([undone], {"m1"}) == ()
    assert unsettled([undone], {"m1", "m2"}) == ()


def test_a_change_taken_back_by_the_author_is_another_thing():
    taken_back = replace(LOST, withdrawn_at=NOW)

    assert is_cause(taken_back)
    assert not is_undone(taken_back)


def test_the_text_of_a_merge_goes_with_the_turns_it_rests_on():
    merged = replace(LOST, by="author", proposal_id=None)

    assert unsettled([merged], {"m1"}) == ()


def test_an_edit_that_rests_on_no_turn_must_stand_everywhere():
    base = replace(LOST, id=RevisionId("b"))
    edit = replace(LOST, by="author", proposal_id=None, anchors=frozenset(), base=base.id, seq=2)

    assert edit in unsettled([base, edit], {"m1"})


BENEATH = replace(LOST, id=RevisionId("b"))
EDIT = replace(LOST, by="author", proposal_id=None, anchors=frozenset(), seq=2)
CARD = update("c", kind=ProposalKind.MERGE_EDIT, edit=EDIT.id, base_revision=BENEATH.id)


def test_the_author_is_asked_about_an_edit_on_the_text_it_did_not_fit():
    other = replace(BENEATH, id=RevisionId("o"))

    assert is_asked_here(CARD, [EDIT], [BENEATH])
    assert not is_asked_here(CARD, [EDIT], [])
    assert not is_asked_here(CARD, [EDIT], [BENEATH, other])
    assert is_asked_here(replace(CARD, base_revision=None), [EDIT], [])


@pytest.mark.parametrize("way", ["merge_of", "carried_from"])
def test_what_was_only_carried_on_top_is_still_that_text(way):
    copies = [
        replace(BENEATH, id=RevisionId(name), **{way: RevisionId("x")}) for name in ("c1", "c2")
    ]

    assert is_asked_here(CARD, [EDIT], [BENEATH, *copies])
    assert is_asked_here(replace(CARD, base_revision="c1"), [EDIT], [BENEATH, *copies])
    assert is_asked_here(replace(CARD, base_revision=None), [EDIT], copies)


@pytest.mark.parametrize(
    "stands",
    [
        EDIT,
        replace(EDIT, id=RevisionId("f"), merge_of=EDIT.id),
        replace(EDIT, id=RevisionId("f"), carried_from=EDIT.id),
    ],
)
def test_the_author_is_not_asked_about_an_edit_where_it_stands(stands):
    assert not is_asked_here(CARD, [EDIT], [BENEATH, stands])


def test_the_author_is_not_asked_about_an_edit_they_took_back():
    other = replace(EDIT, id=RevisionId("o"), withdrawn_at=NOW)

    assert not is_asked_here(CARD, [BENEATH, replace(EDIT, withdrawn_at=NOW)], [BENEATH])
    assert is_asked_here(CARD, [other, EDIT], [BENEATH])
