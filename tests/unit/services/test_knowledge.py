"""Who knows what on a line: what the author sets, what is learned, and what follows from both."""

from dataclasses import replace

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.events import KnowledgeChanged
from loredesk.domain.ids import KnowledgeId, LinkId, LoreId, MessageId, SessionId
from loredesk.domain.listings import EntryDraft
from loredesk.domain.lore import Link
from loredesk.domain.messages import NarratorTells, Role
from loredesk.domain.panel import Panel
from loredesk.domain.visibility import EVERYONE, SECRET, Visibility
from loredesk.services.knowing import called, knowledge_of, people, who_speaks
from loredesk.services.knowledge import KnowledgeService
from tests.fakes.library import NOON

BEES, DARK, OLD = "The Baron keeps bees.", "He killed his brother at the ford.", "He is tired."
SOLD = "Since spring the hives are sold to Otto."


@pytest.fixture
def knowledge(campaign):
    library = campaign.library
    return KnowledgeService(store=library.store, documents=library.documents, new_id=library.new_id)


@pytest.fixture
async def baron(campaign):
    return await campaign.add("The Baron", f"{BEES} {DARK} {OLD}")


@pytest.fixture
async def mara(campaign):
    return await campaign.add("Mara Venn", "A ferrywoman.", aliases=("Mara",))


@pytest.fixture
async def otto(campaign):
    return await campaign.add("Otto", "A beekeeper.")


@pytest.fixture
def here(campaign):
    return campaign.session.id


async def told(knowledge, entry, session_id, *who):
    """Return the content and the note somebody is told; None where that is nothing."""
    found = await knowledge.told(entry.id, session_id, [one.id for one in who])
    return None if found.entry is None else f"{found.entry.content} | {found.note}"


async def link(campaign, one, other, relation, **values):
    made = Link(
        id=LinkId(campaign.library.new_id()),
        world_id=campaign.world.id,
        from_id=one.id,
        to_id=other.id,
        relation=relation,
        **values,
    )
    await campaign.library.write(lambda repos: repos.lore.add_link(made))


async def count_as(campaign, who, *, head=None):
    found = await campaign.library.read(
        lambda repos: people(repos, campaign.world.id, campaign.session.id, [who.id], head=head)
    )
    return found[0].counts_as


