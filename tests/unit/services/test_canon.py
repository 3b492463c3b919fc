"""What a session brought up becomes canon by the author's hand, and can be taken back."""

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import LinkId, LoreId
from loredesk.domain.listings import EntryDraft
from loredesk.domain.lore import Link, LoreEntry
from loredesk.services.history import HistoryService
from tests.fakes.snapshot import what_counts

NOTE = "She owes the Heron. Her hand is burnt. She says little."


@pytest.fixture
async def mara(campaign):
    return await campaign.add("Mara Venn", "A ferrywoman.")


@pytest.fixture
async def reply(campaign):
    return await campaign.turn("I wait.", "Mara burns her hand. Wick laughs.")


@pytest.fixture
async def noted(campaign, mara, reply):
    await campaign.library.add_note(
        campaign.session.id, mara.id, NOTE, anchors=frozenset({reply.id})
    )
    return mara


@pytest.fixture
async def wick(campaign, reply):
    return await campaign.add(
        "Wick",
        "A lock-boy. He owns a whistle.",
        session_id=campaign.session.id,
        origin_message=reply.id,
        is_dynamically_generated=True,
    )


async def counts(campaign):
    return await campaign.library.read(
        lambda repos: what_counts(repos, campaign.world.id, campaign.session.id)
    )


async def canon_titles(campaign):
    found = await campaign.library.read(lambda repos: repos.lore.visible(campaign.world.id, None))
    return [one.title for one in found]


class TestANote:
    async def test_is_shown_as_a_diff_against_what_canon_says(self, campaign, noted):
        promotion = await campaign.canon.promotion(campaign.session.id, noted.id)

        assert promotion.base == "A ferrywoman."
        assert promotion.proposed == f"A ferrywoman.\n\n{NOTE}"
        assert [hunk.added.strip() for hunk in promotion.hunks] == [
            "She owes the Heron.",
            "Her hand is burnt.",
            "She says little.",
        ]

    async def test_goes_into_canon_whole_and_is_not_told_twice(self, campaign, noted):
        entry = await campaign.canon.promote(campaign.session.id, noted.id)

        assert entry.content == f"A ferrywoman.\n\n{NOTE}"
        assert (entry.session_id, entry.revision) == (None, 2)
        assert await campaign.note(noted) == ""
        newest = (await campaign.canon.revisions(noted.id))[0]
        assert (newest.by, newest.why) == ("author", "promoted from a note")

    async def test_goes_by_hunk_and_what_was_not_chosen_stays_with_the_session(
        self, campaign, noted
    ):
        entry = await campaign.canon.promote(campaign.session.id, noted.id, hunks=[1, 3])

        assert entry.content == "A ferrywoman.\n\nShe owes the Heron. She says little."
        assert await campaign.note(noted) == "Her hand is burnt."

    async def test_goes_in_the_authors_own_words(self, campaign, noted):
        entry = await campaign.canon.promote(
            campaign.session.id, noted.id, hunks=[1], text="A ferrywoman in debt."
        )

        assert entry.content == "A ferrywoman in debt."
        assert await campaign.note(noted) == "Her hand is burnt. She says little."

    async def test_a_hunk_there_is_not_is_refused(self, campaign, noted):
        with pytest.raises(UserFixableError, match="no hunk 7") as refused:
            await campaign.canon.promote(campaign.session.id, noted.id, hunks=[1, 7])

        assert refused.value.hint == "There are hunks 1 to 3."

    async def test_choosing_nothing_is_refused(self, campaign, noted):
        with pytest.raises(UserFixableError, match="no hunk that was chosen"):
            await campaign.canon.promote(campaign.session.id, noted.id, hunks=[])

    async def test_without_one_there_is_nothing_to_promote(self, campaign, mara):
        with pytest.raises(UserFixableError, match="no note on 'Mara Venn'"):
            await campaign.canon.promote(campaign.session.id, mara.id)

    async def test_undoing_the_turn_behind_it_leaves_canon_and_opens_no_card(
        self, campaign, noted, reply
    ):
        await campaign.canon.promote(campaign.session.id, noted.id)

        await campaign.library.goto(campaign.session.id, reply.parent_id)

        assert await campaign.note(noted) == ""
        assert await campaign.open_proposals() == ()
        view = await campaign.lore.entry(noted.id, None)
        assert NOTE in view.entry.content

    async def test_other_sessions_read_the_new_canon_at_once(self, campaign, noted):
        other = await campaign.library.add_session(campaign.world, "Another")
        await campaign.library.add_note(other.id, noted.id, "She is away.")

        await campaign.canon.promote(campaign.session.id, noted.id, hunks=[2])

        documents = await campaign.library.read(
            lambda repos: [
                repos.documents.of_entry(one, noted.id)[0].text for one in (None, other.id)
            ]
        )
        assert all("Her hand is burnt." in text for text in documents)
        assert "She is away." in documents[1]

    async def test_of_which_nothing_is_left_cannot_be_taken_back(self, campaign, mara):
        await undone_by_hand(campaign, mara, "She is away.")
        before = await counts(campaign)

        with pytest.raises(UserFixableError, match="was not promoted"):
            await campaign.canon.demote(mara.id)

        assert await counts(campaign) == before

    async def test_whose_text_was_rolled_back_gives_its_note_back(self, campaign, noted):
        before = await counts(campaign)
        await campaign.canon.promote(campaign.session.id, noted.id)
        await campaign.canon.rollback(noted.id, noted.revision)

        await campaign.canon.demote(noted.id)

        assert await counts(campaign) == before

    async def test_taking_it_back_restores_canon_and_the_note(self, campaign, noted):
        before = await counts(campaign)
        await campaign.canon.promote(campaign.session.id, noted.id, hunks=[1])

        await campaign.canon.demote(noted.id)

        assert await counts(campaign) == before


