"""A list for Qt that becomes another list by the least change, so that choice and place stay."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from loredesk.ui.row_changes import Change, difference

ROW = int(Qt.ItemDataRole.UserRole)
"""Under this role lies the whole row."""

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class RowModel(QAbstractListModel):
    """Rows of one kind; how each is known again and what is said of it comes from its owner."""

    more_requested = Signal()
    """The reader has come to the last row and there are more."""

    def __init__(
        self,
        *,
        identity: Callable[[Any], Hashable],
        spoken: Callable[[Any], str],
        is_choosable: Callable[[Any], bool] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._identity = identity
        self._spoken = spoken
        self._is_choosable = is_choosable
        self._rows: tuple[Any, ...] = ()
        self._has_more = False

    def show_rows(self, rows: Sequence[Any], *, has_more: bool = False) -> None:
        """Become *rows*; *has_more* says whether others could be asked for."""
        self._has_more = has_more
        if rows is self._rows:
            return
        old, new = self._rows, tuple(rows)
        change = difference([*map(self._identity, old)], [*map(self._identity, new)])
        if change.old_end > change.start:
            self.beginRemoveRows(_ROOT, change.start, change.old_end - 1)
            self._rows = old[: change.start] + old[change.old_end :]
            self.endRemoveRows()
        if change.new_end > change.start:
            self.beginInsertRows(_ROOT, change.start, change.new_end - 1)
            self._rows = new
            self.endInsertRows()
        self._rows = new
        self._tell_changes(old, change)

    def say_anew(self) -> None:
        """Say that what is told of every row may be something else now, though the rows stay."""
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def index_of(self, identity: Hashable) -> QModelIndex:
        """Return where the row known as *identity* stands; an invalid index where it does not."""
        for number, row in enumerate(self._rows):
            if self._identity(row) == identity:
                return self.index(number)
        return QModelIndex()

    def row(self, index: Index) -> Any:  # noqa: ANN401 - as the owner's rows are
        """Return the row at *index*, or None."""
        return self._rows[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index = _ROOT, /) -> int:  # noqa: N802 - Qt's method
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index, /) -> Qt.ItemFlag:
        """Return whether the row at *index* can be chosen."""
        row = self.row(index)
        if row is None or (self._is_choosable is not None and not self._is_choosable(row)):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> Any:  # noqa: ANN401 - Qt's variant
        """Return what *role* asks of the row at *index*."""
        row = self.row(index)
        if row is None:
            return None
        if role == ROW:
            return row
        spoken = role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
        return self._spoken(row) if spoken else None

    def canFetchMore(self, parent: Index, /) -> bool:  # noqa: N802 - Qt's method
        """Return whether rows wait that have not been read."""
        return not parent.isValid() and self._has_more

    def fetchMore(self, parent: Index, /) -> None:  # noqa: N802 - Qt's method
        """Wish for the next rows; they come with a later state."""
        self.more_requested.emit()

    def _tell_changes(self, old: tuple[Any, ...], change: Change) -> None:
        """Say which of the rows that stayed read differently now."""
        shift = change.new_end - change.old_end
        stayed = (*range(change.start), *range(change.old_end, len(old)))
        places = ((at, at if at < change.start else at + shift) for at in stayed)
        new = self._rows
        # Most rows are the very same object, which is far quicker to see than to compare.
        changed = [now for was, now in places if old[was] is not new[now] and old[was] != new[now]]
        if changed:
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))
