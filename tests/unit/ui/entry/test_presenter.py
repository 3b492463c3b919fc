import asyncio
from dataclasses import replace

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.events import HeadMoved, LoreChanged, NoteChanged
from loredesk.domain.hub import Hub
from loredesk.domain.listings import EntryView, Facets
from loredesk.domain.lore import LoreEntry, composite
from loredesk.domain.notes import SessionNote
from loredesk.ui.entry.presenter import EntryPresenter
from loredesk.ui.entry.state import Question
from tests.ui.settled import settled


class Screen:
    def __init__(self):
        self.states = []

    @property
    def state(self):
        return self.states[-1]

    def show_state(self, state):
        self.states.append(state)


class Shelf:
    """Entries and the notes of one session."""

    def __init__(self):
        self.entries = {"e1": entry("e1", "Mara Venn"), "e2": entry("e2", "Old Tobin")}
        self.notes = {"e1": "She keeps the ferry."}
        self.revisions = {"e1": 1}
        self.saved_notes = []
        self.error = None
        self.note_error = None
        self.gate = None

    async def entry(self, entry_id, session_id):
        note = None
        if session_id and entry_id in self.notes:
            note = SessionNote(
                session_id=session_id,
                entry_id=entry_id,
                note_content=self.notes[entry_id],
                last_updated_turn=3,
                revision=f"r{self.revisions[entry_id]}",
            )
        found = self.entries[entry_id]
        text = note.note_content if note else ""
        return EntryView(
            entry=found,
            note=note,
            revisions=(),
            links=(),
            composite=composite(found.content, text),
        )

    async def facets(self, world_id, session_id):
        return Facets(categories={"recipe": 1}, tags={"harbour": 2})

    async def save_entry(self, draft):
        if self.gate is not None:
            await self.gate.wait()
        if self.error:
            raise self.error
        entry_id = draft.id or "new"
        self.entries[entry_id] = entry(
            entry_id,
            draft.title,
            content=draft.content,
            tags=draft.tags,
            category=draft.category,
            revision=(draft.base_revision or 0) + 1,
        )
        return self.entries[entry_id]

    async def save_note(self, session_id, entry_id, text, *, base):
        if self.note_error:
            raise self.note_error
        self.saved_notes.append((entry_id, text, base))
        self.notes[entry_id] = text
        self.revisions[entry_id] = self.revisions.get(entry_id, 0) + 1


def entry(entry_id, title, **values):
    values = {"category": "character", "content": "Canon."} | values
    return LoreEntry(id=entry_id, world_id="w", handle=entry_id, title=title, **values)


@pytest.fixture
def hub():
    return Hub()


@pytest.fixture
def screen():
    return Screen()


@pytest.fixture
def shelf():
    return Shelf()


@pytest.fixture
async def form(screen, shelf, hub):
    presenter = EntryPresenter(view=screen, library=shelf, hub=hub, refresh_pause=0)
    presenter.place("w", "s", "The flood")
    presenter.open("e1")
    await settled()
    yield presenter
    await presenter.aclose()


def typed(screen, **values):
    return replace(screen.state.fields, **values)


async def test_the_form_shows_canon_and_note(form, screen):
    assert screen.state.visible
    assert screen.state.fields.title == "Mara Venn"
    assert screen.state.fields.note == "She keeps the ferry."
    assert "recipe" in screen.state.categories
    assert not screen.state.dirty


async def test_what_is_typed_is_saved_and_then_clean(form, screen, shelf):
    form.edit(typed(screen, title=" Mara ", tags="harbour, guild,harbour"))
    assert screen.state.dirty

    form.save()
    await settled()

    assert shelf.entries["e1"].title == "Mara"
    assert shelf.entries["e1"].tags == ("harbour", "guild")
    assert not screen.state.dirty
    assert shelf.saved_notes == []


async def test_a_note_is_saved_on_the_base_it_was_read_from(form, screen, shelf):
    form.edit(typed(screen, note="She gave the whistle away."))
    form.save()
    await settled()

    assert shelf.saved_notes == [("e1", "She gave the whistle away.", "r1")]
    assert shelf.entries["e1"].revision == 1
    assert not screen.state.dirty


async def test_an_empty_title_is_named_in_place(form, screen, shelf):
    form.edit(typed(screen, title="  "))
    form.save()
    await settled()

    assert "title" in screen.state.title_problem
    assert shelf.entries["e1"].title == "Mara Venn"

    form.edit(typed(screen, title="Mara"))
    assert screen.state.title_problem == ""


async def test_a_refused_title_leaves_the_text_in_the_form(form, screen, shelf):
    shelf.error = UserFixableError("'Old Tobin' exists already.", hint="Choose another title.")
    form.edit(typed(screen, title="Old Tobin", content="A long text."))
    form.save()
    await settled()

    assert screen.state.notice.sentence == "'Old Tobin' exists already."
    assert screen.state.fields.content == "A long text."
    assert screen.state.dirty
    assert not screen.state.saving


async def test_a_note_that_cannot_be_saved_stays_unsaved_beside_a_saved_entry(form, screen, shelf):
    shelf.note_error = UserFixableError("The note changed meanwhile.")
    form.edit(typed(screen, content="New canon.", note="New note."))
    form.save()
    await settled()

    assert shelf.entries["e1"].content == "New canon."
    assert not screen.state.entry_dirty
    assert screen.state.note_dirty
    assert screen.state.fields.note == "New note."


