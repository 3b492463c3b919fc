"""Tables of figures, section by section: a row for each stage or part, a column for each measure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from loredesk.domain.measures import Figures
from loredesk.ui.figure_words import COLUMNS, MEASURES, Section, measures_of, share_of
from loredesk.ui.row_model import Index
from loredesk.ui.row_paint import bold, paint_line
from loredesk.ui.theme.look import Look
from loredesk.ui.theme.tokens import MEASURES as DISTANCES
from loredesk.ui.widgets.share_bar import paint_share

_ROOT = QModelIndex()
_BAR = 5
_NAME_WIDTH, _FIGURE_WIDTH = 160, 74


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table; one without figures is a heading."""

    name: str
    figures: Figures | None = None
    before: Figures = field(default_factory=dict, hash=False)
    """The figures of the same line in another run, where there are any."""


class FigureModel(QAbstractTableModel):
    """The tables of one run, one below the other."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()
        self._measures: tuple[str, ...] = ()

    def show_sections(
        self, sections: Sequence[Section], before: Mapping[tuple[str, str], Figures]
    ) -> None:
        """Become these tables; *before* are the figures of another run, by table and line."""
        self.beginResetModel()
        self._measures = measures_of(sections)
        rows: list[Row] = []
        for title, table in sections:
            rows.append(Row(title))
            rows.extend(
                Row(name, figures, before.get((title, name), {})) for name, figures in table.items()
            )
        self._rows = tuple(rows)
        self.endResetModel()

    def row(self, number: int) -> Row:
        """Return a line."""
        return self._rows[number]

    def share(self, index: Index) -> float | None:
        """Return the share at *index*; None where there is none."""
        figures = self._rows[index.row()].figures
        if figures is None or index.column() == 0:
            return None
        return figures.get(self._measures[index.column() - 1])

    def before(self, index: Index) -> float | None:
        """Return the share another run had at *index*; None where that is not known."""
        if index.column() == 0:
            return None
        return self._rows[index.row()].before.get(self._measures[index.column() - 1])

    def rowCount(self, parent: Index = _ROOT, /) -> int:  # noqa: N802 - Qt's method
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT, /) -> int:  # noqa: N802 - Qt's method
        """Return a column for the names and one for each measure."""
        return 0 if parent.isValid() else 1 + len(self._measures)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> Any:  # noqa: ANN401 - Qt's variant
        """Return the words at *index*."""
        if not index.isValid():
            return None
        row, share = self._rows[index.row()], self.share(index)
        words = row.name if index.column() == 0 else ("" if share is None else share_of(share))
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return row.name if share is None else self._told(index, share)
        return None

    def headerData(  # noqa: N802 - Qt's method
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
        /,
    ) -> Any:  # noqa: ANN401 - Qt's variant
        """Return what a measure is called, and what it says."""
        if orientation is not Qt.Orientation.Horizontal or not 0 < section <= len(self._measures):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS.get(self._measures[section - 1], self._called(section))
        if role == Qt.ItemDataRole.ToolTipRole:
            return MEASURES.get(self._measures[section - 1], ("", ""))[1]
        return None

    def _called(self, section: int) -> str:
        name = self._measures[section - 1]
        return MEASURES.get(name, (name, ""))[0]

    def _told(self, index: Index, share: float) -> str:
        before = self.before(index)
        told = "" if before is None else self.tr(", %s before") % share_of(before)
        name = self._rows[index.row()].name
        return f"{name}, {self._called(index.column())}: {share_of(share)}{told}"


class FigureCells(QStyledItemDelegate):
    """Paints a share as a number with a bar below it, and a heading over the whole width."""

    def __init__(self, look: Look, table: QTableView) -> None:
        super().__init__(table)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index, /) -> QSize:  # noqa: N802 - Qt's method
        """Return room for a line and a bar."""
        line = QFontMetrics(self._look.control_font()).height()
        return QSize(_FIGURE_WIDTH, line + _BAR + DISTANCES.even)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        """Paint the cell at *index*."""
        model = index.model()
        if not isinstance(model, FigureModel):
            return
        tokens, row, share = self._look.tokens, model.row(index.row()), model.share(index)
        left = DISTANCES.close if index.column() else DISTANCES.tight
        place = option.rect.adjusted(left, 0, -DISTANCES.close, 0)
        painter.save()
        if index.column() == 0:
            font = self._look.control_font()
            is_heading = row.figures is None
            colour = tokens.accent_ink if is_heading else tokens.text
            paint_line(painter, place, row.name, bold(font) if is_heading else font, colour)
        elif share is not None:
            font = self._look.control_font(DISTANCES.caption)
            line = QFontMetrics(font).height()
            top = place.top() + (place.height() - line - _BAR - 2) // 2
            painter.setFont(font)
            painter.setPen(QColor(tokens.text))
            words = QRectF(place.left(), top, place.width(), line)
            painter.drawText(words, Qt.AlignmentFlag.AlignLeft, share_of(share))
            bar = QRectF(place.left(), top + line + 2, place.width(), _BAR)
            paint_share(painter, bar, share, model.before(index), tokens)
        painter.restore()


class FigureTable(QTableView):
    """Shows the tables of a run."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = FigureModel(self)
        self.setModel(self._model)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.verticalHeader().setVisible(False)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)

    def set_look(self, look: Look) -> None:
        """Wear the colours of *look*."""
        self.setItemDelegate(FigureCells(look, self))
        look.changed.connect(self.viewport().update)

    def show_sections(
        self, sections: Sequence[Section], before: Mapping[tuple[str, str], Figures]
    ) -> None:
        """Show these tables, with marks where the figures of another run were."""
        self._model.show_sections(sections, before)
        self.clearSpans()
        for number in range(self._model.rowCount()):
            if self._model.row(number).figures is None and self._model.columnCount() > 1:
                self.setSpan(number, 0, 1, self._model.columnCount())
        header = self.horizontalHeader()
        header.setMinimumSectionSize(_FIGURE_WIDTH)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        if self._model.columnCount():
            header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(0, _NAME_WIDTH)
        self.resizeRowsToContents()
