"""A session played back and forth: whatever is done, what counts follows from what was written.

A state machine over a real database file. Every note is read again from its revisions after each
step and compared with what the file says is in force.
"""

import itertools
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from hypothesis import note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from loredesk.domain.diff import pieces
from loredesk.domain.documents import passages
from loredesk.domain.ids import LoreId, MessageId, ProposalId, RevisionId, SessionId, WorldId
from loredesk.domain.lore import LoreEntry, World
from loredesk.domain.merge import merged
from loredesk.domain.messages import Message, Role, Session, turn_number
from loredesk.domain.notes import NoteRevision, chain, current, in_force
from loredesk.domain.proposals import Proposal, ProposalEvent, ProposalKind, ProposalState
from loredesk.domain.tasks import TaskStatus
from loredesk.services.documents import DocumentKeeper
from loredesk.services.timeline import Timeline
from loredesk.storage.engine import open_writer
from loredesk.storage.repos import SqlRepos
from tests.fakes.library import EMBEDDER, CountedIds, HandClock, new_database

T = TypeVar("T")

SESSION, WORLD = SessionId("s"), WorldId("w")
ENTRIES = (LoreId("mara"),)


class TimelineMachine(RuleBasedStateMachine):
    """Plays, rewrites, moves, accepts and edits at random."""

    @initialize()
    def begin(self):
        self.folder = tempfile.TemporaryDirectory()
        self.clock = HandClock()
        self.engine = open_writer(new_database(Path(self.folder.name)))
        with self.engine.connect() as connection:
            connection.connection.dbapi_connection.execute("PRAGMA synchronous = OFF")
        self.new_id = CountedIds()
        self.numbers = itertools.count(1)
        documents = DocumentKeeper(new_id=self.new_id, embedding_model=lambda: EMBEDDER)
        self.documents = documents
        self.timeline = Timeline(documents=documents, new_id=self.new_id)
        self.entries = list(ENTRIES)

        def work(repos):
            repos.worlds.add(World(id=WORLD, title="Underquay"))
            repos.sessions.add(Session(id=SESSION, world_id=WORLD, title="The Key"))
            for entry_id in ENTRIES:
                self.add_entry(repos, entry_id)

        self.write(work)
        self.play("opening", Role.NARRATOR, None)

    def teardown(self):
        self.engine.dispose()
        self.folder.cleanup()

    def write(self, work: Callable[[SqlRepos], T]) -> T:
        with self.engine.begin() as connection:
            return work(SqlRepos(connection, now=self.clock.now))

    def add_entry(self, repos, entry_id, origin=None):
        entry = LoreEntry(
            id=entry_id,
            world_id=WORLD,
            handle=repos.lore.next_handle(WORLD, "character"),
            title=f"Entry {entry_id}",
            content="It is as it is.",
            session_id=SESSION if origin else None,
            origin_message=origin,
        )
        repos.lore.add(entry, by="author")
        self.documents.entry_changed(repos, entry)

    def play(self, name, role, parent):
        def work(repos):
            session = repos.sessions.get(SESSION)
            message = repos.messages.add(
                Message(
                    id=MessageId(f"{name}{next(self.numbers)}"),
                    session_id=SESSION,
                    parent_id=parent,
                    seq=0,
                    role=role,
                    speaker="",
                    text=name,
                )
            )
            if session.head == parent:
                self.timeline.advance(repos, session, message.id)
            else:
                self.timeline.move(repos, session, message.id)
            return message.id

        return self.write(work)

    def move(self, head):
        self.write(lambda repos: self.timeline.move(repos, repos.sessions.get(SESSION), head))

    @property
    def head(self):
        return self.write(lambda repos: repos.sessions.get(SESSION).head)

    @property
    def messages(self):
        return self.write(lambda repos: repos.messages.of_session(SESSION))

    @property
    def line(self):
        return self.write(lambda repos: repos.messages.line(repos.sessions.get(SESSION).head))

    def visible(self):
        return self.write(lambda repos: [one.id for one in repos.lore.visible(WORLD, SESSION)])

    def texts(self):
        notes = self.write(lambda repos: repos.notes.all_current(SESSION))
        return {name: one.note_content for name, one in notes.items()}

    # What may happen

    @rule()
    def add_turn(self):
        author = self.play("turn", Role.AUTHOR, self.head)
        self.play("reply", Role.NARRATOR, author)

    @precondition(lambda self: any(one.role is Role.AUTHOR for one in self.messages))
    @rule(data=st.data())
    def regenerate(self, data):
        turns = [one.id for one in self.messages if one.role is Role.AUTHOR]
        self.play("reply", Role.NARRATOR, data.draw(st.sampled_from(turns)))

    @rule(data=st.data(), how=st.sampled_from(["append", "replace"]))
    def play_another_way(self, data, how):
        """Go back, take another turn there, let it count, and write something by hand."""
        replies = [one.id for one in self.messages if one.role is Role.NARRATOR]
        self.move(data.draw(st.sampled_from(replies)))
        self.add_turn()
        self.accept_what_happened(data, drop=False)
        self.edit_by_hand(data, how)

    @rule(data=st.data())
    def goto(self, data):
        self.move(data.draw(st.sampled_from([one.id for one in self.messages])))

    @precondition(lambda self: len(self.entries) == 1)
    @rule(data=st.data())
    def meet_a_newcomer(self, data):
        entry_id = LoreId(f"new{next(self.numbers)}")
        origin = data.draw(st.sampled_from([one.id for one in self.line]))
        self.write(lambda repos: self.add_entry(repos, entry_id, origin))
        self.entries.append(entry_id)

    @rule(data=st.data(), drop=st.booleans())
    def accept_what_happened(self, data, drop):
        entry_id = data.draw(st.sampled_from(self.visible()))
        replies = [one.id for one in self.line if one.role is Role.NARRATOR]
        anchors = data.draw(st.lists(st.sampled_from(replies[-3:]), min_size=1, unique=True))
        events = tuple(
            ProposalEvent(
                message_id=anchor,
                anchor=anchor,
                turn=1,
                summary=f"Event {next(self.numbers)}.",
                quote_found=True,
            )
            for anchor in anchors
        )

        def work(repos):
            before = repos.notes.current(SESSION, entry_id)
            text = before.note_content if before else ""
            kept = "".join(pieces(text)[1:]) if drop else text
            proposal = Proposal(
                id=ProposalId(self.new_id()),
                session_id=SESSION,
                kind=ProposalKind.UPDATE_NOTE,
                title="An entry",
                entry_id=entry_id,
                base_revision=before.revision if before else None,
                base=text,
                proposed=" ".join([kept.strip(), *(event.summary for event in events)]).strip(),
                events=events,
                state=ProposalState.ACCEPTED,
            )
            repos.proposals.add(proposal)
            self.keep(repos, proposal, by="model")

        self.write(work)

    def keep(self, repos, proposal, *, by, text=None):
        """Keep the revision of an accepted proposal, as the review does."""
        by_hand = by == "author"
        self.timeline.note_added(
            repos,
            NoteRevision(
                id=RevisionId(self.new_id()),
                session_id=SESSION,
                entry_id=proposal.entry_id,
                seq=0,
                base=proposal.base_revision,
                anchors=proposal.anchors,
                content=proposal.proposed if text is None else text,
                by=by,
                stood_at=repos.sessions.get(SESSION).head if by_hand else None,
                proposal_id=proposal.id,
            ),
        )

    @rule(data=st.data(), how=st.sampled_from(["append", "append", "replace", "drop", "clear"]))
    def edit_by_hand(self, data, how):
        entry_id = data.draw(st.sampled_from(self.visible()))

        def work(repos):
            before = repos.notes.current(SESSION, entry_id)
            found = pieces(before.note_content) if before else []
            mine = f"By hand {next(self.numbers)}."
            if how == "clear":
                found = []
            elif how == "append" or not found:
                found = [*found, f" {mine}" if found else mine]
            else:
                at = data.draw(st.integers(0, len(found) - 1))
                found[at : at + 1] = [f"{mine} "] if how == "replace" else []
            text = "".join(found).strip()
            self.timeline.note_added(
                repos,
                NoteRevision(
                    id=RevisionId(self.new_id()),
                    session_id=SESSION,
                    entry_id=entry_id,
                    seq=0,
                    base=before.revision if before else None,
                    anchors=frozenset(),
                    content=text,
                    by="author",
                    stood_at=repos.sessions.get(SESSION).head,
                ),
            )

        self.write(work)

    def open_cards(self):
        cards = self.write(lambda repos: repos.proposals.of_session(SESSION, ProposalState.OPEN))
        notes = self.write(lambda repos: repos.notes.all_current(SESSION))
        return [
            card
            for card in cards
            if (notes[card.entry_id].revision if card.entry_id in notes else None)
            == card.base_revision
        ]

    @precondition(lambda self: self.open_cards())
    @rule(data=st.data(), accept=st.booleans())
    def settle_a_merge_card(self, data, accept):
        cards = {one.id: one for one in self.open_cards()}
        card = cards[data.draw(st.sampled_from(sorted(cards)))]

        def work(repos):
            state = ProposalState.ACCEPTED if accept else ProposalState.REJECTED
            if accept:
                self.keep(repos, card, by="author", text=f"{card.base} {card.proposed}".strip())
            repos.proposals.put(card.closed_as(state, now=repos.now, by="author"))

        self.write(work)

    @rule(data=st.data())
    def edit_canon(self, data):
        entry_id = data.draw(st.sampled_from(ENTRIES))

        def work(repos):
            from dataclasses import replace

            entry = repos.lore.get(entry_id)
            changed = replace(
                entry, content=f"Canon {next(self.numbers)}.", revision=entry.revision + 1
            )
            repos.lore.put(changed, by="author")
            self.documents.entry_changed(repos, changed)

        self.write(work)

    @rule(data=st.data())
    def undo_and_redo(self, data):
        there = data.draw(st.sampled_from([one.id for one in self.messages]))
        here = self.head
        self.move(here)  # What was asked about on an older note is tried again on the new one.
        before = self.texts()
        self.move(there)
        at_there = self.texts()
        self.move(here)
        note(f"{here} -> {there} -> {here}")
        assert self.texts() == before
        written = self.count()
        self.move(there)
        assert self.texts() == at_there
        self.move(here)
        assert self.texts() == before
        assert self.count() == written

    def count(self):
        return self.write(
            lambda repos: (
                len(repos.notes.revisions(SESSION)),
                len(repos.proposals.of_session(SESSION, None)),
            )
        )

    # What must hold

    @invariant()
    def everything_is_as_it_was_written(self):
        if hasattr(self, "entries"):
            self.the_notes_in_force_are_what_their_revisions_come_to()
            self.what_is_searched_is_what_is_in_force()
            self.newcomers_are_seen_where_they_came_in()
            self.nothing_the_author_wrote_is_lost()
            self.nothing_that_happened_on_the_line_is_lost()

    def the_notes_in_force_are_what_their_revisions_come_to(self):
        line = self.line
        ids = {one.id for one in line}
        for entry_id in self.entries:
            revisions, folded = self.write(
                lambda repos, one=entry_id: (
                    repos.notes.revisions(SESSION, one),
                    repos.notes.current(SESSION, one),
                )
            )
            standing = current(revisions, ids)
            assert (folded and folded.revision) == (standing and standing.id)
            if standing:
                assert folded.note_content == standing.content
                assert 0 <= folded.last_updated_turn <= turn_number(line)

    def what_is_searched_is_what_is_in_force(self):
        def work(repos):
            ids = frozenset(repos.messages.path(repos.sessions.get(SESSION).head))
            for entry_id in self.entries:
                entry = repos.lore.get(entry_id)
                folded = repos.notes.current(SESSION, entry_id)
                own = repos.documents.of_entry(SESSION, entry_id)
                base = repos.documents.of_entry(None, entry_id)
                text = folded.note_content if folded else ""
                if entry.session_id is None:
                    assert [one.text for one in base] == list(passages(entry.title, entry.content))
                    assert bool(own) == bool(folded)
                else:
                    assert not base
                    assert bool(own) == (entry.origin_message in ids)
                if own:
                    whole = passages(entry.title, entry.content, text)
                    assert [one.text for one in own] == list(whole)
                    expected = folded.revision if folded else f"lore:{entry.revision}"
                    assert {one.revision for one in own} == {expected}

        self.write(work)

    def newcomers_are_seen_where_they_came_in(self):
        def work(repos):
            ids = frozenset(repos.messages.path(repos.sessions.get(SESSION).head))
            seen = {one.id for one in repos.lore.visible(WORLD, SESSION)}
            named = {one.entry_id for one in repos.lore.own_names(SESSION)}
            own = repos.lore.own_entries(SESSION)
            here = {one.id for one in own if one.origin_message in ids}
            assert seen == {*ENTRIES, *here}
            assert named == here

        self.write(work)

    def nothing_the_author_wrote_is_lost(self):
        def work(repos):
            ids = frozenset(repos.messages.path(repos.sessions.get(SESSION).head))
            for entry_id in self.entries:
                revisions = repos.notes.revisions(SESSION, entry_id)
                standing = in_force(revisions, ids)
                cards = repos.proposals.of_entry(SESSION, entry_id)
                texts = {one.id: one.content for one in revisions}
                top = current(revisions, ids)
                under = top.content if top else ""

                def here_already(edit, texts=texts, under=under):
                    return merged(texts.get(edit.base, ""), edit.content, under) == under

                for edit in revisions:
                    if edit.by != "author" or edit.merge_of is not None:
                        continue
                    copies = {one.id for one in revisions if one.merge_of == edit.id}
                    asked = any(
                        card.kind is ProposalKind.MERGE_EDIT and card.proposed == edit.content
                        for card in cards
                    )
                    assert {edit.id, *copies} & set(standing) or asked or here_already(edit)

        self.write(work)

    def nothing_that_happened_on_the_line_is_lost(self):
        """An event on the line is in a note that counts, or waits to be taken in again."""

        def work(repos):
            ids = frozenset(repos.messages.path(repos.sessions.get(SESSION).head))
            waiting = repos.queue.of_session(SESSION, (TaskStatus.PENDING,))
            asked = {one.task_data["event"]["summary"] for one in waiting if one.anchor}
            for entry_id in self.entries:
                revisions = repos.notes.revisions(SESSION, entry_id)
                standing = in_force(revisions, ids)
                taken = {
                    event.summary
                    for one in revisions
                    if one.id in standing and one.proposal_id is not None
                    for event in repos.proposals.get(one.proposal_id).events
                }
                for one in revisions:
                    if one.by != "model":
                        continue
                    for event in repos.proposals.get(one.proposal_id).events:
                        assert event.anchor not in ids or event.summary in taken | asked
                    if one.id in standing:
                        self.is_hidden_by_no_edit(one, revisions, current(revisions, ids))

        self.write(work)

    def is_hidden_by_no_edit(self, one, revisions, top):
        """Of two branches the longer counts; but never because of what was written by hand."""
        mine, shown = chain(revisions, one), chain(revisions, top)
        apart = [other for other in shown if other not in mine]
        if one not in shown:
            assert apart[0].by == "model"


TestTimelineMachine = TimelineMachine.TestCase
TestTimelineMachine.settings = settings(
    max_examples=20, stateful_step_count=16, deadline=None, derandomize=True
)
