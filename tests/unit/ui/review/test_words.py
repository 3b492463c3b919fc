import pytest

from loredesk.domain.diff import Span
from loredesk.domain.listings import ReviewOutcome
from loredesk.domain.proposals import ProposalState
from loredesk.ui.review.diff_html import diff_html
from loredesk.ui.review.passages import Change, Kept, passages, readable
from loredesk.ui.review.words import doubt, evidence, explained, outcome_in_words, quoted
from loredesk.ui.theme.tokens import DARK, LIGHT
from tests.fakes.proposals import BASE, PROPOSED, event, newcomer, update


def test_a_quote_says_where_it_was_found():
    assert evidence(event(12)) == ("success", "quote found in turn 12")
    assert evidence(event(12, quote_found=False)) == ("warning", "quote not found in turn 12")
    assert evidence(event(12, quote="", quote_found=False)) == ("warning", "no quote given")
    assert evidence(event(12, source="simulated")) == ("info", "simulated")


def test_doubt_is_raised_by_conflict_simulation_and_missing_quotes():
    assert doubt(update()) == ""
    assert doubt(update(events=(event(), event(quote_found=False)))) == "unfounded"
    assert doubt(update(simulated=True)) == "simulated"
    assert doubt(update(state=ProposalState.CONFLICT)) == "conflict"


def test_every_conflict_is_explained_with_a_way_out():
    for proposal in (update(), newcomer()):
        notice = explained(update(state=ProposalState.CONFLICT, entity=proposal.entity))
        assert notice.sentence
        assert "reject" in notice.hint


def test_a_quote_that_brings_its_own_marks_gets_no_others():
    assert quoted(" I owe you ") == "\u201cI owe you\u201d"
    assert quoted('"Keep it," she said') == '"Keep it," she said'


def test_the_text_is_cut_into_what_stays_and_what_changes():
    kinds = [type(passage) for passage in passages(BASE, PROPOSED)]

    assert kinds == [Kept, Change, Kept, Change, Kept]
    numbers = [one.number for one in passages(BASE, PROPOSED) if isinstance(one, Change)]
    assert numbers == [1, 2]


def test_neighbouring_changes_read_as_one_phrase():
    spans = (
        Span("removed", "a"),
        Span("added", "the"),
        Span("same", " "),
        Span("removed", "cord"),
        Span("added", "night"),
        Span("same", " of tolls"),
    )

    assert readable(spans) == (
        Span("removed", "a cord"),
        Span("added", "the night"),
        Span("same", " of tolls"),
    )


def test_a_diff_shows_more_than_colour_and_no_foreign_markup():
    spans = (Span("removed", "<b>old</b>"), Span("added", "new <img src='x'>"))

    for tokens in (LIGHT, DARK):
        html = diff_html(spans, tokens)
        assert "line-through" in html
        assert "underline" in html
        assert "<img" not in html
        assert "<b>" not in html


@pytest.mark.parametrize(
    ("accepted", "rebased", "words"),
    [
        (("p1",), ("p1",), "put on the newer one"),
        (("p1", "p2"), ("p1",), "2 proposals accepted."),
        (("p1", "p2"), (), "2 proposals accepted."),
    ],
)
def test_what_was_put_on_a_newer_text_is_said(accepted, rebased, words):
    notice = outcome_in_words(ReviewOutcome(accepted=accepted, rebased=rebased))

    assert words in notice.sentence
    assert bool(notice.hint) is bool(rebased)
