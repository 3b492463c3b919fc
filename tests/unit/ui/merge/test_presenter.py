from types import SimpleNamespace

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.lore import LoreEntry, Redirect
from loredesk.services.merging import MergePreview
from loredesk.ui.merge.presenter import MergePresenter
from tests.ui.settled import settled

TITLES = {"e": "Dagny", "f": "Dagny Roe", "g": "Odo"}


class Shelf:
    def __init__(self):
        self.wanted = []
        self.redirected = ()
        self.merged = []
        self.split_up = []
        self.error = None

    async def entries(self, world_id, session_id, wanted, *, offset=0, limit=200):
        self.wanted.append(wanted.text)
        return tuple(
            SimpleNamespace(id=key, title=title, category="character", origin="canon")
            for key, title in TITLES.items()
            if wanted.text.casefold() in title.casefold()
        )

    async def entry(self, entry_id, session_id):
        entry = LoreEntry(id=entry_id, world_id="w", handle=entry_id, title=TITLES[entry_id])
        return SimpleNamespace(entry=entry)

    async def preview(self, session_id, from_id, to_id):
        return MergePreview(
            from_title=TITLES[from_id],
            to_title=TITLES[to_id],
            from_text=f"{from_id} text",
            to_text=f"{to_id} text",
            proposed=f"{to_id} and {from_id}",
        )

    async def merge(self, session_id, from_id, to_id, text):
        if self.error is not None:
            raise self.error
        self.merged.append((session_id, from_id, to_id, text))
        number = len(self.merged)
        return Redirect(id=f"m{number}", world_id="w", from_id=from_id, to_id=to_id)

    async def split(self, redirect_id):
        self.split_up.append(redirect_id)
        self.redirected = ()

    async def redirects(self, entry_id):
        return self.redirected


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
def shelf():
    return Shelf()


@pytest.fixture
def deeds():
    return Deeds()


@pytest.fixture
async def merging(screen, shelf, deeds):
    presenter = MergePresenter(view=screen, merging=shelf, library=shelf, deeds=deeds)
    presenter.open("e", "s")
    await settled()
    yield presenter
    await presenter.aclose()


async def test_the_entry_itself_is_no_candidate(merging, screen):
    assert [one.title for one in screen.state.candidates] == ["Dagny Roe", "Odo"]


async def test_a_word_finds_the_other_entry(merging, screen):
    merging.find("odo")
    await settled()

    assert [one.id for one in screen.state.candidates] == ["g"]


async def test_both_texts_and_what_they_come_to_are_shown(merging, screen):
    merging.choose("f")
    await settled()

    assert screen.state.sides.gone_text == "e text"
    assert screen.state.sides.kept_title == "Dagny Roe"
    assert screen.state.text == "f and e"


async def test_swapping_lets_the_other_one_stay(merging, screen):
    merging.choose("f")
    await settled()
    merging.swap()
    await settled()

    assert screen.state.sides.kept_title == "Dagny"
    assert screen.state.text == "e and f"


async def test_the_authors_text_is_merged_and_ctrl_z_splits_again(merging, screen, shelf, deeds):
    merging.choose("f")
    await settled()
    merging.write("One smith.")
    merging.merge()
    await settled()
    await deeds[0].undo()
    await deeds[0].redo()
    await deeds[0].undo()

    assert shelf.merged == [("s", "e", "f", "One smith.")] * 2
    assert shelf.split_up == ["m1", "m2"]
    assert not screen.state.open


async def test_what_is_merged_is_listed_and_can_be_split(merging, screen, shelf):
    shelf.redirected = (Redirect(id="m9", world_id="w", from_id="f", to_id="e"),)
    merging.open("e", "s")
    await settled()
    words = [one.words for one in screen.state.merged]
    merging.split("m9")
    await settled()

    assert words == ["Dagny Roe \u2192 Dagny"]
    assert shelf.split_up == ["m9"]
    assert screen.state.merged == ()


async def test_a_refused_merge_keeps_the_authors_text(merging, screen, shelf, deeds):
    shelf.error = UserFixableError("These two cannot be merged.", hint="Choose others.")
    merging.choose("f")
    await settled()
    merging.write("One smith.")
    merging.merge()
    await settled()

    assert screen.state.text == "One smith."
    assert screen.state.notice.hint == "Choose others."
    assert deeds == []


async def test_nothing_is_merged_before_the_other_is_chosen(merging, shelf):
    merging.merge()
    merging.swap()
    await settled()

    assert shelf.merged == []
