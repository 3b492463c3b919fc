import pytest

from loredesk.host.redaction import MASK, Redactor

SECRET = "Zq8" + "kW3n" * 8


@pytest.mark.parametrize(
    "text",
    [
        f"sk-proj-{SECRET}",
        f"sk-ant-api03-{SECRET}-_{SECRET}",
        f"key=AIza{SECRET}",
        f"Authorization: Bearer {SECRET}",
        f"{{'authorization': 'Bearer {SECRET}'}}",
        f'{{"x-api-key": "{SECRET}"}}',
        f"api_key={SECRET}",
        f"api-key: {SECRET}",
        f"LOREDESK_SERVICES__GENERATION__API_KEY={SECRET}",
        f"GET https://example.com/v1/models?key={SECRET}&x=1",
        f"https://me:{SECRET}@example.com/v1",
        f"bearer {SECRET}",
        f"password = '{SECRET}'",
        f"gsk_{SECRET}",
        f"hf_{SECRET}",
    ],
)
def test_what_looks_like_a_key_is_hidden(text):
    redacted = Redactor().redact(text)

    assert SECRET not in redacted
    assert MASK in redacted


def test_a_key_it_was_told_of_is_hidden_anywhere():
    redactor = Redactor(["plain-local-key"])
    redactor.know("plain-local-key-2")

    text = redactor.redact("sent plain-local-key-2 and plain-local-key to the server")

    assert text == f"sent {MASK} and {MASK} to the server"
    assert "plain" not in repr(redactor)


@pytest.mark.parametrize(
    "text",
    [
        "The keeper's api was a keyboard; the risk-taking author asked for a token.",
        "Task 42 of lane notes completed in 31 ms",
        "http://127.0.0.1:11434/v1/models answered 200",
        "Authorization is the author's own business.",
        "",
    ],
)
def test_ordinary_words_stay(text):
    assert Redactor().redact(text) == text


def test_a_word_too_short_to_be_a_key_is_not_cut_out_of_every_sentence():
    assert Redactor(["the", ""]).redact("the end") == "the end"
