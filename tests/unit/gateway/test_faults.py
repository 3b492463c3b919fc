"""Errors of real servers, body by body."""

import json
from datetime import UTC, datetime

import pytest

from loredesk.domain.errors import AnswerError, TransientError, UserFixableError
from loredesk.gateway.faults import (
    FORMAT,
    ContextOverflowError,
    RefusedParameterError,
    from_error_event,
    from_status,
)
from loredesk.gateway.places import Place

NOW = datetime(2026, 11, 20, tzinfo=UTC)
PLACE = Place(
    name="The model server at 127.0.0.1:8080",
    base_url="http://127.0.0.1:8080/v1",
    host="127.0.0.1:8080",
    model="mistral-nemo",
    is_local=True,
)
KEY = "secret-canary-key"


def meaning(status, body, headers=None, key=KEY):
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return from_status(PLACE, status, headers or {}, raw, now=NOW, key=key)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (400, {"error": {"message": "This model's maximum context length is 8192 tokens."}}),
        (400, {"error": {"code": "context_length_exceeded", "message": "no"}}),
        (400, {"error": {"type": "exceed_context_size_error", "message": "no"}}),
        (500, {"error": {"message": "input is too large to process. increase the batch size"}}),
        (400, {"type": "error", "error": {"message": "prompt is too long: 9 tokens > 8 maximum"}}),
        (422, {"error": "`inputs` tokens + `max_new_tokens` must be <= 4096", "code": 422}),
        (400, {"object": "error", "message": "the model's maximum context limit is 10", "code": 1}),
        (400, {"message": "current length is 5000 while limit is 4096"}),
        (413, b""),
    ],
)
def test_a_text_that_is_too_long_is_known_in_every_wording(status, body):
    assert isinstance(meaning(status, body), ContextOverflowError)


def test_the_sizes_a_server_names_are_told_to_the_author():
    error = meaning(400, {"error": {"type": "exceed_context_size_error", "message": "",
                                    "n_prompt_tokens": 9000, "n_ctx": 8192}})  # fmt: skip

    assert "9000 tokens" in error.message
    assert error.limit == 8192


@pytest.mark.parametrize(
    ("status", "body", "kind", "words"),
    [
        (401, {"error": {"message": "bad key"}}, UserFixableError, "refused the key"),
        (403, {"error": {"code": 403, "message": "flagged", "metadata": {"reasons": ["x"]}}},
         AnswerError, "declined"),
        (403, {"error": "Country not supported"}, UserFixableError, "Country not supported"),
        (402, {"error": {"message": "no balance"}}, UserFixableError, "credit"),
        (429, {"error": {"code": "insufficient_quota", "message": "x"}}, UserFixableError, "credit"),
        (400, {"error": {"message": "Your credit balance is too low"}}, UserFixableError, "credit"),
        (429, {"message": "Service tier capacity exceeded"}, TransientError, "too many"),
        (503, {"error": {"message": "Loading model"}}, TransientError, "loading the model"),
        (529, {"type": "error", "error": {"type": "overloaded_error"}}, TransientError, "busy"),
        (500, b"<html>oops</html>", TransientError, "a web page"),
        (502, b"", TransientError, "busy"),
        (404, {"error": "model 'mistral-nemo' not found, try pulling it"}, UserFixableError,
         "no model 'mistral-nemo'"),
        (404, {"detail": "Not Found"}, UserFixableError, "does not know the address"),
        (405, b"", UserFixableError, "does not know the address"),
        (400, {"error": "No models loaded. Please load a model"}, UserFixableError, "no model"),
        (400, {"error": {"code": "content_filter", "message": "x"}}, AnswerError, "declined"),
        (302, b"", UserFixableError, "another address"),
        (501, {"error": {"message": "This server does not support embeddings"}}, UserFixableError,
         "cannot do this: This server does not support embeddings"),
        (418, b"short and stout", UserFixableError, "short and stout"),
        (400, [{"error": {"code": 400, "message": "gemini says no"}}], UserFixableError,
         "gemini says no"),
        (400, b"\xff\xfe not text", UserFixableError, "did not accept"),
        (400, b"[" * 100_000, UserFixableError, "did not accept"),
        (400, [], UserFixableError, "did not accept"),
    ],
)  # fmt: skip
def test_an_error_is_sorted_by_who_can_act(status, body, kind, words):
    error = meaning(status, body)

    assert isinstance(error, kind)
    assert words in error.message
    assert error.hint


