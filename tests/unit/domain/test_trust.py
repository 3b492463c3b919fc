from dataclasses import replace

import pytest

from loredesk.domain.messages import TrustRule
from loredesk.domain.proposals import ProposalKind
from loredesk.domain.trust import held_back_by, may_accept
from tests.fakes.proposals import BASE, event, newcomer, update

WICK = newcomer().entity
SAFE = update(base="She waits. " * 10, proposed="She waits. " * 10 + "She is ill.")


def test_nothing_is_accepted_without_a_click_unless_the_author_said_so():
    assert not may_accept(TrustRule.REVIEW_EVERYTHING, SAFE)
    assert may_accept(TrustRule.ACCEPT_ALL, SAFE)


@pytest.mark.parametrize(
    ("proposal", "reason"),
    [
        (update(base="x" * 100, proposed="x" * 69), "30 %"),
        (update(simulated=True), "simulation"),
        (update(events=(event(quote_found=False),)), "quote"),
        (update(events=()), "quote"),
        (update(kind=ProposalKind.MERGE_EDIT), "by hand"),
        (update(base="She waits.", proposed="She waits. See https://evil"), "link"),
        (update(base="She waits.", proposed="She waits. ![x](y.png)"), "link"),
        (update(base="See https://a.", proposed="See https://a. And https://b."), "link"),
        (update(base="She waits.", proposed="She waits. HTTP://EVIL"), "link"),
        (newcomer(), "Wickham"),
    ],
)
def test_no_rule_passes_a_guard(proposal, reason):
    assert any(reason in one for one in held_back_by(proposal))
    assert not may_accept(TrustRule.ACCEPT_ALL, proposal)


def test_a_text_may_lose_up_to_three_tenths():
    assert held_back_by(update(base="x" * 100, proposed="x" * 70)) == ()


def test_a_link_that_was_there_before_is_no_news():
    base = "She waits at https://a for him."

    assert held_back_by(update(base=base, proposed=f"{base} It rains.")) == ()


def test_one_quote_that_was_not_found_holds_all_of_it_back():
    assert held_back_by(update(events=(event(quote_found=False), event()))) == (
        "not every quote was found in the turn",
    )


@pytest.mark.parametrize("locked", [{"note"}, {"entry"}, {"title", "note"}])
def test_a_locked_note_is_never_changed_without_a_click(locked):
    assert held_back_by(SAFE, locked=locked) == ("you have locked the note",)
    assert not may_accept(TrustRule.ACCEPT_ALL, SAFE, locked=locked)


def test_a_lock_on_another_field_does_not_hold_the_note_back():
    assert may_accept(TrustRule.ACCEPT_ALL, SAFE, locked={"title", "content"})


def test_a_newcomer_has_nothing_that_could_be_locked():
    assert "you have locked the note" not in held_back_by(newcomer(), locked={"note"})


@pytest.mark.parametrize(
    ("proposal", "reasons"),
    [
        (update(simulated=True), ("its source is a simulation, not a turn",)),
        (update(kind=ProposalKind.MERGE_EDIT), ("your own edit has to be merged by hand",)),
        (update(base="x" * 100, proposed="x" * 9), ("the text would lose more than 30 %",)),
        (update(proposed=BASE + " See https://a."), ("it brings in a link or an image",)),
        (newcomer(entity=replace(WICK, resembles=())), ()),
        (
            newcomer(entity=replace(WICK, resembles=("Wickham", "Wick"))),
            ("it may be the same as Wickham, Wick",),
        ),
    ],
)
def test_every_reason_is_said_in_its_own_words_and_none_without_need(proposal, reasons):
    assert held_back_by(proposal) == reasons


def test_a_link_is_the_same_link_whatever_mark_stands_behind_it():
    proposal = update(base="She is at https://a", proposed="She is at https://a. It rains.")

    assert held_back_by(proposal) == ()