class TestWhatTheAuthorSets:
    async def test_an_entry_is_closed_as_a_new_version_and_opened_by_going_back(
        self, campaign, knowledge, baron, mara, here
    ):
        closed = await knowledge.set_entry(baron.id, SECRET)

        assert closed == replace(baron, visibility=SECRET, revision=2, updated_at=NOON)
        assert await told(knowledge, baron, here, mara) is None
        await campaign.canon.rollback(baron.id, 1)
        assert await told(knowledge, baron, here, mara) == f"{baron.content} | "

    async def test_closing_an_entry_again_is_no_version(self, knowledge, baron):
        assert (await knowledge.set_entry(baron.id, EVERYONE)).revision == 1

    async def test_a_version_from_before_there_was_visibility_opens_nothing(
        self, campaign, knowledge, baron
    ):
        def forget(repos):
            repos.lore._connection.exec_driver_sql(
                "UPDATE lore_revisions SET fields = json_remove(fields, '$.visibility')"
            )

        await campaign.library.write(forget)
        await knowledge.set_entry(baron.id, SECRET)

        back = await campaign.canon.rollback(baron.id, 1)

        assert back.visibility == SECRET

    async def test_the_form_writes_it_with_the_other_fields_and_leaves_it_where_it_says_nothing(
        self, campaign, baron, mara
    ):
        draft = EntryDraft(
            world_id=campaign.world.id,
            id=baron.id,
            title="The Baron",
            category="character",
            content="He is here.",
            visibility=Visibility.known_by(mara.id),
        )

        assert (await campaign.lore.save_entry(draft)).visibility == Visibility.known_by(mara.id)
        kept = await campaign.lore.save_entry(replace(draft, visibility=None, content="Gone."))
        assert kept.visibility == Visibility.known_by(mara.id)
        new = replace(draft, id=None, title="The Duke", visibility=None)
        assert (await campaign.lore.save_entry(new)).visibility == EVERYONE

    async def test_whose_visibility_is_locked_stays_as_it_is(
        self, campaign, knowledge, baron, here
    ):
        await campaign.canon.set_locks(baron.id, ["visibility"])

        with pytest.raises(UserFixableError, match="visibility of 'The Baron' is locked"):
            await knowledge.set_entry(baron.id, SECRET)
        with pytest.raises(UserFixableError, match="is locked"):
            await knowledge.set_sentence(baron.id, None, DARK, SECRET)

    async def test_somebody_of_another_world_or_session_is_refused(
        self, campaign, knowledge, baron, mara, here
    ):
        stranger = await campaign.library.add_entry(await campaign.library.add_world(), "Far")
        other = await campaign.library.add_session(campaign.world)
        theirs = await campaign.add("Theirs", session_id=other.id)

        for who in (LoreId("nobody"), stranger.id):
            with pytest.raises(UserFixableError, match="There is nobody"):
                await knowledge.set_entry(baron.id, Visibility.known_by(who))
        with pytest.raises(UserFixableError, match="newcomer of another session"):
            await knowledge.learn(here, baron.id, [theirs.id])
        with pytest.raises(UserFixableError, match="is not an entry of this session"):
            await knowledge.learn(here, theirs.id, [mara.id])
        with pytest.raises(UserFixableError, match="Nobody was named"):
            await knowledge.learn(here, baron.id, [])

    async def test_a_sentence_is_closed_opened_to_some_and_let_go_again(
        self, knowledge, baron, mara, otto, here
    ):
        assert await knowledge.set_sentence(baron.id, None, DARK, SECRET) is None
        assert await told(knowledge, baron, here, mara) == f"{BEES} {OLD} | "
        assert (
            await knowledge.set_sentence(baron.id, None, DARK.upper(), Visibility.known_by(mara.id))
            == SECRET
        )
        assert await told(knowledge, baron, here, mara) == f"{baron.content} | "
        assert await told(knowledge, baron, here, otto) == f"{BEES} {OLD} | "
        before = await knowledge.set_sentence(baron.id, None, DARK, None)
        assert before == Visibility.known_by(mara.id)
        assert await told(knowledge, baron, here, otto) == f"{baron.content} | "
        assert await knowledge.set_sentence(baron.id, None, DARK, None) is None

    async def test_a_sentence_of_a_note_is_closed_in_its_session_alone(
        self, campaign, knowledge, baron, mara, here
    ):
        other = await campaign.library.add_session(campaign.world)
        for session_id in (here, other.id):
            await campaign.library.add_note(session_id, baron.id, f"{SOLD} He weeps.")

        await knowledge.set_sentence(baron.id, here, SOLD, SECRET)

        assert (await told(knowledge, baron, here, mara)).endswith("| He weeps.")
        assert (await told(knowledge, baron, other.id, mara)).endswith(f"| {SOLD} He weeps.")

    async def test_a_rewrite_that_leaves_a_sentence_leaves_it_closed(
        self, campaign, knowledge, baron, mara, here
    ):
        reply = await campaign.turn()
        await campaign.library.add_note(here, baron.id, SOLD)
        await knowledge.set_sentence(baron.id, here, SOLD, SECRET)

        rewritten = f"He has moved.\n\n{SOLD.upper()}"
        await campaign.library.add_note(here, baron.id, rewritten, anchors=frozenset({reply.id}))

        assert (await told(knowledge, baron, here, mara)).endswith("| He has moved.")

    @pytest.mark.parametrize("session", [True, False])
    async def test_a_sentence_that_is_not_said_is_refused(self, knowledge, baron, here, session):
        with pytest.raises(UserFixableError, match=r"does not say 'He flies\."):
            await knowledge.set_sentence(baron.id, here if session else None, "He flies.", SECRET)

    async def test_who_is_in_the_trash_is_not_asked_and_comes_back_with_what_they_know(
        self, campaign, knowledge, baron, mara, here
    ):
        await knowledge.set_entry(baron.id, SECRET)
        await knowledge.learn(here, baron.id, [mara.id])
        await campaign.trash.delete_entry(baron.id)

        for act in (
            knowledge.set_entry(baron.id, EVERYONE),
            knowledge.set_sentence(baron.id, None, DARK, SECRET),
            knowledge.learn(here, baron.id, [mara.id]),
        ):
            with pytest.raises(UserFixableError, match="is in the trash"):
                await act
        await campaign.trash.restore_entry(baron.id)
        assert await told(knowledge, baron, here, mara) == f"{baron.content} | "


