"""What the first start shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from loredesk.domain.services import FoundServer, Provider, Service
from loredesk.ui.notice import Notice
from loredesk.ui.profiles import ADDRESS, UNSETTLED, Typed, leaving, problems_with


class Way(StrEnum):
    """How a language model is reached."""

    LOCAL = "local"
    """A server found on this machine."""
    OPENAI = "openai"
    """OpenAI, or any server that speaks its language."""
    ANTHROPIC = "anthropic"


_PROVIDERS = {
    Way.LOCAL: Provider.OPENAI,
    Way.OPENAI: Provider.OPENAI,
    Way.ANTHROPIC: Provider.ANTHROPIC,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WayState:
    """The page of one way."""

    way: Way
    typed: Typed = field(default_factory=Typed)
    offered: tuple[str, ...] = ()
    """The models to choose from."""
    has_key: bool = False
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
        return problems_with(self.typed, Service.GENERATION, has_key=self.has_key)

    @property
    def shown_problems(self) -> Mapping[str, str]:
        """Return those sentences it is time for."""
        problems = self.problems
        if self.checked:
            return problems
        return {ADDRESS: problems[ADDRESS]} if self.left and ADDRESS in problems else {}

    @property
    def leaving(self) -> str:
        """Return what leaves this machine on this way."""
        return UNSETTLED if self.typing else leaving(self.typed, Service.GENERATION)


def _ways() -> Mapping[Way, WayState]:
    return {way: WayState(way=way, typed=Typed(provider=_PROVIDERS[way])) for way in Way}


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstStartState:
    """The ways to begin, as they stand."""

    open: bool = False
    looking: bool = False
    """Whether servers are being looked for."""
    servers: tuple[FoundServer, ...] = ()
    server: int = 0
    """Which of them is chosen."""
    ways: Mapping[Way, WayState] = field(default_factory=_ways, hash=False)
    with_sample: bool = True
    """Whether the sample world is opened too."""
    key_place: str = ""
    search: str = ""
    """What finds by meaning, and what leaves this machine for it, as sentences."""
    beginning: bool = False
    notice: Notice | None = None


def found(state: FirstStartState) -> str:
    """Return what was found on this machine, as a sentence."""
    if state.looking:
        return "Looking for model servers on this machine \u2026"
    if not state.servers:
        return (
            "No model server answered on this machine. Start Ollama, LM Studio, llama.cpp or "
            "KoboldCpp, then look again."
        )
    names = ", ".join(dict.fromkeys(server.name for server in state.servers))
    return f"Found on this machine: {names}."