def test_a_server_without_a_key_asks_for_one():
    error = meaning(401, {"error": "no"}, key=None)

    assert "wants a key" in error.message


@pytest.mark.parametrize(
    ("status", "body", "parameter"),
    [
        (422, {"object": "error", "message": {"detail": [
            {"type": "extra_forbidden", "loc": ["body", "stream_options"], "msg": "no",
             "input": "temperature response_format"}]}}, "stream_options"),
        (400, {"error": {"message": "Use 'max_completion_tokens' instead.", "param": "max_tokens"}},
         "max_tokens"),
        (400, {"error": {"message": "temperature does not support 0.2"}}, "temperature"),
        (400, {"error": "'response_format.type' must be 'json_schema' or 'text'"}, FORMAT),
        (400, {"error": {"message": "Failed to initialize samplers: std::exception"}}, FORMAT),
        (500, {"error": {"message": "failed to parse grammar"}}, FORMAT),
        (400, {"error": {"message": "output_config: Extra inputs are not permitted"}}, FORMAT),
        (400, {"error": {"message": "base64 encoding_format is unknown"}}, "encoding_format"),
    ],
)  # fmt: skip
def test_a_refused_parameter_is_named(status, body, parameter):
    error = meaning(status, body)

    assert isinstance(error, RefusedParameterError)
    assert error.parameter == parameter


@pytest.mark.parametrize(
    "body",
    [
        {"error": {"message": f"Incorrect API key provided: {KEY}", "code": "x"}},
        {"error": f"Bearer {KEY} is odd"},
        f"what is {KEY}?".encode(),
        {"detail": [{"loc": ["header"], "msg": f"{KEY}"}]},
        {"error": {"message": "you sent sk-canary-987654321"}},
    ],
)
@pytest.mark.parametrize("status", [400, 401, 403, 429, 500])
def test_a_key_is_never_repeated(status, body):
    assert "canary" not in meaning(status, body).sentence()


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "7"}, 7.0),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after-ms": "250", "retry-after": "9"}, 0.25),
        ({"retry-after": "-5"}, 0.0),
        ({"retry-after": "nan"}, 0.0),
        ({"retry-after": "inf"}, 0.0),
        ({"retry-after": "9" * 400}, 86400.0),
        ({"retry-after": "99999999"}, 86400.0),
        ({"retry-after": "Fri, 20 Nov 2026 00:00:30 GMT"}, 30.0),
        ({"retry-after": "Fri, 20 Nov 2020 00:00:30 GMT"}, 0.0),
        ({"retry-after": "soon"}, 0.0),
        ({}, 0.0),
    ],
)
def test_how_long_to_wait_is_read_in_every_form(headers, seconds):
    assert meaning(429, {"error": "slow"}, headers).retry_after == seconds


def test_a_wait_named_in_the_body_makes_a_quota_a_matter_of_time():
    error = meaning(429, [{"error": {"code": 429, "message": "You exceeded your current quota",
                                     "details": [{"retryDelay": "17s"}]}}])  # fmt: skip

    assert isinstance(error, TransientError)
    assert error.retry_after == 17.0


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ({"error": {"code": 502, "message": "upstream"}}, TransientError),
        ({"error": "out of memory"}, TransientError),
        ({"type": "error", "error": {"type": "overloaded_error"}}, TransientError),
        ({"type": "error", "error": {"type": "authentication_error"}}, UserFixableError),
        ({"type": "error", "error": {"type": "invalid_request_error",
                                     "message": "prompt is too long: 3 tokens > 2 maximum"}},
         ContextOverflowError),
        ({"error": {"code": 401, "message": "x"}}, UserFixableError),
        ({"error": ["odd"]}, TransientError),
    ],
)  # fmt: skip
def test_an_error_under_200_is_sorted_like_any_other(data, kind):
    assert isinstance(from_error_event(PLACE, data, key=KEY), kind)
