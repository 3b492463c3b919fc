"""What is kept is read back as it was, and what is not there is refused with a sentence."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from loredesk.domain.calls import ModelCall
from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import (
    LinkId,
    LoreId,
    ManifestId,
    MessageId,
    ProposalId,
    RedirectId,
    RevisionId,
    SessionId,
    WorldId,
)
from loredesk.domain.lore import Link, Redirect, World
from loredesk.domain.manifest import Block, ContextEntry, LeftOut, Manifest
from loredesk.domain.messages import Message, MessageState, Role, Session, TrustRule, Usage
from loredesk.domain.notes import SessionNote
from loredesk.domain.panel import Panel
from loredesk.domain.proposals import NewEntity, ProposalKind, ProposalState
from loredesk.domain.services import Provider, Service
from loredesk.storage.values import json_map
from tests.fakes.library import EMBEDDER, NOON

ODD = "Ünï\ud800codé\n\t“”\x00'\";--\U0001f5dd"
"""Text as models and authors may write it, without the lone surrogate where it cannot be kept."""
TEXT = ODD.replace("\ud800", "")


@pytest.fixture
async def world(library):
    return await library.add_world()


@pytest.fixture
async def session(library, world):
    return await library.add_session(world)


async def test_a_world_is_found_by_its_id_and_its_exact_title(library):
    world = World(
        id=WorldId("w"),
        title="Underquay",
        description=TEXT,
        opening="Fog.",
        narrator="The tide",
        panel_fields=("tide", "wärme"),
        created_at=NOON,
    )
    await library.write(lambda repos: repos.worlds.add(world))

    assert await library.read(lambda repos: repos.worlds.get(world.id)) == world
    assert await library.read(lambda repos: repos.worlds.find("Underquay")) == world
    assert await library.read(lambda repos: repos.worlds.find("underquay")) is None


async def test_worlds_are_listed_with_the_number_of_their_canon_entries(library, world, session):
    await library.add_entry(world, "Mara")
    _, reply = await library.add_turn(session.id)
    await library.add_entry(world, "Wick", session_id=session.id, origin_message=reply.id)
    library.clock.forward(seconds=1)
    await library.add_world("Other")

    rows = await library.read(lambda repos: repos.worlds.rows())

    assert [(row.title, row.entries) for row in rows] == [("Underquay", 1), ("Other", 0)]


@pytest.mark.parametrize(
    ("look", "sentence"),
    [
        (lambda repos: repos.worlds.get(WorldId("x")), "There is no world 'x'."),
        (lambda repos: repos.sessions.get(SessionId("x")), "There is no session 'x'."),
        (lambda repos: repos.messages.get(MessageId("x")), "There is no message 'x'."),
        (lambda repos: repos.lore.get(LoreId("x")), "There is no entry 'x'."),
        (lambda repos: repos.proposals.get(ProposalId("x")), "There is no proposal 'x'."),
        (lambda repos: repos.redirects.get(RedirectId("x")), "There is no merge 'x'."),
    ],
)
async def test_what_is_not_there_is_refused_with_the_way_to_find_it(library, look, sentence):
    with pytest.raises(UserFixableError) as refused:
        await library.read(look)

    assert refused.value.message == sentence
    assert "loredesk" in refused.value.hint


async def test_a_session_is_kept_and_changed(library, world):
    session = Session(
        id=SessionId("s"),
        world_id=world.id,
        title=TEXT,
        trust=TrustRule.ACCEPT_ALL,
        simulate_every=0,
        created_at=NOON,
        updated_at=NOON + timedelta(days=1),
    )
    await library.write(lambda repos: repos.sessions.add(session))
    assert await library.read(lambda repos: repos.sessions.get(session.id)) == session

    changed = replace(session, title="New", trust=TrustRule.REVIEW_EVERYTHING, simulate_every=9)
    await library.write(lambda repos: repos.sessions.put(changed))
    assert await library.read(lambda repos: repos.sessions.get(session.id)) == changed


async def test_sessions_are_listed_the_newest_first_and_by_world(library, world):
    first = await library.add_session(world, "First")
    library.clock.forward(seconds=1)
    other = await library.add_session(await library.add_world("Other"), "Second")

    rows = await library.read(lambda repos: repos.sessions.rows())
    of_world = await library.read(lambda repos: repos.sessions.rows(world.id))

    assert [row.id for row in rows] == [other.id, first.id]
    assert [row.title for row in of_world] == ["First"]


async def test_a_message_is_kept_whole_and_numbered_in_its_session(library, session):
    message = Message(
        id=MessageId("m"),
        session_id=session.id,
        parent_id=None,
        seq=0,
        role=Role.NARRATOR,
        speaker="The tide",
        text=TEXT,
        panel=Panel(time="dusk", present=("Mara", "Wick"), fields={"tide": "low"}),
        state=MessageState.ARRIVING,
        manifest_id=ManifestId("c"),
        usage=Usage(prompt_tokens=3, completion_tokens=4, estimated=True),
        model="a-model",
        created_at=NOON,
    )

    kept = await library.write(lambda repos: repos.messages.add(message))

    assert kept == replace(message, seq=1)
    assert await library.read(lambda repos: repos.messages.get(message.id)) == kept
    assert await library.read(lambda repos: repos.messages.arriving()) == (kept,)
    whole = replace(kept, state=MessageState.COMPLETE, text="Done.", panel=None)
    await library.write(lambda repos: repos.messages.put(whole))
    assert await library.read(lambda repos: repos.messages.of_session(session.id)) == (whole,)
    assert await library.read(lambda repos: repos.messages.arriving()) == ()


async def test_the_line_is_the_path_to_its_head(library, session):
    author, first = await library.add_turn(session.id)
    second = await library.add_message(session.id, Role.NARRATOR, parent=author.id)

    def ids(repos):
        line = [one.id for one in repos.messages.line(second.id)]
        return line, frozenset(repos.messages.path(first.id)), repos.messages.line(None)

    assert await library.read(ids) == ([author.id, second.id], {author.id, first.id}, ())


async def test_an_entry_is_kept_with_everything_and_changed_only_from_its_newest_revision(
    library, world
):
    entry = await library.add_entry(
        world,
        "The Drowned Bell",
        TEXT,
        category="item",
        tags=("bronze", "schön"),
        aliases=("the bell",),
        always_on=True,
        foreign={"extensions": {"x": [1]}},
    )
    assert await library.read(lambda repos: repos.lore.get(entry.id)) == entry

    newer = replace(entry, title="The Bell", revision=2)
    await library.write(lambda repos: repos.lore.put(newer, by="author"))
    assert await library.read(lambda repos: repos.lore.get(entry.id)) == newer

    with pytest.raises(UserFixableError, match="changed meanwhile"):
        await library.write(lambda repos: repos.lore.put(replace(entry, revision=2), by="author"))
    assert await library.read(lambda repos: repos.lore.get(entry.id)) == newer


async def test_entries_are_found_by_id_handle_and_exact_title(library, world):
    mara = await library.add_entry(world, "Mara Venn")
    other = await library.add_entry(await library.add_world("Other"), "Mara Venn")

    def find(repos):
        find = repos.lore.find
        return (
            {one.id for one in find("Mara Venn")},
            [one.id for one in find("c1", world.id)],
            [one.id for one in find(mara.id)],
            find("mara"),
            set(repos.lore.many([mara.id, other.id, LoreId("none")])),
        )

    assert await library.read(find) == (
        {mara.id, other.id},
        [mara.id],
        [mara.id],
        (),
        {mara.id, other.id},
    )


async def test_handles_count_by_category_and_world(library, world):
    handles = [
        (await library.add_entry(world, title, category=category)).handle
        for title, category in [
            ("a", "character"),
            ("b", "location"),
            ("c", "character"),
            ("d", "cult"),
            ("e", "concept"),
        ]
    ]
    for number in range(4, 12):
        await library.add_entry(world, f"x{number}", category="character")
    last = await library.add_entry(world, "z", category="character")

    assert handles == ["c1", "l1", "c2", "x1", "k1"]
    assert last.handle == "c11"
    other = await library.add_entry(await library.add_world("Other"), "a")
    assert other.handle == "c1"


async def test_own_entries_are_named_where_they_are_seen(library, world, session):
    author, reply = await library.add_turn(session.id)
    await library.add_entry(world, "Mara", aliases=("Ferry",), always_on=True)
    wick = await library.add_entry(world, "Wick", session_id=session.id, origin_message=reply.id)
    kept = await library.add_entry(world, "Odile", session_id=session.id)

    def names(repos):
        return (
            [(one.names, one.always_on) for one in repos.lore.names(world.id)],
            {one.entry_id for one in repos.lore.own_names(session.id)},
            {one.title for one in repos.lore.visible(world.id, session.id)},
        )

    canon = [(("Mara", "Ferry"), True)]
    assert await library.read(names) == (canon, {wick.id, kept.id}, {"Mara", "Wick", "Odile"})
    await library.goto(session.id, author.id)
    assert await library.read(names) == (canon, {kept.id}, {"Mara", "Odile"})


async def test_links_are_kept_and_seen_from_both_ends(library, world, session):
    mara, wick = await library.add_entry(world, "Mara"), await library.add_entry(world, "Wick")
    _, reply = await library.add_turn(session.id)
    link = Link(
        id=LinkId("l"),
        world_id=world.id,
        from_id=mara.id,
        to_id=wick.id,
        relation="taught",
        session_id=session.id,
        origin_message=reply.id,
    )
    await library.write(lambda repos: repos.lore.add_link(link))

    assert await library.read(lambda repos: repos.lore.links_of([mara.id])) == (link,)
    assert await library.read(lambda repos: repos.lore.links_of([wick.id])) == (link,)
    assert await library.read(lambda repos: repos.lore.links_of([LoreId("none")])) == ()


async def test_a_merge_is_kept_with_its_anchors_and_notes_and_counts_until_it_is_undone(
    library, world, session
):
    mara, hand = [await library.add_entry(world, name) for name in ("Mara", "Old Hand")]
    author, reply = await library.add_turn(session.id)
    notes = [await library.add_note(session.id, mara.id, text) for text in ("One.", "Two.")]
    merge = Redirect(
        id=RedirectId("m"),
        world_id=world.id,
        session_id=session.id,
        from_id=hand.id,
        to_id=mara.id,
        anchors=frozenset({author.id, reply.id}),
        note_revision=notes[0].id,
        lore_revision=1,
        proposal_id="p",
        created_at=NOON,
    )

    def write(repos):
        repos.redirects.add(merge)
        repos.redirects.add_notes(merge.id, [one.id for one in notes])
        repos.redirects.add_notes(merge.id, [])

    await library.write(write)

    def look(repos):
        found = repos.redirects
        return (
            found.get(merge.id),
            found.of_proposal(ProposalId("p")),
            found.in_force(world.id, session.id),
            found.standing(world.id, session.id),
        )

    assert await library.read(look) == (merge, merge, (merge,), {hand.id: mara.id})
    assert await library.read(lambda repos: repos.redirects.notes_of(merge.id)) == tuple(
        one.id for one in notes
    )
    later = library.clock.forward(hours=1)
    await library.write(lambda repos: repos.redirects.put_undone(merge.id, later))

    undone = replace(merge, undone_at=later)
    assert await library.read(look) == (undone, None, (), {})
    assert await library.read(lambda repos: repos.redirects.of_entry(mara.id)) == (undone,)


async def test_a_note_revision_is_kept_with_its_anchors_and_numbered(library, world, session):
    mara = await library.add_entry(world, "Mara")
    author, reply = await library.add_turn(session.id)
    first = await library.add_note(
        session.id, mara.id, TEXT, anchors=frozenset({author.id, reply.id})
    )
    second = await library.add_note(session.id, mara.id, "By hand.")

    assert (first.seq, second.seq) == (1, 2)
    kept = await library.read(lambda repos: repos.notes.revisions(session.id, mara.id))
    assert kept == (first, second)
    assert kept[0].anchors == {author.id, reply.id}
    assert (kept[1].base, kept[1].stood_at, kept[1].by) == (first.id, reply.id, "author")


async def test_a_folded_note_is_replaced_and_dropped(library, world, session):
    mara = await library.add_entry(world, "Mara")
    revision = await library.add_note(session.id, mara.id, "One.")
    note = SessionNote(
        session_id=session.id,
        entry_id=mara.id,
        note_content="Two.",
        last_updated_turn=7,
        revision=RevisionId(revision.id),
    )
    await library.write(lambda repos: repos.notes.put_folded(note))
    assert await library.read(lambda repos: repos.notes.current(session.id, mara.id)) == note
    assert await library.read(lambda repos: repos.notes.all_current(session.id)) == {mara.id: note}

    await library.write(lambda repos: repos.notes.drop_folded(session.id, mara.id))
    assert await library.read(lambda repos: repos.notes.current(session.id, mara.id)) is None


async def test_a_proposal_is_kept_with_its_events_and_entity(library, world, session):
    mara = await library.add_entry(world, "Mara")
    _, reply = await library.add_turn(session.id)
    entity = NewEntity(title="Wick", category="cult", content=TEXT, connections=(("c1", "knows"),))
    proposal = await library.add_proposal(
        session.id, mara, reply, "She owes.", entity=entity, simulated=True, comment="Why?"
    )
    assert await library.read(lambda repos: repos.proposals.get(proposal.id)) == proposal

    closed = proposal.closed_as(ProposalState.ACCEPTED, now=NOON, by="author")
    closed = replace(closed, events=(*closed.events, replace(closed.events[0], summary="More.")))
    await library.write(lambda repos: repos.proposals.put(closed, accepted=[1]))

    def look(repos):
        found = repos.proposals
        return (
            found.get(proposal.id),
            found.of_session(session.id, ProposalState.OPEN),
            found.of_session(None, ProposalState.ACCEPTED),
            found.of_entry(session.id, mara.id),
            found.many([proposal.id, ProposalId("none")]),
        )

    assert await library.read(look) == (closed, (), (closed,), (closed,), {proposal.id: closed})


async def test_proposals_are_listed_in_the_order_they_came(library, world, session):
    mara = await library.add_entry(world, "Mara")
    _, reply = await library.add_turn(session.id)
    made = [
        await library.add_proposal(
            session.id,
            mara,
            reply,
            f"{n}.",
            kind=ProposalKind.MERGE_EDIT,
            id=ProposalId(f"p{9 - n}"),
        )
        for n in range(3)
    ]

    found = await library.read(lambda repos: repos.proposals.of_session(session.id, None))

    assert [one.id for one in found] == [one.id for one in made]


async def test_a_manifest_is_kept_and_its_texts_only_once(library, world, session):
    _, reply = await library.add_turn(session.id)

    def manifest(name, message_id=None):
        return Manifest(
            id=ManifestId(name),
            session_id=session.id,
            message_id=message_id,
            tokens=12,
            budget=100,
            blocks=(
                Block(name="rules", role="system", text=ODD, tokens=3),
                Block(name="turn", role="user", text=f"turn {name}", tokens=9),
            ),
            entries=(
                ContextEntry(
                    entry_id=LoreId("e"),
                    handle="c1",
                    title="Mara",
                    reason="named in the turn",
                    tokens=5,
                    revision="lore:1",
                    scores={"words": 1.5},
                    cut=True,
                ),
            ),
            left_out=(LeftOut(entry_id=LoreId("f"), title="Wick", reason="no room"),),
            remarks=("Not reranked: the server is busy.",),
            created_at=NOON,
        )

    await library.write(lambda repos: repos.manifests.add(manifest("one")))
    assert await library.read(lambda repos: repos.manifests.of_message(reply.id)) is None

    await library.write(lambda repos: repos.manifests.add(manifest("two", reply.id)))

    kept = await library.read(lambda repos: repos.manifests.of_message(reply.id))
    assert kept == manifest("two", reply.id)

    def texts(repos):
        from sqlalchemy import text

        return repos.sessions._connection.execute(text("SELECT count(*) FROM told_texts")).scalar()

    assert await library.read(texts) == 3


async def test_the_books_are_kept(library, session):
    call = ModelCall(
        service=Service.ANALYSIS,
        task="analyse_turn",
        provider=Provider.OPENAI,
        model="m",
        prompt_tokens=1,
        completion_tokens=2,
        estimated=False,
        ms=3.5,
        first_token_ms=None,
        outcome="failed",
        error="No.",
        started_at=NOON,
    )

    def work(repos):
        repos.ledger.record_call(call)
        repos.ledger.record(
            "accept", "p1", actor="author", session_id=session.id, details={"hunks": [1]}
        )
        repos.ledger.put_fact("a", "1")
        repos.ledger.put_fact("a", "2")

    def look(repos):
        from sqlalchemy import text

        run = repos.sessions._connection.execute
        return (
            repos.ledger.fact("a"),
            repos.ledger.fact("b", "none"),
            run(text("SELECT service, provider, outcome FROM model_calls")).one(),
            run(text("SELECT actor, action, details FROM audit_log WHERE subject = 'p1'")).one(),
        )

    await library.write(work)

    fact, default, kept, audit = await library.read(look)
    assert (fact, default) == ("2", "none")
    assert tuple(kept) == ("analysis", "openai", "failed")
    assert tuple(audit)[:2] == ("author", "accept")
    assert json_map(audit.details) == {"hunks": [1]}


async def test_vectors_are_kept_by_text_and_model(library, world):
    await library.add_entry(world, "Mara", "She keeps the ferry.")
    await library.add_entry(world, "Wick", "A lock-boy.")

    missing = await library.read(lambda repos: repos.documents.without_vector(EMBEDDER))
    assert len(missing) == 2
    name = next(iter(missing))
    vector = np.array([0.5, -1.0, 3.25], dtype=np.float32)
    await library.write(lambda repos: repos.documents.put_vectors(EMBEDDER, {name: vector}))

    def look(repos):
        documents = repos.documents
        return (
            set(documents.without_vector(EMBEDDER)),
            len(documents.without_vector("another")),
            [(one.text_hash, one.vector.tolist()) for one in documents.passages(EMBEDDER)],
            list(documents.passages(EMBEDDER, keys=["none"])),
            documents.count(),
            set(documents.hashes().values()),
        )

    assert await library.read(look) == (
        set(missing) - {name},
        2,
        [(name, vector.tolist())],
        [],
        2,
        set(missing),
    )


async def test_vectors_are_read_by_the_hashes_of_their_texts(library):
    one = np.array([0.5, -1.0, 3.25], dtype=np.float32)
    other = np.array([1.0, 0.0], dtype=np.float32)

    def put(repos):
        repos.documents.put_vectors("m", {"a": one, "b": -one})
        repos.documents.put_vectors("m", {"a": other})
        repos.documents.put_vectors("n", {"a": other})

    await library.write(put)

    def look(repos):
        vectors = repos.documents.vectors
        return (
            {name: row.tolist() for name, row in vectors("m", ["none", "b", "a", "a"]).items()},
            {name: (row.tolist(), row.dtype) for name, row in vectors("n", ["a", "b"]).items()},
            vectors("another", ["a"]),
            vectors("m", []),
        )

    assert await library.read(look) == (
        {"a": one.tolist(), "b": (-one).tolist()},
        {"a": (other.tolist(), np.float32)},
        {},
        {},
    )


async def test_more_vectors_than_one_statement_takes_are_read_in_slices(library):
    many = {f"hash{number}": np.array([number, 1], np.float32) for number in range(1_200)}
    await library.write(lambda repos: repos.documents.put_vectors("m", many))

    found = await library.read(lambda repos: repos.documents.vectors("m", [*many, "none"]))

    assert {name: row[0] for name, row in found.items()} == {
        name: row[0] for name, row in many.items()
    }


async def test_receipts_say_what_the_second_index_holds(library):
    def put(repos):
        repos.documents.put_receipts("m", {"a": "1", "b": "2", "c": "3"})
        repos.documents.put_receipts("m", {"a": "9"})
        repos.documents.put_receipts("n", {"a": "1"})
        repos.documents.drop_receipts("m", ["b", "none"])

    await library.write(put)
    assert await library.read(lambda repos: repos.documents.receipts("m")) == {"a": "9", "c": "3"}

    await library.write(lambda repos: repos.documents.drop_receipts("m"))
    assert await library.read(lambda repos: repos.documents.receipts("m")) == {}
    assert await library.read(lambda repos: repos.documents.receipts("n")) == {"a": "1"}


async def test_more_keys_than_one_statement_takes_are_read_in_slices(library, world):
    entry = await library.add_entry(world, "Mara", "One. " * 1000)
    keys = [one.key for one in await library.read(lambda r: r.documents.of_entry(None, entry.id))]
    many = [*keys, *(f"none{number}" for number in range(40_000))]

    found = await library.read(lambda repos: repos.documents.seen(many, None))

    assert set(found) == set(keys)


async def test_a_proposal_that_changes_nothing_is_kept_as_well(library, world, session):
    mara = await library.add_entry(world, "Mara")
    _, reply = await library.add_turn(session.id)

    proposal = await library.add_proposal(session.id, mara, reply, "", events=())

    assert proposal.hunks == ()
    assert await library.read(lambda repos: repos.proposals.get(proposal.id)) == proposal
