"""Sets passages into a text document: which type, which distances, which ground."""

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontInfo,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)

from loredesk.domain.messages import Role
from loredesk.domain.panel import Panel
from loredesk.ui.chat.foot import foot
from loredesk.ui.chat.paragraphs import Paragraph, Run, Shape, paragraphs
from loredesk.ui.chat.state import Passage
from loredesk.ui.theme.look import Look
from loredesk.ui.theme.tokens import MEASURES

GROUND = QTextFormat.Property.UserProperty.value + 1
"""The property of a block that says what it stands on."""
EARLIER_LINK = "earlier"

PADDING = 12
"""Between a ground and the text on it."""

_COLUMN = 72
"""The widest line, in average characters."""
_LINE = 157
"""The height of a line of prose, in per cent of the size of its type, whatever the face."""
_OWN_LINE = 148
_PARAGRAPH_GAP = 9
_TURN_GAP = 30
_INDENT = 22
_RULE = "\u2042"
_DOT = "  \u00b7  "


class Ground(IntEnum):
    """What a block of text stands on."""

    NONE = 0
    AUTHOR = 1
    PANEL = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a block stands among the others."""

    ground: Ground = Ground.NONE
    top: float = 0.0
    bottom: float = 0.0
    left: float = 0.0
    hang: float = 0.0
    line: int = 100
    centred: bool = False


class Typesetter:
    """Writes passages at a cursor, in the type and colours of a look."""

    def __init__(self, look: Look) -> None:
        self._colours = {role: QColor(value) for role, value in look.tokens.colours().items()}
        self._types: dict[tuple[bool, bool, bool, bool, Role], QTextCharFormat] = {}
        self._story = look.story_font()
        self._own = look.control_font(MEASURES.story * 0.93)
        self._own.setFamilies(look.story_font().families())
        self._leading = _leading(self._story, _LINE)
        self._own_leading = _leading(self._own, _OWN_LINE)
        self._caption = look.control_font(MEASURES.caption)
        self._fixed = look.fixed_font()

    @property
    def font(self) -> QFont:
        """Return the font of the story."""
        return self._story

    @property
    def column(self) -> int:
        """Return the width of a line that reads well, in pixels."""
        return round(QFontMetricsF(self._story).averageCharWidth() * _COLUMN)

    def opening(self, cursor: QTextCursor, *, hidden: int) -> None:
        """Make the first block say how many earlier messages there are to show."""
        cursor.setBlockFormat(_block(_Place(top=4, centred=True)))
        if hidden:
            words = _tr("Show earlier turns ({count} more messages)").format(count=f"{hidden:,}")
            cursor.insertText(words, self._link(EARLIER_LINK))

    def passage(self, cursor: QTextCursor, passage: Passage) -> None:
        """Write *passage* after the block *cursor* stands in."""
        self.head(cursor, passage)
        self.prose(cursor, passage.text, passage.role)
        if passage.cut:
            place = _Place(top=_PARAGRAPH_GAP)
            _new_block(cursor, place)
            if passage.stopped:
                words, ink = _tr("You stopped this reply here."), "muted"
            else:
                words, ink = _tr("The reply breaks off here."), "warning_ink"
            way_out = _tr("Regenerate it, or write on from here.")
            cursor.insertText(f"{words} {way_out}", self._small(ink))
        if passage.panel is not None:
            self._panel(cursor, passage.panel)
        elif passage.lacks_panel:
            _new_block(cursor, _Place(top=_PARAGRAPH_GAP))
            words = _tr("No scene card came with this reply; the one before still counts.")
            cursor.insertText(words, self._small("muted"))
        self._foot(cursor, passage)

    def head(self, cursor: QTextCursor, passage: Passage) -> None:
        """Write who speaks, and for a turn of the author which one it is."""
        if passage.role is Role.AUTHOR:
            _new_block(cursor, _Place(ground=Ground.AUTHOR, top=_TURN_GAP, left=PADDING + 4))
            form = self._small("muted")
            cursor.insertText(_tr("Turn {number}").format(number=passage.turn), form)
            speaker = passage.speaker or _tr("You")
            cursor.insertText(f"{_DOT}{speaker}", form)
            return
        _new_block(cursor, _Place(top=_TURN_GAP - 4 if passage.turn else PADDING))
        speaker = passage.speaker or _tr("The narrator")
        cursor.insertText(speaker, self._small("accent_ink", strong=True))
        if not passage.turn:
            cursor.insertText(_DOT + _tr("The opening"), self._small("muted"))

    def prose(self, cursor: QTextCursor, text: str, role: Role) -> None:
        """Write Markdown *text* as prose of *role*."""
        for paragraph in paragraphs(text):
            self._paragraph(cursor, paragraph, role)

    def raw_block(self, cursor: QTextCursor, role: Role) -> QTextCharFormat:
        """Begin a paragraph whose text is not known yet; return the type it is in."""
        _new_block(cursor, self._place(Paragraph(()), role))
        return self._type(Run(""), role)

    def waiting(self) -> QTextCharFormat:
        """Return the type of what is said until a reply begins."""
        form = self._small("muted")
        form.setFontItalic(True)
        return form

    def _paragraph(self, cursor: QTextCursor, paragraph: Paragraph, role: Role) -> None:
        _new_block(cursor, self._place(paragraph, role))
        if paragraph.shape is Shape.RULE:
            cursor.insertText(_RULE, self._small("muted"))
        for run in paragraph.runs:
            form = QTextCharFormat(self._type(run, role))
            if paragraph.shape is Shape.HEADING:
                form.setFontPointSize(self._story.pointSizeF() * 1.12)
            elif paragraph.shape is Shape.QUOTE:
                form.setForeground(self._colours["muted"])
            elif paragraph.shape is Shape.CODE:
                form.setFont(self._fixed)
            cursor.insertText(run.text, form)

    def _place(self, paragraph: Paragraph, role: Role) -> _Place:
        is_author = role is Role.AUTHOR
        left, hang = (PADDING + 4.0 if is_author else 0.0), 0.0
        if paragraph.shape is Shape.ITEM:
            left += _INDENT * paragraph.indent
            hang = -_INDENT * 0.75
        elif paragraph.shape in {Shape.QUOTE, Shape.CODE}:
            left += _INDENT * max(1, paragraph.indent)
        is_loose = paragraph.shape not in {Shape.CODE, Shape.ITEM}
        return _Place(
            ground=Ground.AUTHOR if is_author else Ground.NONE,
            top=(6 if is_author else _PARAGRAPH_GAP) if is_loose else 2,
            left=left,
            hang=hang,
            line=self._own_leading if is_author else self._leading,
            centred=paragraph.shape is Shape.RULE,
        )

    def _panel(self, cursor: QTextCursor, panel: Panel) -> None:
        lines = [
            (_DOT.join(filter(None, (panel.time, panel.place))), "text"),
            (", ".join(panel.present), "text"),
            (_DOT.join(_own_words(panel)), "muted"),
        ]
        lines = [line for line in lines if line[0]]
        for number, (text, ink) in enumerate(lines):
            top = PADDING * 2 + 4 if number == 0 else 3
            _new_block(cursor, _Place(ground=Ground.PANEL, top=top, left=PADDING + 4))
            cursor.insertText(text, self._small(ink, strong=number == 0))

    def _foot(self, cursor: QTextCursor, passage: Passage) -> None:
        parts = foot(passage)
        if not parts:
            return
        on_author = passage.role is Role.AUTHOR
        top = PADDING + 8 if passage.panel is not None else _PARAGRAPH_GAP
        place = _Place(
            ground=Ground.AUTHOR if on_author else Ground.NONE,
            top=4 if on_author else top,
            left=PADDING + 4 if on_author else 0,
        )
        _new_block(cursor, place)
        for number, part in enumerate(parts):
            if number and not part.is_close:
                cursor.insertText(_DOT, self._small("muted"))
            words = _tr(part.words).replace(" ", "\u00a0")
            ink = "line_strong" if part.is_faint else "muted"
            form = self._link(part.target, ink) if part.target else self._small(ink)
            cursor.insertText(words, form)

    def _type(self, run: Run, role: Role) -> QTextCharFormat:
        key = (run.bold, run.italic, run.fixed, run.speech, role)
        if key not in self._types:
            self._types[key] = self._made(run, role)
        return self._types[key]

    def _made(self, run: Run, role: Role) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setFont(self._story if role is Role.NARRATOR else self._own)
        if run.fixed:
            form.setFontFamilies(self._fixed.families() or [self._fixed.family()])
        if run.bold:
            form.setFontWeight(QFont.Weight.Bold)
        form.setFontItalic(run.italic)
        ink = "speech" if run.speech and role is Role.NARRATOR else "text"
        form.setForeground(self._colours[ink])
        return form

    def _small(self, ink: str, *, strong: bool = False) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setFont(self._caption)
        form.setForeground(self._colours[ink])
        if strong:
            form.setFontWeight(QFont.Weight.DemiBold)
        return form

    def _link(self, target: str, ink: str = "accent_ink") -> QTextCharFormat:
        form = self._small(ink)
        form.setAnchor(True)
        form.setAnchorHref(target)
        form.setFontUnderline(False)
        return form


def _leading(font: QFont, line: int) -> int:
    """Return *line*, per cent of the type's size, in per cent of the font's own line height."""
    return round(line * QFontInfo(font).pixelSize() / QFontMetricsF(font).lineSpacing())


def _own_words(panel: Panel) -> list[str]:
    mood = [_tr("Mood: {mood}").format(mood=panel.mood)] if panel.mood else []
    return [*mood, *(f"{name}: {value}" for name, value in panel.fields.items() if value)]


def _block(place: _Place) -> QTextBlockFormat:
    form = QTextBlockFormat()
    form.setTopMargin(place.top)
    form.setBottomMargin(place.bottom)
    form.setLeftMargin(place.left)
    if place.ground:
        form.setRightMargin(PADDING)
        form.setProperty(GROUND, int(place.ground))
    form.setTextIndent(place.hang)
    kind = QTextBlockFormat.LineHeightTypes.ProportionalHeight
    form.setLineHeight(float(place.line), kind.value)
    if place.centred:
        form.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return form


def _new_block(cursor: QTextCursor, place: _Place) -> None:
    cursor.insertBlock(_block(place), QTextCharFormat())


def _tr(words: str) -> str:
    return QCoreApplication.translate("Transcript", words)
