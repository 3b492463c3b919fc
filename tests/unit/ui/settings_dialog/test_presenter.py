from dataclasses import replace

import pytest

from loredesk.domain.errors import TransientError, UserFixableError
from loredesk.domain.services import FoundServer, Provider, Service
from loredesk.domain.settings import Engine, Theme
from loredesk.ui.profiles import ADDRESS, UNSETTLED, Typed
from loredesk.ui.settings_dialog.presenter import SettingsPresenter
from tests.ui.models_desk import ModelsDesk, Screen
from tests.ui.settled import settled

LOCAL = Typed(provider=Provider.OPENAI, base_url="http://127.0.0.1:8080/v1", model="small")
CLOUD = Typed(provider=Provider.ANTHROPIC, model="large", key="sesame")


@pytest.fixture
def desk():
    return ModelsDesk()


@pytest.fixture
def screen():
    return Screen()


@pytest.fixture
def themes():
    return []


@pytest.fixture
async def settings(desk, screen, themes):
    settings = SettingsPresenter(view=screen, models=desk, on_theme=themes.append)
    settings.open()
    await settled()
    yield settings
    await settings.aclose()


def page(screen, service=Service.GENERATION):
    return screen[-1].pages[service]


async def test_it_opens_with_what_is_set(settings, screen):
    assert screen[-1].open
    assert page(screen).typed.provider is Provider.BUILT_IN
    assert screen[-1].key_place == "the key ring of this machine"


async def test_what_is_saved_is_set_and_the_dialog_closes(settings, desk, screen):
    settings.type(Service.GENERATION, LOCAL)
    settings.set_engine(Engine.EXACT)
    settings.set_theme(Theme.DARK)

    settings.save()
    await settled()

    assert desk.kept.profiles[Service.GENERATION].model == "small"
    assert (desk.kept.engine, desk.kept.theme) == (Engine.EXACT, Theme.DARK)
    assert not screen[-1].open


async def test_a_mistake_is_shown_and_nothing_saved(settings, desk, screen):
    settings.type(Service.ANALYSIS, Typed(provider=Provider.OPENAI))

    settings.save()
    await settled()

    assert screen[-1].open
    assert page(screen, Service.ANALYSIS).checked
    assert "Analysis" in screen[-1].notice.sentence
    assert desk.kept.profiles[Service.ANALYSIS].provider is Provider.BUILT_IN


async def test_a_key_goes_to_the_key_ring_and_not_into_the_settings(settings, desk, screen):
    settings.type(Service.GENERATION, CLOUD)

    settings.save()
    await settled()

    assert desk.keys == {(Provider.ANTHROPIC, ""): "sesame"}
    assert "sesame" not in repr(desk.kept)
    assert page(screen).typed.key == ""


async def test_what_cannot_be_saved_is_told_and_the_dialog_stays(settings, desk, screen):
    settings.type(Service.GENERATION, LOCAL)
    desk.error = UserFixableError("The file is read-only.", hint="Change that.")

    settings.save()
    await settled()

    assert screen[-1].open
    assert not screen[-1].saving
    assert screen[-1].notice.hint == "Change that."
    assert page(screen).typed == LOCAL


async def test_trying_a_model_keeps_it_and_shows_its_answer(settings, desk, screen):
    settings.type(Service.GENERATION, LOCAL)

    settings.test(Service.GENERATION)
    assert page(screen).busy
    await settled()

    assert page(screen).busy == ""
    assert page(screen).result.tone == "success"
    assert "Here." in page(screen).result.sentence


async def test_a_model_that_does_not_answer_is_told_with_the_way_out(settings, desk, screen):
    desk.check_ok = False
    settings.type(Service.GENERATION, LOCAL)

    settings.test(Service.GENERATION)
    await settled()

    assert page(screen).result.hint == "Start the server."


async def test_what_will_not_do_is_not_tried(settings, desk, screen):
    settings.type(Service.GENERATION, Typed(provider=Provider.OPENAI))

    settings.test(Service.GENERATION)
    await settled()

    assert page(screen).checked
    assert page(screen).busy == ""


async def test_the_models_of_a_server_are_listed(settings, desk, screen):
    settings.type(Service.GENERATION, LOCAL)

    settings.list_models(Service.GENERATION)
    await settled()

    assert desk.asked == [("http://127.0.0.1:8080/v1", None)]
    assert page(screen).offered == ("small", "large")


async def test_a_server_that_is_down_is_told_on_its_page(settings, desk, screen):
    desk.error = TransientError("Nobody listens there.", hint="Start the server.")
    settings.type(Service.GENERATION, LOCAL)

    settings.list_models(Service.GENERATION)
    await settled()

    assert page(screen).result.sentence == "Nobody listens there."
    assert page(screen).busy == ""


async def test_another_address_forgets_the_offer_and_asks_for_its_key(settings, desk, screen):
    settings.type(Service.GENERATION, LOCAL)
    settings.list_models(Service.GENERATION)
    await settled()
    other = Typed(provider=Provider.OPENAI, base_url="https://llm.example/v1", model="small")
    desk.keys[Provider.OPENAI, "https://llm.example/v1"] = "sesame"

    settings.type(Service.GENERATION, other)
    settings.leave_address(Service.GENERATION)
    await settled()

    assert page(screen).offered == ()
    assert page(screen).has_key


