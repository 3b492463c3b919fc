import asyncio
from pathlib import Path

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.evaluations import EvaluationKind, Progress, compared
from loredesk.ui.evaluation.presenter import EvaluationPresenter
from loredesk.ui.evaluation.state import What
from tests.fakes.evaluations import run
from tests.fakes.lessons import learned
from tests.ui.settled import settled


class Evaluations:
    """Evaluates at once, or waits for its gate."""

    def __init__(self, *kept):
        self.kept = list(kept)
        self.asked = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.error = None

    async def sample(self, *, tell=None):
        return await self._made("sample", tell)

    async def session(self, session_id, *, learn=False, tell=None):
        return await self._made(("learn" if learn else "session", session_id), tell)

    async def file(self, path, *, world_id=None, ablation=False, tell=None):
        return await self._made(("file", path, world_id, ablation), tell)

    async def prompts(self, service=None, *, tell=None):
        return await self._made("prompts", tell)

    async def runs(self):
        return tuple(self.kept)

    async def compare(self, one, other):
        by_id = {kept.id: kept for kept in self.kept}
        return compared(by_id[one], by_id[other])

    async def forget(self, run_id):
        self.kept = [one for one in self.kept if one.id != run_id]

    async def _made(self, asked, tell):
        self.asked.append(asked)
        tell(Progress(doing="asking", done=1, total=4))
        await self.gate.wait()
        if self.error is not None:
            raise self.error
        made = run(int(self.kept[0].id) + 1 if self.kept else 1)
        self.kept.insert(0, made)
        return made


class Weights:
    """Knows what was learned, and whether it counts."""

    def __init__(self):
        self.kept = None
        self.counts = True

    async def of_world(self, world_id):
        return self.kept

    async def in_use(self, world_id):
        return self.kept if self.counts else None

    async def forget(self, world_id):
        self.kept = None


class Screen:
    state = None

    def show_state(self, state):
        self.state = state


@pytest.fixture
def screen():
    return Screen()


@pytest.fixture
def evaluations():
    return Evaluations(run(2), run(1, 0.6))


@pytest.fixture
def weights():
    return Weights()


@pytest.fixture
async def presenter(screen, evaluations, weights):
    presenter = EvaluationPresenter(view=screen, evaluations=evaluations, weights=weights)
    presenter.enter("world", "session")
    yield presenter
    await presenter.aclose()


@pytest.fixture
async def opened(presenter):
    presenter.open("The Quiet Season")
    await settled()
    return presenter


async def test_what_was_kept_is_shown_the_newest_first_and_compared_with_the_one_before(
    opened, screen
):
    assert [one.id for one in screen.state.runs] == ["2", "1"]
    assert (screen.state.chosen, screen.state.against) == ("2", "1")
    assert screen.state.comparison.figures["mrr"].difference == pytest.approx(0.2)


async def test_a_session_can_be_evaluated_where_one_is_on_screen(presenter, screen):
    presenter.open("The Quiet Season")
    assert What.SESSION in screen.state.choices

    presenter.enter("world", None)
    presenter.open("")
    assert What.SESSION not in screen.state.choices
    await settled()


async def test_a_choice_that_is_no_longer_possible_is_given_up(opened, screen):
    opened.choose_what(What.SESSION)
    opened.enter("world", None)

    opened.open("")
    await settled()

    assert screen.state.what is What.SAMPLE


@pytest.mark.parametrize(
    ("what", "asked"),
    [
        (What.SAMPLE, "sample"),
        (What.SESSION, ("session", "session")),
        (What.FILE, ("file", Path("a.json"), "world", True)),
        (What.PROMPTS, "prompts"),
    ],
)
async def test_what_was_chosen_is_evaluated_and_looked_at(opened, screen, evaluations, what, asked):
    opened.choose_what(what)
    opened.choose_ablation(True)

    opened.run("a.json")
    await settled()

    assert evaluations.asked == [asked]
    assert screen.state.running is None
    assert screen.state.chosen == "3"
    assert screen.state.against == "2"


async def test_how_far_it_has_come_is_shown_and_only_one_runs_at_a_time(
    opened, screen, evaluations
):
    evaluations.gate.clear()
    opened.run()
    await settled()
    opened.run()
    await settled()

    assert screen.state.running == Progress(doing="asking", done=1, total=4)
    assert evaluations.asked == ["sample"]


