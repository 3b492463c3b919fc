import asyncio

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.events import HeadMoved, LoreChanged, NoteChanged, ProposalMoved
from loredesk.domain.hub import Hub
from loredesk.domain.listings import Facets, LoreFilter, LoreRow
from loredesk.domain.proposals import ProposalState
from loredesk.ui.lore.presenter import PAGE, LorePresenter
from loredesk.ui.steered import SteeringState
from tests.ui.settled import settled


def row(number, **values):
    return LoreRow(
        **{
            "id": f"e{number}",
            "handle": f"c{number}",
            "title": f"Entry {number:05}",
            "category": "character",
            "tags": (),
            "origin": "canon",
            "is_dynamically_generated": False,
            "always_on": False,
            "note": None,
        }
        | values
    )


class Screen:
    def __init__(self):
        self.states = []

    @property
    def state(self):
        return self.states[-1]

    @property
    def titles(self):
        return [row.title for row in self.state.rows]

    def show_state(self, state):
        self.states.append(state)


class Shelf:
    """A library of rows."""

    def __init__(self, rows):
        self.rows = list(rows)
        self.asked = []
        self.error = None
        self.gate = None

    def _matching(self, narrowed):
        return [row for row in self.rows if narrowed.text.casefold() in row.title.casefold()]

    async def entries(self, world_id, session_id, filter, *, offset=0, limit=200):  # noqa: A002
        self.asked.append((filter, offset, limit))
        if self.gate is not None:
            await self.gate.wait()
        if self.error:
            raise self.error
        return tuple(self._matching(filter)[offset : offset + limit])

    async def count(self, world_id, session_id, filter):  # noqa: A002
        return len(self._matching(filter))

    async def facets(self, world_id, session_id):
        return Facets(categories={"character": len(self.rows)})


@pytest.fixture
def hub():
    return Hub()


@pytest.fixture
def screen():
    return Screen()


@pytest.fixture
def shelf():
    return Shelf(row(number) for number in range(1000))


@pytest.fixture
async def lore(screen, shelf, hub):
    presenter = LorePresenter(view=screen, library=shelf, hub=hub, refresh_pause=0)
    presenter.open("w", "s")
    await settled()
    yield presenter
    await presenter.aclose()


async def test_only_the_first_page_is_read_at_first(lore, screen):
    assert len(screen.state.rows) == PAGE
    assert screen.state.matching == 1000
    assert screen.state.has_more
    assert screen.state.summary == "1,000 entries"


async def test_further_rows_come_when_they_are_wished_for(lore, screen, shelf):
    lore.read_more()
    lore.read_more()
    await settled()

    assert len(screen.state.rows) == 2 * PAGE
    assert [offset for _, offset, _ in shelf.asked] == [0, PAGE]


async def test_a_search_narrows_the_list(lore, screen):
    lore.search("Entry 0099")
    await settled()

    assert len(screen.titles) == 10
    assert screen.state.summary == "10 of 1,000 entries"


async def test_the_newest_search_wins_over_a_slower_one(lore, screen, shelf):
    shelf.gate = asyncio.Event()
    lore.search("Entry 00001")
    await settled()
    lore.search("Entry 00002")
    await settled()
    shelf.gate.set()
    await settled()

    assert screen.titles == ["Entry 00002"]


async def test_clearing_shows_everything_again(lore, screen):
    lore.search("Entry 00001")
    lore.narrow_category("item")
    lore.narrow_tag("harbour")
    lore.narrow_origin("proposed")
    lore.clear_filters()
    await settled()

    assert screen.state.filter == LoreFilter()
    assert len(screen.titles) == PAGE


async def test_a_change_is_read_without_losing_rows_or_choice(lore, screen, shelf, hub):
    lore.read_more()
    await settled()
    lore.choose("e250")
    shelf.rows[250] = row(250, title="Mara Venn")

    hub.publish(LoreChanged(entry_id="e250", world_id="w"))
    await settled()

    assert len(screen.titles) == 2 * PAGE
    assert screen.titles[250] == "Mara Venn"
    assert screen.state.chosen == "e250"


@pytest.mark.parametrize(
    "event",
    [
        NoteChanged(session_id="s", entry_id="e1"),
        ProposalMoved(session_id="s", proposal_id="p", state=ProposalState.OPEN),
        HeadMoved(session_id="s", head="m"),
    ],
)
async def test_what_happens_in_the_session_is_followed(lore, shelf, hub, event):
    before = len(shelf.asked)

    hub.publish(event)
    await settled()

    assert len(shelf.asked) == before + 1


async def test_other_worlds_and_sessions_are_left_alone(lore, shelf, hub):
    before = len(shelf.asked)

    hub.publish(LoreChanged(entry_id="e1", world_id="elsewhere"))
    hub.publish(NoteChanged(session_id="elsewhere", entry_id="e1"))
    await settled()

    assert len(shelf.asked) == before


async def test_a_storm_of_changes_becomes_few_readings(lore, shelf, hub):
    before = len(shelf.asked)
    shelf.gate = asyncio.Event()

    for _ in range(300):
        hub.publish(LoreChanged(entry_id="e1", world_id="w"))
    await settled()
    shelf.gate.set()
    await settled()

    assert len(shelf.asked) <= before + 2


async def test_an_error_is_told_and_the_rows_stay(lore, screen, shelf, hub):
    shelf.error = UserFixableError("The disk is full.", hint="Make room.")
    hub.publish(LoreChanged(entry_id="e1", world_id="w"))
    await settled()

    assert screen.state.notice.sentence == "The disk is full."
    assert len(screen.titles) == PAGE

    shelf.error = None
    lore.refresh()
    await settled()

    assert screen.state.notice is None


async def test_without_a_world_nothing_is_asked(screen, hub):
    shelf = Shelf([])
    presenter = LorePresenter(view=screen, library=shelf, hub=hub)
    presenter.open(None, None)
    presenter.refresh()
    await settled()

    assert not shelf.asked
    assert not screen.state.has_world
    await presenter.aclose()


async def test_what_is_steered_is_shown_and_stays_when_another_world_is_opened(lore, screen):
    steering = SteeringState(in_session=True)

    lore.show_steering(steering)
    assert screen.state.steering is steering
    lore.open("other", None)
    await settled()

    assert screen.state.steering is steering