async def undone_by_hand(campaign, entry, text):
    """Promote a note, roll canon back and take back that the note was emptied."""
    session = campaign.session.id
    await campaign.library.add_note(session, entry.id, text)
    before = await campaign.library.read(lambda repos: repos.lore.get(entry.id))
    await campaign.canon.promote(session, entry.id)
    await campaign.canon.rollback(entry.id, before.revision)
    note = await campaign.library.read(lambda repos: repos.notes.current(session, entry.id))
    history = HistoryService(store=campaign.library.store, timeline=campaign.library.timeline)
    await history.withdraw(session, note.revision)


class TestANewcomer:
    async def test_becomes_canon_and_keeps_its_origin(self, campaign, wick, reply):
        entry = await campaign.canon.promote(campaign.session.id, wick.id)

        assert (entry.origin, entry.origin_message) == ("canon", reply.id)
        assert entry.promoted_from == campaign.session.id
        assert await canon_titles(campaign) == ["Wick"]

    async def test_survives_the_undo_of_its_origin_and_says_so(self, campaign, wick, reply):
        view = await campaign.lore.entry(wick.id, campaign.session.id)
        assert view.source == "turn 1"
        await campaign.canon.promote(campaign.session.id, wick.id)

        await campaign.library.goto(campaign.session.id, reply.parent_id)

        view = await campaign.lore.entry(wick.id, campaign.session.id)
        assert view.source == "turn no longer on this line"
        assert await canon_titles(campaign) == ["Wick"]
        found = await campaign.library.read(lambda repos: repos.documents.of_entry(None, wick.id))
        assert found

    async def test_promoted_in_part_leaves_the_rest_as_the_sessions_note(self, campaign, wick):
        entry = await campaign.canon.promote(campaign.session.id, wick.id, hunks=[1])

        assert entry.content == "A lock-boy."
        assert await campaign.note(wick) == "He owns a whistle."

    async def test_takes_its_links_to_canon_along(self, campaign, mara, wick):
        await link(campaign, wick, mara)

        await campaign.canon.promote(campaign.session.id, wick.id)

        view = await campaign.lore.entry(mara.id, None)
        assert [one.title for one in view.links] == ["Wick"]

    async def test_whose_name_canon_has_is_refused(self, campaign, wick):
        await campaign.library.add_entry(campaign.world, "The Wick")

        with pytest.raises(UserFixableError, match="There is an entry called 'Wick' already"):
            await campaign.canon.promote(campaign.session.id, wick.id)

    async def test_of_another_session_is_refused(self, campaign, wick):
        other = await campaign.library.add_session(campaign.world, "Another")

        with pytest.raises(UserFixableError, match="not an entry of this session"):
            await campaign.canon.promote(other.id, wick.id)

    async def test_taking_the_promotion_back_restores_everything(self, campaign, mara, wick):
        await link(campaign, wick, mara)
        before = await counts(campaign)
        await campaign.canon.promote(campaign.session.id, wick.id, hunks=[2], text="A boy.")

        await campaign.canon.demote(wick.id)

        assert await counts(campaign) == before

    async def test_linked_to_another_is_linked_in_canon_once_that_is_canon_too(
        self, campaign, wick, reply
    ):
        sal = await campaign.add("Sal", session_id=campaign.session.id, origin_message=reply.id)
        await link(campaign, wick, sal)

        await campaign.canon.promote(campaign.session.id, wick.id)
        assert await linked(campaign, wick, None) == []
        assert await linked(campaign, wick, campaign.session.id) == ["Sal"]
        await campaign.canon.promote(campaign.session.id, sal.id)

        assert await linked(campaign, wick, None) == ["Sal"]

    async def test_taken_back_while_another_is_not_canon_keeps_its_link_to_it(
        self, campaign, wick, reply
    ):
        sal = await campaign.add("Sal", session_id=campaign.session.id, origin_message=reply.id)
        await link(campaign, sal, wick)
        before = await counts(campaign)
        await campaign.canon.promote(campaign.session.id, wick.id)

        await campaign.canon.demote(wick.id)

        assert await counts(campaign) == before

    async def test_of_no_turn_takes_its_links_back_with_its_promotion(self, campaign, mara):
        wick = await campaign.add("Wick", "A lock-boy.", session_id=campaign.session.id)
        await link(campaign, wick, mara)
        before = await counts(campaign)
        await campaign.canon.promote(campaign.session.id, wick.id)
        assert await linked(campaign, mara, None) == ["Wick"]

        await campaign.canon.demote(wick.id)

        assert await linked(campaign, mara, None) == []
        assert await counts(campaign) == before

    async def test_that_others_rely_on_stays_canon(self, campaign, wick):
        await campaign.canon.promote(campaign.session.id, wick.id)
        other = await campaign.library.add_session(campaign.world, "Another")
        await campaign.library.add_note(other.id, wick.id, "He has grown.")

        with pytest.raises(UserFixableError, match="The session 'Another' has a note on 'Wick'"):
            await campaign.canon.demote(wick.id)

    async def test_is_a_newcomer_again_though_its_note_was_promoted_and_that_was_undone_by_hand(
        self, campaign, wick
    ):
        await campaign.canon.promote(campaign.session.id, wick.id)
        await undone_by_hand(campaign, wick, "He has grown.")

        entry = await campaign.canon.demote(wick.id)

        assert entry.session_id == campaign.session.id
        assert await campaign.note(wick) == "He has grown."
        with pytest.raises(UserFixableError, match="was not promoted"):
            await campaign.canon.demote(wick.id)

    async def test_what_was_not_promoted_cannot_be_demoted(self, campaign, mara):
        with pytest.raises(UserFixableError, match="was not promoted"):
            await campaign.canon.demote(mara.id)

    async def test_promotions_are_taken_back_one_by_one_the_latest_first(
        self, campaign, wick, reply
    ):
        await campaign.canon.promote(campaign.session.id, wick.id)
        await campaign.library.add_note(
            campaign.session.id, wick.id, "He sings.", anchors=frozenset({reply.id})
        )
        noted = await counts(campaign)
        await campaign.canon.promote(campaign.session.id, wick.id)

        await campaign.canon.demote(wick.id)
        assert await counts(campaign) == noted
        entry = await campaign.canon.demote(wick.id)

        assert (entry.session_id, entry.content) == (campaign.session.id, wick.content)
        assert await campaign.note(wick) == "He sings."
        with pytest.raises(UserFixableError, match="was not promoted"):
            await campaign.canon.demote(wick.id)


