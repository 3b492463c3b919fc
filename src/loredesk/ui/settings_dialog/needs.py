"""What the settings need of the screen and of the models."""

from collections.abc import Sequence
from typing import Any, Protocol

from loredesk.domain.services import FoundServer, ModelCheck, Profile, Service
from loredesk.domain.settings import Settings
from loredesk.ui.settings_dialog.state import SettingsState


class SettingsView(Protocol):
    """What the presenter needs of the dialog."""

    def show_state(self, state: SettingsState) -> None:
        """Show *state*."""
        ...


class Models(Protocol):
    """What the settings need of the models."""

    def settings(self) -> Settings:
        """Return what is set."""
        ...

    def embedder_description(self) -> str:
        """Return what finds by meaning where nothing else is set."""
        ...

    async def save_settings(self, settings: Settings, /) -> Any:  # noqa: ANN401 - not looked at
        """Keep *settings*, from now on."""
        ...

    async def put_key(self, profile: Profile, key: str, /) -> Any:  # noqa: ANN401 - not looked at
        """Keep the key of a profile."""
        ...

    async def has_key(self, profile: Profile, /) -> bool:
        """Return whether a key is kept for a profile."""
        ...

    async def key_place(self) -> str:
        """Return where keys are kept."""
        ...

    async def find_servers(self) -> Sequence[FoundServer]:
        """Return the model servers that run on this machine."""
        ...

    async def models_at(self, base_url: str, key: str | None, /) -> Sequence[str]:
        """Return the models a server offers."""
        ...

    async def test(self, service: Service, /) -> ModelCheck:
        """Try the model of a service."""
        ...
