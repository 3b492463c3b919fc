import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.lore import LoreEntry
from loredesk.domain.notes import SessionNote
from loredesk.domain.promotion import promotion_of
from loredesk.ui.promote.presenter import PromotePresenter
from tests.ui.settled import settled

ENTRY = LoreEntry(id="e", world_id="w", handle="e", title="Dagny", content="A smith.")
NOTE = SessionNote(
    session_id="s",
    entry_id="e",
    note_content="She left. She is hurt.",
    last_updated_turn=3,
    revision="r1",
)


class Canon:
    def __init__(self):
        self.promoted = []
        self.demoted = []
        self.error = None

    async def promotion(self, session_id, entry_id):
        return promotion_of(ENTRY, NOTE)

    async def promote(self, session_id, entry_id, *, hunks=None, text=None):
        if self.error is not None:
            raise self.error
        self.promoted.append((session_id, entry_id, hunks, text))
        return ENTRY

    async def demote(self, entry_id):
        self.demoted.append(entry_id)
        return ENTRY


class Screen:
    def show_state(self, state):
        self.state = state


class Deeds(list):
    def done(self, command):
        self.append(command)


@pytest.fixture
def screen():
    return Screen()


@pytest.fixture
def canon():
    return Canon()


@pytest.fixture
def deeds():
    return Deeds()


@pytest.fixture
async def promotion(screen, canon, deeds):
    presenter = PromotePresenter(view=screen, canon=canon, deeds=deeds)
    presenter.open("e", "s")
    await settled()
    yield presenter
    await presenter.aclose()


async def test_everything_is_ticked_and_the_result_is_previewed(promotion, screen):
    assert screen.state.ticked == {1, 2}
    assert screen.state.text == "A smith.\n\nShe left. She is hurt."
    assert screen.state.can_promote


async def test_the_text_follows_what_is_ticked(promotion, screen):
    promotion.tick(2, taken=False)

    assert screen.state.text == "A smith.\n\nShe left."
    assert "1 part stays" in screen.state.rest


async def test_nothing_ticked_is_nothing_to_promote(promotion, screen, canon):
    promotion.tick(1, taken=False)
    promotion.tick(2, taken=False)
    promotion.promote()
    await settled()

    assert not screen.state.can_promote
    assert canon.promoted == []


async def test_a_whole_note_is_promoted_and_ctrl_z_takes_it_back(promotion, screen, canon, deeds):
    promotion.promote()
    await settled()
    await deeds[0].undo()
    await deeds[0].redo()

    assert canon.promoted == [("s", "e", None, None)] * 2
    assert canon.demoted == ["e"]
    assert not screen.state.open


async def test_only_what_is_ticked_is_promoted_with_the_authors_own_text(promotion, canon):
    promotion.tick(1, taken=False)
    promotion.write("A smith with a limp.")
    promotion.promote()
    await settled()

    assert canon.promoted == [("s", "e", [2], "A smith with a limp.")]


async def test_the_authors_text_stays_when_ticks_change_until_it_is_reset(promotion, screen):
    promotion.write("Mine.")
    promotion.tick(2, taken=False)
    mine = screen.state.text
    promotion.reset()

    assert mine == "Mine."
    assert screen.state.text == "A smith.\n\nShe left."


async def test_what_is_refused_keeps_the_dialog_open_with_the_text(promotion, screen, canon, deeds):
    canon.error = UserFixableError("The content of 'Dagny' is locked.", hint="Unlock it.")
    promotion.write("Mine.")
    promotion.promote()
    await settled()

    assert screen.state.open
    assert screen.state.text == "Mine."
    assert screen.state.notice.hint == "Unlock it."
    assert deeds == []


async def test_without_a_session_there_is_nothing_to_open(screen, canon, deeds):
    presenter = PromotePresenter(view=screen, canon=canon, deeds=deeds)
    presenter.open("e", None)
    await settled()

    assert not hasattr(screen, "state")
    await presenter.aclose()
