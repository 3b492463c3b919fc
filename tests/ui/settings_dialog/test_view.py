from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit

from loredesk.domain.services import Provider, Service
from loredesk.domain.settings import Engine, Theme
from loredesk.ui.notice import Notice
from loredesk.ui.profiles import Typed
from loredesk.ui.settings_dialog.presenter import SettingsPresenter
from loredesk.ui.settings_dialog.state import ServiceState, SettingsState
from loredesk.ui.settings_dialog.view import SettingsDialog
from loredesk.ui.settings_dialog.wiring import join_settings
from tests.ui.models_desk import ModelsDesk

LOCAL = Typed(provider=Provider.OPENAI, base_url="http://127.0.0.1:8080/v1", model="small")


@pytest.fixture
def dialog(look, qtbot):
    dialog = SettingsDialog(look)
    qtbot.addWidget(dialog)
    return dialog


def state_with(**changes):
    page = ServiceState(service=Service.GENERATION, **changes)
    pages = {**SettingsState().pages, Service.GENERATION: page}
    return SettingsState(open=True, pages=pages, key_place="the key ring", embedder="MiniLM")


def form(dialog, service=Service.GENERATION):
    return dialog._pages[service]._form


def test_it_opens_and_closes_as_the_state_says(dialog):
    dialog.show_state(SettingsState(open=True))
    assert dialog.isVisible()

    dialog.show_state(SettingsState())
    assert not dialog.isVisible()


def test_the_built_in_models_ask_for_nothing(dialog):
    dialog.show_state(state_with())

    fields = form(dialog)
    assert fields.address.isHidden()
    assert fields.key.isHidden()
    assert fields.leaving.text() == "Nothing leaves this machine."


def test_a_server_is_shown_with_all_its_fields(dialog):
    dialog.show_state(state_with(typed=LOCAL, offered=("small", "large")))

    fields = form(dialog)
    assert fields.address.text() == LOCAL.base_url
    assert fields.model.currentText() == "small"
    assert [fields.model.itemText(at) for at in range(2)] == ["small", "large"]
    assert fields.temperature.text() == "The server's own"


def test_typing_is_told_as_a_whole(dialog, qtbot):
    dialog.show_state(state_with(typed=LOCAL))

    with qtbot.waitSignal(dialog.typed, timeout=1000) as told:
        form(dialog).key.setText("sesame")

    assert told.args == [Service.GENERATION, replace(LOCAL, key="sesame")]


def test_showing_a_state_is_not_typing(dialog, qtbot):
    with qtbot.assertNotEmitted(dialog.typed):
        dialog.show_state(state_with(typed=LOCAL, offered=("a", "b")))


def test_a_key_is_not_readable_on_screen(dialog):
    assert form(dialog).key.echoMode() == QLineEdit.EchoMode.Password


def test_a_mistake_stands_at_its_field_once_one_tried(dialog):
    faulty = Typed(provider=Provider.OPENAI, base_url="ftp://x")
    dialog.show_state(state_with(typed=faulty))
    assert form(dialog).address_problem.isHidden()

    dialog.show_state(state_with(typed=faulty, checked=True))

    assert "http://" in form(dialog).address_problem.text()
    assert form(dialog).address.property("tone") == "danger"
    assert not form(dialog).model_problem.isHidden()


def test_what_is_said_moves_no_field(dialog):
    dialog.resize(760, 640)
    faulty = Typed(provider=Provider.OPENAI, base_url="ftp://x")
    dialog.show_state(state_with(typed=faulty))
    fields = form(dialog)
    places = [
        widget.mapTo(dialog, QPoint()) for widget in (fields.address, fields.key, fields.test)
    ]

    told = state_with(typed=faulty, checked=True, result=Notice(sentence="No.", hint="So."))
    dialog.show_state(replace(told, notice=Notice(sentence="Something is missing.")))
    for part in (dialog._form.tabs, dialog):
        part.layout().activate() if part.layout() else None

    after = [widget.mapTo(dialog, QPoint()) for widget in (fields.address, fields.key, fields.test)]
    assert after == places


