"""Fixtures for everything that has widgets: no screen is needed."""

import os
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from loredesk.domain.settings import Theme
from loredesk.ui.theme.look import Look

RESOURCES = Path(__file__).parents[2] / "resources"


@pytest.fixture(autouse=True)
def no_widget_outlives_its_test(qapp):
    """Delete what was closed: outside a loop Qt only makes a note of it."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def look(qapp):
    """The look of the program, in light colours."""
    look = Look(qapp, RESOURCES)
    look.apply(Theme.LIGHT)
    yield look
    qapp.setStyleSheet("")
