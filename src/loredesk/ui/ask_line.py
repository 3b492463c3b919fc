"""A small dialog that asks for one line, and never holds up the rest of the program."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from loredesk.ui.forms.ask_line import Ui_AskLine


class AskLine(QDialog):
    """Asks for one line; an empty one is no answer."""

    answered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = Ui_AskLine()
        self._form.setupUi(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._form.accept.setEnabled(False)
        self._form.line.textChanged.connect(self._weigh)
        self._form.cancel.clicked.connect(self.reject)
        self._form.accept.clicked.connect(self._answer)

    def ask(self, question: str, *, explanation: str, button: str, line: str = "") -> None:
        """Ask *question*, with *line* as the answer to start from."""
        self.setWindowTitle(question)
        self._form.question.setText(question)
        self._form.explanation.setText(explanation)
        self._form.explanation.setVisible(bool(explanation))
        self._form.accept.setText(button)
        self._form.line.setAccessibleName(question)
        self._form.line.setText(line)
        self._form.line.selectAll()
        self._form.line.setFocus()
        self.open()

    def _weigh(self, text: str) -> None:
        self._form.accept.setEnabled(bool(text.strip()))

    def _answer(self) -> None:
        line = self._form.line.text().strip()
        if line:
            self.accept()
            self.answered.emit(line)
