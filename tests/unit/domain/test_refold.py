"""What is carried over to a line, one rule at a time."""

import itertools

import pytest

from loredesk.domain.causes import dated_line, events_in, swept_along, withdrawn_events
from loredesk.domain.proposals import ProposalEvent, ProposalKind, ProposalState
from loredesk.domain.refold import Asked, Carried, Queued, Refold
from loredesk.domain.unsettled import standing_proposals, stranded, unsettled
from tests.fakes.library import NOON
from tests.fakes.proposals import update
from tests.unit.domain.test_notes import revision


def happened(anchor, summary="She fell.", **values):
    return ProposalEvent(
        **{
            "message_id": anchor,
            "anchor": anchor,
            "turn": int(anchor.lstrip("m")),
            "summary": summary,
            **values,
        }
    )


def accepted(name, *events, proposed="", **values):
    return update(
        name,
        **{
            "events": events,
            "proposed": proposed,
            "base": "",
            "base_revision": None,
            "state": ProposalState.ACCEPTED,
            **values,
        },
    )


def card(name, edit, base_revision, state=ProposalState.OPEN):
    return accepted(
        name, kind=ProposalKind.MERGE_EDIT, edit=edit, base_revision=base_revision, state=state
    )


def refolded(revisions, proposals, line):
    numbers = itertools.count(50)
    fold = Refold(revisions, proposals, line, new_id=lambda: f"r{next(numbers)}", now=NOON)
    return fold.run()


def texts(steps):
    return [one.revision.content for one in steps if isinstance(one, Carried)]


def queued(steps):
    return [one.event.summary for one in steps if isinstance(one, Queued)]


WHOLE = (happened("m1", "She fell."), happened("m2", "She rose."))
REWRITE = revision("r1", anchors=["m1", "m2"], text="She fell and rose.", proposal_id="p1")
PROPOSAL = accepted("p1", *WHOLE, proposed="She fell and rose.")


def test_of_a_rewrite_that_is_undone_in_part_the_rest_is_dated_and_queued():
    steps = refolded([REWRITE], [PROPOSAL], {"m1"})

    assert texts(steps) == ["Turn 1: She fell."]
    assert queued(steps) == ["She fell."]
    carried = steps[0].revision
    assert (carried.merge_of, carried.by, carried.base, carried.seq) == ("r1", "model", None, 2)
    assert carried.anchors == {"m1"}
    assert carried.created_at == NOON


def test_where_all_of_it_stands_nothing_is_carried():
    assert refolded([REWRITE], [PROPOSAL], {"m1", "m2"}) == ()


def test_where_none_of_it_happened_nothing_is_carried():
    assert refolded([REWRITE], [PROPOSAL], {"m9"}) == ()


def test_a_rewrite_whose_proposal_is_gone_is_left_alone():
    assert refolded([REWRITE], [], {"m1"}) == ()


def test_an_event_said_in_a_message_that_is_not_here_is_not_carried():
    event = happened("m1", message_id="m7")
    steps = refolded([REWRITE], [accepted("p1", event, WHOLE[1], proposed="x")], {"m1"})

    assert steps == ()


def test_what_was_accepted_only_in_part_is_proposed_again_and_not_put_in():
    steps = refolded([REWRITE], [accepted("p1", *WHOLE, proposed="Other words.")], {"m1"})

    assert texts(steps) == []
    assert queued(steps) == ["She fell."]


@pytest.mark.parametrize(
    ("edit", "dated"),
    [
        ("She fell and rose. Mine.", ["Turn 1: She fell."]),
        ("Mine.", []),
    ],
)
def test_what_the_author_struck_out_is_not_put_in_again(edit, dated):
    hand = revision("h2", "r1", text=edit)

    steps = refolded([REWRITE, hand], [PROPOSAL], {"m1"})

    assert [one for one in texts(steps) if "Mine" not in one] == dated
    assert queued(steps) == ["She fell."]


def test_a_sentence_that_stood_before_may_be_struck_out():
    base = revision("r1", anchors=["m1"], text="It rains.")
    rewrite = revision("r2", "r1", ["m1", "m2"], text="It rains. She fell.", proposal_id="p1")
    hand = revision("h3", "r2", text="She fell.")
    proposal = accepted("p1", *WHOLE, proposed="It rains. She fell.", base_revision="r1")

    steps = refolded([base, rewrite, hand], [proposal], {"m1"})

    assert texts(steps)[0] == "It rains.\nTurn 1: She fell."


