from dataclasses import replace

import pytest

from loredesk.domain.errors import TransientError, UserFixableError
from loredesk.domain.services import FoundServer, Provider, Service
from loredesk.ui.first_start.presenter import FirstStartPresenter
from loredesk.ui.first_start.state import Way, found
from loredesk.ui.profiles import ADDRESS, UNSETTLED, Typed
from tests.ui.models_desk import ModelsDesk, Screen
from tests.ui.settled import settled

OLLAMA = FoundServer(
    kind="ollama", name="Ollama", base_url="http://127.0.0.1:11434/v1", models=("small", "large")
)
STUDIO = FoundServer(kind="lmstudio", name="LM Studio", base_url="http://127.0.0.1:1234/v1")
CLOUD = Typed(provider=Provider.ANTHROPIC, model="large", key=" sesame ")


@pytest.fixture
def desk():
    desk = ModelsDesk()
    desk.servers = (OLLAMA, STUDIO)
    return desk


@pytest.fixture
def screen():
    return Screen()


@pytest.fixture
def samples():
    return []


@pytest.fixture
async def start(desk, screen, samples):
    async def open_sample():
        samples.append("opened")

    start = FirstStartPresenter(view=screen, models=desk, open_sample=open_sample)
    yield start
    await start.aclose()


async def opened(start):
    start.open()
    await settled()


async def test_it_looks_for_servers_by_itself(start, screen):
    start.open()
    assert "Looking" in found(screen[-1])
    await settled()

    assert screen[-1].open
    assert found(screen[-1]) == "Found on this machine: Ollama, LM Studio."
    assert screen[-1].ways[Way.LOCAL].typed.model == "small"
    assert screen[-1].ways[Way.LOCAL].offered == ("small", "large")


async def test_where_no_server_answers_it_says_what_to_start(start, desk, screen):
    desk.servers = ()

    await opened(start)

    assert "Start Ollama" in found(screen[-1])


async def test_one_click_begins_with_the_built_in_models_and_the_sample(
    start, desk, screen, samples
):
    await opened(start)
    start.set_sample(False)

    start.begin_built_in()
    await settled()

    assert samples == ["opened"]
    assert desk.kept.first_start_done
    assert {profile.provider for profile in desk.kept.profiles.values()} == {Provider.BUILT_IN}
    assert not screen[-1].open


async def test_a_found_server_writes_and_reads_while_search_stays_built_in(start, desk, screen):
    await opened(start)

    start.begin(Way.LOCAL)
    await settled()

    profiles = desk.kept.profiles
    text = (Service.GENERATION, Service.ANALYSIS, Service.MAINTENANCE)
    assert {profiles[service].base_url for service in text} == {OLLAMA.base_url}
    assert profiles[Service.EMBEDDING].provider is Provider.BUILT_IN
    assert desk.kept.first_start_done


async def test_the_sample_can_be_left_out(start, samples):
    await opened(start)
    start.set_sample(False)

    start.begin(Way.LOCAL)
    await settled()

    assert samples == []


async def test_another_server_brings_its_own_models(start, screen):
    await opened(start)

    start.choose_server(1)

    assert screen[-1].ways[Way.LOCAL].typed.base_url == STUDIO.base_url
    assert screen[-1].ways[Way.LOCAL].offered == ()


async def test_a_server_without_a_model_is_not_enough_to_begin(start, desk, screen):
    await opened(start)
    start.choose_server(1)

    start.begin(Way.LOCAL)
    await settled()

    assert screen[-1].open
    assert "model" in screen[-1].ways[Way.LOCAL].problems


async def test_a_key_goes_to_the_key_ring(start, desk, screen):
    await opened(start)
    start.type(Way.ANTHROPIC, CLOUD)

    start.begin(Way.ANTHROPIC)
    await settled()

    assert desk.keys == {(Provider.ANTHROPIC, ""): "sesame"}
    assert "sesame" not in repr(desk.kept)
    assert not screen[-1].open


async def test_trying_shows_the_answer_and_does_not_begin(start, desk, screen):
    await opened(start)

    start.test(Way.LOCAL)
    await settled()

    assert "Here." in screen[-1].ways[Way.LOCAL].result.sentence
    assert screen[-1].open
    assert not desk.kept.first_start_done


async def test_listing_takes_the_first_model_where_none_is_named(start, screen):
    await opened(start)
    start.type(Way.OPENAI, Typed(provider=Provider.OPENAI, base_url="http://127.0.0.1:9/v1"))

    start.list_models(Way.OPENAI)
    await settled()

    assert screen[-1].ways[Way.OPENAI].typed.model == "small"


async def test_what_fails_on_a_page_is_told_there(start, desk, screen):
    await opened(start)
    desk.error = TransientError("Nobody listens there.", hint="Start the server.")

    start.list_models(Way.OPENAI)
    await settled()

    assert screen[-1].ways[Way.OPENAI].result.hint == "Start the server."


async def test_what_cannot_be_kept_is_told_and_the_ways_stay_open(start, desk, screen):
    await opened(start)
    desk.error = UserFixableError("No key ring.", hint="Unlock it.")

    start.begin(Way.LOCAL)
    await settled()

    assert screen[-1].notice.hint == "Unlock it."
    assert screen[-1].open
    assert not screen[-1].beginning
    start.dismiss()
    assert screen[-1].notice is None


async def test_looking_again_finds_what_was_started_since(start, desk, screen):
    desk.servers = ()
    await opened(start)
    desk.servers = (OLLAMA,)

    start.look()
    await settled()

    assert screen[-1].servers == (OLLAMA,)


async def test_deciding_later_is_a_decision(start, desk, screen, samples):
    await opened(start)

    start.skip()
    await settled()

    assert desk.kept.first_start_done
    assert not screen[-1].open
    assert samples == []


async def test_a_server_that_is_not_there_cannot_be_chosen(start, screen):
    await opened(start)
    before = len(screen)

    start.choose_server(7)

    assert len(screen) == before


async def test_it_is_said_what_the_search_needs(start, screen):
    await opened(start)

    assert screen[-1].search == (
        "Search by meaning: MiniLM, built in. Nothing leaves this machine."
    )


async def test_an_address_is_completed_and_judged_when_it_is_left(start, screen):
    await opened(start)
    way = screen[-1].ways[Way.OPENAI]

    start.type(Way.OPENAI, replace(way.typed, base_url="http:/"))
    assert screen[-1].ways[Way.OPENAI].shown_problems == {}
    assert screen[-1].ways[Way.OPENAI].leaving == UNSETTLED
    start.leave_address(Way.OPENAI)
    assert set(screen[-1].ways[Way.OPENAI].shown_problems) == {ADDRESS}

    start.type(Way.OPENAI, replace(way.typed, base_url="localhost:8080"))
    start.leave_address(Way.OPENAI)
    await settled()

    assert screen[-1].ways[Way.OPENAI].shown_problems == {}
    assert screen[-1].ways[Way.OPENAI].typed.base_url == "http://localhost:8080"
    assert screen[-1].notice is None