async def test_what_is_typed_while_saving_is_kept(form, screen, shelf):
    shelf.gate = asyncio.Event()
    form.edit(typed(screen, content="First."))
    form.save()
    await settled()
    form.edit(typed(screen, content="First. Second."))
    shelf.gate.set()
    await settled()

    assert shelf.entries["e1"].content == "First."
    assert screen.state.fields.content == "First. Second."
    assert screen.state.dirty


async def test_leaving_with_unsaved_changes_asks_first(form, screen):
    form.edit(typed(screen, content="New."))
    form.close()

    assert screen.state.visible
    assert screen.state.question is Question.LEAVE

    form.keep_editing()
    assert screen.state.question is Question.NOTHING
    assert screen.state.fields.content == "New."


async def test_discarding_goes_where_the_author_wanted(form, screen, shelf):
    form.edit(typed(screen, content="New."))
    form.open("e2")
    form.discard()
    await settled()

    assert screen.state.fields.title == "Old Tobin"
    assert shelf.entries["e1"].content == "Canon."


async def test_saving_at_the_question_goes_on_after_it_is_safe(form, screen, shelf):
    form.edit(typed(screen, content="New."))
    form.close()
    form.save()
    await settled()

    assert shelf.entries["e1"].content == "New."
    assert not screen.state.visible


async def test_a_failed_save_at_the_question_stays_in_the_form(form, screen, shelf):
    shelf.error = UserFixableError("The disk is full.")
    form.edit(typed(screen, content="New."))
    form.close()
    form.save()
    await settled()

    assert screen.state.visible
    assert screen.state.fields.content == "New."


async def test_a_clean_form_follows_what_changes_elsewhere(form, screen, shelf, hub):
    shelf.notes["e1"] = "She gave the whistle away."
    hub.publish(NoteChanged(session_id="s", entry_id="e1"))
    await settled()

    assert screen.state.fields.note == "She gave the whistle away."
    assert not screen.state.dirty


async def test_a_change_of_another_field_joins_what_is_typed(form, screen, shelf, hub):
    form.edit(typed(screen, content="Mine."))
    shelf.notes["e1"] = "Theirs."
    hub.publish(NoteChanged(session_id="s", entry_id="e1"))
    await settled()

    assert screen.state.fields.content == "Mine."
    assert screen.state.fields.note == "Theirs."
    assert screen.state.question is Question.NOTHING


async def test_a_change_of_the_same_field_asks(form, screen, shelf, hub):
    form.edit(typed(screen, content="Mine."))
    shelf.entries["e1"] = entry("e1", "Mara Venn", content="Theirs.", revision=2)
    hub.publish(LoreChanged(entry_id="e1", world_id="w"))
    await settled()

    assert screen.state.question is Question.CHANGED
    assert screen.state.fields.content == "Mine."
    form.save()
    await settled()
    assert shelf.entries["e1"].content == "Theirs."


async def test_a_save_refused_for_a_newer_note_shows_the_choice(form, screen, shelf):
    shelf.note_error = UserFixableError("The note was changed meanwhile.")
    form.edit(typed(screen, note="Mine."))
    shelf.notes["e1"], shelf.revisions["e1"] = "Theirs.", 2
    form.save()
    await settled()

    assert screen.state.question is Question.CHANGED
    assert screen.state.fields.note == "Mine."

    shelf.note_error = None
    form.keep_mine()
    form.save()
    await settled()
    assert shelf.saved_notes == [("e1", "Mine.", "r2")]


async def test_reloading_takes_the_other_text(form, screen, shelf, hub):
    await test_a_change_of_the_same_field_asks(form, screen, shelf, hub)

    form.reload()

    assert screen.state.fields.content == "Theirs."
    assert not screen.state.dirty


async def test_keeping_mine_saves_over_the_newer_revision(form, screen, shelf, hub):
    await test_a_change_of_the_same_field_asks(form, screen, shelf, hub)

    form.keep_mine()
    form.save()
    await settled()

    assert shelf.entries["e1"].content == "Mine."
    assert shelf.entries["e1"].revision == 3


async def test_going_back_in_the_story_changes_the_note_in_the_form(form, screen, shelf, hub):
    del shelf.notes["e1"]
    hub.publish(HeadMoved(session_id="s", head="m"))
    await settled()

    assert screen.state.fields.note == ""
    assert screen.state.view.note is None


async def test_a_new_entry_becomes_a_known_one_when_saved(form, screen, shelf):
    form.new()
    await settled()
    assert screen.state.is_new
    assert not screen.state.has_note_side

    form.edit(typed(screen, title="Wick", content="A boy.", category="lock-boy"))
    form.save()
    await settled()

    assert shelf.entries["new"].category == "lock-boy"
    assert not screen.state.is_new
    assert screen.state.has_note_side


async def test_another_session_closes_a_clean_form_and_keeps_a_dirty_one(form, screen):
    form.edit(typed(screen, content="New."))
    form.place("w", "other")
    assert screen.state.visible
    assert form.has_unsaved

    form.discard()
    form.place("w", "s2")
    assert not screen.state.visible


async def test_asking_again_for_the_same_entry_brings_the_form_to_the_front(form, screen):
    before = screen.state.summons
    form.open("e1")

    assert screen.state.summons == before + 1
