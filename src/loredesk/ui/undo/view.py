"""What can be taken back, as Qt keeps it: a stack whose texts the menu and the palette show."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from loredesk.ui.undo.state import UndoState


class UndoSteps(QObject):
    """Keeps a `QUndoStack` in step with an `UndoState`; the steps themselves are taken elsewhere.

    Qt would take them at once, and ours wait for the library.
    """

    offered = Signal(str, str, bool)
    """The action of this id is to read like this, and can be chosen or not."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stack = QUndoStack(self)
        self._steps: tuple[str, ...] = ()

    @property
    def stack(self) -> QUndoStack:
        """Return the stack, for whoever shows its steps."""
        return self._stack

    def show_state(self, state: UndoState) -> None:
        """Offer what *state* says."""
        self._keep(state.steps)
        self._stack.setIndex(state.position)
        stack = self._stack
        undo = self._words(self.tr("Undo"), stack.undoText())
        redo = self._words(self.tr("Redo"), stack.redoText())
        self.offered.emit("edit.undo", undo, stack.canUndo())
        self.offered.emit("edit.redo", redo, stack.canRedo())

    def _keep(self, steps: tuple[str, ...]) -> None:
        if steps == self._steps:
            return
        is_longer = steps[: len(self._steps)] == self._steps
        fresh = steps[len(self._steps) :] if is_longer else steps
        if is_longer:
            self._stack.setIndex(len(self._steps))
        else:
            self._stack.clear()
        for text in fresh:
            self._stack.push(QUndoCommand(text))
        self._steps = steps

    def _words(self, verb: str, step: str) -> str:
        return f"{verb} \u201c{step}\u201d" if step else verb
