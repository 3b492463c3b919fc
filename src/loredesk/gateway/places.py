"""Where a model is reached: its address in the one right spelling, and its name in messages."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from loredesk.domain.errors import UserFixableError
from loredesk.domain.services import Profile, Provider

_OWN_ADDRESS = {
    Provider.OPENAI: "https://api.openai.com/v1",
    Provider.ANTHROPIC: "https://api.anthropic.com",
}
_KNOWN_HOSTS = {
    "api.openai.com": "OpenAI",
    "api.anthropic.com": "Anthropic",
    "openrouter.ai": "OpenRouter",
    "api.mistral.ai": "Mistral",
    "api.deepseek.com": "DeepSeek",
    "generativelanguage.googleapis.com": "Gemini",
}
_OPERATIONS = (
    "/chat/completions",
    "/completions",
    "/embeddings",
    "/models",
    "/messages",
    "/rerank",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One model at one address."""

    name: str
    """The subject of a sentence: `OpenAI`, `The model server at 127.0.0.1:8080`."""
    base_url: str
    host: str
    """With the port where one is given."""
    model: str
    is_local: bool
    """Whether it runs on this machine."""

    @property
    def is_vendor(self) -> bool:
        """Return whether it belongs to a company that is known, and not to a program one runs."""
        return self.name in _KNOWN_HOSTS.values()


def place_of(profile: Profile) -> Place:
    """Return where the model of *profile* is reached.

    Raises UserFixableError where its address is none.
    """
    base_url = clean_address(profile.base_url, profile.provider)
    parts = urlsplit(base_url)
    hostname = parts.hostname or ""
    host = parts.netloc.rpartition("@")[2]
    return Place(
        name=_KNOWN_HOSTS.get(hostname, f"The model server at {host}"),
        base_url=base_url,
        host=host,
        model=profile.model,
        is_local=is_loopback(hostname),
    )


def clean_address(address: str, provider: Provider) -> str:
    """Return *address* as the adapter of *provider* wants it, without a slash at its end.

    People paste addresses with an operation at the end, without a scheme or without `/v1`.
    """
    text = address.strip() or _OWN_ADDRESS.get(provider, "")
    if "://" not in text:
        local = is_loopback(urlsplit(f"//{text}").hostname or "")
        text = f"{'http' if local else 'https'}://{text}"
    text = text.rstrip("/")
    _check(text, address)
    for operation in _OPERATIONS:
        text = text.removesuffix(operation)
    if provider is Provider.ANTHROPIC:
        return text.removesuffix("/v1")
    return text if urlsplit(text).path.strip("/") else f"{text.rstrip('/')}/v1"


def is_loopback(hostname: str) -> bool:
    """Return whether *hostname* is this machine."""
    if hostname == "localhost" or hostname.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(hostname).is_loopback
    except ValueError:
        return False


def _check(text: str, typed: str) -> None:
    try:
        parts = urlsplit(text)
        fits = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fits = False
    if not fits or any(sign.isspace() for sign in text):
        raise UserFixableError(
            f"{typed!r} is not the address of a model server.",
            hint="An address looks like http://127.0.0.1:11434/v1. Check it in Settings.",
        )
