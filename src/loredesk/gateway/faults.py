"""What went wrong at a model server, in our words: the one place where it is translated.

Everything here is a pure function of what came back. Sorted by who can act: the author
(UserFixableError), time (TransientError), or another try (AnswerError).
"""

import re
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus

from loredesk.domain.errors import (
    AnswerError,
    LoredeskError,
    ModelAwayError,
    ModelRefusesError,
    TooLongError,
    TransientError,
    UserFixableError,
)
from loredesk.gateway.error_bodies import Complaint, complaint_in, read_complaint
from loredesk.gateway.places import Place
from loredesk.gateway.retry_after import delay_in, seconds_to_wait

FORMAT = "response_format"
"""Stands for every way of asking for JSON."""

_OVERFLOW = re.compile(
    r"maximum context length is|exceed context limit|maximum context limit"
    r"|is longer than the model's context length|input tokens exceed the configured limit"
    r"|inputs` tokens \+ `max_new_tokens` must be|exceeds the available context size"
    r"|exceed_context_size_error|exceeds the maximum number of tokens allowed"
    r"|prompt is too long|context_length_exceeded|current length is .{1,60} while limit is"
    r"|maximum input length is .{1,20} tokens|too large to process|max context size"
    r"|input length exceeds the context length|maximum allowed input length",
    re.IGNORECASE,
)
_QUOTA = re.compile(
    r"insufficient_quota|insufficient (?:balance|credits|funds)|credit balance is too low"
    r"|billing_(?:hard_limit|error|not_active)|exceeded your current quota",
    re.IGNORECASE,
)
_REFUSAL = re.compile(
    r"content_filter|content_policy|content management policy|responsibleai|moderation"
    r"|safety (?:system|filter)|flagged",
    re.IGNORECASE,
)
_FORMAT_WORDS = re.compile(
    r"response_format|json_schema|json_object|output_config|output_format|grammar|samplers"
    r"|structured output|invalid schema|guided_json",
    re.IGNORECASE,
)
_NO_MODEL = re.compile(
    r"model_not_found|no models? (?:is |are )?loaded|model.{0,120}(?:not found|does not exist)"
    r"|not_found_error.{0,20}model|not a valid model|invalid_model|unknown model",
    re.IGNORECASE,
)
_REDIRECTION = 3
_PASSING = {402, 408, 409, 425, 429}
"""What waiting may mend; 402 only where the server names a time."""
_AWAY = {502, 503, 529}
"""What says nothing of the question that was asked."""
_LOADING = "is still loading the model"
_PARAMETERS = (
    "max_completion_tokens",
    "stream_options",
    "encoding_format",
    "temperature",
    "max_tokens",
)


class ContextOverflowError(TooLongError):
    """The text does not fit into what the model can read."""


class RefusedParameterError(UserFixableError):
    """The server does not take one of the things we sent along; another way may do."""

    def __init__(self, message: str, *, hint: str, parameter: str) -> None:
        super().__init__(message, hint=hint)
        self.parameter = parameter


class DeadlineError(TransientError):
    """The server took too long; asking again at once would only make the author wait again."""


class GarbledError(Exception):
    """What came back is not what the protocol allows; the text says what it is instead."""


def from_status(
    place: Place,
    status: int,
    headers: Mapping[str, str],
    body: bytes,
    *,
    now: datetime,
    key: str | None = None,
) -> LoredeskError:
    """Return what an answer with the error status *status* means."""
    complaint = read_complaint(body, key=key)
    wait = seconds_to_wait(headers, now=now) or delay_in(complaint.wait)
    return from_complaint(place, complaint, status=status, wait=wait, has_key=bool(key))


def from_error_event(place: Place, data: object, *, key: str | None = None) -> LoredeskError:
    """Return what an error means that came under a status of success, or in mid-stream."""
    complaint = complaint_in(data, key=key)
    status = next((int(word) for word in complaint.code.split() if word.isdigit()), 0)
    known = (_STATUS_OF_TYPE[word] for word in complaint.code.split() if word in _STATUS_OF_TYPE)
    guessed = status or next(known, 500)
    wait = delay_in(complaint.wait)
    return from_complaint(place, complaint, status=guessed, wait=wait, has_key=bool(key))


_STATUS_OF_TYPE = {
    "authentication_error": 401,
    "permission_error": 403,
    "not_found_error": 404,
    "request_too_large": 413,
    "rate_limit_error": 429,
    "rate_limit_exceeded": 429,
    "invalid_request_error": 400,
    "overloaded_error": 529,
    "api_error": 500,
}


def from_complaint(
    place: Place, complaint: Complaint, *, status: int, wait: float, has_key: bool
) -> LoredeskError:
    """Return what *complaint*, sent with *status*, means."""
    words = complaint.words
    if _OVERFLOW.search(words) and "string_above_max_length" not in words:
        return _overflow(place, complaint)
    if not wait and (status == HTTPStatus.PAYMENT_REQUIRED or _QUOTA.search(words)):
        return ModelRefusesError(
            f"{place.name} says that the account has run out of credit.",
            hint="Top it up there, or choose another model in Settings.",
        )
    if status in {400, 403, 422} and _REFUSAL.search(words):
        return refused(place)
    if status in {401, 403, 407}:
        return _locked_out(place, complaint, status, has_key=has_key)
    if status in _PASSING or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return _busy_or_unable(place, complaint, status, wait)
    return _not_accepted(place, complaint, status)


