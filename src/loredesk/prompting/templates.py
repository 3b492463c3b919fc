"""The text of one message of a prompt, as a strict and sandboxed template.

What stands in lore and turns is given to a template as values. It is never itself a template.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Self

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment

MARKER = "marker"
"""The name under which every template is given the tag that sets story material apart."""
MAX_OUTPUT = 1_000_000
"""How many characters one message may have."""

_TAG = "story-material"
_ENVIRONMENT = ImmutableSandboxedEnvironment(
    undefined=StrictUndefined,
    autoescape=False,  # the output is a prompt, not a web page
    trim_blocks=True,
    lstrip_blocks=True,
)


class BrokenTemplateError(Exception):
    """A template cannot be read or rendered; `line` counts from 1 inside the template, if known."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class MessageTemplate:
    """A compiled template and the names it uses."""

    names: frozenset[str]
    _compiled: Template

    @classmethod
    def compile(cls, text: str) -> Self:
        """Read *text*, raising BrokenTemplateError where it is no template."""
        try:
            tree = _ENVIRONMENT.parse(text)
            names = meta.find_undeclared_variables(tree) - {MARKER}
            return cls(frozenset(names), _ENVIRONMENT.from_string(tree))
        except TemplateSyntaxError as error:
            raise BrokenTemplateError(error.message or "It is no template", error.lineno) from error

    def render(self, values: Mapping[str, Any]) -> str:
        """Return the text with *values* put in, raising BrokenTemplateError where that fails."""
        pieces: list[str] = []
        length = 0
        try:
            for piece in self._compiled.generate(values):
                length += len(piece)
                if length > MAX_OUTPUT:
                    raise BrokenTemplateError(f"It grows beyond {MAX_OUTPUT:,} characters")
                pieces.append(piece)
        except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
            line = _line_in_template(error)
            raise BrokenTemplateError(str(error) or type(error).__name__, line) from error
        return "".join(pieces).strip()


def marker_for(inputs: object) -> str:
    """Return a tag that stands nowhere in *inputs*, so that no story can close it.

    It is always the same word, which keeps prompts the same from turn to turn, unless a text
    contains that word; then it is one nobody could have written beforehand.
    """
    texts = tuple(_texts(inputs))
    if not any(_TAG in text.casefold() for text in texts):
        return _TAG
    digest = hashlib.sha256("\0".join(texts).encode("utf-8", errors="surrogatepass"))
    return f"{_TAG}-{digest.hexdigest()[:12]}"


def _texts(inputs: object) -> Iterator[str]:
    """Yield every text in *inputs*, however deep: a prompt has thousands, hence no recursion."""
    waiting = [inputs]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple | list):
            waiting.extend(value)
        elif is_dataclass(value):
            waiting.extend(getattr(value, each.name) for each in fields(value))
        elif isinstance(value, Mapping):
            waiting.extend(value.keys())
            waiting.extend(value.values())


def _line_in_template(error: BaseException) -> int | None:
    """Return the line of the template where *error* arose: Jinja writes it into the traceback."""
    line = None
    traceback = error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == "<template>":
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line
