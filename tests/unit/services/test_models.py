"""The models of the four services: changed in one place, used from the next call on."""

from dataclasses import replace
from pathlib import Path

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.events import ModelsChanged, ModelTended
from loredesk.domain.hub import Hub
from loredesk.domain.services import FoundServer, ModelCheck, Provider, Service
from loredesk.domain.settings import Engine, Settings
from loredesk.prompting.catalog import PromptCatalog
from loredesk.services.keys import KeyService
from loredesk.services.models import ModelsService
from loredesk.services.settings_keeping import SettingsKeeper
from tests.fakes.library import SqlLibrary
from tests.fakes.scripted_models import FakeEmbedder

PROMPTS = Path(__file__).parents[3] / "prompts"
SERVER = FoundServer(kind="ollama", name="Ollama", base_url="http://127.0.0.1:11434/v1")


class Board:
    """Remembers what it was told to use."""

    def __init__(self):
        self.embedder = FakeEmbedder()
        self.applied = []
        self.prepared = 0
        self.answers = True

    def apply(self, settings):
        self.applied.append(settings)

    async def prepare(self):
        self.prepared += 1

    async def test(self, service):
        return ModelCheck(service=service, provider=Provider.BUILT_IN, model="", ok=self.answers)

    async def models_at(self, base_url, key, *, provider=Provider.OPENAI):
        return (base_url, key or "")


class Shelf(dict):
    """Keeps secrets in memory."""

    def put(self, name, secret):
        self[name] = secret

    def delete(self, name):
        self.pop(name, None)

    def describe(self):
        return "in memory"


@pytest.fixture
async def desk(tmp_path):
    class Desk:
        board, hub, shelf = Board(), Hub(), Shelf()
        saved, heard, error = [], [], None

        def save(self, before, after):
            if self.error:
                raise self.error
            self.saved.append((before, after))

    desk = Desk()
    desk.library = SqlLibrary(tmp_path)
    desk.saved, desk.heard = [], []
    desk.hub.subscribe(ModelsChanged, desk.heard.append)

    async def find():
        return (SERVER,)

    desk.models = ModelsService(
        settings=Settings(),
        board=desk.board,
        keys=KeyService(
            secrets=desk.shelf,
            key_of=lambda profile: desk.shelf.get(profile.base_url),
            key_name=lambda profile: profile.base_url,
        ),
        keeper=SettingsKeeper(store=desk.library.store, save=desk.save),
        find_servers=find,
        prompts=PromptCatalog.load(PROMPTS),
        hub=desk.hub,
    )
    yield desk
    await desk.library.store.aclose()


def with_profile(settings, service, **values):
    profile = replace(settings.profiles[service], **values)
    return replace(settings, profiles={**settings.profiles, service: profile})


async def test_a_changed_profile_is_saved_applied_and_announced(desk):
    before = desk.models.settings()
    after = with_profile(before, Service.GENERATION, provider=Provider.OPENAI, model="m")

    await desk.models.save_settings(after)

    assert desk.saved == [(before, after)]
    assert desk.board.applied == [after]
    assert (desk.board.prepared, len(desk.heard)) == (1, 1)
    assert desk.models.profile(Service.GENERATION).model == "m"


async def test_a_setting_that_is_no_model_disturbs_no_model(desk):
    await desk.models.save_settings(replace(desk.models.settings(), engine=Engine.EXACT))

    assert desk.models.settings().engine is Engine.EXACT
    assert (desk.board.prepared, desk.heard) == (0, [])


async def test_settings_that_cannot_be_saved_are_not_used_either(desk):
    desk.error = UserFixableError("The file is read-only.")
    after = with_profile(desk.models.settings(), Service.GENERATION, model="m")

    with pytest.raises(UserFixableError, match="read-only"):
        await desk.models.save_settings(after)

    assert desk.models.profile(Service.GENERATION).model == ""
    assert desk.board.applied == []


async def test_a_key_is_kept_for_the_address_it_belongs_to(desk):
    settings = with_profile(
        desk.models.settings(), Service.ANALYSIS, base_url="https://a.example/v1"
    )
    profile = settings.profiles[Service.ANALYSIS]

    await desk.models.put_key(profile, "sk-1")
    assert await desk.models.has_key(profile)
    assert not await desk.models.has_key(replace(profile, base_url="https://b.example/v1"))
    await desk.models.put_key(profile, "")

    assert not await desk.models.has_key(profile)
    assert await desk.models.key_place() == "in memory"


async def test_a_model_that_answers_a_trial_or_has_another_key_is_announced(desk):
    tended = []
    desk.hub.subscribe(ModelTended, tended.append)

    await desk.models.test(Service.RERANKING)
    await desk.models.put_key(desk.models.profile(Service.ANALYSIS), "sk-1")
    desk.board.answers = False
    assert not (await desk.models.test(Service.GENERATION)).ok

    assert [one.service for one in tended] == [Service.RERANKING, Service.ANALYSIS]


async def test_servers_of_this_machine_are_found_and_asked_for_their_models(desk):
    assert await desk.models.find_servers() == (SERVER,)
    assert await desk.models.models_at(SERVER.base_url, None) == (SERVER.base_url, "")


async def test_a_broken_prompt_of_the_authors_own_is_told(tmp_path, desk):
    (tmp_path / "reply.yaml").write_text("id: reply\nversion: 1\n", encoding="utf-8")
    desk.models._prompts = PromptCatalog.load(PROMPTS, tmp_path)

    (problem,) = desk.models.prompt_problems()

    assert "reply.yaml" in problem.file
    assert problem.message
