"""Telling thoughts from the answer in models that write both into one text."""

import re
from collections.abc import Iterator
from enum import Enum, auto

_TAGS = {
    "<think>": "</think>",
    "<thinking>": "</thinking>",
    "<thought>": "</thought>",
    "[think]": "[/think]",
    "<|channel|>analysis<|message|>": "<|channel|>final<|message|>",
}
_CLOSING = ("</think>", "</thinking>")

Part = tuple[bool, str]
"""Whether it is thought, and the text."""


class _At(Enum):
    START = auto()
    THOUGHT = auto()
    TEXT = auto()


class ThinkSplitter:
    """Splits a streamed text into thoughts and answer, however its tags fall into pieces.

    Thoughts open at the very beginning, or right after other thoughts; a tag inside the story is
    story. A closing tag without an opening one means that the server's template has opened it:
    what came before was thought, though some of it may have been passed on as text. Told so by
    `opens_in_thought`, the next splitter begins inside the thought.
    """

    def __init__(self, *, opens_in_thought: bool = False) -> None:
        self._at = _At.START
        self._held = ""
        self._close = ""
        self._assumes = opens_in_thought
        self._assumed: list[str] = []
        self.has_thought = False
        """Whether any tag was met."""
        self.met_lone_close = False
        """Whether a closing tag came that nothing had opened."""

    def feed(self, text: str) -> Iterator[Part]:
        """Yield the parts that *text* completes."""
        self._held += text
        before = None
        while before != (self._at, self._held):
            before = (self._at, self._held)
            yield from self._step()

    def close(self) -> Iterator[Part]:
        """Yield what is left when no more text comes.

        Where thoughts were assumed and never closed, there were none: they come again as text.
        """
        if self._at is _At.THOUGHT and self._assumes:
            yield False, "".join(self._assumed) + self._held
        elif self._held:
            yield self._at is _At.THOUGHT, self._held
        self._held = ""

    def expects_no_thought(self) -> None:
        """Forget the assumption that the text opens in thought."""
        self._assumes = False

    def _step(self) -> Iterator[Part]:
        if self._at is _At.START:
            self._begin()
        elif self._at is _At.THOUGHT:
            yield from self._until((self._close,), thought=True)
        elif self.has_thought:
            yield from self._pass_on(len(self._held), thought=False)
        else:
            yield from self._until(_CLOSING, thought=False)

    def _begin(self) -> None:
        text = self._held.lstrip()
        for tag, close in _TAGS.items():
            if text[: len(tag)].lower() == tag:
                self._at, self._close, self._held = _At.THOUGHT, close, text[len(tag) :]
                self._assumes, self.has_thought = False, True
                return
        if any(tag.startswith(text.lower()) for tag in _TAGS):
            return
        if self.has_thought:
            self._held = text
        if self._assumes:
            self._at, self._close = _At.THOUGHT, _CLOSING[0]
        else:
            self._at = _At.TEXT

    def _until(self, tags: tuple[str, ...], *, thought: bool) -> Iterator[Part]:
        # Not `lower()`: it changes the length of some letters, and with it the positions.
        found = re.search("|".join(map(re.escape, tags)), self._held, re.IGNORECASE)
        if found is None:
            keep = max(_overlap(self._held, tag) for tag in tags)
            yield from self._pass_on(len(self._held) - keep, thought=thought)
            return
        yield from self._pass_on(found.start(), thought=thought)
        self._held = self._held[len(found[0]) :]
        self.met_lone_close = self.met_lone_close or not thought
        self._at, self.has_thought, self._assumes = _At.START, True, False

    def _pass_on(self, length: int, *, thought: bool) -> Iterator[Part]:
        part, self._held = self._held[:length], self._held[length:]
        if part:
            if self._assumes:
                self._assumed.append(part)
            yield thought, part


def _overlap(text: str, tag: str) -> int:
    """Return how much of the end of *text* may be the beginning of *tag*."""
    for length in range(min(len(text), len(tag) - 1), 0, -1):
        if tag.startswith(text[-length:].lower()):
            return length
    return 0
