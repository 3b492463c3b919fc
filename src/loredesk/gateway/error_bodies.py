"""What a server says about an error, read out of the many shapes in which servers say it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_LONGEST = 240
_LOOKS_LIKE_A_KEY = re.compile(
    r"(?:\bsk-[\w*.-]{4,}|\bBearer\s+\S+|\bkey[-_][\w*-]{8,}|\bAIza[\w*-]{8,})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """An error in the server's own words."""

    message: str = ""
    code: str = ""
    """Its codes and types, joined and in lower case."""
    param: str = ""
    wait: str = ""
    """A delay named inside the body, such as `7s`."""
    numbers: Mapping[str, int] | None = None
    """Numbers named as fields: `n_prompt_tokens`, `n_ctx`."""

    @property
    def words(self) -> str:
        """Return everything it says in lower case, for looking things up."""
        return f"{self.code} {self.param} {self.message}".lower()


def read_complaint(body: bytes | str, *, key: str | None = None) -> Complaint:
    """Return what *body* says; never raises, and never repeats *key*."""
    text = body if isinstance(body, str) else body.decode("utf-8", errors="replace")
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return Complaint(message=_one_line(text, key))
    return complaint_in(data, key=key)


def complaint_in(data: object, *, key: str | None = None) -> Complaint:
    """Return what *data*, an error body already read as JSON, says."""
    if isinstance(data, list):
        data = data[0] if data else {}
    if not isinstance(data, dict):
        return Complaint(message=_one_line(str(data), key))
    inner = data.get("error")
    if isinstance(inner, dict):
        # What stands beside `error` counts only where the error itself is silent.
        source = {**{name: data[name] for name in ("message", "detail") if name in data}, **inner}
    elif isinstance(inner, str) and inner:
        source = {**data, "message": inner}
    else:
        source = data
    return Complaint(
        message=_one_line(_message(source), key),
        code=" ".join(_codes(source)).lower(),
        param=str(source.get("param") or ""),
        wait=_wait(source),
        numbers={
            name: value
            for name, value in source.items()
            if isinstance(value, int) and not isinstance(value, bool)
        },
    )


def holds_error(data: Mapping[str, Any]) -> bool:
    """Return whether *data*, sent under a status of success, is an error all the same."""
    if data.get("error"):
        return True
    return data.get("object") == "error" or data.get("type") == "error"


def _message(source: Mapping[str, Any]) -> str:
    for name in ("message", "detail", "error_description", "msg", "title"):
        value = source.get(name)
        if isinstance(value, dict):
            return _message(value)
        if isinstance(value, list):
            return "; ".join(_detail(item) for item in value)
        if value:
            return str(value)
    return ""


def _detail(item: object) -> str:
    """Return one finding of a validator: where and what, not the input it repeats."""
    if not isinstance(item, dict):
        return str(item)
    where = ".".join(str(step) for step in item.get("loc") or ())
    return f"{where}: {item.get('msg') or item.get('type') or ''}".strip(": ")


def _codes(source: Mapping[str, Any]) -> list[str]:
    found = [str(source[name]) for name in ("code", "type", "status") if source.get(name)]
    metadata = source.get("metadata")
    if isinstance(metadata, dict) and metadata.get("reasons"):
        found.append("moderation")
    return found


def _wait(source: Mapping[str, Any]) -> str:
    details = source.get("details")
    for detail in details if isinstance(details, list) else ():
        if isinstance(detail, dict) and detail.get("retryDelay"):
            return str(detail["retryDelay"])
    return ""


def _one_line(text: str, key: str | None) -> str:
    if re.match(r"\s*(?:<!doctype|<html|<\?xml)", text, re.IGNORECASE):
        return "(a web page)"
    if key:
        text = text.replace(key, "…")
    text = " ".join(_LOOKS_LIKE_A_KEY.sub("…", text).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
