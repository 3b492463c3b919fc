"""Reading the JSON out of what a model said."""

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NoReturn

from loredesk.domain.errors import AnswerError
from loredesk.gateway.mending import mended

DEEPEST = 64
_LONGEST_INTEGER = 20
_FENCE = re.compile(r"```[a-zA-Z0-9_-]*\s*\n?(.*?)(?:```|\Z)", re.DOTALL)
_TYPES: Mapping[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
}


def read_json(text: str, schema: Mapping[str, Any] | None) -> tuple[object, bool]:
    """Return the JSON in *text*, and whether it had to be mended.

    Only the type of the root is checked against *schema*: a service judges item by item, so that
    one bad item does not lose the others. Raises AnswerError where there is no JSON in it.
    """
    wanted = str((schema or {}).get("type", ""))
    fits = _TYPES.get(wanted, lambda value: isinstance(value, (dict, list)))
    for candidate in _candidates(text):
        try:
            value = strict(candidate)
        except ValueError:
            continue
        if fits(value):
            return value, False
    for candidate in _candidates(text):
        value = _mended_value(candidate)
        if value is not None and fits(value):
            return value, True
    raise AnswerError(
        "The model did not answer with readable JSON.",
        fault="invalid",
        raw=text,
        hint="Try again, or choose a model that is better at JSON.",
    )


def strict(text: str) -> object:
    """Return *text* read as JSON that every later step can hold.

    Raises ValueError for NaN and infinity, lone surrogates and what is nested too deeply.
    """
    try:
        value = json.loads(text, parse_constant=_refuse, parse_float=_finite, parse_int=_bounded)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    _check(value, DEEPEST)
    return value


def _candidates(text: str) -> Iterator[str]:
    yield text.strip()
    for found in _FENCE.finditer(text):
        yield found[1].strip()
    for opening, closing in _by_first(text):
        start, end = text.find(opening), text.rfind(closing)
        if end > start >= 0:
            yield text[start : end + 1]
        if start >= 0:
            yield text[start:]


def _by_first(text: str) -> list[tuple[str, str]]:
    """Return the kinds of brackets, the one that opens first in *text* first."""
    return sorted([("{", "}"), ("[", "]")], key=lambda pair: text.find(pair[0]) % (len(text) + 1))


def _mended_value(text: str) -> object:
    if text[:1] not in {"{", "["}:
        return None
    try:
        # An empty value is what is left of a text in which nothing could be mended.
        return strict(mended(text)) or None
    except ValueError:
        return None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON number")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is too large")
    return number


def _bounded(text: str) -> int:
    if len(text) > _LONGEST_INTEGER or not -(2**63) <= (number := int(text)) < 2**63:
        raise ValueError(f"{text} is too large")
    return number


def _check(value: object, depth: int) -> None:
    if depth < 0:
        raise ValueError("nested too deeply")
    if isinstance(value, str):
        value.encode("utf-8")
    elif isinstance(value, dict):
        for name, item in value.items():
            name.encode("utf-8")
            _check(item, depth - 1)
    elif isinstance(value, list):
        for item in value:
            _check(item, depth - 1)
