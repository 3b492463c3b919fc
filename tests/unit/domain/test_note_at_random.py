"""The author's hand wins: no edit is ever lost, and none carries what was undone elsewhere.

One note in a tree of messages, without a database, and an author and a model that do anything
they may at random. Every sentence names its source: an event of a turn ("E3."), or a hand edit
("H4."). After each step the note is folded on every line there is.
"""

import itertools
import os
import random
import re
from dataclasses import replace

import pytest

from loredesk.domain.causes import is_cause, is_copy, is_undone, swept_along, withdrawn_events
from loredesk.domain.diff import sentences
from loredesk.domain.ids import LoreId, MessageId, ProposalId, RevisionId, SessionId
from loredesk.domain.notes import NoteRevision, current, spine
from loredesk.domain.proposals import Proposal, ProposalEvent, ProposalKind, ProposalState
from loredesk.domain.protection import by_the_author, protect
from loredesk.domain.refold import Asked, Queued, Refold
from loredesk.domain.unsettled import is_asked_here, standing_proposals
from tests.fakes.library import NOON

SESSION, ENTRY = SessionId("s"), LoreId("e")


STEPS = 40
RUNS = int(os.environ.get("LOREDESK_TEST_NOTE_RUNS", "20"))


class NoteAtRandom:
    """Plays, rewrites, edits, takes back and moves at random."""

    def __init__(self):
        self.random = random.Random()
        self.story = []  # What was done, for whoever reads a failure.
        self.numbers = itertools.count(1)
        self.parents = {MessageId("m0"): None}
        self.head = MessageId("m0")
        self.revisions = []
        self.proposals = {}
        self.dropped = set()  # Hand-written sentences the author took out or let go.
        self.struck = set()  # Events the author took out by hand.
        self.queued = set()

    # Helpers

    def path_to(self, head):
        path = []
        while head is not None:
            path.append(head)
            head = self.parents[head]
        return path

    def line_to(self, head):
        return frozenset(self.path_to(head))

    @property
    def line(self):
        return self.line_to(self.head)

    def refold(self, line):
        fold = Refold(
            self.revisions,
            list(self.proposals.values()),
            line,
            new_id=lambda: f"r{next(self.numbers)}",
            now=NOON,
        )
        return fold, fold.run()

    def settle(self):
        """Fold on the line shown and keep what that adds, as the services do."""
        fold, steps = self.refold(self.line)
        self.revisions = list(fold.revisions)
        for step in steps:
            if isinstance(step, Asked):
                self.keep(self.card(step))
            if isinstance(step, Queued):
                self.queued.add(step.event.summary)

    def card(self, asked):
        return Proposal(
            id=ProposalId(f"p{next(self.numbers)}"),
            session_id=SESSION,
            kind=ProposalKind.MERGE_EDIT,
            title="",
            entry_id=ENTRY,
            base_revision=asked.beneath.id if asked.beneath else None,
            base=asked.beneath.content if asked.beneath else "",
            proposed=asked.proposed,
            edit=asked.edit.id,
            base_text=asked.made_on,
        )

    def keep(self, proposal):
        self.proposals[proposal.id] = proposal

    def text(self):
        standing = current(self.revisions, self.line)
        return standing.content if standing else ""

    def add(self, content, **values):
        standing = current(self.revisions, self.line)
        revision = NoteRevision(
            id=RevisionId(f"r{next(self.numbers)}"),
            session_id=SESSION,
            entry_id=ENTRY,
            seq=len(self.revisions) + 1,
            base=values.pop("base", standing.id if standing else None),
            content=content,
            **{"anchors": frozenset(), **values},
        )
        self.revisions.append(revision)
        self.settle()
        return revision

    def by_hand(self, before, after, **values):
        """Keep what the author wrote, and remember what they took out."""
        gone = set(sentences(before)) - set(sentences(after))
        for one in gone:
            self.dropped.update(re.findall(r"H\d+", one))
            self.struck.update(re.findall(r"E\d+", one))
        self.story.append(f"by hand: {before!r} -> {after!r}")
        self.add(after, by="author", stood_at=self.head, **values)

    # What may happen

    def play(self):
        parent = self.random.choice(sorted(self.parents))
        self.head = MessageId(f"m{len(self.parents)}")
        self.parents[self.head] = parent
        self.story.append(f"play {self.head} under {parent}")
        self.settle()

    def goto(self):
        self.head = self.random.choice(sorted(self.parents))
        self.story.append(f"goto {self.head}")
        self.settle()

    def rewrite(self):
        """Accept a model's rewrite; it leaves the sentences of the author as they are."""
        how = self.random.choice(["add", "rephrase", "drop", "part"])
        near = self.path_to(self.head)[:3]
        anchors = self.random.sample(near, self.random.randint(1, min(2, len(near))))
        events = tuple(
            ProposalEvent(message_id=one, anchor=one, turn=1, summary=f"E{next(self.numbers)}.")
            for one in anchors
        )
        rests_on = spine(self.revisions, self.line)
        before = self.text()
        kept = sentences(before)
        if how == "rephrase":
            kept = [f"{one.strip('.')} again." for one in kept]
        if how == "drop":
            kept = kept[1:]
        proposed = " ".join([*kept, *(one.summary for one in events)])
        proposed = protect(before, by_the_author(rests_on), proposed).text
        proposal = Proposal(
            id=ProposalId(f"p{next(self.numbers)}"),
            session_id=SESSION,
            kind=ProposalKind.UPDATE_NOTE,
            title="",
            entry_id=ENTRY,
            base_revision=rests_on[-1].id if rests_on else None,
            base=before,
            proposed=proposed,
            events=events,
            state=ProposalState.ACCEPTED,
        )
        self.keep(proposal)
        content = proposal.text_with([1]) if how == "part" and proposal.hunks else proposed
        self.story.append(f"rewrite: {before!r} -> {content!r} from {anchors}")
        self.add(content, by="model", anchors=proposal.anchors, proposal_id=proposal.id)

    def edit(self):
        how = self.random.choice(["add", "add", "replace", "drop", "move", "twice", "clear"])
        before = self.text()
        found = sentences(before)
        at = self.random.randint(0, len(found))
        mine = f"H{next(self.numbers)}."
        if how == "add" or not found:
            found.insert(at, mine)
        elif how == "replace":
            found[at : at + 1] = [mine]
        elif how == "drop":
            del found[at : at + 1]
        elif how == "move":
            found.append(found.pop(min(at, len(found) - 1)))
        elif how == "twice":
            found.append(found[min(at, len(found) - 1)])
        else:
            found = []
        break_ = self.random.choice([" ", "\n"])
        if (after := break_.join(found)) != before:
            self.by_hand(before, after)

    def cards_here(self):
        rests_on = spine(self.revisions, self.line)
        standing = rests_on[-1].id if rests_on else None
        return [
            one
            for one in self.proposals.values()
            if one.kind is ProposalKind.MERGE_EDIT
            and one.state is ProposalState.OPEN
            and one.base_revision == standing
            and is_asked_here(one, self.revisions, rests_on)
        ]

    def decide_a_card(self, *, as_it_is=False):
        if not self.cards_here():
            return
        card = self.random.choice(self.cards_here())
        accept = self.random.random() < 0.5
        state = ProposalState.ACCEPTED if accept else ProposalState.REJECTED
        self.keep(replace(card, state=state))
        # Either way the author has seen all of the edit, and said what becomes of it.
        self.dropped.update(re.findall(r"H\d+", f"{card.proposed} {card.base_text}"))
        self.struck.update(re.findall(r"E\d+", card.base_text))
        if accept:
            mine = f"H{next(self.numbers)}"
            self.dropped.add(mine)  # What was said to a card counts where it was said.
            text = card.proposed if as_it_is else f"{card.base} {mine}.".strip()
            self.story.append(f"card accepted as {text!r}")
            self.by_hand(card.base, text, proposal_id=card.id, merge_of=card.edit)

    def take_back(self):
        if ids := [one.id for one in self.revisions if one.withdrawn_at is None]:
            self.withdraw(self.random.choice(ids))

    def reinstate(self):
        if ids := [one.id for one in self.revisions if is_cause(one)]:
            self.put_back(self.random.choice(ids))

    def take_back_and_reinstate(self):
        before = self.text()
        if ids := [one.id for one in self.revisions if one.withdrawn_at is None]:
            self.put_back(self.withdraw(self.random.choice(ids)))
            assert self.text() == before

    def accept_and_reopen(self):
        """Decide something and undo that at once: it is as if it had not been."""
        before, known = self.text(), (set(self.dropped), set(self.struck))
        decided, written = dict(self.proposals), {one.id for one in self.revisions}
        if self.random.random() < 0.5:
            self.rewrite()
        else:
            self.decide_a_card(as_it_is=self.random.random() < 0.5)
        self.story.append("and undo that")
        changed = {one.id for one in self.proposals.values() if decided.get(one.id) != one}
        for name in changed:
            self.keep(replace(self.proposals[name], state=ProposalState.OPEN))
        new = [one for one in self.revisions if one.id not in written]
        acts = [one for one in new if one.by == "author" or one.merge_of is None]
        self.undo([one for one in acts if one.proposal_id in changed])
        self.settle()
        self.dropped, self.struck = known
        assert self.text() == before

    def undo(self, acts):
        """Undo what wrote these revisions, as opening a decision again does."""
        ids = {one.id for one in acts}
        self.revisions = [
            replace(one, withdrawn_at=NOON, withdrawn_with=one.id)
            if ids & {one.id, one.merge_of, one.carried_from}
            else one
            for one in self.revisions
        ]

    def withdraw(self, name):
        by_id = {one.id: one for one in self.revisions}
        one = by_id[name]
        source = one.merge_of or one.carried_from
        cause = by_id[source] if one.by == "author" and source in by_id else one
        self.story.append(f"take back {cause.id} ({cause.content!r})")
        self.mark(cause.id, NOON)
        return cause.id

    def put_back(self, name):
        self.story.append(f"reinstate {name}")
        self.mark(name, None)

    def mark(self, name, at):
        marked = [
            replace(one, withdrawn_at=at, withdrawn_with=None) if one.id == name else one
            for one in self.revisions
        ]
        free = [
            one if is_cause(one) or is_undone(one) else replace(one, withdrawn_at=None)
            for one in marked
        ]
        swept = swept_along(free, self.proposals)
        self.revisions = [
            replace(one, withdrawn_at=NOON, withdrawn_with=swept[one.id])
            if one.id in swept
            else one
            if is_undone(one)
            else replace(one, withdrawn_with=None)
            for one in free
        ]
        self.settle()

    def undo_and_redo(self):
        here, before = self.head, self.text()
        there = self.random.choice(sorted(self.parents))
        self.head = there
        self.settle()
        at_there = self.text()
        self.head = here
        self.settle()
        assert self.text() == before
        written = len(self.revisions), len(self.proposals)
        for head, text in ((there, at_there), (here, before)):
            self.head = head
            self.settle()
            assert self.text() == text
        assert (len(self.revisions), len(self.proposals)) == written

    # What must hold on every line

    def on_every_line_stands_what_belongs_there(self):
        for head in self.parents:
            line = self.line_to(head)
            fold, steps = self.refold(line)
            standing = current(fold.revisions, line)
            text = standing.content if standing else ""
            self.nothing_of_another_line_stands(text, line)
            self.nothing_of_the_authors_is_lost(text, fold, steps, line)
            self.nothing_that_happened_is_lost(text, fold, steps, line)

    def nothing_of_another_line_stands(self, text, line):
        taken_back = {one.summary for one in withdrawn_events(self.revisions, self.proposals)}
        here = {
            event.summary.strip(".")
            for proposal in self.proposals.values()
            for event in proposal.events
            if event.anchor in line and event.summary not in taken_back
        }
        assert set(re.findall(r"E\d+", text)) <= here, (text, here)

    def nothing_of_the_authors_is_lost(self, text, fold, steps, line):
        rests_on = {one.id for one in spine(fold.revisions, line)}
        asked = [one.proposed for one in steps if isinstance(one, Asked)]
        asked += [
            one.proposed
            for one in self.proposals.values()
            if one.kind is ProposalKind.MERGE_EDIT
            and one.state is ProposalState.OPEN
            and one.base_revision in {None, *rests_on}
        ]
        stands = set(re.findall(r"H\d+", " ".join([text, *asked])))
        written = {
            name
            for one in self.revisions
            if one.by == "author" and not is_copy(one) and one.withdrawn_at is None
            for name in re.findall(r"H\d+", one.content)
        }
        born_in_what_is_gone = {
            name
            for one in self.revisions
            if is_cause(one) and one.by == "author"
            for name in re.findall(r"H\d+", one.content)
        }
        assert written - self.dropped - born_in_what_is_gone <= stands, (text, asked)

    def nothing_that_happened_is_lost(self, text, fold, steps, line):
        taken_back = {one.summary for one in withdrawn_events(self.revisions, self.proposals)}
        waiting = self.queued | {one.event.summary for one in steps if isinstance(one, Queued)}
        for one in standing_proposals(fold.revisions, list(self.proposals.values()), line):
            waiting |= {event.summary for event in one.events}
        stands = set(re.findall(r"E\d+", text))
        for proposal in self.proposals.values():
            for event in proposal.events:
                name = event.summary.strip(".")
                if event.anchor in line and event.summary not in taken_back | waiting:
                    dropped_by_a_rewrite = self.in_force_here(proposal, line)
                    assert name in stands | self.struck or dropped_by_a_rewrite, (name, text)

    def in_force_here(self, proposal, line):
        """Return whether the note rests on the rewrite: then a later one may have left it out."""
        return any(one.proposal_id == proposal.id for one in spine(self.revisions, line))

    def step(self, seed):
        """Do anything that may be done."""
        self.random = random.Random(seed)
        anything = {
            self.play: 4,
            self.goto: 3,
            self.rewrite: 5,
            self.edit: 5,
            self.decide_a_card: 2,
            self.take_back: 1,
            self.reinstate: 1,
            self.take_back_and_reinstate: 1,
            self.accept_and_reopen: 2,
            self.undo_and_redo: 1,
        }
        (what,) = self.random.choices(list(anything), weights=list(anything.values()))
        what()
        self.on_every_line_stands_what_belongs_there()


def problem_of(seeds):
    """Return what goes wrong where these steps are taken, and what was done; None where nothing."""
    made = NoteAtRandom()
    try:
        for seed in seeds:
            made.step(seed)
    except AssertionError as error:
        return "\n".join([*made.story, str(error)])
    return None


def fewest(seeds):
    """Return as few of the steps as still go wrong."""
    for at in reversed(range(len(seeds))):
        fewer = seeds[:at] + seeds[at + 1 :]
        if problem_of(fewer):
            seeds = fewer
    return seeds


@pytest.mark.parametrize("run", range(RUNS))
def test_whatever_is_done_every_line_shows_what_belongs_there(run):
    seeds = [f"{run}/{step}" for step in range(STEPS)]

    if problem_of(seeds):
        pytest.fail(problem_of(fewest(seeds)))