async def test_one_model_can_serve_all_text_work_but_not_the_search(settings, screen):
    settings.type(Service.GENERATION, LOCAL)

    settings.use_everywhere(Service.GENERATION)
    await settled()

    assert page(screen, Service.ANALYSIS).typed == LOCAL
    assert page(screen, Service.MAINTENANCE).typed == LOCAL
    assert page(screen, Service.EMBEDDING).typed.provider is Provider.BUILT_IN


async def test_the_look_is_shown_at_once_and_taken_back_by_cancelling(settings, desk, themes):
    settings.set_theme(Theme.DARK)
    settings.cancel()

    assert themes == [Theme.DARK, Theme.SYSTEM]
    assert desk.kept.theme is Theme.SYSTEM


async def test_cancelling_twice_is_cancelling_once(settings, themes):
    settings.cancel()
    settings.cancel()

    assert themes == [Theme.SYSTEM]


async def test_a_notice_can_be_hidden(settings, screen):
    settings.use_everywhere(Service.GENERATION)
    settings.dismiss()

    assert screen[-1].notice is None


async def test_an_address_is_judged_when_it_is_left_and_no_longer_once_it_is_mended(
    settings, screen
):
    settings.type(Service.GENERATION, Typed(provider=Provider.OPENAI, model="small"))

    settings.type(Service.GENERATION, replace(LOCAL, base_url="http:/"))
    assert page(screen).shown_problems == {}
    assert page(screen).leaving == UNSETTLED

    settings.leave_address(Service.GENERATION)
    assert set(page(screen).shown_problems) == {ADDRESS}
    assert page(screen).leaving == UNSETTLED

    settings.type(Service.GENERATION, LOCAL)
    settings.leave_address(Service.GENERATION)
    await settled()
    assert page(screen).shown_problems == {}
    assert "this machine" in page(screen).leaving
    assert screen[-1].notice is None


async def test_half_an_address_is_not_looked_up_among_the_keys(settings, desk, screen):
    desk.key_error = UserFixableError("Not an address.")

    for length in range(len("http://"), -1, -1):
        settings.type(Service.GENERATION, replace(LOCAL, base_url="http://"[:length] or " "))
        await settled()

    assert all(state.notice is None for state in screen)


async def test_back_at_the_built_in_models_nothing_is_wrong(settings, screen):
    settings.type(Service.GENERATION, replace(LOCAL, base_url="http:/"))
    settings.save()
    assert screen[-1].notice is not None

    settings.type(Service.GENERATION, Typed(base_url="http:/"))

    assert screen[-1].notice is None
    assert page(screen).shown_problems == {}
    assert page(screen).leaving == "Nothing leaves this machine."


async def test_a_scheme_that_was_left_out_is_added_and_shown(settings, desk, screen):
    settings.type(Service.GENERATION, replace(LOCAL, base_url="localhost:11434"))

    settings.list_models(Service.GENERATION)
    await settled()

    assert page(screen).typed.base_url == "http://localhost:11434"
    assert desk.asked == [("http://localhost:11434", None)]


async def test_what_is_no_address_is_not_asked_for_models(settings, desk, screen):
    settings.type(Service.GENERATION, replace(LOCAL, base_url="my server"))

    settings.list_models(Service.GENERATION)
    await settled()

    assert desk.asked == []
    assert ADDRESS in page(screen).shown_problems


@pytest.mark.parametrize(
    ("offered", "typed", "model"),
    [(("only",), "", "only"), (("only",), "mine", "mine"), (("a", "b"), "", "")],
)
async def test_the_only_model_of_a_server_is_filled_in_where_none_is_named(
    settings, desk, screen, offered, typed, model
):
    desk.models = offered
    settings.type(Service.GENERATION, replace(LOCAL, model=typed))

    settings.list_models(Service.GENERATION)
    await settled()

    assert page(screen).typed.model == model


def _server(name, base_url, *models):
    return FoundServer(kind="", name=name, base_url=base_url, models=models)


async def test_servers_on_this_machine_are_filled_in_one_after_the_other(settings, desk, screen):
    desk.servers = (
        _server("Ollama", "http://127.0.0.1:11434/v1", "tiny"),
        _server("LM Studio", "http://127.0.0.1:1234/v1", "a", "b"),
    )
    settings.type(Service.GENERATION, Typed(provider=Provider.OPENAI))

    settings.find_servers(Service.GENERATION)
    await settled()
    first = page(screen)
    settings.find_servers(Service.GENERATION)
    await settled()

    assert (first.typed.base_url, first.typed.model) == ("http://127.0.0.1:11434/v1", "tiny")
    assert "Ollama is filled in" in first.result.sentence
    assert page(screen).typed.base_url == "http://127.0.0.1:1234/v1"
    assert (page(screen).typed.model, page(screen).offered) == ("", ("a", "b"))


async def test_where_no_server_runs_it_is_said_which_could(settings, screen):
    settings.type(Service.GENERATION, Typed(provider=Provider.OPENAI))

    settings.find_servers(Service.GENERATION)
    await settled()

    assert page(screen).result.tone == "warning"
    assert "Ollama" in page(screen).result.hint


async def test_one_model_for_all_is_promised_for_when_it_is_saved(settings, screen):
    settings.type(Service.GENERATION, LOCAL)

    settings.use_everywhere(Service.GENERATION)

    assert "When you save" in screen[-1].notice.sentence
