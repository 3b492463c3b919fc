"""Fixtures for everything that has widgets: no screen is needed."""

import os
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest

from loredesk.domain.settings import Theme
from loredesk.ui.theme.look import Look

RESOURCES = Path(__file__).parents[2] / "resources"


@pytest.fixture
def look(qapp):
    """The look of the program, in light colours."""
    look = Look(qapp, RESOURCES)
    look.apply(Theme.LIGHT)
    yield look
    qapp.setStyleSheet("")
