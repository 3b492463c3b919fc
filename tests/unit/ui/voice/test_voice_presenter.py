from dataclasses import replace
from types import SimpleNamespace

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.events import LoreChanged, SessionChanged
from loredesk.domain.hub import Hub
from loredesk.domain.messages import NarratorTells, Session
from loredesk.ui.people.state import Answer, Purpose, Somebody
from loredesk.ui.voice.presenter import VoicePresenter
from loredesk.ui.voice.state import VoiceState
from tests.ui.settled import settled

ODO = Somebody(id="odo", title="Odo", category="character")


class Desk:
    def __init__(self):
        self.session = Session(id="s", world_id="w", title="The Key")
        self.title = "Odo"
        self.error = None

    async def story(self, session_id):
        return SimpleNamespace(session=self.session)

    async def entry(self, entry_id, session_id):
        entry = SimpleNamespace(id=entry_id, title=self.title, category="character")
        return SimpleNamespace(entry=entry)

    async def set_voice(self, session_id, voice):
        if self.error:
            raise self.error
        self.session = replace(self.session, voice=voice)

    async def set_narrator(self, session_id, tells):
        self.session = replace(self.session, narrator_tells=tells)


class Screen:
    def __init__(self):
        self.shown = 0

    def show_state(self, state):
        self.state = state
        self.shown += 1


class Asked:
    answer = None

    def __call__(self, question, answered):
        self.question = question
        if self.answer is not None:
            answered(self.answer)


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def screen():
    return Screen()


@pytest.fixture
def asked():
    return Asked()


@pytest.fixture
def said():
    return []


@pytest.fixture
async def voice(desk, screen, asked, said):
    presenter = VoicePresenter(
        view=screen, stories=desk, library=desk, ask=asked, say=said.append, hub=Hub()
    )
    presenter._refresher._pause = 0
    presenter.enter("s")
    await settled()
    yield presenter
    await presenter.aclose()


async def test_the_narrator_speaks_and_tells_all_unless_the_author_says_otherwise(voice, screen):
    assert screen.state == VoiceState(in_session=True)
    assert screen.state.mark == ""


async def test_a_character_is_asked_for_and_speaks_until_the_narrator_does_again(
    voice, screen, asked, desk
):
    asked.answer = Answer(people=(ODO,))
    voice.ask_who_speaks()
    await settled()

    assert (asked.question.purpose, asked.question.chosen) == (Purpose.VOICE, ())
    assert (desk.session.voice, screen.state.voice) == ("odo", ODO)
    assert screen.state.mark == "Odo speaks"
    asked.answer = None
    voice.ask_who_speaks()
    assert asked.question.chosen == (ODO,)
    voice.let_narrator_speak()
    await settled()
    assert (desk.session.voice, screen.state.voice) == (None, None)


async def test_what_the_narrator_may_tell_is_set(voice, screen, desk):
    voice.set_narrator(NarratorTells.PRESENT)
    await settled()

    assert desk.session.narrator_tells is NarratorTells.PRESENT
    assert screen.state.mark == "tells what those present know"


async def test_without_a_session_nothing_is_asked_or_set(voice, screen, asked, desk):
    voice.enter(None)
    voice.ask_who_speaks()
    voice.set_narrator(NarratorTells.PRESENT)
    voice.let_narrator_speak()
    await settled()

    assert screen.state == VoiceState()
    assert not hasattr(asked, "question")
    assert desk.session.narrator_tells is NarratorTells.ALL


async def test_what_is_set_elsewhere_and_a_new_name_are_followed(voice, screen, desk):
    desk.session = replace(desk.session, voice="odo")
    voice._session_changed(SessionChanged(session_id="s"))
    await settled()
    assert screen.state.voice == ODO

    desk.title = "Old Odo"
    voice._lore_changed(LoreChanged(entry_id="odo", world_id="w"))
    await settled()
    assert screen.state.voice.title == "Old Odo"


async def test_a_refusal_is_said_and_the_menu_shows_what_is(voice, screen, asked, desk, said):
    desk.error = UserFixableError("'Odo' is in the trash.", hint="Restore it first.")
    asked.answer = Answer(people=(ODO,))
    shown = screen.shown

    voice.ask_who_speaks()
    await settled()

    assert [one.sentence for one in said] == ["'Odo' is in the trash."]
    assert (screen.shown, screen.state.voice) == (shown + 1, None)
