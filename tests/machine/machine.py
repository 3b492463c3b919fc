"""A state machine over the whole desk: what an author, the workers and a crash may do, in any order."""

import itertools
from collections.abc import Sequence

from hypothesis import event
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from loredesk.domain.causes import is_copy
from loredesk.domain.diff import pieces
from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import LoreId, MessageId, TaskId
from loredesk.domain.listings import EntryDraft, ReplyFinished, ReplyStarted
from loredesk.domain.proposals import Proposal, ProposalKind
from loredesk.domain.tasks import Lane
from tests.machine import readings, speech
from tests.machine.acts import ACTS, Hand
from tests.machine.desk import CANON, WORLD, MachineDesk
from tests.machine.plain import Plain
from tests.machine.promises import broken
from tests.machine.speech import hands, tokens
from tests.machine.undoing import difference

_SEVERAL = st.lists(st.sampled_from(["Mara", "Tobin", "newcomer", "known"]), max_size=3)


class WorldMachine(RuleBasedStateMachine):
    """Plays at random, and keeps beside it what an author would expect."""

    @initialize()
    def begin(self) -> None:
        self.desk = MachineDesk()
        self.plain = Plain()
        self._found: tuple[int, readings.Snapshot] | None = None
        self.numbers = itertools.count(1)
        for entry_id, title in CANON.items():
            self.plain.canon[entry_id] = f"{title} lives by the sea."
        (opening,) = self.desk.read(lambda repos: repos.messages.of_session(self.desk.session))
        self.plain.said(opening.id, None, opening.text)

    def teardown(self) -> None:
        if hasattr(self, "desk"):
            self.desk.close()

    # The story

    @rule(facts=_SEVERAL)
    def play_a_turn(self, facts):
        self.desk.model.then("reply", self.tell(facts))
        self.listen(self.desk.desk.generation.reply(self.desk.session, "I go on."))

    @rule(facts=_SEVERAL, most=st.integers(2, 6))
    def stop_a_reply(self, facts, most):
        self.desk.model.then("reply", self.tell(facts))
        self.listen(self.desk.desk.generation.reply(self.desk.session, "I go on."), most)

    @precondition(lambda self: self.turns())
    @rule(data=st.data(), facts=_SEVERAL)
    def ask_for_another_take(self, data, facts):
        message = data.draw(st.sampled_from(self.turns()))
        self.desk.model.then("reply", self.tell(facts))
        self.listen(self.desk.desk.generation.regenerate(self.desk.session, message))

    @rule(data=st.data())
    def goto(self, data):
        head = data.draw(st.sampled_from(self.plain.alive()))
        self.desk.do(self.desk.desk.stories.goto(self.desk.session, head))
        self.plain.head = head

    @rule(data=st.data())
    def go_there_and_back(self, data):
        here, there = self.plain.head, data.draw(st.sampled_from(self.plain.alive()))
        stories, session = self.desk.desk.stories, self.desk.session
        self.desk.do(stories.goto(session, there))
        self.desk.do(stories.goto(session, here))
        before = readings.fingerprint(self.desk)
        self.desk.do(stories.goto(session, there))
        at_there = readings.fingerprint(self.desk)
        self.desk.do(stories.goto(session, here))
        assert readings.fingerprint(self.desk) == before
        self.desk.do(stories.goto(session, there))
        assert readings.fingerprint(self.desk) == at_there
        self.desk.do(stories.goto(session, here))

    @precondition(lambda self: len(self.plain.alive()) > 1)
    @rule(data=st.data(), facts=_SEVERAL)
    def edit_a_message(self, data, facts):
        message = data.draw(st.sampled_from(self.plain.alive()[1:]))
        text = self.tell(facts)
        if self.try_to(self.desk.desk.stories.edit(self.desk.session, message, text)):
            self.keep_what_was_said()

    @precondition(lambda self: len(self.plain.alive()) > 1)
    @rule(data=st.data())
    def delete_a_message(self, data):
        message = data.draw(st.sampled_from(self.plain.alive()[1:]))
        self.desk.do(self.desk.desk.stories.delete(self.desk.session, message))
        self.plain.deleted.add(message)
        self.plain.head = self.found().head
        assert self.plain.head in self.plain.alive()

    @precondition(lambda self: self.plain.deleted)
    @rule(data=st.data())
    def restore_a_message(self, data):
        message = data.draw(st.sampled_from(sorted(self.plain.deleted)))
        if self.try_to(self.desk.desk.stories.restore(self.desk.session, message)):
            self.plain.deleted -= set(self.plain.line(message))
            self.plain.head = self.found().head

    @rule(facts=_SEVERAL)
    def let_the_story_go_on(self, facts):
        self.desk.model.then("reply", self.tell(facts))
        self.listen(self.desk.desk.generation.continue_story(self.desk.session))

    @rule(data=st.data(), name=st.sampled_from(ACTS))
    def do_and_undo(self, data, name):
        """Whatever the author does by hand and undoes at once leaves everything as it was."""
        hand = Hand(self.desk, lambda some: data.draw(st.sampled_from(list(some))))
        before = readings.effective(self.desk)
        undo = hand.act(name)
        if undo is None:
            return
        undo()
        after = readings.effective(self.desk)
        assert after == before, f"{name} {difference(before, after)}"
        for row in self.found().messages.values():
            if row["id"] not in self.plain.parents:
                self.plain.parents[row["id"]] = row["parent_id"]
                self.plain.texts[row["id"]] = row["text"]
            if row["deleted_with"] == row["id"]:
                self.plain.deleted.add(row["id"])

    # The workers

    @rule(lane=st.sampled_from(list(Lane)))
    def work(self, lane):
        self.desk.work(lane)

    @rule()
    def work_it_all_off(self):
        self.desk.drain()

    @rule(lane=st.sampled_from([Lane.ANALYSIS, Lane.NOTES, Lane.CREATIONS, Lane.SUMMARIES]))
    def begin_a_piece_of_work(self, lane):
        if tasks := self.desk.claim(lane):
            self.desk.begin(tasks)

    @precondition(lambda self: self.desk.held)
    @rule(data=st.data())
    def end_a_piece_of_work_late(self, data):
        self.desk.end(data.draw(st.integers(0, len(self.desk.held) - 1)))

    @rule()
    def rewrite_carelessly_from_now_on(self):
        self.desk.model.always("rewrite_note", speech.rewrite_carelessly)

    @rule()
    def die_and_start_again(self):
        self.desk.die()

    @rule(minutes=st.sampled_from([0.1, 1, 15, 60]))
    def let_time_pass(self, minutes):
        self.desk.clock.forward(minutes=minutes)

    @precondition(lambda self: self.tasks("failed", "cancelled"))
    @rule(data=st.data())
    def retry_a_task(self, data):
        tasks = self.tasks("failed", "cancelled")
        self.try_to(self.desk.desk.queue.retry(data.draw(st.sampled_from(tasks))))

    # The review

    @precondition(lambda self: self.cards())
    @rule(data=st.data())
    def accept(self, data):
        self.accept_one(self.draw_card(data))

    @precondition(lambda self: self.cards())
    @rule()
    def accept_everything(self):
        for card in self.cards():
            self.accept_one(card)

    @precondition(lambda self: self.cards())
    @rule(data=st.data())
    def accept_some_hunks(self, data):
        card = self.draw_card(data)
        numbers = [hunk.number for hunk in card.hunks]
        if card.kind is not ProposalKind.UPDATE_NOTE or not numbers:
            return
        chosen = data.draw(st.sets(st.sampled_from(numbers)))
        outcome = self.desk.do(self.desk.desk.review.accept([card.id], hunks=chosen))
        self.settle_card(card)
        self.plain.parts.update(outcome.accepted)

    @precondition(lambda self: self.cards())
    @rule(data=st.data())
    def accept_in_own_words(self, data):
        card = self.draw_card(data)
        if card.kind is not ProposalKind.UPDATE_NOTE or card.entry_id is None:
            return
        mine = next(self.numbers)
        text = f"{card.proposed} By hand {mine}."
        outcome = self.desk.do(self.desk.desk.review.accept([card.id], text=text))
        self.settle_card(card)
        if outcome.accepted:
            self.expect(card)
            self.plain.hands[mine] = card.entry_id

    @precondition(lambda self: self.cards())
    @rule(data=st.data(), put_aside=st.booleans())
    def reject(self, data, put_aside):
        card, review = self.draw_card(data), self.desk.desk.review
        self.desk.do((review.snooze if put_aside else review.reject)([card.id]))
        if not put_aside:
            self.settle_card(card)

    @precondition(lambda self: self.merge_cards())
    @rule(data=st.data())
    def settle_a_merge_card(self, data):
        card = data.draw(st.sampled_from(self.merge_cards()))
        missing = hands(card.proposed) - hands(card.base)
        own = " ".join([card.base, *(f"By hand {one}." for one in sorted(missing))]).strip()
        self.try_to(self.desk.desk.review.accept([card.id], text=own))

    # The author's hand

    @rule(data=st.data(), how=st.sampled_from(["append", "append", "replace", "drop"]))
    def edit_a_note(self, data, how):
        entry_id = data.draw(st.sampled_from(sorted(self.seen())))
        note = self.notes().get(entry_id)
        found = pieces(note["note_content"]) if note else []
        mine = next(self.numbers)
        if how == "append" or not found:
            found.append(f" By hand {mine}.")
            self.plain.hands[mine] = entry_id
        else:
            at = data.draw(st.integers(0, len(found) - 1))
            self.plain.settle(tokens(found[at]), hands(found[at]))
            found[at : at + 1] = [f" By hand {mine}."] if how == "replace" else []
            if how == "replace":
                self.plain.hands[mine] = entry_id
        self.desk.do(
            self.desk.desk.library.save_note(
                self.desk.session, entry_id, "".join(found), base=note["revision"] if note else None
            )
        )

    @rule(data=st.data())
    def edit_canon(self, data):
        entry_id = data.draw(st.sampled_from(sorted(self.plain.canon)))
        entry = self.desk.read(lambda repos: repos.lore.get(entry_id))
        content = f"Canon {next(self.numbers)}."
        draft = EntryDraft(
            world_id=WORLD,
            id=entry_id,
            base_revision=entry.revision,
            title=entry.title,
            category=entry.category,
            content=content,
            aliases=entry.aliases,
        )
        self.desk.do(self.desk.desk.library.save_entry(draft))
        self.plain.canon[entry_id] = content

    @precondition(lambda self: self.changes(withdrawn=False))
    @rule(data=st.data())
    def take_a_change_back(self, data):
        self.withdraw(data.draw(st.sampled_from(self.changes(withdrawn=False))))

    @precondition(lambda self: self.changes(withdrawn=True))
    @rule(data=st.data())
    def bring_a_change_back(self, data):
        revision = data.draw(st.sampled_from(self.changes(withdrawn=True)))
        before = "".join(self.texts().values())
        if self.try_to(self.desk.desk.history.reinstate(self.desk.session, revision)):
            after = "".join(self.texts().values())
            # What came back may itself have been the striking of something, here or elsewhere.
            self.plain.settle(tokens(before) - tokens(after), hands(before) - hands(after))
            for entry_id in self.seen():
                self.plain.settle(*self.struck(entry_id))

    # The summaries

    @precondition(lambda self: self.found().told)
    @rule(data=st.data())
    def edit_a_summary(self, data):
        told = data.draw(st.sampled_from(self.found().told))
        own = f"{told['text']} By hand {next(self.numbers)}."
        self.desk.do(self.desk.desk.summaries.edit(told["id"], own))

    @precondition(lambda self: self.found().told)
    @rule(data=st.data())
    def hide_a_summary(self, data):
        told = data.draw(st.sampled_from(self.found().told))
        self.desk.do(self.desk.desk.summaries.hide(told["id"], hidden=True))

    @precondition(lambda self: self.found().summaries)
    @rule(data=st.data())
    def put_earlier_words_back(self, data):
        version = data.draw(st.sampled_from(self.found().summaries))
        self.desk.do(self.desk.desk.summaries.put_back(version["id"]))

    @rule(data=st.data(), again=st.booleans(), chapter=st.sampled_from([None, 1, 2]))
    def ask_for_a_summary(self, data, again, chapter):
        session = self.desk.session
        self.try_to(self.desk.desk.summaries.ask(session, chapter=chapter, again=again))

    @rule()
    def open_the_session(self):
        self.desk.do(self.desk.desk.summaries.catch_up(self.desk.session))

    # What must hold

    @invariant()
    def the_promises_hold(self):
        if hasattr(self, "desk"):
            self.keep_what_is_asked()
            found = broken(self.found(), self.plain)
            assert not found, found

    # In short

    def found(self) -> readings.Snapshot:
        """Return what the file says; read again only after something was written."""
        changes = self.desk.store.changes
        if self._found is None or self._found[0] != changes:
            self._found = changes, readings.snapshot(self.desk)
        return self._found[1]

    def seen(self) -> dict[str, readings.Row]:
        """Return the entries the author sees."""
        return self.found().visible(self.plain.line())

    def notes(self) -> dict[str, readings.Row]:
        """Return the folded notes of the entries the author sees."""
        seen = self.seen()
        return {one: row for one, row in self.found().folded.items() if one in seen}

    def shown(self) -> list[Proposal]:
        """Return the open proposals the author sees."""
        ids = {one["id"] for one in self.found().shown()}
        if not ids:
            return []
        return list(self.desk.read(lambda repos: repos.proposals.many(ids)).values())

    def tasks(self, *statuses: str) -> list[TaskId]:
        """Return the ids of the tasks in one of *statuses*."""
        return [one["id"] for one in self.found().tasks if one["status"] in statuses]

    def tell(self, facts: Sequence[str]) -> str:
        """Return a reply that tells facts about these, each a sentence of its own."""
        known = [one["title"] for one in self.seen().values()]
        sentences = ["The wind turns."]
        for kind in facts:
            number = next(self.numbers)
            title = known[number % len(known)] if kind == "known" else kind
            if kind == "newcomer":
                sentences.append(f"A stranger, Newt{number}, comes with thing {number}.")
            else:
                sentences.append(f"{title} finds thing {number}.")
        return " ".join(sentences)

    def listen(self, events, most=None) -> None:
        """Take a reply, and keep what was said as the file has it."""
        taken = self.desk.stream(events, most)
        event(f"reply {'whole' if isinstance(taken[-1], ReplyFinished) else 'stopped'}")
        for one in taken:
            if isinstance(one, ReplyStarted) and one.author_message is not None:
                message = one.author_message
                self.plain.said(message.id, message.parent_id, message.text)
        self.keep_what_was_said()

    def keep_what_was_said(self) -> None:
        for row in self.found().messages.values():
            if row["id"] not in self.plain.parents:
                self.plain.said(row["id"], row["parent_id"], row["text"])

    def keep_what_is_asked(self) -> None:
        """Keep which facts the author is asked about now."""
        for card in self.found().shown():
            if card["kind"] == ProposalKind.UPDATE_NOTE:
                for one in card["events"]:
                    anchors = frozenset({one["anchor"], one["message_id"]})
                    for fact in tokens(one["summary"]):
                        self.plain.offered[fact] = (card["entry_id"], anchors)

    def turns(self) -> list[MessageId]:
        """Return what another take can be asked for."""
        messages = self.found().messages
        return [one for one in self.plain.alive() if messages[one]["role"] == "author"]

    def cards(self) -> list[Proposal]:
        """Return the proposals on screen, without those about the author's own edits."""
        shown = self.shown()
        return [one for one in shown if one.kind is not ProposalKind.MERGE_EDIT]

    def merge_cards(self) -> list[Proposal]:
        shown = self.shown()
        return [one for one in shown if one.kind is ProposalKind.MERGE_EDIT]

    def draw_card(self, data) -> Proposal:
        cards = {one.id: one for one in self.cards()}
        return cards[data.draw(st.sampled_from(sorted(cards)))]

    def accept_one(self, card: Proposal) -> None:
        outcome = self.desk.do(self.desk.desk.review.accept([card.id]))
        event(f"accept {card.kind}: {'accepted' if outcome.accepted else 'conflict'}")
        self.settle_card(card)
        if outcome.accepted:
            self.expect(card)

    def expect(self, card: Proposal) -> None:
        """Expect the facts of an accepted card to stay.

        What the author took out by hand, be it on another line, is taken out of this text as well.
        """
        if card.kind is not ProposalKind.UPDATE_NOTE or card.entry_id is None:
            return
        struck, _ = self.struck(card.entry_id)
        for one in card.events:
            for fact in tokens(one.summary) - struck:
                anchors = frozenset({one.anchor, one.message_id})
                self.plain.accepted[fact] = (card.entry_id, anchors)

    def struck(self, entry_id: LoreId) -> tuple[set[int], set[int]]:
        """Return the facts, and what was written by hand, that the author took out of a note.

        That is by edits of their own which they have not taken back.
        """
        revisions = self.desk.read(lambda repos: repos.notes.revisions(self.desk.session, entry_id))
        texts = {one.id: one.content for one in revisions}
        facts, sentences = set(), set()
        for one in revisions:
            is_own = one.by == "author" and not is_copy(one) and one.withdrawn_at is None
            if is_own and one.base is not None:
                facts |= tokens(texts[one.base]) - tokens(one.content)
                sentences |= hands(texts[one.base]) - hands(one.content)
        return facts, sentences

    def settle_card(self, card: Proposal) -> None:
        facts = {fact for one in card.events for fact in tokens(one.summary)}
        self.plain.settle(facts, set())

    def changes(self, *, withdrawn: bool):
        """Return the note revisions the author could take back, or bring back."""
        revisions = self.desk.read(lambda repos: repos.notes.revisions(self.desk.session))
        seen = self.seen()
        return [
            one.id
            for one in revisions
            if (one.withdrawn_at is not None) is withdrawn and one.entry_id in seen
        ]

    def withdraw(self, revision_id) -> None:
        history, session = self.desk.history, self.desk.session
        texts = self.texts()
        if self.try_to(history.withdraw(session, revision_id)):
            gone = [one for one in self.texts().values() if one not in texts.values()]
            event(f"withdrawn {len(gone)}")
        revisions = {
            one.id: one for one in self.desk.read(lambda repos: repos.notes.revisions(session))
        }
        for one in revisions.values():
            if one.withdrawn_at is not None:
                base = revisions[one.base].content if one.base else ""
                self.plain.settle(
                    tokens(one.content) - tokens(base), hands(one.content) - hands(base)
                )

    def texts(self) -> dict[str, str]:
        return {one: row["note_content"] for one, row in self.notes().items()}

    def try_to(self, work) -> bool:
        """Do it; where it is refused with a sentence, nothing happens."""
        try:
            self.desk.do(work)
        except UserFixableError as error:
            event(f"refused: {error}")
            return False
        return True
