"""Paints what passages stand on: a soft ground under the author's words, a card for a scene."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextBlock
from PySide6.QtWidgets import QTextBrowser

from loredesk.ui.chat.typesetter import GROUND, PADDING, Ground
from loredesk.ui.theme.tokens import MEASURES, Tokens

_BAR = 3


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
    top = browser.verticalScrollBar().value()
    bottom = top + browser.viewport().height()
    block = _first_of_ground(browser.cursorForPosition(QPoint(0, 0)).block())
    while block.isValid():
        ground, first = _ground(block), block
        while _ground(block.next()) is ground and block.next().isValid():
            block = block.next()
        area = _span(browser, first, block)
        if area.top() > bottom + PADDING:
            return
        if ground is not Ground.NONE:
            yield ground, area
        block = block.next()


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
    if ground is Ground.NONE:
        return block
    while block.previous().isValid() and _ground(block.previous()) is ground:
        block = block.previous()
    return block


def _ground(block: QTextBlock) -> Ground:
    return Ground(block.blockFormat().intProperty(GROUND)) if block.isValid() else Ground.NONE
