"""Keys to model servers: in the key ring of the operating system, or for this session only.

A key is bound to the server it was entered for: its name is scheme, host and port, so an address
that was changed never gets the old key.
"""

import logging
import threading
from collections.abc import Callable, Iterable, Mapping
from ipaddress import ip_address
from typing import Protocol, TypeVar
from urllib.parse import urlsplit

from loredesk.domain.errors import UserFixableError
from loredesk.domain.services import Profile, Provider
from loredesk.ports.secrets import Secrets

logger = logging.getLogger(__name__)

SERVICE_NAME = "loredesk"
WAYS_OUT = (
    "Set the environment variable LOREDESK_SERVICES__<SERVICE>__API_KEY, such as "
    "LOREDESK_SERVICES__GENERATION__API_KEY."
)

_DETECTION_SECONDS = 3.0
_REAL_BACKENDS: Mapping[str, str] = {
    "keyring.backends.SecretService": "the key ring of this computer (Secret Service)",
    "keyring.backends.libsecret": "the key ring of this computer (libsecret)",
    "keyring.backends.kwallet": "the key ring of this computer (KDE Wallet)",
    "keyring.backends.macOS": "the key ring of this computer (macOS Keychain)",
    "keyring.backends.Windows": "the key ring of this computer (Windows Credential Manager)",
}
_OWN_ADDRESS: Mapping[Provider, str] = {
    Provider.OPENAI: "https://api.openai.com",
    Provider.ANTHROPIC: "https://api.anthropic.com",
}
_USUAL_PORT: Mapping[str, int] = {"http": 80, "https": 443}

T = TypeVar("T")


