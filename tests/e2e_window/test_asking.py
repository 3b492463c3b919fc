"""The lore is asked in the window, and an answer leads to what it rests on."""

from dataclasses import replace

from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest

from loredesk.domain.answers import SourceKind
from loredesk.domain.services import Profile, Provider, Service
from loredesk.ui.asking.state import ways
from tests.e2e_window.conftest import until
from tests.fakes.model_server import ModelServer
from tests.fakes.model_speech import Fault

TURN = "Dagny Roe has broken her left wrist on the way down from Marrow Pass."
QUESTION = "What has Dagny Roe broken?"


NOWHERE = "http://127.0.0.1:9/v1"


async def answer_with(program, base_url):
    """Let a server of the author's own answer questions."""
    models = program.desk.models
    settings = models.settings()
    profile = Profile(
        service=Service.ANALYSIS, provider=Provider.OPENAI, base_url=base_url, model="fake-model"
    )
    profiles = {**settings.profiles, Service.ANALYSIS: profile}
    await models.save_settings(replace(settings, profiles=profiles))


async def answered(program):
    asking = program.joined.asking.presenter
    await until(lambda: asking._state.running is None, "the end of looking")
    return asking._state


def follow(program, kind):
    """Click the first source of *kind*."""
    pane = program.joined.asking.pane
    known = ways(program.joined.asking.presenter._state.found)
    at = next(at for at, one in enumerate(known) if one.kind is kind)
    pane._form.answer.anchorClicked.emit(QUrl(f"way:{at}"))
    return known[at]


async def test_a_question_typed_in_the_lore_is_answered_with_sources_that_open(open_program):
    async with open_program(demo=True) as program:
        await program.ready()
        program.type_turn(TURN)
        await program.answered()
        lore = program.joined.lore_pane._form
        QTest.keyClicks(lore.search, QUESTION)

        lore.ask.click()

        state = await answered(program)
        assert state.question == QUESTION
        assert "broken her left wrist" in program.joined.asking.pane._form.answer.toPlainText()
        assert program.joined.asking.pane.isVisible()
        turn = follow(program, SourceKind.TURN)
        assert program.chat._transcript.chosen == turn.message_id

        program.joined.asking.presenter.ask("Where does Mother Sorrel keep the Felt House?")
        await answered(program)
        entry = follow(program, SourceKind.LORE)
        form = program.joined.entry
        await until(lambda: form._state.view is not None, "the entry")
        assert form._state.view.entry.id == entry.entry_id
        form.close()


async def test_what_nothing_tells_is_not_known_and_threads_come_with_their_turns(open_program):
    async with open_program(demo=True) as program:
        await program.ready()
        program.type_turn("I promise to find the missing bell before the thaw.")
        await program.answered()
        program.window.run("lore.ask")
        pane = program.joined.asking.pane
        program.window.activateWindow()
        QTest.keyClicks(pane._form.question, "Zxqv wjkp?")
        QTest.keyClick(pane._form.question, Qt.Key.Key_Return)

        state = await answered(program)
        assert not state.found.is_known
        assert "Not known." in pane._form.answer.toPlainText()

        program.window.run("lore.threads")
        await until(lambda: "Open threads" in pane._form.answer.toPlainText(), "the threads")
        assert "promise to find the missing bell" in pane._form.answer.toPlainText()


async def test_a_model_that_is_away_is_said_in_place_and_asked_again(open_program):
    async with open_program(demo=True) as program:
        await program.ready()
        pane = program.joined.asking.pane
        before = program.desk.models.settings()
        await answer_with(program, NOWHERE)
        program.joined.asking.ask_about(QUESTION)
        state = await answered(program)
        assert "127.0.0.1:9" in state.notice.sentence
        assert pane._form.question.text() == QUESTION

        await program.desk.models.save_settings(before)
        pane._form.notice.action_requested.emit()

        state = await answered(program)
        assert state.found is not None
        assert state.notice is None


async def test_a_refused_key_leads_to_the_settings(open_program):
    async with open_program(demo=True) as program, ModelServer() as server:
        await program.ready()
        await answer_with(program, server.base_url)
        server.then(Fault.UNAUTHORIZED)
        program.joined.asking.ask_about(QUESTION)
        state = await answered(program)
        assert state.notice.action == "Settings \u2026"
        assert state.question == QUESTION

        program.joined.asking.pane._form.notice.action_requested.emit()

        await until(program.joined.settings_dialog.isVisible, "the settings")
        program.joined.settings_dialog.reject()


async def test_looking_can_be_stopped_while_the_model_is_silent(open_program):
    async with open_program(demo=True) as program, ModelServer() as server:
        await program.ready()
        await answer_with(program, server.base_url)
        server.then(Fault.STALL)
        program.joined.asking.ask_about(QUESTION)
        await until(lambda: server.bodies, "the question at the server")

        program.joined.asking.pane._form.stop.click()

        await server.until_hung_up()
        state = await answered(program)
        assert (state.found, state.question) == (None, QUESTION)
