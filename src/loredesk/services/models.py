"""The models of the services: which are set, what they need, whether they answer."""

from collections.abc import Awaitable, Callable
from typing import Protocol

from loredesk.domain.events import ModelsChanged, ModelTended
from loredesk.domain.hub import Hub
from loredesk.domain.services import FoundServer, ModelCheck, Profile, Provider, Service
from loredesk.domain.settings import Settings
from loredesk.ports.models import Embedder
from loredesk.prompting.catalog import PromptCatalog, PromptProblem
from loredesk.services.keys import KeyService
from loredesk.services.settings_keeping import SettingsKeeper


class ModelBoard(Protocol):
    """Connects the services to the models of the settings."""

    @property
    def embedder(self) -> Embedder:
        """Return the embedder."""
        ...

    def apply(self, settings: Settings) -> None:
        """Use *settings* from the next call on."""
        ...

    async def prepare(self) -> None:
        """Load what asking for the embedder's `info` needs."""
        ...

    async def test(self, service: Service) -> ModelCheck:
        """Make one real call."""
        ...

    async def models_at(
        self, base_url: str, key: str | None, *, provider: Provider = Provider.OPENAI
    ) -> tuple[str, ...]:
        """Return the models a server has."""
        ...


class ModelsService:
    """Shows and changes which models answer."""

    def __init__(
        self,
        *,
        settings: Settings,
        board: ModelBoard,
        keys: KeyService,
        keeper: SettingsKeeper,
        find_servers: Callable[[], Awaitable[tuple[FoundServer, ...]]],
        prompts: PromptCatalog,
        hub: Hub,
    ) -> None:
        self._settings = settings
        self._board = board
        self._keys = keys
        self._keeper = keeper
        self._find_servers = find_servers
        self._prompts = prompts
        self._hub = hub

    def settings(self) -> Settings:
        """Return the settings in use."""
        return self._settings

    def profile(self, service: Service) -> Profile:
        """Return the profile in use for *service*."""
        return self._settings.profiles[service]

    def embedder_description(self) -> str:
        """Return which embedder makes the vectors, in a few words."""
        return self._board.embedder.info.description

    def prompt_problems(self) -> tuple[PromptProblem, ...]:
        """Return what is wrong with the author's own prompts."""
        return self._prompts.problems

    async def save_settings(self, settings: Settings) -> None:
        """Keep *settings* and use them from now on.

        Raises UserFixableError where the file cannot be written; nothing has changed then.
        """
        before = self._settings
        await self._keeper.save(before, settings)
        self._settings = settings
        self._board.apply(settings)
        if before.profiles != settings.profiles:
            await self._board.prepare()
            self._hub.publish(ModelsChanged())

    async def put_key(self, profile: Profile, key: str) -> None:
        """Keep the key to the server of *profile*; an empty one is forgotten."""
        await self._keys.put(profile, key)
        await self._keeper.key_changed(profile, forgotten=not key)
        self._hub.publish(ModelTended(service=profile.service))

    async def has_key(self, profile: Profile) -> bool:
        """Return whether there is a key to the server of *profile*."""
        return await self._keys.has(profile)

    async def key_place(self) -> str:
        """Return where keys are kept, in words."""
        return await self._keys.place()

    async def find_servers(self) -> tuple[FoundServer, ...]:
        """Return the model servers that run on this machine."""
        return await self._find_servers()

    async def models_at(self, base_url: str, key: str | None) -> tuple[str, ...]:
        """Return the ids of the models an OpenAI-compatible server has.

        Without a *key* the one that is kept for that server is used.
        """
        if not key:
            profile = Profile(
                service=Service.GENERATION, provider=Provider.OPENAI, base_url=base_url
            )
            key = await self._keys.get(profile)
        return await self._board.models_at(base_url, key)

    async def test(self, service: Service) -> ModelCheck:
        """Make one real call for *service*; return what came back, and how fast."""
        check = await self._board.test(service)
        if check.ok:
            self._hub.publish(ModelTended(service=service))
        return check
