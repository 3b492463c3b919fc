"""Golden prompts: inputs of a task with what its answer must be like, read from a file.

    - name: a wound is noticed
      task: analyse_turn
      inputs: {world: …, turn: 3, messages: [{speaker: Author, text: …, is_author: true}], …}
      must: {updates: [c1], quotes_found: true, says: [wrist]}

The inputs are those of the task (`ports/task_inputs.py`), the checks those of `golden_checks`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from importlib.resources.abc import Traversable
from typing import Any, get_args, get_origin, get_type_hints

from ruamel.yaml import YAML

from loredesk.domain.panel import Panel
from loredesk.domain.services import Service
from loredesk.ports.task_inputs import KnownEntry, NoteEvent, SpokenMessage, TaskInputs
from loredesk.prompting.samples import INPUTS

SERVICES: Mapping[str, Service] = {
    "reply": Service.GENERATION,
    "analyse_turn": Service.ANALYSIS,
    "rewrite_note": Service.MAINTENANCE,
    "create_entity": Service.MAINTENANCE,
    "simulate_world": Service.MAINTENANCE,
}
"""Whose work each task is."""

_PARTS = (KnownEntry, NoteEvent, SpokenMessage, Panel)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldenCase:
    """One question to a model, and what its answer must be like."""

    name: str
    task: str
    inputs: TaskInputs
    must: Mapping[str, Any] = field(hash=False)

    @property
    def service(self) -> Service:
        """Return whose work it is."""
        return SERVICES[self.task]


def read_cases(file: Traversable) -> tuple[GoldenCase, ...]:
    """Return the cases in *file*, which came with Loredesk."""
    data = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
    return tuple(_case(one) for one in data)


def _case(data: Mapping[str, Any]) -> GoldenCase:
    task = data["task"]
    inputs: TaskInputs = _built(INPUTS[task], data["inputs"])
    return GoldenCase(name=data["name"], task=task, inputs=inputs, must=data["must"])


def _built(kind: Any, data: Mapping[str, Any]) -> Any:  # noqa: ANN401  # whichever dataclass it is
    hints = get_type_hints(kind)
    known = {one.name for one in fields(kind)}
    if strange := sorted(set(data) - known):
        message = f"{kind.__name__} has no {', '.join(strange)}"
        raise ValueError(message)
    return kind(**{name: _value(hints[name], value) for name, value in data.items()})


def _value(hint: Any, value: Any) -> Any:  # noqa: ANN401  # whatever the field holds
    if get_origin(hint) is tuple:
        return tuple(_value(get_args(hint)[0], one) for one in value)
    kinds = [one for one in (hint, *get_args(hint)) if one in _PARTS]
    if kinds and isinstance(value, Mapping):
        return _built(kinds[0], value)
    return value.strip() if isinstance(value, str) else value
