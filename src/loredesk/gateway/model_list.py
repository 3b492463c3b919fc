"""Asking a server which models it has."""

import asyncio
from types import ModuleType

from loredesk.domain.services import Profile, Provider, Service
from loredesk.gateway import faults
from loredesk.gateway.places import place_of

_SECONDS = 20.0


async def models_at(base_url: str, key: str | None, provider: Provider) -> tuple[str, ...]:
    """Return the ids of the models at *base_url*, sorted."""
    place = place_of(Profile(service=Service.GENERATION, provider=provider, base_url=base_url))
    http = await asyncio.to_thread(_http_tools)
    key = http.clean_key(place, key)
    path = "/v1/models?limit=1000" if provider is Provider.ANTHROPIC else "/models"
    client = await asyncio.to_thread(http.open_client, place, provider)
    try:
        async with client, http.in_our_words(place), asyncio.timeout(_SECONDS):
            answer = await http.send(client, "GET", place.base_url + path, key=key)
    except TimeoutError as error:
        raise faults.too_slow(place, _SECONDS, "did not name its models") from error
    return model_ids(http.read_object(place, answer, key=key))


def model_ids(data: object) -> tuple[str, ...]:
    """Return the ids in *data*, a list of models in any of the usual shapes."""
    if isinstance(data, dict):
        data = data.get("data") or data.get("models")
    ids = set()
    for item in data if isinstance(data, list) else ():
        named = item if isinstance(item, dict) else {"id": item}
        name = next((named[field] for field in ("id", "key", "name") if named.get(field)), None)
        if isinstance(name, str):
            ids.add(name)
    return tuple(sorted(ids))


def _http_tools() -> ModuleType:
    from loredesk.gateway import http  # noqa: PLC0415 - imports an HTTP library

    return http
