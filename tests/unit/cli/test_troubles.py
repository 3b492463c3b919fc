"""What goes wrong around a command is told beside its answer, and only while it runs."""

import io
from types import SimpleNamespace

import pytest

from loredesk.cli.printing import Printer
from loredesk.cli.troubles import index_troubles_told
from loredesk.domain.events import IndexStateChanged
from loredesk.domain.hub import Hub


@pytest.fixture
def desk():
    return SimpleNamespace(hub=Hub())


@pytest.fixture
def told():
    return io.StringIO()


@pytest.fixture
def printer(told):
    return Printer(io.StringIO(), told, as_json=True)


def state(desk, name, message=""):
    desk.hub.publish(IndexStateChanged(engine="chroma", state=name, message=message))


def test_an_index_that_goes_away_and_comes_back_is_told(desk, printer, told):
    with index_troubles_told(desk, printer):
        state(desk, "starting", "not worth a word")
        state(desk, "healing", "It fell.")
        state(desk, "healthy")

    assert told.getvalue().splitlines() == ["It fell.", "The chroma index is healthy."]


def test_nothing_is_told_any_more_once_the_command_has_ended(desk, printer, told):
    with pytest.raises(ValueError, match="odd"), index_troubles_told(desk, printer):
        raise ValueError("odd")

    state(desk, "missing", "It is gone.")

    assert told.getvalue() == ""
