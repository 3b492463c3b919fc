"""Changing single values in the text of a settings file, with everything around them kept."""

import contextlib
import json
import tomllib
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

Raw = MutableMapping[str, Any]
Changes = Mapping[str, Any]
"""New values by name; None takes a value out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What is to be different in a settings file."""

    upgrade: Callable[[Raw], None]
    """Brings the values of an older file up to date, in place."""
    version: int
    general: Changes
    sections: Mapping[str, Changes]
    """The changes of each service."""

    def apply(self, values: Raw, new_table: Callable[[], Raw]) -> None:
        """Change *values* in place, making the sections that are missing with *new_table*."""
        self.upgrade(values)
        if values.get("version") != self.version:
            values["version"] = self.version
        _change(values, self.general)
        for name, changes in self.sections.items():
            if changes:
                services = values.setdefault("services", new_table())
                _change(services.setdefault(name, new_table()), changes)


def changed(text: str, edit: Edit) -> str | None:
    """Return *text* with *edit* put in, its comments and unknown keys kept.

    Returns None where the text is written in a way that cannot be changed safely.
    """
    wanted = tomllib.loads(text)
    edit.apply(wanted, dict)
    for candidate in _candidates(text, edit):
        with contextlib.suppress(tomllib.TOMLDecodeError):
            if _comparable(tomllib.loads(candidate)) == _comparable(wanted):
                return candidate
    return None


def _candidates(text: str, edit: Edit) -> Iterator[str]:
    """Yield ways to write the changes: first in place, then with the services as plain sections."""
    import tomlkit  # noqa: PLC0415  # writing settings is rare

    for regroup in (False, True):
        document = tomlkit.parse(text)
        with contextlib.suppress(ValueError, LookupError, TypeError):
            if regroup:
                _regroup(document)
            edit.apply(document, tomlkit.table)
            yield tomlkit.dumps(document)


def _change(table: Raw, changes: Changes) -> None:
    for name, value in changes.items():
        if value is None:
            table.pop(name, None)
        else:
            table[name] = str(value) if isinstance(value, str) else value


def _regroup(document: Raw) -> None:
    """Write dotted and inline services of *document* as sections of their own, at its end."""
    import tomlkit  # noqa: PLC0415  # writing settings is rare

    services = document.pop("services").unwrap()
    plain = tomlkit.table(is_super_table=True)
    for name, section in services.items():
        table = tomlkit.table()
        table.update(section)
        plain.add(name, table)
    document["services"] = plain


def _comparable(values: Mapping[str, Any]) -> str:
    return json.dumps(values, sort_keys=True, default=str)
