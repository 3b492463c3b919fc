"""A models service in a few attributes, and screens that keep what they were shown."""

from loredesk.domain.services import ModelCheck
from loredesk.domain.settings import Settings


class ModelsDesk:
    """Keeps settings and keys in memory and answers as it is told to."""

    def __init__(self):
        self.kept = Settings()
        self.keys = {}
        self.servers = ()
        self.models = ("small", "large")
        self.error = None
        self.key_error = None
        self.check_ok = True
        self.asked = []

    def settings(self):
        return self.kept

    def embedder_description(self):
        return "MiniLM, built in"

    async def save_settings(self, settings):
        self._maybe_fail()
        self.kept = settings

    async def put_key(self, profile, key):
        self._maybe_fail()
        self.keys[profile.provider, profile.base_url] = key

    async def has_key(self, profile):
        if self.key_error is not None:
            raise self.key_error
        return (profile.provider, profile.base_url) in self.keys

    async def key_place(self):
        return "the key ring of this machine"

    async def find_servers(self):
        self._maybe_fail()
        return self.servers

    async def models_at(self, base_url, key):
        self.asked.append((base_url, key))
        self._maybe_fail()
        return self.models

    async def test(self, service):
        profile = self.kept.profiles[service]
        return ModelCheck(
            service=service,
            provider=profile.provider,
            model=profile.model,
            ok=self.check_ok,
            answer="Here." if self.check_ok else "",
            ms=120.0,
            problem="" if self.check_ok else "Nobody answered.",
            hint="" if self.check_ok else "Start the server.",
        )

    def _maybe_fail(self):
        if self.error is not None:
            raise self.error


class Screen(list):
    """Keeps every state it was shown."""

    def show_state(self, state):
        self.append(state)
