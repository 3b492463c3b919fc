import asyncio
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from loredesk.domain.backups import BEFORE_IMPORT, BY_HAND, TIMED, Backup, Restored
from loredesk.domain.errors import UserFixableError
from loredesk.domain.events import BackupsChanged
from loredesk.domain.hub import Hub
from loredesk.services.backups import BackupService
from tests.fakes.library import HandClock


@dataclass
class Shelf:
    """Backups in memory."""

    there: list[Backup] = field(default_factory=list)
    changed: bool = True
    full: bool = False
    flaw: str = ""
    damaged: set[str] = field(default_factory=set)

    def create(self, reason, now, *, unless_same=False):
        if self.full:
            raise UserFixableError("The disk is full.")
        if unless_same and not self.changed:
            return None
        made = Backup(
            name=now.isoformat(),
            created_at=now,
            reason=reason,
            bytes=1,
            verified=not self.flaw,
            problem=self.flaw,
        )
        self.there.append(made)
        return made

    def listed(self):
        return tuple(reversed(self.there))

    def prove(self, name):
        if name in self.damaged:
            raise UserFixableError("It is damaged.", hint="Take another.")
        return next(one for one in self.there if one.name == name)

    def remove(self, names):
        self.there = [one for one in self.there if one.name not in set(names)]

    def changed_since(self, _moment):
        return self.changed


@pytest.fixture
def clock():
    return HandClock()


@pytest.fixture
def shelf():
    return Shelf()


@pytest.fixture
def told():
    return []


@pytest.fixture
def service(shelf, clock, told):
    hub = Hub()
    hub.subscribe(BackupsChanged, told.append)

    async def replace(name):
        return Restored(name=name, kept="")

    return BackupService(shelf=shelf, hub=hub, now=clock.now, replace=replace)


async def test_a_backup_is_made_and_told_of(service, shelf, told):
    made = await service.create(BEFORE_IMPORT)

    assert await service.list() == (made,)
    assert told == [BackupsChanged()]


async def test_a_library_that_is_not_sound_is_told_of(service, shelf, told):
    shelf.flaw = "SQLite finds it damaged"

    made = await service.create()

    assert not made.verified
    assert "The library is not sound: SQLite finds it damaged." in told[-1].problem


async def test_outdated_ones_go_when_another_is_made(service, shelf, clock):
    for _ in range(200):
        clock.forward(minutes=30)
        await service.create(TIMED)

    assert len(await service.list()) < 25


async def test_none_is_made_within_half_an_hour(service, clock):
    await service.create()
    clock.forward(minutes=29)

    assert await service.create_if_due() is None


async def test_one_is_made_after_half_an_hour_of_change(service, clock):
    await service.create()
    clock.forward(minutes=30)

    assert (await service.create_if_due()).reason == TIMED


async def test_none_is_made_where_nothing_has_changed(service, shelf, clock):
    await service.create()
    shelf.changed = False
    clock.forward(hours=5)

    assert await service.create_if_due() is None


async def test_the_first_is_made_half_an_hour_after_the_beginning(service, clock):
    assert await service.create_if_due() is None
    clock.forward(minutes=30)

    assert await service.create_if_due() is not None


async def test_a_full_disk_is_told_once_and_tried_again(service, shelf, clock, told):
    looks = 0

    async def pause(_seconds):
        nonlocal looks
        looks += 1
        clock.forward(hours=1)
        shelf.full = looks < 4
        if looks == 5:
            raise asyncio.CancelledError

    shelf.full = True
    with pytest.raises(asyncio.CancelledError):
        await service.keep(pause)

    assert told == [BackupsChanged(problem="The disk is full."), BackupsChanged()]


async def test_looking_one_over_tells_what_is_wrong_with_it(service, shelf):
    made = await service.create()
    good = await service.verify(made.name)
    shelf.damaged.add(made.name)
    bad = await service.verify(made.name)

    assert (good.ok, good.problem) == (True, "")
    assert (bad.ok, bad.problem) == (False, "It is damaged.")


async def test_restoring_one_tells_where_the_rest_is_kept(service):
    made = await service.create()

    assert (await service.restore(made.name)).name == made.name


async def test_a_damaged_one_is_refused_before_anything_is_closed(shelf, clock):
    async def replace(_name):
        pytest.fail("the library was closed")

    service = BackupService(shelf=shelf, hub=Hub(), now=clock.now, replace=replace)
    made = await service.create()
    shelf.damaged.add(made.name)

    with pytest.raises(UserFixableError, match="damaged"):
        await service.restore(made.name)


async def test_where_the_library_cannot_be_closed_nothing_is_restored(shelf, clock):
    service = BackupService(shelf=shelf, hub=Hub(), now=clock.now, replace=None)
    made = await service.create()

    with pytest.raises(UserFixableError, match="open here"):
        await service.restore(made.name)


async def test_beside_the_owner_none_is_made(shelf, clock):
    service = BackupService(shelf=shelf, hub=Hub(), now=clock.now, replace=None, may_write=False)

    with pytest.raises(UserFixableError, match="open here"):
        await service.create(BY_HAND)

    assert shelf.there == []


async def test_what_is_removed_is_only_what_is_outdated(service, shelf, clock):
    own = await service.create(BY_HAND)
    clock.time += timedelta(days=400)
    await service.create(TIMED)

    assert own in await service.list()
