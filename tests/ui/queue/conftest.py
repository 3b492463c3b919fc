"""Keeps the tests of this folder quick."""

import pytest
from PySide6.QtCore import QEvent


@pytest.fixture(autouse=True)
def no_left_over_widgets(qapp):
    """Let go of the widgets of earlier tests, which every new style sheet would dress again."""
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
