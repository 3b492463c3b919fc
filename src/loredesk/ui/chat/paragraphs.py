"""Prose cut into paragraphs, and Markdown read into runs of type: text stays text.

Links and pictures become their words; raw HTML is shown as it was typed; nothing is loaded.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextListFormat,
)

_BREAK = re.compile(r"\n[ \t]*\n\s*")
_FENCE = re.compile(r"^(?:```|~~~)", re.MULTILINE)
_MARKUP = re.compile(r"[*_`#\[\]<>\\&]|^\s*(?:[-+]|\d+[.)])\s|^\s*[-=]{2,}\s*$", re.MULTILINE)
_SPEECH = re.compile(
    r"\u201c[^\u201c\u201d]*(?:\u201d|$)|\"[^\"\n]+\"|\u00ab[^\u00ab\u00bb]+\u00bb"
)
_LINE_BREAK = re.compile(r"[ \t]*\n")
_FEATURES = (
    QTextDocument.MarkdownFeature.MarkdownDialectCommonMark
    | QTextDocument.MarkdownFeature.MarkdownNoHTML
)
_BOLD = QFont.Weight.DemiBold
_STRUCTURE = re.compile(r"^\s*(?:[-+*>#]|\d+[.)])|^\s*[-=]{2,}\s*$", re.MULTILINE)
_KEPT_BREAK = "\ue000"
_NEW_LINE = "\u2028"
_PICTURE = "\ufffc"
_LONGEST = 100_000


class Shape(Enum):
    """What a paragraph is."""

    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    CODE = "code"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one kind of type."""

    text: str
    bold: bool = False
    italic: bool = False
    fixed: bool = False
    speech: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as it is set."""

    runs: tuple[Run, ...]
    shape: Shape = Shape.TEXT
    indent: int = 0


def cut_off_finished(text: str) -> tuple[list[str], str]:
    """Return the paragraphs of *text* that are finished, and the one that still grows."""
    finished: list[str] = []
    start = 0
    for gap in _BREAK.finditer(text):
        part = text[start : gap.start()]
        if len(_FENCE.findall(part)) % 2 == 0:
            if part.strip():
                finished.append(part)
            start = gap.end()
    return finished, text[start:]


def paragraphs(text: str) -> Iterator[Paragraph]:
    """Read Markdown *text* paragraph by paragraph."""
    finished, rest = cut_off_finished(text.replace("\r\n", "\n").strip("\n"))
    for part in (*finished, rest):
        if part.strip():
            yield from read(part.strip("\n"))


def read(part: str) -> Iterator[Paragraph]:
    """Read one stretch of Markdown without blank lines."""
    if _MARKUP.search(part) is None or len(part) > _LONGEST:
        lines = _LINE_BREAK.sub(_NEW_LINE, part.strip())
        yield Paragraph(_with_speech((Run(lines),)))
        return
    document = QTextDocument()
    document.setMarkdown(_kept_lines(part), _FEATURES)
    block = document.begin()
    while block.isValid():
        if (paragraph := _paragraph(block)) is not None:
            yield paragraph
        block = block.next()


def _kept_lines(part: str) -> str:
    if _FENCE.search(part):
        return part
    part = part.strip()
    return part if _STRUCTURE.search(part) else part.replace("\n", _KEPT_BREAK)


def _paragraph(block: QTextBlock) -> Paragraph | None:
    shape, indent = _shape(block)
    if shape is Shape.RULE:
        return Paragraph((), shape)
    runs = tuple(_runs(block))
    if shape is Shape.CODE:
        return Paragraph(runs, shape)
    if not "".join(run.text for run in runs).strip():
        return None
    if shape is not Shape.HEADING:
        runs = _with_speech(runs)
    if shape is Shape.ITEM:
        runs = (Run(f"{_marker(block)}\u2002"), *runs)
    return Paragraph(runs, shape, indent)


def _shape(block: QTextBlock) -> tuple[Shape, int]:
    form = block.blockFormat()
    if form.hasProperty(QTextFormat.Property.BlockTrailingHorizontalRulerWidth):
        return Shape.RULE, 0
    if form.hasProperty(QTextFormat.Property.BlockCodeFence) or form.nonBreakableLines():
        return Shape.CODE, 0
    if form.objectIndex() >= 0:
        return Shape.ITEM, block.textList().format().indent()
    if form.headingLevel() > 0:
        return Shape.HEADING, form.headingLevel()
    if form.hasProperty(QTextFormat.Property.BlockQuoteLevel):
        return Shape.QUOTE, int(form.property(QTextFormat.Property.BlockQuoteLevel))
    return Shape.TEXT, 0


def _marker(block: QTextBlock) -> str:
    items = block.textList()
    numbered = items.format().style() == QTextListFormat.Style.ListDecimal
    return items.itemText(block) if numbered else "\u2022"


def _runs(block: QTextBlock) -> Iterator[Run]:
    at = block.begin()
    while not at.atEnd():
        fragment: QTextFragment = at.fragment()
        form = fragment.charFormat()
        text = fragment.text()
        if form.isImageFormat():
            text = f"[{form.stringProperty(QTextFormat.Property.ImageAltText) or 'picture'}]"
        yield Run(
            text.replace(_PICTURE, "").replace(_KEPT_BREAK, _NEW_LINE),
            bold=form.fontWeight() >= _BOLD,
            italic=form.fontItalic(),
            fixed=form.fontFixedPitch(),
        )
        at += 1


def _with_speech(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    whole = "".join(run.text for run in runs)
    cuts = sorted({edge for match in _SPEECH.finditer(whole) for edge in match.span()})
    if not cuts:
        return runs
    return tuple(_split(runs, cuts))


def _split(runs: tuple[Run, ...], cuts: list[int]) -> Iterator[Run]:
    at, passed = 0, 0
    for run in runs:
        end = at + len(run.text)
        while at < end:
            while passed < len(cuts) and cuts[passed] <= at:
                passed += 1
            stop = min(end, cuts[passed]) if passed < len(cuts) else end
            text = run.text[len(run.text) - (end - at) : len(run.text) - (end - stop)]
            yield Run(text, run.bold, run.italic, run.fixed, speech=passed % 2 == 1)
            at = stop
