"""What has been learnt about one model at one server, so that it is learnt only once."""

from dataclasses import dataclass, field
from enum import IntEnum

from loredesk.gateway.faults import FORMAT


class Rung(IntEnum):
    """The ways of asking for JSON, the surest first."""

    SCHEMA = 0
    """The server is given the schema and holds the model to it."""
    OBJECT = 1
    """The server is told that it is JSON; the prompt holds the schema."""
    PLAIN = 2
    """The prompt alone."""


_DROPPABLE = ("stream_options", "temperature", "encoding_format")


@dataclass(slots=True)
class Habits:
    """How requests to one model are worded. Changes as the server refuses things."""

    rung: Rung = Rung.SCHEMA
    dropped: set[str] = field(default_factory=set)
    """Parameters it does not take."""
    limit_name: str = "max_tokens"
    """What it calls the limit of an answer."""
    opens_in_thought: bool = False
    """Whether its template opens the thoughts, so that only the closing tag is seen."""

    def sends(self, parameter: str) -> bool:
        """Return whether *parameter* is sent."""
        return parameter not in self.dropped

    def gives_way(self, parameter: str, *, wants_json: bool) -> bool:
        """Stop sending *parameter*; return whether that leaves another way to ask."""
        if parameter == FORMAT:
            return wants_json and self.steps_down()
        if parameter in {"max_tokens", "max_completion_tokens"}:
            return self._renames_limit(parameter)
        if parameter in _DROPPABLE and parameter not in self.dropped:
            self.dropped.add(parameter)
            return True
        return False

    def steps_down(self) -> bool:
        """Ask for JSON in a humbler way from now on; return whether there is one."""
        if self.rung is Rung.PLAIN:
            return False
        self.rung = Rung(self.rung + 1)
        return True

    def _renames_limit(self, parameter: str) -> bool:
        if "limit" in self.dropped:
            return False
        if self.limit_name == "max_tokens":
            self.limit_name = "max_completion_tokens"
        elif parameter == "max_completion_tokens":
            self.limit_name = "max_tokens"
            self.dropped.add("limit")
        else:
            return False
        return True


class HabitBook:
    """The habits of every model met, kept as long as the program runs."""

    def __init__(self) -> None:
        self._pages: dict[tuple[str, str], Habits] = {}

    def of(self, base_url: str, model: str) -> Habits:
        """Return the habits of *model* at *base_url*; always the same object."""
        return self._pages.setdefault((base_url, model), Habits())