class TestWhatIsLearned:
    @pytest.fixture(autouse=True)
    async def closed(self, knowledge, baron):
        await knowledge.set_entry(baron.id, SECRET)

    async def test_who_learned_an_entry_knows_it_from_there_on_every_line_through_that_message(
        self, campaign, knowledge, baron, mara, otto, here
    ):
        first = await campaign.turn()
        await campaign.turn()
        (learned,) = await knowledge.learn(here, baron.id, [mara.id], at=first.id)

        assert (learned.message_id, learned.key) == (first.id, None)
        assert await told(knowledge, baron, here, mara) == f"{baron.content} | "
        assert await told(knowledge, baron, here, otto) is None
        await campaign.library.goto(here, first.parent_id)
        assert await told(knowledge, baron, here, mara) is None
        await campaign.library.goto(here, first.id)
        assert await told(knowledge, baron, here, mara) == f"{baron.content} | "

    async def test_without_a_message_it_is_learned_where_the_line_ends(
        self, campaign, knowledge, baron, mara, here
    ):
        (early,) = await knowledge.learn(here, baron.id, [mara.id])
        reply = await campaign.turn()
        other = await campaign.add("Wick")
        (late,) = await knowledge.learn(here, baron.id, [other.id])

        assert (early.message_id, late.message_id) == (None, reply.id)

    async def test_a_sentence_is_learned_by_itself(self, knowledge, baron, mara, here):
        await knowledge.learn(here, baron.id, [mara.id], sentence=f" {DARK} ")

        assert await told(knowledge, baron, here, mara) == f"{DARK} | "
        with pytest.raises(UserFixableError, match="does not say"):
            await knowledge.learn(here, baron.id, [mara.id], sentence="He flies.")

    async def test_what_somebody_knows_already_is_not_learned_again(
        self, campaign, knowledge, baron, mara, otto, here
    ):
        first = await campaign.turn()
        await knowledge.learn(here, baron.id, [mara.id, mara.id], at=first.id)

        again = await knowledge.learn(here, baron.id, [mara.id, otto.id])

        assert [one.who for one in again] == [otto.id]
        assert await knowledge.learn(here, baron.id, [mara.id], at=first.id) == ()
        await campaign.library.goto(here, first.parent_id)
        assert len(await knowledge.learn(here, baron.id, [mara.id])) == 1

    async def test_it_is_taken_back_and_brought_back(self, knowledge, baron, mara, here):
        (learned,) = await knowledge.learn(here, baron.id, [mara.id])

        await knowledge.take_back([learned.id])
        assert await told(knowledge, baron, here, mara) is None
        with pytest.raises(UserFixableError, match="was taken back already"):
            await knowledge.take_back([learned.id])
        await knowledge.bring_back([learned.id])
        assert await told(knowledge, baron, here, mara) is not None
        with pytest.raises(UserFixableError, match="was not taken back"):
            await knowledge.bring_back([learned.id])
        with pytest.raises(UserFixableError, match="Nothing was learned"):
            await knowledge.take_back([KnowledgeId("x")])

    async def test_a_message_of_another_session_or_in_the_trash_is_refused(
        self, campaign, knowledge, baron, mara, here
    ):
        other = await campaign.library.add_session(campaign.world)
        theirs, _ = await campaign.library.add_turn(other.id)
        gone = await campaign.turn()
        await campaign.stories.delete(here, gone.id)

        with pytest.raises(UserFixableError, match="belongs to another session"):
            await knowledge.learn(here, baron.id, [mara.id], at=theirs.id)
        with pytest.raises(UserFixableError, match="in the trash"):
            await knowledge.learn(here, baron.id, [mara.id], at=gone.id)
        with pytest.raises(UserFixableError, match="no message"):
            await knowledge.learn(here, baron.id, [mara.id], at=MessageId("x"))

    async def test_every_change_is_told_once_it_is_kept(
        self, campaign, knowledge, baron, mara, here
    ):
        (learned,) = await knowledge.learn(here, baron.id, [mara.id])
        await knowledge.set_sentence(baron.id, None, DARK, SECRET)
        await knowledge.take_back([learned.id])

        heard = [one for one in campaign.library.published if isinstance(one, KnowledgeChanged)]
        assert heard == [
            KnowledgeChanged(entry_id=baron.id, session_id=here),
            KnowledgeChanged(entry_id=baron.id, session_id=None),
            KnowledgeChanged(entry_id=baron.id, session_id=here),
        ]


