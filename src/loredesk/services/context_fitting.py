"""Fitting a prompt into its budget: chosen by what its parts cost, then rendered and counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from loredesk.domain.errors import UserFixableError
from loredesk.domain.tokens import estimate_tokens
from loredesk.ports.models import ChatMessage
from loredesk.ports.task_inputs import (
    EarlierPassage,
    KnownEntry,
    ReplyInputs,
    SpokenMessage,
    ToldSummary,
)
from loredesk.prompting.catalog import PromptCatalog
from loredesk.recall.budget import Part
from loredesk.services.context_choice import Choice, Material, choose
from loredesk.services.scene import Scene
from loredesk.services.telling import spoken, world_text

_TRIES = 8
_CLOSE = 8
"""So few tokens from what does not fit, nothing more is looked for."""
_NOBODY = KnownEntry(handle="", title="", category="")
_NOTHING = SpokenMessage(speaker="", text="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """A prompt within its budget."""

    messages: tuple[ChatMessage, ...]
    inputs: ReplyInputs
    choice: Choice

    @property
    def tokens(self) -> int:
        """Return what it costs."""
        return prompt_tokens(self.messages)


def prompt_tokens(messages: Sequence[ChatMessage]) -> int:
    """Return what *messages* cost."""
    return sum(estimate_tokens(message.content) for message in messages)


class Fitting:
    """Fits the material of one reply into a budget of tokens."""

    def __init__(self, prompts: PromptCatalog, scene: Scene, text: str, material: Material) -> None:
        self._prompts = prompts
        self._inputs = _bare_inputs(scene, text, material)
        self._bare = self._with(Choice())
        self._material = replace(material, frames=self._frames(material))

    def within(self, budget: int) -> Fitted:
        """Return a prompt of no more than *budget* tokens. More budget takes no entry away.

        What is chosen costs no more than was thought; only a prompt of the author's own may show
        more around what is told. Then less is chosen until it fits.

        Raises UserFixableError where not even the instructions and the turn fit.
        """
        room = budget - self._bare.tokens
        if room < 0:
            raise UserFixableError(
                f"This turn needs {self._bare.tokens} tokens, but the model reads {budget}.",
                hint="Shorten the turn, or raise the context length in Settings.",
            )
        found = self._with(choose(self._material, room))
        if found.tokens <= budget:
            return found
        return self._less(budget, room, found.tokens - budget)

    def _less(self, budget: int, room: int, over: int) -> Fitted:
        """Return the fullest prompt found with less than *room*, which is *over* the budget."""
        best, low, high = self._bare, 0, room
        for _ in range(_TRIES):
            room = high - over if over and low < high - over else (low + high) // 2
            found = self._with(choose(self._material, room))
            over = max(found.tokens - budget, 0)
            if over:
                high = room
            else:
                best, low = found, room
            if high - low <= _CLOSE:
                break
        return best

    def _frames(self, material: Material) -> Mapping[Part, int]:
        """Return what the heading of each part costs that there is something for."""
        # One more, since the tokens of a whole prompt are rounded up.
        return {
            part: prompt_tokens(self._rendered(inputs)) - self._bare.tokens + 1
            for part, inputs in _with_headings(self._inputs, material).items()
        }

    def _with(self, choice: Choice) -> Fitted:
        inputs = replace(
            self._inputs,
            entries=tuple(one.entry for one in choice.packed),
            summaries=tuple(ToldSummary(title=one.title, text=one.text) for one in choice.recaps),
            recent=spoken(choice.recent),
            earlier=choice.earlier,
            unreviewed=tuple(one.text for one in choice.waiting),
        )
        return Fitted(messages=self._rendered(inputs), inputs=inputs, choice=choice)

    def _rendered(self, inputs: ReplyInputs) -> tuple[ChatMessage, ...]:
        return self._prompts.render("reply", inputs)


def _bare_inputs(scene: Scene, text: str, material: Material) -> ReplyInputs:
    """Return what is told whatever the budget."""
    return ReplyInputs(
        world=world_text(scene.world),
        narrator=_one_line(scene.world.narrator),
        voice=_one_line(material.reading.voice),
        message=text,
        turn=scene.turn,
        panel=material.panel,
        panel_fields=scene.world.panel_fields,
        take=scene.take,
    )


def _with_headings(bare: ReplyInputs, material: Material) -> Mapping[Part, ReplyInputs]:
    """Return *bare* with something empty in each part that there is something for."""
    kinds = sorted({entry.always_on for entry in material.reading.entries.values()})
    nobodies = tuple(replace(_NOBODY, always_on=kind) for kind in kinds)
    parts = (
        (Part.LORE, kinds, {"entries": nobodies}),
        (Part.RECENT, material.recent, {"recent": (_NOTHING,)}),
        (Part.EVIDENCE, material.rows, {"earlier": (EarlierPassage(turn=0, lines=(_NOTHING,)),)}),
        (Part.SUMMARIES, material.recaps, {"summaries": (ToldSummary(title="", text=""),)}),
        (Part.WAITING, material.reading.unreviewed, {"unreviewed": ("",)}),
    )
    return {part: replace(bare, **empty) for part, some, empty in parts if some}


def _one_line(name: str) -> str:
    """Return a name as it may stand among instructions, wherever it was imported from."""
    return " ".join(name.split())
