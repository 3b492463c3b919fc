"""The keys to model servers, each bound to the address it belongs to."""

import asyncio
from collections.abc import Callable

from loredesk.domain.services import Profile
from loredesk.ports.secrets import Secrets


class KeyService:
    """Keeps keys. The key ring may block, so every call to it is made in a thread."""

    def __init__(
        self,
        *,
        secrets: Secrets,
        key_of: Callable[[Profile], str | None],
        key_name: Callable[[Profile], str],
    ) -> None:
        self._secrets = secrets
        self._key_of = key_of
        self._key_name = key_name

    async def put(self, profile: Profile, key: str) -> None:
        """Keep the key to the server of *profile*; an empty one is forgotten."""
        name = self._key_name(profile)
        if key:
            await asyncio.to_thread(self._secrets.put, name, key)
        else:
            await asyncio.to_thread(self._secrets.delete, name)

    async def get(self, profile: Profile) -> str | None:
        """Return the key to the server of *profile*, for one call to it."""
        return await asyncio.to_thread(self._key_of, profile)

    async def has(self, profile: Profile) -> bool:
        """Return whether there is a key to the server of *profile*."""
        return await self.get(profile) is not None

    async def place(self) -> str:
        """Return where keys are kept, in words."""
        return await asyncio.to_thread(self._secrets.describe)
