import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.services import Profile, Provider, Service
from loredesk.gateway.places import clean_address, is_loopback, place_of


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("", "https://api.openai.com/v1"),
        ("http://127.0.0.1:11434", "http://127.0.0.1:11434/v1"),
        ("localhost:1234/", "http://localhost:1234/v1"),
        ("api.mistral.ai/v1", "https://api.mistral.ai/v1"),
        ("https://openrouter.ai/api/v1/chat/completions", "https://openrouter.ai/api/v1"),
        ("http://127.0.0.1:8080/v1/models", "http://127.0.0.1:8080/v1"),
        (
            "https://generativelanguage.googleapis.com/v1beta/openai/",
            "https://generativelanguage.googleapis.com/v1beta/openai",
        ),
    ],
)
def test_an_address_is_understood_however_it_is_typed(typed, cleaned):
    assert clean_address(typed, Provider.OPENAI) == cleaned


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("", "https://api.anthropic.com"),
        ("http://127.0.0.1:8080/v1", "http://127.0.0.1:8080"),
        ("http://127.0.0.1:8080/v1/messages", "http://127.0.0.1:8080"),
    ],
)
def test_anthropic_addresses_end_before_the_version(typed, cleaned):
    assert clean_address(typed, Provider.ANTHROPIC) == cleaned


@pytest.mark.parametrize(
    "typed", ["ftp://x", "http://", "http://a b", "http://x:99999", "http://["]
)
def test_what_is_no_address_is_refused_by_name(typed):
    with pytest.raises(UserFixableError) as caught:
        clean_address(typed, Provider.OPENAI)

    assert repr(typed) in caught.value.message


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("localhost", True),
        ("10.0.0.1", False),
        ("x.org", False),
    ],
)
def test_this_machine_is_known(host, local):
    assert is_loopback(host) is local


def test_a_place_has_a_name_for_messages_without_what_is_secret_in_its_address():
    profile = Profile(
        service=Service.ANALYSIS, provider=Provider.OPENAI, base_url="http://me:pw@box:8080/v1"
    )

    assert place_of(profile).name == "The model server at box:8080"
    own = Profile(service=Service.ANALYSIS, provider=Provider.ANTHROPIC)
    assert place_of(own).name == "Anthropic"
