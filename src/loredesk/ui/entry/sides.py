"""Canon and note: beside each other where there is room, else above each other."""

from PySide6.QtCore import Qt

from loredesk.ui.forms.entry_form import Ui_EntryForm
from loredesk.ui.theme.tokens import MEASURES

_NARROW = 680
"""Below this width canon stands above the note, not beside it."""


class Sides:
    """Keeps the two apart as the form grows and shrinks."""

    def __init__(self, form: Ui_EntryForm) -> None:
        self._form = form
        self._has_note = False
        self._set_apart = False

    def fit(self, width: int) -> None:
        """Put them as there is room for in *width*."""
        wanted = Qt.Orientation.Vertical if width < _NARROW else Qt.Orientation.Horizontal
        if wanted is not self._form.sides.orientation() or not self._set_apart:
            self._form.sides.setOrientation(wanted)
            self._set_apart = True
            self._keep_apart()

    def show_note(self, has_note: bool) -> None:  # noqa: FBT001 - as Qt says it
        """Show the side of the note, or not."""
        self._has_note = has_note
        self._form.note_side.setVisible(has_note)
        self._keep_apart()

    def _keep_apart(self) -> None:
        """Leave room on both sides of the line between canon and note, where there is one."""
        narrow = self._form.sides.orientation() is Qt.Orientation.Vertical
        gap = MEASURES.even if self._has_note else 0
        along = (0, 0, 0, gap) if narrow else (0, 0, gap, 0)
        after = (0, gap, 0, 0) if narrow else (gap, 0, 0, 0)
        self._form.content_column.setContentsMargins(*along)
        self._form.note_column.setContentsMargins(*after)