class Backend(Protocol):
    """What Loredesk uses of a backend of `keyring`."""

    def get_password(self, service: str, username: str) -> str | None:
        """Return the key kept for *username*, or None."""
        ...

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a key."""
        ...

    def delete_password(self, service: str, username: str) -> None:
        """Forget a key."""
        ...


class KeyRing:
    """Keeps keys in the key ring of the operating system, if there is a real one."""

    def __init__(self, find: Callable[[], Backend] | None = None) -> None:
        """Use the backend that *find* returns; by default the one `keyring` chooses."""
        self._find = find or _usual_backend
        self._found: tuple[Backend | None] | None = None
        self._detecting = threading.Lock()

    def __repr__(self) -> str:
        return "KeyRing()"

    @property
    def is_available(self) -> bool:
        """Return whether keys can be kept here. May take some seconds the first time."""
        return self._backend() is not None

    def describe(self) -> str:
        """Return where the keys are kept, as words for the author."""
        backend = self._backend()
        return "no key ring on this machine" if backend is None else _describe(backend)

    def get(self, name: str) -> str | None:
        """Return the key kept under *name*; None where there is none or no key ring."""
        backend = self._backend()
        if backend is None:
            return None
        key = _asked(lambda: backend.get_password(SERVICE_NAME, name), "read")
        return str(key) if key else None

    def put(self, name: str, key: str) -> None:
        """Keep *key* under *name*."""
        backend = self._backend()
        if backend is None:
            message = "This machine has no key ring that Loredesk could trust with a key."
            raise UserFixableError(message, hint=WAYS_OUT)
        _asked(lambda: backend.set_password(SERVICE_NAME, name, key), "kept")

    def delete(self, name: str) -> None:
        """Forget the key under *name*, if there is one."""
        backend = self._backend()
        if backend is not None and self.get(name) is not None:
            _asked(lambda: backend.delete_password(SERVICE_NAME, name), "deleted")

    def _backend(self) -> Backend | None:
        with self._detecting:
            if self._found is None:
                self._found = (_within(self._find, _DETECTION_SECONDS),)
            return _real(self._found[0])


class HomeSecrets:
    """Keeps keys in a key ring where there is one, else in memory until Loredesk closes."""

    def __init__(self, ring: KeyRing | None = None) -> None:
        self._keys: dict[str, str] = {}
        self._ring = ring

    def __repr__(self) -> str:
        return f"HomeSecrets({len(self._keys)} keys in memory)"

    def describe(self) -> str:
        """Return where the keys are kept, as words for the author."""
        if self._ring is None or not self._ring.is_available:
            return "this session only; forgotten when Loredesk closes"
        if self._keys:
            return "this session only, because the key ring of this computer could not keep them"
        return self._ring.describe()

    def get(self, name: str) -> str | None:
        """Return the key kept under *name*, or None.

        Raises UserFixableError where the key ring is locked.
        """
        if name in self._keys:
            return self._keys[name]
        return self._ring.get(name) if self._ring is not None else None

    def put(self, name: str, key: str) -> None:
        """Keep *key* under *name*: in memory only where no key ring takes it."""
        if self._ring is not None and self._ring.is_available:
            try:
                self._ring.put(name, key)
            except UserFixableError as error:
                logger.warning("A key is kept for this session only: %s", error.message)
            else:
                self._keys.pop(name, None)
                return
        self._keys[name] = key

    def delete(self, name: str) -> None:
        """Forget the key under *name*, in memory and in the key ring."""
        self._keys.pop(name, None)
        if self._ring is not None:
            self._ring.delete(name)


def key_for(profile: Profile, secrets: Secrets, environ: Mapping[str, str]) -> str | None:
    """Return the key for *profile*: from the environment, else the one kept for its server.

    A server on this machine needs none: there a key ring that is locked is no error.
    """
    if profile.provider is Provider.BUILT_IN:
        return None
    variable = f"LOREDESK_SERVICES__{profile.service.name}__API_KEY"
    if key := environ.get(variable, "").strip():
        return key
    try:
        return secrets.get(key_name(profile))
    except UserFixableError:
        if needs_key(profile):
            raise
        logger.info("The key ring could not be asked for a server on this machine")
        return None


def key_name(profile: Profile) -> str:
    """Return the name of the key for the server of *profile*: scheme, host and port.

    Raises UserFixableError where its address is none.
    """
    address = profile.base_url.strip() or _OWN_ADDRESS.get(profile.provider, "")
    scheme, host, port = _origin(address)
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"


def needs_key(profile: Profile) -> bool:
    """Return whether the server of *profile* is elsewhere, so that it will ask for a key."""
    if profile.provider is Provider.BUILT_IN:
        return False
    _, host, _ = _origin(profile.base_url.strip() or _OWN_ADDRESS[profile.provider])
    if host == "localhost" or host.endswith(".localhost"):
        return False
    try:
        return not ip_address(host).is_loopback
    except ValueError:
        return True


def _origin(address: str) -> tuple[str, str, int]:
    try:
        parts = urlsplit(address)
        scheme, host = parts.scheme.casefold(), (parts.hostname or "").rstrip(".")
        if scheme in _USUAL_PORT and host:
            host = host if ":" in host else host.encode("idna").decode()
            return scheme, host, parts.port or _USUAL_PORT[scheme]
    except ValueError:
        pass
    message = f"{address!r} is not the address of a model server."
    raise UserFixableError(
        message, hint="Write it like 'https://api.example.com/v1', or leave it empty."
    )


def _usual_backend() -> Backend:
    import keyring  # noqa: PLC0415  # it looks for desktop services when imported

    return keyring.get_keyring()


def _real(backend: Backend | None) -> Backend | None:
    """Return *backend* where it keeps keys safely; of a chain, the first that does.

    What fails, forgets, or writes keys to a plain file (keyrings.alt) is none.
    """
    if backend is None:
        return None
    if type(backend).__module__ in _REAL_BACKENDS:
        return backend
    if type(backend).__module__ == "keyring.backends.chainer":
        links: Iterable[Backend] = getattr(backend, "backends", ())
        return next((link for link in links if _real(link) is link), None)
    return None


def _describe(backend: Backend) -> str:
    return _REAL_BACKENDS[type(backend).__module__]


def _within(find: Callable[[], Backend], seconds: float) -> Backend | None:
    """Return what *find* finds, or None where it fails or has not come back after *seconds*."""
    found: list[Backend] = []

    def look() -> None:
        try:
            found.append(find())
        except Exception as error:  # noqa: BLE001  # every backend fails in its own way
            logger.warning("No key ring could be opened: %s", type(error).__name__)

    thread = threading.Thread(target=look, name="key ring", daemon=True)
    thread.start()
    thread.join(seconds)
    return found[0] if found else None


def _asked(question: Callable[[], T], done: str) -> T:
    """Ask the key ring, turning its refusals into sentences without a word of the key."""
    from keyring.errors import KeyringLocked  # noqa: PLC0415  # see _usual_backend

    try:
        return question()
    except KeyringLocked as error:
        message = "The key ring is locked."
        raise UserFixableError(message, hint=f"Unlock it and try again. {WAYS_OUT}") from error
    except Exception as error:  # every backend fails in its own way
        message = f"The key could not be {done}: the key ring says {type(error).__name__}."
        raise UserFixableError(message, hint=f"Unlock it and try again. {WAYS_OUT}") from error
