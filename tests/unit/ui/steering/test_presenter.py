import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.events import LoreChanged, SteeringChanged
from loredesk.domain.hub import Hub
from loredesk.domain.steering import Steer, Steered
from loredesk.ui.steered import SteeringState
from loredesk.ui.steering.presenter import SteeringPresenter
from tests.ui.settled import settled

TITLES = {"mara": "Mara", "quay": "The Quay", "gate": "The Gate"}


class Recall:
    """Keeps what is steered, session by session."""

    def __init__(self, hub):
        self.hub = hub
        self.kept = {}
        self.problem = None

    async def steering(self, session_id):
        rows = (
            Steered(entry_id=entry, title=TITLES[entry], steer=steer)
            for (session, entry), steer in self.kept.items()
            if session == session_id
        )
        return tuple(sorted(rows, key=lambda row: row.title))

    async def steer(self, session_id, entry_id, steer):
        if self.problem:
            raise self.problem
        before = self.kept.pop((session_id, entry_id), None)
        if steer is not None:
            self.kept[session_id, entry_id] = steer
        self.hub.publish(SteeringChanged(session_id=session_id))
        return before


class Screen:
    def __init__(self):
        self.states = []

    @property
    def state(self):
        return self.states[-1]

    @property
    def rows(self):
        return [(row.title, row.steer) for row in self.state.rows]

    def show_steering(self, state):
        self.states.append(state)


class Deeds:
    def __init__(self):
        self.commands = []

    def done(self, command):
        self.commands.append(command)


@pytest.fixture
def hub():
    return Hub()


@pytest.fixture
def recall(hub):
    return Recall(hub)


@pytest.fixture
def screen():
    return Screen()


@pytest.fixture
def deeds():
    return Deeds()


@pytest.fixture
def said():
    return []


@pytest.fixture
async def steering(screen, recall, deeds, said, hub):
    presenter = SteeringPresenter(
        recall=recall, deeds=deeds, say=said.append, hub=hub, refresh_pause=0
    )
    presenter.show_in(screen)
    presenter.enter("s")
    await settled()
    yield presenter
    await presenter.aclose()


async def test_what_is_steered_is_shown_pinned_first_and_banned_last(steering, screen):
    steering.steer("mara", "Mara", Steer.BAN)
    steering.steer("gate", "The Gate", Steer.PIN)
    steering.steer("quay", "The Quay", Steer.BOOST)
    await settled()

    assert screen.rows == [
        ("The Gate", Steer.PIN),
        ("The Quay", Steer.BOOST),
        ("Mara", Steer.BAN),
    ]
    assert screen.state.of("quay") is Steer.BOOST
    assert screen.state.of("nobody") is None


async def test_every_change_can_be_undone_and_done_again(steering, screen, deeds):
    steering.steer("mara", "Mara", Steer.PIN)
    await settled()
    steering.steer("mara", "Mara", Steer.BAN)
    await settled()
    steering.steer("mara", "Mara", None)
    await settled()
    assert [one.text for one in deeds.commands] == [
        "Pin Mara",
        "Ban Mara",
        "Leave Mara to recall",
    ]
    assert {one.session_id for one in deeds.commands} == {"s"}

    for command in reversed(deeds.commands):
        await command.undo()
    await settled()
    assert screen.rows == []

    await deeds.commands[0].redo()
    await settled()
    assert screen.rows == [("Mara", Steer.PIN)]


async def test_undoing_brings_back_what_was_said_before(steering, screen, deeds):
    steering.steer("mara", "Mara", Steer.PIN)
    await settled()
    steering.steer("mara", "Mara", Steer.BAN)
    await settled()

    await deeds.commands[-1].undo()
    await settled()

    assert screen.rows == [("Mara", Steer.PIN)]


async def test_two_wishes_at_once_are_both_carried_out_and_taken_down(steering, screen, deeds):
    steering.steer("mara", "Mara", Steer.PIN)
    steering.steer("mara", "Mara", Steer.BOOST)
    await settled()

    assert screen.rows == [("Mara", Steer.BOOST)]
    assert [one.text for one in deeds.commands] == ["Pin Mara", "Boost Mara"]


async def test_saying_the_same_again_changes_nothing(steering, deeds):
    steering.steer("mara", "Mara", None)
    await settled()

    assert deeds.commands == []


async def test_another_session_has_its_own(steering, screen):
    steering.steer("mara", "Mara", Steer.PIN)
    await settled()

    steering.enter("other")
    await settled()
    assert screen.state == SteeringState(in_session=True)

    steering.enter("s")
    await settled()
    assert screen.rows == [("Mara", Steer.PIN)]


async def test_without_a_session_nothing_can_be_steered(steering, screen, deeds):
    steering.enter(None)
    steering.steer("mara", "Mara", Steer.PIN)
    await settled()

    assert screen.state == SteeringState()
    assert deeds.commands == []


async def test_what_is_steered_elsewhere_is_noticed_here(steering, screen, recall):
    await recall.steer("s", "mara", Steer.BAN)
    await recall.steer("other", "gate", Steer.BAN)
    await settled()

    assert screen.rows == [("Mara", Steer.BAN)]


async def test_an_entry_with_another_title_is_listed_by_it(steering, screen, hub, monkeypatch):
    steering.steer("mara", "Mara", Steer.PIN)
    await settled()
    monkeypatch.setitem(TITLES, "mara", "Mara Venn")

    hub.publish(LoreChanged(entry_id="mara", world_id="w"))
    await settled()

    assert screen.rows == [("Mara Venn", Steer.PIN)]


async def test_what_cannot_be_kept_is_said_and_nothing_is_taken_down(
    steering, screen, recall, deeds, said
):
    recall.problem = UserFixableError("Loredesk is open elsewhere.")

    steering.steer("mara", "Mara", Steer.PIN)
    await settled()

    assert [one.sentence for one in said] == ["Loredesk is open elsewhere."]
    assert deeds.commands == []
    assert screen.rows == []
