"""The history tab: every version of the note, and the chosen one with its sources."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QListWidgetItem

from loredesk.domain.listings import EntryView, RevisionView
from loredesk.ui.entry.history import name_of, revision_html, standing
from loredesk.ui.forms.entry_form import Ui_EntryForm
from loredesk.ui.theme.look import Look
from loredesk.ui.theme.tokens import MEASURES

_ROW = Qt.ItemDataRole.UserRole


class HistoryPage(QObject):
    """Fills the history tab of a form and follows what is chosen in it."""

    def __init__(self, form: Ui_EntryForm, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._form = form
        self._look = look
        self._entry: EntryView | None = None
        form.revision.set_look(look, "story")
        form.no_history.set_look(look)
        form.no_history.say(
            "history",
            self.tr("No note in this session yet"),
            self.tr("When the story changes this, each version is kept here with its source."),
        )
        form.history_sides.setStretchFactor(0, 2)
        form.history_sides.setStretchFactor(1, 3)
        form.revisions.currentItemChanged.connect(self._show_chosen)
        form.revision.document().setDocumentMargin(MEASURES.even)
        look.changed.connect(self._repaint)

    def show_entry(self, entry: EntryView | None) -> None:
        """Show the versions of *entry*; keep what is chosen where it is still there."""
        if entry is not self._entry:
            self._fill(entry)

    def _fill(self, entry: EntryView | None) -> None:
        chosen = self._chosen()
        self._entry = entry
        revisions = entry.revisions if entry is not None else ()
        names = self._form.revisions
        names.blockSignals(True)  # noqa: FBT003 - Qt's method
        names.clear()
        for at, view in enumerate(revisions):
            names.addItem(self._item(view, len(revisions) - at))
            if at == 0 or (chosen is not None and view.revision.id == chosen.revision.id):
                names.setCurrentRow(at)
        names.blockSignals(False)  # noqa: FBT003 - Qt's method
        page = self._form.history_page if revisions else self._form.no_history_page
        self._form.history_pages.setCurrentWidget(page)
        self._show_chosen()

    def _repaint(self) -> None:
        self._fill(self._entry)

    def _item(self, view: RevisionView, number: int) -> QListWidgetItem:
        stands = standing(view, self._entry) if self._entry is not None else ""
        item = QListWidgetItem(f"{name_of(view, number)}\n{stands}")
        drawing = "edit" if view.revision.by == "author" else "model"
        item.setIcon(self._look.icon(drawing, "accent_ink" if view.in_force else "muted"))
        item.setData(_ROW, number)
        return item

    def _chosen(self) -> RevisionView | None:
        row = self._form.revisions.currentRow()
        revisions = self._entry.revisions if self._entry is not None else ()
        return revisions[row] if 0 <= row < len(revisions) else None

    def _show_chosen(self) -> None:
        view = self._chosen()
        if view is not None and self._entry is not None:
            self._form.revision.setHtml(revision_html(view, self._entry, self._look.tokens))
        else:
            self._form.revision.clear()
