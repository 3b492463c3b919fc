"""One prompt as a file: read it, check it against its task, render it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from importlib.resources.abc import Traversable
from typing import Any, get_args

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from loredesk.domain.errors import UserFixableError
from loredesk.ports.models import ChatMessage, ChatRole
from loredesk.ports.task_inputs import TaskInputs
from loredesk.prompting.samples import INPUTS, SAMPLES
from loredesk.prompting.templates import (
    MARKER,
    BrokenTemplateError,
    MessageTemplate,
    marker_for,
)

SUFFIX = ".yaml"

_MAX_BYTES = 256_000
_VERSION = re.compile(r"[1-9][0-9]{0,5}")
_KEYS = ("id", "version", "description", "inputs", "messages")
_ROLES: tuple[ChatRole, ...] = get_args(ChatRole)
_OWN_WAY_OUT = "Mend the file, or delete it to use the prompt that came with Loredesk."


class BrokenPromptError(UserFixableError):
    """A prompt file cannot be used."""


@dataclass(frozen=True, slots=True)
class _Message:
    role: ChatRole
    template: MessageTemplate
    first_line: int
    """The line of the file on which the template begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A prompt that was read and checked."""

    id: str
    version: int
    description: str
    inputs: tuple[str, ...]
    file: str
    """Where it was read from."""
    _messages: tuple[_Message, ...]

    def render(self, inputs: TaskInputs) -> tuple[ChatMessage, ...]:
        """Return the messages for *inputs*; a message without text is left out."""
        values: dict[str, Any] = {name: getattr(inputs, name) for name in self.inputs}
        values[MARKER] = marker_for(inputs)
        rendered: list[ChatMessage] = []
        for message in self._messages:
            try:
                text = message.template.render(values)
            except BrokenTemplateError as error:
                raise _broken(self.file, str(error), _line(message, error)) from error
            if text:
                rendered.append(ChatMessage(message.role, text))
        if not any(message.role == "user" for message in rendered):
            raise _broken(self.file, "Its user message came out empty")
        return tuple(rendered)


def read_prompt(file: Traversable) -> Prompt:
    """Read and check *file*, raising BrokenPromptError that says what is wrong and where."""
    name = str(file)
    root = _compose(name, _text(file))
    parts = _parts(name, root)
    prompt_id = _scalar(name, parts["id"], "id")
    if file.name != prompt_id + SUFFIX:
        raise _broken(name, f"Its id is {prompt_id!r}, but its name is {file.name!r}", _at(root))
    if prompt_id not in INPUTS:
        known = ", ".join(INPUTS)
        raise _broken(name, f"No task uses a prompt {prompt_id!r}; there are: {known}", _at(root))
    prompt = Prompt(
        id=prompt_id,
        version=_version(name, parts["version"]),
        description=_scalar(name, parts["description"], "description"),
        inputs=_inputs(name, parts["inputs"], INPUTS[prompt_id]),
        file=name,
        _messages=_messages(name, parts["messages"]),
    )
    _check_names(prompt, parts["inputs"])
    for sample in SAMPLES[prompt_id]:
        prompt.render(sample)
    return prompt


def _text(file: Traversable) -> str:
    try:
        data = file.read_bytes()
        if len(data) > _MAX_BYTES:
            raise _broken(str(file), f"It is larger than {_MAX_BYTES:,} bytes")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _broken(str(file), "It is not written in UTF-8") from error
    except OSError as error:
        raise _broken(str(file), f"It cannot be read ({error.strerror or error})") from error


def _compose(name: str, text: str) -> Node:
    """Return the file as YAML 1.2 nodes, which know their lines; nothing in it is run."""
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark is not None else None
        problem = f"It is not readable as YAML: {error.problem or error.context}"
        raise _broken(name, problem, line) from error
    except (YAMLError, RecursionError, ValueError) as error:
        raise _broken(name, "It is not readable as YAML") from error
    if not isinstance(root, Node):
        raise _broken(name, "It is empty")
    return root


def _parts(name: str, root: Node) -> dict[str, Node]:
    parts = _mapping(name, root, "The file")
    for key, node in parts.items():
        if key not in _KEYS:
            raise _broken(name, f"It has an unknown part {key!r}", _at(node))
    for key in _KEYS:
        if key not in parts:
            raise _broken(name, f"It has no {key!r}")
    return parts


def _mapping(name: str, node: Node, what: str) -> dict[str, Node]:
    if not isinstance(node, MappingNode):
        raise _broken(name, f"{what} must be `name: value` lines", _at(node))
    parts: dict[str, Node] = {}
    for key_node, value in node.value:
        key = _scalar(name, key_node, "name")
        if key in parts:
            raise _broken(name, f"It says {key!r} twice", _at(key_node))
        parts[key] = value
    return parts


def _items(name: str, node: Node, what: str) -> Sequence[Node]:
    if not isinstance(node, SequenceNode):
        raise _broken(name, f"{what!r} must be a list", _at(node))
    items: Sequence[Node] = node.value
    return items


def _scalar(name: str, node: Node, what: str) -> str:
    if not isinstance(node, ScalarNode):
        raise _broken(name, f"{what!r} must be text", _at(node))
    return str(node.value).strip()


def _version(name: str, node: Node) -> int:
    text = _scalar(name, node, "version")
    if not _VERSION.fullmatch(text):
        raise _broken(name, f"'version' must be a whole number from 1, not {text!r}", _at(node))
    return int(text)


def _inputs(name: str, node: Node, task: type[TaskInputs]) -> tuple[str, ...]:
    known = [field.name for field in fields(task)]
    named: list[str] = []
    for item in _items(name, node, "inputs"):
        wanted = _scalar(name, item, "inputs")
        if wanted not in known:
            there = ", ".join(known)
            raise _broken(name, f"There is no input {wanted!r}; there are: {there}", _at(item))
        named.append(wanted)
    return tuple(dict.fromkeys(named))


def _messages(name: str, node: Node) -> tuple[_Message, ...]:
    messages = tuple(_message(name, item) for item in _items(name, node, "messages"))
    roles = [message.role for message in messages]
    if not roles or roles[-1] != "user":
        raise _broken(name, "Its last message must have the role 'user'", _at(node))
    if "system" in roles[1:]:
        raise _broken(name, "Only its first message may have the role 'system'", _at(node))
    return messages


def _message(name: str, node: Node) -> _Message:
    parts = _mapping(name, node, "A message")
    if set(parts) != {"role", "content"}:
        raise _broken(name, "A message has a 'role' and a 'content', nothing else", _at(node))
    role = _scalar(name, parts["role"], "role")
    allowed: Mapping[str, ChatRole] = {known: known for known in _ROLES}
    if role not in allowed:
        choices = ", ".join(_ROLES)
        raise _broken(name, f"There is no role {role!r}; there are: {choices}", _at(node))
    content = parts["content"]
    if not isinstance(content, ScalarNode):
        raise _broken(name, "'content' must be text", _at(content))
    text = str(content.value)
    is_block = content.style in ("|", ">")
    first_line = _at(content) + is_block
    try:
        return _Message(allowed[role], MessageTemplate.compile(text), first_line)
    except BrokenTemplateError as error:
        line = first_line + error.line - 1 if error.line else first_line
        raise _broken(name, str(error), line) from error


def _check_names(prompt: Prompt, node: Node) -> None:
    used = frozenset[str]().union(*(message.template.names for message in prompt._messages))  # noqa: SLF001  # same module
    declared = frozenset(prompt.inputs)
    if extra := sorted(used - declared):
        message = f"It uses {', '.join(extra)} without naming it under 'inputs'"
        raise _broken(prompt.file, message, _at(node))
    if idle := sorted(declared - used):
        message = f"It names {', '.join(idle)} under 'inputs' without using it"
        raise _broken(prompt.file, message, _at(node))


def _at(node: Node) -> int:
    return int(node.start_mark.line) + 1


def _line(message: _Message, error: BrokenTemplateError) -> int:
    return message.first_line + (error.line or 1) - 1


def _broken(file: str, problem: str, line: int | None = None) -> BrokenPromptError:
    place = f", line {line}" if line is not None else ""
    return BrokenPromptError(f"The prompt {file!r}{place} is broken: {problem}.", hint=_OWN_WAY_OUT)
