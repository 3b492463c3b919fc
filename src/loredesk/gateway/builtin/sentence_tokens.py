"""Cutting texts into the tokens that the network reads."""

from pathlib import Path

from tokenizers import Tokenizer

from loredesk.gateway.builtin.weights import TOKENIZER_FILE

MAX_TOKENS = 256


class SentenceTokens:
    """Turns a text into the numbers of its tokens. Not for two threads at once."""

    def __init__(self, folder: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
        self._tokenizer.no_padding()  # the file bakes in padding and truncation to 128
        self._tokenizer.enable_truncation(MAX_TOKENS)

    def of(self, text: str) -> list[int]:
        """Return the tokens of *text*, at most 256 with those that open and close it."""
        tokens: list[int] = self._tokenizer.encode(text).ids
        return tokens