def test_leaving_the_address_is_told(dialog, qtbot):
    dialog.show_state(state_with(typed=LOCAL))

    with qtbot.waitSignal(dialog.address_left, timeout=1000) as left:
        form(dialog).address.editingFinished.emit()

    assert left.args == [Service.GENERATION]


def test_while_a_model_is_tried_it_cannot_be_tried_again(dialog):
    dialog.show_state(state_with(typed=LOCAL, busy="Waiting \u2026"))

    assert not form(dialog).test.isEnabled()
    assert form(dialog).busy.text() == "Waiting \u2026"


def test_the_answer_of_a_model_is_shown_on_its_page(dialog):
    dialog.show_state(state_with(typed=LOCAL, result=Notice(sentence="small answered.")))

    assert not form(dialog).result.isHidden()


@pytest.mark.parametrize(
    ("button", "signal"),
    [
        ("test", "test_requested"),
        ("list_models", "models_requested"),
        ("find_servers", "servers_requested"),
        ("everywhere", "everywhere_requested"),
    ],
)
def test_buttons_of_a_page_say_which_service_they_mean(dialog, qtbot, button, signal):
    dialog.show_state(state_with(typed=LOCAL))

    with qtbot.waitSignal(getattr(dialog, signal), timeout=1000) as wished:
        getattr(form(dialog), button).click()

    assert wished.args == [Service.GENERATION]


@pytest.mark.parametrize("service", [Service.EMBEDDING, Service.RERANKING])
def test_the_search_cannot_be_asked_of_anthropic(dialog, service):
    box = form(dialog, service).provider

    assert box.findData(Provider.ANTHROPIC) == -1


def test_what_writes_nothing_has_no_answer_to_limit_and_says_what_stands_in_its_place(dialog):
    dialog.show_state(SettingsState(open=True))
    fields = form(dialog, Service.RERANKING)

    assert not fields.fields.isRowVisible(4)
    assert not fields.everywhere.isVisibleTo(dialog)
    assert "nothing is asked" in fields.purpose.text()


def test_engine_and_look_are_chosen_beside_the_models(dialog, qtbot):
    dialog.show_state(SettingsState(open=True, theme=Theme.DARK, key_place="the key ring"))
    assert dialog._form.theme_dark.isChecked()
    assert dialog._form.keys_words.text().startswith("The key ring.")

    with qtbot.waitSignal(dialog.theme_chosen, timeout=1000) as theme:
        dialog._form.theme_light.click()
    with qtbot.waitSignal(dialog.engine_chosen, timeout=1000) as engine:
        dialog._form.engine.activated.emit(1)

    assert theme.args == [Theme.LIGHT]
    assert engine.args == [Engine.EXACT]


def test_escape_cancels(dialog, qtbot):
    dialog.show_state(SettingsState(open=True))

    with qtbot.waitSignal(dialog.cancel_requested, timeout=1000):
        dialog.reject()


def test_closing_after_saving_does_not_cancel(dialog, qtbot):
    dialog.show_state(SettingsState(open=True))

    with qtbot.assertNotEmitted(dialog.cancel_requested):
        dialog.show_state(SettingsState())


def test_every_button_and_field_has_a_name_to_be_read_aloud(dialog):
    for button in dialog.findChildren(QAbstractButton):
        if button.objectName() and not button.objectName().startswith("qt_"):
            assert button.text() or button.accessibleName(), button.objectName()
    for box in dialog.findChildren(QComboBox):
        assert box.accessibleName(), box.objectName()


async def test_joined_to_its_presenter_a_change_is_kept(dialog, look):
    from tests.ui.settled import settled

    desk = ModelsDesk()
    presenter = SettingsPresenter(view=dialog, models=desk, on_theme=look.apply)
    join_settings(dialog, presenter)
    presenter.open()
    await settled()

    dialog._form.theme_dark.click()
    fields = form(dialog)
    fields.provider.setCurrentIndex(fields.provider.findData(Provider.OPENAI))
    fields.provider.activated.emit(fields.provider.currentIndex())
    fields.address.setText("http://127.0.0.1:8080/v1")
    fields.model.setEditText("small")
    dialog._form.save.click()
    await settled()

    assert desk.kept.profiles[Service.GENERATION].model == "small"
    assert desk.kept.theme is Theme.DARK
    assert not dialog.isVisible()
    await presenter.aclose()