class TestVersions:
    async def test_an_earlier_one_comes_back_as_a_new_one(self, campaign, mara):
        await save(campaign, mara, content="A thief.", tags=("ferry",))

        entry = await campaign.canon.rollback(mara.id, 1, expected=2)

        assert (entry.content, entry.tags, entry.revision) == ("A ferrywoman.", (), 3)
        found = await campaign.canon.revisions(mara.id)
        assert [(one.revision, one.why) for one in found] == [
            (3, "rolled back to 1"),
            (2, ""),
            (1, ""),
        ]

    async def test_a_newer_one_is_not_written_over_blindly(self, campaign, mara):
        await save(campaign, mara, content="A thief.")

        with pytest.raises(UserFixableError, match="was changed meanwhile"):
            await campaign.canon.rollback(mara.id, 1, expected=1)

    async def test_one_there_is_not_is_refused(self, campaign, mara):
        with pytest.raises(UserFixableError, match="has no version 9"):
            await campaign.canon.rollback(mara.id, 9)

    async def test_a_name_taken_meanwhile_is_not_taken_again(self, campaign, mara):
        await save(campaign, mara, title="The Ferrywoman")
        await campaign.add("Mara Venn")

        with pytest.raises(UserFixableError, match="There is an entry called 'Mara Venn'"):
            await campaign.canon.rollback(mara.id, 1)

    async def test_the_fields_the_author_wrote_last_are_marked(self, campaign, reply):
        entry = await campaign.library.write(lambda repos: newcomer(campaign, repos, reply))

        await save(campaign, entry, content="A lock-boy with a knife.")

        assert await campaign.canon.own_fields(entry.id) == {"content"}
        view = await campaign.lore.entry(entry.id, campaign.session.id)
        assert view.own_fields == {"content"}