class TestWhoCountsAsWhom:
    async def test_who_belongs_to_a_faction_by_a_link_or_by_a_tag_counts_as_it(
        self, campaign, mara, otto
    ):
        wardens = await campaign.add("The Wardens", category="faction")
        crown = await campaign.add("The Crown", category="faction")
        tagged = await campaign.add("Wick", tags=("wardens", "boy"))
        await link(campaign, mara, wardens, "is the captain of")
        await link(campaign, crown, wardens, "is served by")
        await link(campaign, otto, wardens, "hunts")

        assert await count_as(campaign, mara) == {mara.id, wardens.id, crown.id}
        assert await count_as(campaign, tagged) == {tagged.id, wardens.id, crown.id}
        assert await count_as(campaign, otto) == {otto.id}

    async def test_a_link_of_a_session_counts_where_it_came_from(self, campaign, mara):
        wardens = await campaign.add("The Wardens", category="faction")
        reply = await campaign.turn()
        values = {"session_id": campaign.session.id, "origin_message": reply.id}
        await link(campaign, mara, wardens, "joined", **values)
        other = await campaign.library.add_session(campaign.world)
        crown = await campaign.add("The Crown")
        await link(campaign, mara, crown, "leads", session_id=other.id)

        assert await count_as(campaign, mara) == {mara.id, wardens.id}
        assert await count_as(campaign, mara, head=reply.parent_id) == {mara.id}
        await campaign.library.goto(campaign.session.id, reply.parent_id)
        assert await count_as(campaign, mara) == {mara.id}
        assert await count_as(campaign, mara, head=reply.id) == {mara.id, wardens.id}

    async def test_who_stands_for_another_knows_what_that_one_knew_until_they_are_split(
        self, campaign, knowledge, baron, mara, otto, here
    ):
        await knowledge.set_entry(baron.id, Visibility.known_by(otto.id))
        made = await campaign.merging.merge(here, otto.id, mara.id, "Both.")

        assert await told(knowledge, baron, here, mara) is not None
        assert await told(knowledge, baron, here, otto) is not None
        await campaign.merging.split(made.id)
        assert await told(knowledge, baron, here, mara) is None

    async def test_a_faction_merged_into_another_takes_its_members_along(
        self, campaign, knowledge, baron, mara, here
    ):
        old = await campaign.add("The Watch", category="faction")
        new = await campaign.add("The Wardens", category="faction")
        await link(campaign, mara, old, "serves")
        for whom in (old, new):
            await knowledge.set_entry(baron.id, Visibility.known_by(whom.id))
            before = await told(knowledge, baron, here, mara)
            made = await campaign.merging.merge(here, old.id, new.id, "One.")
            assert await told(knowledge, baron, here, mara) is not None
            await campaign.merging.split(made.id)
            assert await told(knowledge, baron, here, mara) == before


