"""Who knows what is kept as it was set, and every change of it is in the audit log."""

from dataclasses import replace

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import KnowledgeId, LoreId, MarkId, SessionId
from loredesk.domain.knowing import Learned, SentenceMark
from loredesk.domain.messages import NarratorTells
from loredesk.domain.visibility import EVERYONE, SECRET, Visibility
from loredesk.domain.wording import sentence_key
from tests.fakes.library import NOON

SAID = "Ünï “sæid” \U0001f5dd;--' it."


@pytest.fixture
async def world(library):
    return await library.add_world()


@pytest.fixture
async def session(library, world):
    return await library.add_session(world)


@pytest.fixture
async def baron(library, world):
    return await library.add_entry(world, "The Baron", SAID)


@pytest.fixture
async def mara(library, world):
    return await library.add_entry(world, "Mara")


def mark(entry, text=SAID, session=None, visibility=SECRET, number=1):
    return SentenceMark(
        id=MarkId(f"k{number}"),
        entry_id=entry.id,
        session_id=session.id if session else None,
        key=sentence_key(text),
        text=text,
        visibility=visibility,
        created_at=NOON,
    )


def learned(session, entry, who, number=1, **values):
    return Learned(
        id=KnowledgeId(f"l{number}"),
        session_id=session.id,
        entry_id=entry.id,
        who=who.id,
        created_at=NOON,
        **{"message_id": None, **values},
    )


async def marks_of(library, *entries):
    ids = [one.id for one in entries]
    return await library.read(lambda repos: repos.knowledge.marks_of(ids))


async def audited(library, subject):
    rows = await library.read(lambda repos: repos.ledger.entries(subject=subject))
    return [(row.action, row.entry_id) for row in rows]


@pytest.mark.parametrize(
    "visibility", [EVERYONE, SECRET, Visibility.known_by(LoreId("a"), LoreId("b"))]
)
async def test_the_visibility_of_an_entry_is_kept_with_it_and_with_its_versions(
    library, world, visibility
):
    entry = await library.add_entry(world, "The Baron", visibility=visibility)

    assert await library.read(lambda repos: repos.lore.get(entry.id)) == entry
    (version,) = await library.read(lambda repos: repos.lore.revisions(entry.id))
    assert Visibility.of_json(version.fields["visibility"]) == visibility


async def test_a_change_of_visibility_is_a_version_and_in_the_log(library, world):
    entry = await library.add_entry(world, "The Baron")
    closed = replace(entry, visibility=SECRET, revision=2)

    await library.write(lambda repos: repos.lore.put(closed, by="author"))

    rows = await library.read(lambda repos: repos.ledger.entries(subject=entry.id))
    assert (rows[0].before, rows[0].after) == ({"visibility": None}, {"visibility": []})


async def test_who_speaks_and_what_the_narrator_tells_are_kept_and_in_the_log(
    library, world, session, mara
):
    changed = replace(session, voice=mara.id, narrator_tells=NarratorTells.PRESENT)

    await library.write(lambda repos: repos.sessions.put(changed))

    assert await library.read(lambda repos: repos.sessions.get(session.id)) == changed
    rows = await library.read(lambda repos: repos.ledger.entries(subject=session.id))
    assert rows[0].after == {"voice": mara.id, "narrator_tells": "present"}


async def test_marks_are_kept_in_canon_and_in_each_session_apart(library, world, session, baron):
    other = await library.add_session(world)
    kept = (
        mark(baron),
        mark(baron, session=session, visibility=EVERYONE, number=2),
        mark(baron, session=other, visibility=Visibility.known_by(LoreId("a")), number=3),
        mark(baron, "Another.", number=4),
    )

    for one in kept:
        assert await library.write(lambda repos, one=one: repos.knowledge.put_mark(one)) == one

    assert await marks_of(library, baron) == kept
    assert await marks_of(library) == ()


