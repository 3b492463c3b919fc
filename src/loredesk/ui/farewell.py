"""Signals of the operating system that ask the program to end, heard on Qt's loop."""

import signal
import socket
from collections.abc import Callable
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier

_WAYS_TO_END = ("SIGTERM", "SIGINT", "SIGHUP")


class Farewell(QObject):
    """Calls back when somebody ends the program from outside.

    Qt does not return to Python by itself: a byte through a socket wakes it.
    """

    def __init__(self, on_end: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._on_end = on_end
        self._inner, self._outer = socket.socketpair()
        for end in (self._inner, self._outer):
            end.settimeout(0)
        self._notifier = QSocketNotifier(self._inner.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._wake)
        self._fd_before = signal.set_wakeup_fd(self._outer.fileno(), warn_on_full_buffer=False)
        self._before = {
            number: signal.signal(number, _heard)
            for number in (getattr(signal, name, None) for name in _WAYS_TO_END)
            if number is not None
        }

    def stop(self) -> None:
        """Listen no more; signals do again what they did before."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._fd_before)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        for end in (self._inner, self._outer):
            end.close()

    def _wake(self) -> None:
        if self._inner.recv(64):
            self._on_end()


def _heard(_number: int, _frame: FrameType | None) -> None:
    """Let the socket tell it."""
