from types import SimpleNamespace

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.ui.carry.presenter import CarryPresenter
from tests.ui.settled import settled


def row(key, *, note=None, origin="canon"):
    return SimpleNamespace(id=key, title=key.title(), note=note, origin=origin)


class Shelf:
    def __init__(self):
        self.begun = []
        self.error = None

    async def entries(self, world_id, session_id, wanted, *, offset=0, limit=200):
        rows = (row("dagny", note="She left."), row("kettle"), row("odo", origin="session"))
        return rows[offset : offset + limit]

    async def new_session(self, world_id, title="", *, carry_from=None, entries=()):
        if self.error is not None:
            raise self.error
        self.begun.append((world_id, title, carry_from, list(entries)))
        return SimpleNamespace(id="s2")


class Screen:
    def show_state(self, state):
        self.state = state


@pytest.fixture
def screen():
    return Screen()


@pytest.fixture
def shelf():
    return Shelf()


@pytest.fixture
def gone_to():
    return []


@pytest.fixture
async def carry(screen, shelf, gone_to):
    presenter = CarryPresenter(view=screen, library=shelf, begun=gone_to.append)
    presenter.enter("w", "s")
    presenter.open()
    await settled()
    yield presenter
    await presenter.aclose()


async def test_notes_and_newcomers_are_offered_and_what_the_world_knows_anyway_is_not(
    carry, screen
):
    offered = [(one.id, one.what) for one in screen.state.entries]

    assert offered == [("dagny", "its note"), ("odo", "newcomer")]
    assert screen.state.ticked == {"dagny", "odo"}


async def test_the_session_begins_with_what_is_ticked_and_is_shown(carry, screen, shelf, gone_to):
    carry.tick("odo", taken=False)
    carry.name(" Again ")
    carry.begin()
    await settled()

    assert shelf.begun == [("w", "Again", "s", ["dagny"])]
    assert gone_to == ["s2"]
    assert not screen.state.open


async def test_with_nothing_ticked_there_is_nothing_to_begin(carry, screen, shelf):
    carry.tick_none()
    carry.begin()
    await settled()
    nothing = list(shelf.begun)
    carry.tick_all()

    assert nothing == []
    assert screen.state.can_begin


async def test_what_is_refused_stays_in_the_dialog(carry, screen, shelf, gone_to):
    shelf.error = UserFixableError("There is an 'Odo' in this world already.", hint="Leave him.")
    carry.begin()
    await settled()

    assert screen.state.notice.hint == "Leave him."
    assert screen.state.ticked == {"dagny", "odo"}
    assert gone_to == []


async def test_going_to_another_session_puts_it_away(carry, screen):
    carry.enter("w", "s3")

    assert not screen.state.open
