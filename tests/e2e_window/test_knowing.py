"""Who knows what, said and taken back in the window."""

from PySide6.QtTest import QTest

from loredesk.domain.listings import LoreFilter
from loredesk.domain.messages import NarratorTells
from loredesk.domain.visibility import EVERYONE, SECRET, Visibility
from loredesk.ui.people.state import Choice
from tests.e2e_window.conftest import until

TURN = "I ask Edric Thole for the key of the tower."


async def opened(program):
    """Play a turn and open the form of an entry; return the entry."""
    await program.ready()
    program.type_turn(TURN)
    await program.answered()
    story = await program.desk.stories.story(program.session)
    world = story.session.world_id
    rows = await program.desk.library.entries(
        world, program.session, LoreFilter(text="Edric Thole")
    )
    program.joined.entry.open(rows[0].id)
    await until(lambda: program.joined.entry._state.view is not None, "the form")
    knowing = program.joined.around_lore.knowing
    await until(lambda: knowing._state.found is not None, "who knows it")
    return rows[0]


async def knows(program, entry, kind):
    """Wait until the pane shows this kind of visibility of what is looked at."""
    state = program.joined.around_lore.knowing
    await until(lambda: state._state.visibility.kind == kind, f"known to {kind}")
    return (await program.desk.library.entry(entry.id, program.session)).entry.visibility


async def test_an_entry_is_closed_learned_and_opened_again_by_undo(open_program):
    async with open_program(demo=True) as program:
        entry = await opened(program)
        around = program.joined.around_lore
        people, pane = around.people_dialog, program.joined.entry_form.knowing

        pane._form.change.click()
        await until(people.isVisible, "the question who knows it")
        people._form.nobody.click()
        people._form.accept.click()
        assert await knows(program, entry, "secret") == SECRET

        pane._form.learn.click()
        await until(people.isVisible, "the question who learned it")
        await until(lambda: people._form.people.count() > 0, "somebody to choose")
        people._form.people.item(0).setCheckState(people._form.people.item(0).checkState().Checked)
        people._form.accept.click()
        await until(lambda: around.knowing._state.learners, "somebody who knows")
        (learner,) = around.knowing._state.learners
        assert (learner.turn, learner.in_force) == (1, True)
        told = await program.desk.knowledge.told(entry.id, program.session, [learner.who])
        assert told.entry is not None

        program.joined.undo.undo()
        await until(lambda: not around.knowing._state.learners, "nobody who knows")
        program.joined.undo.undo()
        assert await knows(program, entry, "everyone") == EVERYONE


async def test_who_knows_an_entry_is_saved_with_its_form(open_program):
    async with open_program(demo=True) as program:
        entry = await opened(program)
        form, people = program.joined.entry_form, program.joined.around_lore.people_dialog

        form._form.known_to.click()
        await until(people.isVisible, "the question")
        people._form.some.click()
        QTest.keyClicks(people._form.wanted, "ilse marran")
        await until(lambda: people._state.rows and len(people._state.rows) == 1, "Ilse alone")
        people._form.people.itemActivated.emit(people._form.people.item(0))
        people._form.accept.click()
        ilse = program.joined.entry._state.fields.visibility
        assert ilse.kind == "known"
        assert form._form.known_to.text() == "Ilse Marran only"
        form._form.save.click()

        assert await knows(program, entry, "known") == ilse
        assert form._form.known_to.text() == "Ilse Marran only"
        assert isinstance(ilse, Visibility)
        assert people._state.choice is Choice.EVERYONE


async def test_who_speaks_and_what_may_be_told_is_chosen_in_the_menu_of_the_session(open_program):
    async with open_program(demo=True) as program:
        await program.ready()
        voice = program.joined.voice
        await until(lambda: voice.presenter._state.in_session, "the session's voice")

        voice.menu._tells[NarratorTells.PRESENT].trigger()
        await until(
            lambda: voice.presenter._state.narrator_tells is NarratorTells.PRESENT, "the choice"
        )
        assert "present" in program.window._top_bar._form.trust.text()
        voice.menu._choose.trigger()
        await until(voice.dialog.isVisible, "the question who speaks")
        await until(lambda: voice.dialog._form.people.count() > 0, "somebody to choose")
        voice.dialog._form.people.itemActivated.emit(voice.dialog._form.people.item(0))
        voice.dialog._form.accept.click()

        await until(lambda: voice.presenter._state.voice is not None, "a voice")
        session = (await program.desk.stories.story(program.session)).session
        assert session.voice == voice.presenter._state.voice.id
        assert f"{voice.presenter._state.voice.title} speaks" in (
            program.window._top_bar._form.trust.text()
        )
