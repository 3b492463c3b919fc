"""What the settings show."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from loredesk.domain.services import Provider, Service
from loredesk.domain.settings import Engine, Theme
from loredesk.ui.notice import Notice
from loredesk.ui.profiles import ADDRESS, UNSETTLED, Typed, leaving, problems_with


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceState:
    """The page of one service."""

    service: Service
    typed: Typed = field(default_factory=Typed)
    has_key: bool = False
    """Whether a key is kept for what is typed."""
    offered: tuple[str, ...] = ()
    """The models the server says it has."""
    busy: str = ""
    """What is under way, as a sentence; empty for nothing."""
    result: Notice | None = None
    checked: bool = False
    """Whether the author tried to go on, so that mistakes are shown."""
    typing: bool = False
    """Whether the address is being typed."""
    left: bool = False
    """Whether the address was left as something that is none."""

    @property
    def problems(self) -> Mapping[str, str]:
        """Return a sentence for each field that will not do."""
        return problems_with(self.typed, self.service, has_key=self.has_key)

    @property
    def shown_problems(self) -> Mapping[str, str]:
        """Return those sentences it is time for."""
        problems = self.problems
        if self.checked:
            return problems
        return {ADDRESS: problems[ADDRESS]} if self.left and ADDRESS in problems else {}

    @property
    def leaving(self) -> str:
        """Return what leaves this machine."""
        remote = self.typed.provider is not Provider.BUILT_IN
        return UNSETTLED if self.typing and remote else leaving(self.typed, self.service)


def _pages() -> Mapping[Service, ServiceState]:
    return {service: ServiceState(service=service) for service in Service}


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsState:
    """Everything that can be set, as it is typed now."""

    open: bool = False
    pages: Mapping[Service, ServiceState] = field(default_factory=_pages, hash=False)
    engine: Engine = Engine.AUTO
    theme: Theme = Theme.SYSTEM
    key_place: str = ""
    """Where keys are kept, as a phrase."""
    embedder: str = ""
    """What the built-in embedder is."""
    saving: bool = False
    notice: Notice | None = None

    @property
    def faulty(self) -> tuple[Service, ...]:
        """Return the services whose fields will not do."""
        return tuple(service for service, page in self.pages.items() if page.problems)
