import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox

from loredesk.domain.services import FoundServer, Provider
from loredesk.ui.first_start.presenter import FirstStartPresenter
from loredesk.ui.first_start.state import FirstStartState, Way, WayState
from loredesk.ui.first_start.view import FirstStartDialog
from loredesk.ui.first_start.wiring import join_first_start
from loredesk.ui.profiles import Typed
from tests.ui.models_desk import ModelsDesk
from tests.ui.settled import settled

OLLAMA = FoundServer(
    kind="ollama", name="Ollama", base_url="http://127.0.0.1:11434/v1", models=("small", "large")
)


@pytest.fixture
def dialog(look, qtbot):
    dialog = FirstStartDialog(look)
    qtbot.addWidget(dialog)
    return dialog


def form(dialog, way):
    return dialog._pages[way]._form


def test_enter_begins_with_the_sample_world(dialog, qtbot):
    dialog.show_state(FirstStartState(open=True))

    with qtbot.waitSignal(dialog.built_in_requested, timeout=1000):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)


def test_escape_decides_later(dialog, qtbot):
    dialog.show_state(FirstStartState(open=True))

    with qtbot.waitSignal(dialog.skip_requested, timeout=1000):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_without_a_server_there_is_nothing_to_fill_in(dialog):
    dialog.show_state(FirstStartState(open=True))

    fields = form(dialog, Way.LOCAL)
    assert fields.server.isHidden()
    assert fields.model.isHidden()
    assert fields.leaving.isHidden()
    assert not fields.begin.isEnabled()
    assert "Start Ollama" in fields.found.text()


def test_found_servers_are_counted_and_offered(dialog):
    dialog.show_state(FirstStartState(open=True, servers=(OLLAMA,)))

    fields = form(dialog, Way.LOCAL)
    assert dialog._form.tabs.tabText(0) == "On this machine (1)"
    assert "Ollama" in fields.server.currentText()
    assert fields.begin.isEnabled()


def test_it_says_what_leaves_this_machine_on_each_way(dialog):
    dialog.show_state(FirstStartState(open=True))

    assert "api.anthropic.com" in form(dialog, Way.ANTHROPIC).leaving.text()
    assert "api.openai.com" in form(dialog, Way.OPENAI).leaving.text()
    assert dialog._form.main_leaving.text() == "Nothing leaves this machine."


def test_it_says_where_keys_are_kept(dialog):
    dialog.show_state(FirstStartState(open=True, key_place="the key ring"))

    assert "the key ring" in form(dialog, Way.ANTHROPIC).key_words.text()


def test_typing_is_told_with_its_way(dialog, qtbot):
    dialog.show_state(FirstStartState(open=True))

    with qtbot.waitSignal(dialog.typed, timeout=1000) as told:
        form(dialog, Way.ANTHROPIC).key.setText("sesame")

    assert told.args == [Way.ANTHROPIC, Typed(provider=Provider.ANTHROPIC, key="sesame")]


def test_showing_a_state_is_not_typing(dialog, qtbot):
    page = WayState(way=Way.OPENAI, typed=Typed(provider=Provider.OPENAI, model="m"))
    ways = {**FirstStartState().ways, Way.OPENAI: page}

    with qtbot.assertNotEmitted(dialog.typed):
        dialog.show_state(FirstStartState(open=True, ways=ways, servers=(OLLAMA,)))


def test_mistakes_stand_at_their_fields(dialog):
    page = WayState(way=Way.OPENAI, typed=Typed(provider=Provider.OPENAI), checked=True)
    ways = {**FirstStartState().ways, Way.OPENAI: page}

    dialog.show_state(FirstStartState(open=True, ways=ways))

    assert form(dialog, Way.OPENAI).key_problem.text() == "OpenAI needs a key."
    assert not form(dialog, Way.OPENAI).model_problem.isHidden()


@pytest.mark.parametrize(
    ("button", "signal"),
    [
        ("test", "test_requested"),
        ("begin", "begin_requested"),
        ("list_models", "models_requested"),
    ],
)
def test_buttons_of_a_page_say_which_way_they_mean(dialog, qtbot, button, signal):
    dialog.show_state(FirstStartState(open=True))

    with qtbot.waitSignal(getattr(dialog, signal), timeout=1000) as wished:
        getattr(form(dialog, Way.OPENAI), button).click()

    assert wished.args == [Way.OPENAI]


def test_while_it_begins_nothing_can_be_begun_again(dialog):
    dialog.show_state(FirstStartState(open=True, beginning=True, servers=(OLLAMA,)))

    assert not dialog._form.begin_built_in.isEnabled()
    assert not form(dialog, Way.LOCAL).begin.isEnabled()


def test_every_button_and_field_has_a_name_to_be_read_aloud(dialog):
    for button in dialog.findChildren(QAbstractButton):
        if button.objectName() and not button.objectName().startswith("qt_"):
            assert button.text() or button.accessibleName(), button.objectName()
    for box in dialog.findChildren(QComboBox):
        assert box.accessibleName(), box.objectName()


async def test_joined_to_its_presenter_one_click_begins(dialog):
    desk, samples = ModelsDesk(), []
    desk.servers = (OLLAMA,)

    async def open_sample():
        samples.append("opened")

    presenter = FirstStartPresenter(view=dialog, models=desk, open_sample=open_sample)
    join_first_start(dialog, presenter)
    presenter.open()
    await settled()
    assert dialog.isVisible()

    dialog._form.begin_built_in.click()
    await settled()

    assert samples == ["opened"]
    assert desk.kept.first_start_done
    assert not dialog.isVisible()
    await presenter.aclose()


def test_where_there_is_no_key_nothing_is_said_of_keeping_it(dialog):
    dialog.show_state(FirstStartState(open=True))

    assert form(dialog, Way.LOCAL).key_words.isHidden()
    assert not form(dialog, Way.OPENAI).key_words.isHidden()
