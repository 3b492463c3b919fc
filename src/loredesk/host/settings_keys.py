"""The keys of the settings file: what each may be, and how it is read from text."""

import difflib
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from loredesk.domain.services import Provider
from loredesk.domain.settings import Engine, Theme

Value = str | int | float | bool
Read = Callable[[object], Value]


class WrongValueError(ValueError):
    """A value is not allowed; the text completes "… must be"."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key: its name in the file, the field it fills, how a value is read."""

    name: str
    read: Read
    """Takes what TOML gives, raising WrongValueError."""
    from_text: Callable[[str], object] = str
    """Turns the text of an environment variable into what TOML would give."""


def closest(word: str, known: Iterable[str]) -> str:
    """Return " Did you mean …?" where one of *known* is like *word*, else nothing."""
    by_folded = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(word.casefold(), list(by_folded), n=1, cutoff=0.6)
    return f" Did you mean {by_folded[near[0]]!r}?" if near else ""


def _choice(options: type[StrEnum]) -> Read:
    names = [option.value for option in options]

    def read(value: object) -> Value:
        if isinstance(value, str) and value.strip().casefold() in names:
            return options(value.strip().casefold())
        near = closest(value, names) if isinstance(value, str) else ""
        message = f"one of {', '.join(names)}, not {value!r}.{near}"
        raise WrongValueError(message)

    return read


def _whole(least: int, most: int) -> Read:
    def read(value: object) -> Value:
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        message = f"a whole number from {least} to {most}, not {value!r}."
        raise WrongValueError(message)

    return read


def _number(least: float, most: float) -> Read:
    def read(value: object) -> Value:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if is_number and math.isfinite(number := float(str(value))) and least <= number <= most:
            return number
        message = f"a number from {least:g} to {most:g}, not {value!r}."
        raise WrongValueError(message)

    return read


def _truth(value: object) -> Value:
    if isinstance(value, bool):
        return value
    message = f"true or false, not {value!r}."
    raise WrongValueError(message)


def _text(value: object) -> Value:
    if isinstance(value, str) and value.isprintable():
        return value.strip()
    message = f"one line of text, not {value!r}."
    raise WrongValueError(message)


def _address(value: object) -> Value:
    text = str(_text(value))
    if not text:
        return text
    try:
        parts = urlsplit(text)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname)
        has_secret = parts.username is not None or parts.password is not None
        _ = parts.port
    except ValueError:
        is_address = has_secret = False
    if has_secret:
        message = "an address without a name or key in it; keys belong in the key ring."
        raise WrongValueError(message)
    if not is_address:
        message = f"an address such as 'http://localhost:11434/v1', or empty, not {text!r}."
        raise WrongValueError(message)
    return text


def _as_whole(text: str) -> object:
    try:
        return int(text)
    except ValueError:
        return text


def _as_number(text: str) -> object:
    try:
        return float(text)
    except ValueError:
        return text


def _as_truth(text: str) -> object:
    return {"true": True, "1": True, "false": False, "0": False}.get(text.casefold(), text)


def _by_name(*keys: Key) -> Mapping[str, Key]:
    return {key.name: key for key in keys}


_SECONDS = _number(0.1, 86_400)

GENERAL = _by_name(
    Key("engine", _choice(Engine)),
    Key("theme", _choice(Theme)),
    Key("first_start_done", _truth, _as_truth),
)
"""The keys at the top of the file."""

PROFILE = _by_name(
    Key("provider", _choice(Provider)),
    Key("base_url", _address),
    Key("model", _text),
    Key("context_tokens", _whole(512, 10_000_000), _as_whole),
    Key("max_tokens", _whole(16, 1_000_000), _as_whole),
    Key("temperature", _number(0, 2), _as_number),
    Key("first_token_seconds", _SECONDS, _as_number),
    Key("idle_seconds", _SECONDS, _as_number),
    Key("total_seconds", _SECONDS, _as_number),
)
"""The keys of a service."""
