import threading
from dataclasses import replace

import pytest
from keyring.errors import InitError, KeyringLocked, NoKeyringError, PasswordSetError

from loredesk.domain.errors import UserFixableError
from loredesk.domain.services import Profile, Provider, Service
from loredesk.host import key_ring
from loredesk.host.key_ring import HomeSecrets, KeyRing, key_for, key_name, needs_key
from loredesk.ports.secrets import Secrets

VARIABLE = "LOREDESK_SERVICES__GENERATION__API_KEY"


class FakeBackend:
    """A backend that keeps keys in memory, in the place of a real one."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.error: Exception | None = None

    def get_password(self, service, username):
        self.fail()
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.fail()
        self.kept[service, username] = password

    def delete_password(self, service, username):
        self.fail()
        del self.kept[service, username]

    def fail(self):
        if self.error is not None:
            raise self.error


def backend_of(module):
    return type("Keyring", (FakeBackend,), {"__module__": module})()


def profile(base_url="", provider=Provider.OPENAI):
    return Profile(service=Service.GENERATION, provider=provider, base_url=base_url)


@pytest.fixture
def backend():
    return backend_of("keyring.backends.SecretService")


@pytest.fixture
def ring(backend):
    return KeyRing(lambda: backend)


def test_a_key_is_kept_found_and_forgotten(ring, backend):
    secrets: Secrets = ring

    secrets.put("https://api.openai.com:443", "sk-1")

    assert backend.kept == {("loredesk", "https://api.openai.com:443"): "sk-1"}
    assert secrets.get("https://api.openai.com:443") == "sk-1"
    assert "Secret Service" in secrets.describe()
    secrets.delete("https://api.openai.com:443")
    secrets.delete("https://api.openai.com:443")
    assert secrets.get("https://api.openai.com:443") is None


@pytest.mark.parametrize(
    "module", ["keyring.backends.fail", "keyring.backends.null", "keyrings.alt.file", "somebody"]
)
def test_a_key_ring_that_forgets_or_writes_plain_text_is_none(module):
    unsafe = backend_of(module)
    ring = KeyRing(lambda: unsafe)

    assert not ring.is_available
    assert ring.get("x") is None
    ring.delete("x")
    with pytest.raises(UserFixableError, match="no key ring") as caught:
        ring.put("x", "sk-secret")
    assert VARIABLE in caught.value.hint
    assert "sk-secret" not in caught.value.sentence()
    assert unsafe.kept == {}
    assert "no key ring" in ring.describe()


@pytest.mark.parametrize("module", key_ring._REAL_BACKENDS)
def test_the_key_rings_of_operating_systems_are_trusted(module):
    real = backend_of(module)

    assert KeyRing(lambda: real).is_available


def test_of_a_chain_only_the_safe_link_is_used():
    plain, safe = backend_of("keyrings.alt.file"), backend_of("keyring.backends.kwallet")
    chain = backend_of("keyring.backends.chainer")
    chain.backends = [plain, safe]
    ring = KeyRing(lambda: chain)

    ring.put("x", "sk-1")

    assert safe.kept
    assert not plain.kept
    chain.backends = [plain]
    assert not KeyRing(lambda: chain).is_available


@pytest.mark.parametrize(
    "error", [KeyringLocked("sk-1"), PasswordSetError("sk-1"), InitError("x"), OSError("dbus")]
)
def test_a_key_ring_that_refuses_says_so_without_the_key(ring, backend, error):
    backend.error = error

    for ask in (lambda: ring.put("x", "sk-1"), lambda: ring.get("x"), lambda: ring.delete("x")):
        with pytest.raises(UserFixableError) as caught:
            ask()
        assert "sk-1" not in caught.value.sentence()
        assert VARIABLE in caught.value.hint


def test_a_key_ring_that_cannot_be_opened_is_none():
    def fail():
        raise NoKeyringError

    assert not KeyRing(fail).is_available


def test_a_key_ring_that_does_not_come_back_is_none(monkeypatch):
    monkeypatch.setattr(key_ring, "_DETECTION_SECONDS", 0.01)
    go_on = threading.Event()

    def hang():
        go_on.wait()
        return backend_of("keyring.backends.SecretService")

    assert not KeyRing(hang).is_available
    go_on.set()


def test_the_key_ring_is_looked_for_once(backend):
    looked = []

    def find():
        looked.append(1)
        return backend

    ring = KeyRing(find)
    ring.get("x")
    ring.get("x")

    assert looked == [1]


def test_nothing_shows_a_key(ring):
    session = HomeSecrets(ring)
    session.put("x", "sk-secret")

    assert "sk-secret" not in repr(session) + repr(ring) + str(session)


def test_a_key_goes_into_the_key_ring_and_nothing_stays_in_memory(ring, backend):
    secrets: Secrets = HomeSecrets(ring)

    secrets.put("new", "sk-new")

    assert list(backend.kept.values()) == ["sk-new"]
    assert HomeSecrets(ring).get("new") == "sk-new"
    assert "the key ring of this computer" in secrets.describe()
    secrets.delete("new")
    assert not backend.kept
    assert secrets.get("new") is None


@pytest.mark.parametrize("ring", [None, KeyRing(lambda: backend_of("keyring.backends.fail"))])
def test_without_a_key_ring_a_key_is_kept_for_this_session_only(ring):
    secrets = HomeSecrets(ring)

    secrets.put("new", "sk-new")

    assert secrets.get("new") == "sk-new"
    assert secrets.get("other") is None
    assert "this session only" in secrets.describe()
    secrets.delete("new")
    assert secrets.get("new") is None


def test_a_key_the_key_ring_refuses_is_kept_for_this_session_and_said_so(ring, backend):
    secrets = HomeSecrets(ring)
    backend.error = KeyringLocked("locked")

    secrets.put("new", "sk-new")

    assert secrets.get("new") == "sk-new"
    assert "this session only" in secrets.describe()
    backend.error = None
    secrets.put("new", "sk-newer")
    assert list(backend.kept.values()) == ["sk-newer"]
    assert secrets.get("new") == "sk-newer"
    assert "this session" not in secrets.describe()


def test_the_environment_comes_first(ring):
    asked = profile()
    ring.put(key_name(asked), "sk-ring")

    assert key_for(asked, ring, {VARIABLE: " sk-environment "}) == "sk-environment"
    assert key_for(asked, ring, {VARIABLE: ""}) == "sk-ring"
    other = replace(asked, service=Service.ANALYSIS)
    assert key_for(other, ring, {VARIABLE: "sk-environment"}) == "sk-ring"


def test_a_changed_address_never_gets_the_old_key(ring):
    ring.put(key_name(profile("https://api.openai.com/v1")), "sk-1")

    for other in (
        "http://api.openai.com/v1",
        "https://api.openai.com:8443/v1",
        "https://api.openai.com.evil.example/v1",
        "https://evil.example/api.openai.com",
        "https://api.openai.co/v1",
        "https://user@evil.example/v1",
    ):
        assert key_for(profile(other), ring, {}) is None
    assert key_for(profile(), ring, {}) == "sk-1"
    assert key_for(profile(provider=Provider.ANTHROPIC), ring, {}) is None


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("", "https://api.openai.com:443"),
        ("https://API.OpenAI.com/v1/", "https://api.openai.com:443"),
        ("https://api.openai.com:443", "https://api.openai.com:443"),
        ("https://api.openai.com./v1", "https://api.openai.com:443"),
        ("http://localhost:11434/v1", "http://localhost:11434"),
        ("http://192.168.0.7", "http://192.168.0.7:80"),
        ("http://[::1]:8080/v1", "http://[::1]:8080"),
        ("https://bücher.example/v1", "https://xn--bcher-kva.example:443"),
        ("https://api.openai.com@evil.example/v1", "https://evil.example:443"),
    ],
)
def test_a_key_is_named_after_scheme_host_and_port(address, name):
    assert key_name(profile(address)) == name


def test_each_provider_has_its_own_address():
    assert key_name(profile(provider=Provider.ANTHROPIC)) == "https://api.anthropic.com:443"


@pytest.mark.parametrize(
    "address",
    ["localhost:11434", "ftp://x", "https://", "http://x:y", "http://[::1", "https://a..b"],
)
def test_what_is_no_address_has_no_key(ring, address):
    with pytest.raises(UserFixableError, match="not the address"):
        key_for(profile(address), ring, {})


@pytest.mark.parametrize(
    ("address", "is_needed"),
    [
        ("http://localhost:11434/v1", False),
        ("http://127.0.0.1:8080", False),
        ("http://127.8.0.1:8080", False),
        ("http://[::1]:8080", False),
        ("http://llama.localhost", False),
        ("http://192.168.0.7:8080", True),
        ("http://localhost.evil.example", True),
        ("https://api.mistral.ai/v1", True),
        ("", True),
    ],
)
def test_a_server_on_this_machine_needs_no_key(address, is_needed):
    assert needs_key(profile(address)) is is_needed


def test_the_built_in_models_need_no_key(ring, backend):
    backend.error = KeyringLocked()
    built_in = profile(provider=Provider.BUILT_IN)

    assert not needs_key(built_in)
    assert key_for(built_in, ring, {VARIABLE: "sk-1"}) is None


def test_a_locked_key_ring_stops_only_a_server_that_needs_a_key(ring, backend):
    backend.error = KeyringLocked()

    assert key_for(profile("http://localhost:11434/v1"), ring, {}) is None
    with pytest.raises(UserFixableError, match="locked"):
        key_for(profile(), ring, {})
