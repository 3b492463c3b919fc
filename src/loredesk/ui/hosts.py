"""Where a model's server stands: on this machine or beyond it. No Qt in here."""

from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import urlsplit

from loredesk.domain.services import Profile, Provider

_OWN_HOSTS = {Provider.OPENAI: "api.openai.com", Provider.ANTHROPIC: "api.anthropic.com"}


def host_of(profile: Profile) -> str:
    """Return the host a profile talks to; empty for the built-in models."""
    if profile.provider is Provider.BUILT_IN:
        return ""
    if not profile.base_url:
        return _OWN_HOSTS[profile.provider]
    return _hostname(profile.base_url) or profile.base_url


def is_this_machine(host: str) -> bool:
    """Return whether *host* is this very machine."""
    if host in {"", "localhost"}:
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.endswith(".localhost")


def hosts_beyond(profiles: Iterable[Profile]) -> tuple[str, ...]:
    """Return the hosts beyond this machine that get text, each once."""
    hosts = (host_of(profile) for profile in profiles)
    return tuple(dict.fromkeys(host for host in hosts if not is_this_machine(host)))


def problem_with(address: str) -> str:
    """Return what is wrong with the *address* of a server; empty where it will do.

    The scheme may be left out, as people do.
    """
    scheme, divider, rest = address.partition("://")
    host = (rest if divider else address).partition("/")[0]
    usable = bool(_hostname(address)) and not host.endswith(":")
    usable = usable and (not divider or scheme in {"http", "https"})
    if not address or (usable and not any(sign.isspace() for sign in address)):
        return ""
    return "The address must look like http://127.0.0.1:8080/v1."


def completed(address: str) -> str:
    """Return *address* without what surrounds it, and with the scheme people leave out.

    What is no address stays as it was typed.
    """
    text = address.strip()
    if not text or "://" in text or problem_with(text):
        return text
    return f"{'http' if _is_near(_hostname(text)) else 'https'}://{text}"


def _is_near(host: str) -> bool:
    """Return whether *host* is this machine, or one beside it whose server has no certificate."""
    if is_this_machine(host) or "." not in host:
        return True
    try:
        return ip_address(host).is_private
    except ValueError:
        return host.endswith(".local")


def _hostname(address: str) -> str:
    try:
        parts = urlsplit(address if "://" in address else f"//{address}")
        port = parts.port
    except ValueError:
        return ""
    return "" if port == 0 else parts.hostname or ""
