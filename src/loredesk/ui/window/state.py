"""What the main window shows around its panes."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Literal

from loredesk.domain.glances import QueueStatus, SessionRow, WorldRow
from loredesk.domain.ids import SessionId, WorldId
from loredesk.domain.messages import DEFAULT_SIMULATION_INTERVAL, TrustRule
from loredesk.domain.services import Provider, Service
from loredesk.domain.settings import Settings
from loredesk.ui.notice import Notice
from loredesk.ui.window.message_actions import MESSAGE_ACTIONS

ChipTone = Literal["plain", "accent", "info", "success", "warning", "danger"]

CHAT_ACTIONS = (
    "chat.send",
    "chat.stop",
    "chat.focus",
    *(action.id for action in MESSAGE_ACTIONS),
)
"""What needs a session on screen."""

_CALM = frozenset({"healthy", "idle", "starting"})
"""States of the search index nobody has to know of."""


class Phase(Enum):
    """How far the program has come."""

    OPENING = "opening"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A few words at the edge of the window, with more to say on demand."""

    text: str = ""
    detail: str = ""
    tone: ChipTone = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowState:
    """Everything around the panes."""

    phase: Phase = Phase.OPENING
    opening: str = "Opening your library \u2026"
    failure: Notice | None = None
    """Why the library could not be opened."""
    worlds: tuple[WorldRow, ...] = ()
    world_id: WorldId | None = None
    sessions: tuple[SessionRow, ...] = ()
    """The sessions of that world, the newest first."""
    session_id: SessionId | None = None
    trust: TrustRule = TrustRule.REVIEW_EVERYTHING
    simulate_every: int = DEFAULT_SIMULATION_INTERVAL
    """After how many turns the world lives on by itself; 0 for never."""
    shows_unreviewed: bool = False
    """Whether the model is told what still waits for review."""
    models: Chip = Chip()
    queue: Chip = Chip()
    paused: bool = False
    failed_tasks: int = 0
    open_proposals: int = 0
    privacy: str = ""
    """Where the author's text goes."""
    notice: Notice | None = None
    """Shown above the chat until it is dismissed or done with."""
    status: Notice | None = None
    """The last thing worth knowing, at the foot of the window."""


def window_title(state: WindowState) -> str:
    """Return the title of the window: the session, its world, the program."""
    session = next((row.title for row in state.sessions if row.id == state.session_id), "")
    world = next((row.title for row in state.worlds if row.id == state.world_id), "")
    parts = [session, "" if session.startswith(world) else world, "Loredesk"]
    return " \u2013 ".join(part for part in parts if part)


def session_here(state: WindowState) -> SessionRow | None:
    """Return the session on screen."""
    return next((row for row in state.sessions if row.id == state.session_id), None)


def world_here(state: WindowState) -> WorldRow | None:
    """Return the world on screen."""
    return next((row for row in state.worlds if row.id == state.world_id), None)


def session_label(row: SessionRow) -> str:
    """Return how a session is called in a list."""
    turns = "no turns yet" if row.turns == 0 else _count(row.turns, "turn")
    return f"{row.title or 'Untitled session'} \u00b7 {turns}"


def queue_chip(status: QueueStatus) -> Chip:
    """Return the queue in three words or so."""
    waiting = status.total.pending + status.total.processing
    failed = status.total.failed
    parts = [
        "Paused" if status.paused else "",
        f"{waiting} waiting" if waiting else "",
        f"{failed} failed" if failed else "",
    ]
    text = " \u00b7 ".join(part for part in parts if part) or "Up to date"
    detail = f"{status.total.processing} at work, {status.total.pending} waiting, {failed} failed."
    return Chip(text=text, detail=detail, tone=_queue_tone(failed, status.paused, waiting))


def models_chip(settings: Settings, embedder: str) -> Chip:
    """Return which models answer; the chip names the narrator and the embedder."""
    answers = {service: _model_of(settings, service, embedder) for service in Service}
    lines = (f"{service.capitalize()}: {model}" for service, model in answers.items())
    finder = answers[Service.EMBEDDING].partition(";")[0]
    text = f"{answers[Service.GENERATION]} \u00b7 {finder}"
    return Chip(text=text, detail="\n".join(lines))


def index_notice(state: str, message: str, *, before: Notice | None) -> Notice | None:
    """Return what to say about the search index, where there is anything to say."""
    if state not in _CALM:
        sentence = message or f"The search index is {state}."
        return Notice(sentence=sentence, tone="warning")
    if message:
        return Notice(sentence=message)
    worried = before is not None and before.tone == "warning"
    if worried and state == "healthy":
        return Notice(sentence="The search index is in step again.")
    return before if worried else None


def prompt_notice(problems: Sequence[Sequence[str]]) -> Notice | None:
    """Return what to say about the author's own prompts that cannot be used."""
    if not problems:
        return None
    file, message, hint = problems[0]
    more = f" ({len(problems) - 1} more like it.)" if len(problems) > 1 else ""
    named = message if file in message else f"{file}: {message}"
    meanwhile = f"{hint} Meanwhile the built-in prompt is used.".strip()
    return Notice(sentence=f"{named}{more}", hint=meanwhile, tone="warning")


def privacy(hosts: tuple[str, ...]) -> str:
    """Return where text goes, given the *hosts* beyond this machine."""
    if not hosts:
        return "Nothing leaves this machine"
    return f"Text goes to {', '.join(hosts)}"


def _model_of(settings: Settings, service: Service, embedder: str) -> str:
    profile = settings.profiles[service]
    if profile.provider is not Provider.BUILT_IN:
        return profile.model or profile.provider.capitalize()
    built_in = {Service.EMBEDDING: embedder, Service.RERANKING: "Recall's own order"}
    return built_in.get(service, "Built-in rules")


def _queue_tone(failed: int, paused: bool, waiting: int) -> ChipTone:  # noqa: FBT001 - two of three facts
    if failed:
        return "danger"
    if paused:
        return "warning"
    return "accent" if waiting else "plain"


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def impossible(state: WindowState) -> frozenset[str]:
    """Return the ids of what cannot be done as things stand."""
    ready = state.phase is Phase.READY
    conditions = {
        ("session.new", "lore.new_entry", "lore.search", "lore.ask"): ready
        and state.world_id is not None,
        ("world.new", "app.settings", "app.first_start", "edit.trash"): ready,
        ("world.delete",): ready and state.world_id is not None,
        (*CHAT_ACTIONS, "session.rename", "session.delete", "lore.threads"): ready
        and state.session_id is not None,
        ("queue.toggle",): ready,
        ("queue.retry_failed",): ready and state.failed_tasks > 0,
    }
    return frozenset(
        action for actions, possible in conditions.items() if not possible for action in actions
    )
