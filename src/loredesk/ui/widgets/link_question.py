"""The question before a link from foreign text is opened."""

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget

from loredesk.ui.widgets.prose import host_of

_SHOWN = 300
"""No more characters of an address are shown."""


class LinkQuestion(QMessageBox):
    """Shows where a link leads, and opens it in the browser if the author says so."""

    def __init__(self, address: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._address = address
        shown = address if len(address) <= _SHOWN else f"{address[:_SHOWN]}\u2026"
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWindowTitle(self.tr("Open a link"))
        self.setText(self.tr("Open {host} in your browser?").format(host=host_of(address)))
        self.setInformativeText(shown)
        self.open_button = self.addButton(self.tr("Open"), QMessageBox.ButtonRole.AcceptRole)
        self.stay_button = self.addButton(self.tr("Stay here"), QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(self.stay_button)
        self.setEscapeButton(self.stay_button)
        self.accepted.connect(self._follow)

    def _follow(self) -> None:
        if host_of(self._address):
            QDesktopServices.openUrl(QUrl(self._address))
