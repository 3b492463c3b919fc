"""A home opened with everything real in it but the key ring of the computer."""

from contextlib import asynccontextmanager

import pytest

from loredesk.bootstrap.home import OpenedHome, Opening
from loredesk.domain.services import Profile, Provider, Service
from loredesk.domain.settings import Settings
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
    async def opened(backend, environ=None):
        log = logs.start(home)
        boot_id = new_boot_id()
        with take(home, boot_id) as lock:
            opening = Opening(
                home=home,
                settings=Settings(),
                environ=environ or {},
                logs=log,
                lock=lock,
                boot_id=boot_id,
                key_ring=KeyRing(lambda: backend),
            )
            try:
                async with OpenedHome(opening) as one:
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