class TestLocks:
    async def test_a_locked_text_is_neither_promoted_into_nor_rolled_back_nor_edited(
        self, campaign, noted
    ):
        await save(campaign, noted, content="A thief.")
        await campaign.canon.set_locks(noted.id, ["content"])

        for act in (
            campaign.canon.promote(campaign.session.id, noted.id),
            campaign.canon.rollback(noted.id, 1),
            save(campaign, noted, content="A liar."),
        ):
            with pytest.raises(UserFixableError, match="The text of 'Mara Venn' is locked") as no:
                await act
            assert no.value.hint == "Unlock it first."
        await save(campaign, noted, content="A thief.", tags=("ferry",))

    async def test_a_locked_note_takes_no_change(self, campaign, noted, reply):
        proposal = await campaign.library.add_proposal(
            campaign.session.id, noted, reply, "She is gone."
        )
        await campaign.canon.set_locks(noted.id, ["note"])

        for act in (
            campaign.review.accept([proposal.id]),
            campaign.canon.promote(campaign.session.id, noted.id),
            campaign.lore.save_note(campaign.session.id, noted.id, "Gone.", base=None),
        ):
            with pytest.raises(UserFixableError, match="The note of 'Mara Venn' is locked"):
                await act

        await campaign.canon.set_locks(noted.id, [])
        assert (await campaign.review.accept([proposal.id])).accepted == (proposal.id,)

    async def test_an_entry_locked_whole_cannot_go_to_the_trash(self, campaign, mara):
        await campaign.canon.set_locks(mara.id, ["entry"])

        with pytest.raises(UserFixableError, match=r"^'Mara Venn' is locked"):
            await campaign.trash.delete_entry(mara.id)

    async def test_locking_is_no_version(self, campaign, mara):
        entry = await campaign.canon.set_locks(mara.id, ["title", "note"])

        assert entry.locked == {"title", "note"}
        assert (await campaign.lore.entry(mara.id, None)).entry.revision == 1

    async def test_a_field_there_is_not_is_refused(self, campaign, mara):
        with pytest.raises(UserFixableError, match="no field 'colour'"):
            await campaign.canon.set_locks(mara.id, ["colour"])


async def save(campaign, entry, **values):
    now = (await campaign.lore.entry(entry.id, None)).entry
    fields = {
        "title": now.title,
        "category": now.category,
        "content": now.content,
        "tags": now.tags,
        "aliases": now.aliases,
        **values,
    }
    return await campaign.lore.save_entry(
        EntryDraft(world_id=campaign.world.id, id=entry.id, base_revision=now.revision, **fields)
    )


async def linked(campaign, entry, session_id):
    view = await campaign.lore.entry(entry.id, session_id)
    return [one.title for one in view.links]


async def link(campaign, one, other):
    made = Link(
        id=LinkId(campaign.library.new_id()),
        world_id=campaign.world.id,
        from_id=one.id,
        to_id=other.id,
        relation="laughs at",
        session_id=campaign.session.id,
        origin_message=one.origin_message,
    )
    await campaign.library.write(lambda repos: repos.lore.add_link(made))


def newcomer(campaign, repos, reply):
    entry = LoreEntry(
        id=LoreId(campaign.library.new_id()),
        world_id=campaign.world.id,
        handle="c9",
        title="Wick",
        category="character",
        content="A lock-boy.",
        session_id=campaign.session.id,
        origin_message=reply.id,
    )
    repos.lore.add(entry, by="model")
    return entry
