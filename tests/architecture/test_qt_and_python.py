"""The Qt that is installed goes with the Python that runs it."""

import sys

from PySide6.QtCore import QObject

CALLS = 20_000


def test_a_call_that_returns_nothing_does_not_take_a_reference_from_none(qapp):
    """PySide6 6.12.0 did, and Python 3.11 then aborts after a few thousand calls."""
    thing = QObject()
    before = sys.getrefcount(None)

    for _ in range(CALLS):
        thing.setObjectName("x")

    assert sys.getrefcount(None) > before - CALLS / 2
