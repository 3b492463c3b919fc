"""The connections of an entry, on their page of its form."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QListWidgetItem

from loredesk.domain.listings import LinkView
from loredesk.ui.entry.words import link_in_words
from loredesk.ui.forms.entry_form import Ui_EntryForm
from loredesk.ui.theme.look import Look


class Connections(QObject):
    """Lists what an entry is connected with, or says that there is nothing."""

    chosen = Signal(str)
    """The author wants to see the entry at the other end."""

    def __init__(self, form: Ui_EntryForm, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._form = form
        self._look = look
        self._links: tuple[LinkView, ...] | None = None
        form.no_links.set_look(look)
        form.no_links.say(
            "link",
            self.tr("No connections yet"),
            self.tr("Newcomers bring theirs; the story makes more."),
        )
        form.links.itemActivated.connect(self._choose)

    def show_links(self, links: Sequence[LinkView]) -> None:
        """Show these in place of what is there."""
        if self._links is None or tuple(links) != self._links:
            self._links = tuple(links)
            self.repaint()

    def repaint(self) -> None:
        """Show the same again in the colours of now."""
        form, links = self._form, self._links or ()
        form.links.clear()
        for link in links:
            item = QListWidgetItem(self._look.icon("link", "muted"), link_in_words(link))
            item.setData(Qt.ItemDataRole.UserRole, link.entry_id)
            item.setToolTip(self.tr("Press Enter or double-click to open it"))
            form.links.addItem(item)
        form.links_pages.setCurrentWidget(form.links_page if links else form.no_links_page)

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))
