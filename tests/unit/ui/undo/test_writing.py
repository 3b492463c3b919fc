from dataclasses import replace

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import LoreId, RevisionId, SessionId, WorldId
from loredesk.domain.listings import EntryDraft, EntryView, Facets, LoreFilter
from loredesk.domain.lore import LoreEntry
from loredesk.domain.notes import SessionNote
from loredesk.ui.undo.writing import RecordedWriting

WORLD, SESSION, DAGNY = WorldId("w"), SessionId("s"), LoreId("d")
NEW = EntryDraft(world_id=WORLD, title="Dagny", category="character", content="A courier.")
EDIT = replace(NEW, id=DAGNY, base_revision=1, content="A courier of the pass.")


class Library:
    """Keeps one entry with its versions and one note, as all the services together would."""

    def __init__(self):
        self.versions = []
        self.notes = [None]
        self.trash = set()

    @property
    def content(self):
        return self.versions[-1]

    async def save_entry(self, draft):
        if draft.base_revision is None or draft.content != self.content:
            self.versions.append(draft.content)
        return self._entry()

    async def save_note(self, session_id, entry_id, text, *, base):
        self.notes.append(text)

    async def entry(self, entry_id, session_id):
        note = None
        if self.notes[-1] is not None:
            note = SessionNote(
                session_id=SESSION,
                entry_id=DAGNY,
                note_content=self.notes[-1],
                last_updated_turn=1,
                revision=RevisionId(f"n{len(self.notes)}"),
            )
        return EntryView(entry=self._entry(), note=note, revisions=(), links=(), composite="")

    async def entries(self, world_id, session_id, wanted, *, offset=0, limit=200):
        return ()

    async def facets(self, world_id, session_id):
        return Facets()

    async def rollback(self, entry_id, revision, *, expected=None):
        if expected != len(self.versions):
            message = "The entry was changed meanwhile."
            raise UserFixableError(message, hint="Look at it.")
        self.versions.append(self.versions[revision - 1])
        return self._entry()

    async def withdraw(self, session_id, revision_id):
        self.withdrawn = revision_id

    async def reinstate(self, session_id, revision_id):
        self.withdrawn = None

    async def delete_entry(self, entry_id):
        self.trash.add(entry_id)

    async def restore_entry(self, entry_id):
        self.trash.discard(entry_id)

    def _entry(self):
        return LoreEntry(
            id=DAGNY,
            world_id=WORLD,
            handle="c1",
            title="Dagny",
            category="character",
            content=self.versions[-1] if self.versions else "",
            revision=len(self.versions),
        )


class Notebook:
    def __init__(self):
        self.commands = []

    def done(self, command):
        self.commands.append(command)


@pytest.fixture
def library():
    return Library()


@pytest.fixture
def notebook():
    return Notebook()


@pytest.fixture
def writing(library, notebook):
    return RecordedWriting(library, canon=library, past=library, trash=library, deeds=notebook)


async def test_a_new_entry_is_taken_back_into_the_trash(writing, library, notebook):
    await writing.save_entry(NEW)

    command = notebook.commands[0]
    assert command.text == "New entry Dagny"
    assert command.session_id is None
    await command.undo()
    assert library.trash == {DAGNY}
    await command.redo()
    assert library.trash == set()


async def test_an_edit_goes_back_and_forth_as_often_as_one_likes(writing, library, notebook):
    await writing.save_entry(NEW)
    await writing.save_entry(EDIT)
    command = notebook.commands[-1]

    for _ in range(2):
        await command.undo()
        assert library.content == "A courier."
        await command.redo()
        assert library.content == "A courier of the pass."


async def test_what_somebody_wrote_since_is_not_undone_along(writing, library, notebook):
    await writing.save_entry(NEW)
    await writing.save_entry(EDIT)
    library.versions.append("Written elsewhere.")

    with pytest.raises(UserFixableError):
        await notebook.commands[-1].undo()

    assert library.content == "Written elsewhere."


async def test_saving_what_has_not_changed_is_no_step(writing, notebook):
    await writing.save_entry(NEW)

    await writing.save_entry(replace(NEW, id=DAGNY, base_revision=1))

    assert len(notebook.commands) == 1


async def test_a_note_is_withdrawn_and_reinstated(writing, library, notebook):
    await writing.save_note(SESSION, DAGNY, "She is hurt.", base=None)

    command = notebook.commands[0]
    assert (command.text, command.session_id) == ("Edit the note of Dagny", SESSION)
    await command.undo()
    assert library.withdrawn == "n2"
    await command.redo()
    assert library.withdrawn is None


async def test_reading_is_passed_on(writing):
    assert await writing.entries(WORLD, SESSION, LoreFilter()) == ()
    assert await writing.facets(WORLD, SESSION) == Facets()