async def test_it_can_be_stopped_and_then_keeps_nothing(opened, screen, evaluations):
    evaluations.gate.clear()
    opened.run()
    await settled()

    opened.stop()
    await settled()

    assert screen.state.running is None
    assert "Stopped" in screen.state.notice.sentence
    assert len(evaluations.kept) == 2


async def test_it_goes_on_while_the_dialog_is_closed(opened, screen, evaluations):
    evaluations.gate.clear()
    opened.run()
    await settled()
    opened.close()
    evaluations.gate.set()
    await settled()

    assert not screen.state.open
    assert screen.state.chosen == "3"


async def test_what_goes_wrong_is_said_in_place(opened, screen, evaluations):
    evaluations.error = UserFixableError("'a.json' cannot be used.", hint="Look.")

    opened.run()
    await settled()

    assert screen.state.running is None
    assert screen.state.notice.sentence == "'a.json' cannot be used."
    assert screen.state.open


async def test_another_run_is_compared_on_demand_or_none(opened, screen):
    opened.compare_with(None)
    assert screen.state.comparison is None

    opened.choose("1")
    await settled()
    assert screen.state.against is None

    opened.compare_with("2")
    await settled()
    assert screen.state.comparison.one.id == "2"


async def test_only_runs_of_the_same_kind_can_be_compared(presenter, screen, evaluations):
    evaluations.kept = [run(3, kind=EvaluationKind.PROMPTS), run(2), run(1)]

    presenter.open()
    await settled()
    assert screen.state.comparable == ()

    presenter.choose("2")
    await settled()
    assert [one.id for one in screen.state.comparable] == ["1"]


async def test_one_that_was_asked_something_else_is_not_compared_by_itself(
    presenter, screen, evaluations
):
    evaluations.kept = [run(2, subject_hash="other"), run(1)]

    presenter.open()
    await settled()

    assert screen.state.against is None


async def test_a_run_can_be_removed_and_the_next_is_looked_at(opened, screen):
    opened.forget()
    await settled()

    assert [one.id for one in screen.state.runs] == ["1"]
    assert screen.state.chosen == "1"

    opened.forget()
    await settled()
    assert (screen.state.run, screen.state.looked_at) == (None, None)


async def test_a_missed_question_is_looked_at(opened, screen):
    assert screen.state.looked_at.asked == "Where is the key?"

    opened.choose_missed(4)
    assert screen.state.looked_at is None

    opened.choose_missed(-1)
    assert screen.state.missed == 4


async def test_the_session_on_screen_can_be_learned_from(opened, screen, evaluations, weights):
    weights.kept = learned("world", "session")

    opened.learn()
    await settled()

    assert evaluations.asked == [("learn", "session")]
    assert screen.state.chosen == "3"
    assert screen.state.learned == weights.kept
    assert screen.state.learned_counts


async def test_where_no_session_is_on_screen_nothing_is_learned(presenter, evaluations):
    presenter.enter("world", None)
    presenter.open()
    await settled()

    presenter.learn()
    await settled()

    assert evaluations.asked == []


async def test_learning_waits_for_what_runs(opened, evaluations):
    evaluations.gate.clear()
    opened.run()
    await settled()

    opened.learn()
    await settled()

    assert evaluations.asked == ["sample"]


async def test_what_was_learned_before_is_shown_and_can_be_given_up(presenter, screen, weights):
    weights.kept = learned("world", "session")
    presenter.open("The Quiet Season")
    await settled()
    assert screen.state.learned == weights.kept

    presenter.unlearn()
    await settled()

    assert (screen.state.learned, screen.state.learned_counts) == (None, False)


async def test_what_was_learned_and_is_not_in_use_is_shown_as_that(presenter, screen, weights):
    weights.kept, weights.counts = learned("world", "session"), False

    presenter.open("The Quiet Season")
    await settled()

    assert screen.state.learned == weights.kept
    assert not screen.state.learned_counts


async def test_in_no_world_nothing_was_learned(presenter, screen, weights):
    weights.kept = learned("world", "session")
    presenter.enter(None, None)

    presenter.open()
    await settled()
    presenter.unlearn()
    await settled()

    assert screen.state.learned is None
    assert weights.kept is not None