@pytest.mark.parametrize(
    ("content", "dated"),
    [
        ("It snows. She fell and rose.", ["It snows.\nTurn 1: She fell."]),
        ("It snows. She fell.", []),
    ],
)
def test_a_rewrite_put_on_a_later_text_counts_as_taken_whole_where_all_of_it_is_there(
    content, dated
):
    base = revision("r1", anchors=["m1"], text="It rains.")
    hand = revision("h2", "r1", text="It snows.")
    rewrite = revision("r3", "h2", ["m1", "m2"], text=content, proposal_id="p1")
    proposal = accepted(
        "p1", *WHOLE, base="It rains.", base_revision="r1", proposed="It rains. She fell and rose."
    )

    steps = refolded([base, hand, rewrite], [proposal], {"m1"})

    assert texts(steps) == dated
    assert queued(steps) == ["She fell."]


def test_an_event_that_waits_for_the_author_here_is_not_carried_as_well():
    waiting = accepted("p2", WHOLE[0], state=ProposalState.OPEN)

    assert refolded([REWRITE], [PROPOSAL, waiting], {"m1"}) == ()


def test_an_event_whose_rewrite_was_rejected_is_dated_but_not_proposed_again():
    rejected = accepted("p2", WHOLE[0], state=ProposalState.REJECTED)

    steps = refolded([REWRITE], [PROPOSAL, rejected], {"m1"})

    assert texts(steps) == ["Turn 1: She fell."]
    assert queued(steps) == []


def test_an_event_taken_back_is_not_carried():
    part = revision("r2", anchors=["m1"], text="Fallen.", proposal_id="p2", withdrawn_at=NOON)
    proposals = [PROPOSAL, accepted("p2", WHOLE[0], proposed="Fallen.")]
    whole = revision(
        "r1",
        anchors=["m1", "m2"],
        text="x",
        proposal_id="p1",
        withdrawn_at=NOON,
        withdrawn_with="r2",
    )

    assert refolded([whole, part], proposals, {"m1"}) == ()
    assert queued(refolded([whole, part], proposals, {"m1", "m2"})) == ["She rose."]


def test_a_change_hidden_by_a_longer_chain_is_brought_along_where_both_happened():
    one = revision("r1", anchors=["m1"], text="She fell.", proposal_id="p1")
    other = revision("r2", anchors=["m2"], text="She rose.", proposal_id="p2")
    proposals = [
        accepted("p1", WHOLE[0], proposed="She fell."),
        accepted("p2", WHOLE[1], proposed="She rose."),
    ]

    steps = refolded([one, other], proposals, {"m1", "m2"})

    assert texts(steps) == ["She rose.\nTurn 1: She fell."]
    brought = steps[0].revision
    assert (brought.merge_of, brought.carried_from, brought.base) == (None, "r1", "r2")
    again = refolded([one, other, brought], proposals, {"m1", "m2"})
    assert texts(again) == []


def test_an_edit_that_fits_is_carried_and_one_that_does_not_is_asked_about():
    base = revision("r1", anchors=["m1"], text="It rains.")
    rewrite = revision("r2", "r1", ["m2"], text="It rains. She fell.")
    fits = revision("h3", "r2", text="It rains. She fell. Mine.", stood_at="m2")
    collides = revision("h4", "h3", text="It rains. She stumbled. Mine.")

    steps = refolded([base, rewrite, fits, collides], [], {"m1"})

    carried, asked = steps
    assert carried.revision.content == "It rains. Mine."
    assert (carried.revision.by, carried.revision.stood_at) == ("author", "m2")
    assert isinstance(asked, Asked)
    assert (asked.edit.id, asked.made_on) == ("h4", "It rains. She fell. Mine.")
    assert asked.proposed == "It rains. She stumbled. Mine."
    assert asked.beneath == carried.revision


def test_an_edit_that_is_in_already_is_done_with():
    base = revision("r1", anchors=["m1"], text="It rains. Mine.")
    rewrite = revision("r2", anchors=["m2"], text="It rains.")
    hand = revision("h3", "r2", text="It rains. Mine.")

    steps = refolded([base, rewrite, hand], [], {"m1"})

    assert texts(steps) == ["It rains. Mine."]
    again = refolded([base, rewrite, hand, steps[0].revision], [], {"m1"})
    assert again == ()