class TestMergedEntries:
    async def test_what_a_closed_entry_said_stays_closed_in_what_stands_for_it(
        self, campaign, knowledge, baron, mara, otto, here
    ):
        mask = await campaign.add("The Mask", "The Mask steals from the Crown.", visibility=SECRET)
        text = f"{BEES} The Mask steals from the Crown."

        made = await campaign.merging.merge(here, mask.id, baron.id, text)

        assert await told(knowledge, baron, here, mara) == f"{BEES} | "
        await campaign.merging.split(made.id)
        assert (await told(knowledge, baron, here, mara)).startswith(baron.content)

    @pytest.fixture
    async def merged(self, campaign, knowledge, baron, here):
        """A newcomer nobody knows, merged into the Baron in this session."""
        reply = await campaign.turn()
        mask = await campaign.add(
            "The Mask",
            "The Mask steals from the Crown.",
            session_id=here,
            origin_message=reply.id,
            visibility=SECRET,
        )
        return await campaign.merging.merge(
            here, mask.id, baron.id, "The Mask steals from the Crown. He sings."
        )

    async def test_promoted_it_stays_closed_in_every_session(
        self, campaign, knowledge, baron, mara, here, merged
    ):
        other = await campaign.library.add_session(campaign.world)
        await campaign.canon.promote(here, baron.id)

        for session_id in (here, other.id):
            shown = await told(knowledge, baron, session_id, mara)
            assert "steals" not in shown
            assert "He sings." in shown

    async def test_carried_over_it_stays_closed_in_the_new_session(
        self, campaign, knowledge, baron, mara, here, merged
    ):
        next_one = await campaign.lore.new_session(
            campaign.world.id, "Next", carry_from=here, entries=[baron.id]
        )

        assert (await told(knowledge, baron, next_one.id, mara)).endswith("| He sings.")


class TestCanonAndOtherSessions:
    async def test_a_closed_sentence_of_a_note_that_becomes_canon_is_closed_everywhere(
        self, campaign, knowledge, baron, mara, here
    ):
        other = await campaign.library.add_session(campaign.world)
        await campaign.library.add_note(here, baron.id, f"{SOLD} He weeps.")
        await knowledge.set_sentence(baron.id, here, SOLD, SECRET)

        await campaign.canon.promote(here, baron.id)

        for session_id in (here, other.id):
            shown = await told(knowledge, baron, session_id, mara)
            assert SOLD not in shown
            assert "He weeps." in shown
        await campaign.canon.demote(baron.id)
        assert SOLD not in await told(knowledge, baron, here, mara)

    async def test_a_newcomer_keeps_who_knows_it_when_it_is_promoted(
        self, campaign, knowledge, mara, otto, here
    ):
        reply = await campaign.turn()
        wick = await campaign.add(
            "Wick", f"A lock-boy. {DARK}", session_id=here, origin_message=reply.id
        )
        assert wick.visibility == EVERYONE
        await knowledge.set_entry(wick.id, Visibility.known_by(mara.id))
        await knowledge.set_sentence(wick.id, None, DARK, SECRET)

        await campaign.canon.promote(here, wick.id)

        assert await told(knowledge, wick, here, mara) == "A lock-boy. | "
        assert await told(knowledge, wick, here, otto) is None

    async def test_what_was_known_of_what_is_carried_over_is_known_from_the_beginning(
        self, campaign, knowledge, baron, mara, otto, here
    ):
        reply = await campaign.turn()
        wick = await campaign.add("Wick", f"A boy. {OLD}", session_id=here, origin_message=reply.id)
        wick = await knowledge.set_entry(wick.id, Visibility.known_by(wick.id, mara.id))
        stranger = await campaign.add("Odile", session_id=here)
        await knowledge.set_sentence(wick.id, None, OLD, Visibility.known_by(wick.id))
        await campaign.library.add_note(here, baron.id, f"{SOLD} He weeps.")
        await knowledge.set_sentence(baron.id, here, SOLD, SECRET)
        await knowledge.learn(
            here, baron.id, [wick.id, otto.id, stranger.id], sentence=SOLD, at=reply.id
        )
        (gone,) = await knowledge.learn(here, baron.id, [mara.id], sentence=SOLD)
        await knowledge.take_back([gone.id])

        made = await campaign.lore.new_session(
            campaign.world.id, "Next", carry_from=here, entries=[baron.id, wick.id]
        )

        own = await campaign.library.read(lambda repos: repos.lore.own_entries(made.id))
        (boy,) = own
        assert boy.visibility == Visibility.known_by(boy.id, mara.id)
        for who, knows in ((mara, False), (otto, True), (boy, True)):
            shown = await told(knowledge, baron, made.id, who)
            assert (SOLD in shown) is knows
        assert await told(knowledge, boy, made.id, boy) == f"A boy. {OLD} | "
        assert await told(knowledge, boy, made.id, mara) == "A boy. | "
        rows = await campaign.library.read(lambda repos: repos.knowledge.learned_in(made.id))
        assert {(one.who, one.message_id) for one in rows} == {(otto.id, None), (boy.id, None)}


