"""What an author can set: one frozen value, read from the settings file and the environment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from loredesk.domain.services import Profile, Service


class Engine(StrEnum):
    """Which index answers a search by meaning."""

    AUTO = "auto"
    EXACT = "exact"
    CHROMA = "chroma"


class Theme(StrEnum):
    """How the window looks."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


ANSWER_TOKENS: Mapping[Service, int] = {Service.ANALYSIS: 3072, Service.MAINTENANCE: 1536}
"""How long an answer may grow where the author says nothing else: JSON lists need room."""


def default_profile(service: Service) -> Profile:
    """Return the profile of *service* before the author has set anything."""
    if service in ANSWER_TOKENS:
        return Profile(service=service, max_tokens=ANSWER_TOKENS[service])
    return Profile(service=service)


def _built_in_profiles() -> Mapping[Service, Profile]:
    return {service: default_profile(service) for service in Service}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that can be set."""

    profiles: Mapping[Service, Profile] = field(default_factory=_built_in_profiles, hash=False)
    """One profile for each service."""
    engine: Engine = Engine.AUTO
    theme: Theme = Theme.SYSTEM
    first_start_done: bool = False
    """Whether the author has chosen how to begin."""
