"""The settings file: read with the environment over it, written without losing a word of it.

    version = 1
    engine = "auto"
    theme = "system"
    first_start_done = true

    [services.generation]
    provider = "openai"
    base_url = "http://localhost:11434/v1"
    model = "mistral-small"

Every key can also be set by an environment variable: `LOREDESK_ENGINE`,
`LOREDESK_SERVICES__GENERATION__MODEL`, …, which counts for that run and is never written down.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from loredesk.domain.errors import UserFixableError
from loredesk.domain.services import Profile, Service
from loredesk.domain.settings import Settings, default_profile
from loredesk.host import files
from loredesk.host.files import explained, write_whole
from loredesk.host.settings_keys import GENERAL, PROFILE, Key, Value, WrongValueError, closest
from loredesk.host.settings_text import Edit, Raw, changed

Upgrade = Callable[[Raw], None]

PREFIX = "LOREDESK_"
SERVICE_PREFIX = "LOREDESK_SERVICES__"
KEY_SUFFIX = "API_KEY"

UPGRADES: tuple[Upgrade, ...] = ()
"""The step at position n turns version n + 1 into version n + 2, in place."""

_MAX_BYTES = 1_000_000
_SERVICES = {service.value: service for service in Service}


def load(file: Path, environ: Mapping[str, str]) -> Settings:
    """Read *file* with *environ* over it; defaults where there is no file.

    Raises UserFixableError that names the file, the key and what is allowed.
    """
    raw: Raw = _parsed(file, _text(file))
    upgrade(file, raw)
    general = _values(GENERAL, raw, lambda name: f"{name!r} in {str(file)!r}")
    general |= _from_environment(GENERAL, PREFIX, environ)
    profiles = {
        service: _profile(file, _section(file, raw, service), service, environ)
        for service in Service
    }
    return replace(Settings(), profiles=profiles, **general)


def save(file: Path, before: Settings, after: Settings) -> None:
    """Write to *file* what *after* changes of *before*, and nothing else.

    Comments, unknown keys and what the author has written meanwhile stay; what came from the
    environment is in both and is not written. Raises UserFixableError, and then leaves the file
    as it was.
    """
    text = _text(file)
    raw: Raw = _parsed(file, text)
    upgrade(file, raw)
    for service in Service:
        _section(file, raw, service)
    edit = Edit(
        upgrade=partial(upgrade, file),
        version=len(UPGRADES) + 1,
        general=_differences(GENERAL, before, after),
        sections={
            service.value: _differences(PROFILE, before.profiles[service], after.profiles[service])
            for service in Service
        },
    )
    new_text = changed(text, edit)
    if new_text is None:
        message = f"The settings file {str(file)!r} is written in a way Loredesk cannot change."
        raise UserFixableError(message, hint="Change it in a text editor.")
    try:
        write_whole(file, new_text)
    except OSError as error:
        raise explained(error, file, "write the settings file") from error


def set_aside(file: Path, today: date) -> Path:
    """Give *file* another name, beside its place, and return it; nothing is overwritten.

    Raises UserFixableError where it cannot be renamed.
    """
    return files.set_aside(file, today, "the settings file")


def unused_keys(file: Path, environ: Mapping[str, str]) -> tuple[str, ...]:
    """Return a sentence for everything in the settings that nothing reads, such as a misspelling.

    Raises what `load` raises where the file cannot be read.
    """
    load(file, environ)
    return (*_unused_in_file(file), *_unused_variables(environ))


def set_by_environment(environ: Mapping[str, str]) -> frozenset[str]:
    """Return the environment variables in force: what the author changes there is not used."""
    return frozenset(variable for variable in _variables() if environ.get(variable, "").strip())


def with_values(environ: Mapping[str, str], values: Sequence[str]) -> Mapping[str, str]:
    """Return *environ* with settings laid over it, each written `KEY=VALUE` as in the file.

    Raises UserFixableError where there is no such key.
    """
    if not values:
        return environ
    laid_over = dict(environ)
    known = {_key_of(variable): variable for variable in _variables()}
    for one in values:
        key, equals, value = one.partition("=")
        if not equals or key.strip() not in known:
            problem = (
                f"There is no setting {key.strip()!r}." if equals else f"{one!r} sets nothing."
            )
            hint = f"Write KEY=VALUE, as in services.embedding.model=NAME.{closest(key, known)}"
            raise UserFixableError(problem, hint=hint)
        laid_over[known[key.strip()]] = value.strip()
    return laid_over


def upgrade(file: Path, raw: Raw, steps: tuple[Upgrade, ...] | None = None) -> None:
    """Bring *raw* to the newest version, in place; a file that names none is of the newest."""
    steps = UPGRADES if steps is None else steps
    newest = len(steps) + 1
    version = raw.get("version", newest)
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        message = f"'version' in {str(file)!r} must be {newest}, not {version!r}."
        raise UserFixableError(message, hint="Remove that line, or move the file away.")
    if version > newest:
        message = f"The settings file {str(file)!r} was written by a newer Loredesk."
        raise UserFixableError(message, hint="Update Loredesk, or move the file away.")
    for step in steps[version - 1 :]:
        step(raw)
    if "version" in raw:
        raw["version"] = newest


def _text(file: Path) -> str:
    try:
        data = file.read_bytes()
        if len(data) > _MAX_BYTES:
            message = f"The settings file {str(file)!r} is far too large to be one."
            raise UserFixableError(message, hint="Move it away to begin with fresh settings.")
        return data.decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise _unreadable(file, "it is not written in UTF-8") from error
    except OSError as error:
        raise explained(error, file, "read the settings file") from error


def _parsed(file: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _unreadable(file, str(error)) from error


def _unreadable(file: Path, reason: str) -> UserFixableError:
    message = f"The settings file {str(file)!r} cannot be read: {reason}."
    return UserFixableError(
        message, hint="Mend it in a text editor, or move it away to begin with fresh settings."
    )


def _section(file: Path, raw: Raw, service: Service) -> Raw:
    services = raw.get("services", {})
    section = services.get(service.value, {}) if isinstance(services, dict) else None
    if not isinstance(section, dict):
        message = f"[services.{service}] in {str(file)!r} must be a section."
        raise UserFixableError(message, hint="Mend it in a text editor, or remove it.")
    return section


def _profile(file: Path, raw: Raw, service: Service, environ: Mapping[str, str]) -> Profile:
    section = f"services.{service}"
    values = _values(PROFILE, raw, lambda name: f"'{section}.{name}' in {str(file)!r}")
    variables = f"{SERVICE_PREFIX}{service.name}__"
    values |= _from_environment(PROFILE, variables, environ)
    profile: Profile = replace(default_profile(service), **values)
    if service.is_text and profile.max_tokens >= profile.context_tokens:
        message = (
            f"In '{section}' of {str(file)!r} an answer may have {profile.max_tokens} tokens, but "
            f"the model reads and writes only {profile.context_tokens} together."
        )
        hint = f"Make max_tokens (or {variables}MAX_TOKENS) smaller, or context_tokens larger."
        raise UserFixableError(message, hint=hint)
    return profile


def _values(keys: Mapping[str, Key], raw: Raw, place: Callable[[str], str]) -> dict[str, Any]:
    return {
        name: _read(key, raw[name], place(name), "Change it in a text editor, or remove it.")
        for name, key in keys.items()
        if name in raw
    }


def _from_environment(
    keys: Mapping[str, Key], prefix: str, environ: Mapping[str, str]
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, key in keys.items():
        variable = prefix + name.upper()
        if text := environ.get(variable, "").strip():
            place = f"The environment variable {variable}"
            found[name] = _read(key, key.from_text(text), place, "Change it, or unset it.")
    return found


def _read(key: Key, value: object, place: str, hint: str) -> Value:
    try:
        return key.read(value)
    except WrongValueError as error:
        raise UserFixableError(f"{place} must be {error}", hint=hint) from error


def _differences(
    keys: Mapping[str, Key], before: Settings | Profile, after: Settings | Profile
) -> dict[str, Any]:
    return {
        name: getattr(after, name) for name in keys if getattr(before, name) != getattr(after, name)
    }


def _unused_in_file(file: Path) -> Iterator[str]:
    raw = _parsed(file, _text(file))
    yield from _strangers(file, "", raw, {*GENERAL, "version", "services"})
    services = raw.get("services", {})
    yield from _strangers(file, "services.", services, set(_SERVICES))
    for name in _SERVICES:
        section = services.get(name, {})
        yield from _strangers(file, f"services.{name}.", section, set(PROFILE))


def _strangers(file: Path, prefix: str, raw: Raw, known: set[str]) -> Iterator[str]:
    for name in raw:
        if name in known:
            continue
        if name.casefold() == KEY_SUFFIX.casefold():
            yield (
                f"'{prefix}{name}' in {str(file)!r} is not read: a settings file is no place for "
                "a key. Remove it and enter the key in Settings, or use the environment."
            )
            continue
        yield f"Nothing reads '{prefix}{name}' in {str(file)!r}.{closest(name, known)}"


def _variables() -> Iterator[str]:
    yield from (PREFIX + name.upper() for name in GENERAL)
    for service in Service:
        yield from (f"{SERVICE_PREFIX}{service.name}__{name.upper()}" for name in PROFILE)


def _key_of(variable: str) -> str:
    """Return how the setting of an environment variable is called in the file."""
    return variable.removeprefix(PREFIX).lower().replace("__", ".")


def _unused_variables(environ: Mapping[str, str]) -> Iterator[str]:
    known = set(_variables())
    known |= {f"{SERVICE_PREFIX}{service.name}__{KEY_SUFFIX}" for service in Service}
    for variable in sorted(environ):
        if variable.startswith(SERVICE_PREFIX) and variable not in known:
            yield f"Nothing reads the environment variable {variable}.{closest(variable, known)}"