def refused(place: Place, said: str = "") -> AnswerError:
    """Return the error of a model that will not answer."""
    return AnswerError(
        f"{place.name} declined to answer.",
        fault="refused",
        raw=said,
        hint="Word it differently, or choose another model in Settings.",
    )


def cut(place: Place, why: str = "") -> TransientError:
    """Return the error of an answer that broke off."""
    reason = f" ({why})" if why else ""
    return TransientError(f"The answer of {_inside(place)} broke off{reason}.", hint="Try again.")


def garbled(place: Place, what: str) -> TransientError:
    """Return the error of an answer that is not what the protocol allows."""
    return TransientError(
        f"{place.name} sent {what} instead of an answer.",
        hint="Check its address in Settings, or try again.",
    )


def offline(place: Place) -> ModelAwayError:
    """Return the error of a server that cannot be reached."""
    hint = "Is it running?" if place.is_local else "Check the connection and its address."
    return ModelAwayError(f"{place.name} cannot be reached.", hint=hint)


def too_slow(place: Place, seconds: float, what: str) -> DeadlineError:
    """Return the error of a server that let *seconds* go by; *what* says without doing what."""
    hint = "It may still be loading the model. Try again." if place.is_local else "Try again."
    return DeadlineError(f"{place.name} {what} within {seconds:g} seconds.", hint=hint)


def _overflow(place: Place, complaint: Complaint) -> ContextOverflowError:
    numbers = complaint.numbers or {}
    needed, limit = numbers.get("n_prompt_tokens"), numbers.get("n_ctx")
    sizes = ""
    if needed and limit:
        sizes = f": {needed} tokens, and it reads {limit}"
    elif found := re.search(r"(\d{2,9}) tokens > (\d{2,9})", complaint.message):
        needed, limit = int(found[1]), int(found[2])
        sizes = f": {needed} tokens, and it reads {limit}"
    elif found := re.search(r"maximum context length is (\d{2,9})", complaint.message):
        limit, sizes = int(found[1]), f": it reads {found[1]} tokens"
    return ContextOverflowError(
        f"The text is too long for {_inside(place)}{sizes}.",
        hint="Lower the context size in Settings, or choose a model that reads more.",
        limit=limit,
        needed=needed,
    )


def _locked_out(
    place: Place, complaint: Complaint, status: int, *, has_key: bool
) -> UserFixableError:
    if status == HTTPStatus.PROXY_AUTHENTICATION_REQUIRED:
        return ModelRefusesError(
            f"The proxy on the way to {_inside(place)} wants a password.",
            hint="Check the proxy settings of this computer.",
        )
    if not has_key:
        return ModelRefusesError(f"{place.name} wants a key.", hint="Enter one in Settings.")
    if status == HTTPStatus.FORBIDDEN:
        return UserFixableError(
            f"{place.name} does not allow this{_quoted(complaint)}.",
            hint="Check what the key may do, and the model in Settings.",
        )
    return ModelRefusesError(f"{place.name} refused the key.", hint="Check the key in Settings.")


def _busy_or_unable(place: Place, complaint: Complaint, status: int, wait: float) -> LoredeskError:
    if status in {402, 429}:
        return ModelAwayError(
            f"{place.name} has had too many requests.",
            hint="Wait a little, then try again.",
            retry_after=wait,
        )
    if status in {500, 501} and _FORMAT_WORDS.search(complaint.words):
        return _not_accepted(place, complaint, status)
    if status == HTTPStatus.NOT_IMPLEMENTED:
        return UserFixableError(
            f"{place.name} cannot do this{_quoted(complaint)}.",
            hint="Choose another model or server in Settings.",
        )
    doing = _LOADING if "loading" in complaint.words else "is busy or in trouble"
    kind = ModelAwayError if status in _AWAY or doing == _LOADING else TransientError
    return kind(f"{place.name} {doing}{_quoted(complaint)}.", hint="Try again.", retry_after=wait)


def _not_accepted(place: Place, complaint: Complaint, status: int) -> UserFixableError:
    if status // 100 == _REDIRECTION:
        return UserFixableError(
            f"{place.name} sends us to another address; the key is not taken there.",
            hint="Enter the final address in Settings.",
        )
    if status in {400, 404} and _NO_MODEL.search(complaint.words):
        return UserFixableError(
            f"{place.name} has no model {place.model!r}.", hint="Choose a model in Settings."
        )
    if status in {404, 405, 410}:
        return UserFixableError(
            f"{place.name} does not know the address {place.base_url}.",
            hint="Check the address in Settings.",
        )
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return ContextOverflowError(
            f"The text is too long for {_inside(place)}.",
            hint="Lower the context size in Settings.",
        )
    message = f"{place.name} did not accept the request{_quoted(complaint)}."
    hint = "Check the model and its limits in Settings."
    if parameter := _parameter(complaint):
        return RefusedParameterError(message, hint=hint, parameter=parameter)
    return UserFixableError(message, hint=hint)


def _parameter(complaint: Complaint) -> str:
    """Return which of the things we sent along *complaint* is about; empty for none."""
    for name in _PARAMETERS:
        if complaint.param == name:
            return name
    for name in _PARAMETERS:
        if name in complaint.words:
            return name
    return FORMAT if _FORMAT_WORDS.search(complaint.words) else ""


def _quoted(complaint: Complaint) -> str:
    return f": {complaint.message.rstrip('.')}" if complaint.message else ""


def _inside(place: Place) -> str:
    """Return the name of *place* as it stands inside a sentence."""
    return place.name.replace("The model", "the model", 1)
