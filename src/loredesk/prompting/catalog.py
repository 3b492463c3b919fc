"""All prompts by name: those that came with Loredesk, and the author's own in their place."""

import logging
from collections.abc import Iterable, Mapping
from importlib.resources.abc import Traversable
from typing import NamedTuple, Self

from loredesk.domain.errors import UserFixableError
from loredesk.ports.models import ChatMessage
from loredesk.ports.task_inputs import TaskInputs
from loredesk.prompting.prompt_file import SUFFIX, BrokenPromptError, Prompt, read_prompt
from loredesk.prompting.samples import INPUTS

logger = logging.getLogger(__name__)

_INSTALL_AGAIN = "Install Loredesk again."


class PromptProblem(NamedTuple):
    """A prompt of the author's own that is not used, and why."""

    file: str
    message: str
    hint: str


class PromptCatalog:
    """The prompts in use."""

    def __init__(
        self, prompts: Mapping[str, Prompt], problems: tuple[PromptProblem, ...] = ()
    ) -> None:
        self._prompts = dict(prompts)
        self.problems = problems
        """What is wrong with the author's own prompts; those that came along are used instead."""

    @classmethod
    def load(cls, shipped: Traversable, *overrides: Traversable) -> Self:
        """Read the prompts in *shipped*, then those in *overrides*, later ones replacing earlier.

        A broken prompt among the shipped ones, or a missing one, raises UserFixableError. A broken
        override is kept out and named in `problems`.
        """
        try:
            prompts = {prompt.id: prompt for prompt in map(read_prompt, _prompt_files(shipped))}
        except BrokenPromptError as error:
            raise UserFixableError(error.message, hint=_INSTALL_AGAIN) from error
        if missing := [task for task in INPUTS if task not in prompts]:
            message = f"Loredesk was installed without its prompts {', '.join(missing)}."
            raise UserFixableError(message, hint=_INSTALL_AGAIN)
        problems: list[PromptProblem] = []
        for folder in overrides:
            problems.extend(_replace(prompts, folder))
        return cls(prompts, tuple(problems))

    def uses(self, prompt_id: str, name: str) -> bool:
        """Return whether prompt *prompt_id* shows the input *name*: an author's own may not."""
        return name in self._prompts[prompt_id].inputs

    def render(self, prompt_id: str, inputs: TaskInputs) -> tuple[ChatMessage, ...]:
        """Return the messages of prompt *prompt_id* for *inputs*.

        Raises UserFixableError where an author's own prompt cannot take these inputs.
        """
        expected = INPUTS[prompt_id]
        if not isinstance(inputs, expected):
            message = f"{prompt_id!r} takes {expected.__name__}, not {type(inputs).__name__}"
            raise TypeError(message)
        return self._prompts[prompt_id].render(inputs)

    def prompts(self) -> tuple[Prompt, ...]:
        """Return the prompts in use, in the order of their names."""
        return tuple(self._prompts[prompt_id] for prompt_id in sorted(self._prompts))


def _replace(prompts: dict[str, Prompt], folder: Traversable) -> Iterable[PromptProblem]:
    if not folder.is_dir():
        return
    try:
        files = _prompt_files(folder)
    except OSError as error:
        reason = error.strerror or str(error)
        yield _problem(str(folder), f"The folder {str(folder)!r} cannot be read: {reason}.", "")
        return
    for file in files:
        try:
            prompt = read_prompt(file)
        except BrokenPromptError as error:
            yield _problem(str(file), error.message, error.hint)
        else:
            prompts[prompt.id] = prompt
            logger.info("Using the author's own prompt %s", file)


def _problem(file: str, message: str, hint: str) -> PromptProblem:
    logger.warning("%s", message)
    return PromptProblem(file=file, message=message, hint=hint)


def _prompt_files(folder: Traversable) -> list[Traversable]:
    """Return the prompt files of *folder*; copies an editor hides or keeps are passed over."""
    found = [
        file
        for file in folder.iterdir()
        if file.is_file()
        and file.name.casefold().endswith((SUFFIX, ".yml"))
        and not file.name.startswith(".")
    ]
    return sorted(found, key=lambda file: file.name)
