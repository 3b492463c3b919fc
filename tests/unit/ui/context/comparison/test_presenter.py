from dataclasses import replace

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.explanations import compared
from loredesk.domain.manifest import ContextEntry, ContextPassage, LeftOut, Manifest, Unit
from loredesk.domain.messages import Role
from loredesk.ui.context.comparison.presenter import ComparisonPresenter
from loredesk.ui.context.comparison.state import ComparisonState
from loredesk.ui.context.rows import Heading
from tests.fakes.stories import SESSION, MemoryStories
from tests.ui.settled import settled


def entry(name, reason="on scene", tokens=10):
    return ContextEntry(entry_id=name, handle=name, title=name, reason=reason, tokens=tokens)


def manifest(*entries, tokens=100, **values):
    return Manifest(
        id="c", session_id=SESSION, tokens=tokens, budget=200, blocks=(), entries=entries, **values
    )


class Screen:
    def __init__(self):
        self.states = []

    @property
    def state(self):
        return self.states[-1]

    def show_state(self, state):
        self.states.append(state)


class Records:
    """Compares what it knows of replies."""

    def __init__(self):
        self.known = {}
        self.asked = []
        self.problem = None

    async def compare(self, here, there):
        self.asked.append((here, there))
        if self.problem:
            raise self.problem
        nothing = manifest(entry("Mara"))
        return compared(self.known.get(here, nothing), self.known.get(there, nothing))


@pytest.fixture
def screen():
    return Screen()


@pytest.fixture
def records():
    return Records()


@pytest.fixture
def stories():
    memory = MemoryStories()
    for turn in (1, 2, 3):
        memory.add(Role.AUTHOR, f"Turn {turn}.")
        memory.add(Role.NARRATOR, f"Reply {turn}.")
    return memory


@pytest.fixture
async def comparison(screen, records, stories):
    presenter = ComparisonPresenter(view=screen, explaining=records)
    presenter.follow(stories.told())
    yield presenter
    await presenter.aclose()


def lines(state):
    return [
        f"# {one.title}" if isinstance(one, Heading) else (one.title, one.size, one.reasons)
        for one in state.lines
    ]


async def test_a_reply_is_compared_with_the_one_before_it(comparison, screen, records):
    comparison.open("m4")
    await settled()

    assert records.asked == [("m4", "m2")]
    assert screen.state.is_shown
    assert [one.label for one in screen.state.choices] == [
        "Turn 3  \u00b7  Reply 3.",
        "Turn 2  \u00b7  Reply 2.",
        "Turn 1  \u00b7  Reply 1.",
    ]


async def test_without_a_reply_the_newest_is_compared_and_the_first_with_a_later_one(
    comparison, records
):
    comparison.open(None)
    comparison.open("m2")
    await settled()

    assert records.asked[-1] == ("m2", "m6")
    comparison.open("no such reply")
    await settled()
    assert records.asked[-1] == ("m6", "m4")


async def test_another_take_is_nearer_than_another_turn(comparison, screen, records, stories):
    take = stories.add(Role.NARRATOR, "Reply 3 " + "otherwise " * 9, parent="m5")
    comparison.follow(stories.told())

    comparison.open(take.id)
    await settled()

    assert records.asked == [(take.id, "m6")]
    assert screen.state.choices[0].name == "Turn 3, take 2"
    assert screen.state.choices[0].label.endswith("\u2026")
    assert screen.state.choices[1].label.startswith("Turn 3, take 1, on another line")


