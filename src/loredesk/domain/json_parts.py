"""Reading JSON that a person wrote: what must be there, and where it is not.

A place is written as one would find it: `[1].sessions[0].turns[7].speaker`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from loredesk.domain.errors import UserFixableError

FORMAT_HINT = "The README describes the format, under \u201cEvaluation\u201d."


def items(data: Any, key: str, place: str) -> Sequence[tuple[object, str]]:  # noqa: ANN401  # JSON
    """Return the items of the list under *key*, each with its place."""
    where = joined(place, key)
    if key not in data:
        raise wrong(where, "is missing")
    if not isinstance(data[key], list):
        raise wrong(where, f"must be a list, not {kind_of(data[key])}")
    return [(one, f"{where}[{number}]") for number, one in enumerate(data[key])]


def require_object(data: object, place: str, what: str) -> None:
    """Refuse *data* where it is no object; *what* says what must stand there."""
    if not isinstance(data, Mapping):
        raise wrong(place, f"must be {what}, not {kind_of(data)}")


def text_of(data: Any, key: str, place: str) -> str:  # noqa: ANN401  # JSON
    """Return the text under *key*."""
    value = value_of(data, key, place)
    if not isinstance(value, str):
        raise wrong(joined(place, key), f"must be text, not {kind_of(value)}")
    return value


def id_of(data: Any, key: str, place: str) -> str:  # noqa: ANN401  # JSON
    """Return the id under *key*."""
    return as_id(value_of(data, key, place), joined(place, key))


def value_of(data: Any, key: str, place: str) -> object:  # noqa: ANN401  # JSON
    """Return what stands under *key*, whatever it is."""
    if key not in data:
        raise wrong(joined(place, key), "is missing")
    value: object = data[key]
    return value


def as_id(value: object, place: str) -> str:
    """Return *value* as an id: text, or a whole number."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise wrong(place, f"must be an id (text or a whole number), not {kind_of(value)}")
    if not str(value).strip():
        raise wrong(place, "is empty")
    return str(value)


def joined(place: str, key: str) -> str:
    """Return the place of *key* in the object at *place*."""
    return f"{place}.{key}" if place else key


def kind_of(value: object) -> str:
    """Return what *value* is, in a reader's words."""
    kinds = {dict: "an object", list: "a list", str: "text", type(None): "null"}
    if isinstance(value, bool):
        return str(value).lower()
    return kinds.get(type(value), "a number")


def wrong(place: str, problem: str) -> UserFixableError:
    """Return what to raise about *place*."""
    return UserFixableError(f"{place or 'The file'} {problem}.", hint=FORMAT_HINT)
