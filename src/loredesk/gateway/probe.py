"""Finding the model servers that run on this machine.

Only the loopback address is asked, only at the ports where such servers usually listen; and a
server is known by what it says, not by its port: at 8080 listens whoever likes to.
"""

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from loredesk.domain.services import FoundServer, Provider
from loredesk.gateway.model_list import model_ids
from loredesk.gateway.places import Place

PORTS: Mapping[str, int] = {
    "ollama": 11434,
    "lmstudio": 1234,
    "llamacpp": 8080,
    "koboldcpp": 5001,
    "vllm": 8000,
}
SECONDS = 0.8
_LARGEST_PORT = 65535
_NAMES = {
    "ollama": "Ollama",
    "lmstudio": "LM Studio",
    "llamacpp": "llama.cpp",
    "koboldcpp": "KoboldCpp",
    "vllm": "vLLM",
}
_OWNERS = {"llamacpp": "llamacpp", "vllm": "vllm", "koboldcpp": "koboldcpp", "library": "ollama"}

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Sign:
    """A question only one kind of server answers so, and where its models are listed."""

    kind: str
    path: str
    is_it: Callable[[Body], bool]
    models_path: str = "/v1/models"


_SIGNS = (
    _Sign("koboldcpp", "/api/extra/version", lambda body: body.get("result") == "KoboldCpp"),
    _Sign(
        "lmstudio", "/api/v1/models", lambda body: _has(body, "models", "type"), "/api/v1/models"
    ),
    _Sign("lmstudio", "/api/v0/models", lambda body: _has(body, "data", "type"), "/api/v0/models"),
    _Sign("ollama", "/api/tags", lambda body: isinstance(body.get("models"), list), "/api/tags"),
    _Sign("vllm", "/v1/models", lambda body: _has(body, "data", "max_model_len")),
)


async def find_servers(
    ports: Mapping[str, int] = PORTS, *, seconds: float = SECONDS
) -> tuple[FoundServer, ...]:
    """Return the model servers that answer at *ports* of this machine, within *seconds* each."""
    http = await asyncio.to_thread(_http_tools)
    wanted = [port for port in dict.fromkeys(ports.values()) if 0 < port <= _LARGEST_PORT]
    found = await asyncio.gather(*(_look(http, port, seconds) for port in wanted))
    return tuple(server for server in found if server is not None)


async def _look(http: ModuleType, port: int, seconds: float) -> FoundServer | None:
    """Return the server at *port*, or None where there is none that we know."""
    try:
        async with asyncio.timeout(seconds):
            return await _identify(http, port)
    except TimeoutError:
        return None


async def _identify(http: ModuleType, port: int) -> FoundServer | None:
    root = f"http://127.0.0.1:{port}"
    place = Place(name=root, base_url=root, host=root, model="", is_local=True)
    client = await asyncio.to_thread(http.open_client, place, Provider.OPENAI)
    async with client:

        async def ask(path: str) -> Body:
            return await _ask(http, client, place, path)

        listed = await ask("/v1/models")
        paths = list(dict.fromkeys(sign.path for sign in _SIGNS))
        said = dict(zip(paths, await asyncio.gather(*map(ask, paths)), strict=True))
        for sign in _SIGNS:
            if sign.is_it(said[sign.path]):
                models = said.get(sign.models_path) or listed
                return _found(sign.kind, root, models)
    kind = _owner(listed)
    return _found(kind, root, listed) if kind else None


async def _ask(http: ModuleType, client: object, place: Place, path: str) -> Body:
    """Return what the server answers at *path*; empty for anything but a JSON object."""
    try:
        answer = await http.send(client, "GET", place.base_url + path, key=None)
        data = json.loads(answer.body) if answer.is_success else None
    except (http.httpx2.HTTPError, http.GarbledError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _found(kind: str, root: str, models: Body) -> FoundServer:
    ids = model_ids(models)
    return FoundServer(kind=kind, name=_NAMES[kind], base_url=f"{root}/v1", models=ids)


def _has(body: Body, field: str, mark: str) -> bool:
    """Return whether the items under *field* all carry *mark*, and there are any."""
    items = body.get(field)
    return (
        isinstance(items, list)
        and bool(items)
        and all(isinstance(item, dict) and mark in item for item in items)
    )


def _owner(listed: Body) -> str:
    items = listed.get("data")
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict) and item.get("owned_by") in _OWNERS:
            return _OWNERS[item["owned_by"]]
    return ""


def _http_tools() -> ModuleType:
    from loredesk.gateway import http  # noqa: PLC0415 - imports an HTTP library

    return http
