import pytest
from PySide6.QtWidgets import QMenu

from loredesk.domain.messages import NarratorTells
from loredesk.ui.people.state import Somebody
from loredesk.ui.voice.state import VoiceState
from loredesk.ui.voice.view import VoiceMenu

ODO = Somebody(id="odo", title="Odo & Sons")


@pytest.fixture
def marks():
    return []


@pytest.fixture
def menu(qtbot):
    menu = QMenu()
    qtbot.addWidget(menu)
    return menu


@pytest.fixture
def voices(menu, marks):
    return VoiceMenu(menu, mark=marks.append)


def test_without_a_session_nothing_can_be_chosen(voices):
    assert not voices._voices.isEnabled()
    assert not voices._telling.isEnabled()


def test_the_narrator_speaks_and_may_tell_what_is_set(voices, marks):
    voices.show_state(VoiceState(in_session=True, narrator_tells=NarratorTells.PRESENT))

    assert voices._narrator.isChecked()
    assert not voices._character.isVisible()
    assert voices._tells[NarratorTells.PRESENT].isChecked()
    assert marks[-1] == "tells what those present know"


def test_a_character_who_speaks_is_named_and_tells_what_they_know(voices, marks):
    voices.show_state(VoiceState(in_session=True, voice=ODO))

    assert voices._character.isChecked()
    assert voices._character.text() == "Odo && Sons"
    assert not voices._telling.isEnabled()
    assert marks[-1] == "Odo & Sons speaks"


def test_each_choice_is_a_wish(voices, qtbot):
    voices.show_state(VoiceState(in_session=True, voice=ODO))
    with qtbot.waitSignal(voices.narrator_requested, timeout=500):
        voices._narrator.trigger()
    with qtbot.waitSignal(voices.character_requested, timeout=500):
        voices._choose.trigger()
    voices.show_state(VoiceState(in_session=True))
    with qtbot.waitSignal(voices.telling_chosen, timeout=500) as told:
        voices._tells[NarratorTells.PRESENT].trigger()

    assert told.args == [NarratorTells.PRESENT]
