from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.lore import LoreEntry
from loredesk.domain.past import BlamedPiece, EntryAsOf, EntryHistory, EntryVersion
from loredesk.ui.history.presenter import HistoryPresenter
from loredesk.ui.history.state import Part, base_of
from tests.ui.settled import settled

ENTRY = LoreEntry(id="e", world_id="w", handle="e", title="Dagny", content="Canon.", revision=2)
WHEN = datetime(2026, 3, 4, tzinfo=UTC)


def version(part, revision, content, **values):
    return EntryVersion(
        part=part,
        revision=revision,
        by=values.pop("by", "worker"),
        created_at=WHEN,
        why="",
        content=content,
        **values,
    )


VERSIONS = (
    version("note", "r2", "She left.", base="r1", turn=3),
    version("note", "r1", "She stays.", turn=1),
    version("entry", "2", "Canon."),
    version("entry", "1", "Old canon.", in_force=False),
)


class Past:
    def __init__(self):
        self.versions = VERSIONS
        self.done = []
        self.error = None
        self.entry_revision = 2

    async def history(self, entry_id, session_id):
        return EntryHistory(entry=ENTRY, versions=self.versions)

    async def blame(self, entry_id, session_id):
        return (
            BlamedPiece(text="She left.", revision="r2", by="worker", turn=3, quote="gone"),
            BlamedPiece(text="\n", revision="r2", by="worker"),
        )

    async def as_of(self, entry_id, session_id, turn):
        if self.error is not None:
            raise self.error
        return EntryAsOf(entry=ENTRY, content=f"As of {turn}.", note=None, turn=turn)

    async def story(self, session_id):
        return SimpleNamespace(line=(SimpleNamespace(turn=7),))

    async def withdraw(self, session_id, revision_id):
        self._keep("withdraw", revision_id, withdrawn=True)

    async def reinstate(self, session_id, revision_id):
        self._keep("reinstate", revision_id, withdrawn=False)

    async def rollback(self, entry_id, revision, *, expected=None):
        self.done.append(("rollback", revision, expected))
        self.entry_revision += 1
        return replace(ENTRY, revision=self.entry_revision)

    def _keep(self, what, revision_id, *, withdrawn):
        if self.error is not None:
            raise self.error
        self.done.append((what, revision_id))
        self.versions = tuple(
            replace(one, withdrawn=withdrawn) if one.revision == revision_id else one
            for one in self.versions
        )


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
def past():
    return Past()


@pytest.fixture
def deeds():
    return Deeds()


@pytest.fixture
async def history(screen, past, deeds):
    presenter = HistoryPresenter(view=screen, past=past, versions=past, stories=past, deeds=deeds)
    presenter.open("e", "s")
    await settled()
    yield presenter
    await presenter.aclose()


async def test_every_version_is_shown_and_the_newest_is_looked_at(history, screen):
    assert screen.state.versions == VERSIONS
    assert screen.state.version is VERSIONS[0]
    assert not screen.state.loading


async def test_a_change_is_taken_back_and_can_be_brought_back(history, screen, past):
    history.choose(1)
    history.take_back()
    await settled()

    assert past.done == [("withdraw", "r1")]
    assert screen.state.can_bring_back

    history.bring_back()
    await settled()

    assert past.done[-1] == ("reinstate", "r1")
    assert screen.state.can_take_back


async def test_ctrl_z_brings_back_what_was_taken_back(history, past, deeds):
    history.take_back()
    await settled()

    await deeds[0].undo()

    assert deeds[0].session_id == "s"
    assert past.done[-1] == ("reinstate", "r2")


async def test_an_entry_is_rolled_back_and_forth(history, past, deeds):
    history.choose(3)
    history.roll_back()
    await settled()
    await deeds[0].undo()

    assert past.done == [("rollback", 1, 2), ("rollback", 2, 3)]


async def test_a_change_of_a_note_is_not_rolled_back_to_and_canon_is_not_taken_back(
    history, screen, past
):
    history.roll_back()
    history.choose(2)
    history.take_back()
    await settled()

    assert past.done == []


async def test_sentences_come_with_whose_they_are_and_without_bare_line_breaks(history, screen):
    history.look_at(Part.SENTENCES)
    await settled()

    assert [one.text for one in screen.state.sentences] == ["She left."]
    assert screen.state.sentence.quote == "gone"


async def test_as_of_a_turn_begins_at_the_last_one_and_goes_where_the_author_wants(history, screen):
    history.look_at(Part.AS_OF)
    await settled()
    last = screen.state.as_of.turn
    history.go_to_turn(2)
    await settled()

    assert (last, screen.state.last_turn) == (7, 7)
    assert screen.state.as_of.content == "As of 2."


async def test_a_turn_in_which_the_entry_was_not_there_says_so(history, screen, past):
    past.error = UserFixableError("There was no 'Dagny' yet in turn 1.", hint="Later.")
    history.look_at(Part.AS_OF)
    await settled()

    assert screen.state.notice.sentence == "There was no 'Dagny' yet in turn 1."
    assert screen.state.as_of is None


async def test_what_is_refused_is_told_and_not_remembered(history, screen, past, deeds):
    past.error = UserFixableError("What wrote this change was undone.", hint="Do it again.")
    history.take_back()
    await settled()

    assert screen.state.notice.hint == "Do it again."
    assert not screen.state.busy
    assert deeds == []


async def test_another_entry_begins_at_its_newest_version(history, screen):
    history.look_at(Part.SENTENCES)
    await settled()
    history.open("f", "s")
    await settled()

    assert screen.state.part is Part.VERSIONS
    assert screen.state.chosen == 0


@pytest.mark.parametrize(("at", "base"), [(0, "She stays."), (1, ""), (2, "Old canon."), (3, "")])
def test_a_version_is_compared_with_the_one_it_was_made_from(at, base):
    assert base_of(VERSIONS[at], VERSIONS) == base