async def test_a_second_mark_of_a_sentence_takes_the_place_of_the_first(library, session, baron):
    for place in (None, session):
        first = mark(baron, session=place, number=f"{place}1")
        again = mark(baron, SAID.upper(), place, EVERYONE, number=f"{place}2")
        await library.write(lambda repos, one=first: repos.knowledge.put_mark(one))

        kept = await library.write(lambda repos, one=again: repos.knowledge.put_mark(one))

        assert kept == replace(again, id=first.id)
        assert [one for one in await marks_of(library, baron) if one.id == first.id] == [kept]
        assert await audited(library, first.id) == [("mark sentence", baron.id)] * 2


async def test_the_same_mark_again_is_no_news(library, baron):
    for _ in range(2):
        await library.write(lambda repos: repos.knowledge.put_mark(mark(baron)))

    assert len(await audited(library, "k1")) == 1


async def test_a_mark_that_is_dropped_is_gone_and_in_the_log(library, baron):
    await library.write(lambda repos: repos.knowledge.put_mark(mark(baron)))

    for _ in range(2):
        await library.write(lambda repos: repos.knowledge.drop_mark(MarkId("k1")))

    assert await marks_of(library, baron) == ()
    assert await audited(library, "k1") == [
        ("unmark sentence", baron.id),
        ("mark sentence", baron.id),
    ]


async def test_what_was_learned_is_kept_in_order_taken_back_and_learned_again(
    library, session, baron, mara
):
    _, reply = await library.add_turn(session.id)
    first = learned(session, baron, mara, 1, message_id=reply.id)
    second = learned(session, baron, baron, 2, key=sentence_key(SAID), text=SAID)
    third = learned(session, mara, baron, 3)
    for one in (first, second, third):
        await library.write(lambda repos, one=one: repos.knowledge.add_learned(one))

    def of(ids=None):
        return library.read(lambda repos: repos.knowledge.learned_in(session.id, ids))

    assert await of() == (first, second, third)
    assert await of([baron.id]) == (first, second)
    assert await of([]) == ()
    await library.write(lambda repos: repos.knowledge.put_withdrawn(first.id, NOON))
    assert (await of())[0] == replace(first, withdrawn_at=NOON)
    await library.write(lambda repos: repos.knowledge.put_withdrawn(first.id, None))
    assert await library.read(lambda repos: repos.knowledge.get_learned(first.id)) == first
    assert [action for action, _ in await audited(library, first.id)] == [
        "learn again",
        "take back what was learned",
        "learn",
    ]


async def test_what_nobody_learned_is_refused_with_the_way_to_find_it(library):
    with pytest.raises(UserFixableError, match="Nothing was learned under 'x'") as refused:
        await library.read(lambda repos: repos.knowledge.get_learned(KnowledgeId("x")))

    assert "loredesk" in refused.value.hint


async def test_only_what_something_is_set_about_is_guarded(library, world, session, baron, mara):
    closed = await library.add_entry(world, "The Ledger", visibility=SECRET)
    elsewhere = await library.add_entry(await library.add_world(), "Else", visibility=SECRET)
    for one in (mark(baron), mark(baron, session=session, number=2)):
        await library.write(lambda repos, one=one: repos.knowledge.put_mark(one))

    guarded = await library.read(lambda repos: repos.knowledge.guarded(world.id))

    assert guarded == {closed.id, baron.id}
    assert elsewhere.id not in guarded
    by_whom = await library.read(lambda repos: repos.knowledge.closed(world.id))
    assert by_whom == {closed.id: closed.visibility}


async def test_entries_are_found_by_the_keys_of_their_titles(library, world, session, mara):
    own = await library.add_entry(world, "The Wardens", session_id=session.id)
    other = await library.add_session(world)
    theirs = await library.add_entry(world, "Wardens!", session_id=other.id)
    gone = await library.add_entry(world, "Wardens")
    await library.write(lambda repos: repos.trash.put_entry(gone.id, NOON))

    def titled(session_id: SessionId | None, *keys: str):
        return library.read(lambda repos: repos.knowledge.titled(world.id, session_id, keys))

    assert await titled(session.id, "wardens", "mara", "x") == {
        "wardens": (own.id,),
        "mara": (mara.id,),
    }
    assert await titled(other.id, "wardens") == {"wardens": (theirs.id,)}
    assert await titled(None, "wardens") == {}
