from types import SimpleNamespace

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import LoreId
from loredesk.domain.visibility import EVERYONE, SECRET, Visibility
from loredesk.ui.people.presenter import PeoplePresenter
from loredesk.ui.people.state import (
    Choice,
    Moment,
    PeopleState,
    Purpose,
    Question,
    Somebody,
    somebodies,
)
from tests.ui.settled import settled

ENTRIES = {
    "dagny": ("Dagny", "character"),
    "odo": ("Odo", "character"),
    "guild": ("The Guild", "faction"),
    "oak": ("The Oak", "location"),
}


class Library:
    def __init__(self):
        self.asked = []
        self.error = None
        self.many = 0

    async def entries(self, world_id, session_id, wanted, *, offset=0, limit=200):
        self.asked.append((world_id, session_id, wanted.text, wanted.category))
        if self.error:
            raise self.error
        rows = [
            SimpleNamespace(id=key, title=title, category=category)
            for key, (title, category) in ENTRIES.items()
            if wanted.text.casefold() in title.casefold() and wanted.category in {"", category}
        ]
        rows += [
            SimpleNamespace(id=f"n{at}", title=f"N{at}", category="character")
            for at in range(self.many)
            if wanted.category == "character"
        ]
        return tuple(rows[:limit])


class Screen:
    def show_state(self, state):
        self.state = state


@pytest.fixture
def screen():
    return Screen()


@pytest.fixture
def library():
    return Library()


@pytest.fixture
async def asking(screen, library):
    presenter = PeoplePresenter(view=screen, library=library)
    presenter.place("w", "s")
    yield presenter
    await presenter.aclose()


async def ask(asking, answers=None, **values):
    question = Question(**{"purpose": Purpose.ENTRY, "about": "The Key", **values})
    asking.ask(question, (answers if answers is not None else []).append)
    await settled()


def titles(state):
    return [one.title for one in state.rows]


async def test_characters_and_factions_are_listed_and_a_name_finds_anybody(asking, screen, library):
    await ask(asking)
    assert titles(screen.state) == ["Dagny", "Odo", "The Guild"]
    assert not screen.state.loading
    assert library.asked[0][:2] == ("w", "s")

    asking.find("o")
    await settled()

    assert titles(screen.state) == ["Odo", "The Oak"]


async def test_those_who_know_it_now_are_ticked_and_come_first(asking, screen):
    chosen = (Somebody(id=LoreId("guild"), title="The old Guild"),)

    await ask(asking, visibility=Visibility.known_by("guild"), chosen=chosen)

    assert screen.state.choice is Choice.SOME
    assert titles(screen.state) == ["The Guild", "Dagny", "Odo"]
    assert [one.title for one in screen.state.ticked] == ["The Guild"]


async def test_who_is_ticked_stays_ticked_while_others_are_looked_for(asking, screen):
    await ask(asking, visibility=SECRET)
    asking.choose(Choice.SOME)
    asking.tick(LoreId("odo"), taken=True)
    asking.tick(LoreId("odo"), taken=True)
    asking.tick(LoreId("nobody"), taken=True)
    asking.find("guild")
    await settled()

    assert titles(screen.state) == ["Odo", "The Guild"]
    assert screen.state.answer.visibility == Visibility.known_by("odo")
    asking.tick(LoreId("odo"), taken=False)
    assert not screen.state.can_accept


@pytest.mark.parametrize(
    ("choice", "visibility"),
    [(Choice.EVERYONE, EVERYONE), (Choice.NOBODY, SECRET), (Choice.AS_ENTRY, None)],
)
async def test_what_needs_no_people_is_an_answer_by_itself(asking, screen, choice, visibility):
    answers = []
    await ask(asking, answers, purpose=Purpose.SENTENCE, sentence="It rains.")

    asking.choose(choice)
    asking.accept()

    assert [one.visibility for one in answers] == [visibility]
    assert screen.state == PeopleState()


async def test_some_must_be_somebody(asking, screen):
    answers = []
    await ask(asking, answers)

    asking.choose(Choice.SOME)
    asking.accept()

    assert (answers, screen.state.open, screen.state.can_accept) == ([], True, False)


async def test_who_learned_it_and_in_which_turn_is_answered(asking, screen):
    answers = []
    moments = {1: Moment(message_id="m1", said="Once."), 2: Moment(message_id="m2", said="Then.")}
    await ask(asking, answers, purpose=Purpose.LEARNED, moments=moments)
    assert (screen.state.turn, screen.state.moment.said) == (2, "Then.")

    asking.tick(LoreId("odo"), taken=True)
    asking.tick(LoreId("guild"), taken=True)
    asking.go_to_turn(1)
    asking.accept()

    (answer,) = answers
    assert (answer.ids, answer.at) == (("odo", "guild"), "m1")


async def test_before_the_first_turn_there_is_no_turn_to_choose(asking, screen):
    answers = []
    await ask(asking, answers, purpose=Purpose.LEARNED)
    asking.tick(LoreId("odo"), taken=True)

    assert not screen.state.asks_for_turn
    asking.accept()
    assert answers[0].at is None


async def test_only_one_can_speak(asking, screen):
    await ask(asking, purpose=Purpose.VOICE)

    asking.tick(LoreId("odo"), taken=True)
    asking.tick(LoreId("dagny"), taken=True)

    assert [one.id for one in screen.state.ticked] == ["dagny"]


async def test_a_question_that_is_put_away_is_not_answered(asking, screen):
    answers = []
    await ask(asking, answers)

    asking.cancel()
    asking.accept()

    assert (answers, screen.state.open) == ([], False)


async def test_going_elsewhere_withdraws_the_question(asking, screen):
    await ask(asking)
    asking.place("w", "s")
    assert screen.state.open

    asking.place("w", "other")

    assert not screen.state.open


async def test_there_may_be_more_than_the_list_has(asking, screen, library):
    library.many = 150

    await ask(asking)

    assert len(screen.state.rows) == 100
    assert screen.state.has_more


async def test_a_library_that_cannot_be_read_says_so(asking, screen, library):
    library.error = UserFixableError("The disk is gone.", hint="Look for it.")

    await ask(asking)

    assert screen.state.notice.sentence == "The disk is gone."
    assert not screen.state.loading


def test_who_has_no_title_any_more_is_left_out():
    known = Visibility.known_by("odo", "dagny", "gone")

    found = somebodies(known, {"odo": "Odo", "dagny": "Dagny"})

    assert [one.title for one in found] == ["Dagny", "Odo"]
    assert somebodies(None, {}) == somebodies(EVERYONE, {}) == ()
