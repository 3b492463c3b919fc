import pytest

from loredesk.domain.services import Profile, Provider, Service
from loredesk.ui.hosts import completed, host_of, hosts_beyond, is_this_machine, problem_with


def profile(provider, base_url=""):
    return Profile(service=Service.ANALYSIS, provider=provider, base_url=base_url)


def test_the_built_in_models_talk_to_nobody():
    assert host_of(profile(Provider.BUILT_IN, "https://x.example")) == ""


def test_without_an_address_it_is_the_providers_own():
    assert host_of(profile(Provider.ANTHROPIC)) == "api.anthropic.com"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.9.1", "::1", "a.localhost", ""])
def test_this_machine_is_known_by_all_its_names(host):
    assert is_this_machine(host)


@pytest.mark.parametrize("host", ["192.168.1.5", "example.org", "localhost.example.org"])
def test_other_machines_are_not_this_one(host):
    assert not is_this_machine(host)


def test_every_host_beyond_is_named_once():
    profiles = [
        profile(Provider.OPENAI),
        profile(Provider.OPENAI),
        profile(Provider.OPENAI, "http://127.0.0.1:8080/v1"),
        profile(Provider.OPENAI, "https://llm.example/v1"),
    ]

    assert hosts_beyond(profiles) == ("api.openai.com", "llm.example")


@pytest.mark.parametrize(
    "address", ["", "http://127.0.0.1:8080/v1", "https://x.example", "127.0.0.1:8080"]
)
def test_a_usable_address_has_no_problem(address):
    assert problem_with(address) == ""


@pytest.mark.parametrize(
    "address", ["file:///x", "ftp://x.example", "http://[broken", "http://", "my server"]
)
def test_an_address_that_will_not_do_is_named(address):
    assert "http://127.0.0.1" in problem_with(address)


def test_the_scheme_may_be_left_out():
    assert hosts_beyond([profile(Provider.OPENAI, "localhost:1234/v1")]) == ()
    assert host_of(profile(Provider.OPENAI, "llm.example:8080")) == "llm.example"


def test_a_broken_address_still_has_a_name():
    assert host_of(profile(Provider.OPENAI, "http://[broken")) == "http://[broken"


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (" 127.0.0.1:8080 ", "http://127.0.0.1:8080"),
        ("localhost:11434", "http://localhost:11434"),
        ("192.168.1.5:1234/v1", "http://192.168.1.5:1234/v1"),
        ("studio:1234", "http://studio:1234"),
        ("studio.local:1234", "http://studio.local:1234"),
        ("llm.example/v1", "https://llm.example/v1"),
        ("https://llm.example/v1", "https://llm.example/v1"),
        ("", ""),
        ("my server", "my server"),
        ("http:/", "http:/"),
    ],
)
def test_the_scheme_is_added_where_it_was_left_out(typed, address):
    assert completed(typed) == address


def test_a_port_that_is_none_is_no_address():
    assert problem_with("localhost:port")
