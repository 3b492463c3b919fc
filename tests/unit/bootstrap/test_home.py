"""A home opened with everything real in it but the key ring of the computer."""

from contextlib import asynccontextmanager

import pytest

from loredesk.bootstrap.home import OpenedHome, Opening
from loredesk.domain.calibration import PromptCount
from loredesk.domain.listings import EntryDraft
from loredesk.domain.services import Profile, Provider, Service
from loredesk.domain.settings import Engine, Settings
from loredesk.gateway.builtin import weights
from loredesk.gateway.builtin.embedder import EXACT, QUICK
from loredesk.gateway.builtin.graph_file import GraphFile
from loredesk.gateway.builtin.minilm_graph import RECIPE
from loredesk.host import logs
from loredesk.host.home import Home
from loredesk.host.home_lock import new_boot_id, take
from loredesk.host.key_ring import KeyRing

PROFILE = Profile(
    service=Service.GENERATION, provider=Provider.OPENAI, base_url="https://example.com/v1"
)


class Backend:
    """Keeps keys as a key ring does, in memory."""

    def __init__(self):
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        del self.kept[service, username]


@pytest.fixture
def opened_with(tmp_path):
    """Opens a home whose key ring is the one given."""
    home = Home(tmp_path / "home")
    home.create()

    @asynccontextmanager
    async def opened(backend, environ=None, *, at_work=False):
        log = logs.start(home)
        boot_id = new_boot_id()
        with take(home, boot_id) as lock:
            opening = Opening(
                home=home,
                settings=Settings(engine=Engine.EXACT),
                environ=environ or {},
                logs=log,
                lock=lock,
                boot_id=boot_id,
                key_ring=KeyRing(lambda: backend),
            )
            try:
                async with OpenedHome(opening) as one:
                    if at_work:
                        await one.start_work()
                    yield one.desk
            finally:
                log.close()

    return opened


async def test_a_key_typed_in_once_is_there_again_after_the_next_start(opened_with):
    backend = type("Keyring", (Backend,), {"__module__": "keyring.backends.SecretService"})()

    async with opened_with(backend) as desk:
        await desk.models.put_key(PROFILE, "sk-typed")
        assert "the key ring of this computer" in await desk.models.key_place()

    assert list(backend.kept.values()) == ["sk-typed"]
    async with opened_with(backend) as desk:
        assert await desk.models.has_key(PROFILE)
        await desk.models.put_key(PROFILE, "")
    assert not backend.kept


async def test_without_a_key_ring_a_key_lasts_as_long_as_the_program(opened_with):
    backend = type("Keyring", (Backend,), {"__module__": "keyring.backends.fail"})()

    async with opened_with(backend) as desk:
        await desk.models.put_key(PROFILE, "sk-typed")
        assert await desk.models.has_key(PROFILE)
        assert "this session only" in await desk.models.key_place()

    assert not backend.kept
    async with opened_with(backend) as desk:
        assert not await desk.models.has_key(PROFILE)


async def test_the_doctor_says_which_settings_the_environment_has_taken_over(opened_with):
    environ = {"LOREDESK_ENGINE": "exact", "LOREDESK_THEME": "", "LOREDESK_HOME": "/elsewhere"}

    async with opened_with(None, environ) as desk:
        (settings,) = [one for one in await desk.doctor.examine() if one.name == "settings"]

    assert settings.ok
    assert "the environment sets LOREDESK_ENGINE, whatever" in settings.detail


async def test_how_a_model_counts_tokens_is_known_after_the_next_start(opened_with):
    def reach(desk):
        return desk.generation._context._reach

    async with opened_with(None) as desk:
        whole = reach(desk).budget()
        reach(desk)._counts.heard(
            PromptCount(base_url="", model="", estimated=4_000, real=6_000, sure=True)
        )
        learned = reach(desk).budget()

    async with opened_with(None) as desk:
        assert reach(desk).budget() == learned < whole


class TestVectorsOfTheBuiltInEmbedder:
    """The home keeps them by the name of what made them, and makes them anew where that changes."""

    @pytest.fixture
    def graphs(self, tmp_path):
        if weights.installed_folder() is None:
            pytest.skip(f"the package {weights.DISTRIBUTION} is not installed")
        return tmp_path / "home" / "index"

    async def write_entries(self, desk):
        world = await desk.library.new_world("The Quiet Season")
        for title in ("Dagny Roe", "Old Patience", "The Kettle"):
            text = f"{title} stands in the valley."
            draft = EntryDraft(world_id=world.id, title=title, category="place", content=text)
            await desk.library.save_entry(draft)
        return world

    async def embedded(self, desk):
        """Wait until every document has a vector of the model in use; return which that is."""
        while True:
            await desk.queue.run()
            report = await desk.index.check()
            if report.indexed == report.documents == 3:
                return desk.models.embedder_description()

    async def test_a_home_with_vectors_of_numpy_makes_those_of_onnxruntime_by_itself(
        self, opened_with, graphs
    ):
        GraphFile(graphs, weights.stamp(RECIPE)).refuse()
        async with opened_with(None, at_work=True) as desk:
            await self.write_entries(desk)
            assert await self.embedded(desk) == EXACT.description
        for file in graphs.iterdir():
            file.unlink()  # as anybody may at any time

        async with opened_with(None, at_work=True) as desk:
            assert await self.embedded(desk) == QUICK.description

    async def test_where_onnxruntime_breaks_they_are_made_by_numpy_without_a_restart(
        self, opened_with, graphs, break_onnxruntime
    ):
        async with opened_with(None, at_work=True) as desk:
            world = await self.write_entries(desk)
            assert await self.embedded(desk) == QUICK.description
        break_onnxruntime()

        async with opened_with(None, at_work=True) as desk:
            assert desk.models.embedder_description() == QUICK.description
            hits = await desk.search.search("who stands in the valley", world_id=world.id)
            assert await self.embedded(desk) == EXACT.description
            again = await desk.search.search("who stands there", world_id=world.id, only="meaning")

        assert len(hits) == len(again) == 3
