"""Paints what passages stand on: a soft ground under the author's words, a card for a scene."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextBlock
from PySide6.QtWidgets import QTextBrowser

from loredesk.ui.chat.typesetter import GROUND, PADDING, Ground
from loredesk.ui.theme.tokens import MEASURES, Tokens

_BAR = 3
_MARK_GAP = 10


def paint(browser: QTextBrowser, tokens: Tokens) -> None:
    """Paint the grounds of the blocks that are on screen."""
    painter = QPainter(browser.viewport())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(0, -browser.verticalScrollBar().value())
    for ground, area in _areas(browser):
        if ground is Ground.AUTHOR:
            _author(painter, area, tokens)
        else:
            _panel(painter, area, tokens)
    painter.end()


def stretch(browser: QTextBrowser, start: int, end: int | None) -> QRect:
    """Return where in the viewport the blocks behind *start* up to *end* are; None is the end."""
    document, layout = browser.document(), browser.document().documentLayout()
    first = document.findBlock(start).next()
    last = document.lastBlock() if end is None else document.findBlock(end)
    top = layout.blockBoundingRect(first).top()
    bottom = layout.blockBoundingRect(last).bottom()
    margins = document.rootFrame().frameFormat()
    left = margins.leftMargin()
    width = browser.viewport().width() - left - margins.rightMargin()
    area = QRectF(left, top - browser.verticalScrollBar().value(), width, bottom - top)
    return area.toRect()


def mark(browser: QTextBrowser, area: QRect | None, tokens: Tokens) -> None:
    """Paint a line beside the message that is chosen."""
    if area is None:
        return
    painter = QPainter(browser.viewport())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.focus))
    line = QRectF(area.left() - _MARK_GAP, area.top(), _BAR, area.height())
    painter.drawRoundedRect(line, _BAR / 2, _BAR / 2)
    painter.end()


def _author(painter: QPainter, area: QRectF, tokens: Tokens) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.author_soft))
    painter.drawRoundedRect(area, MEASURES.radius, MEASURES.radius)
    painter.setBrush(QColor(tokens.accent))
    bar = QRectF(area.left(), area.top() + PADDING, _BAR, area.height() - 2 * PADDING)
    painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)


def _panel(painter: QPainter, area: QRectF, tokens: Tokens) -> None:
    painter.setPen(QPen(QColor(tokens.line), 1))
    painter.setBrush(QColor(tokens.raised))
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), MEASURES.radius, MEASURES.radius)


def _areas(browser: QTextBrowser) -> Iterator[tuple[Ground, QRectF]]:
    layout = browser.document().documentLayout()
    bottom = browser.verticalScrollBar().value() + browser.viewport().height() + PADDING
    block = _first_of_ground(browser.cursorForPosition(QPoint(0, 0)).block())
    ground = _ground(block)
    while block.isValid() and layout.blockBoundingRect(block).top() <= bottom:
        last, following, next_ground = block, block.next(), _ground(block.next())
        while ground and next_ground == ground:
            last, following = following, following.next()
            next_ground = _ground(following)
        if ground:
            yield Ground(ground), _span(browser, block, last)
        block, ground = following, next_ground


def _span(browser: QTextBrowser, first: QTextBlock, last: QTextBlock) -> QRectF:
    document = browser.document()
    layout = document.documentLayout()
    margins = document.rootFrame().frameFormat()
    left = margins.leftMargin()
    width = browser.viewport().width() - left - margins.rightMargin()
    top = layout.blockBoundingRect(first).top() - PADDING
    bottom = layout.blockBoundingRect(last).bottom() + PADDING
    return QRectF(left, top, width, bottom - top)


def _first_of_ground(block: QTextBlock) -> QTextBlock:
    ground = _ground(block)
    while ground and _ground(block.previous()) == ground:
        block = block.previous()
    return block


def _ground(block: QTextBlock) -> int:
    """Return the ground of *block* as its format keeps it; 0 for none, also past the end."""
    return block.blockFormat().intProperty(GROUND)
