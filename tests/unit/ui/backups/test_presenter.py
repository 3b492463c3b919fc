from datetime import UTC, datetime

import pytest

from loredesk.domain.backups import Backup, BackupCheck, Restored
from loredesk.domain.errors import UserFixableError
from loredesk.domain.events import BackupsChanged
from loredesk.domain.hub import Hub
from loredesk.ui.backups.presenter import BackupsPresenter
from tests.ui.settled import settled


def backup(name, **values):
    values = {"verified": True, **values}
    when = datetime(2026, 3, 4, tzinfo=UTC)
    return Backup(name=name, created_at=when, reason="by hand", bytes=2_000_000, **values)


class Shelf:
    def __init__(self):
        self.kept = [backup("b2"), backup("b1", verified=False, problem="It is cut off.")]
        self.restored = []
        self.error = None

    async def create(self):
        self.kept.insert(0, backup("b3"))
        return self.kept[0]

    async def list(self):
        return tuple(self.kept)

    async def verify(self, name):
        if name == "b1":
            return BackupCheck(name=name, ok=False, problem="It is cut off.")
        return BackupCheck(name=name, ok=True)

    async def restore(self, name):
        if self.error is not None:
            raise self.error
        self.restored.append(name)
        return Restored(name=name, kept="library-before.db")


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
def hub():
    return Hub()


@pytest.fixture
async def backups(screen, shelf, hub):
    presenter = BackupsPresenter(view=screen, shelf=shelf, hub=hub)
    presenter.open()
    await settled()
    yield presenter
    await presenter.aclose()


async def test_backups_are_listed_and_the_newest_is_chosen(backups, screen):
    assert [one.name for one in screen.state.backups] == ["b2", "b1"]
    assert screen.state.chosen == "b2"


async def test_a_new_backup_is_chosen_once_it_is_made(backups, screen):
    backups.create()
    await settled()

    assert screen.state.chosen == "b3"
    assert screen.state.notice.tone == "success"
    assert not screen.state.doing


async def test_restoring_is_asked_for_with_what_will_happen_and_then_done(backups, screen, shelf):
    backups.restore()
    await settled()
    not_asked = list(shelf.restored)
    backups.ask()
    question = screen.state.question
    backups.restore()
    await settled()

    assert not_asked == []
    assert "kept beside it" in question
    assert shelf.restored == ["b2"]
    assert "library-before.db" in screen.state.notice.hint


async def test_the_author_can_keep_what_is_here(backups, screen, shelf):
    backups.ask()
    backups.keep()
    backups.restore()
    await settled()

    assert not screen.state.asks
    assert shelf.restored == []


async def test_what_cannot_be_trusted_is_not_offered_and_says_why(backups, screen):
    backups.choose("b1")
    backups.ask()
    backups.verify()
    await settled()

    assert not screen.state.asks
    assert screen.state.notice.sentence == "It is cut off."


async def test_a_refused_restore_says_the_way_out(backups, screen, shelf):
    shelf.error = UserFixableError("Something you have written is not saved.", hint="Save it.")
    backups.ask()
    backups.restore()
    await settled()

    assert screen.state.notice.hint == "Save it."
    assert not screen.state.doing


async def test_backups_made_elsewhere_appear(backups, screen, shelf, hub):
    shelf.kept.insert(0, backup("b9"))
    hub.publish(BackupsChanged())
    await settled()

    assert screen.state.backups[0].name == "b9"


async def test_it_is_put_away_with_its_owner(backups, screen):
    await backups.aclose()

    assert not screen.state.open
