import asyncio

import pytest

from loredesk.domain.answers import Answer, Citation, Place, SourceKind, Statement, Threads
from loredesk.domain.errors import ModelAwayError, ModelRefusesError
from loredesk.ui.asking.presenter import AskingPresenter
from loredesk.ui.asking.state import AskingState, Wish, ways
from tests.ui.settled import settled

NOTE = Citation(kind=SourceKind.NOTE, title="Dagny Roe, note", quote="broken", entry_id="e1")
TURN = Citation(kind=SourceKind.TURN, title="Turn 1, You", quote="wrist", message_id="m1", turn=1)
TOLD = Statement(text="She has broken her wrist.", citations=(NOTE, TURN))
QUESTION = "What has Dagny broken?"


class Answers:
    """Answers at once, or waits for its gate."""

    def __init__(self):
        self.asked = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.error = None

    async def ask(self, world_id, session_id, question):
        await self._made((world_id, session_id, question))
        return Answer(question=question, statements=(TOLD,), sources=2)

    async def threads(self, session_id):
        await self._made(session_id)
        return Threads(threads=(TOLD,), sources=3)

    async def _made(self, asked):
        self.asked.append(asked)
        await self.gate.wait()
        if self.error is not None:
            raise self.error


class Screen:
    state = None

    def show_state(self, state):
        self.state = state


@pytest.fixture
def screen():
    return Screen()


@pytest.fixture
def answers():
    return Answers()


@pytest.fixture
def opened():
    return []


@pytest.fixture
async def presenter(screen, answers, opened):
    presenter = AskingPresenter(
        view=screen, answers=answers, open_settings=lambda: opened.append("settings")
    )
    presenter.enter("world", "session")
    yield presenter
    await presenter.aclose()


async def test_a_question_is_answered_for_the_world_and_session_on_screen(
    presenter, screen, answers
):
    presenter.ask(f"  {QUESTION} ")
    await settled()

    assert answers.asked == [("world", "session", QUESTION)]
    assert screen.state.found.statements == (TOLD,)
    assert screen.state.running is None
    assert screen.state.question == QUESTION


async def test_while_it_is_looked_up_nothing_else_can_be_asked(presenter, screen, answers):
    answers.gate.clear()
    presenter.ask(QUESTION)
    await settled()

    presenter.ask("And who is Bettany?")
    presenter.find_threads()
    await settled()

    assert len(answers.asked) == 1
    assert (screen.state.running, screen.state.found) == (Wish.ANSWER, None)


async def test_a_question_without_words_is_not_asked(presenter, screen, answers):
    presenter.ask("   ")
    await settled()

    assert answers.asked == []
    assert screen.state == AskingState(has_world=True, in_session=True)


async def test_stopping_keeps_the_question_and_the_answer_does_not_come_after_all(
    presenter, screen, answers
):
    answers.gate.clear()
    presenter.ask(QUESTION)
    await settled()

    presenter.stop()
    answers.gate.set()
    await settled()

    assert (screen.state.running, screen.state.found) == (None, None)
    assert screen.state.question == QUESTION
    assert "Stopped" in screen.state.notice.sentence


async def test_stopping_where_nothing_runs_says_nothing(presenter, screen):
    presenter.stop()

    assert screen.state.notice is None


async def test_a_model_that_is_away_is_asked_again_on_demand(presenter, screen, answers):
    answers.error = ModelAwayError("Ollama does not answer.", hint="Start it.")
    presenter.ask(QUESTION)
    await settled()
    notice = screen.state.notice
    assert (notice.sentence, notice.hint) == ("Ollama does not answer.", "Start it.")
    assert notice.action == "Ask again"
    assert screen.state.question == QUESTION

    answers.error = None
    presenter.mend()
    await settled()

    assert screen.state.notice is None
    assert screen.state.found.is_known


async def test_where_a_key_is_refused_the_settings_are_offered(presenter, screen, answers, opened):
    answers.error = ModelRefusesError("OpenAI refuses the key.", hint="Check it.")
    presenter.ask(QUESTION)
    await settled()

    presenter.mend()
    await settled()

    assert opened == ["settings"]
    assert len(answers.asked) == 1
    assert screen.state.question == QUESTION


async def test_what_goes_wrong_unforeseen_is_said_in_place(presenter, screen, answers):
    answers.error = ValueError("?")
    presenter.ask(QUESTION)
    await settled()

    assert "did not expect" in screen.state.notice.sentence
    presenter.dismiss()
    assert screen.state.notice is None
    presenter.mend()
    await settled()
    assert len(answers.asked) == 1


async def test_themes_and_threads_are_looked_for_in_the_session(presenter, screen, answers):
    answers.error = ModelAwayError("Ollama does not answer.")
    presenter.find_threads()
    await settled()
    answers.error = None

    presenter.mend()
    await settled()

    assert answers.asked == ["session", "session"]
    assert screen.state.found == Threads(threads=(TOLD,), sources=3)


async def test_without_a_session_only_canon_is_asked(presenter, screen, answers):
    presenter.enter("world", None)

    presenter.find_threads()
    presenter.ask(QUESTION)
    await settled()

    assert answers.asked == [("world", None, QUESTION)]
    assert not screen.state.can_find_threads


async def test_without_a_world_nothing_is_asked(presenter, screen, answers):
    presenter.enter(None, None)

    presenter.ask(QUESTION)
    await settled()

    assert answers.asked == []
    assert not screen.state.can_ask


async def test_another_session_puts_the_answer_away_and_keeps_the_question(
    presenter, screen, answers
):
    presenter.ask(QUESTION)
    await settled()
    presenter.enter("world", "session")
    assert screen.state.found is not None

    presenter.enter("world", "another")

    assert screen.state == AskingState(has_world=True, in_session=True, question=QUESTION)


async def test_what_is_on_its_way_for_another_session_never_arrives(presenter, screen, answers):
    answers.gate.clear()
    presenter.ask(QUESTION)
    await settled()

    presenter.enter("world", "another")
    answers.gate.set()
    await settled()

    assert (screen.state.found, screen.state.running) == (None, None)


async def test_one_that_is_stopped_before_it_began_leaves_nothing_behind(presenter, screen):
    presenter.ask(QUESTION)
    presenter.stop()
    await settled()

    assert screen.state.found is None


def test_the_ways_stand_in_the_order_in_which_they_are_shown():
    place = Place(kind=SourceKind.LORE, title="Dagny Roe", entry_id="e1")
    known = Answer(question="?", statements=(TOLD,), places=(place,))
    threads = Threads(themes=(TOLD,), threads=(Statement(text="?", citations=(TURN,)),))

    assert ways(known) == (NOTE, TURN)
    assert ways(Answer(question="?", places=(place,))) == (place,)
    assert ways(threads) == (NOTE, TURN, TURN)
    assert ways(None) == ()