@pytest.mark.parametrize("base", [[], [revision("r0", anchors=["m1"], text="It hails.")]])
def test_an_edit_that_only_took_out_what_is_not_here_adds_nothing(base):
    rewrite = revision("r1", anchors=["m2"], text="It rains. It snows.")
    hand = revision("h2", "r1", text="It snows.")
    last = revision("h3", "h2", text="")

    assert refolded([*base, rewrite, hand, last], [], {"m1"}) == ()


COLLIDING = [
    revision("r1", anchors=["m1"], text="It rains."),
    revision("r2", "r1", ["m2"], text="She fell."),
    revision("h3", "r2", text="She stumbled."),
]


@pytest.mark.parametrize(
    ("state", "asks"),
    [
        (ProposalState.OPEN, False),
        (ProposalState.SNOOZED, False),
        (ProposalState.REJECTED, False),
        (ProposalState.ACCEPTED, False),
        (ProposalState.CONFLICT, True),
    ],
)
def test_the_author_is_asked_about_an_edit_once_on_one_text(state, asks):
    steps = refolded(COLLIDING, [card("p1", "h3", "r1", state)], {"m1"})

    assert [type(one) for one in steps] == ([Asked] if asks else [])


def test_a_card_about_another_edit_or_another_text_says_nothing_of_this_one():
    others = [card("p1", "h9", "r1"), card("p2", "h3", "r9"), card("p3", "h3", None)]

    assert [type(one) for one in refolded(COLLIDING, others, {"m1"})] == [Asked]


def test_what_was_rejected_on_a_text_is_not_asked_about_on_what_was_made_of_it():
    later = revision("r4", "r1", ["m1"], text="It snows.")
    rejected = card("p1", "h3", "r1", ProposalState.REJECTED)
    opened = card("p1", "h3", "r1")

    assert refolded([*COLLIDING, later], [rejected], {"m1"}) == ()
    assert [type(one) for one in refolded([*COLLIDING, later], [opened], {"m1"})] == [Asked]


def test_an_edit_is_carried_in_the_form_it_was_last_given_here():
    base = revision("r1", anchors=["m1"], text="It rains. She waits.")
    rewrite = revision("r2", "r1", ["m2"], text="She fell.")
    hand = revision("h3", "r2", text="She stumbled.")
    settled = revision("h4", "r1", text="It rains. She stumbles.", merge_of="h3", proposal_id="p1")
    older = revision("h5", text="Not here.", merge_of="h3")
    later = revision("r6", "r1", ["m3"], text="It snows. She waits.")

    steps = refolded([base, rewrite, hand, settled, older, later], [], {"m1", "m3"})

    assert texts(steps) == ["It snows. She stumbles."]
    assert steps[0].revision.merge_of == "h3"


def test_of_two_forms_the_one_given_on_the_later_text_counts():
    base = revision("r1", anchors=["m1"], text="It rains. She waits.")
    rewrite = revision("r2", "r1", ["m2"], text="She fell.")
    hand = revision("h3", "r2", text="She stumbled.")
    later = revision("r4", "r1", ["m3"], text="It snows. She waits.")
    deeper = revision("h5", "r4", text="It snows. She stumbles.", merge_of="h3")
    shallower = revision("h6", "r1", text="It rains. She trips.", merge_of="h3")
    last = revision("r7", "r4", ["m4"], text="It hails. She waits.")

    steps = refolded([base, rewrite, hand, later, deeper, shallower, last], [], {"m1", "m3", "m4"})

    assert texts(steps) == ["It hails. She stumbles."]


def test_a_form_whose_giving_was_undone_does_not_count():
    base = revision("r1", anchors=["m1"], text="It rains. She waits.")
    rewrite = revision("r2", "r1", ["m2"], text="It rains. She waits. She fell.")
    hand = revision("h3", "r2", text="It rains. She waits. She fell. Mine.")
    undone = revision(
        "h4", "r1", text="She fell.", merge_of="h3", withdrawn_at=NOON, withdrawn_with="h4"
    )

    steps = refolded([base, rewrite, hand, undone], [], {"m1"})

    assert texts(steps) == ["It rains. She waits. Mine."]


def test_the_author_is_not_asked_again_for_what_was_only_carried_on_top():
    carried = revision("h4", "r1", text="It rains. Mine.", merge_of="h9")

    assert refolded([*COLLIDING, carried], [card("p1", "h3", "r1")], {"m1"}) == ()


def test_an_edit_taken_back_is_not_carried():
    hand = revision("h3", "r2", text="She fell. Mine.", withdrawn_at=NOON)

    assert refolded([*COLLIDING[:2], hand], [], {"m1"}) == ()