class TestWhoSpeaks:
    async def speaking(self, campaign, *present, head=None):
        def work(repos):
            session = repos.sessions.get(campaign.session.id)
            return who_speaks(repos, session, [one.id for one in present], head=head)

        return await campaign.library.read(work)

    async def test_the_narrator_who_may_tell_all_must_know_nothing_of_anybody(self, campaign, mara):
        found = await self.speaking(campaign, mara)

        assert (found.voice, found.audience) == (None, None)

    async def test_the_narrator_may_be_bound_to_what_those_present_know(
        self, campaign, mara, otto, here
    ):
        await campaign.stories.set_narrator(here, NarratorTells.PRESENT)

        found = await self.speaking(campaign, otto, mara)

        assert found.voice is None
        assert [one.id for one in found.audience] == sorted([otto.id, mara.id])
        assert (await self.speaking(campaign)).audience == ()

    async def test_a_character_who_speaks_tells_what_they_know_whoever_is_present(
        self, campaign, mara, otto, here
    ):
        await campaign.stories.set_voice(here, mara.id)

        found = await self.speaking(campaign, otto)

        assert found.voice == mara
        assert [one.id for one in found.audience] == [mara.id]
        await campaign.stories.set_voice(here, None)
        assert (await self.speaking(campaign)).voice is None

    async def test_one_who_is_not_on_the_line_or_in_the_trash_does_not_speak(
        self, campaign, mara, here
    ):
        reply = await campaign.turn()
        wick = await campaign.add("Wick", session_id=here, origin_message=reply.id)
        await campaign.stories.set_voice(here, wick.id)
        assert (await self.speaking(campaign)).voice == wick

        assert (await self.speaking(campaign, head=reply.parent_id)).voice is None
        await campaign.library.goto(here, reply.parent_id)
        assert (await self.speaking(campaign)).voice is None
        await campaign.stories.set_voice(here, mara.id)
        await campaign.trash.delete_entry(mara.id)
        assert (await self.speaking(campaign)).voice is None
        with pytest.raises(UserFixableError, match="in the trash"):
            await campaign.stories.set_voice(here, mara.id)
        with pytest.raises(UserFixableError, match="There is nobody"):
            await campaign.stories.set_voice(here, LoreId("x"))

    async def test_where_one_is_merged_into_another_that_one_speaks(
        self, campaign, mara, otto, here
    ):
        await campaign.stories.set_voice(here, otto.id)
        await campaign.merging.merge(here, otto.id, mara.id, "Both.")

        found = await self.speaking(campaign)

        assert found.voice.id == mara.id
        assert found.audience[0].counts_as == {mara.id, otto.id}

    async def test_who_is_present_is_read_from_the_panel_by_every_name(
        self, campaign, knowledge, mara, otto, here
    ):
        reply = await campaign.turn()
        wick = await campaign.add("Wick", session_id=here, origin_message=reply.id)
        panel = Panel(present=("Mara", "OTTO (asleep)", "wick", "You", "Nobody"))
        await campaign.library.add_message(here, Role.NARRATOR, "So.", panel=panel)
        await campaign.stories.set_narrator(here, NarratorTells.PRESENT)

        found = await knowledge.speaking(here)

        assert {one.id for one in found.audience} == {mara.id, otto.id, wick.id}

    async def test_nobody_is_called_by_the_name_of_one_who_is_on_another_line(
        self, campaign, mara, here
    ):
        reply = await campaign.turn()
        await campaign.add("Wick", session_id=here, origin_message=reply.id)
        await campaign.library.goto(here, reply.parent_id)

        def work(repos):
            return called(repos, campaign.world.id, here, ["Wick", "", "Mara"])

        assert await campaign.library.read(work) == {mara.id}


