"""Keeping the settings, and in the audit log what the author changed of them."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from typing import Any
from urllib.parse import urlsplit

from loredesk.domain.audit import changes
from loredesk.domain.services import Profile
from loredesk.domain.settings import Settings
from loredesk.ports.store import Store

AUTHOR = "author"


class SettingsKeeper:
    """Writes settings down, and records what changed; never a key itself."""

    def __init__(self, *, store: Store, save: Callable[[Settings, Settings], None]) -> None:
        self._store = store
        self._save = save

    async def save(self, before: Settings, after: Settings) -> None:
        """Keep what *after* changes of *before*.

        Raises UserFixableError where the file cannot be written; nothing is recorded then.
        """
        await asyncio.to_thread(self._save, before, after)
        old, new = changes(told(before), told(after))
        if new:
            await self._record("change settings", "settings", old, new)

    async def key_changed(self, profile: Profile, *, forgotten: bool) -> None:
        """Record that the key of a profile was kept or forgotten."""
        action = "forget a key" if forgotten else "keep a key"
        await self._record(action, f"key of {profile.service}")

    async def _record(
        self,
        action: str,
        subject: str,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
    ) -> None:
        await self._store.write(
            lambda repos: repos.ledger.record(
                action, subject, actor=AUTHOR, before=before, after=after
            )
        )


def told(settings: Settings) -> dict[str, Any]:
    """Return *settings* by key as the audit log tells them: an address without a secret in it."""
    values: dict[str, Any] = asdict(replace(settings, profiles={}))
    del values["profiles"]
    for service, profile in settings.profiles.items():
        for name, value in asdict(profile).items():
            shown = _without_secrets(value) if name == "base_url" else value
            values[f"services.{service}.{name}"] = shown
    return values


def _without_secrets(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return "an address that cannot be read"
    place = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=place, query="", fragment="").geturl()