def test_an_open_proposal_on_what_does_not_stand_is_made_anew():
    proposal = accepted("p1", WHOLE[0], state=ProposalState.OPEN, base_revision="r2")

    assert queued(refolded(COLLIDING[:2], [proposal], {"m1"})) == ["She fell."]
    assert refolded(COLLIDING[:2], [proposal], {"m1", "m2"}) == ()
    assert stranded(COLLIDING[:2], [proposal], {"m1"}) == (proposal,)
    unbased = accepted("p1", WHOLE[0], state=ProposalState.OPEN)
    assert stranded(COLLIDING[:2], [unbased], {"m1"}) == ()


def test_what_stands_is_settled():
    assert unsettled([REWRITE], {"m1", "m2"}) == ()
    assert unsettled([REWRITE], {"m1"}) == (REWRITE,)
    assert unsettled([REWRITE], {"m9"}) == ()


@pytest.mark.parametrize(
    ("summary", "line"),
    [
        ("She fell", "Turn 1: She fell."),
        ("She  fell\nhard!", "Turn 1: She fell hard!"),
        ("Why?", "Turn 1: Why?"),
        ("And then…", "Turn 1: And then…"),
    ],
)
def test_a_dated_line_is_one_sentence_on_one_line(summary, line):
    assert dated_line(happened("m1", summary)) == line


def test_a_copy_took_in_the_events_that_stand_in_it():
    proposals = {"p1": PROPOSAL}
    copy = revision("r2", anchors=["m1"], text="It rains.\nTurn 1: She fell.", proposal_id="p1")
    from dataclasses import replace

    assert events_in(REWRITE, proposals) == WHOLE
    assert events_in(replace(copy, merge_of="r1"), proposals) == WHOLE[:1]
    assert events_in(replace(copy, carried_from="r1"), proposals) == WHOLE[:1]
    assert events_in(replace(copy, by="author"), proposals) == ()
    assert events_in(replace(copy, proposal_id="p9"), proposals) == ()


def test_with_a_change_goes_what_took_in_its_events_and_every_copy_of_an_edit():
    taken = revision("r1", anchors=["m1"], text="x", proposal_id="p1", withdrawn_at=NOON)
    same = revision("r2", anchors=["m1"], text="y", proposal_id="p2")
    other = revision("r3", anchors=["m2"], text="z", proposal_id="p3")
    edit = revision("h4", text="Mine.", withdrawn_at=NOON)
    copies = [revision("h5", text="a", merge_of="h4"), revision("h6", text="b", carried_from="h4")]
    undone = revision(
        "r7", anchors=["m1"], proposal_id="p2", withdrawn_at=NOON, withdrawn_with="r7"
    )
    proposals = {
        "p1": accepted("p1", WHOLE[0]),
        "p2": accepted("p2", WHOLE[0]),
        "p3": accepted("p3", WHOLE[1]),
    }
    revisions = [taken, same, other, edit, *copies, undone]

    assert swept_along(revisions, proposals) == {"r2": "r1", "h5": "h4", "h6": "h4"}
    assert withdrawn_events(revisions, proposals) == WHOLE[:1]


def test_what_the_author_took_back_goes_with_nothing_else_and_the_rest_with_the_first():
    taken = [
        revision(name, anchors=["m1"], text=name, proposal_id="p1", withdrawn_at=NOON)
        for name in ("r1", "r2")
    ]
    same = revision("r3", anchors=["m1"], text="y", proposal_id="p1")

    assert swept_along([*taken, same], {"p1": accepted("p1", WHOLE[0])}) == {"r3": "r1"}


def both_took_in_the_fall(proposed):
    other = (WHOLE[0], happened("m3", "She slept."))
    revisions = [REWRITE, revision("r2", anchors=["m1", "m3"], text="Slept.", proposal_id="p2")]
    return revisions, [
        accepted("p1", *WHOLE, proposed=proposed or "She fell and rose."),
        accepted("p2", *other, proposed=proposed or "Slept."),
    ]


@pytest.mark.parametrize(("proposed", "dated"), [("", ["Turn 1: She fell."]), ("Else.", [])])
def test_what_two_rewrites_took_in_is_dated_and_proposed_once(proposed, dated):
    steps = refolded(*both_took_in_the_fall(proposed), {"m1"})

    assert texts(steps) == dated
    assert queued(steps) == ["She fell."]