class TestAReply:
    async def test_all_of_a_world_is_read_at_once_and_then_told_entry_by_entry(
        self, campaign, knowledge, baron, mara, otto, here
    ):
        reply = await campaign.turn()
        await knowledge.set_entry(otto.id, SECRET)
        await knowledge.set_sentence(baron.id, None, DARK, SECRET)
        await knowledge.learn(here, otto.id, [mara.id], at=reply.id)
        await campaign.library.add_note(here, otto.id, "He is ill.")

        def work(repos, head=None):
            audience = people(repos, campaign.world.id, here, [mara.id], head=head)
            known = knowledge_of(repos, here, audience, head=head)
            entries = repos.lore.visible(campaign.world.id, here)
            notes = repos.notes.current_of(here, [one.id for one in entries])
            texts = {one: note.note_content for one, note in notes.items()}
            found = [known.told(one, texts.get(one.id, "")) for one in entries]
            return {
                one.entry.title: f"{one.entry.content} | {one.note}" for one in found if one.entry
            }

        everything = await campaign.library.read(work)
        before = await campaign.library.read(lambda repos: work(repos, reply.parent_id))

        assert everything == {
            "Mara Venn": "A ferrywoman. | ",
            "Otto": "A beekeeper. | He is ill.",
            "The Baron": f"{BEES} {OLD} | ",
        }
        assert "Otto" not in before

    async def test_only_what_is_asked_for_is_read(self, campaign, knowledge, baron, otto, here):
        await knowledge.set_entry(baron.id, SECRET)
        await knowledge.set_sentence(otto.id, None, "A beekeeper.", SECRET)

        def work(repos):
            audience = people(repos, campaign.world.id, here, [otto.id])
            return (
                knowledge_of(repos, here, audience, entry_ids=[otto.id]),
                knowledge_of(repos, here, None),
            )

        some, narrator = await campaign.library.read(work)

        assert list(some.guarded) == [otto.id]
        assert (narrator.audience, narrator.guarded) == (None, {})

    async def test_what_is_withheld_says_from_whom_and_why(
        self, campaign, knowledge, baron, mara, otto, here
    ):
        await campaign.stories.set_voice(here, mara.id)
        await knowledge.set_sentence(baron.id, None, DARK, Visibility.known_by(otto.id))

        found = await knowledge.told(baron.id, here)

        (one,) = found.withheld
        assert (one.title, one.part, one.text) == ("The Baron", "content", DARK)
        assert one.from_whom == (mara.id,)
        assert one.reason({otto.id: "Otto"}) == "known to Otto only"
        await campaign.stories.set_voice(here, None)
        assert (await knowledge.told(baron.id, here)).withheld == ()


