"""Mending JSON that a model got nearly right.

Knows four mistakes: single or typographic quotation marks around names and texts, Python's
words for true, false and null, commas before a closing bracket, and an end that is missing.
"""

import re
from typing import Final

_WORDS: Final = {"True": "true", "False": "false", "None": "null"}
_CLOSING: Final = {"{": "}", "[": "]"}
_QUOTES: Final = {'"': '"', "'": "'", "\u201c": "\u201d", "\u2018": "\u2019"}
_AFTER_TEXT: Final = re.compile(r"\s*(?:[,:\]}]|\Z)")
_COLON: Final = re.compile(r"\s*:")
_FIRST_PRINTABLE: Final = 32


def mended(text: str) -> str:
    """Return *text* with those mistakes mended; still no JSON where it has others."""
    return _Mender(text).mend()


class _Mender:
    """Copies a text sign by sign, knowing which brackets are open."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._out: list[str] = []
        self._open: list[str] = []

    def mend(self) -> str:
        while self._at < len(self._text):
            sign = self._text[self._at]
            if sign in _QUOTES:
                self._copy_text(sign)
            elif sign.isalpha():
                self._copy_word()
            else:
                self._copy_sign(sign)
                if not self._open and sign in "}]":
                    break
        self._close_all()
        return "".join(self._out)

    def _copy_sign(self, sign: str) -> None:
        self._at += 1
        if sign in _CLOSING:
            self._open.append(_CLOSING[sign])
        elif sign in "}]":
            self._drop_comma()
            if self._open:
                self._open.pop()
        self._out.append(sign)

    def _copy_word(self) -> None:
        end = self._at
        while end < len(self._text) and (self._text[end].isalnum() or self._text[end] == "_"):
            end += 1
        word = self._text[self._at : end]
        self._at = end
        # A bare word before a colon is a name without its quotation marks.
        if _COLON.match(self._text, end):
            self._out.append(f'"{word}"')
        elif end == len(self._text) and word not in _WORDS and word not in _WORDS.values():
            self._out.append("null")
        else:
            self._out.append(_WORDS.get(word, word))

    def _copy_text(self, opening: str) -> None:
        closing = _QUOTES[opening]
        text: list[str] = []
        self._at += 1
        while self._at < len(self._text):
            sign = self._text[self._at]
            if sign == "\\":
                text.append(self._escape())
            elif sign == closing and self._ends_text():
                self._at += 1
                break
            else:
                self._at += 1
                text.append('\\"' if sign == '"' else _escaped(sign))
        self._out.append(f'"{"".join(text)}"')

    def _escape(self) -> str:
        pair = self._text[self._at : self._at + 2]
        self._at += 2
        if pair == "\\'":
            return "'"
        return "" if pair == "\\" else pair

    def _ends_text(self) -> bool:
        """Return whether the mark here ends the text, or is an apostrophe or quotation in it."""
        return _AFTER_TEXT.match(self._text, self._at + 1) is not None

    def _drop_comma(self) -> None:
        while self._out and (self._out[-1].isspace() or self._out[-1] == ","):
            self._out.pop()

    def _close_all(self) -> None:
        """Give a text that was cut the brackets it lacks, without the pair it was cut in."""
        if not self._open:
            return
        self._drop_comma()
        if self._open[-1] == "}":
            self._drop_lone_name()
        if self._out[-1] == ":":
            self._out.append("null")
        self._out.extend(reversed(self._open))

    def _drop_lone_name(self) -> None:
        """Drop a last name that has no colon and no value."""
        if not self._out[-1].startswith('"'):
            return
        before = [part for part in self._out[:-1] if not part.isspace()]
        if before and before[-1] in {",", "{"}:
            self._out.pop()
            self._drop_comma()


def _escaped(sign: str) -> str:
    return f"\\u{ord(sign):04x}" if ord(sign) < _FIRST_PRINTABLE else sign