def test_an_event_brought_up_by_a_reply_that_is_not_here_is_not_carried():
    event = happened("m9", message_id="m1")
    lost = revision("r1", anchors=["m1", "m9"], text="She fell.", proposal_id="p1")

    assert refolded([lost], [accepted("p1", event, proposed="She fell.")], {"m1"}) == ()


def test_only_the_author_strikes_out_and_only_while_that_was_not_undone():
    undone = revision("h2", "r1", text="Mine.", withdrawn_at=NOON, withdrawn_with="h2")
    rewritten = revision("r3", "r1", ["m3"], text="Other words.")

    assert texts(refolded([REWRITE, undone, rewritten], [PROPOSAL], {"m1"})) == [
        "Turn 1: She fell."
    ]


def test_an_edit_on_what_is_gone_stands_alone():
    base = revision("r1", anchors=["m2"], text="She waits.")
    hand = revision("h2", "r1", text="She waits. Mine.")

    assert texts(refolded([base, hand], [], {"m1"})) == ["Mine."]


def test_a_first_note_written_by_hand_is_added_to_what_a_turn_wrote_first():
    edit = revision("r1", anchors=[], text="Mine.", by="author")
    turn = revision("r2", anchors=["m1"], text="She fell.", proposal_id="p1")

    steps = refolded([edit, turn], [accepted("p1", WHOLE[0], proposed="She fell.")], {"m1"})

    assert texts(steps) == ["Mine. She fell."]


def test_an_event_that_waits_on_two_texts_is_shown_on_the_longer_chain():
    above, below = revision("r1", anchors=["m1"]), revision("r2", "r1", anchors=["m2"])
    deep = accepted("p1", WHOLE[0], state=ProposalState.OPEN, base_revision="r2")
    shallow = accepted("p2", *WHOLE, state=ProposalState.SNOOZED, base_revision="r1")
    apart = accepted("p3", happened("m2", "She sang."), state=ProposalState.OPEN)

    chosen = standing_proposals([above, below], [shallow, apart, deep], {"m1", "m2"})

    assert chosen == (deep, apart)
    assert standing_proposals([above], [shallow, apart, deep], {"m1", "m2"}) == (shallow, apart)
    assert stranded([above, below], [shallow, apart, deep], {"m1", "m2"}) == (shallow,)


def test_of_a_rewrite_that_waits_and_is_undone_in_part_the_rest_is_proposed_anew():
    waiting = accepted("p1", *WHOLE, state=ProposalState.OPEN)

    assert queued(refolded([], [waiting], {"m1"})) == ["She fell."]
    assert standing_proposals([], [waiting], {"m1"}) == ()
    assert refolded([], [waiting], {"m1", "m2"}) == ()
    assert refolded([], [waiting], {"m3"}) == ()


def test_of_a_rewrite_that_waits_only_what_was_not_taken_in_meanwhile_is_proposed_anew():
    waiting = accepted("p1", *WHOLE, state=ProposalState.OPEN)
    taken_in = accepted("p2", WHOLE[0], proposed="Fallen.")
    part = revision("r1", anchors=["m1"], text="Fallen.", proposal_id="p2")
    every = [waiting, taken_in]

    assert queued(refolded([part], every, {"m1", "m2"})) == ["She rose."]
    assert standing_proposals([part], every, {"m1", "m2"}) == ()
    dated = revision("r1", anchors=["m1"], text="Turn 1: She fell.", proposal_id="p2", merge_of="x")
    assert standing_proposals([dated], every, {"m1", "m2"}) == (waiting,)


def test_a_rewrite_that_waits_is_not_shown_once_a_part_of_it_was_turned_down():
    waiting = accepted("p1", *WHOLE, state=ProposalState.OPEN)
    rejected = accepted("p2", WHOLE[0], state=ProposalState.REJECTED)
    taken_back = revision("r1", anchors=["m1"], proposal_id="p3", withdrawn_at=NOON)
    accepted_before = accepted("p3", WHOLE[0])

    for revisions, other in (([], rejected), ([taken_back], accepted_before)):
        assert standing_proposals(revisions, [waiting, other], {"m1", "m2"}) == ()
        steps = refolded(revisions, [waiting, other], {"m1", "m2"})
        assert queued(steps) == ["She rose."]


def test_of_two_that_wait_on_one_text_the_earlier_is_shown():
    one = accepted("p1", WHOLE[0], state=ProposalState.OPEN)
    other = accepted("p2", *WHOLE, state=ProposalState.OPEN)

    assert standing_proposals([], [one, other], {"m1", "m2"}) == (one,)