class TestWhoKnowsAnEntry:
    async def test_every_sentence_is_shown_with_who_knows_it_and_who_learned_it_where(
        self, campaign, knowledge, baron, mara, otto, here
    ):
        reply = await campaign.turn()
        await campaign.library.add_note(
            here, baron.id, f"{SOLD} They say he killed a brother at the ford."
        )
        await knowledge.set_entry(baron.id, Visibility.known_by(otto.id))
        await knowledge.set_sentence(baron.id, None, DARK, SECRET)
        await knowledge.set_sentence(baron.id, here, SOLD, EVERYONE)
        await knowledge.learn(here, baron.id, [mara.id], sentence=DARK, at=reply.id)
        await knowledge.learn(here, baron.id, [mara.id])
        await campaign.library.goto(here, reply.parent_id)

        found = await knowledge.who_knows(baron.id, here)

        assert [(one.part, one.number, one.text) for one in found.sentences] == [
            ("content", 1, BEES),
            ("content", 2, DARK),
            ("content", 3, OLD),
            ("note", 1, SOLD),
            ("note", 2, "They say he killed a brother at the ford."),
        ]
        bees, dark, _, sold, said = found.sentences
        assert (bees.own, bees.counts) == (None, Visibility.known_by(otto.id))
        assert (dark.own, dark.counts, dark.like) == (SECRET, SECRET, "")
        assert (sold.own, sold.counts) == (EVERYONE, EVERYONE)
        assert (said.own, said.counts, said.like) == (None, SECRET, DARK)
        (learner,) = dark.learners
        assert (learner.name, learner.turn, learner.message_id) == ("Mara Venn", 1, reply.id)
        assert not learner.in_force
        assert [one.name for one in found.learners] == ["Mara Venn"]
        assert found.in_words(found.entry.visibility) == "Otto only"
        assert found.in_words(SECRET) == "nobody in the story"
        assert found.in_words(EVERYONE) == "everyone"
        assert found.in_words(Visibility.known_by(LoreId("x"))) == "somebody gone only"
        assert [one.text for one in found.of("note")] == [SOLD, said.text]

    async def test_what_is_not_said_any_more_is_shown_last_and_can_be_let_go(
        self, campaign, knowledge, baron, mara, here
    ):
        await campaign.library.add_note(here, baron.id, SOLD)
        await knowledge.set_sentence(baron.id, here, SOLD, SECRET)
        await knowledge.set_sentence(baron.id, None, DARK, SECRET)
        await knowledge.learn(here, baron.id, [mara.id], sentence=BEES)
        await campaign.library.add_note(here, baron.id, "He weeps.")
        draft = EntryDraft(
            world_id=campaign.world.id,
            id=baron.id,
            title="The Baron",
            category="character",
            content=OLD,
        )
        await campaign.lore.save_entry(draft)

        found = await knowledge.who_knows(baron.id, here)
        lost = [one for one in found.sentences if not one.stands]

        assert [(one.part, one.text) for one in lost] == [
            ("note", SOLD),
            ("content", DARK),
            ("note", BEES),
        ]
        assert [one.text for one in found.sentences if one.stands] == [OLD, "He weeps."]
        await knowledge.set_sentence(baron.id, here, SOLD, None)
        await knowledge.set_sentence(baron.id, None, DARK, None)
        found = await knowledge.who_knows(baron.id, here)
        assert [one.text for one in found.sentences if not one.stands] == [BEES]

    async def test_without_a_session_only_what_canon_says_is_shown(
        self, campaign, knowledge, baron, mara, here
    ):
        await campaign.library.add_note(here, baron.id, SOLD)
        await knowledge.set_sentence(baron.id, here, SOLD, SECRET)
        await knowledge.learn(here, baron.id, [mara.id])

        found = await knowledge.who_knows(baron.id, None)

        assert [one.text for one in found.sentences] == [BEES, DARK, OLD]
        assert found.learners == ()

    async def test_a_session_there_is_not_is_refused(self, knowledge, baron):
        with pytest.raises(UserFixableError, match="There is no session 'x'"):
            await knowledge.told(baron.id, SessionId("x"), [])
