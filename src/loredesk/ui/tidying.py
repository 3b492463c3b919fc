"""Garbage is collected on the thread of the window only.

Python collects on whichever thread happens to allocate. Widgets and timers among the garbage would
then be taken apart off their own thread, which Qt does not forgive.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_PAUSE_MS = 1_000


class Tidying(QObject):
    """Collects garbage now and then, while Python itself does not."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=_PAUSE_MS)
        self._timer.timeout.connect(self.tidy)
        self._timer.start()

    def tidy(self) -> None:
        """Collect as many generations as Python would by now."""
        due = [
            generation
            for generation, (count, limit) in enumerate(
                zip(gc.get_count(), gc.get_threshold(), strict=True)
            )
            if count > limit
        ]
        if due:
            gc.collect(max(due))

    def stop(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.enable()
