"""Models that are slow, silent or gone, and a search that dies."""

import os
import signal
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from loredesk.domain.messages import MessageState
from loredesk.domain.services import Profile, Provider, Service
from loredesk.domain.settings import Engine
from tests.e2e_window.conftest import until
from tests.fakes.model_server import ModelServer
from tests.fakes.model_speech import Fault

NOWHERE = "http://127.0.0.1:9/v1"


async def narrate_with(program, base_url):
    """Let a server of the author's own write the replies."""
    models = program.desk.models
    settings = models.settings()
    profile = Profile(
        service=Service.GENERATION,
        provider=Provider.OPENAI,
        base_url=base_url,
        model="fake-model",
    )
    profiles = {**settings.profiles, Service.GENERATION: profile}
    await models.save_settings(replace(settings, profiles=profiles))


async def test_stopping_keeps_what_has_arrived(open_program):
    async with open_program(demo=True) as program, ModelServer() as server:
        await program.ready()
        await narrate_with(program, server.base_url)
        server.then(Fault.STALL)
        program.type_turn("I knock at the door of the Kettle.")
        await until(lambda: program.joined.chat._state.phase == "streaming", "the first words")
        assert program.window._actions["chat.stop"].isEnabled()

        QTest.keyClick(program.chat._editor, Qt.Key.Key_Escape)

        await until(lambda: program.joined.chat._state.phase == "ready", "the end of the reply")
        assert program.passages[-1].cut
        assert program.passages[-1].text
        assert not program.window._actions["chat.stop"].isEnabled()
        story = await program.desk.stories.story(program.session)
        assert story.line[-1].message.state is MessageState.CUT
        await server.until_hung_up()


async def test_a_dead_server_is_named_and_the_turn_is_kept(open_program):
    async with open_program(demo=True) as program:
        await program.ready()
        await narrate_with(program, NOWHERE)

        program.type_turn("I knock at the door of the Kettle.")
        await program.answered()

        notice = program.joined.chat._state.notice
        assert "127.0.0.1:9" in notice.sentence
        assert program.passages[-1].text == "I knock at the door of the Kettle."
        assert program.chat._form.notice.isVisible()


async def test_asking_again_once_the_server_is_back_answers_the_same_turn(open_program):
    async with open_program(demo=True) as program, ModelServer() as server:
        await program.ready()
        await narrate_with(program, NOWHERE)
        program.type_turn("I knock at the door of the Kettle.")
        await program.answered()
        await narrate_with(program, server.base_url)
        server.says("The door ", "opens.")

        program.chat._form.notice.action_requested.emit()
        await program.answered()

        assert program.passages[-2].text == "I knock at the door of the Kettle."
        assert program.passages[-1].text == "The door opens."


async def test_where_the_text_goes_is_said_at_the_foot_of_the_window(open_program):
    async with open_program(demo=True) as program:
        await program.ready()
        assert program.window._privacy.text() == "Nothing leaves this machine"

        await narrate_with(program, "http://example.org/v1")

        await until(lambda: "example.org" in program.window._privacy.text(), "the host")


@pytest.mark.skipif(os.name == "nt", reason="the child is killed with a signal of POSIX")
async def test_a_search_index_that_dies_is_told_and_playing_goes_on(open_program):
    async with open_program(demo=True) as program:
        await program.ready()
        models = program.desk.models
        await models.save_settings(replace(models.settings(), engine=Engine.CHROMA))
        await program.desk.index.check(Engine.CHROMA)
        second = program.desk.index._second.index

        os.kill(second.pid, signal.SIGKILL)

        await until(
            lambda: (
                program.window._state.status is not None
                and program.window._state.status.tone == "warning"
            ),
            "the sentence at the foot of the window",
        )
        program.type_turn("I knock at the door of the Kettle.")
        await program.answered()
        assert program.passages[-1].text
        await until(lambda: second.state == "healthy", "the index healed")
        await until(lambda: program.window._state.status.tone != "warning", "the good news")


async def test_a_kept_key_is_used_to_list_the_models_of_its_server(open_program):
    async with open_program(demo=True) as program, ModelServer() as server:
        await program.ready()
        profile = Profile(
            service=Service.GENERATION, provider=Provider.OPENAI, base_url=server.base_url
        )
        await program.desk.models.put_key(profile, "sk-kept-for-this-server")

        models = await program.desk.models.models_at(server.base_url, None)

        assert models == server.models
        sent = server.received[-1].headers["authorization"]
        assert sent == "Bearer sk-kept-for-this-server"