async def test_what_differs_comes_first_and_says_why_on_both_sides(comparison, screen, records):
    records.known["m4"] = manifest(entry("Mara", tokens=12), entry("Quay"), entry("Gate"))
    records.known["m2"] = manifest(
        entry("Mara"),
        entry("Gate", "named in the turn"),
        entry("Horn", "always on"),
        left_out=(LeftOut(entry_id="Quay", title="Quay", reason="the budget was full"),),
        tokens=80,
    )

    comparison.open("m4")
    await settled()

    assert lines(screen.state) == [
        "# Only for turn 2",
        ("Quay", "10", ("Turn 2: on scene", "Turn 1: the budget was full")),
        "# Only for turn 1",
        ("Horn", "10", ("Turn 2: no candidate", "Turn 1: always on")),
        "# For both",
        ("Mara", "12 / 10", ("on scene",)),
        ("Gate", "10", ("Turn 2: on scene", "Turn 1: named in the turn")),
    ]
    assert screen.state.summary == "100 tokens, 20 more than the other."
    assert screen.state.lines[1].spoken == (
        "Quay, 10 tokens, Turn 2: on scene, Turn 1: the budget was full"
    )


async def test_passages_are_compared_by_their_message(comparison, screen, records):
    passage = ContextPassage(
        unit=Unit.PASSAGE, message_id="m1", turn=1, title="Turn 1, You", reason="near", tokens=4
    )
    records.known["m4"] = manifest(passages=(passage,))

    comparison.open("m4")
    await settled()

    row = screen.state.lines[1]
    assert (row.unit, row.message_id, row.entry_id) == (Unit.PASSAGE, "m1", None)


async def test_the_same_is_said_to_be_the_same(comparison, screen):
    comparison.open("m4")
    await settled()

    assert screen.state.is_same
    assert screen.state.summary == "100 tokens each. Both were told the same things."
    assert lines(screen.state) == ["# For both", ("Mara", "10", ("on scene",))]


async def test_either_side_can_be_chosen_and_both_changed_over(comparison, screen, records):
    comparison.open("m4")
    comparison.choose_there("m6")
    comparison.choose_here("m2")
    comparison.swap()
    await settled()

    assert records.asked[-1] == ("m6", "m2")
    assert (screen.state.here, screen.state.there) == ("m6", "m2")


async def test_the_only_reply_has_nothing_to_be_compared_with(screen, records):
    memory = MemoryStories()
    memory.add(Role.NARRATOR, "Reply 1.")
    comparison = ComparisonPresenter(view=screen, explaining=records)
    comparison.open(None)
    assert screen.state == ComparisonState(is_shown=True)

    comparison.follow(memory.told())
    comparison.open("m1")
    await settled()

    assert (screen.state.here, screen.state.there) == ("m1", None)
    assert records.asked == []
    await comparison.aclose()


async def test_a_record_that_cannot_be_read_says_why_and_can_be_tried_again(
    comparison, screen, records
):
    records.problem = UserFixableError("This reply carries no record.")
    comparison.open("m4")
    await settled()
    assert screen.state.notice.sentence == "This reply carries no record."
    comparison.dismiss()
    assert screen.state.notice is None

    records.problem = None
    comparison.mend()
    await settled()

    assert screen.state.found is not None


async def test_it_stays_while_the_story_goes_on_and_knows_the_new_reply(
    comparison, screen, records, stories
):
    comparison.open("m4")
    await settled()
    stories.add(Role.NARRATOR, "Reply 4.")

    comparison.follow(stories.told())

    assert (screen.state.here, screen.state.there) == ("m4", "m2")
    assert len(screen.state.choices) == 4
    assert len(records.asked) == 1


async def test_a_reply_that_is_deleted_makes_way(comparison, screen, records, stories):
    comparison.open("m4")
    await settled()
    stories.messages = [one for one in stories.messages if one.id not in {"m1", "m2"}]
    stories.messages[0] = replace(stories.messages[0], parent_id=None)
    comparison.follow(stories.told())
    await settled()
    assert (screen.state.here, screen.state.there) == ("m4", "m6")

    stories.messages = stories.messages[:1]
    stories.session = replace(stories.session, head=stories.messages[0].id)
    comparison.follow(stories.told())

    assert not screen.state.is_shown


async def test_another_session_ends_it(comparison, screen):
    comparison.open("m4")
    await settled()
    other = MemoryStories()
    other.session = replace(other.session, id="other")

    comparison.follow(other.told())

    assert screen.state == ComparisonState()
